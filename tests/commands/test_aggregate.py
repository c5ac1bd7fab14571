from __future__ import annotations

import re

import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.language import both
from diasporamap.readers.registry import read_counts


def aggregate(*arguments):
    return CliRunner().invoke(main, ["aggregate", *map(str, arguments)])


@pytest.fixture
def persons(tmp_path):
    path = tmp_path / "persons.csv"
    path.write_text("pays,sexe\nGabon,1\nGabon,2\nFrance,2\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_written_can_be_read_as_counts(persons, tmp_path, ending):
    output = tmp_path / f"counts.{ending}"
    codes = ("--place-column", "pays", "--sex-column", "sexe", "--sex-codes", "1=M, 2=F")
    result = aggregate(persons, output, *codes, "--sums")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "Counted: 3 persons = 3 in 4 figures."
    counts = read_counts(output).table
    assert counts[["place", "sex", "count"]].to_numpy().tolist() == [
        ["FRA", "F", 1],
        ["FRA", "M", 0],
        ["GAB", "F", 1],
        ["GAB", "M", 1],
    ]


def test_no_number_of_persons_is_told_unless_asked_for(tmp_path):
    persons = tmp_path / "persons.csv"
    rows = ["Gabon,F"] * 31 + ["Gabon,"] * 6 + ["Atlantide,M"] * 17
    persons.write_text("\n".join(["pays,sexe", *rows]) + "\n", encoding="utf-8")
    output, options = tmp_path / "counts.csv", ("--place-column", "pays", "--sex-column", "sexe")
    result = aggregate(persons, output, *options)
    assert result.exit_code == 0, result.output
    assert "Warning: persons are under a name that fits no place or origin." in result.output
    assert not re.search(r"[0-9]", result.output.replace(str(output), ""))
    summed = aggregate(persons, output, *options, "--sums").output
    assert "54 persons = 54" in summed
    assert "Sex unknown: 6 persons (11.1 %)." in summed


def test_wrong_use_has_exit_code_2_and_writes_nothing(persons, tmp_path):
    output = tmp_path / "counts.csv"
    columns = ("--place-column", "pays", "--sex-column", "sexe")
    assert aggregate(persons, output, *columns, "--sex-codes", "nothing").exit_code == 2
    assert aggregate(persons, tmp_path / "counts.ods", *columns).exit_code == 2
    assert aggregate(persons, output, *columns).exit_code == 1
    assert list(tmp_path.iterdir()) == [persons]


def test_a_place_that_is_a_formula_is_written_as_text(tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("pays,sexe\n=cmd(),F\n", encoding="utf-8")
    output = tmp_path / "counts.csv"
    assert (
        aggregate(persons, output, "--place-column", "pays", "--sex-column", "sexe").exit_code == 0
    )
    assert pd.read_csv(output, comment="#")["place"].tolist() == ["'=cmd()", "'=cmd()"]


def test_the_file_written_has_the_counts_and_no_row(persons, tmp_path):
    output = tmp_path / "counts.csv"
    codes = ("--place-column", "pays", "--sex-column", "sexe", "--sex-codes", "1=M,2=F")
    assert aggregate(persons, output, *codes).exit_code == 0
    first, header, *_ = output.read_text(encoding="utf-8-sig").splitlines()
    assert first == f"# {both('confidential.unprotected')}"
    assert header == '"place","sex","count"'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["counts.csv", "persons.csv"]


def test_names_of_one_place_are_added_up_and_own_columns_stay_apart(tmp_path):
    rows = [
        "Hexagone,F,en,Ouest",
        "République française,F,fr,West",
        "france,F,fr,OU",
        "Nulle part,M,fr,Ouest",
    ]
    persons, names = tmp_path / "persons.csv", tmp_path / "names.csv"
    persons.write_text("\n".join(["Pays,Sexe,Langue,Origine", *rows * 4]) + "\n")
    names.write_text("name,place\nHexagone,FRA\n")
    output = tmp_path / "counts.csv"
    columns = (
        "--place-column",
        "Pays",
        "--sex-column",
        "Sexe",
        "--by-column",
        "Langue",
        "--by-column",
        "Origine",
    )
    result = aggregate(persons, output, *columns, "--aliases", str(names), "--sums")
    assert result.exit_code == 0, result.output
    assert "Warning: 4 persons are under a name that fits no place or origin." in result.output
    counts = read_counts(output).table.dropna(subset="count")
    kept = counts[counts["count"] > 0]
    assert kept[["place", "sex", "origin", "by_langue", "count"]].to_numpy().tolist() == [
        ["FRA", "F", "CM-OU", "en", 4],
        ["FRA", "F", "CM-OU", "fr", 8],
        ["Nulle part", "M", "CM-OU", "fr", 4],
    ]


def test_submissions_that_stand_twice_are_told_with_the_hint(tmp_path):
    header = "Sexe,Pays de résidence,_id,_uuid,_submission_time,_index"
    rows = [f"Femme,Gabon,{n},secret-{n},2026-01-01,{n}" for n in range(3)]
    persons, output = tmp_path / "export.csv", tmp_path / "counts.csv"
    persons.write_text("\n".join([header, *rows, *rows]) + "\n", encoding="utf-8")
    told = "Warning: rows that repeat a submission (same _uuid) and are counted again: 3. Delete "
    result = aggregate(
        persons, output, "--place-column", "Pays de résidence", "--sex-column", "Sexe"
    )
    assert told in result.output
    report = CliRunner().invoke(main, ["check", str(persons)])
    assert re.search(rf"^Duplicates +{re.escape(told)}", report.output, re.MULTILINE)
    assert report.exit_code == 0
    for text in (result.output, report.output, output.read_text(encoding="utf-8-sig")):
        assert "secret" not in text


def test_two_spellings_of_one_place_are_added_up_with_aliases_at_aggregate(tmp_path):
    persons, aliases = tmp_path / "persons.csv", tmp_path / "aliases.csv"
    persons.write_text("pays,sexe\nGabon,F\nPays du Mont Zeta,F\n", encoding="utf-8")
    aliases.write_text("name,place\nPays du Mont Zeta,GAB\n", encoding="utf-8")
    output, options = tmp_path / "counts.csv", ("--place-column", "pays", "--sex-column", "sexe")
    assert aggregate(persons, output, *options, "--aliases", aliases).exit_code == 0
    table = read_counts(output).table
    assert table[["place", "sex", "count"]].to_numpy().tolist() == [
        ["GAB", "F", 2],
        ["GAB", "M", 0],
    ]


def test_places_that_are_not_known_are_left_out_where_it_is_said(tmp_path):
    persons = tmp_path / "persons.csv"
    rows = ["Gabon,F", "Atlantide,F", "Atlantide,M", "Atlantide,F", ",F", "Inconnu,M", "NC,F"]
    persons.write_text("\n".join(["pays,sexe", *rows, "Tchad,M", "France,F"]) + "\n")
    output, lost = tmp_path / "counts.csv", tmp_path / "lost.csv"
    options = ("--place-column", "pays", "--sex-column", "sexe", "--allow-unmatched", lost)
    result = aggregate(persons, output, *options, "--sums")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "Counted: 9 persons = 5 in 8 figures + 4 left out.",
        "Sex unknown: 0 persons (0.0 %).",
        f"Wrote {lost}: 4 persons of no known place.",
        f"Wrote {output}. It is not protected, and says so: keep it as you keep the register.",
    ]
    counts = read_counts(output).table
    people = counts[counts["count"] > 0][["place", "sex", "count"]].to_numpy().tolist()
    assert people == [
        ["(not stated)", "F", 1],
        ["(not stated)", "M", 1],
        ["FRA", "F", 1],
        ["GAB", "F", 1],
        ["TCD", "M", 1],
    ]
    left = pd.read_csv(lost, comment="#")
    assert left[["place", "sex", "people"]].to_numpy().tolist() == [
        ["Atlantide", "F", 2],
        ["Atlantide", "M", 1],
        ["NC", "F", 1],
    ]
    assert left["row"].isna().all()
    report = CliRunner().invoke(main, ["check", str(output), "--sums"])
    assert "People           5 in = 3 matched + 2 of no stated residence + 0 not matched" in (
        report.output
    )
    assert report.exit_code == 0
    assert aggregate(persons, output, *options).exit_code == 0  # both are ours


def test_where_no_place_is_known_nothing_is_written(tmp_path):
    persons, output = tmp_path / "persons.csv", tmp_path / "counts.csv"
    persons.write_text("pays,sexe\nAtlantide,F\n", encoding="utf-8")
    options = (
        "--place-column",
        "pays",
        "--sex-column",
        "sexe",
        "--allow-unmatched",
        tmp_path / "lost.csv",
    )
    result = aggregate(persons, output, *options)
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [persons])
    assert "no row fits a place" in result.output


