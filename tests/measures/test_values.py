from __future__ import annotations

import math

import pandas as pd
import pytest

from diasporamap.counts.aggregation import select_counts
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.measures import MEASURES, STATES, SexQuality, measure_table, sex_quality
from diasporamap.protection import Release
from diasporamap.readers.example import read_example
from tests.sealed import sealed


def protected(**places):
    rows = [
        (place, sex, count)
        for place, parts in places.items()
        for sex, count in zip("FMU", parts, strict=False)
    ]
    return Release(pd.DataFrame(rows, columns=["place", "sex", "count"])).by()


def cell(counts, measure, place):
    row = measure_table(counts, measure).loc[place]
    return row["state"] if math.isnan(row["value"]) else pytest.approx(row["value"])


@pytest.fixture(scope="module")
def cameroon():
    counts, sources = read_example()
    before = Release(select_counts(counts, year=2010), sources=sources)
    return Release(select_counts(counts, year=2020), sources=sources, before=before).by()


def test_the_figures_of_the_source(cameroon):
    totals = measure_table(cameroon, "total")
    assert totals["value"].sum() == 441_015
    assert measure_table(cameroon, "women")["value"].sum() == 221_636
    assert measure_table(cameroon, "men")["value"].sum() == 219_379
    assert cell(cameroon, "total", "FRA") == 92_983
    assert cell(cameroon, "women", "FRA") == 58_769
    assert cell(cameroon, "men", "FRA") == 34_214
    assert cell(cameroon, "share_women", "FRA") == 100 * 58_769 / 92_983
    assert cell(cameroon, "sex_ratio", "FRA") == 100 * 58_769 / 34_214


def test_a_place_with_one_sex_has_a_total_and_no_comparison(cameroon):
    assert cell(cameroon, "total", "LVA") == 4
    assert cell(cameroon, "women", "LVA") == "no_data"
    assert cell(cameroon, "share_women", "LVA") == "no_data"
    assert sex_quality(cameroon) == SexQuality((), (), ("LVA",))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_table_has_a_row_a_place_and_honest_states(cameroon, measure):
    table = measure_table(cameroon, measure)
    assert len(table) == 57
    assert table.index.name == "place"
    assert table.index.is_monotonic_increasing
    assert list(table.columns) == ["value", "state"]
    assert table["value"].dtype == "float64"
    assert set(table["state"]) <= set(STATES)
    assert (table["value"].notna() == (table["state"] == "value")).all()


def test_a_suppressed_part_suppresses_the_comparison_not_the_total():
    counts = protected(NAM=(4, 17, 0))
    assert cell(counts, "total", "NAM") == 21
    for measure in ("women", "men", "share_women", "sex_ratio"):
        assert cell(counts, measure, "NAM") == "suppressed"


def test_zero_is_a_value_and_dividing_by_zero_is_not_applicable():
    counts = protected(MUS=(7, 0, 0), FRA=(0, 8, 0), TCD=(0, 0, 0))
    assert cell(counts, "men", "MUS") == 0
    assert cell(counts, "share_women", "MUS") == 100
    assert cell(counts, "sex_ratio", "MUS") == "not_applicable"
    assert cell(counts, "sex_ratio", "FRA") == 0
    assert cell(counts, "total", "TCD") == 0
    assert cell(counts, "share_women", "TCD") == "not_applicable"


@pytest.mark.parametrize(
    ("unknown", "state", "quality"),
    [
        (5, "value", SexQuality((), (), ())),
        (6, "value", SexQuality(("NGA",), (), ())),
        (23, "value", SexQuality(("NGA",), (), ())),
        (24, "value", SexQuality(("NGA",), (), ())),
        (25, "unknown_sex_too_high", SexQuality((), ("NGA",), ())),
    ],
)
def test_the_limits_of_unknown_sex(unknown, state, quality):
    """Of 95 + U people: 5 is 5 %, 24 is 20.2 % of 119, hence the figures of the next line."""
    counts = protected(NGA=(48, 48 if unknown > 20 else 47, unknown))
    table = measure_table(counts, "share_women")
    assert table.at["NGA", "state"] == state
    assert sex_quality(counts) == quality


def test_the_share_leaves_unknown_sex_out():
    assert cell(protected(NGA=(30, 70, 10)), "share_women", "NGA") == 30


def test_notes_on_quality_do_not_use_hidden_figures():
    counts = protected(KOR=(6, 6, 3))  # a fifth is of unknown sex, which is hidden
    assert sex_quality(counts) == SexQuality((), (), ())


def test_unknown_measures_and_raw_counts_are_refused(cameroon):
    with pytest.raises(UsageError, match="'ratio' is not a measure"):
        measure_table(cameroon, "ratio")
    with pytest.raises(NotProtectedError):
        measure_table(cameroon.cells, "total")


def test_years_are_never_added_together():
    counts, sources = read_example()
    with pytest.raises(UsageError, match=r"more than one year \(1990, 1995"):
        measure_table(sealed(counts, sources=sources), "total")
