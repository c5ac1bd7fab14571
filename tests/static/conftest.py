"""Counts that the tests of static maps draw, and what they measure on the sheet."""

from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.counts import select_counts
from diasporamap.counts.example import read_example
from diasporamap.protection import protect
from diasporamap.static.settings import printing


@pytest.fixture(scope="session")
def published():
    counts, sources = read_example()
    return protect(select_counts(counts), sources=sources)


@pytest.fixture(scope="session")
def people():
    """Make protected counts of rows (place, women, men)."""

    def make(*rows):
        cells = [(place, sex, n) for place, f, m in rows for sex, n in (("F", f), ("M", m))]
        counts = pd.DataFrame(cells, columns=["place", "sex", "count"])
        return protect(counts.astype({"count": "Int64"}))

    return make


@pytest.fixture(scope="session")
def states(people):
    """Values, zero, suppressed, no data and not applicable, in large places and in small ones."""
    return people(
        *(("KEN", 1200, 800), ("GAB", 8123, 7941), ("DEU", 2, 3), ("TCD", 4, 6), ("SGP", 1, 2)),
        *(("MLI", 0, 0), ("NAM", 12, None), ("LUX", 70, 50), ("MLT", 20, 30), ("FRA", 610, 390)),
        *(("ITA", 45, 55), ("BRA", 52, 48), ("MUS", 7, 0), ("XKX", 3, 0)),
    )


@pytest.fixture(scope="session")
def boxes_of():
    """Return the texts of a figure with their boxes in millimetres: left, bottom, right, top."""

    def measure(figure):
        millimetres = 25.4 / figure.dpi
        with printing():
            return [
                (text.get_text(), tuple(text.get_window_extent().extents * millimetres))
                for text in figure.axes[0].texts
            ]

    return measure
