"""Gives the rows of the sheet of a workbook that persons are counted from."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from diasporamap.persons.kobo import is_submissions
from diasporamap.persons.parents import Sheets, with_parents
from diasporamap.persons.rows import STEP, Persons, empty_file, silent, whole_rows
from diasporamap.persons.titles import LOOKED_AT, header_at, titles_note
from diasporamap.tables.archives import DAMAGED, damaged
from diasporamap.tables.books import choose_one, grid_named
from diasporamap.tables.raw import Book, Grid
from diasporamap.tables.workbooks import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from diasporamap.persons.codebook import Codebook

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
    tops = {}
    for name, worksheet in worksheets.items():
        worksheet.reset_dimensions()
        tops[name] = [cells for _, cells in islice(_sheet_rows(worksheet, file), LOOKED_AT)]
    headers, titles = headers_of(tops, asked)

    def rows(name: str, tell: Callable[[int, int], None] = silent) -> Rows:
        found = _sheet_rows(worksheets[name], file, sizes[name], tell)
        width = len(headers[name])
        under = islice(found, titles[name] + 1, None)
        padded = ((row, cells + ("",) * (width - len(cells))) for row, cells in under)
        return whole_rows(padded, width, str(file))

    book = Book(str(file), "xlsx", tuple(Grid((), name) for name in worksheets))
    return of_sheet(book, Sheets(headers, rows, titles), lambda name: rows(name, tell), asked)


def headers_of(
    tops: Mapping[str, Sequence[tuple[str, ...]]],
    asked: tuple[str | None, Sequence[str], Codebook | None],
) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Return the header of each sheet that is not blank, and how many rows stand above it."""
    _, wanted, codebook = asked
    titles = {name: header_at(top, wanted, codebook=codebook) for name, top in tops.items() if top}
    return {name: tops[name][at] for name, at in titles.items()}, titles


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
    notes = filter(None, (note, titles_note(sheets.titles.get(name, 0))))
    return Persons(header, rows, str, others, "; ".join(notes))


def _sheet_rows(
    worksheet: Any,  # noqa: ANN401
    file: Path,
    total: int = 0,
    tell: Callable[[int, int], None] = silent,
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give rows as wide as they are stored: cells that are blank at the end may not be."""
    try:
        for row, cells in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if row % STEP == 0:
                tell(row, max(total, row))
            texts = tuple(cell_text(value) for value in cells)
            if any(texts):
                yield row, texts
    except DAMAGED as error:
        raise damaged(error, file) from None
