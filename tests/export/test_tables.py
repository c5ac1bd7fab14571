from __future__ import annotations

import csv

import numpy as np
import openpyxl
import pandas as pd
import pytest

from diasporamap.errors import UsageError
from diasporamap.export import write_table
from diasporamap.formulas import harmless

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=HYPERLINK(1)", "\uff1d1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_becomes_text(text, tmp_path):
    plain = text.replace("\r", "\n")
    assert harmless(text) == f"'{plain}"
    table = pd.DataFrame({text: [text], "count": pd.array([-3], dtype="Int64")})
    for ending in ("csv", "xlsx"):
        write_table(table, tmp_path / f"t.{ending}")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][0].startswith("'")
    assert rows[1] == [f"'{plain}", "-3"]
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]
    assert sheet["B2"].value == -3


@pytest.mark.parametrize("text", ["France", "Côte d'Ivoire", "a=b", "3", ""])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_blanks_numbers_and_truth(tmp_path):
    table = pd.DataFrame(
        {
            "name": ["a", None],
            "count": pd.array([None, 4], dtype="Int64"),
            "ratio": [1.5, float("nan")],
            "whole": [True, False],
        }
    )
    write_table(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig") == (
        '"name","count","ratio","whole"\n"a",,1.5,"True"\n,4,,"False"\n'
    )
    write_table(table, tmp_path / "t.xlsx", sheet="Counts")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Counts"]
    assert [cell.value for cell in sheet[2]] == ["a", None, 1.5, "True"]
    assert [cell.value for cell in sheet[3]] == [None, 4, None, "False"]


def test_the_same_table_gives_the_same_bytes(tmp_path):
    import time

    table = pd.DataFrame({"a": ["x", "=y"]})
    for ending in ("csv", "xlsx"):
        write_table(table, tmp_path / f"1.{ending}")
        time.sleep(1.1)
        write_table(table, tmp_path / f"2.{ending}")
        first, second = ((tmp_path / f"{at}.{ending}").read_bytes() for at in (1, 2))
        assert first == second


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(UsageError, match=r"tables are written as \.csv or \.xlsx"):
        write_table(pd.DataFrame({"a": []}), tmp_path / "t.ods")
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_numpy_are_written_as_numbers(tmp_path):
    table = pd.DataFrame({"ratio": pd.array([377.95, None], dtype="Float64"), "n": np.int64(3)})
    table["plain"] = np.float64(2.5)
    write_table(table, tmp_path / "t.csv")
    lines = (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ['"ratio","n","plain"', "377.95,3,2.5", ",3,2.5"]


@pytest.mark.usefixtures("french")
def test_other_endings_are_refused_in_french(tmp_path):
    with pytest.raises(UsageError, match=r"les tableaux s’écrivent en \.csv ou \.xlsx"):
        write_table(pd.DataFrame({"a": []}), tmp_path / "t.ods")
