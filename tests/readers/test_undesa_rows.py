from __future__ import annotations

import openpyxl
import pytest

from diasporamap.checking import check
from diasporamap.errors import CountsError
from diasporamap.places.countries import match_place
from diasporamap.readers.registry import read_table
from diasporamap.readers.undesa_units import no_single_places
from tests.notes import texts
from tests.readers.writers import undesa

TABLE = {(place, 2020, sex): 40 for place in ("250", "266", "516") for sex in "FM"}
#: Where things stand in such a workbook: rows and columns as a spreadsheet numbers them.
HEADER, FRANCE, ORIGIN_NAME, ORIGIN, DESTINATION, YEARS = 6, 10, 6, 7, 4, 8


def changed(tmp_path, *changes):
    """Write a workbook by destination and origin with some cells changed: row, column, value."""
    path = tmp_path / "both.xlsx"
    undesa.write_both(path, TABLE, "2020")
    book = openpyxl.load_workbook(path)
    for row, column, value in changes:
        book["Table 1"].cell(row, column).value = value
    book.save(path)
    return path


def problems(path):
    with pytest.raises(CountsError) as caught:
        read_table(path)
    return [(problem.row, problem.message) for problem in caught.value.problems]


def test_the_rows_are_where_the_tests_look_for_them(tmp_path):
    sheet = openpyxl.load_workbook(changed(tmp_path))["Table 1"]
    assert sheet.cell(HEADER, YEARS).value == 1990
    cells = [sheet.cell(FRANCE, column).value for column in (DESTINATION, ORIGIN_NAME, ORIGIN)]
    assert cells == [250, "Cameroon*", 120]


def test_units_that_are_several_places_are_set_aside_and_count_in_the_sums(tmp_path):
    path = changed(tmp_path, (FRANCE, DESTINATION, 830), (FRANCE, 2, "Channel Islands*"))
    notes = texts(read_table(path).recognised.notes)
    assert (
        "left out Channel Islands (830), which is no single place (Guernsey and Jersey together): "
        "80 people in 2020" in notes
    )
    warnings = [finding.text for finding in check(path).of_level("warning")]
    assert any("Channel Islands (830)" in text for text in warnings)
    without = texts(read_table(changed(tmp_path)).recognised.notes)
    assert [note for note in notes if "add up" in note] == [
        note for note in without if "add up" in note
    ]


def test_units_that_are_several_places_match_no_place():
    units = no_single_places()
    assert {"830", "736", "891", "530", "890"} <= units.keys()
    assert [code for code in units if match_place(code).place] == []


@pytest.mark.parametrize("code", [None, "=120", "12O", 121])
def test_a_row_of_an_origin_that_is_not_known_is_refused(tmp_path, code):
    value = f"'{code}" if code == "=120" else code
    [(row, message)] = problems(changed(tmp_path, (FRANCE, ORIGIN, value)))
    assert row == FRANCE
    assert message.endswith("so that the origin of these figures is not known")


def test_a_row_without_a_code_whose_name_is_of_another_origin_is_told(tmp_path):
    path = changed(tmp_path, (FRANCE - 1, ORIGIN, None), (FRANCE - 1, YEARS, 5))  # a row of Chad
    notes = texts(read_table(path).recognised.notes)
    assert f"left out rows of other origins whose code is no code of M49: {FRANCE - 1}" in notes


@pytest.mark.parametrize("code", [None, "2SO", "'=250"])
def test_a_row_without_a_code_of_the_destination_is_refused(tmp_path, code):
    [(row, message)] = problems(changed(tmp_path, (FRANCE, DESTINATION, code)))
    assert row == FRANCE
    assert message.endswith("so that the destination of these figures is not known")


@pytest.mark.parametrize(
    ("at", "year", "message"),
    [
        (0, "19x0", "the years of both sexes are not those of the other sexes: 1990"),
        (6, "20x0", "is not a year, and figures stand under it"),
        (6, 2091, "2091 is after the revision, 2020"),
        (6, 1960, "the years of both sexes are not in order"),
        (9, 2091, "the years of men are not in order"),
        (13, None, "the years of men are not those of the other sexes: 2020"),
        (20, "x", "the years of women are not those of the other sexes: 2020"),
        (20, "x", "is not a year, and figures stand under it"),
        (15, 1996, "the years of women are not those of the other sexes: 1995 1996"),
    ],
)
def test_a_year_that_was_changed_is_refused(tmp_path, at, year, message):
    found = problems(changed(tmp_path, (HEADER, YEARS + at, year)))
    assert {row for row, _ in found} == {HEADER}
    assert any(message in text for _, text in found)


def matrix(tmp_path, *changes):
    """Write the workbook with a column an origin, with cells changed: sheet, row, column, value."""
    path = tmp_path / "matrix.xlsx"
    undesa.write_matrix(path, {**TABLE, **{(p, 2019, s): n for (p, _, s), n in TABLE.items()}})
    book = openpyxl.load_workbook(path)
    for sheet, row, column, value in changes:
        book[sheet].cell(row, column).value = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    "title",
    [
        "TOTAL MIGRANT STOCK AT MID-YEAR BY ORIGIN AND BY DESTINATION",
        "Total Migrant Stock at Mid-Year by Origin and by Destination, 1990-2019",
        "  Total  migrant stock at mid-year (both sexes), by origin",
    ],
)
@pytest.mark.parametrize("revision", ["POP/MIG/Stock/REV.2019", "Revision 2019", "2019 revision"])
def test_the_2019_workbook_is_told_however_its_titles_are_written(tmp_path, title, revision):
    changes = [
        (sheet, row, 1, text)
        for sheet, sex in (("Table 1", "Total"), ("Table 2", "Male"), ("Table 3", "Female"))
        for row, text in ((1, title.replace("Total", sex).replace("TOTAL", sex)), (2, revision))
    ]
    table = read_table(matrix(tmp_path, *changes))
    assert table.recognised.format == "undesa-matrix"
    assert table.counts["count"].sum() == 240


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (1, 2091, "2091 is after the revision, 2019"),
        (1, 2017, "the place has figures of 2017 here and none in Table 1, Table 3"),
        (1, "20x9", "is no year, so that the figures of the row have no place"),
        (5, None, "a blank is no code of M49"),
    ],
)
def test_a_row_of_the_2019_workbook_that_was_changed_is_refused(tmp_path, column, value, message):
    path = matrix(tmp_path)
    sheet = openpyxl.load_workbook(path)["Table 2"]
    of_gabon = [cells for cells in sheet.iter_rows() if cells[4].value == 266]
    [row] = [cells[0].row for cells in of_gabon if cells[0].value == 2019]
    found = problems(matrix(tmp_path, ("Table 2", row, column, value)))
    assert any(message in text for _, text in found)


def test_the_channel_islands_of_the_2019_workbook_are_set_aside(tmp_path):
    sheet = openpyxl.load_workbook(matrix(tmp_path))["Table 1"]
    rows = [cells[0].row for cells in sheet.iter_rows() if cells[4].value == 266]
    path = matrix(tmp_path, *((f"Table {n}", row, 5, 830) for n in (1, 2, 3) for row in rows))
    table = read_table(path)
    assert "830" not in set(table.counts["place"])
    assert any("80 people in 2019" in note for note in texts(table.recognised.notes))
