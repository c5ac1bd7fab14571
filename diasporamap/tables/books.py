"""Opens a file of any kind that is read here, and takes tables out of its grids."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError, UsageError, problem
from diasporamap.language import message
from diasporamap.tables.encoded import encoded
from diasporamap.tables.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.errors import Problem
    from diasporamap.tables.encoded import EncodedRows, Row
    from diasporamap.tables.raw import Book, Grid

TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
PARQUET_ENDINGS: Final = (".parquet",)

#: A table of all countries, both sexes and fifty years has about 2 MB, UN DESA's largest 15 MB.
LARGEST: Final = 32 * 2**20


def open_book(path: str | os.PathLike[str]) -> Book:
    """Read a file into grids."""
    file = Path(path)
    check_file(file)
    if file.suffix.lower() in WORKBOOK_ENDINGS:
        from diasporamap.tables.workbooks import read_workbook

        return read_workbook(file)
    from diasporamap.tables.delimited import read_delimited

    return read_delimited(file)


def grid_named(book: Book, sheet: str | None) -> Grid | None:
    """Return the grid of a sheet, the only grid where none is named, or None."""
    name = Path(book.file).name
    if sheet is not None and not book.sheets:
        raise UsageError(message("tables.no_sheets", file=name, sheet=sheet))
    if sheet is not None and sheet not in book.sheets:
        known = {"file": name, "sheet": sheet, "sheets": book.sheets}
        raise UsageError(message("tables.no_sheet", **known))
    if sheet is None:
        return book.grids[0] if len(book.grids) == 1 else None
    return next(grid for grid in book.grids if grid.sheet == sheet)


def choose_one(book: Book, *, of_file: bool = False) -> CountsError:
    """Return the error of a workbook of which no sheet is chosen, or `of_file` can be chosen."""
    kind = "sheets_several_of_file" if of_file else "sheets_several"
    where = {"file": book.file, "number": len(book.grids), "sheets": book.sheets}
    return CountsError.of(kind, **where)


def table_under(grid: Grid, at: int, *, file: str) -> RawTable:
    """Take the header that stands in a row of a grid, counted from 0, and the rows under it."""
    if not grid.rows:
        raise CountsError.of("sheet_empty", file=file)
    return table_of_rows(grid.rows[at][1], grid.rows[at + 1 :], grid.formulas, file=file)


def table_of_rows(
    header: tuple[str, ...],
    rows: Sequence[Row],
    formulas: frozenset[tuple[int, int]],
    *,
    file: str,
) -> RawTable:
    """Make a table of a header and the rows under it, which must have a cell for each column."""
    below = encoded(rows)
    header = _without_blank_end(header, below)
    wrong = (below.width < len(header)) | below.any_filled(slice(len(header), None))
    problems = [
        problem("row_width", file=file, row=row, fields=len(cells), width=len(header))
        for row, cells in below.at(wrong)
    ]
    if problems:
        raise CountsError(problems)
    return RawTable(header, below.of_width(len(header)), formulas)


def name_of_column(header: Sequence[str], at: int) -> str:
    """Return what messages call a column: its header, or its number where it has none."""
    name = header[at] if at < len(header) else ""
    return name or number_of_column(at)


def number_of_column(at: int) -> str:
    """Return what messages call a column without a header, counted from 0."""
    return message("tables.column_number", at=str(at + 1))


def _without_blank_end(header: tuple[str, ...], rows: EncodedRows) -> tuple[str, ...]:
    """Leave out the last columns that have neither a header nor a cell."""
    width = len(header)
    while width and not header[width - 1] and not rows.any_filled(slice(width - 1, width)).any():
        width -= 1
    return header[:width]


def formula_problems(
    table: RawTable, columns: set[int] | None = None, *, header_row: int | None = None
) -> list[Problem]:
    """Describe the cells of a table that are formulas, in some columns or in all."""
    last = table.rows[-1][0] if table.rows else header_row or 0
    first = header_row if header_row is not None else 1
    return [
        problem("formula", row=row, column=name_of_column(table.header, at))
        for row, at in sorted(table.formulas)
        if first <= row <= last and (columns is None or at in columns)
    ]


def check_file(file: Path, *, largest: int | None = LARGEST) -> None:
    """Refuse what is no table, before it is read."""
    kind, fields = "", {}
    if file.is_dir():
        kind = "file_folder"
    elif not file.exists():
        kind = "file_missing"
    elif not file.is_file() or not os.access(file, os.R_OK):
        kind = "file_unreadable"
    elif file.suffix.lower() not in (*TEXT_ENDINGS, *WORKBOOK_ENDINGS, *PARQUET_ENDINGS):
        kind, fields = "file_kind", {"ending": file.suffix}
    elif file.stat().st_size == 0:
        kind = "file_empty"
    elif largest is not None and file.stat().st_size > largest:
        megabytes, most = file.stat().st_size // 2**20, largest // 2**20
        kind, fields = "file_large", {"megabytes": str(megabytes), "most": str(most)}
    if kind:
        raise CountsError([problem(kind, file=str(file), **fields)])
