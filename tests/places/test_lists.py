"""Lists of names as offices write them: no wrong code, nearly all current names."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from diasporamap.places.countries import column_system, match_place
from diasporamap.places.layers import read_table

ROWS = list(
    csv.DictReader(Path(__file__).with_name("lists.csv").read_text(encoding="utf-8").splitlines())
)
LISTS = defaultdict(list)
for row in ROWS:
    LISTS[row["list"]].append(row)
#: In other languages, which are not read: what they share with French or English alone.
FOREIGN = {"german_hand", "spanish_hand", "portuguese_hand", "italian_hand"}


def test_there_are_lists_of_many_hands():
    assert len(LISTS.keys() - FOREIGN) >= 60
    assert all(len(rows) >= 15 for rows in LISTS.values())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_gets_no_wrong_code_and_nearly_every_current_name_is_resolved(name):
    rows = LISTS[name]
    assert column_system(row["name"] for row in rows) == ""
    found = {row["name"]: match_place(row["name"], system="").place for row in rows}
    wrong = [row for row in rows if found[row["name"]] not in (None, row["place"])]
    assert wrong == []
    current = [row["name"] for row in rows if row["place"]]
    lost = [written for written in current if found[written] is None]
    assert name in FOREIGN or len(lost) <= 0.03 * len(current), lost


@pytest.mark.parametrize("row", [row for row in ROWS if row["suggested"]], ids=str)
def test_what_is_refused_has_the_right_suggestion_first(row):
    match = match_place(row["name"], system="")
    assert match.place is None
    assert match.suggestions[0].startswith(row["suggested"])


@pytest.mark.parametrize(
    "habit",
    [
        str.upper,
        str.lower,
        str.title,
        lambda name: f"  {name}\u00a0",
        lambda name: f"{name} *",
        lambda name: f"{name}**",
        lambda name: f"{name} (1)",
        lambda name: f"{name}²",
        lambda name: f"{name} 3/",
        lambda name: f'"{name}"',
        lambda name: name.replace(" ", "\u00a0"),
        lambda name: name.replace("'", "\u2019").replace("-", "\u2011"),
        lambda name: name.replace("-", " ").replace("'", " "),
        lambda name: name.replace(" ", "_"),
        lambda name: f"The {name}",
    ],
)
def test_habits_of_typing_change_no_name_of_any_place(habit):
    table = read_table("countries")
    for place, name in table[["place", "name_fr"]].to_numpy():
        usual, match = match_place(name, system=""), match_place(habit(name), system="")
        assert match.place == usual.place, habit(name)
        assert match.place in (place, None)


@pytest.mark.parametrize(
    "name",
    [
        *("France, Allemagne", "France (Belgique)", "Chine / Macao", "France (Réunion)"),
        *("Chine et Hong Kong", "China and Macao", "Guadeloupe & Martinique", "Congo et RDC"),
        *("Royaume-Uni et Irlande", "Jersey and Guernsey", "Czechia + Slovakia"),
    ],
)
def test_two_places_are_no_place(name):
    match = match_place(name)
    assert match.place is None
    assert match.suggestions


@pytest.mark.parametrize(
    ("name", "place"),
    [
        *(("Trinité et Tobago", "TTO"), ("Bosnia & Herz.", "BIH"), ("Turquie/Türkiye", "TUR")),
        *(("Kingdom of the Netherlands - Aruba", "ABW"), ("China - Macao", "MAC")),
        *(("Fédération de Malaisie", "MYS"), ("Department of Mayotte", "MYT")),
        *(("Bailiwick of Jersey", "JEY"), ("Îles Tonga", "TON"), ("Republic of Italy", "ITA")),
        *(("Guin. équat.", "GNQ"), ("N. Zealand", "NZL"), ("Sierra L.", "SLE")),
        *(("Centrafr. (Rép.)", "CAF"), ("Arab. saoud.", "SAU"), ("Mauritan. (Rép. isl.)", "MRT")),
        *(("BE-Belgique", "BEL"), ("TCD Tchad", "TCD"), ("Gabon GA", "GAB")),
        *(("Kosovo (voir résolution 1244 du Conseil)", "XKX"), ("Kosovo 1244", "XKX")),
    ],
)
def test_general_rules_read_names_that_no_table_holds(name, place):
    assert match_place(name, system="").place == place


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *(("Républ. de Chine", "CHN TWN"), ("République du Vietnam", "VNM")),
        *(("Niger State", "NER NGA"), ("Île-de-France", "FRA"), ("Nig. (Rép.)", "")),
        *(("Aus. Rép.", ""), ("Iles V.", ""), ("S. Martin", "MAF SXM"), ("Rép. Isl.", "")),
        *(("Saint-M. (île)", ""), ("Guinée 1", "GIN GNB GNQ"), ("FR-Belgique", "BEL")),
        *(("Republic of Dominica", "DMA DOM"), ("Islands of Guinea", "GIN GNB GNQ")),
        *(("NR, NR", ""), ("(SO)", ""), ("NR (1)", ""), ("AUT²", ""), ("4)", "")),
    ],
)
def test_general_rules_guess_nothing(name, meant):
    match = match_place(name, system="")
    assert match.place is None
    if meant:
        assert [title[:3] for title in match.suggestions] == meant.split()
