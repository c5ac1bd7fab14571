"""Finds the header of UN DESA's workbooks: codes, and the years of both sexes, men and women."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError, problem
from diasporamap.language import message
from diasporamap.tables.books import number_of_column
from diasporamap.tables.redaction import redacted_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.errors import Problem
    from diasporamap.tables.encoded import Row
    from diasporamap.tables.raw import Book, Grid

#: How many rows from the top the header is looked for, and how far above it the banner.
LOOKED_AT: Final = 30
BANNER: Final = 4

YEAR: Final = re.compile(r"(?:19|20)\d\d")
_REVISION: Final = re.compile(
    r"(?:\brev(?:ision)?\.?|migrant stock)[\s:,]*((?:19|20)\d\d)|((?:19|20)\d\d) revision",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Columns:
    """Which column is what: codes and names, and figures by sex and year."""

    header: int
    destination: int
    name: int
    origin: int | None
    origin_name: int | None
    kind: int | None
    figures: dict[tuple[str, str], int]


def is_migrant_stock(grid: Grid) -> bool:
    """Tell whether the titles above a table are those of the International Migrant Stock."""
    titles = _titles(grid)
    return bool(_REVISION.search(titles)) and "migrant stock" in titles.casefold()


def revision_of(grid: Grid, book: Book) -> str:
    """Return the revision that the titles of a workbook name."""
    found = _REVISION.search(_titles(grid))
    if not found:
        raise CountsError.of("undesa_revision", file=book.file)
    return found[1] or found[2]


def _titles(grid: Grid) -> str:
    return " ".join(" ".join(cells) for _, cells in grid.rows[:LOOKED_AT])


def columns_of(grid: Grid) -> Columns | None:
    """Find the row of years that repeats by sex, and the codes beside it."""
    for at, (_, cells) in enumerate(grid.rows[:LOOKED_AT]):
        years = [column for column, cell in enumerate(cells) if YEAR.fullmatch(cell)]
        sexes = _sexes(grid.rows[max(0, at - BANNER) : at + 1], years)
        figures = {(sexes[column], cells[column]): column for column in years if column in sexes}
        if {sex for sex, _ in figures} < {"F", "M"} or len(figures) != len(years) or not years:
            continue
        labels = [_label_above(grid.rows[: at + 1], column) for column in range(years[0])]
        destination = _first(labels, "code", without="origin")
        if destination is None:
            continue
        return Columns(
            header=at,
            destination=destination,
            name=_first(labels, "area", without="origin") or _first(labels, "region") or 0,
            origin=_first(labels, "code", also="origin"),
            origin_name=_first(labels, "origin", without="code"),
            kind=_first(labels, "type"),
            figures=figures,
        )
    return None


def header_problems(grid: Grid, columns: Columns, revision: str) -> Iterator[Problem]:
    """Name what is wrong with the years: a cell that was changed would shift figures unseen.

    Each sex has the same years, in order and none after the revision, and no column of figures
    among them is without a year.
    """
    row = grid.rows[columns.header][0]
    by_sex: dict[str, list[str]] = {}
    for sex, year in columns.figures:
        by_sex.setdefault(sex, []).append(year)
    usual = max(by_sex.values(), key=len)
    for sex, years in by_sex.items():
        if years != sorted(set(years)):
            yield problem(
                "undesa_order", row=row, sex=message(f"readers.sex.{sex}"), years=" ".join(years)
            )
        elif years != usual:
            odd = " ".join(sorted(set(usual) ^ set(years)))
            yield problem("undesa_years", row=row, sex=message(f"readers.sex.{sex}"), years=odd)
    for year in sorted({year for years in by_sex.values() for year in years if year > revision}):
        yield problem("undesa_after", row=row, year=year, revision=revision)
    yield from _without_year(grid, columns)


def _without_year(grid: Grid, columns: Columns) -> Iterator[Problem]:
    """Name the columns beside the years that hold figures and have no year."""
    row, cells = grid.rows[columns.header]
    dated = set(columns.figures.values())
    for column in range(min(dated), max(len(below) for _, below in grid.rows)):
        if column in dated:
            continue
        figures = [below[column] for _, below in grid.rows[columns.header + 1 :] if below[column:]]
        if any(figure.isdigit() for figure in figures):
            written = redacted_year(cells[column] if column < len(cells) else "")
            yield problem("undesa_no_year", row=row, column=number_of_column(column), value=written)


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
            elif text and not YEAR.fullmatch(text):
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


def label(grid: Grid, columns: Columns, column: int) -> str:
    """Return the header of a column, or its number where it has none."""
    return _label_above(grid.rows[: columns.header + 1], column) or number_of_column(column)


def _first(
    labels: Sequence[str], word: str, *, also: str = "", without: str | None = None
) -> int | None:
    """Return the first column whose header has these words."""
    for column, text in enumerate(labels):
        if word in text and also in text and (without is None or without not in text):
            return column
    return None
