"""Gives the rows of the sheet of a workbook that persons are counted from."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError
from diasporamap.persons.kobo import is_submissions
from diasporamap.persons.parents import Sheets, with_parents
from diasporamap.persons.rows import (
    LOOKED_AT,
    STEP,
    Persons,
    header_at,
    silent,
    titles_notes,
    whole_rows,
)
from diasporamap.tables.books import choose_one, grid_named
from diasporamap.tables.raw import Book, Grid
from diasporamap.tables.workbooks import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from diasporamap.persons.codebook import Codebook
    from diasporamap.tables.workbooks import Sheet

    Rows = Iterator[tuple[int, Sequence[str]]]


def read_sheets(
    file: Path,
    asked: tuple[str | None, Sequence[str], Codebook | None],
    tell: Callable[[int, int], None],
) -> Persons:
    """Open a workbook."""
    kind, opened = open_workbook(file)
    by_name = {sheet.name: sheet for sheet in opened}
    _, wanted, codebook = asked
    headers, titles = {}, {}
    for name, sheet in by_name.items():
        top = [cells for _, cells in islice(sheet.rows(), LOOKED_AT)]
        if top:
            titles[name] = at = header_at(top, wanted, codebook=codebook)
            headers[name] = _without_blank_end(top[at])

    def rows(name: str, tell: Callable[[int, int], None] = silent) -> Rows:
        found = _told(by_name[name], tell)
        return whole_rows(islice(found, titles[name] + 1, None), len(headers[name]), str(file))

    book = Book(str(file), kind, tuple(Grid((), name) for name in by_name))
    return of_sheet(book, Sheets(headers, rows, titles), lambda name: rows(name, tell), asked)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells[: max(at for at, cell in enumerate(cells, start=1) if cell)]


def _told(sheet: Sheet, tell: Callable[[int, int], None]) -> Rows:
    """Give the rows of a sheet, and tell now and then how many they are."""
    for row, cells in sheet.rows():
        if row % STEP == 0:
            tell(row, sheet.height)
        yield row, cells


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
    notes = titles_notes(sheets.titles.get(name, 0))
    if grid is None:
        notes = (Note("sheet", {"sheet": name, "others": tuple(others)}), *notes)
    if name not in sheets.headers:
        raise CountsError.of("persons_empty", file=book.file)
    header, rows = with_parents(sheets, name, counted(name), wanted, codebook=codebook)
    return Persons(header, rows, str, others, notes)
