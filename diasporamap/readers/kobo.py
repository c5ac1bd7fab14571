"""Counts the persons of a KoboToolbox export: labels or XML values, with repeats, in one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError, problem
from diasporamap.language import message
from diasporamap.persons.identifying import refuse_persons
from diasporamap.persons.kobo import (
    INDEX,
    PARENT,
    PARENT_TABLE,
    UUID,
    Submissions,
    is_members,
    is_submissions,
    is_xml,
)
from diasporamap.persons.kobo import sheet_of as parent_sheet
from diasporamap.persons.meanings import as_codebook, checked_sex_codes, meanings_of
from diasporamap.persons.moved import together
from diasporamap.persons.question_names import SEPARATORS
from diasporamap.persons.tally import Dimension, tally, with_zeros
from diasporamap.readers.reader import Reader, table_of
from diasporamap.tables.books import formula_problems, table_under
from diasporamap.tables.headers import known_form, known_headers, plain_header, recognise
from diasporamap.tables.hxl import is_hxl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.counts.notes import Kind
    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid, RawTable

NAME: Final = "kobo"

#: What persons are counted by without being asked; `aggregate` counts by more.
COUNTED: Final = ("place", "sex", "origin", "year")


@dataclass(frozen=True)
class Sheet:
    """One sheet of an export without its row of HXL tags, and the positions that count.

    The columns of questions that `moved` to a group are read with those they were in before.
    """

    grid: Grid
    table: RawTable
    columns: dict[str, int]
    moved: tuple[int, ...] = ()


def fits(_book: Book, grid: Grid) -> bool:
    """Tell whether a grid is a sheet of an export, by the columns that Kobo adds.

    Submissions come first in a workbook, members of repeated groups after them.
    """
    header = grid.rows[0][1] if grid.rows else ()
    return is_submissions(header) or is_members(header)


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Count the persons of an export by place, sex and where it is told origin and year.

    Members of a repeated group take place and origin from the submission that they belong to.
    Where a group has women only or men only, the others are 0: of the persons asked, none.
    """
    sheet = sheet_of(book, grid)
    rows, headers = _rows_with_parents(book, sheet)
    problems = [
        problem(
            "kobo_column",
            file=book.file,
            row=1,
            what=message(f"persons.{what}"),
            path=book.file,
        )
        for what in ("place", "sex")
        if what not in headers
    ]
    problems += [
        replace(problem, file=book.file)
        for problem in formula_problems(
            sheet.table, {*sheet.columns.values(), *sheet.moved}, header_row=grid.rows[0][0]
        )
    ]
    if problems:
        raise CountsError(problems)
    coded = is_xml(sheet.table.header)
    codes = checked_sex_codes(options.sex_codes, persons=True)
    book_of_codes = as_codebook(options.codebook)
    dimensions = [
        Dimension(
            *(name, header, position),
            meanings_of(name, header, codebook=book_of_codes, sex_codes=codes),
            coded,
        )
        for position, (name, header) in enumerate(headers.items())
    ]
    groups = {name: header for name, header in headers.items() if name not in ("sex", "year")}
    try:
        records, persons = tally(rows, dimensions)
        refuse_persons(records, groups, counted=persons, file=book.file)
    except CountsError as error:
        found = [replace(problem, file=book.file) for problem in error.problems]
        raise CountsError(found) from None
    notes = [Note("persons", {"number": persons}), *_doubtful(sheet)]
    # Which row somebody stands in is nobody's business once they are counted.
    records = [{**record, "row": ""} for record in with_zeros(records)]
    used = {*sheet.columns.values(), *sheet.moved}
    if sheet.moved:
        names = tuple(sheet.table.header[at] for at in sheet.moved)
        notes.append(Note("moved", {"names": names}))
    return table_of(
        *(book, grid, records, (*headers, "count")),
        format=NAME,
        headers=headers,
        notes=notes,
        header_rows=(grid.rows[0][0],),
        decimal=".",
        ignored=tuple(name for at, name in enumerate(sheet.table.header) if at not in used),
        of_persons=True,
    )


def sheet_of(book: Book, grid: Grid) -> Sheet:
    """Take one sheet of an export and find its columns of place, sex, origin and year."""
    if not grid.rows:
        raise CountsError.of("kobo_sheet_empty", file=book.file)
    table = table_under(grid, 0, file=book.file)
    if table.rows and is_hxl(table.rows[0][1]):
        table = replace(table, rows=table.rows[1:])
    meaning = [question_of(header, table.header) for header in table.header]
    moved = _moved(table.header, meaning)
    for position, others in moved.items():
        merged = together(table.rows, position, others, header=table.header, file=book.file)
        table = replace(table, rows=tuple((row, tuple(cells)) for row, cells in merged))
    inside = tuple(at for others in moved.values() for at in others)
    meaning = ["(moved)" if at in inside else name for at, name in enumerate(meaning)]
    found, problems = recognise(meaning)
    columns = {name: at for name, at in found.items() if name in COUNTED}
    headers = {table.header[at] for at in columns.values()}
    taken = {plain_header(meaning[at]) for at in columns.values()}
    double = [problem for problem in problems if plain_header(problem.column or "") in taken]
    if double and headers:
        raise CountsError([replace(problem, file=book.file) for problem in double])
    return Sheet(grid, table, columns, inside)


