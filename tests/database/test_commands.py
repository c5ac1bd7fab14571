"""The commands `db`, as a ministry uses them; figures are told where they may be."""

import re
import shutil

import openpyxl
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.database import load
from tests.database.rows import ROWS

#: Figures under the threshold, and beside them one that would give one away.
SMALL = [*ROWS, ("ITA", 2024, 3, 70), ("DEU", 2024, 60, 4), ("FRA", 2023, 850, 790)]


@pytest.fixture
def here(tmp_path, monkeypatch, empty):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIASPORAMAP_AUTHOR", "the tests")
    shutil.copy(empty, "d.duckdb")
    return tmp_path


@pytest.fixture
def small(here, register):
    load("d.duckdb", register(*SMALL))
    return here


def run(*arguments, code=0):
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_init_says_that_the_file_is_confidential_and_brings_it_up_to_date(here):
    told = run("db", "init", "sub/new.duckdb", "--origin", "SEN")
    assert "only its owner may open it" in told
    assert "up to date" in run("db", "init", "sub/new.duckdb")
    assert "from SEN, not CMR" in run("db", "init", "sub/new.duckdb", "--origin", "CMR", code=2)
    assert not list(here.glob("sub/.*"))


@pytest.mark.usefixtures("small")
def test_a_load_tells_what_changed_without_a_figure(register):
    assert "Nothing changed: register.csv is load 2." not in run(
        "db", "load", "d.duckdb", register(("ITA", 2024, 3, 70), name="again.csv")
    )
    path = register(("ITA", 2024, 5, 70), name="corrected.csv")
    assert "--reason" in run("db", "load", "d.duckdb", path, code=2)
    told = run("db", "load", "d.duckdb", path, "--reason", "counted again", "--author", "Rome")
    assert re.sub(r"\s+", " ", told) == "Counts corrected Load 3: done. "
    assert "Nothing changed: corrected.csv is load 3." in run("db", "load", "d.duckdb", path)
    listed = run("db", "list", "d.duckdb")
    assert "counted again" in listed
    assert "register (registered): 2023, 2024" in listed
    assert "counted again" not in run("db", "list", "d.duckdb", "--as-of", "2")
    chosen = ("place=ITA", "sex=F", "year=2024")
    assert "Give --confidential" in run("db", "history", "d.duckdb", *chosen, code=2)
    told = run("db", "history", "d.duckdb", *chosen, "--confidential")
    assert re.findall(r"said: (\d+)$", told, re.MULTILINE) == ["3", "5"]
    assert "Rome, corrected.csv (counted again): said: 5" in told
    assert "Confidential" not in run("db", "history", "d.duckdb", "--about", "missions")
    told = run("db", "history", "d.duckdb", "place=VAT", "--confidential")
    assert "Nothing is known" in told
    assert "COLUMN=VALUE" in run("db", "history", "d.duckdb", "VAT", "--confidential", code=2)


def test_a_query_shows_what_maps_show(small):
    told = run("db", "query", "d.duckdb", "--year", "2024", "--language", "en")
    assert "France" in told
    assert "900" in told
    rows = {line.split()[0]: line for line in told.splitlines() if line[:1] == " " and line.split()}
    assert rows["Italy"].split()[2:4] == ["c", "c"], "who is few is hidden"
    drawn = run("map", "d.duckdb", "map.svg", "--language", "en", "--year", "2024")
    assert "Hidden:" in drawn
    assert (small / "d.release.json").is_file(), "what is hidden is kept beside it"
    open_one = ("--no-protection", "--confidential")
    told = run("db", "query", "d.duckdb", "--year", "2024", "--language", "en", *open_one)
    assert re.search(r"Italy.* 3 +70 +73 ", told)
    assert "CONFIDENTIAL" in told


