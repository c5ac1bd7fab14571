"""Groups of countries in rows: left out and told, or refused, and never taken for a country."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diasporamap.intake import join_file
from diasporamap.places.countries import match_place
from diasporamap.readers.aggregates import is_aggregate, is_group_code
from diasporamap.readers.options import ReadingOptions

GROUPS = list(
    csv.DictReader(
        Path(__file__).with_name("m49_groups.csv").read_text(encoding="utf-8").splitlines()
    )
)
#: Names that a country bears too, alone: what stands beside them tells.
SHARED = {"Micronesia", "Micronésie"}
NAMES = sorted({row[name] for row in GROUPS for name in ("name_en", "name_fr")})


def read(tmp_path, *places):
    path = tmp_path / "counts.csv"
    rows = (f'"{place}",{number},{number}' for number, place in enumerate(places, 10))
    path.write_text("\n".join(["place,women,men", *rows]) + "\n", encoding="utf-8")
    file = join_file(path, ReadingOptions())
    notes = [note for note in file.table.recognised.notes if note.kind == "groups"]
    return file.counts["place"].unique().tolist(), [note.fields["number"] for note in notes]


@pytest.mark.parametrize("name", ["name_en", "name_fr"])
def test_every_group_of_m49_is_left_out_and_told_beside_the_others(tmp_path, name):
    groups = list(dict.fromkeys(row[name] for row in GROUPS))
    assert read(tmp_path, "France", *groups, "Gabon") == (["FRA", "GAB"], [len(groups)])


def test_every_code_of_a_group_of_m49_is_left_out_and_told(tmp_path):
    codes = [row["code"] for row in GROUPS]
    assert read(tmp_path, "250", *codes, "266") == (["FRA", "GAB"], [len(codes)])
    assert all(is_group_code(code) and is_group_code(code.lstrip("0")) for code in codes)


@pytest.mark.parametrize("form", ["{}", "{}*", "Total {}", "{} (total)", "Autres {}", "Other {}"])
def test_no_group_of_m49_is_a_country(form):
    for name in NAMES:
        for written in (form.format(name), form.format(name).upper()):
            match = match_place(written, system="")
            assert match.place == ("FSM" if name in SHARED and form in ("{}", "{}*") else None)


@pytest.mark.parametrize(
    "group",
    [
        *("Sub-Saharan Africa", "World", "EU27_2020", "UE à 27", "European Union (27)", "CEMAC"),
        *("Less developed regions", "Less developed regions, excluding China", "High income"),
        *("Lower middle income", "Pays à faible revenu", "Arab World", "Monde arabe", "Maghreb"),
        *("Middle East & North Africa", "East Asia & Pacific", "Africa Eastern and Southern"),
        *("Total Africa", "Africa, total", "Sous-total Afrique", "Ensemble de l'Europe"),
        *(
            "L'Afrique",
            "The Americas",
            "Pays de l'OCDE",
            "Zone euro",
            "IDA total",
            "Pays les moins avancés",
            "903",
            "947",
            "1503",
            "Balkans",
        ),
    ],
)
def test_groups_of_other_lists_are_left_out_and_told(tmp_path, group):
    assert is_aggregate(group)
    assert read(tmp_path, "France", group, "Gabon") == (["FRA", "GAB"], [1])


@pytest.mark.parametrize(
    "rest",
    [
        *("Other", "Autres pays", "Rest of the world", "Reste du monde", "Europe (autres)"),
        *("Asia (Other)", "Other Africa", "Autres pays d'Afrique", "Africa, n.e.s.", "Amérique"),
        *("Afrique centrale", "Central Africa", "Polynésie", "Apatrides", "Pays tiers"),
        *("Guinea (region)", "Golfe de Guinée", "Îles du Pacifique", "Commonwealth"),
    ],
)
def test_people_of_the_rest_of_a_group_are_refused_and_not_lost(tmp_path, rest):
    path = tmp_path / "counts.csv"
    path.write_text(f'place,women,men\nFrance,1,2\nGabon,3,4\n"{rest}",5,6\n', encoding="utf-8")
    report = join_file(path, ReadingOptions()).report
    assert (report.people_in, report.people_matched) == (21, 10)
    assert set(report.unmatched["place"]) == {rest}


@pytest.mark.parametrize(
    ("shared", "beside", "places"),
    [
        ("Micronesia", "Oceania", ["FRA"]),
        ("Micronésie", "Mélanésie", ["FRA"]),
        ("Micronesia", "Polynesia", ["FRA"]),
        ("Micronesia", "Australia and New Zealand", ["FRA", "FSM"]),
        ("Micronesia", "Total", ["FRA", "FSM"]),
        ("Micronesia (Federated States of)", "Oceania", ["FRA", "FSM"]),
        ("South Africa", "Southern Africa", ["FRA", "ZAF"]),
        ("Central Africa", "Western Africa", ["FRA"]),
        ("Central African Republic", "Middle Africa", ["FRA", "CAF"]),
        ("Amérique", "Europe", ["FRA"]),
        ("American Samoa", "Americas", ["FRA", "ASM"]),
        ("Polynésie française", "Polynésie", ["FRA", "PYF"]),
    ],
)
def test_what_stands_beside_a_shared_name_tells_a_group_from_a_country(
    tmp_path, shared, beside, places
):
    extra = ("Oceania",) if beside == "Polynésie" else ()
    assert read(tmp_path, "France", shared, beside, *extra)[0] == places
