from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.aggregation import (
    aggregate_counts,
    latest_year,
    select_counts,
    select_earlier,
)
from diasporamap.errors import CountsError, UsageError


def frame(*rows, columns):
    counts = pd.DataFrame(rows, columns=columns)
    counts["count"] = counts["count"].astype("Int64")
    return counts


YEARS = frame(
    ("FRA", "F", 1, 2010, "born_in"),
    ("FRA", "F", 2, 2020, "born_in"),
    ("FRA", "F", 3, 2020, "national"),
    columns=("place", "sex", "count", "year", "definition"),
)


def test_the_last_year_is_kept_by_default():
    assert latest_year(YEARS) == 2020
    assert select_counts(YEARS, definition="born_in")["count"].tolist() == [2]
    assert select_counts(YEARS, year=2010)["count"].tolist() == [1]
    assert latest_year(YEARS.drop(columns="year")) is None
    assert latest_year(YEARS.assign(year=pd.NA)) is None


def test_definitions_are_never_added_together():
    with pytest.raises(CountsError, match=r"more than one definition \(born_in, national\)"):
        select_counts(YEARS)
    blank = YEARS.assign(definition=["born_in", "born_in", None])
    with pytest.raises(CountsError, match=r"\(\(blank\), born_in\)"):
        select_counts(blank)


def test_what_is_not_there_cannot_be_chosen():
    with pytest.raises(UsageError, match=r"no year 2015\. It has: 2010, 2020"):
        select_counts(YEARS, year=2015)
    with pytest.raises(UsageError, match="no column 'source', so desa cannot be chosen"):
        select_counts(YEARS, year=2010, source="desa")


def test_other_columns_are_summed_over_and_a_blank_part_blanks_the_sum():
    counts = frame(
        ("FRA", "F", 1, "OU"),
        ("FRA", "F", 2, "CE"),
        ("FRA", "M", None, "OU"),
        ("FRA", "M", 4, "CE"),
        columns=("place", "sex", "count", "origin"),
    )
    sums = aggregate_counts(counts)
    assert list(sums.columns) == ["place", "sex", "count"]
    assert sums["count"].fillna(-1).tolist() == [3, -1]


@given(
    st.lists(
        st.tuples(st.sampled_from(["FRA", "DEU"]), st.sampled_from("FMU"), st.integers(0, 10**8)),
        min_size=1,
    )
)
def test_totals_in_are_totals_out(rows):
    counts = frame(*rows, columns=("place", "sex", "count"))
    assert aggregate_counts(counts)["count"].sum() == sum(row[2] for row in rows)
    assert aggregate_counts(counts, by=["place"])["count"].sum() == sum(row[2] for row in rows)


def test_a_sum_with_a_withheld_part_is_withheld():
    counts = frame(
        ("FRA", "F", 2, "CE", None),
        ("FRA", "F", None, "OU", "withheld"),
        ("FRA", "M", None, "CE", None),
        ("FRA", "M", 3, "OU", None),
        columns=("place", "sex", "count", "origin", "status"),
    )
    sums = aggregate_counts(counts)
    assert sums["count"].isna().tolist() == [True, True]
    assert sums["status"].fillna("").tolist() == ["withheld", ""]


def test_several_sources_are_sent_to_the_comparison():
    counts = YEARS.assign(source=["a", "a", "b"])
    with pytest.raises(CountsError, match="diasporamap compare"):
        select_counts(counts)


def test_an_earlier_year_is_of_the_same_source_and_definition():
    counts = pd.concat([YEARS, YEARS.assign(source="b")])
    counts["source"] = counts["source"].fillna("a")
    chosen = select_counts(counts, source="a", definition="born_in")
    kept = select_earlier(counts, chosen, 2010)
    assert kept[["count", "source", "definition"]].to_numpy().tolist() == [[1, "a", "born_in"]]
    blank = YEARS.assign(definition=None)
    assert select_earlier(blank, select_counts(blank), 2010)["count"].tolist() == [1]


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (2015, r"has no year 2015\. It has: 2010, 2020"),
        (2020, r"no change from 2020 to 2020\. Give an earlier year"),
        (2030, r"no change from 2030 to 2020\. Give an earlier year"),
    ],
)
def test_an_earlier_year_that_is_none_is_refused(since, told):
    chosen = select_counts(YEARS, definition="born_in")
    with pytest.raises(UsageError, match=told):
        select_earlier(YEARS, chosen, since)


@pytest.mark.parametrize("column", ["source", "definition"])
def test_an_earlier_year_of_another_source_or_definition_is_refused(column):
    given = {"source": ("undesa_2020", "undesa_2024"), "definition": ("born_in", "national")}
    before, now = given[column]
    counts = frame(
        ("FRA", "F", 1, 2010, before),
        ("FRA", "F", 2, 2020, now),
        columns=("place", "sex", "count", "year", column),
    )
    with pytest.raises(UsageError, match=rf"2010 is of the {column} .*{before}, 2020 of .*{now}"):
        select_earlier(counts, select_counts(counts), 2010, given["source"])


def test_counts_without_years_have_no_change():
    counts = YEARS.drop(columns=["year", "definition"])
    with pytest.raises(UsageError, match="has no years, so there is no change since 2010"):
        select_earlier(counts, counts, 2010)
