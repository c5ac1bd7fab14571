"""Reads UN DESA's workbooks with a column an origin: a sheet a sex, or a sex and year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from diasporamap.counts.codes import alpha2, alpha2_of, names_of
from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import is_group_code, left_out_note
from diasporamap.readers.reader import Reader
from diasporamap.readers.undesa_rows import LOOKED_AT, YEAR, is_migrant_stock, revision_of
from diasporamap.readers.undesa_units import records_of, undesa_table
from diasporamap.tables.books import number_of_column
from diasporamap.tables.figures import Figure, read_figure
from diasporamap.tables.redaction import kind_of, redacted_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid

NAME: Final = "undesa-matrix"

_STOCK: Final = re.compile(r"(?i)migrant\s+stock\s+at\s+mid-?year")


@dataclass(frozen=True)
class _Sheet:
    """A sheet, the sex that it is of, and the one year of its figures where a title names it."""

    grid: Grid
    sex: str
    year: str


def fits(_book: Book, grid: Grid) -> bool:
    """Tell whether a sheet has years and destinations down and origins across."""
    return is_migrant_stock(grid) and _header(grid) is not None


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read the people of one origin from the sheets of both sexes, of men and of women."""
    sheets = [
        _Sheet(sheet, sex, _year_of(sheet)) for sheet in book.grids if (sex := _sex_of(sheet))
    ]
    sexes = {sheet.sex for sheet in sheets}
    if sexes != {"T"} and not {"F", "M"} <= sexes:
        raise CountsError.of("matrix_sheets", file=book.file)
    revision = revision_of(grid, book)
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]] = {}
    groups: dict[str, None] = {}
    problems: list[Problem] = []
    names = names_of(options.country.code)
    for sheet in sheets:
        _add_sheet(cells, groups, problems, sheet, options.country)
    problems += _years_that_differ(cells, sheets, revision)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    several = Note("sheets_by_sex", {"name": names, "sheets": len(sheets)})
    notes = [several] if len(sheets) > 1 else []
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


def _year_of(grid: Grid) -> str:
    """Return the year of all figures of a sheet, as the revisions of 2013 and 2015 title it."""
    above = grid.rows[: _header(grid)]
    titles = [cell for _, cells in above for cell in cells if _STOCK.search(cell)]
    years = {year for title in titles for year in YEAR.findall(title)}
    return min(years) if len(years) == 1 else ""


def _add_sheet(
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]],
    groups: dict[str, None],
    problems: list[Problem],
    sheet: _Sheet,
    origin: Origin,
) -> None:
    """Add the figures of one sheet by place and year."""
    grid = sheet.grid
    at = _header(grid) or 0
    labels = _labels(grid.rows[at - 1][1], grid.rows[at][1])
    wanted = [column for column, label in enumerate(labels) if _is_of(label, origin)]
    year, code, name = (
        next((column for column, label in enumerate(labels) if word in label), None)
        for word in ("year", "code", "destination")
    )
    if not wanted or code is None:
        named = names_of(origin.code)
        problems.append(problem("matrix_origin", sheet=grid.sheet, origin=named))
        return
    if year is None and not sheet.year:
        problems.append(problem("matrix_title", sheet=grid.sheet))
        return
    for row, given in grid.rows[at + 1 :]:
        texts = (*given, *[""] * (len(labels) - len(given)))
        place = texts[code].zfill(3)
        dated = sheet.year if year is None else texts[year]
        if not (texts[code].isdigit() and YEAR.fullmatch(dated)):
            if any(text.isdigit() for text in texts[wanted[0] :]):
                where = code if year is None or YEAR.fullmatch(dated) else year
                problems.append(_not_placed(grid, row, where, texts, is_code=where == code))
            continue
        if is_group_code(place):
            groups[texts[name or 0].strip(" *")] = None
            continue
        figure = _figure(grid, row, texts, wanted[0], problems)
        cells.setdefault((place, dated), {})[sheet.sex] = (row, figure)


def _is_of(label: str, origin: Origin) -> bool:
    """Tell whether a column is of people from a country, by its name in the table."""
    bare = label.strip(" *")
    same = _plain(bare) == _plain(origin.name.en)
    return same or ("" != alpha2_of(bare) == alpha2(origin.code))


def _not_placed(
    sheet: Grid, row: int, column: int, texts: Sequence[str], *, is_code: bool
) -> Problem:
    """Describe a row of figures whose year or code cannot be read."""
    return problem(
        "matrix_no_place",
        row=row,
        column=_column_of(sheet, column),
        written=redacted_year(texts[column]) if texts[column] else kind_of(""),
        what=message(f"readers.of.{'code' if is_code else 'year'}"),
    )


def _years_that_differ(
    cells: dict[tuple[str, str], dict[str, tuple[int, Figure]]],
    sheets: Sequence[_Sheet],
    revision: str,
) -> list[Problem]:
    """Name the rows of a place and year that a sheet lacks, or that are after the revision."""
    problems = []
    for (_, year), figures in cells.items():
        row = next(iter(figures.values()))[0]
        lacking = [sheet for sheet in sheets if sheet.sex not in figures]
        lacking = [sheet for sheet in lacking if sheet.year in ("", year)]
        if year > revision:
            problems.append(problem("matrix_after", row=row, year=year, revision=revision))
        elif lacking:
            without = ", ".join(sorted(str(sheet.grid.sheet) for sheet in lacking))
            problems.append(problem("matrix_year", row=row, year=year, sheets=without))
    return problems


def _plain(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").casefold().split())


def _figure(
    sheet: Grid, row: int, texts: Sequence[str], column: int, problems: list[Problem]
) -> Figure:
    figure = read_figure(texts[column])
    if (row, column) in sheet.formulas:
        wrong = problem("formula_of_workbook", row=row, column=_column_of(sheet, column))
        problems.append(wrong)
        return Figure(message=wrong.message, hint=wrong.hint)
    if figure.message:
        where = _column_of(sheet, column)
        problems.append(Problem(figure.message, figure.hint, row=row, column=where))
    return figure


def _column_of(sheet: Grid, column: int) -> str:
    """Return what messages call a column of a sheet."""
    where = {"sheet": sheet.sheet, "column": number_of_column(column)}
    return message("tables.column_of_sheet", **where)


def _labels(above: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return the header of each column in small letters: the row of origins, or the row above."""
    return [_plain(below or over) for over, below in zip_longest(above, header, fillvalue="")]


READER: Final = Reader(NAME, "", fits, read)
