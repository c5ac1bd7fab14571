"""The command `table`: what it writes, says and refuses."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from diasporamap.commands import main

ROWS = [("France", 900, 700), ("Gabon", 400, 600), ("Germany", 60, 130), ("Italy", 130, 25)]
COUNTS = "place,year,women,men\n" + "".join(
    f"{place},{year},{women + year - 2000},{men}\n"
    for year in (2010, 2020)
    for place, women, men in ROWS
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(COUNTS, encoding="utf-8")
    return lambda line: CliRunner().invoke(main, ["table", "in.csv", *line.split()])


def test_it_writes_each_output_and_says_so(run, tmp_path):
    done = run("a.csv b.md c.html d.xlsx --language en --since 2010 --hxl")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "in.csv")[:4] == [
        *("a.csv", "b.md", "c.html", "d.xlsx"),
    ]
    assert "Wrote b.md" in done.output
    assert "by country of residence and sex, 2020: 5 rows." in done.output
    header, tags, france, *_ = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert header.startswith('"place","Country of residence","Rank","Women","Men","Total"')
    assert tags.startswith('"#country+code+v_iso3"')
    assert france == '"FRA","France",1,920,700,1620,53.6,56.8,0.6'


def test_tables_of_years_and_of_districts(run, tmp_path):
    done = run("years.md --by year --language en")
    assert done.exit_code == 0, done.output
    assert "| 2010 | 1,530 | 1,455 | 2,985 | 51.3 |" in (tmp_path / "years.md").read_text("utf-8")
    done = run("districts.md --by district --language en --top 1")
    assert done.exit_code == 0, done.output
    assert "| Paris | 1 |" in (tmp_path / "districts.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("t.ods", "Use one of these endings"),
        ("t.md --by village", "Choose among"),
        ("t.md --by year --year 2020", "Leave --year and --since out"),
        ("t.md --by sources --year 2020", "the last year of each"),
        ("t.md --with in.csv", "--with is about --by sources"),
        ("t.md --of education", "--of is about --by log"),
        ("t.md --top 0", "Choose 1 or more"),
        ("t.md --hxl", "HXL tags are for .csv and .xlsx"),
        ("t.md --percent row --no-sexes", "Leave sexes on"),
    ],
)
def test_what_makes_no_sense_is_refused(run, tmp_path, line, said):
    done = run(line)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert not (tmp_path / "t.md").exists()


def test_a_data_package_describes_what_is_written_with_it(run, tmp_path):
    done = run("a.csv b.parquet c.gpkg datapackage.json")
    assert done.exit_code == 0, done.output
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["a.csv", "b.parquet"]


def test_tables_by_education_of_sources_and_of_what_is_hidden(run, tmp_path):
    rows = [f"{at},{sex},{level},60" for at in ("FRA", "GAB") for sex in "FM" for level in "AB"]
    (tmp_path / "in.csv").write_text(
        "\n".join(["place,sex,Niveau d'études,count", *rows]), encoding="utf-8"
    )
    for by in ("education", "by_education"):
        done = run(f"t.md --by {by} --language en")
        assert done.exit_code == 0, done.output
        assert "| A | 120 | 120 | 240 | 50.0 |" in (tmp_path / "t.md").read_text("utf-8")
    done = run("l.md --by log --of country,education --language en")
    assert done.exit_code == 0, done.output
    assert "| Level of education | 6 | 6 | 0 | 0 |" in (tmp_path / "l.md").read_text("utf-8")
    done = run("s.md --by sources --with undesa:CMR --language en --top 1")
    assert done.exit_code == 0, done.output
    assert "| France | 240 | 92,983 | 240 | 92,983 |" in (tmp_path / "s.md").read_text("utf-8")


def test_no_map_is_by_education(run):
    assert run("t.md --by education").exit_code == 1  # there is no such column
    done = CliRunner().invoke(main, ["map", "in.csv", "m.svg", "--by", "education"])
    assert done.exit_code == 2
    assert "diasporamap table" in done.output
