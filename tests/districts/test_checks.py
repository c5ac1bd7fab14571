from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.districts import district_warnings, districts_on
from diasporamap.districts.checks import district_problems
from diasporamap.districts.units import unit_of
from diasporamap.places.units import known_units

UNITS = ["GNQ", "rest of GNQ", "GQ-LI", "GQ-KN", "LUX"]
DAYS = ["", "2010-01-01", "2010-01-02", "2010-01-03"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["gnq-malabo", "gnq-bata-cg"]),
        st.sampled_from(UNITS),
        st.sampled_from(DAYS),
        st.sampled_from(DAYS),
    ).filter(lambda row: not row[2] or not row[3] or row[2] <= row[3]),
    max_size=5,
)


def claims(row, day):
    """Return the parts that a row names that day; a remainder only claims to be the only one."""
    _, text, first, last = row
    if (first and first > day) or (last and last < day):
        return set()
    unit = unit_of(text)
    if unit.rest:
        return {f"rest of {unit.code}"}
    parts = known_units().parts[unit.code] if unit.whole else (unit.code,)
    return {*parts, f"rest of {unit.code}"} if unit.whole else set(parts)


@given(rows=ROWS)
@settings(max_examples=50)
def test_tables_pass_exactly_where_no_row_claims_what_another_claims(make, rows):
    days = ["2009-12-31", *DAYS[1:], "2010-01-04"]
    clash = any(
        claims(one, day) & claims(other, day)
        for day in days
        for at, one in enumerate(rows)
        for other in rows[:at]
    )
    districts = make(*rows)
    problems = district_problems(districts)
    assert all("is already in" in problem.message for problem in problems)
    assert bool(problems) == clash
    if not clash:
        for day in days:
            on_day = districts_on(districts, day)
            assert not on_day.duplicated("unit").any()


def test_a_remainder_may_stand_beside_parts_and_may_be_handed_over(make):
    districts = make(
        ("gnq-malabo", "rest of GNQ", "", "2019-10-06"),
        ("gnq-mongomo", "rest of GNQ", "2019-10-07", ""),
        ("gnq-bata-cg", "GQ-LI"),
    )
    assert not district_problems(districts)


def test_a_coast_and_a_border_are_not_held_against_a_mission(make):
    districts = make(("fra-paris", "FRA"))
    seat = districts.missions["mission"] == "gab-libreville"
    moved = districts.missions.assign(lon=districts.missions["lon"].mask(seat, 9.3))
    moved = type(districts)(moved, districts.memberships, "missions.csv", "districts.csv")
    assert not district_problems(moved)


def test_missions_that_cover_nothing_are_worth_a_look(shipped_districts):
    warnings = [str(warning) for warning in district_warnings(shipped_districts)]
    assert [warning.split(" (")[0].split(": ")[1] for warning in warnings] == [
        "the honorary consulate deu-essen-h",
        "the honorary consulate deu-hamburg-h",
        "the mission fra-marseille",
        "the mission fra-paris-cg",
        "the mission nga-calabar",
    ]


def test_a_remainder_that_leaves_nothing_is_worth_a_look(make):
    rows = [("gnq-bata-cg", part) for part in known_units().parts["GNQ"]]
    warnings = district_warnings(make(("gnq-malabo", "rest of GNQ"), *rows))
    assert "'rest of GNQ' leaves nothing to gnq-malabo that day" in [w.message for w in warnings]


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ("ESH", "'ESH' is in a place whose status is not determined"),
        ("rest of FRA", "'rest of FRA' is all of FRA: no other row covers a part"),
    ],
)
def test_doubtful_units_are_worth_a_look(make, unit, says):
    warnings = district_warnings(make(("fra-paris", unit)))
    assert [str(warning) for warning in warnings if says in str(warning)]


def test_a_remainder_beside_its_parts_is_not_doubtful(shipped_districts):
    assert not [w for w in district_warnings(shipped_districts) if "is all of" in str(w)]


def test_people_without_a_district_are_listed(make):
    counts = pd.DataFrame(
        {
            "place": ["FRA", "GHA", "GQ-LI", "NG-LA", "TGO", "MLI"],
            "sex": "F",
            "count": pd.array([1, 1, 1, 1, 0, None], dtype="Int64"),
        }
    )
    districts = make(("fra-paris", "FRA"), ("nga-lagos-cg", "NG-OG"))
    listed = [
        warning.message
        for warning in district_warnings(districts, counts=counts)
        if "people" in warning.message
    ]
    assert listed == [
        "GHA (Ghana) has people and no district",
        "GQ-LI (Littoral) has people and no district",
        "NG-LA (Lagos) has people and no district",
    ]
