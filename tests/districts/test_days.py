from __future__ import annotations

from datetime import date

import pytest

from diasporamap.districts.days import districts_on, unattached_on
from diasporamap.errors import UsageError
from diasporamap.places.units import known_units

BOUAR = {"CF-SE", "CF-HS", "CF-NM", "CF-OP"}


def held(districts, district, day=None):
    on_day = districts_on(districts, day)
    return set(on_day.loc[on_day["district"] == district, "unit"])


def test_bangui_holds_the_whole_country_until_bouar_is_created(shipped_districts):
    assert held(shipped_districts, "caf-bangui", "2012-07-18") == {"CAF"}
    assert held(shipped_districts, "caf-bouar", "2012-07-18") == set()
    after = held(shipped_districts, "caf-bangui", "2012-07-19")
    assert held(shipped_districts, "caf-bouar", "2012-07-19") == BOUAR
    assert after == set(known_units().parts["CAF"]) - BOUAR


@pytest.mark.parametrize(
    ("district", "first", "last_before"),
    [
        ("nga-lagos-cg", "2009-02-03", "2009-02-02"),
        ("cog-ouesso", "2018-10-31", "2018-10-30"),
        ("gnq-mongomo", "2019-10-07", "2019-10-06"),
        ("chn-guangzhou-cg", "2024-11-07", "2024-11-06"),
    ],
)
def test_districts_begin_on_the_day_of_their_decree(
    shipped_districts, district, first, last_before
):
    assert not held(shipped_districts, district, last_before)
    assert held(shipped_districts, district, first)


def test_both_days_of_a_range_belong_to_it(make):
    districts = make(("fra-paris", "PRT", "2010-01-01", "2010-12-31"))
    days = ["2009-12-31", "2010-01-01", "2010-12-31", "2011-01-01"]
    assert [held(districts, "fra-paris", day) for day in days] == [set(), {"PRT"}, {"PRT"}, set()]
    assert held(districts, "fra-paris", date(2010, 6, 1)) == {"PRT"}


def test_without_a_day_the_last_state_is_taken(make):
    districts = make(
        ("fra-paris", "PRT", "", "2010-12-31"), ("esp-madrid", "PRT", "2011-01-01", "")
    )
    assert held(districts, "fra-paris") == set()
    assert held(districts, "esp-madrid") == {"PRT"}


def test_all_parts_together_are_the_whole_country(make):
    parts = known_units().parts["GNQ"]
    districts = make(*(("gnq-malabo", part) for part in parts))
    on_day = districts_on(districts)
    assert on_day["unit"].tolist() == ["GNQ"]
    assert on_day["whole_country"].tolist() == [True]


def test_a_remainder_is_what_others_leave(make):
    districts = make(("gnq-malabo", "rest of GNQ"), ("gnq-bata-cg", "GQ-LI"))
    assert held(districts, "gnq-malabo") == set(known_units().parts["GNQ"]) - {"GQ-LI"}


def test_one_inferred_row_makes_the_unit_inferred(make):
    districts = make(("gnq-malabo", "rest of GNQ"), ("gnq-malabo", "GQ-LI"))
    districts.memberships.loc[3, "confidence"] = "inferred"
    assert districts_on(districts)["confidence"].tolist() == ["inferred"]


def test_what_is_unattached(make):
    districts = make(("gnq-bata-cg", "GQ-LI"), ("fra-paris", "FRA"))
    bare = unattached_on(districts)
    assert set(bare.loc[bare["country"] == "GNQ", "unit"]) == set(known_units().parts["GNQ"]) - {
        "GQ-LI"
    }
    assert "FRA" not in set(bare["country"])
    assert bare.set_index("unit").loc["CMR"].tolist() == ["CMR", True]


def test_equatorial_guinea_has_unattached_provinces_before_mongomo(shipped_districts):
    def bare(day):
        rows = unattached_on(shipped_districts, day)
        return set(rows.loc[rows["country"] == "GNQ", "unit"])

    assert bare("2019-10-06") == {"GQ-KN", "GQ-WN", "GQ-CS"}
    assert bare("2019-10-07") == set()


@pytest.mark.parametrize("day", ["2012", "19/07/2012", "yesterday", "2012-02-30", ""])
def test_a_day_must_be_a_day(shipped_districts, day):
    with pytest.raises(UsageError, match="is not a day"):
        districts_on(shipped_districts, day)
