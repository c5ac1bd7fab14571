"""Measures that need more than the counts, as the commands take them: --since and --population."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.commands.measuring import require_given
from diasporamap.errors import UsageError
from diasporamap.protection.editions import read_editions
from tests.web.unpacking import layer_of, model_of

REGISTER = """pays,annee,femmes,hommes
France,2015,700,500
France,2022,800,620
Gabon,2015,90,120
Gabon,2022,60,80
Namibie,2015,2,17
Namibie,2022,40,60
Kenya,2022,55,45
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments), "--language", "en"])


def test_a_change_is_drawn_and_told(register, tmp_path):
    sheet = tmp_path / "change.svg"
    done = run("map", register, sheet, "--measure", "change", "--since", 2015)
    assert done.exit_code == 0, done.output
    told = done.stdout.splitlines()[-1]
    assert ": change from 2015 to 2022. " in told
    assert "France (+220)" in told
    assert "Gabon (\N{MINUS SIGN}70)" in told
    assert "Kenya" not in told
    assert "+220" in sheet.read_text(encoding="utf-8")


def test_what_is_hidden_in_both_years_is_kept_for_later_runs(register, tmp_path):
    done = run("map", register, tmp_path / "a.svg", "--measure", "change", "--since", 2015)
    assert done.exit_code == 0, done.output
    kept = read_editions(tmp_path / "register.release.json")
    assert sorted(edition.key[0] for edition in kept) == ["2015", "2022"]
    (before,) = (edition for edition in kept if edition.key[0] == "2015")
    assert ("NAM", "F") in {(cell.place, cell.sex) for cell in before.hidden}
    # The sexes of 2015 hidden, the change of the share is too, whichever map is drawn.
    done = run(
        *("map", register, tmp_path / "b.svg", "--measure", "change_share_women"), "--since", 2015
    )
    assert "Namibia" not in done.stdout
    assert re.search(r"Hidden: [1-9]\d* figures?", done.stdout)


def test_of_the_earlier_year_a_page_counts_what_it_needs_as_hidden(register, tmp_path):
    for measures in ("change", "change_share_women,total"):
        page = tmp_path / f"{measures}.html"
        done = run("web", register, page, "--measures", measures, "--since", 2015)
        assert done.exit_code == 0, done.output
        text = page.read_text(encoding="utf-8")
        (geography,) = model_of(text)["geographies"]
        (figures,) = geography["figures"].values()
        states = [figure["state"] for rows in figures.values() for figure in rows.values()]
        told = int(re.search(r"Hidden: (\d+) figure", done.stdout)[1])
        # Nothing is hidden of 2022; women and men of Namibia in 2015 are, and not their sum.
        assert (states.count("suppressed"), told) == ((0, 0) if measures == "change" else (1, 2))


def test_measures_without_an_earlier_year_are_refused_before_anything_is_read(tmp_path):
    lacking = run("map", tmp_path / "no.csv", tmp_path / "x.svg", "--measure", "change_percent")
    assert lacking.exit_code == 2
    assert "Give the earlier one with --since." in lacking.output
    useless = run("map", tmp_path / "no.csv", tmp_path / "x.svg", "--since", 2010)
    assert useless.exit_code == 2
    assert "Leave it out, or choose among: change, change_percent" in useless.output
    page = run("web", tmp_path / "no.csv", tmp_path / "x.html", "--measures", "total,change")
    assert page.exit_code == 2
    assert "Give the earlier one with --since." in page.output


def test_what_measures_need_is_given_with_them():
    with pytest.raises(UsageError, match=r"change_percent is between two years.*--since"):
        require_given(["total", "change_percent"], since=None)
    with pytest.raises(UsageError, match=r"--since is for measures.*change_share_women"):
        require_given(["total", "per_1000"], since=2010)
    require_given(["change", "total"], since=2010)
    require_given(["per_1000"], since=None)


def test_a_year_that_there_is_not_is_refused(register, tmp_path):
    done = run("map", register, tmp_path / "x.svg", "--measure", "change", "--since", 2010)
    assert done.exit_code == 2
    assert "The table has no year 2010. It has: 2015, 2022." in done.output


def test_revisions_are_never_mixed(tmp_path):
    mixed = tmp_path / "mixed.csv"
    rows = [
        "place,year,sex,count,source",
        "FRA,2010,F,900,undesa_2020",
        "FRA,2020,F,950,undesa_2024",
    ]
    mixed.write_text("\n".join(rows), encoding="utf-8")
    done = run("map", mixed, tmp_path / "x.svg", "--measure", "change", "--since", 2010)
    assert done.exit_code == 2
    assert "There is no change from 2010 to 2020: 2010 is of the source" in done.output
    assert "Another source, revision or definition counts other people." in done.output


