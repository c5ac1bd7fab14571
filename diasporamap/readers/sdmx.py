"""Reads files of observations: SDMX-CSV of Eurostat, the OECD and others, and their older kinds."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from diasporamap.counts.codes import EUROSTAT, alpha2_of
from diasporamap.counts.notes import Note, shortened
from diasporamap.counts.stocks import stock_of, stock_problems
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.readers.observations import TOTALS, Observation, slice_of
from diasporamap.readers.publishers import publisher_of
from diasporamap.readers.reader import Reader, table_of, title_of
from diasporamap.readers.sdmx_columns import (
    Columns,
    code_part,
    code_problems,
    columns_of,
    unknown_origins,
    unpacked,
)
from diasporamap.tables.books import formula_problems, table_under
from diasporamap.tables.figures import numerals_of
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import redacted_value, redacted_year, shown_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid, RawTable

#: The formats of observations.
FORMATS: Final = ("sdmx", "eurostat-tsv", "oecd-legacy")

#: How many codes of other measures a note lists.
MEASURES_LISTED: Final = 8

#: A year as SDMX writes one, also as a year of reporting: 2020, 2020-A1.
_YEAR: Final = re.compile(r"(\d{4})(?:-A1)?")


def _format_of(header: Sequence[str]) -> str:
    names = {plain_header(code_part(cell)) for cell in header}
    if header and "\\" in header[0] and "," in header[0]:
        return "eurostat-tsv"
    if {"obs_value", "time_period"} <= names:
        return "sdmx"
    if {"co2", "cou", "var", "value"} <= names:
        return "oecd-legacy"
    return ""


def _fits(name: str, _book: Book, grid: Grid) -> bool:
    """Tell whether a grid is of one of these formats."""
    return bool(grid.rows) and _format_of(grid.rows[0][1]) == name


def _read(name: str, book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read the observations of a file and take one country of origin out of them."""
    if not grid.rows:
        raise CountsError.of("sheet_empty", file=book.file)
    table = table_under(grid, 0, file=book.file)
    if name == "eurostat-tsv":
        table = unpacked(table, book.file)
    columns = columns_of(table, book.file)
    table = _with_figures(table, columns)
    passed = _other_measures(table, columns)
    table = _of_stocks(table, columns)
    used = {columns.place, columns.time, columns.value, *columns.origins.values()}
    problems = formula_problems(table, used, header_row=grid.rows[0][0])
    publisher = publisher_of(table)
    stock = list(stock_problems(table, columns.measure, file=book.file, source=publisher.name))
    problems += [found for found in stock if found.kind == "no_stock"]
    problems += _not_yearly(table, columns) + ([] if problems else _scaled(table))
    observations = list(_observations(table, columns))
    problems += code_problems(observations)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    others = [*passed, *unknown_origins(observations)]
    header = table.header[columns.value]
    numerals = numerals_of(seen.text for seen in observations)
    sliced = slice_of(
        *(observations, options.country.code, options.sex_codes or {}),
        numerals=numerals,
        file=book.file,
        column=header,
    )
    records = [{**record, "source": publisher.name} for record in sliced.records]
    present = {key for record in records for key in record if record[key] not in (None, "")}
    headers = {"place": table.header[columns.place], "count": header}
    columns_kept = {"place", "sex", "count", "status", "year", "source", "age", "education"}
    present = (present | {"count"}) & {*columns_kept, "definition"}
    read = table_of(
        *(book, grid, records, present),
        format=name,
        title=message("readers.titled", title=title_of(name), by=publisher.by),
        headers=headers,
        notes=(*others, *sliced.notes),
        header_rows=(grid.rows[0][0],),
        decimal=numerals.decimal,
        sources=publisher.declared,
    )
    open_ones = (replace(problem, file=book.file) for problem in stock)
    return replace(read, problems=(*read.problems, *open_ones))


