from __future__ import annotations

import csv

import pyogrio
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.places.units import known_units
from diasporamap.readers.example import example_path
from diasporamap.resources import shipped


def run(*arguments):
    return CliRunner().invoke(main, ["districts", *map(str, arguments)])


@pytest.fixture
def table(tmp_path):
    def write(text, name="own.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_table_passes_and_its_figures_add_up():
    result = run("check", "--counts", example_path())
    assert result.exit_code == 0
    for line in (
        "Districts  consular_districts.csv: 91 rows",
        "Missions   consular_missions.csv: 47 rows",
        "Day        the last state that the table describes: 42 districts in 67 countries",
        "Errors     none",
        "People     441,015 = 371,232 + 64,671 + 5,112",
        "           371,232  in a district",
        "            64,671  in a country that several districts share (COG GNQ NGA)",
    ):
        assert line in result.output.splitlines()
    assert "GHA (Ghana) has people and no district" in result.output
    assert "the mission fra-marseille (Consulat à Marseille) covers nothing" in result.output


def test_the_day_of_a_check():
    result = run("check", "--date", "2008-01-01")
    assert "Day        2008-01-01: " in result.output
    assert run("check", "--date", "2008").exit_code == 2


def test_every_error_of_ones_own_table_is_printed(table):
    path = table("district,unit\nnga-lagos,NG-LA\nfra-paris,Congo\n")
    result = run("check", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        f"Error: {path}, row 2, column 'district': there is no mission 'nga-lagos' in "
        "consular_missions.csv. Is it nga-lagos-cg? Write the id of a mission, or add the mission "
        "there.\n"
        f"{path}, row 3, column 'unit': 'Congo' does not tell which country is meant. "
        "Write the code of what is meant: COG (Congo) or COD (RD Congo / DR Congo).\n"
    )


def test_the_list_names_every_mission_in_both_languages():
    french, english = run("list", "--language", "fr"), run("list")
    assert french.exit_code == english.exit_code == 0
    assert "13 of 17 units of CAF" in english.output
    assert "nothing known" in english.output
    assert "Ambassade au Caire" in french.output
    assert "Embassy in Cairo" in english.output
    assert "13 of 17 units of CAF" not in run("list", "--date", "2012-07-18").output


def test_show_tells_what_a_mission_covers_and_who_says_so():
    result = run("show", "nga-lagos-cg")
    assert result.exit_code == 0
    for line in (
        "Name       Consulat général à Lagos / Consulate General in Lagos",
        "Seat       Lagos, NGA (3.3947, 6.4541) city_geonames",
        "Covers     BEN, 9 of 37 units of NGA",
        "           BEN     Benin",
    ):
        assert line in result.output.splitlines()
    assert "BEN; 2009-02-03 to ...; documented, documented_mission_site; consulacam-ng.com" in (
        result.output
    )
    assert "nothing known" in run("show", "fra-marseille").output
    assert "nothing known" in run("show", "caf-bouar", "--date", "2012-07-18").output


def test_an_unknown_district_is_answered_with_near_ones():
    result = run("show", "nga-lagos")
    assert result.exit_code == 2
    assert "There is no district 'nga-lagos'. Near it: nga-lagos-cg" in result.output


def test_export_writes_ones_own_districts(table, tmp_path):
    own = table("district,unit\nfra-paris,FRA\nfra-marseille,MCO\n")
    path = tmp_path / "d.gpkg"
    result = run("export", path, "--districts", own)
    assert result.exit_code == 0
    assert "Wrote districts (2 rows), missions (47 rows)" in result.output
    places = pyogrio.read_dataframe(path, layer="districts")["place"]
    assert places.tolist() == ["fra-marseille", "fra-paris"]


def test_export_refuses_what_it_cannot_write(tmp_path):
    assert run("export", tmp_path / "d.shp").exit_code == 2
    assert run("export", tmp_path).exit_code == 2
    assert run("export", tmp_path / "d.csv", "--layer", "seats").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_attach_writes_protected_counts_by_district(tmp_path):
    path = tmp_path / "by_district.csv"
    result = run("attach", example_path(), path, "--date", "2020-07-01")
    assert result.exit_code == 0
    assert "People     441,015 = 371,232 + 64,671 + 5,112" in result.output
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    totals = [row for row in rows if row["sex"] == "T"]
    assert sum(int(row["count"]) for row in totals) == 441_015
    assert "Do not publish" not in result.output
    paris = next(row for row in totals if row["place"] == "fra-paris")
    assert paris["name_fr"] == "Ambassade à Paris"
    assert (paris["attachment"], paris["apportioned"]) == ("attached", "False")
    nigeria = next(row for row in totals if row["place"] == "NGA")
    assert (nigeria["name_fr"], nigeria["attachment"]) == ("Nigéria", "not_attributable")


def test_attach_hides_small_figures_and_says_no_sum(tmp_path):
    path = tmp_path / "by_district.csv"
    result = run("attach", shipped("examples") / "invented_register.csv", path)
    assert result.exit_code == 0
    assert "Hidden: " in result.output
    assert "People" not in result.output
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    hidden = [row for row in rows if row["state"] == "suppressed"]
    assert hidden
    assert all(row["count"] == "" for row in hidden)


def test_attach_apportions_by_a_weight(tmp_path, table):
    parts = [part for country in ("NGA", "GNQ", "COG") for part in known_units().parts[country]]
    weights = table("place,population\n" + "".join(f"{part},1\n" for part in parts), "w.csv")
    path = tmp_path / "by_district.csv"
    result = run("attach", example_path(), path, "--weights", weights)
    assert result.exit_code == 0
    assert "People     441,015 = 435,903 + 0 + 5,112" in result.output
    assert "64,671  of those in a district, apportioned" in result.output
    assert "au prorata de «\N{NO-BREAK SPACE}population\N{NO-BREAK SPACE}»" in result.output
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert "nga-abuja" in {row["place"] for row in rows if row["apportioned"] == "True"}


def test_attach_needs_weights_for_its_column(tmp_path):
    result = run("attach", example_path(), tmp_path / "a.csv", "--weight-column", "x")
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_attach_writes_rows_that_fit_no_place(tmp_path, table):
    counts = table("place,women,men\nNG-LA,30,40\nAutres,50,60\n", "counts.csv")
    output, lost = tmp_path / "out.csv", tmp_path / "lost.csv"
    refused = run("attach", counts, output)
    assert refused.exit_code == 1
    assert not output.exists()
    allowed = run("attach", counts, output, "--allow-unmatched", lost)
    assert allowed.exit_code == 0
    assert "4 figures = 2 matched + 2 not matched" in allowed.output
    assert "Autres" in lost.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["check", "list", "show", "export", "attach"])
