from __future__ import annotations

import itertools

import pandas as pd
import pytest

from diasporamap.counts.sources import Source
from diasporamap.protection import Release

PUBLISHED = {"open": Source("open", "t", "f", "e", published=True)}


def counts(*rows):
    table = pd.DataFrame(rows, columns=["place", "sex", "count", "status"])
    table["count"] = table["count"].astype("Int64")
    return table.assign(source="open")


def states(table, sources=PUBLISHED):
    cells = Release(table, sources=sources).by().cells
    return dict(zip(cells["sex"], cells["state"], strict=True)), cells


def test_a_withheld_part_is_suppressed_with_its_total_though_published():
    found, cells = states(counts(("FRA", "F", None, "withheld"), ("FRA", "M", 20, None)))
    assert found == {"F": "suppressed", "M": "value", "T": "suppressed"}
    assert cells["count"].dropna().tolist() == [20]


def test_a_blank_beside_a_withheld_part_stays_no_data():
    found, _ = states(counts(("FRA", "F", None, "withheld"), ("FRA", "M", None, None)))
    assert found == {"F": "suppressed", "M": "no_data", "T": "suppressed"}


@pytest.mark.parametrize("sources", [PUBLISHED, {}])
def test_a_withheld_part_is_never_zero_and_never_the_difference(sources):
    for people in itertools.product((0, 1, 2, 3, 4, 5, 9, 11), repeat=2):
        rows = [("FRA", "F", None, "withheld")]
        rows += [("FRA", sex, count, None) for sex, count in zip("MU", people, strict=True)]
        found, cells = states(counts(*rows), sources)
        assert found["F"] == found["T"] == "suppressed"
        assert cells.loc[cells["state"] != "value", "count"].isna().all()