def test_exports_are_protected_unless_all_is_asked_for_and_then_load_back_whole(small):
    run("db", "export", "d.duckdb", "shown.csv")
    shown = (small / "shown.csv").read_text(encoding="utf-8-sig")
    assert '"ITA","F",,"suppressed"' in shown.replace("2024,", "").replace('"registered",', "") or (
        "suppressed" in shown
    )
    assert {2023, 2024} == {int(year) for year in re.findall(r"\b(202[34])\b", shown)}, (
        "every year is there"
    )
    run("db", "export", "d.duckdb", "shown.sdmx.csv")
    sdmx = (small / "shown.sdmx.csv").read_text(encoding="utf-8-sig")
    assert sdmx.count('"FRA","F"') == 2
    assert '"Q","C"' in sdmx
    back = dm.read_counts("shown.sdmx.csv").table.set_index(["place", "sex", "year"])["count"]
    assert back["FRA", "F", 2024] == 900
    assert "--all takes out" in run("db", "export", "d.duckdb", "all.csv", "--all", code=2)
    open_one = ("--all", "--no-protection", "--confidential")
    assert "It is not protected" in run("db", "export", "d.duckdb", "all.csv", *open_one)
    assert "confidential" in (small / "all.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    run("db", "init", "other.duckdb", "--origin", "CMR")
    run("db", "load", "other.duckdb", "all.csv")
    tables = [dm.read_counts(name).table for name in ("d.duckdb", "other.duckdb")]
    assert tables[0].equals(tables[1])
    run("db", "export", "d.duckdb", "all.xlsx", *open_one)
    book = openpyxl.load_workbook(small / "all.xlsx")
    assert book.sheetnames[:2] == ["counts", "sources"]
    assert book["counts"].max_row == 2 + 12
    assert "confidential" in book["loads"]["A1"].value
    assert "SDMX" in run("db", "export", "d.duckdb", "all.sdmx.csv", *open_one, code=2)


def test_a_mission_fills_in_a_workbook_that_loads_back_whole(small):
    asked = ("--source", "register", "--year", "2026", "--mission", "fra-paris")
    told = run("db", "workbook", "d.duckdb", "paris.xlsx", *asked, "--level", "region")
    assert "9 rows are prepared" in told
    book = openpyxl.load_workbook(small / "paris.xlsx")
    sheet = book["Saisie"]
    header = [cell.value for cell in sheet[4]]
    assert header[:5] == [
        *("Pays de résidence", "Région de résidence", "Région d’origine", "Sexe", "Effectif")
    ]
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["A5:A604"].startswith("'Listes'!$A$1:")
    names = [row[0] for row in book["Listes"].iter_rows(max_col=1, values_only=True)]
    assert {"France", "Gabon", "Grèce"} <= set(names)
    assert "Cameroun" not in names
    at = {name: column for column, name in enumerate(header, start=1)}
    figures = {}
    for row in range(5, 14):
        place, sex = (sheet.cell(row, at[name]).value for name in ("Pays de résidence", "Sexe"))
        if place == "Portugal":
            continue  # not known: left blank
        figures[place, sex] = 100 * row
        sheet.cell(row, at["Effectif"], 100 * row)
        sheet.cell(row, at["Région d’origine"], "Littoral")
    added = ["Gabon", None, "Ouest", "Femmes", 7, 2026, "registered", "register"]
    for name, value in zip(header, added, strict=True):
        sheet.cell(14, at[name], value)
    book.save(small / "paris.xlsx")
    assert "Counts       new" in run("db", "load", "d.duckdb", "paris.xlsx")
    table = dm.read_counts("d.duckdb", year=2026).table
    known = table[table["count"].notna()]
    codes = {"France": "FRA", "Grèce": "GRC", "Femmes": "F", "Hommes": "M", "Inconnu": "U"}
    expected = {(codes[p], codes[s], "CM-LT", n) for (p, s), n in figures.items()}
    rows = known[["place", "sex", "origin", "count"]].itertuples(index=False, name=None)
    assert set(rows) == expected | {("GAB", "F", "CM-OU", 7)}
    assert "no source 'x'" in run(
        "db", "workbook", "d.duckdb", "x.xlsx", "--source", "x", "--year", "2026", code=2
    )
    assert "no mission 'x'" in run(
        "db", "workbook", "d.duckdb", "x.xlsx", *asked[:4], "--mission", "x", code=2
    )


def test_a_source_is_declared_before_its_figures(here, register):
    register()
    told = run("db", "load", "d.duckdb", "register.sources.toml", "--about", "sources")
    assert "Sources" in told
    asked = ("--source", "register", "--year", "2026", "--language", "en")
    run("db", "workbook", "d.duckdb", "all.xlsx", *asked)
    book = openpyxl.load_workbook(here / "all.xlsx")
    book["Entry"].append(["France", None, "Women", 12, 2026, "registered", "register"])
    book["Entry"].append(["France", None, "Men", 11, 2026, "registered", "register"])
    book.save("all.xlsx")
    run("db", "load", "d.duckdb", "all.xlsx")
    assert dm.read_counts("d.duckdb").table["count"].tolist() == [12, 11]


def test_every_command_that_takes_counts_takes_a_database_as_of_a_day(small, register):
    path = register(("FRA", 2024, 950, 800), name="later.csv")
    run("db", "load", "d.duckdb", path, "--reason", "counted again")
    for as_of, women in (("2", "900"), ("3", "950")):
        told = run("table", "d.duckdb", "t.md", "--as-of", as_of, "--language", "en", "--force")
        text = (small / "t.md").read_text(encoding="utf-8")
        assert re.search(rf"France \| [^|]+ \| {women} ", text), told
        assert f"(load {as_of})" in text
    assert "Fit for maps" in run("check", "d.duckdb")
    told = run("compare", "d.duckdb", "undesa:CMR", "--as-of", "2", "--output", "c.csv")
    assert '"FRA"' in (small / "c.csv").read_text(encoding="utf-8-sig"), told
    assert "950" not in (small / "c.csv").read_text(encoding="utf-8-sig")
    told = run("check", register(), "--as-of", "2", code=2)
    assert "is no database" in told
    (small / "atlas.toml").write_text(
        '[atlas]\norigin = "CMR"\nlanguages = ["en"]\nformats = ["csv"]\n'
        '[sources.register]\ncounts = "d.duckdb"\nas_of = "2"\n'
        '[[tables]]\nname = "t"\nby = "country"\n',
        encoding="utf-8",
    )
    run("build", "atlas.toml")
    (table,) = small.rglob("outputs/**/t*.csv")
    assert "900" in table.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("small")
def test_backups_are_made_and_restored():
    assert "2 loads" in run("db", "backup", "d.duckdb", "b/a.duckdb")
    assert "--force" in run("db", "restore", "b/a.duckdb", "d.duckdb", code=2)
    assert "Restored d.duckdb: 2 loads." in run(
        "db", "restore", "b/a.duckdb", "d.duckdb", "--force"
    )
