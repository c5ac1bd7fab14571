from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.counts.sources import Source
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.maps.ranges import Compared, ranges_of
from diasporamap.protection import Release

PLACES = ("BEL", "DEU", "FRA", "GAB")


def compared(name, figures, **source):
    """Make a source of (place, women, men); None is no data."""
    rows = [(place, sex, n) for place, f, m in figures for sex, n in (("F", f), ("M", m))]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"]).astype({"count": "Int64"})
    declared = {name: Source(name, name, name, name, **source)}
    return Compared(name, Release(counts.assign(source=name), sources=declared).by())


A = compared("a", [("FRA", 60, 40), ("DEU", 1, 2), ("BEL", 2, 1), ("GAB", 0, 0)])
B = compared("b", [("FRA", 30, 20), ("DEU", 70, 30), ("BEL", None, None)])


def test_lowest_and_highest_of_the_figures_shown():
    table = ranges_of([A, B]).table
    assert table.loc["FRA", ["lowest", "highest", "shown", "hidden"]].tolist() == [50, 100, 2, 0]
    assert table["state"].to_dict() == {
        "BEL": "suppressed",
        "DEU": "value",
        "FRA": "value",
        "GAB": "value",
    }


def test_a_suppressed_figure_is_in_no_range():
    ranges = ranges_of([A, B])
    assert ranges.table.loc["DEU", ["lowest", "highest", "shown", "hidden"]].tolist() == [
        *(100, 100, 1, 1),
    ]
    assert ranges.states.loc["DEU"].tolist() == ["suppressed", "value"]
    assert pd.isna(ranges.people.loc["DEU", 0])
    assert ranges.table.loc["BEL", ["lowest", "highest"]].isna().all()


def test_the_ratio_needs_two_figures_over_zero():
    zero = compared("z", [("FRA", 0, 0), ("GAB", 10, 20)])
    assert ranges_of([A, B]).ratio.dropna().to_dict() == {"FRA": 2}
    assert ranges_of([A, zero]).ratio.dropna().empty


def test_what_is_refused():
    with pytest.raises(UsageError, match="'share_women' is not compared"):
        ranges_of([A], "share_women")
    with pytest.raises(UsageError, match="no source"):
        ranges_of([])
    with pytest.raises(UsageError, match="all: migrants from all countries together"):
        ranges_of([A, compared("all", [("FRA", 900, 800)], all_origins=True)])
    with pytest.raises(NotProtectedError):
        ranges_of([Compared("bare", pd.DataFrame())])


counts = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 100_000))
sources = st.lists(
    st.lists(st.tuples(counts, counts), min_size=len(PLACES), max_size=len(PLACES)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=20)
@given(sources, st.sampled_from(["total", "women", "men"]))
def test_a_range_is_made_of_shown_figures_whatever_the_order(tables, measure):
    columns = [
        compared(f"s{at}", [(place, *pair) for place, pair in zip(PLACES, table, strict=True)])
        for at, table in enumerate(tables)
    ]
    ranges = ranges_of(columns, measure)
    figure = {"total": "T", "women": "F", "men": "M"}[measure]
    for place in PLACES:
        shown = []
        for column in columns:
            cells = column.protected.cells
            (cell,) = cells[(cells["place"] == place) & (cells["sex"] == figure)].to_dict("records")
            if cell["state"] == "value":
                shown.append(cell["count"])
        row = ranges.table.loc[place]
        assert row["shown"] == len(shown)
        assert (row["state"] == "value") == bool(shown)
        if shown:
            assert (row["lowest"], row["highest"]) == (min(shown), max(shown))
            assert row["lowest"] <= row["highest"]
        else:
            assert pd.isna(row["lowest"])
            assert pd.isna(row["highest"])
    for order in (columns[::-1], columns[1:] + columns[:1]):
        pd.testing.assert_frame_equal(ranges_of(order, measure).table, ranges.table)