def test_persons_who_stand_twice_are_told_and_never_by_their_number(tmp_path):
    persons, output = tmp_path / "persons.csv", tmp_path / "counts.csv"
    persons.write_text("n,pays,sexe\nXK-1,Gabon,F\nXK-1,Gabon,M\nXK-2,Gabon,M\n")
    options = ("--place-column", "pays", "--sex-column", "sexe", "--id-column", "n")
    refused = aggregate(persons, output, *options)
    assert (refused.exit_code, output.exists()) == (1, False)
    assert "row 3, column 'n': rows of persons who stand in a row above too: 1." in refused.output
    dropped = aggregate(persons, output, *options, "--duplicates", "drop", "--sums")
    differ = "1 (rows 2 / 3). Correct the row that is wrong."
    assert dropped.exit_code == 0, dropped.output
    assert dropped.output.splitlines() == [
        "Counted: 2 persons = 2 in 2 figures.",
        "Sex unknown: 0 persons (0.0 %).",
        f"Warning: rows of one person that are counted under different answers: {differ}",
        "Note: rows of persons who stand in a row above too (same 'n'), left out: 1 (rows 3).",
        f"Wrote {output}. It is not protected, and says so: keep it as you keep the register.",
    ]
    for text in (refused.output, dropped.output, output.read_text(encoding="utf-8-sig")):
        assert "XK" not in text


