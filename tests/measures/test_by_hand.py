"""Rates and changes of ten places, worked out by hand from the figures of the sources.

People born in Cameroon, women and men, in 2010 and 2020: United Nations, Department of Economic and
Social Affairs, Population Division (2020), International Migrant Stock 2020, 441,015 people in all
in 2020. Inhabitants at mid-2020: the same (2024), World Population Prospects 2024.
"""

from __future__ import annotations

import pytest

import diasporamap as dm
from diasporamap.places.population import population_of

#: Place; women and men in 2010; women and men in 2020; inhabitants; and of them: people per 1,000
#: inhabitants, per cent of all people, people more, per cent more, per cent more a year, which is
#: 100 ln(T/T0)/10, and points of the share of women more.
BY_HAND = [
    ("FRA", 47059, 29265, 58769, 34214, 65905273, 1.4109, 21.0839, 16659, 21.827, 1.9743, 1.547),
    ("USA", 13659, 16536, 32218, 37869, 339436159, 0.2065, 15.8922, 39892, 132.115, 8.4206, 0.733),
    ("NGA", 9281, 12933, 23858, 28631, 213996186, 0.2453, 11.9019, 30275, 136.288, 8.5988, 3.673),
    ("GAB", 16098, 16991, 21331, 29575, 2322538, 21.9183, 11.5429, 17817, 53.846, 4.3078, -6.748),
    ("TCD", 16450, 13348, 19708, 15927, 17224687, 2.0688, 8.0802, 5837, 19.589, 1.7889, 0.100),
    ("DEU", 6847, 9178, 9653, 12421, 83628712, 0.2640, 5.0053, 6049, 37.747, 3.2025, 1.003),
    ("ITA", 5374, 5791, 7292, 8321, 59912764, 0.2606, 3.5402, 4448, 39.839, 3.3532, -1.428),
    ("CAN", 3798, 4307, 9996, 10000, 38171904, 0.5238, 4.5341, 11891, 146.712, 9.0305, 3.130),
    ("BEL", 5019, 4656, 11133, 10032, 11540103, 1.8340, 4.7992, 11490, 118.760, 7.8280, 0.725),
    ("POL", 11, 37, 5, 42, 38171005, 0.0012, 0.0107, -1, -2.083, -0.2105, -12.278),
]
MEASURES = {
    "per_1000": 1e-4,
    "share_diaspora": 1e-4,
    "change": 0.5,
    "change_percent": 1e-3,
    "change_per_year": 1e-4,
    "change_share_women": 1e-3,
}


@pytest.fixture(scope="module")
def release():
    return dm.release("undesa:CMR", year=2020, since=2010)


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: row[0])
def test_a_place_is_as_worked_out_by_hand(release, row):
    place, women, men, women_now, men_now, inhabitants, *expected = row
    table = release.by()
    figures = table.before.cells.set_index(["place", "sex"])["count"]
    assert [figures[place, sex] for sex in "FM"] == [women, men]
    figures = table.cells.set_index(["place", "sex"])["count"]
    assert [figures[place, sex] for sex in "FM"] == [women_now, men_now]
    assert population_of(place, 2020) == (inhabitants, 2020)
    for (measure, close), value in zip(MEASURES.items(), expected, strict=True):
        found = dm.measure_table(table, measure).loc[place]
        assert found["state"] == "value"
        assert found["value"] == pytest.approx(value, abs=close / 2 * 1.01), measure


def test_all_of_them_together(release):
    table = release.by()
    change = dm.measure_table(table, "change")
    # 441,015 in 2020 and 278,898 in 2010: 162,117 more, 54 countries up and 2 down.
    assert change["value"].sum() == 441_015 - 278_898
    assert ((change["value"] > 0).sum(), (change["value"] < 0).sum()) == (54, 2)
    assert dm.measure_table(table, "share_diaspora")["value"].sum() == pytest.approx(100)
    words = dm.compose(release, dm.MapSpec(measure="change", language="en")).words
    assert words.title == "People born in Cameroon and living abroad: change from 2010 to 2020"
    assert words.subtitle == (
        "By country of residence: +162,117 in 57 countries (+58.1%); rise in 54 countries, "
        "fall in 2 countries."
    )
    # Without three countries where nobody was in 2010, and which the rates are not of.
    for measure, overall in (("change_percent", "+58.0%"), ("change_per_year", "+4.6% a year")):
        words = dm.compose(release, dm.MapSpec(measure=measure, language="en")).words
        assert words.subtitle == f"By country of residence: 54 countries, {overall} overall."


def test_the_people_per_1000_inhabitants_of_their_country(release):
    # 441,015 people; 26,210,568 inhabitants of Cameroon at mid-2020.
    rate = dm.rate_of_origin(release.by())
    assert rate.value == pytest.approx(16.8259, abs=1e-4)
    assert rate.inhabited == (26_210_568, 2020, False)
    words = dm.compose(release, dm.MapSpec(of_origin=True, language="en")).words
    assert words.subtitle.endswith("That is 16.8 per 1,000 inhabitants of Cameroon in 2020.")
    assert "Population of 2020: United Nations" in " ".join(words.captions)
    assert "16.8" not in dm.compose(release, dm.MapSpec(language="en")).words.subtitle
