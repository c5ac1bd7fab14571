"""Reads workbooks of UN DESA's International Migrant Stock, by destination or by both.

The 2019, 2020 and 2024 revisions have a row a destination, or a row a destination and origin, and
the years of both sexes, of men and of women side by side under a banner. Codes are M49.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.aggregates import control_notes, is_group_code, left_out_note
from diasporamap.counts.codes import alpha2, english_name
from diasporamap.counts.figures import Figure, read_figure
from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.layouts.observations import by_sex
from diasporamap.counts.publishers import undesa as publisher
from diasporamap.counts.recognition import CountsTable, Recognised
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.counts.raw import Book, Grid, Row

NAME: Final = "undesa"
TITLE: Final = "a workbook of UN DESA's International Migrant Stock"

#: How many rows from the top the header is looked for, and how far above it the banner.
LOOKED_AT: Final = 30
BANNER: Final = 4

#: M49 code of the world.
WORLD: Final = "900"

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_REVISION: Final = re.compile(r"(?:Rev\.|Migrant Stock )\s*((?:19|20)\d\d)")


@dataclass(frozen=True)
class _Columns:
    """Which column is what: codes, and figures by sex and year."""

    header: int
    destination: int
    name: int
    origin: int | None
    kind: int | None
    figures: dict[tuple[str, str], int]


def is_migrant_stock(grid: Grid) -> bool:
    """Tell whether the titles above a table are those of the International Migrant Stock."""
    titles = " ".join(cell for _, cells in grid.rows[:LOOKED_AT] for cell in cells)
    return bool(_REVISION.search(titles)) and "migrant stock" in titles.casefold()


def fits(_book: Book, grid: Grid) -> bool:
    """Tell whether a sheet is such a table."""
    return is_migrant_stock(grid) and _columns(grid) is not None


def read(book: Book, grid: Grid, born_in: str) -> CountsTable:
    """Read the people of one origin, or all migrants where the table has no origin.

    Raises
    ------
    CountsError
        If the sheet is not such a table, has no such origin, or a figure is no number.
    """
    columns = _columns(grid)
    if columns is None:
        raise CountsError.one(
            "no row of years by sex is found", "Choose the sheet with --sheet.", file=book.file
        )
    revision = revision_of(grid, book)
    rows = grid.rows[columns.header + 1 :]
    notes: list[str] = []
    if columns.origin is not None:
        rows = _of_origin(rows, columns.origin, born_in, notes, book.file)
    places: list[Row] = []
    groups: list[Row] = []
    for row in rows:
        code = _code(row, columns.destination)
        if code:
            (groups if is_group_code(code) else places).append(row)
    problems = list(_formulas(grid, columns, places))
    records = [
        record for row in places for record in _records(row, columns, notes, problems, grid.rows)
    ]
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    if groups:
        notes.append(left_out_note(row[1][columns.name].strip(" *") for row in groups))
    world = [row for row in groups if _code(row, columns.destination) == WORLD]
    wholes = [record for row in world for record in _records(row, columns, [], [], grid.rows)]
    notes += control_notes(records, wholes) + _citizens(places, columns)
    source = publisher(revision)
    records = [{**record, "source": source.name, "definition": "born_in"} for record in records]
    present = ("place", "sex", "count", "year", "source", "definition", "status")
    header = grid.rows[columns.header]
    headers = {"place": _label(grid, columns, columns.destination), "count": "the years"}
    counts, wrong = checked(tidy_frame(records, present), [], headers, file=book.file)
    recognised = Recognised(
        *(NAME, f"{TITLE}, revision {revision}", book.kind, book.encoding, book.separator, ""),
        *((header[0],), grid.sheet, tuple(notes)),
    )
    together = columns.origin is None
    return CountsTable(
        *(counts, NAME, headers, (), recognised, source.declared, wrong), all_origins=together
    )


def revision_of(grid: Grid, book: Book) -> str:
    """Return the revision that the titles of a workbook name.

    Raises
    ------
    CountsError
        If they name none: figures of two revisions are never put together.
    """
    titles = " ".join(cell for _, cells in grid.rows[:LOOKED_AT] for cell in cells)
    found = _REVISION.search(titles)
    if not found:
        raise CountsError.one(
            "the titles name no revision",
            "Take the workbook from UN DESA again, with its titles.",
            file=book.file,
        )
    return found[1]


def _columns(grid: Grid) -> _Columns | None:
    """Find the row of years that repeats by sex, and the codes beside it."""
    for at, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
        years = [column for column, cell in enumerate(cells) if _YEAR.fullmatch(cell)]
        sexes = _sexes(grid.rows[max(0, at - BANNER) : at + 1], years)
        figures = {(sexes[column], cells[column]): column for column in years if column in sexes}
        if {sex for sex, _ in figures} < {"F", "M"} or len(figures) != len(years) or not years:
            continue
        labels = [_label_above(grid.rows[: at + 1], column) for column in range(years[0])]
        destination = _first(labels, "code", without="origin")
        if destination is None:
            continue
        return _Columns(
            header=at,
            destination=destination,
            name=_first(labels, "area", without="origin") or _first(labels, "region") or 0,
            origin=_first(labels, "code", also="origin"),
            kind=_first(labels, "type"),
            figures=figures,
        )
    return None


def _sexes(banner: Sequence[Row], years: Sequence[int]) -> dict[int, str]:
    """Return the sex of each column of a year: the last banner at or before it, of any row."""
    sexes: dict[int, str] = {}
    for _, cells in banner:
        sex = ""
        for column in range(max(years, default=-1) + 1):
            text = cells[column].casefold() if column < len(cells) else ""
            if "both sexes" in text:
                sex = "T"
            elif re.search(r"\bfemales?\b", text):
                sex = "F"
            elif re.search(r"\bmales?\b", text):
                sex = "M"
            elif text and not _YEAR.fullmatch(text):
                sex = ""
            if sex and column in years:
                sexes[column] = sex
    return sexes


def _label_above(rows: Sequence[Row], column: int) -> str:
    """Return the header of a column: the lowest text in the last rows above the figures."""
    for _, cells in reversed(rows[-3:]):
        if column < len(cells) and cells[column]:
            return " ".join(cells[column].casefold().split())
    return ""


def _label(grid: Grid, columns: _Columns, column: int) -> str:
    return _label_above(grid.rows[: columns.header + 1], column) or f"number {column + 1}"


def _first(
    labels: Sequence[str], word: str, *, also: str = "", without: str | None = None
) -> int | None:
    """Return the first column whose header has these words."""
    for column, label in enumerate(labels):
        if word in label and also in label and (without is None or without not in label):
            return column
    return None


def _of_origin(
    rows: Sequence[Row], column: int, born_in: str, notes: list[str], file: str
) -> tuple[Row, ...]:
    """Keep the rows of one country of origin."""
    wanted = alpha2(born_in)
    codes = {_code(row, column) for row in rows} - {""}
    kept = tuple(row for row in rows if alpha2(_code(row, column)) == wanted != "")
    name = english_name(born_in) or born_in
    if not kept:
        raise CountsError.one(
            f"the workbook has no people from {name} ({born_in})",
            "Choose the country with --born-in, as ISO 3166-1 alpha-3.",
            file=file,
        )
    notes.append(f"kept the people from {name}, of {len(codes)} origins in the workbook")
    return kept


def _code(row: Row, column: int) -> str:
    """Return an M49 code with three digits, "" where the cell has none."""
    text = row[1][column] if column < len(row[1]) else ""
    return text.zfill(3) if text.isascii() and text.isdigit() else ""


def _records(
    row: Row,
    columns: _Columns,
    notes: list[str],
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
            problems.append(Problem(figure.message, figure.mend, row=number, column=header))
        by_year.setdefault(year, {})[sex] = (number, figure)
    place = _code(row, columns.destination)
    for year, figures in by_year.items():
        for sex, (_, figure) in by_sex(figures, {"F", "M"}, notes):
            yield {
                "row": number,
                "place": place,
                "year": year,
                "sex": sex,
                "count": figure.count,
                "status": figure.status,
            }


def _figure_text(text: str) -> str:
    """Return a figure as it counts: UN DESA's older revisions leave what is not known blank."""
    return text.replace("\xa0", " ").strip()


def _formulas(grid: Grid, columns: _Columns, rows: Sequence[Row]) -> Iterator[Problem]:
    """Name the formulas among codes and figures; others, such as an index, do no harm."""
    used = {columns.destination, *columns.figures.values()}
    used |= {columns.origin} if columns.origin is not None else set()
    for number, _ in rows:
        for column in sorted(used):
            if (number, column) in grid.formulas:
                yield Problem(
                    "the cell is a formula",
                    "Paste it as a value (Paste special, Values).",
                    row=number,
                    column=f"number {column + 1}",
                )


def _citizens(rows: Sequence[Row], columns: _Columns) -> list[str]:
    """Count the places whose figures are of citizens, not of people born in the origin."""
    if columns.kind is None:
        return []
    kind = columns.kind
    citizens = sum("C" in cells[kind].split() for _, cells in rows)
    imputed = sum("I" in cells[kind].split() for _, cells in rows)
    notes = [f"{citizens} places count foreign citizens instead of people born abroad"]
    return (notes if citizens else []) + (
        [f"{imputed} places have no data of their own: UN DESA imputed them"] if imputed else []
    )