def _with_figures(table: RawTable, columns: Columns) -> RawTable:
    """Leave out rows that hold no figure: notes on a whole series, and orders to delete."""
    rows = tuple(
        (row, cells)
        for row, cells in table.rows
        if (cells[columns.time] or cells[columns.value])
        and (columns.action is None or code_part(cells[columns.action]) != "D")
    )
    return replace(table, rows=rows)


def _observations(table: RawTable, columns: Columns) -> Iterator[Observation]:
    """Make an observation of each row."""
    for row, cells in table.rows:
        code = _coded(cells)
        origins = {name: code(position) for name, position in columns.origins.items()}
        stock = stock_of(code(columns.measure))
        if stock and origins:
            origins = {stock: _origin_of(list(origins.values()))}
        text, flag = cells[columns.value], code(columns.flags)
        confidential = code(columns.confidential).upper() not in ("", "F", "N_F")
        yield Observation(
            row=row,
            place=EUROSTAT.get(code(columns.place), code(columns.place)),
            sex=code(columns.sex),
            year=code(columns.time)[: len("2020")],
            text=text,
            flags="" if flag in ("A", ":") else flag,
            origins={
                name or "born_in": origin
                if origin.upper() in TOTALS
                else alpha2_of(origin) or origin
                for name, origin in origins.items()
            },
            others={name: code(position) for name, position in columns.others.items()},
            confidential=confidential,
        )


def _coded(cells: tuple[str, ...]) -> Callable[[int | None], str]:
    def code(position: int | None) -> str:
        return "" if position is None else code_part(cells[position]).strip()

    return code


def _of_stocks(table: RawTable, columns: Columns) -> RawTable:
    """Keep the rows of stocks where some are: those of other measures beside are passed over."""
    at = columns.measure
    if at is None:
        return table
    rows = tuple((row, cells) for row, cells in table.rows if stock_of(code_part(cells[at])))
    return replace(table, rows=rows or table.rows)


def _other_measures(table: RawTable, columns: Columns) -> list[Note]:
    """Say how many figures are of measures that are no stocks of people."""
    at = columns.measure
    codes = [] if at is None else [code_part(cells[at]) for _, cells in table.rows]
    passed = [code for code in codes if not stock_of(code)]
    if len(passed) == len(codes) or not passed:
        return []
    codes_shown, left = shown_codes(passed)
    listed = shortened(codes_shown, MEASURES_LISTED, left=left)
    return [Note("other_measures", {"number": len(passed), "codes": listed})]


def _origin_of(codes: list[str]) -> str:
    """Return the one country among the codes of origin: the others are open."""
    return next((code for code in codes if alpha2_of(code)), codes[0])


def _not_yearly(table: RawTable, columns: Columns) -> list[Problem]:
    return [
        problem(
            "sdmx_no_year",
            row=row,
            column=table.header[columns.time],
            value=redacted_year(cells[columns.time]),
        )
        for row, cells in table.rows
        if not _YEAR.fullmatch(code_part(cells[columns.time]).strip())
    ]


def _scaled(table: RawTable) -> list[Problem]:
    """Refuse figures in thousands: what was rounded away is not known."""
    names = [plain_header(code_part(header)) for header in table.header]
    problems = []
    for name, fine in (
        ("unit_mult", ("", "0")),
        ("powercode_code", ("", "0")),
        ("unit", ("", "nr", "per", "ps", "person", "persons", "number", "personne", "nombre")),
    ):
        if name not in names:
            continue
        at = names.index(name)
        problems += [
            problem(
                "sdmx_not_persons",
                row=row,
                column=table.header[at],
                value=redacted_value(code_part(cells[at]).strip()),
            )
            for row, cells in table.rows
            if code_part(cells[at]).strip().casefold() not in fine
        ]
    return problems


#: The readers of these formats.
READERS: Final = tuple(
    Reader(name, "", partial(_fits, name), partial(_read, name), ("sex_codes",)) for name in FORMATS
)
