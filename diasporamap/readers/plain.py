"""Reads plain tables: a row a place and sex, a row a place, a column a year, totals alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.stocks import OPEN, word_problems
from diasporamap.errors import CountsError, Problem, UsageError, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import (
    control_notes,
    left_out_note,
    without_aggregates,
    without_totals,
)
from diasporamap.readers.both_sexes import without_both
from diasporamap.readers.plain_columns import (
    are_percentages,
    filled_down,
    missing_columns,
    of_origin,
    people_by_year,
    totals_alone,
)
from diasporamap.readers.plain_header import (
    PEOPLE,
    find_table,
    first_row,
    headers_of,
    is_numbering,
    is_totals_header,
    named_otherwise,
    titles_of,
)
from diasporamap.readers.plain_matrix import is_matrix, matrix_of
from diasporamap.readers.plain_rows import Rows
from diasporamap.readers.quantities import NO_QUANTITY, Measured, amounts_table, is_named
from diasporamap.readers.reader import Reader, table_of
from diasporamap.tables.books import formula_problems
from diasporamap.tables.encoded import encoded
from diasporamap.tables.figures import numerals_of, read_figure
from diasporamap.tables.headers import WIDE, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.readers.plain_columns import Groups
    from diasporamap.readers.plain_header import Found
    from diasporamap.tables.raw import Book, Grid

NAME: Final = "table"


def fits(book: Book, grid: Grid) -> bool:
    """Tell whether a grid has a header with a place and people by sex, or is a matrix."""
    try:
        return find_table(grid, file=book.file) is not None or is_matrix(grid)
    except CountsError:
        return True  # a header fits, and reading it says what is wrong with the rows


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read a plain table."""
    file = book.file
    if not grid.rows:
        raise CountsError.of("sheet_empty", file=file)
    quantity = options.measured
    found, merged, sure = _header(grid, options.country.code, file, quantity)
    table = found.table
    rows = encoded(table.rows)
    columns, problems = recognise(found.meaning, empty=_empty(found))
    if "place" not in columns and "city" in columns:
        columns["place"] = columns["city"]  # the city tells the country
    groups, layout = _layout(found, columns, sure=sure or quantity is not None)
    wide = layout == "wide"
    problems += missing_columns(
        columns, groups, table, layout=layout, header_row=found.header_rows[0]
    )
    people = {at for group in groups.values() for at in group.values()}
    measured = _measured(grid, found, groups, columns, quantity)
    if problems or merged or any(found.kind not in OPEN for found in measured):
        problems = measured or [*problems, *merged]
        raise CountsError([dataclasses.replace(problem, file=file) for problem in problems])
    problems += [dataclasses.replace(found, file=file) for found in measured]
    labels = {name: at for name, at in columns.items() if name not in PEOPLE}
    calculated = formula_problems(
        table, people | set(labels.values()), header_row=found.header_rows[0]
    )
    numerals = numerals_of(text for at in people for text in rows.columns[at].different)
    if options.sex_codes and layout != "tidy":
        kind = "wide_codes" if wide else "totals_codes"
        raise UsageError(message(f"readers.{kind}", file=file))
    shown = quantity and Measured(quantity, table, columns, people, layout, numerals)
    settled = shown.settled if shown else None
    problems += shown.problems() if shown else ()
    reader = Rows(
        *(table, labels, groups, numerals, problems),
        wide=wide,
        codes=options.sex_codes,
        read=shown.amounts.read if shown else read_figure,
    )
    problems += [problem for problem in calculated if problem.row not in reader.sums]
    header = "" if wide else table.header[next(iter(groups.values()))["count"]]
    said, parted, compared = list[Note](), list[Note](), list[Note]()
    records: Sequence[dict[str, Any]] | pd.DataFrame
    if counted := reader.by_column():
        records, left_out = counted
    else:
        given, said = without_both(reader.records(), problems, column=header)
        given, parted = without_totals(given)
        records, wholes, left_out = without_aggregates(given)
        compared = control_notes(records, wholes, quantity=settled)
    notes = [*found.notes, *parted, *([left_out_note(left_out)] if left_out else [])]
    notes += [*([Note("totals_only")] if layout == "totals" and not shown else []), *said]
    notes += [*reader.notes, *(shown.notes() if shown else ()), *compared]
    headers = {name: table.header[at] for name, at in columns.items()}
    present = [*labels, "sex", "count", "status"]
    years = [year for year in groups if year]
    if not len(records) and left_out and not problems:
        problems.append(problem("only_groups"))
    used = people | set(labels.values())
    return table_of(
        *(book, grid, records, [*present, "year"] if years else present),
        format=NAME,
        headers=headers,
        notes=notes,
        header_rows=found.header_rows,
        decimal=numerals.decimal,
        problems=problems,
        layout=layout,
        ignored=tuple(name for at, name in enumerate(table.header) if at not in used),
        quantity=settled,
    )


def _empty(found: Found) -> set[int]:
    """Return the columns that need no header: without a cell, or the numbers of the rows."""
    columns = encoded(found.table.rows).columns
    empty = set(range(len(found.meaning)))
    empty -= {at for at, column in enumerate(columns) if column.filled.any()}
    numbered = found.meaning and not found.meaning[0] and is_numbering(columns[0].cells)
    return {*empty, 0} if numbered else empty


def _layout(found: Found, columns: dict[str, int], *, sure: bool) -> tuple[Groups, str]:
    """Return the columns of figures by year, and how the table is laid out."""
    groups = people_by_year(found, columns)
    if totals := totals_alone(columns, groups, found.table, sure=sure):
        return totals, "totals"
    wide = "sex" not in columns and any(WIDE.keys() & group.keys() for group in groups.values())
    return groups, "wide" if wide else "tidy"


def _header(
    grid: Grid, origin: str, file: str, quantity: Quantity | None
) -> tuple[Found, list[Problem], bool]:
    """Find the header and the rows of one origin, and say which figures are merged over rows.

    Of a matrix it is sure that its column holds counts.
    """
    matrix = matrix_of(grid, origin, file=file)
    named = amounts_table(grid, quantity, file=file) if quantity and not matrix else None
    found = (
        matrix
        or named
        or find_table(grid, file=file)
        or find_table(grid, file=file, fits=is_totals_header)
        or named_otherwise(grid, file=file)
        or first_row(grid, file=file)
    )
    notes: list[Note] = []
    problems: list[Problem] = []
    if matrix is None:  # which has other columns than the sheet
        found, notes, problems = filled_down(found, grid.look)
    found, said = of_origin(found, origin, file=file)
    found = dataclasses.replace(found, notes=(*found.notes, *notes, *said))
    return found, problems, matrix is not None


def _measured(
    grid: Grid, found: Found, groups: Groups, columns: dict[str, int], quantity: Quantity | None
) -> list[Problem]:
    """Say what shows that the figures are no stock: words, or that they add up to 100."""
    people = {at for group in groups.values() for at in group.values()}
    said = word_problems(titles_of(grid, found), headers_of(grid, found, people), found.table)
    if quantity:
        said = [one for one in said if getattr(one.fields.get("what"), "key", "") in NO_QUANTITY]
        if is_named(quantity, (found.table.header[at] for at in people)):
            return said  # amounts may add up to 100
    kind = "" if said else are_percentages(found.table, groups, columns)
    return [problem(kind, topic="Measure", source="NAME")] if kind else said


READER: Final = Reader(NAME, "", fits, read, ("sex_codes", "quantity"))