def test_coordinates_become_countries_and_units(tmp_path):
    persons, output = tmp_path / "persons.csv", tmp_path / "counts.csv"
    persons.write_text("x,y,sexe\n11.52,3.87,F\n11.5,3.9,M\n2.35,48.86,F\n-30,30,M\n", "utf-8")
    given = ("--coordinates", "x,y", "--sex-column", "sexe")
    result = aggregate(persons, output, *given, "--units", "--engine", "duckdb")
    assert result.exit_code == 0, result.output
    assert "Warning: coordinates of some persons lie in no place" in result.output
    counts = pd.read_csv(output, comment="#").query("count > 0")
    assert counts[["place", "subdivision", "sex", "count"]].to_numpy().tolist() == [
        ["(not stated)", "(not stated)", "M", 1],
        ["CMR", "CM-CE", "F", 1],
        ["CMR", "CM-CE", "M", 1],
        ["FRA", "FR-75C", "F", 1],
    ]
    assert read_counts(output).table["count"].sum() == 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--coordinates", "x"), "takes two columns"),
        (("--place-column", "pays", "--units"), "--units is of --coordinates"),
        (("--coordinates", "x,y", "--place-column", "pays"), "and no place"),
        (("--place-column", "pays", "--engine", "fast"), "There is no engine 'fast'"),
    ],
)
def test_where_persons_live_and_what_counts_them_is_said_once(persons, tmp_path, options, message):
    result = aggregate(persons, tmp_path / "counts.csv", "--sex-column", "sexe", *options)
    assert result.exit_code == 2
    assert message in result.output
