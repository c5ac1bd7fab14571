"""Reads files of observations: SDMX-CSV of Eurostat, the OECD and others, and their older kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.counts.codes import EUROSTAT, alpha2
from diasporamap.counts.figures import Numerals
from diasporamap.counts.files import table_under
from diasporamap.counts.files.books import formula_problems
from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.headers import plain_header
from diasporamap.counts.layouts.eurostat_tsv import unpacked
from diasporamap.counts.layouts.observations import Observation, slice_of
from diasporamap.counts.publishers import publisher_of
from diasporamap.counts.recognition import CountsTable, Recognised
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diasporamap.counts.raw import Book, Grid, RawTable

#: The formats of observations, and what each is.
TITLES: Final = {
    "sdmx": "SDMX-CSV",
    "eurostat-tsv": "a TSV file of Eurostat",
    "oecd-legacy": "an older CSV file of the OECD",
}

#: Dimensions of the place, in the order in which they are taken.
_PLACE: Final = ("geo", "ref_area", "cou", "destination", "country_of_residence")
_ORIGINS: Final = {
    "c_birth": "born_in",
    "birth_place": "born_in",
    "country_of_birth": "born_in",
    "citizen": "national",
    "citizenship": "national",
    "nationality": "national",
    "co2": "",
    "cob": "born_in",
}
_SEX: Final = ("sex", "gen", "gender")
_TIME: Final = ("time_period", "time", "yea", "year")
_VALUE: Final = ("obs_value", "value")
_FLAGS: Final = ("obs_flag", "obs_status", "flag_codes", "flag")
_CONFIDENTIAL: Final = ("conf_status", "confidentiality_status")
_MEASURE: Final = ("measure", "var")

#: Measures of the OECD that are stocks, and their definition.
_STOCKS: Final = {"B14": "born_in", "B15": "national"}

#: Dimensions whose values may stay in the counts.
_NAMED: Final = {"age": "age", "isced11": "education", "education_lev": "education"}
#: Columns that describe a figure or the file and are no dimensions.
_ATTRIBUTES: Final = frozenset(
    [
        "dataflow",
        "last_update",
        "structure",
        "structure_id",
        "structure_name",
        "action",
        "freq",
        "unit_mult",
        "decimals",
        "base_per",
        "obs_status",
        "obs_flag",
        "conf_status",
        "flags",
        "flag_codes",
        "powercode_code",
        "powercode",
        "reference_period_code",
        "reference_period",
        "unit_code",
        "time_format",
        "obs_pre_break",
        "currency",
    ]
)
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True)
class _Columns:
    """Which column of a file is what."""

    place: int
    time: int
    value: int
    sex: int | None
    flags: int | None
    confidential: int | None
    measure: int | None
    origins: dict[str, int]
    others: dict[str, int]


def fits(name: str) -> Callable[[Book, Grid], bool]:
    """Return the function that tells whether a grid is of one of these formats."""

    def fitting(_book: Book, grid: Grid) -> bool:
        return bool(grid.rows) and _format_of(grid.rows[0][1]) == name

    return fitting


def read(name: str) -> Callable[[Book, Grid, str], CountsTable]:
    """Return the function that reads a grid of one of these formats."""

    def reading(book: Book, grid: Grid, born_in: str) -> CountsTable:
        return _read(book, grid, born_in, name)

    return reading


def _format_of(header: Sequence[str]) -> str:
    names = {plain_header(_code_part(cell)) for cell in header}
    if header and "\\" in header[0] and "," in header[0]:
        return "eurostat-tsv"
    if {"obs_value", "time_period"} <= names:
        return "sdmx"
    if {"co2", "cou", "var", "value"} <= names:
        return "oecd-legacy"
    return ""


def _read(book: Book, grid: Grid, born_in: str, name: str) -> CountsTable:
    """Read the observations of a file and take one country of origin out of them."""
    if not grid.rows:
        raise CountsError.one("the sheet is empty", "Give a header and rows.", file=book.file)
    table = table_under(grid, 0, file=book.file)
    if name == "eurostat-tsv":
        table = unpacked(table, book.file)
    columns = _columns(table, book.file)
    used = {columns.place, columns.time, columns.value, *columns.origins.values()}
    problems = formula_problems(table, used, header_row=grid.rows[0][0])
    problems += _not_yearly(table, columns) + _scaled(table)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    observations = list(_observations(table, columns))
    others = _other_measures(table, columns)
    header = table.header[columns.value]
    sliced = slice_of(observations, born_in, numerals=Numerals("."), file=book.file, column=header)
    publisher = publisher_of(table)
    records = [{**record, "source": publisher.name} for record in sliced.records]
    present = {key for record in records for key in record if record[key] not in (None, "")}
    headers = {"place": table.header[columns.place], "count": header}
    columns_kept = {"place", "sex", "count", "status", "year", "source", "age", "education"}
    present = (present | {"count"}) & {*columns_kept, "definition"}
    counts, wrong = checked(tidy_frame(records, present), [], headers, file=book.file)
    recognised = Recognised(
        *(name, f"{TITLES[name]}{publisher.by}", book.kind, book.encoding, book.separator, "."),
        *((grid.rows[0][0],), grid.sheet, (*others, *sliced.notes)),
    )
    return CountsTable(counts, name, headers, (), recognised, publisher.declared, wrong)


def _columns(table: RawTable, file: str) -> _Columns:
    """Find what each column is; codes are taken, and the labels beside them passed over."""
    names = [plain_header(_code_part(header)) for header in table.header]
    at = {name: names.index(name) for name in dict.fromkeys(names)}

    def first(wanted: Sequence[str]) -> int | None:
        return next((at[name] for name in wanted if name in at), None)

    place, time, value = first(_PLACE), first(_TIME), first(_VALUE)
    if place is None or time is None or value is None:
        known = {"the place": place, "the year": time, "the value": value}
        lacking = [what for what, found in known.items() if found is None]
        raise CountsError.one(
            f"no column holds {' and '.join(lacking)}",
            f"Columns found: {', '.join(table.header[:20])}.",
            file=file,
            row=1,
        )
    origins = {definition: at[name] for name, definition in _ORIGINS.items() if name in at}
    sex, flags = first(_SEX), first(_FLAGS)
    confidential, measure = first(_CONFIDENTIAL), first(_MEASURE)
    taken = {place, time, value, sex, flags, confidential, measure, *origins.values()}
    others = {
        _NAMED.get(name, name): position
        for name, position in at.items()
        if position not in taken
        and name not in _ATTRIBUTES
        and name
        and not _is_label(table, position)
    }
    return _Columns(place, time, value, sex, flags, confidential, measure, origins, others)


def _code_part(header: str) -> str:
    """Return the code of a header that gives a code and a label: "GEO: Reporting country"."""
    return header.split(":", 1)[0]


def _is_label(table: RawTable, position: int) -> bool:
    """Tell whether a column is the label of the column before it: as many values, in words."""
    header = _code_part(table.header[position])
    if position == 0 or header.isupper() or header.islower():
        return False
    before = table.header[position - 1]
    return bool(before) and (before.isupper() or "_" in before)


def _observations(table: RawTable, columns: _Columns) -> Iterator[Observation]:
    """Make an observation of each row; measures that are no stocks are passed over."""
    stocks = _has_stocks(table, columns)
    for row, cells in table.rows:
        code = _coded(cells)
        measure = code(columns.measure)
        origins = {name: code(position) for name, position in columns.origins.items()}
        if measure:
            stock = _STOCKS.get(measure)
            if stock is None and stocks:
                continue
            if stock and origins:
                origins = {stock: _origin_of(list(origins.values()))}
        text, flag = cells[columns.value], code(columns.flags)
        confidential = code(columns.confidential).upper() not in ("", "F", "N_F")
        yield Observation(
            row=row,
            place=EUROSTAT.get(code(columns.place), code(columns.place)),
            sex=code(columns.sex),
            year=code(columns.time),
            text=text,
            flags="" if flag in ("A", ":") else flag,
            origins={name or "born_in": origin for name, origin in origins.items()},
            others={name: code(position) for name, position in columns.others.items()},
            confidential=confidential,
        )


def _coded(cells: tuple[str, ...]) -> Callable[[int | None], str]:
    def code(position: int | None) -> str:
        return "" if position is None else _code_part(cells[position]).strip()

    return code


def _has_stocks(table: RawTable, columns: _Columns) -> bool:
    at = columns.measure
    return at is not None and any(_code_part(cells[at]) in _STOCKS for _, cells in table.rows)


def _other_measures(table: RawTable, columns: _Columns) -> list[str]:
    """Say how many figures are of measures that are no stocks of people."""
    if columns.measure is None or not _has_stocks(table, columns):
        return []
    codes = [_code_part(cells[columns.measure]) for _, cells in table.rows]
    passed = [code for code in codes if code not in _STOCKS]
    listed = ", ".join(sorted(set(passed)))
    return [f"left out {len(passed)} figures of other measures ({listed})"] if passed else []


def _origin_of(codes: list[str]) -> str:
    """Return the one country among the codes of origin: the others are open."""
    return next((code for code in codes if alpha2(code)), codes[0])


def _not_yearly(table: RawTable, columns: _Columns) -> list[Problem]:
    return [
        Problem(
            f"'{cells[columns.time]}' is not a year",
            "Take yearly figures from the source.",
            row=row,
            column=table.header[columns.time],
        )
        for row, cells in table.rows
        if not _YEAR.fullmatch(_code_part(cells[columns.time]).strip())
    ]


def _scaled(table: RawTable) -> list[Problem]:
    """Refuse figures in thousands: what was rounded away is not known."""
    names = [plain_header(_code_part(header)) for header in table.header]
    problems = []
    for name, fine in (
        ("unit_mult", ("", "0")),
        ("powercode_code", ("", "0")),
        ("unit", ("", "NR", "PER", "PS", "PERSONS")),
    ):
        if name not in names:
            continue
        at = names.index(name)
        problems += [
            Problem(
                f"the figure is not in persons ('{cells[at]}')",
                "Take figures in persons from the source.",
                row=row,
                column=table.header[at],
            )
            for row, cells in table.rows
            if _code_part(cells[at]).strip() not in fine
        ]
    return problems
