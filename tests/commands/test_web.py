from __future__ import annotations

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.readers.example import example_path
from tests.web.unpacking import model_of

REGISTER = "pays;femmes;hommes\nFrance;4000;3500\nBelgique;1;2\nTchad;4;48613\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, ["web", *map(str, words)])


def test_the_example_becomes_a_page(run, tmp_path):
    result = run(example_path(), "out/map.html", "--language", "en")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "out/map.html").read_text(encoding="utf-8")
    assert "<title>People born in Cameroon and living abroad, 2020</title>" in page
    model = model_of(page)
    assert model["years"] == [1990, 1995, 2000, 2005, 2010, 2015, 2020]
    assert model["geographies"][0]["figures"]["2020"]["FRA"]["total"]["text"]["en"] == "92,983"
    assert "Wrote out/map.html (0.6 MB)." in result.output
    assert "+ 0 not matched" in result.output
    assert "Hidden: 0 figures" in result.output


def test_hidden_figures_are_counted_and_not_written(run, tmp_path):
    (tmp_path / "counts.csv").write_text(REGISTER, encoding="utf-8")
    result = run("counts.csv", "map.html", "--measures", "women, men", "--title", "Registre")
    assert result.exit_code == 0, result.output
    assert "Hidden: 5 figures" in result.output
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<title>Registre</title>" in page
    assert model_of(page)["measures"] == ["women", "men"]
    assert "48\u202f613" not in page
    assert "48613" not in result.output + page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("map.txt",), "ends in .html"),
        (("map.html", "--measures", "people"), "'people' is not a measure"),
        (("map.html", "--measures", "total,total"), "without repeats"),
        (("map.html", "--language", "de"), "'de' is not one of"),
        (("map.html", "--origin", "XYZ"), "'XYZ' is no country code"),
    ],
)
def test_a_wrong_word_is_refused(run, tmp_path, words, said):
    result = run(example_path(), *words)
    assert result.exit_code == 2
    assert said in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_page_can_switch_to_districts(run, tmp_path):
    words = ("--by", "country, district", "--date", "2020-07-01", "--language", "en")
    result = run(example_path(), "map.html", *words)
    assert result.exit_code == 0, result.output
    model = model_of((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert [shown["key"] for shown in model["geographies"]] == ["country", "district"]
    names = {place["name"]["en"] for place in model["geographies"][1]["places"]}
    assert "Consulate General in Lagos" in names
    assert (tmp_path / "map.html").stat().st_size <= 650_000


def test_a_page_has_the_years_that_are_asked_for_and_a_foot(run, tmp_path):
    words = ("--years", "2000,2010", "--year", "2000", "--made-on", "2026-11-28")
    result = run(example_path(), "map.html", *words, "--contact", "dias@example.org")
    assert result.exit_code == 0, result.output
    model = model_of((tmp_path / "map.html").read_text(encoding="utf-8"))
    assert (model["years"], model["year"]) == ([2000, 2010], 2000)
    assert model["about"]["date"]["fr"] == "28 novembre 2026"
    assert model["about"]["contact"] == "dias@example.org"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--years", "2001"), "no year 2001"),
        (("--years", "some"), "as 2010,2020"),
        (("--made-on", "May"), "is no day"),
        (
            ("--years", "2000,2010", "--since", "1990", "--measures", "change"),
            "Leave years out",
        ),
    ],
)
def test_a_wrong_year_or_day_is_refused(run, tmp_path, words, said):
    result = run(example_path(), "map.html", *words)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.output.split())
    assert list(tmp_path.iterdir()) == []


def test_a_page_by_district_takes_your_own_table(run, tmp_path):
    (tmp_path / "own.csv").write_text("district,unit\nfra-paris,FRA\n", encoding="utf-8")
    (tmp_path / "counts.csv").write_text("pays;femmes;hommes\nFrance;4000;3500\n", encoding="utf-8")
    result = run("counts.csv", "map.html", "--by", "district", "--districts", "own.csv")
    assert result.exit_code == 0, result.output
    model = model_of((tmp_path / "map.html").read_text(encoding="utf-8"))
    (shown,) = model["geographies"]
    (paris,) = [place for place in shown["places"] if place["id"] == "fra-paris"]
    assert paris["name"]["fr"] == "Ambassade à Paris"
    assert "Couvre\u00a0: France." in paris["about"]["fr"]
    assert shown["figures"]["null"]["fra-paris"]["total"]["text"]["fr"] == "7\u202f500"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "region"), "by country or by district"),
        (("--by", "district,district"), "without repeats"),
        (("--date", "2020-07-01"), "are for --by district"),
        (("--by", "district", "--date", "yesterday"), "'yesterday' is not a day"),
        (("--by", "district", "--weight-column", "people"), "Give that too"),
    ],
)
def test_a_wrong_choice_of_geographies_is_refused(run, tmp_path, words, said):
    result = run(example_path(), "map.html", *words)
    assert result.exit_code == 2
    assert said in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_missing_table_is_refused(run, tmp_path):
    result = run("nowhere.csv", "map.html")
    assert result.exit_code == 1
    assert "nowhere.csv" in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_country_is_refused_unless_allowed(run, tmp_path):
    (tmp_path / "counts.csv").write_text(REGISTER + "Atlantide;70;80\n", encoding="utf-8")
    result = run("counts.csv", "map.html")
    assert result.exit_code == 1
    assert "Atlantide" in result.output
    assert not (tmp_path / "map.html").exists()
    result = run("counts.csv", "map.html", "--allow-unmatched", "left.csv")
    assert result.exit_code == 0, result.output
    assert "Atlantide" in (tmp_path / "left.csv").read_text(encoding="utf-8")


def test_the_help_has_an_example(run):
    result = run("--help")
    assert result.exit_code == 0
    assert "Example: diasporamap web " in result.output
