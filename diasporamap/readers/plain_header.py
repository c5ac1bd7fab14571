"""Looks for the header of a plain table: under titles, over two rows, over a row of tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.stocks import bare_header
from diasporamap.errors import CountsError, problem
from diasporamap.language import both
from diasporamap.tables.books import table_of_rows
from diasporamap.tables.figures import read_figure
from diasporamap.tables.headers import (
    WIDE,
    YEAR,
    known_form,
    known_headers,
    plain_header,
    recognise,
)
from diasporamap.tables.hxl import is_hxl, meaning_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from diasporamap.tables.encoded import Row
    from diasporamap.tables.raw import Grid, RawTable

#: How many rows from the top a header is looked for.
LOOKED_AT: Final = 30

#: A column of people: which column it is by sex, and of which year where the header has one.
People = tuple[str, str]

#: A mark that a figure is provisional, estimated or revised, or has a note.
_MARK: Final = re.compile(
    r"(?i)\s*(?:\((?:[a-z0-9]|prov\w*\.?|est\w*\.?|rev\w*\.?)\)|\*+|\s[per])$"
)
#: What stands beside a year and tells no people: words, days, the end of a date or a number.
_DATED: Final = frozenset(
    [
        *("x", "y", "yr", "year", "years", "annee", "an", "anno", "en", "in", "on", "au", "le"),
        *("as", "at", "of", "to", "fin", "end", "mid", "mi"),
    ]
)
_DAY: Final = re.compile(
    r"_(?:\d{1,2}|1er|1st|30th|31st)_(?:january|march|april|june|july|october|december|janvier|mars"
    r"|avril|juin|juillet|octobre|decembre)(?=_)|_\d\d_\d\d(?:_00_00_00)?_$|^_0_$"
)
#: Columns of a plain table that hold people, by sex or not.
PEOPLE: Final = (*WIDE, "total", "count")
_FOOTNOTE: Final = re.compile(
    r"(?:sources?|notes?|nb|n\.b\.|\*|\(\d\)|©|data from|last updated?|extract|mise à jour|"
    r"dernière mise)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A table, the header that each column means, the rows of that, and what was passed over."""

    table: RawTable
    meaning: tuple[str, ...]
    header_rows: tuple[int, ...]
    notes: tuple[Note, ...]


def year_and_people(header: str) -> People | None:
    """Return the column of people and the year of a header such as "Femmes 2020", or None.

    A bare year is a column of counts, also as R and the World Bank write it: "X2020", "2020
    [YR2020]", with the mark of a provisional figure or a day beside it.
    """
    years = set(YEAR.findall(header))
    if len(years) != 1:
        return None
    rest = plain_header(YEAR.sub(" ", _MARK.sub("", header)))
    parts = _DAY.sub("", f"_{rest}_").split("_")
    words = "_".join(part for part in parts if part and part not in _DATED)
    known = known_headers()
    column = (known.get(rest) or known.get(words, "")) if words else "count"
    return (column, years.pop()) if column in PEOPLE else None


def is_counts_header(header: Sequence[str]) -> bool:
    """Tell whether a header has what counts need: a place or a city, and people by sex."""
    columns = _columns(header)
    by_sex = {"women", "men"} <= columns or {"sex", "count"} <= columns
    return bool({"place", "city"} & columns) and by_sex


def is_totals_header(header: Sequence[str]) -> bool:
    """Tell whether a header has a place and people, and no sexes."""
    columns = _columns(header)
    people = columns & {*PEOPLE, "sex"}
    return bool({"place", "city"} & columns) and people in ({"count"}, {"total"})


def _columns(header: Sequence[str]) -> set[str]:
    """Return what the columns of a header hold, of whatever year."""
    return {
        *recognise(header)[0],
        *(people[0] for people in map(year_and_people, header) if people),
    }


def is_people(header: str) -> bool:
    """Tell whether a header is one of people by the words of ``headers.csv``."""
    return known_headers().get(known_form(header)) in PEOPLE or year_and_people(header) is not None


def find_table(
    grid: Grid, *, file: str, fits: Callable[[Sequence[str]], bool] = is_counts_header
) -> Found | None:
    """Find the first header that fits, of one row, of two, or of tags."""
    top = grid.rows[:LOOKED_AT]
    for at, (_, cells) in enumerate(top):
        tags = top[at + 1][1] if at + 1 < len(top) and is_hxl(top[at + 1][1]) else None
        meaning = _with_tags(cells, tags) if tags else cells
        if fits(meaning):
            if tags:
                _refuse_figures(top[: at + 1], top[at + 1][0], file)
            return _found(grid, at, cells, meaning, 2 if tags else 1, file)
        if is_hxl(cells) and fits(_with_tags(cells, cells)):
            _refuse_figures(top[:at], top[at][0], file)
            return _found(grid, at, cells, _with_tags(cells, cells), 1, file)
    for at in range(len(top) - 1):
        both = _two_rows(top[at][1], top[at + 1][1])
        if fits(both):
            return _found(grid, at, both, both, 2, file)
    return None