def test_a_table_of_inhabitants_is_taken_and_its_mistakes_are_told(register, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("place,population\nFrance,50000000\nGabon,2000000\n", encoding="utf-8")
    words = ("map", register, tmp_path / "x.svg", "--measure", "per_1000", "--population")
    done = run(*words, people)
    assert done.exit_code == 0, done.output
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "table people.csv" in drawn
    assert str(tmp_path) not in drawn
    people.write_text("place,population\nFrance,50000\n", encoding="utf-8")
    done = run(*words, people)
    assert done.exit_code == 1
    assert "row 2, column 'population': 50,000 inhabitants of FRA are far from" in done.output


def test_the_country_of_origin_is_told_of_all_people_alone(tmp_path):
    done = run("map", "undesa:CMR", tmp_path / "x.svg", "--of-origin")
    assert done.exit_code == 0, done.output
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "That is 16.8 per 1,000 inhabitants of Cameroon in 2020." in drawn
    done = run("map", "undesa:CMR", tmp_path / "x.svg", "--of-origin", "--measure", "women")
    assert done.exit_code == 2
    assert "Choose the measure total." in done.output


def test_a_page_has_them_as_layers(tmp_path):
    page = tmp_path / "page.html"
    asked = "per_1000,share_diaspora,change,change_percent"
    done = run("web", "undesa:CMR", page, "--measures", asked, "--since", 2010)
    assert done.exit_code == 0, done.output
    text = page.read_text(encoding="utf-8")
    model = model_of(text)
    assert (model["measures"], model["years"], model["since"]) == (asked.split(","), [2020], 2010)
    (geography,) = model["geographies"]
    values = {
        row: told["text"] and told["text"]["en"]
        for row, told in geography["figures"]["2020"]["FRA"].items()
    }
    assert values["per_1000"] == "1.4"
    assert values["share_diaspora"] == "21.1%"
    assert values["change"] == "+16,659"
    assert values["change_percent"] == "+21.8%"
    assert values["total"] == "92,983"
    change = layer_of(geography, "change")
    discs = (mark for mark in change["marks"] if mark["mark"] == "disc")
    looks = {mark["place"]: mark["look"] for mark in discs}
    assert (looks["FRA"], looks["POL"]) == ("rises", "falls")


@pytest.mark.parametrize("command", ["map", "web"])
def test_the_help_lists_measures_and_what_they_need(command):
    told = " ".join(CliRunner().invoke(main, [command, "--help"]).output.split())
    for name in ("per_1000", "share_diaspora", "change_per_year", "--since YEAR", "--population"):
        assert name in told


def test_what_matches_no_place_is_told_of_both_years(tmp_path):
    table = tmp_path / "two.csv"
    table.write_text(
        "place,sex,count,year\nFRA,F,100,2010\nFrancia,M,150,2010\nFRA,F,200,2020\nFRA,M,250,2020\n",
        encoding="utf-8",
    )
    words = ("map", table, tmp_path / "x.svg", "--allow-unmatched", tmp_path / "left.csv")
    done = run(*words, "--measure", "change", "--since", 2010)
    assert done.exit_code == 0, done.output
    assert "Joined 2020: 2 figures = 2 matched + 0 not matched" in done.stdout
    assert "Joined 2010: 2 figures = 1 matched + 1 not matched; counts adding up to 250" in (
        done.stdout
    )
    assert "Joined: 2 figures" in run(*words).stdout


def test_a_table_of_inhabitants_that_no_measure_needs_is_refused(tmp_path):
    words = (tmp_path / "no.csv", tmp_path / "x.svg", "--population", __file__)
    done = run("map", *words, "--measure", "women")
    assert done.exit_code == 2
    assert "--population is for measures of inhabitants and for --of-origin." in done.output
    assert "choose among: per_1000." in done.output


def test_a_sum_that_nobody_may_know_is_said_to_be_left_out(register, tmp_path):
    done = run("map", register, tmp_path / "x.svg", "--year", 2015, "--of-origin")
    assert done.exit_code == 0, done.output
    assert "Note: --of-origin says nothing, since figures are not shown" in done.stdout
    assert "per 1,000" not in (tmp_path / "x.svg").read_text(encoding="utf-8")
