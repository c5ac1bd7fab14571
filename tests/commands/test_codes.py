"""Every command that reads counts takes --sex-codes and --codebook."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from tests.workbooks import save_workbook

TABLE = "place,sex,count\nGAB,1,20\nGAB,2,30\nFRA,1,40\nFRA,2,50\n"


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "survey.csv"
    end = '"u";"2026-01-01";"1"'
    rows = [f'"{sex}";"g";{end}' for sex in "12" * 10]
    header = '"g/sexe";"g/pays_residence";"_uuid";"_submission_time";"_index"'
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def form(tmp_path):
    survey = (
        ["type", "name", "label"],
        ["select_one s", "sexe", "Sexe"],
        ["select_one p", "pays_residence", "Pays"],
    )
    choices = (
        ["list_name", "name", "label"],
        *(["s", 1, "Homme"], ["s", 2, "Femme"], ["p", "g", "Gabon"]),
    )
    return save_workbook(tmp_path / "form.xlsx", ("survey", survey), ("choices", choices))


@pytest.mark.parametrize(
    "command",
    [
        ("map", "COUNTS", "out.svg"),
        ("web", "COUNTS", "out.html"),
        ("districts", "attach", "COUNTS", "out.csv"),
    ],
)
def test_codes_of_a_tidy_table(table, tmp_path, command):
    places = {"COUNTS": table, **{name: tmp_path / name for name in command if "out." in name}}
    arguments = [places.get(part, part) for part in command]
    assert "'1' is not a sex" in run(*arguments).output
    result = run(*arguments, "--sex-codes", "1=M,2=F")
    assert result.exit_code == 0, result.output


def test_codes_are_told_by_check(table):
    result = run("check", table, "--json", "--sums", "--sex-codes", "1=M,2=F")
    assert result.exit_code == 0
    facts = {fact["topic"]: fact["text"] for fact in json.loads(result.output)["facts"]}
    assert facts["Sexes"].startswith("57.1 % women, 42.9 % men")


def test_a_codebook_for_a_survey(survey, form, tmp_path):
    assert run("check", survey).exit_code == 1
    result = run("check", survey, "--codebook", form)
    assert result.exit_code == 0, result.output
    result = run("map", survey, tmp_path / "map.svg", "--codebook", form)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "option", "message"),
    [
        ("place,women,men\nGAB,1,2\n", "--sex-codes", "has a column a sex and no codes of sex"),
        (TABLE, "--codebook", "is a plain table, and is read without --codebook"),
    ],
)
def test_an_option_that_the_format_cannot_use_is_refused(tmp_path, form, text, option, message):
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    value = form if option == "--codebook" else "1=M,2=F"
    result = run("map", path, tmp_path / "map.svg", option, value)
    assert result.exit_code == 2
    assert message in result.output
