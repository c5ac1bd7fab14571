"""Reads somebody's published table: its figures, its marks of suppression, and what adds up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from diasporamap.errors import CountsError, problem
from diasporamap.protection.audit import Sum
from diasporamap.protection.linked import Cell
from diasporamap.tables.books import choose_one, grid_named
from diasporamap.tables.figures import Numerals, numerals_of, read_figure
from diasporamap.tables.frames import name_of, opened
from diasporamap.tables.headers import plain_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diasporamap.errors import Problem
    from diasporamap.tables.encoded import Row
    from diasporamap.tables.frames import Source as Readable

#: Words for a sum, of all rows or of all columns.
_TOTALS: Final = frozenset(
    [
        *("t", "total", "grand_total", "total_general", "ensemble", "all", "overall", "sum"),
        *("both", "both_sexes", "two_sexes", "deux_sexes", "les_deux_sexes", "somme"),
        *("tous", "toutes"),
    ]
)
#: What the words for all of some places begin with.
_ALL: Final = ("all_", "tous_les_", "toutes_les_", "ensemble_des_", "ensemble_du_")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
#: A header that is a year.
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
#: Words in the header of a column that has no people in it, or that names rows.
_NO_PEOPLE: Final = re.compile(
    r"%|\b(?:share|part|ratio|taux|rate|per ?cent|pour ?cent|pourcentage)\b"
)
_NAMES_ROWS: Final = re.compile(r"^(?:code|no|n°|id|rank|rang|year|année|annee)\b")

#: A bound in place of a figure, and a dash, which stands for nobody.
_BELOW: Final = re.compile(r"(<|\u2264|less than|fewer than|under|moins de) ?([0-9]+)")
_DASH: Final = re.compile(r"[-\u2010-\u2015\u2212]{1,3}")

#: The column of those whom the only part of a total leaves out.
_REST: Final = -1

#: How the labels of a row are joined.
_JOINED: Final = " / "

#: The labels of a row; None stands for all of a column.
_Key = tuple[str | None, ...]


#: What is wrong with a sum of a table that has marks of suppression, so that it is a published one.
MARKED: Final = "sum_wrong_of_published"


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """A table with what is published of each of its cells.

    Attributes
    ----------
    sums : tuple of Sum
        The cells as sums over rows and columns that are no totals.
    marked : bool
        Whether a mark says that a figure is suppressed, and not only that there is none.
    added : bool
        Whether the table has sums.
    """

    sums: tuple[Sum, ...] = field(repr=False)
    marked: bool
    added: bool

    def shown_under(self, threshold: int) -> int:
        """Return how many small figures are shown."""
        return sum(0 < each.least < threshold for each in self.sums if each.least == each.most)


def read_published(given: Readable, *, sheet: str | None = None) -> PublishedTable:
    """Read a published table: labels in the first columns, then figures, sums and marks.

    A row is a sum where a label says so ("Total", "Ensemble"): of all rows with its other labels,
    and of the rows since the last such row where it has a name ("Total Europe"). A column is one
    likewise. A mark (``x``, ``*``, ``c``, ``..``, a blank) is a hidden figure, ``<5`` one of at
    most 4, which is 1 or more where zeros are shown; a dash is nobody.

    Raises
    ------
    CountsError
        If there is no such table, a cell is neither figure nor mark, or shown figures do not add
        up.
    """
    book, file = opened(given), name_of(given)
    grid = grid_named(book, sheet)
    if grid is None:
        raise choose_one(book)
    numerals = _numerals([cell for _, cells in grid.rows for cell in cells])
    at = _first_row(grid.rows, numerals)
    if at is None:
        raise CountsError.of("no_published_table", file=file)
    header = grid.rows[at - 1][1]
    rows = [row for row in grid.rows[at:] if any(row[1])]
    values = _value_columns(header, rows, numerals)
    if not values:
        raise CountsError.of("no_published_table", file=file)
    labels = [column for column in range(values[0]) if column < len(header)]
    kept = [
        (number, cells)
        for number, cells in rows
        if any(_cell(cells, at) for at in labels) and any(_cell(cells, at) for at in values)
    ]
    return _table(kept, labels, values, header, numerals, file)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _is_value(text: str, numerals: Numerals) -> bool:
    """Tell whether a cell is a figure or a mark."""
    return bool(text) and not _read(text, numerals)[2]


def _read(text: str, numerals: Numerals) -> tuple[int, int | None, str]:
    """Return the least and the greatest number that a cell may be, and what is wrong with it."""
    if below := _BELOW.fullmatch(text.casefold()):
        return 0, int(below[2]) - (below[1] != "\u2264"), ""
    if _DASH.fullmatch(text):
        return 0, 0, ""
    figure = read_figure(text, numerals, marks=True)
    if figure.count is not None:
        return figure.count, figure.count, ""
    return 0, None, figure.message and f"{figure.message}. {figure.hint}"


def _is_mark(text: str, numerals: Numerals) -> bool:
    """Tell whether a cell says that a figure is suppressed, and not only that there is none."""
    return read_figure(text, numerals).withheld


def _first_row(rows: Sequence[Row], numerals: Numerals) -> int | None:
    """Return the position of the first row of figures, which stands under a header."""
    for at, (_, cells) in enumerate(rows[1:], start=1):
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and any(_is_value(cell, numerals) for cell in filled[1:]):
            above = [cell for cell in rows[at - 1][1] if cell]
            years = all(_YEAR.fullmatch(cell) for cell in above if _is_value(cell, numerals))
            if len(above) > 1 and years:
                return at
    return None


def _value_columns(header: Sequence[str], rows: Sequence[Row], numerals: Numerals) -> list[int]:
    """Return the columns of figures: from the first one on that is no name of rows."""
    found: list[int] = []
    for column, name in enumerate(header):
        cells = [text for _, row in rows if (text := _cell(row, column))]
        good = sum(_is_value(text, numerals) for text in cells)
        numbers = [text for text in cells if text[:1].isdigit() or _is_mark(text, numerals)]
        plain = name.casefold()
        if not numbers or 2 * good <= len(cells) or _NO_PEOPLE.search(plain):
            continue
        if not found and (column == 0 or _NAMES_ROWS.search(plain)):
            continue
        found.append(column)
    return found


def _row_keys(rows: Sequence[Row], labels: Sequence[int]) -> list[tuple[_Key, list[int]]]:
    """Return the labels of each row, and which rows it adds up, none where it is no sum."""
    written = [tuple(_cell(cells, at) for at in labels) for _, cells in rows]
    totals = [any(_is_total(label) for label in key) for key in written]
    named = [
        not total and any(plain_header(label).startswith("total_") for label in key)
        for key, total in zip(written, totals, strict=True)
    ]
    found: list[tuple[_Key, list[int]]] = []
    since: list[int] = []
    base = [at for at, sums in enumerate(zip(totals, named, strict=True)) if not any(sums)]
    for at, key in enumerate(written):
        if named[at]:
            found.append((key, since))
            since = []
        elif totals[at]:
            own = tuple(None if not label or _is_total(label) else label for label in key)
            parts = [
                row
                for row in base
                if all(mine in (None, other) for mine, other in zip(own, written[row], strict=True))
            ]
            found.append((key, parts))
        else:
            found.append((key, []))
            since.append(at)
    return found


def _is_total(label: str) -> bool:
    plain = plain_header(label)
    return plain in _TOTALS or plain.startswith(_ALL)


def _numerals(cells: Sequence[str]) -> Numerals:
    """Find how numbers are written: in groups of three where nothing speaks against it."""
    found = numerals_of(cells)
    for sign in ",.":
        held = [text for text in cells if sign in text and text.replace(sign, "").isdigit()]
        if not found.group and held and all(_GROUPED.fullmatch(text) for text in held):
            return Numerals(decimal="", group=sign)
    return found


class _Cell(NamedTuple):
    """A cell as it is published: the places of the groups in it, and the cells that it adds up."""

    row: int
    column: str
    within: list[tuple[int, int]]
    parts: list[list[tuple[int, int]]]
    least: int
    most: int | None
    text: str

    @property
    def people(self) -> int | None:
        """The figure, None where it is hidden."""
        return self.least if self.least == self.most and self.text else None


def _table(
    rows: Sequence[Row],
    labels: Sequence[int],
    values: Sequence[int],
    header: Sequence[str],
    numerals: Numerals,
    file: str,
) -> PublishedTable:
    """Write every cell as a sum over the rows and columns that are no sums."""
    keys = _row_keys(rows, labels)
    totals = [at for at in values if _is_total(header[at])] if len(values) > 1 else []
    if len(totals) > 1:
        raise CountsError.of("several_totals", file=file)
    single = [at for at in values if at not in totals]
    if totals and len(single) == 1:
        single.append(_REST)  # "of whom women": the others have no column
    cells: dict[tuple[int, int], _Cell] = {}
    problems: list[Problem] = []
    for at, (number, written) in enumerate(rows):
        for column in values:
            text = _cell(written, column)
            least, most, wrong = _read(text, numerals)
            if wrong:
                told: dict[str, Any] = {"file": file, "row": number, "column": header[column]}
                problems.append(problem("no_figure_or_mark", **told))
            above, beside = keys[at][1], single if column in totals else []
            cells[at, column] = _Cell(
                number,
                header[column],
                [(row, part) for row in above or [at] for part in beside or [column]],
                [[(row, column) for row in above], [(at, part) for part in beside]],
                least,
                most,
                text,
            )
    marked = any(_is_mark(cell.text, numerals) for cell in cells.values())
    problems = problems or list(_wrong_sums(cells, file, MARKED if marked else "sum_wrong"))
    if problems:
        raise CountsError(problems)
    zeros = any(cell.people == 0 for cell in cells.values())
    group: dict[tuple[int, int], int] = {}
    sums = []
    for (at, _), cell in cells.items():
        groups = [group.setdefault(one, len(group)) for one in cell.within]
        hidden = cell.people is None
        least = 1 if hidden and cell.most is not None and zeros else cell.least
        name = Cell("", _JOINED.join(filter(None, keys[at][0])), cell.column)
        sums.append(Sum(name, np.array(groups, dtype=np.int64), least, cell.most, hidden=hidden))
    return PublishedTable(tuple(sums), marked, added=any(len(each.groups) > 1 for each in sums))


def _wrong_sums(cells: Mapping[tuple[int, int], _Cell], file: str, kind: str) -> Iterator[Problem]:
    """Describe sums whose parts are all shown and that are another number."""
    for cell in cells.values():
        for parts in cell.parts:
            people = [cells[part].people if part in cells else None for part in parts]
            added = sum(number or 0 for number in people)
            if parts and None not in people and cell.people not in (None, added):
                told = {"shown": f"{cell.people:,}", "added": f"{added:,}"}
                yield problem(kind, file=file, row=cell.row, column=cell.column, **told)
                break
