from __future__ import annotations

import csv
import hashlib
import tomllib
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.places.cities import (
    CHOICES,
    _cities,
    _plain,
    city_named,
    is_not_stated,
    known_cities,
    match_city,
    unmatched_city,
)
from diasporamap.places.layers import read_layer
from diasporamap.places.registers import Match, plain_name
from diasporamap.places.units import known_units
from diasporamap.resources import shipped

SPELLINGS = list(
    csv.DictReader(
        Path(__file__).with_name("city_spellings.csv").read_text(encoding="utf-8").splitlines()
    )
)
COUNTRY_OF = known_units().country_of


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: f"{row['city']}-{row['country']}")
def test_reviewed_spellings(row):
    found = match_city(row["city"], row["country"] or None)
    assert found.unit == (row["unit"] or None)
    if row["unit"]:
        assert found.country == COUNTRY_OF[row["unit"]]
        assert not found.reason
    else:
        assert found.reason


def test_the_spellings_are_many_and_many_of_them_refused():
    assert len(SPELLINGS) >= 150
    assert sum(not row["unit"] for row in SPELLINGS) >= 20


@given(st.data())
def test_every_shipped_name_is_its_own_unit_or_unclear_and_never_another(data):
    city = data.draw(st.sampled_from(known_cities()))
    country = COUNTRY_OF[city.place]
    unit = city.place if city.place != country else None
    for name in (city.name, *city.names.split("|")):
        if name and plain_name(plain_name(name)) == plain_name(name):
            found = match_city(name, country)
            assert found.country == country
            assert found.unit == unit or found.reason == "unclear"
            behind = match_city(f"{name}, {known_units().names[country][0]}")
            assert behind.country in (country, None)
            assert behind.unit in (unit, None)


def test_a_name_is_unclear_exactly_where_cities_of_several_units_bear_it():
    for country in ("FRA", "NGA", "GNQ", "CAN"):
        for plain, cities in _cities(country).names.items():
            if plain_name(plain) != plain:
                continue  # names such as "a t ai" are not written so by anybody
            places = {city.place for city in cities}
            found = match_city(plain, country)
            assert (found.reason == "unclear") == (len(places) > 1)
            assert found.unit in (places | {None})


@given(st.text(max_size=30), st.sampled_from([None, "FRA", "NGA", "AIA", "XKX"]))
def test_any_text_is_taken(text, country):
    found = match_city(text, country)
    assert found.country in COUNTRY_OF or found.country is None
    assert bool(found.reason) != bool(found.unit) or found.unit is None


def test_the_table_is_what_its_provenance_says():
    folder = shipped("boundaries")
    provenance = tomllib.loads((folder / "cities.toml").read_text(encoding="utf-8"))
    written = (folder / "cities.csv").read_bytes()
    assert hashlib.sha256(written).hexdigest() == provenance["sha256"]
    assert len(known_cities()) == provenance["rows"] == written.count(b"\n") - 1
    assert len(written) < 2_200_000
    assert {city.place for city in known_cities()} <= set(COUNTRY_OF)


def test_names_are_plain_as_the_matching_needs_them():
    for city in known_cities():
        assert _plain(city.name) == plain_name(city.name)
        others = [name for name in city.names.split("|") if name]
        assert others == sorted(set(others))
        assert all(name == name.casefold() and plain_name(name) for name in others)


def test_a_near_miss_is_suggested_and_not_taken():
    found = match_city("Marsseille", "FRA")
    assert (found.country, found.unit, found.reason) == ("FRA", None, "unknown")
    assert found.suggestions[0] == "FR-13 (Marseille, Bouches-du-Rhône)"


def test_a_city_of_another_country_is_told():
    found = match_city("Libreville", "FRA")
    assert (found.country, found.reason) == ("FRA", "elsewhere")
    assert found.suggestions == ("GA-1 (Libreville, Estuaire)",)


def test_a_name_of_many_cities_is_unclear_however_large_one_is():
    found = match_city("Springfield", "USA")
    assert (found.country, found.reason) == ("USA", "unclear")
    assert len(found.suggestions) == CHOICES + 1
    assert found.suggestions[-1].endswith(" more")
    assert match_city("Paris").country is None


def test_names_of_ones_own_go_first_where_they_are_in_the_country():
    own = {"Naija city": "NG-LA", "Paris": "US-TX", "Paname": "FRA"}
    assert match_city("naija CITY", "NGA", aliases=own).unit == "NG-LA"
    assert match_city("Paris", aliases=own).unit == "US-TX"
    assert match_city("Paris", "FRA", aliases=own).unit == "FR-75C"
    found = match_city("Paname", "FRA", aliases=own)
    assert (found.country, found.unit, found.reason) == ("FRA", None, "")


@pytest.mark.parametrize("text", ["Non précisé", "inconnue", "Autres villes", "other", "NSP"])
def test_words_for_no_city(text):
    assert is_not_stated(text)
    assert not is_not_stated("Nantes")


def test_messages_say_what_to_write():
    told = unmatched_city("X", "FRA", Match(None, "unknown", ("FR-13 (Aix, BdR)",)))
    assert str(told) == (
        "'X' is no known city of FRA. Is it FR-13 (Aix, BdR)? Write a larger city near it, "
        "or declare it in an alias table."
    )
    told = unmatched_city("X", None, Match(None, "unclear", ("A", "B")))
    assert "Write the part of the country or the country behind it: A or B." in str(told)


def test_every_city_has_its_point_in_its_country_but_those_that_are_several():
    layer = read_layer("countries", detail="zoom").set_index("place").geometry
    country_of = known_units().country_of
    placed = [city for city in known_cities() if city.lon]
    assert 150 < len(known_cities()) - len(placed) < 250
    points = shapely.points([(float(city.lon), float(city.lat)) for city in placed])
    lands = layer.loc[[country_of[city.place] for city in placed]].to_numpy()
    far = shapely.distance(points, lands) > 0.25
    names = {city.name for city, away in zip(placed, far, strict=True) if away}
    assert names == {"Olonkinbyen", "Cargados Carajos"}  # on islands that no layer has


def test_a_name_means_one_city_or_none():
    assert (city_named("Londres").lon, city_named("Londres").lat) == ("-0.13", "51.51")
    assert city_named("Paris, France").name == "Paris"
    assert city_named("Paris", "FRA").place == "FR-75C"
    assert city_named("Lens").place == "FR-62"
    assert city_named("Paris") is None  # of France, Texas, Ontario
    assert city_named("Brentwood", "USA") is None
    assert city_named("Nowhere at all") is None
