"""Gives the rows of the sheet of a workbook that persons are counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.counts.files.archives import DAMAGED, damaged
from diasporamap.counts.files.books import choose_one, grid_named
from diasporamap.counts.files.workbooks import cell_text
from diasporamap.counts.persons.kobo_sheets import is_submissions
from diasporamap.counts.persons.parents import Sheets, with_parents
from diasporamap.counts.persons.persons_table import STEP, Persons, empty_file, silent, whole_rows
from diasporamap.counts.raw import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from diasporamap.counts.persons.codebook import Codebook

    Rows = Iterator[tuple[int, Sequence[str]]]


def read_sheets(
    stream: Any,  # noqa: ANN401
    file: Path,
    asked: tuple[str | None, Sequence[str], Codebook | None],
    tell: Callable[[int, int], None],
) -> Persons:
    """Open a workbook of XLSX, whose rows are read one by one.

    Parameters
    ----------
    stream : binary file
        The workbook.
    file : pathlib.Path
        Its name, for the messages.
    asked : tuple of (str or None, sequence of str, Codebook or None)
        The sheet, the columns and the codebook; see `streams.open_persons`.
    tell : callable
        Called now and then with how many rows are read, and of how many.
    """
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(stream, read_only=True)
        worksheets = {worksheet.title: worksheet for worksheet in workbook.worksheets}
        sizes = {name: worksheet.max_row or 0 for name, worksheet in worksheets.items()}
    except DAMAGED as error:
        raise damaged(error, file) from None
    headers = {}
    for name, worksheet in worksheets.items():
        worksheet.reset_dimensions()
        first = next(_sheet_rows(worksheet, file, 0, silent), None)
        if first is not None:
            headers[name] = first[1]

    def rows(name: str, tell: Callable[[int, int], None] = silent) -> Rows:
        found = _sheet_rows(worksheets[name], file, sizes[name], tell)
        next(found, None)
        return whole_rows(found, len(headers[name]), str(file))

    book = Book(str(file), "xlsx", tuple(Grid((), name) for name in worksheets))
    return of_sheet(book, Sheets(headers, rows), lambda name: rows(name, tell), asked)


def of_sheet(
    book: Book,
    sheets: Sheets,
    counted: Callable[[str], Rows],
    asked: tuple[str | None, Sequence[str], Codebook | None],
) -> Persons:
    """Choose the sheet, and add what its rows have of those that they belong to."""
    sheet, wanted, codebook = asked
    grid = grid_named(book, sheet)
    submissions = [name for name, header in sheets.headers.items() if is_submissions(header)]
    if grid is None and len(submissions) != 1:
        raise choose_one(book)
    name = submissions[0] if grid is None else str(grid.sheet)
    others = {title: header for title, header in sheets.headers.items() if title != name}
    note = f"read the sheet '{name}' and not {', '.join(others)}" if grid is None else ""
    if name not in sheets.headers:
        raise empty_file(book.file)
    header, rows = with_parents(sheets, name, counted(name), wanted, codebook=codebook)
    return Persons(header, rows, str, others, note)


def _sheet_rows(
    worksheet: Any,  # noqa: ANN401
    file: Path,
    total: int,
    tell: Callable[[int, int], None],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give rows as wide as the first one, since cells that are blank at the end are not stored."""
    width = 0
    try:
        for row, cells in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if row % STEP == 0:
                tell(row, max(total, row))
            texts = tuple(cell_text(value) for value in cells)
            if any(texts):
                width = width or len(texts)
                yield row, texts + ("",) * (width - len(texts))
    except DAMAGED as error:
        raise damaged(error, file) from None