def _moved(header: Sequence[str], meaning: Sequence[str]) -> dict[int, list[int]]:
    """Return columns of one question in several groups: the one outside all of them comes first."""
    same: dict[str, list[int]] = {}
    for at, name in sorted(enumerate(meaning), key=lambda at: at[1] != header[at[0]]):
        if known_headers().get(known_form(name)) in COUNTED:
            same.setdefault(plain_header(name), []).append(at)
    bare = [at for at, name in enumerate(meaning) if name == header[at]]
    return {
        first: others for first, *others in same.values() if others and not set(others) & set(bare)
    }


def question_of(header: str, all_headers: Sequence[str]) -> str:
    """Return the name or label of a question without its groups, "(...)" for one of its answers.

    A column of one answer of a question with several is headed by the question's own header, a
    separator and the answer, and is no question.
    """
    if header in all_headers and any(
        header.startswith(f"{other}{mark}")
        for other in all_headers
        for mark in SEPARATORS
        if other and other != header
    ):
        return f"({header})"
    if known_form(header) in known_headers():
        return header
    for mark in SEPARATORS:
        last = header.rpartition(mark)[2].strip()
        if mark in header and known_headers().get(known_form(last)) in COUNTED:
            return last
    return header


def _rows_with_parents(
    book: Book, sheet: Sheet
) -> tuple[list[tuple[int, tuple[str, ...]]], dict[str, str]]:
    """Return what each person is counted by: of its own row, or of the rows that it belongs to."""
    headers = {name: sheet.table.header[at] for name, at in sheet.columns.items()}
    rows = [
        (row, {name: cells[at] for name, at in sheet.columns.items()}, cells)
        for row, cells in sheet.table.rows
    ]
    current = sheet
    links = [(row, known, _cell(current, cells, PARENT)) for row, known, cells in rows]
    while PARENT in current.table.header and set(COUNTED) - set(headers):
        parent = _parent(book, current)
        more = {name: at for name, at in parent.columns.items() if name not in headers}
        by_index = {_cell(parent, cells, INDEX): cells for _, cells in parent.table.rows}
        lost = [row for row, _, link in links if link not in by_index]
        if lost:
            where = ", ".join(map(str, lost[:5]))
            raise CountsError.of(
                "member_lost", file=book.file, row=where, column=PARENT, sheet=parent.grid.sheet
            )
        for _, known, link in links:
            known.update({name: by_index[link][at] for name, at in more.items()})
        headers |= {name: parent.table.header[at] for name, at in more.items()}
        links = [(row, known, _cell(parent, by_index[link], PARENT)) for row, known, link in links]
        current = parent
    order = [name for name in COUNTED if name in headers]
    return (
        [(row, tuple(known[name] for name in order)) for row, known, _ in links],
        {name: headers[name] for name in order},
    )


def _parent(book: Book, sheet: Sheet) -> Sheet:
    """Return the sheet that the rows of a repeated group belong to."""
    names = {_cell(sheet, cells, PARENT_TABLE) for _, cells in sheet.table.rows} - {""}
    others = {grid.sheet: grid for grid in book.grids if grid.sheet and grid is not sheet.grid}
    parent = parent_sheet(names.pop(), others) if len(names) == 1 else None
    if parent is not None:
        return sheet_of(book, others[parent])
    raise CountsError.of("submissions_missing", file=book.file, column=PARENT_TABLE)


def _cell(sheet: Sheet, cells: Sequence[str], header: str) -> str:
    names = sheet.table.header
    return cells[names.index(header)] if header in names else ""


def _doubtful(sheet: Sheet) -> list[Note]:
    """Say how many submissions stand twice or were not approved; all are counted."""
    submissions = Submissions()
    for _, cells in sheet.table.rows:
        submissions.note(_cell(sheet, cells, UUID))
    states = [_cell(sheet, cells, "_validation_status") for _, cells in sheet.table.rows]
    refused = sum("not_approved" in plain_header(state) for state in states)
    said: dict[Kind, int] = {"repeated": submissions.repeated, "not_approved": refused}
    return [Note(kind, {"number": number}) for kind, number in said.items() if number]


READER: Final = Reader(NAME, "", fits, read, ("sex_codes", "codebook"))
