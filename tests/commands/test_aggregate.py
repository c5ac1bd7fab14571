from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.counts import read_counts


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
    codes = ("--place", "pays", "--sex", "sexe", "--sex-codes", "1=M, 2=F")
    result = aggregate(persons, output, *codes)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "Counted: 3 persons = 3 in 4 cells."
    counts = read_counts(output)
    assert counts[["place", "sex", "count"]].to_numpy().tolist() == [
        ["France", "F", 1],
        ["France", "M", 0],
        ["Gabon", "F", 1],
        ["Gabon", "M", 1],
    ]


def test_wrong_use_has_exit_code_2_and_writes_nothing(persons, tmp_path):
    output = tmp_path / "counts.csv"
    columns = ("--place", "pays", "--sex", "sexe")
    assert aggregate(persons, output, *columns, "--sex-codes", "nothing").exit_code == 2
    assert aggregate(persons, tmp_path / "counts.ods", *columns).exit_code == 2
    assert aggregate(persons, output, *columns).exit_code == 1
    assert list(tmp_path.iterdir()) == [persons]


def test_a_place_that_is_a_formula_is_written_as_text(tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("pays,sexe\n=cmd(),F\n", encoding="utf-8")
    output = tmp_path / "counts.csv"
    assert aggregate(persons, output, "--place", "pays", "--sex", "sexe").exit_code == 0
    assert pd.read_csv(output)["place"].tolist() == ["'=cmd()", "'=cmd()"]


def test_the_file_written_has_the_counts_and_no_row(persons, tmp_path):
    output = tmp_path / "counts.csv"
    codes = ("--place", "pays", "--sex", "sexe", "--sex-codes", "1=M,2=F")
    assert aggregate(persons, output, *codes).exit_code == 0
    assert output.read_text(encoding="utf-8-sig").splitlines()[0] == "place,sex,count"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["counts.csv", "persons.csv"]
