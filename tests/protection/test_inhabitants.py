from __future__ import annotations

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.districts import read_weights
from diasporamap.errors import UsageError
from diasporamap.places.origins import parts_of
from diasporamap.places.population import Populations, population_of
from diasporamap.places.units import known_units
from diasporamap.protection.inhabitants import inhabitants_of

PLACES = {"FRA": 900, "GAB": 500, "NGA": 400}


def counts(places, **columns):
    rows = [(place, "U", count) for place, count in places.items()]
    return pd.DataFrame(rows, columns=["place", "sex", "count"]).assign(year=2020, **columns)


def people(place):
    return population_of(place, 2020).people


def test_a_country_has_its_own_inhabitants():
    known = inhabitants_of(dm.release(counts(PLACES)).by())
    assert known.people == {place: people(place) for place in PLACES}
    assert set(known.states.values()) == {"value"}
    assert (known.years, known.own, known.shipped) == ((2020,), False, True)


def test_a_place_that_nobody_knows_the_inhabitants_of_has_no_data():
    table = dm.release(counts({"FRA": 900, "IOT": 300})).by()
    rates = dm.measure_table(table, "per_1000")
    assert rates.at["IOT", "state"] == "no_data"
    assert rates.at["FRA", "state"] == "value"
    words = dm.compose(table, dm.MapSpec(measure="per_1000", language="en")).words
    assert "Population not known: British Indian Ocean Terr" in " ".join(words.captions)


def test_a_district_of_whole_countries_has_all_of_theirs():
    release = dm.release(counts({"FRA": 900, "SEN": 500}))
    table = release.by("district")
    districts = release.districts.tables.memberships
    known = inhabitants_of(table)
    (dakar,) = (place for place in known.states if place.startswith("sen-dakar"))
    units = districts.loc[districts["district"] == dakar, "unit"]
    assert len(units) > 1
    assert known.people[dakar] == sum(map(people, units))


def test_a_district_with_a_part_of_a_country_is_not_applicable_until_a_table_has_it():
    lagos = "nga-lagos-cg"
    places = {"NG-LA": 300, "NG-FC": 200, "FRA": 900}
    table = dm.release(counts(places)).by("district")
    rates = dm.measure_table(table, "per_1000")
    assert rates.at[lagos, "state"] == "not_applicable"
    caption = dm.compose(table, dm.MapSpec(measure="per_1000", language="en")).words.captions
    assert "people of a part of the district are not known: Abuja" in " ".join(caption)
    given = Populations({lagos: {2020: 30_000_000}})
    table = dm.release(counts(places), population=given).by("district")
    rates = dm.measure_table(table, "per_1000")
    assert rates.at[lagos, "value"] == pytest.approx(1000 * 300 / 30_000_000)
    units = dm.districts_on(dm.read_districts())
    units = units.loc[units["district"] == lagos, "unit"]
    given = Populations({unit: {2020: 1_000_000} for unit in units})
    table = dm.release(counts(places), population=given).by("district")
    assert len(units) == 10
    assert dm.measure_table(table, "per_1000").at[lagos, "value"] == pytest.approx(0.03)


def test_people_of_a_split_country_in_no_district_leave_its_districts_without_a_rate(tmp_path):
    # Lagos has Benin and a part of Nigeria, whose people these counts put in no district.
    lagos, places = "nga-lagos-cg", {"NGA": 400, "BEN": 300, "FRA": 900}
    given = Populations({lagos: {2020: 30_000_000}})
    table = dm.release(counts(places), population=given).by("district")
    assert dm.measure_table(table, "total").at[lagos, "value"] == 300
    assert inhabitants_of(table).states[lagos] == "not_applicable"
    assert dm.measure_table(table, "per_1000").at[lagos, "state"] == "not_applicable"
    whole = {"NG-LA": 400, "BEN": 300, "FRA": 900}
    shown = dm.release(counts(whole), population=given).by("district")
    assert dm.measure_table(shown, "per_1000").at[lagos, "value"] == pytest.approx(700 / 30_000)
    path = tmp_path / "weights.csv"
    units = known_units().parts["NGA"]
    path.write_text("place,w\n" + "".join(f"{unit},1\n" for unit in units), encoding="utf-8")
    weighed = dm.release(counts(places), weights=read_weights(path), population=given)
    rates = dm.measure_table(weighed.by("district"), "per_1000")
    assert rates.at[lagos, "state"] == "value"


def test_regions_need_a_table_and_divisions_add_up_to_them():
    rows = counts({"FRA": 900, "GAB": 500}, origin=["CM-CE", "CM-LT"])
    with pytest.raises(UsageError, match=r"each region of Cameroon is not shipped.*--population"):
        dm.measure_table(dm.release(rows).by("region"), "per_1000")
    given = Populations({"CM-CE": {2019: 4_000_000}})
    table = dm.release(rows, population=given).by("region")
    rates = dm.measure_table(table, "per_1000")
    assert rates.at["CM-CE", "value"] == pytest.approx(1000 * 900 / 4_000_000)
    assert rates.at["CM-LT", "state"] == "no_data"
    words = dm.compose(table, dm.MapSpec(measure="per_1000", language="fr")).words
    assert "Population inconnue\N{NO-BREAK SPACE}: Littoral." in " ".join(words.captions)
    known = parts_of(table.origin).parents
    divisions = [part for part, above in known.items() if above == "CM-LT"]
    given = Populations({part: {None: 250_000} for part in divisions})
    rates = dm.measure_table(dm.release(rows, population=given).by("region"), "per_1000")
    assert rates.at["CM-LT", "value"] == pytest.approx(1000 * 500 / (250_000 * len(divisions)))
    lacking = Populations({part: {None: 250_000} for part in divisions[1:]})
    with pytest.raises(UsageError, match="is not shipped"):
        dm.measure_table(dm.release(rows, population=lacking).by("region"), "per_1000")