def test_every_help_has_an_example(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Example: diasporamap districts" in result.output


def test_sums_beside_hidden_figures_are_told_only_when_asked():
    register = shipped("examples") / "invented_register.csv"
    quiet = run("check", "--counts", register)
    assert quiet.exit_code == 0
    assert "People     not told" in quiet.output
    assert "in a district" not in quiet.output
    assert "in a district" in run("check", "--counts", register, "--sums").output


def test_a_check_with_counts_tells_only_what_a_release_shows(tmp_path):
    own, counts = tmp_path / "own.csv", tmp_path / "counts.csv"
    own.write_text("district,unit\nfra-paris,FRA\nnga-lagos-cg,NG-OG\n", encoding="utf-8")
    counts.write_text(
        "place,women,men\nFRA,60,70\nGHA,30,2\nNG-LA,1,0\nNG-KN,40,50\nTGO,0,0\n",
        encoding="utf-8",
    )
    hidden = run("check", own, "--counts", counts).output
    assert "rest of NGA (Nigéria) has people and no district" in hidden
    assert "GHA (Ghana) has people and no district" in hidden
    assert "NG-LA" not in hidden
    assert "TGO" not in hidden
    assert (
        "NG-LA (Lagos) has people and no district"
        in run("check", own, "--counts", counts, "--sums").output
    )
