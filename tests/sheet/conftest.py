"""Counts that the tests of static maps draw."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.counts.aggregation import select_counts
from diasporamap.places.origins import origin_geography
from diasporamap.protection import Release
from diasporamap.readers.example import read_example
from diasporamap.sheet import draw_map
from tests.sealed import sealed, summed


@pytest.fixture(scope="session")
def published():
    counts, sources = read_example()
    return Release(select_counts(counts), sources=sources).by()


@pytest.fixture(scope="session")
def drawn_once(published, states):
    """Draw the counts `published` or `states` with a spec, each once: the figure is read only."""
    counts = {"published": published, "states": states}
    return cache(lambda name, spec: draw_map(counts[name], spec))


@pytest.fixture(scope="session")
def published_since():
    """The published counts of 2020, with those of 2010 that changes are counted from."""
    return dm.release("undesa:CMR", year=2020, since=2010).by()


@pytest.fixture(scope="session")
def states(people):
    """Values, zero, suppressed, no data and not applicable, in large places and in small ones."""
    return people(
        *(("KEN", 1200, 800), ("GAB", 8123, 7941), ("DEU", 2, 3), ("TCD", 4, 6), ("SGP", 1, 2)),
        *(("MLI", 0, 0), ("NAM", 12, None), ("LUX", 70, 50), ("MLT", 20, 30), ("FRA", 610, 390)),
        *(("ITA", 45, 55), ("BRA", 52, 48), ("MUS", 7, 0), ("XKX", 3, 0)),
    )


@pytest.fixture(scope="session")
def origins():
    """Protected counts by region and by division: values, zero, suppressed, no data, not stated."""
    written = [*origin_geography("division").table["name_fr"].drop("cm-ad-mbere"), "", "Est"]
    people = {"": (40, 50), "Est": (35, 25), "Faro": (1, 2), "Djérem": (0, 0), "Wouri": (900, 800)}
    cells = [
        ("FRA", sex, name, people.get(name, (12 + 11 * n % 70, 9 + 17 * n % 83))[sex == "M"])
        for n, name in enumerate(written)
        for sex in "FM"
    ]
    counts = pd.DataFrame(cells, columns=["place", "sex", "origin", "count"])
    counts = counts.astype({"count": "Int64"})
    levels = ("region", "division")
    return {level: sealed(summed(counts, level), level) for level in levels}
