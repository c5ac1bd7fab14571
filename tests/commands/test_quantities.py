"""Other quantities than people on the command line: maps, pages, districts, reports."""

import json

import pytest
from click.testing import CliRunner

from diasporamap.commands import main

MONEY = "Pays;Montant\nFrance;1234,50\nGabon;0,1\nNigéria;0,2\nTchad;0\n"
NAMED = ("--quantity", "Transferts", "--unit", "XAF")


@pytest.fixture
def money(tmp_path):
    path = tmp_path / "money.csv"
    path.write_text(MONEY, encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_a_map_says_that_money_is_shown_as_it_is(money, tmp_path):
    done = run("map", money, tmp_path / "map.svg", *NAMED, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "counts adding up to 1,234.8 = 1,234.8 matched + 0 not matched." in done.stdout
    assert "Shown as it is: Transferts (FCFA) is no people (--profile protects it)." in done.stdout
    assert "Transferts, by country. FCFA\u00a01,235 in 3 countries." in done.stdout
    assert not (tmp_path / "money.release.json").exists()


def test_sums_by_district_are_exact(money, tmp_path):
    done = run("districts", "attach", money, tmp_path / "out.csv", *NAMED)
    assert done.exit_code == 0, done.output
    assert "Sum        1,234.8 = 1,234.6 + 0.2 + 0" in done.stdout


def test_check_reports_the_quantity_and_nothing_of_people(money):
    done = run("check", money, *NAMED)
    assert done.exit_code == 0, done.output
    assert "Quantity         Transferts (FCFA)" in done.stdout
    assert "Sum              1,234.8 in = 1,234.8 matched + 0 not matched" in done.stdout
    assert "Protection       no people, shown as they are (--profile protects them)" in done.stdout
    for word in ("Sexes", "UN DESA", "People"):
        assert word not in done.stdout
    facts = json.loads(run("check", money, *NAMED, "--json").stdout)["facts"]
    assert {"topic": "Quantity", "text": "Transferts (FCFA)"} in facts


def test_what_may_be_people_is_told_as_protected(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text("Pays;Inscrits\nFrance;3\nGabon;1200\n", encoding="utf-8")
    done = run("map", path, tmp_path / "map.svg", *NAMED)
    assert done.exit_code == 0, done.output
    assert "under 5 people, as if the quantity were people)." in done.stdout
    assert "(3)" not in done.stdout
    checked = run("check", path, *NAMED).stdout
    assert "standard, under 5 people: hidden by country" in checked
    assert "Sum              not told" in checked


def test_a_profile_that_is_named_protects_whole_amounts(tmp_path):
    path = tmp_path / "money.csv"
    path.write_text("Pays;Montant\nFrance;3\nGabon;1200\n", encoding="utf-8")
    done = run("map", path, tmp_path / "map.svg", *NAMED, "--profile", "standard")
    assert "Hidden: 1 figure (profile standard, under 5 people" in done.stdout
    path.write_text(MONEY, encoding="utf-8")
    done = run(
        "map",
        path,
        tmp_path / "map.svg",
        *NAMED,
        "--profile",
        "strict",
        "--release",
        tmp_path / "x.json",
    )
    assert done.exit_code != 0
    assert "these have decimals" in done.output


@pytest.mark.parametrize("command", ["map", "web"])
def test_remittances_are_named_wherever_a_file_is(command, tmp_path):
    output = tmp_path / ("map.svg" if command == "map" else "map.html")
    done = run(command, "remittances:SEN", output)
    assert done.exit_code == 0, done.output
    assert "Remittances received (USD million) is no people" in done.stdout


def test_quantities_are_not_compared_with_people():
    done = run("compare", "remittances:SEN", "undesa:SEN")
    assert done.exit_code != 0
    assert "People are compared, and remittances:SEN is of 'Remittances received'." in done.output


def test_the_audit_finds_nobody_in_money(money):
    done = run("audit", money, *NAMED, "--language", "en")
    assert done.exit_code == 0, done.output
    assert "no people, shown as it is" in done.stdout


def test_rows_that_fit_no_place_are_written_in_the_unit(money, tmp_path):
    money.write_text(MONEY + "Atlantide;12,25\n", encoding="utf-8")
    lost = tmp_path / "lost.csv"
    done = run("map", money, tmp_path / "map.svg", *NAMED, "--allow-unmatched", lost)
    assert done.exit_code == 0, done.output
    assert "12.25" in lost.read_text(encoding="utf-8-sig")
    assert "1,247.05 = 1,234.8 matched + 12.25 not matched" in done.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--unit", "XAF"), "A unit is that of a quantity"),
        (("--quantity", "Part", "--unit", "%"), "Shares are no quantity"),
        ((*NAMED, "--measure", "women"), "The measure women is one of people"),
    ],
)
def test_what_makes_no_sense_is_refused(money, tmp_path, options, message):
    done = run("map", money, tmp_path / "map.svg", *options)
    assert done.exit_code != 0
    assert message in done.output
    assert "Traceback" not in done.output
