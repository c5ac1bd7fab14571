from __future__ import annotations

import csv
from pathlib import Path

import pytest
from babel import Locale

from diasporamap.language import in_print
from diasporamap.places.countries import match_place, unmatched_place
from diasporamap.places.country_names import countries_register, plain_country
from diasporamap.places.layers import read_table
from diasporamap.places.registers import plain_name
from diasporamap.resources import PACKAGE


def table(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def shipped(name):
    return table(PACKAGE / "places" / name)


SPELLINGS = table(Path(__file__).with_name("spellings.csv"))
COUNTRIES = read_table("countries").to_dict("records")


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: row["spelling"])
def test_reviewed_spellings(row):
    assert match_place(row["spelling"]).place == (row["place"] or None)


def test_no_spelling_gets_a_wrong_code_and_nearly_every_right_one_is_resolved():
    assert len(SPELLINGS) >= 1100
    assert sum(not row["place"] for row in SPELLINGS) >= 110
    found = [(row["place"], match_place(row["spelling"]).place or "") for row in SPELLINGS]
    assert [pair for pair in found if pair[1] and pair[1] != pair[0]] == []
    right = [pair for pair in found if pair[0]]
    assert sum(given == place for place, given in right) >= 0.98 * len(right)


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country["place"])
def test_every_name_and_code_of_a_country_means_it_or_is_refused_as_unclear(country):
    cldr = [Locale(language).territories[country["iso2"]] for language in ("fr", "en")]
    names = [country[key] for key in ("name_fr", "name_en", "short_fr", "short_en")] + cldr
    for name in names:
        for written in (name, name.upper(), name.lower(), f" {name} "):
            match = match_place(written)
            if match.reason == "unclear":
                assert plain_name(name) in {
                    *("congo", "guinee", "guinea", "saint martin"),
                }
                assert any(offer.startswith(country["place"]) for offer in match.suggestions)
            elif len(written.strip()) > 3:
                assert match.place == country["place"]
    codes = [country["place"], country["place"].lower(), country["iso2"]]
    if country["m49"]:
        codes += [country["m49"], str(int(country["m49"]))]
    for code in codes:
        assert match_place(code).place == country["place"]


def test_no_name_stands_for_two_places_but_those_listed_as_unclear():
    reviewed = {plain_country(row["name"]) for row in shipped("unclear.csv")}
    assert set(countries_register().refused) == reviewed
    assert not set(countries_register().refused) & set(countries_register().names)


def test_shipped_aliases_name_known_places_once():
    rows = shipped("aliases.csv")
    assert {row["place"] for row in rows} <= set(countries_register().titles)
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    for row in rows:
        assert match_place(row["name"]).place == row["place"]
    for row in shipped("unclear.csv"):
        assert set(row["places"].split()) <= set(countries_register().titles)


@pytest.mark.parametrize(
    ("name", "offers"),
    [
        ("Congo", ["COG (Congo)", "COD (RD Congo / DR Congo)"]),
        ("Korea", ["KOR (Rép. de Corée / Rep. of Korea)", "PRK (RPD de Corée / DPR Korea)"]),
    ],
)
def test_an_unclear_name_is_refused_with_its_choices(name, offers):
    assert str(unmatched_place(name, match_place(name))) == (
        f"'{name}' does not tell which place is meant. "
        f"Write the code of what is meant: {' or '.join(offers)}."
    )


def test_a_typo_gets_suggestions_and_no_guess():
    assert match_place("Alemagne").suggestions == ("DEU (Allemagne / Germany)",)
    assert match_place("Nigera").suggestions[:2] == (
        "NGA (Nigéria / Nigeria)",
        "NER (Niger)",
    )
    problem = unmatched_place("Alemagne", match_place("Alemagne"))
    assert "Is it DEU (Allemagne / Germany)?" in str(problem)


def test_names_of_ones_own_go_before_all_others():
    aliases = {"Congo": "COG", "autres pays": "XKX", "France": "MCO"}
    assert match_place("le congo", aliases=aliases).place == "COG"
    assert match_place("France", aliases=aliases).place == "MCO"
    assert match_place("FRA", aliases=aliases).place == "FRA"


def test_a_part_of_a_country_is_a_place_only_where_units_are():
    assert match_place("ng-la", units=True).place == "NG-LA"
    assert match_place("Lagos", aliases={"Lagos": "NG-LA"}, units=True).place == "NG-LA"
    assert match_place("NG-LX", units=True).suggestions[0] == "NG-LA (Lagos)"
    for written, aliases in (("NG-LA", {}), ("Eko", {"Eko": "NG-LA"})):
        match = match_place(written, aliases=aliases)
        assert (match.place, match.reason) == (None, "part")
        assert match.suggestions == ("NGA (Nigéria / Nigeria)",)


def test_the_code_of_a_part_is_refused_with_the_way_out():
    assert str(unmatched_place("NG-LA", match_place("NG-LA"))) == (
        "'NG-LA' is a part of NGA (Nigéria / Nigeria), and the map is by country. Map it by "
        "consular district (--by district), or write the country here and its part in a column "
        "'subdivision'."
    )


def test_coordinates_in_the_place_of_a_name_are_refused():
    found = unmatched_place("3.848, 11.502", match_place("3.848, 11.502"), told=False)
    assert found.kind == "place_position"
    assert "3.848" not in str(found)
    assert "--coordinates" in found.hint


@pytest.mark.usefixtures("french")
def test_a_name_of_several_places_is_refused_in_french():
    told = str(unmatched_place("Congo", match_place("Congo")))
    assert told == in_print(
        "« Congo » ne dit pas de quel lieu il s'agit. Écrivez le code du lieu visé : "
        "COG (Congo) ou COD (RD Congo / DR Congo).",
        "fr",
    )


@pytest.mark.usefixtures("french")
def test_an_unknown_name_is_refused_in_french_with_what_may_be_meant():
    told = str(unmatched_place("Alemagne", match_place("Alemagne")))
    offered = "n'est pas un lieu connu. Est-ce DEU (Allemagne / Germany) ? Écrivez"
    assert in_print(offered, "fr") in told
    hidden = str(unmatched_place("Jean Dupont", match_place("Jean Dupont"), told=False))
    assert "Dupont" not in hidden
    assert hidden.endswith(in_print("connu : vérifiez que c'est la bonne.", "fr"))
