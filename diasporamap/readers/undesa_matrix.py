"""Reads UN DESA's 2019 workbook by destination and origin: a sheet a sex, a column an origin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError, Problem
from diasporamap.language.problems import counts_error, problem
from diasporamap.readers.aggregates import is_group_code, left_out_note
from diasporamap.readers.codes import names_of
from diasporamap.readers.reader import Reader
from diasporamap.readers.undesa_rows import LOOKED_AT, YEAR, is_migrant_stock, revision_of
from diasporamap.readers.undesa_units import records_of, undesa_table
from diasporamap.tables.figures import Figure, read_figure
from diasporamap.tables.redaction import redacted_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid

NAME: Final = "undesa-matrix"
TITLE: Final = "a workbook of UN DESA with a column an origin"


def fits(_book: Book, grid: Grid) -> bool:
    """Tell whether a sheet has years and destinations down and origins across."""
    return is_migrant_stock(grid) and _header(grid) is not None


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read the people of one origin from the sheets of both sexes, of men and of women."""
    sheets = {sex: sheet for sheet in book.grids if (sex := _sex_of(sheet))}
    if not {"F", "M"} <= sheets.keys():
        raise counts_error("matrix_sheets", file=book.file)
    revision = revision_of(grid, book)
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]] = {}
    groups: dict[str, None] = {}
    problems: list[Problem] = []
    names = names_of(options.country.code)
    for sex, sheet in sheets.items():
        _add_sheet(cells, groups, problems, sheet, sex, names["en"])
    problems += _years_that_differ(cells, sheets, revision)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    notes = [Note("sheets_by_sex", {"name": names, "sheets": len(sheets)})]
    records = [
        record
        for (place, year), figures in cells.items()
        for record in records_of(place, {year: figures}, notes)
    ]
    if groups:
        notes.append(left_out_note(groups))
    header = _header(grid)
    return undesa_table(
        *(book, grid, records),
        revision=revision,
        born_in=options.country.code,
        format=NAME,
        title=TITLE,
        headers={"place": "Code", "count": names["en"]},
        notes=notes,
        header_rows=() if header is None else (grid.rows[header][0] - 1, grid.rows[header][0]),
    )


def _header(grid: Grid) -> int | None:
    """Return the position of the row of origins: it has a total and many names."""
    for at, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
        above = grid.rows[at - 1][1] if at else ()
        labels = " ".join(" ".join([*above, *cells]).casefold().split())
        total = any(cell.casefold() == "total" for cell in cells)
        if total and re.search(r"\bareas? of origin", labels) and "code" in labels:
            return at
    return None


def _sex_of(grid: Grid) -> str:
    """Return the sex that the titles of a sheet name: F, M, T for both, "" for no such sheet."""
    header = _header(grid)
    if header is None or not is_migrant_stock(grid):
        return ""
    titles = " ".join(cell.casefold() for _, cells in grid.rows[:header] for cell in cells)
    if re.search(r"\bfemale", titles):
        return "F"
    if re.search(r"\bmale", titles):
        return "M"
    return "T"


def _add_sheet(
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]],
    groups: dict[str, None],
    problems: list[Problem],
    sheet: Grid,
    sex: str,
    origin: str,
) -> None:
    """Add the figures of one sheet by place and year."""
    at = _header(sheet) or 0
    labels = _labels(sheet.rows[at - 1][1], sheet.rows[at][1])
    wanted = [column for column, label in enumerate(labels) if label.strip(" *") == _plain(origin)]
    year, code = (
        next((column for column, label in enumerate(labels) if label.startswith(word)), None)
        for word in ("year", "code")
    )
    name = next((column for column, label in enumerate(labels) if "destination" in label), 0)
    if not wanted or year is None or code is None:
        problems.append(problem("matrix_origin", sheet=sheet.sheet, origin=origin))
        return
    for row, texts in sheet.rows[at + 1 :]:
        place = texts[code].zfill(3)
        if not (texts[code].isdigit() and YEAR.fullmatch(texts[year])):
            if any(text.isdigit() for text in texts[wanted[0] :]):
                problems.append(_not_placed(sheet, row, year, code, texts))
            continue
        if is_group_code(place):
            groups[texts[name].strip(" *")] = None
            continue
        figure = _figure(sheet, row, texts, wanted[0], problems)
        cells.setdefault((place, texts[year]), {})[sex] = (row, figure)


def _not_placed(sheet: Grid, row: int, year: int, code: int, texts: Sequence[str]) -> Problem:
    """Describe a row of figures whose year or code cannot be read."""
    what, column = ("code of M49", code) if YEAR.fullmatch(texts[year]) else ("year", year)
    written = redacted_year(texts[column]) if texts[column] else "a blank"
    return problem(
        "matrix_no_place",
        row=row,
        column=f"{sheet.sheet}, number {column + 1}",
        written=written,
        what=what,
    )


def _years_that_differ(
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]],
    sheets: dict[str, Grid],
    revision: str,
) -> list[Problem]:
    """Name the rows of a place and year that a sheet lacks, or that are after the revision."""
    problems = []
    for (_, year), figures in cells.items():
        row = next(iter(figures.values()))[0]
        lacking = sorted({str(sheets[sex].sheet) for sex in sheets.keys() - figures.keys()})
        if year > revision:
            problems.append(problem("matrix_after", row=row, year=year, revision=revision))
        elif lacking:
            sheets_without = ", ".join(lacking)
            problems.append(problem("matrix_year", row=row, year=year, sheets=sheets_without))
    return problems


def _plain(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").casefold().split())


def _figure(
    sheet: Grid, row: int, texts: Sequence[str], column: int, problems: list[Problem]
) -> Figure:
    figure = read_figure(texts[column])
    if (row, column) in sheet.formulas:
        figure = Figure(message="the cell is a formula", hint="Paste it as a value.")
    if figure.message:
        where = f"{sheet.sheet}, number {column + 1}"
        problems.append(Problem(figure.message, figure.hint, row=row, column=where))
    return figure


def _labels(above: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return the header of each column in small letters: the row of origins, or the row above."""
    return [_plain(below or over) for over, below in zip(above, header, strict=True)]


READER: Final = Reader(NAME, TITLE, fits, read)