def find_renamed(
    grid: Grid, named: Callable[[Sequence[str]], tuple[str, ...]], *, file: str
) -> Found | None:
    """Find the first header that fits once it is named otherwise."""

    def fits(header: Sequence[str]) -> bool:
        others = named(header)
        return others != tuple(header) and (is_counts_header(others) or is_totals_header(others))

    found = find_table(grid, file=file, fits=fits)
    return replace(found, meaning=named(found.meaning)) if found else None


def named_otherwise(grid: Grid, *, file: str) -> Found | None:
    """Find a header whose columns of people have words of no stock, or are headed n alone."""

    def named(header: Sequence[str]) -> tuple[str, ...]:
        known = known_headers()
        return tuple(
            cell
            if known_form(cell) in known or year_and_people(cell)
            else bare_header(cell) or ("count" if cell == "n" else cell)
            for cell in header
        )

    found = find_renamed(grid, named, file=file)
    if found is None:
        return None
    rows = found.table.rows
    numbers = [at for at, cell in enumerate(found.table.header) if cell == "n"]
    numbered = any(is_numbering([cells[at] for _, cells in rows]) for at in numbers)
    return None if numbered else found


def is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether cells number the rows one by one from 0 or 1, as pandas and R write them."""
    return bool(cells) and any(
        list(cells) == [str(number) for number in range(first, first + len(cells))]
        for first in (0, 1)
    )


def titles_of(grid: Grid, found: Found) -> tuple[str, ...]:
    """Return the name of the sheet and the texts above the header."""
    first = found.header_rows[0]
    above = [cells for _, cells in takewhile(lambda row: row[0] < first, grid.rows)]
    return (grid.sheet or "", *filter(None, (cell for cells in above for cell in cells)))


def headers_of(grid: Grid, found: Found, columns: Iterable[int]) -> Iterator[str]:
    """Give the headers of columns, and those in the row above where a header has two."""
    first, *more = found.header_rows
    over = next(cells for row, cells in grid.rows if row == first) if more else ()
    for at in columns:
        yield found.table.header[at]
        yield next(filter(None, reversed(over[: at + 1])), "")


def first_row(grid: Grid, *, file: str) -> Found:
    """Take the likely header: the row with a place and the most known headers, else the first."""
    top = [cells for _, cells in grid.rows[:LOOKED_AT]]
    known = [recognise(cells)[0] for cells in top]
    likely = [(bool({"place", "city"} & found.keys()), len(found)) for found in known]
    at = likely.index(max(likely))
    return _found(grid, at, top[at], top[at], 1, file)


def _with_tags(header: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """Return what each column means: its tag says so before its header."""
    padded = [*tags, *[""] * len(header)][: len(header)]
    meanings = [meaning_of(tag) if tag else None for tag in padded]
    return tuple(
        written if meant is None else (meant or f"({tag})")
        for written, tag, meant in zip(header, padded, meanings, strict=True)
    )


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Put two rows of headers together; a cell merged over several columns stands for all."""
    over = ""
    headers = []
    for at in range(max(len(upper), len(lower))):
        above = upper[at] if at < len(upper) else ""
        below = lower[at] if at < len(lower) else ""
        over = above or (over if below else "")
        if not below:
            headers.append(over)
        elif YEAR.search(over) and not YEAR.search(below):
            headers.append(f"{below} {over}")
        elif YEAR.fullmatch(below):
            headers.append(f"{over} {below}".strip())
        else:
            headers.append(below)
    return tuple(headers)


def _found(
    grid: Grid,
    at: int,
    header: Sequence[str],
    meaning: Sequence[str],
    depth: int,
    file: str,
) -> Found:
    """Take the table under a header, without the footnotes after it."""
    above = grid.rows[:at]
    last = len(grid.rows)
    while last > at + depth and _is_footnote(grid.rows[last - 1][1]):
        last -= 1
    below = grid.rows[last:]
    notes = []
    stamp = f"# {both('confidential.unprotected')}" if above else ""
    if titles := [row for row, cells in above if stamp not in cells]:
        notes.append(Note("titles_above", {"number": len(titles)}))
        notes += [
            Note("figures_above", {"row": str(row)}) for row, cells in above if _has_figures(cells)
        ]
    if below:
        notes.append(Note("notes_below", {"number": len(below)}))
    rows = tuple(row for row, _ in grid.rows[at : at + depth])
    table = table_of_rows(tuple(header), grid.rows[at + depth : last], grid.formulas, file=file)
    return Found(table, tuple(meaning[: len(table.header)]), rows, tuple(notes))


def _refuse_figures(rows: Sequence[Row], tags: int, file: str) -> None:
    """Refuse rows of figures above a row of tags, which would be taken for its headers."""
    problems = [
        problem("figures_above_tags", file=file, row=row, tags=tags)
        for row, cells in rows
        if _has_figures(cells)
    ]
    if problems:
        raise CountsError(problems)


def _has_figures(cells: Sequence[str]) -> bool:
    """Tell whether a row has a number that is no year, and something beside it."""
    numbers = [cell for cell in cells if cell and not YEAR.fullmatch(cell)]
    figures = any(read_figure(cell).count is not None for cell in numbers)
    return figures and sum(map(bool, cells)) > 1


def _is_footnote(cells: Sequence[str]) -> bool:
    """Tell whether a row is a note: a text in its first column alone that begins like one."""
    return bool(cells[0]) and not any(cells[1:]) and bool(_FOOTNOTE.match(cells[0]))
