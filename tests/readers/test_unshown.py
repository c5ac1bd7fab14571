"""What a workbook does not show is read, and told."""

from __future__ import annotations

import openpyxl

import diasporamap as dm


def told(path):
    return [str(note) for note in dm.recognise(path).notes if note.kind.startswith("hidden")]


def test_hidden_rows_columns_and_sheets_are_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("place", "note", "women", "men"), ("FRA", "a", 12, 14), ("GAB", "b", 38, 41)):
        sheet.append(row)
    book.save(tmp_path / "shown.xlsx")
    assert told(tmp_path / "shown.xlsx") == []
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    assert told(tmp_path / "hidden.xlsx") == [
        "read 1 row that the workbook does not show, hidden or filtered out",
        "read 1 column that the workbook does not show",
    ]
    assert dm.read_counts(tmp_path / "hidden.xlsx").table["count"].sum() == 12 + 14 + 38 + 41
    book.create_sheet("Front").append(("Read me",))
    sheet.title, sheet.sheet_state, book.active = "Data", "hidden", 1
    book.save(tmp_path / "behind.xlsx")
    assert told(tmp_path / "behind.xlsx")[0] == (
        "read the sheet 'Data', which the workbook does not show"
    )


def test_rows_that_a_filter_hides_are_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("place", "women", "men"), ("FRA", 12, 14), ("GAB", 38, 41), ("BEL", 5, 6)):
        sheet.append(row)
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(0, ["FRA"])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "filtered.xlsx")
    (note,) = (n for n in dm.recognise(tmp_path / "filtered.xlsx").notes if "hidden" in n.kind)
    assert str(note) == "read 2 rows that the workbook does not show, hidden or filtered out"
    assert note.text("fr") == "lu 2 lignes que le classeur ne montre pas, masquées ou filtrées"
    assert note.doubtful
    assert note.hint
