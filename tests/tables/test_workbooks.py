from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pandas as pd
import pytest

from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.registry import read_counts


@pytest.fixture
def workbook(tmp_path):
    def write(*rows, sheets=(), merge=None):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Table"
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
        for title in sheets:
            book.create_sheet(title).append(["place", "women", "men"])
            book[title].append(["DEU", 1, 2])
        path = tmp_path / "counts.xlsx"
        book.save(path)
        return path

    return write


def problems(path, **options):
    with pytest.raises(CountsError) as caught:
        read_counts(path, **options)
    return [(problem.row, problem.column, problem.message) for problem in caught.value.problems]


def test_a_wide_sheet(workbook):
    path = workbook(
        ["Pays", "Femmes", "Hommes", "Total", "Année"],
        ["Côte d'Ivoire", 10, 20.0, 31, 2020],
        [None, None, None, None, None],
        ["NA", 5, "6", None, 2020],
        [250, 0, None, None, 2020],
    )
    counts = read_counts(path).table
    rows = [tuple(None if pd.isna(x) else x for x in row) for row in counts.itertuples(name=None)]
    assert rows == [
        (2, "Côte d'Ivoire", "F", 10, 2020),
        (2, "Côte d'Ivoire", "M", 20, 2020),
        (2, "Côte d'Ivoire", "U", 1, 2020),
        (4, "NA", "F", 5, 2020),
        (4, "NA", "M", 6, 2020),
        (5, "250", "F", 0, 2020),
        (5, "250", "M", None, 2020),
    ]


def test_formulas_are_refused_cell_by_cell(workbook):
    path = workbook(["place", "women", "men"], ["FRA", "=1+1", 2], ["DEU", 1, "=SUM(B2:B3)"])
    assert problems(path) == [
        (2, "women", "the cell is a formula"),
        (3, "men", "the cell is a formula"),
    ]
    with pytest.raises(CountsError, match=r"Paste it as a value"):
        read_counts(path)


def test_one_of_several_sheets_must_be_named(workbook):
    path = workbook(["place", "women", "men"], ["FRA", 1, 2], sheets=["Notes", "2019"])
    assert problems(path)[0][2] == "the workbook has 3 sheets (Table, Notes, 2019)"
    assert read_counts(path, sheet="2019").table["place"].tolist() == ["DEU", "DEU"]
    with pytest.raises(UsageError, match=r"no sheet '2018'\. It has: Table, Notes, 2019"):
        read_counts(path, sheet="2018")


def test_merged_headers_are_refused(workbook):
    path = workbook(["place", "women", None], ["FRA", 1, 2], merge="B1:C1")
    assert (1, None, "no header stands in column number 3") in problems(path)


def test_merged_places_hold_for_each_of_their_rows(workbook):
    path = workbook(["place", "women", "men"], ["FRA", 1, 2], [None, 3, 4], merge="A2:A3")
    twice = (3, None, "the same cell (by place, sex) already stands in row 2")
    assert set(problems(path)) == {twice}


def test_cells_of_other_kinds_are_refused(workbook):
    path = workbook(
        ["place", "women", "men", "year"],
        ["FRA", 1.5, True, 2020],
        ["DEU", 1, 2, dt.date(1905, 7, 12)],
        ["ITA", "#REF!", 2, 2020],
    )
    assert problems(path) == [
        (2, "women", "'1.5' is a fraction"),
        (2, "men", "a text of 4 letters is not a number"),
        (3, "year", "the year is a date of 1905: most likely a number that is shown as a date"),
        (4, "women", "'#REF!' is not a number"),
    ]


def test_an_empty_sheet_is_refused(workbook):
    assert problems(workbook())[0][2] == "the sheet is empty"
    assert problems(workbook(["place", "women", "men"]))[0][2] == "the table has no rows"


def test_files_that_are_no_workbook_are_refused(tmp_path):
    path = tmp_path / "counts.xlsx"
    path.write_text("place,sex,count\n")
    assert problems(path)[0][2].startswith("the file is not an XLSX workbook")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert problems(path)[0][2].startswith("the workbook is protected by a password")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [None, b"", b"<broken", b"\x00\xff"])
def test_damaged_workbooks_are_refused(workbook, tmp_path, part, content):
    whole = workbook(["place", "women", "men"], ["FRA", 1, 2])
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            data = source.read(name) if name != part else content
            if data is not None:
                target.writestr(name, data)
    assert problems(damaged)[0][2].startswith(("the workbook is damaged", "the workbook has no"))


def test_a_truncated_workbook_is_refused(workbook):
    path = workbook(["place", "women", "men"], ["FRA", 1, 2])
    path.write_bytes(path.read_bytes()[:-200])
    assert len(problems(path)) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused(workbook, monkeypatch):
    monkeypatch.setattr("diasporamap.tables.archives.LARGEST_UNPACKED", 1000)
    path = workbook(["place", "women", "men"], ["FRA", 1, 2])
    assert problems(path)[0][2] == "the workbook unpacks to more than a table can have"
