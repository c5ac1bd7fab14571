"""Age groups are linked with the other tables, and every year is protected as if it were alone."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import CountsError
from diasporamap.protection import Release
from diasporamap.protection.audit import least_of, sums_of, told_of

PLACES, AGES = ("FRA", "GAB", "DEU"), ("0-14", "15-64", "65+")


def release(people, years=(None,)):
    """Release people by place, sex and age in this order, the same with one more each year."""
    rows = [
        (place, sex, age, n + more, year)
        for more, year in enumerate(years)
        for (place, sex, age), n in people.items()
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "age", "count", "year"])
    counts = counts.astype({"count": "Int64", "year": "Int64"})
    return Release(counts if years != (None,) else counts.drop(columns="year"))


registers = st.lists(st.integers(0, 9), min_size=18, max_size=18).map(
    lambda numbers: dict(
        zip(
            [(place, sex, age) for place in PLACES for sex in "FM" for age in AGES],
            numbers,
            strict=True,
        )
    )
)


@settings(max_examples=10)
@given(registers)
def test_nobody_is_found_in_ages_and_countries_together(people):
    made = release(people)
    for system, pattern in made.suppression.linked.values():
        assert {"age", "country"} <= {cell.table for cell in system.cells}
        shown = {cell: system.people(cell) for cell in system.cells if cell not in pattern.hidden}
        told = told_of(sums_of(system, shown, least_of(system, shown, pattern.hidden)), 5)
        assert not [one for one in told if one.is_narrow(5)]
    cells = made.by("age").cells
    assert set(cells["place"]) == set(AGES)
    small = cells[(cells["state"] == "value") & cells["count"].between(1, 4)]
    assert small.empty


@settings(max_examples=5)
@given(registers)
def test_each_year_is_hidden_as_if_it_were_alone(people):
    both = {table.year: table.cells for table in release(people, (2010, 2020)).each()}
    later = {key: n + 1 for key, n in people.items()}
    alone = {2010: release(people, (2010,)), 2020: release(later, (2020,))}
    assert list(both) == [2010, 2020]
    for year, made in alone.items():
        pd.testing.assert_frame_equal(both[year].reset_index(drop=True), made.by().cells)


def test_a_year_without_ages_is_hidden_as_if_it_were_alone():
    """A table of one row, all people by sex, would hide Germany's 5 that it shows by itself."""
    by_place = {"FRA": (6, 12), "GAB": (6, 4), "DEU": (3, 2), "ITA": (1, 2), "ESP": (0, 12)}
    sexes = {(p, sex): n for p, two in by_place.items() for sex, n in zip("FM", two, strict=True)}
    sexes |= {("TCD", "F"): 3, ("TCD", "M"): 8}
    rows = [(*at, n, 2010, None) for at, n in sexes.items()]
    rows += [(*at, 50, 2020, age) for at in sexes for age in AGES]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count", "year", "age"])
    counts = counts.astype({"count": "Int64", "year": "Int64"})
    both, alone = Release(counts), Release(counts[counts["year"] == 2010])
    first = both.each()[0].cells.reset_index(drop=True)
    pd.testing.assert_frame_equal(first, alone.by().cells)
    assert [table.year for table in both.each("age")] == [2020]
    with pytest.raises(CountsError, match="no column of age groups"):
        alone.by("age")


def test_ages_are_audited_with_the_other_tables():
    counts = release({("FRA", sex, age): 2 for sex in "FM" for age in AGES}).counts
    counts["count"] = counts["count"].mask(counts["age"] != "65+", 40)
    found = dm.audit(counts)
    assert {"country", "age"} <= set(found.tables)
    assert "age" in set(found.cells["table"])
    assert not found.found


def test_a_register_without_ages_has_no_such_table():
    counts = pd.DataFrame([("FRA", "F", 20)], columns=["place", "sex", "count"])
    with pytest.raises(CountsError, match="no column of age groups"):
        Release(counts.astype({"count": "Int64"})).by("age")


def test_people_of_no_stated_age_have_a_row_of_their_own():
    rows = [("FRA", sex, age, 50) for sex in "FM" for age in ("0-14", " ", None)]
    counts = pd.DataFrame(rows, columns=["place", "sex", "age", "count"])
    counts = counts.drop_duplicates().astype({"count": "Int64"})
    cells = Release(counts).by("age").cells
    totals = cells[cells["sex"] == "T"].set_index("place")["count"].to_dict()
    assert totals == {"0-14": 100, "age-not-stated": 200}
