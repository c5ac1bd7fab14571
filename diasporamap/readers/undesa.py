"""Reads workbooks of UN DESA's International Migrant Stock, by destination or by both.

The 2019, 2020 and 2024 revisions have a row a destination, or a row a destination and origin, and
the years of both sexes, of men and of women side by side under a banner. Codes are M49.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.stocks import word_problems
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import control_notes, is_group_code, left_out_note
from diasporamap.readers.reader import Reader
from diasporamap.readers.undesa_rows import (
    columns_of,
    header_problems,
    is_migrant_stock,
    label,
    revision_of,
)
from diasporamap.readers.undesa_units import (
    code_of,
    of_origin,
    records_of,
    type_notes,
    undesa_table,
    without_destination,
)
from diasporamap.tables.books import number_of_column
from diasporamap.tables.figures import Figure, read_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.counts.notes import Note
    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.readers.undesa_rows import Columns
    from diasporamap.tables.encoded import Row
    from diasporamap.tables.raw import Book, Grid

NAME: Final = "undesa"

#: M49 code of the world.
WORLD: Final = "900"


def fits(_book: Book, grid: Grid) -> bool:
    """Tell whether a sheet is such a table."""
    return is_migrant_stock(grid) and columns_of(grid) is not None


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read the people of one origin, or all migrants where the table has no origin."""
    columns = columns_of(grid)
    if columns is None:
        raise CountsError.of("undesa_no_years", file=book.file)
    revision = revision_of(grid, book)
    titles = [cell for _, cells in grid.rows[: columns.header] for cell in cells]
    if measured := word_problems(titles):
        raise CountsError([replace(problem, file=book.file) for problem in measured])
    rows = grid.rows[columns.header + 1 :]
    problems = list(header_problems(grid, columns, revision))
    notes: list[Note] = []
    if columns.origin is not None:
        chosen = of_origin(rows, columns, options.country.code, book.file)
        rows, notes = chosen.rows, chosen.notes
        problems += chosen.problems
    problems += without_destination(rows, columns)
    coded = [row for row in rows if code_of(row, columns.destination)]
    groups = [row for row in coded if is_group_code(code_of(row, columns.destination))]
    places = [row for row in coded if not is_group_code(code_of(row, columns.destination))]
    problems += _formulas(grid, columns, places)
    records = [
        record for row in places for record in _records(row, columns, notes, problems, grid.rows)
    ]
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    if groups:
        notes.append(left_out_note(row[1][columns.name].strip(" *") for row in groups))
    world = [row for row in groups if code_of(row, columns.destination) == WORLD]
    wholes = [record for row in world for record in _records(row, columns, [], [], grid.rows)]
    notes += control_notes(records, wholes)
    if columns.kind is not None:
        kinds = [(code_of(row, columns.destination), row[1][columns.kind]) for row in places]
        notes += type_notes((place, kind.split()) for place, kind in kinds)
    return undesa_table(
        *(book, grid, records),
        revision=revision,
        born_in="" if columns.origin is None else options.country.code,
        format=NAME,
        headers={
            "place": label(grid, columns, columns.destination),
            "count": message("readers.years"),
        },
        notes=notes,
        header_rows=(grid.rows[columns.header][0],),
    )


def _records(
    row: Row,
    columns: Columns,
    notes: list[Note],
    problems: list[Problem],
    rows: Sequence[Row],
) -> Iterator[dict[str, Any]]:
    """Make the records of one row: a figure a sex and year."""
    number, cells = row
    by_year: dict[str, dict[str, tuple[int, Figure]]] = {}
    for (sex, year), column in columns.figures.items():
        figure = read_figure(_figure_text(cells[column]))
        if figure.message:
            header = rows[columns.header][1][column]
            problems.append(Problem(figure.message, figure.hint, row=number, column=header))
        by_year.setdefault(year, {})[sex] = (number, figure)
    yield from records_of(code_of(row, columns.destination), by_year, notes)


def _figure_text(text: str) -> str:
    """Return a figure as it counts: UN DESA's older revisions leave what is not known blank."""
    return text.replace("\xa0", " ").strip()


def _formulas(grid: Grid, columns: Columns, rows: Sequence[Row]) -> Iterator[Problem]:
    """Name the formulas among codes and figures; others, such as an index, do no harm."""
    used = {columns.destination, *columns.figures.values()}
    used |= {columns.origin} if columns.origin is not None else set()
    for number, _ in rows:
        for column in sorted(used):
            if (number, column) in grid.formulas:
                yield problem("formula", row=number, column=number_of_column(column))


READER: Final = Reader(NAME, "", fits, read)
