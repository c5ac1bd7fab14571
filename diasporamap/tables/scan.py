"""What a scan finds before calamine reads a workbook: sizes, and what calamine leaves out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from diasporamap.tables.raw import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Rows and columns of the largest sheet of any spreadsheet program.
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

#: Cells that a sheet may span however few stand in its file, and how many times those it may.
SPANNED: Final = 2**24
TIMES_SPANNED: Final = 8
#: Cells that it may fill by repeating some, and how many times those that stand in its file.
REPEATED: Final = 2**20
TIMES_REPEATED: Final = 64

#: The text of a formula that no program has calculated: it must not be taken for a blank.
NOT_CALCULATED: Final = "="

#: The raised form of each character that has one.
_RAISED: Final = {
    chr(int(form[1], 16)): raised
    for raised in map(
        chr,
        (*range(0xAA, 0xBB), *range(0x2B0, 0x2B9), *range(0x1D2C, 0x1DC0), *range(0x2070, 0x2080)),
    )
    if (form := unicodedata.decomposition(raised).split())[:1] == ["<super>"] and len(form) == 2  # noqa: PLR2004
}
_FIGURE: Final = re.compile(r"[\d\s.,'\u2019]*\d[\d\s.,'\u2019]*")


class ImpossibleSizeError(ValueError):
    """A sheet that is larger than any that a spreadsheet program makes, or nearly all blank."""


@dataclass
class Scan:
    """What is found in one sheet; rows count from 1, columns from 0, as in `Grid.formulas`.

    `texts` are those of the cells that calamine tells otherwise; see `Look` for what is hidden.
    """

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    comments: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    _hidden: int = 0
    _stored: int = 0
    _filled: int = 0
    _first: tuple[int, int] = (MOST_ROWS, MOST_COLUMNS)
    _last: tuple[int, int] = (0, 0)

    def fill(
        self, row: int, columns: Sequence[int], *, rows: int = 1, stored: int | None = None
    ) -> None:
        """Count the cells of a row that have content, and of further rows that repeat it.

        `stored` of them stand in the file, by default all.
        """
        if not columns:
            return
        left, right, last = min(columns), max(columns), row + rows - 1
        self._stored += stored or len(columns)
        self._filled += len(columns) * rows
        inside = 1 <= row <= last <= MOST_ROWS and right < MOST_COLUMNS
        if not inside or self._filled > max(REPEATED, TIMES_REPEATED * self._stored):
            raise ImpossibleSizeError
        self._first = (min(self._first[0], row), min(self._first[1], left))
        self._last = (max(self._last[0], last), max(self._last[1], right))

    def hide_columns(self, first: int, end: int) -> None:
        """Note columns that are not shown; none stands twice in a file."""
        self._hidden += max(end - first, 0)
        if self._hidden > MOST_COLUMNS:
            raise ImpossibleSizeError
        self.hidden_columns.update(range(first, end))

    def check(self) -> None:
        """Refuse a sheet that spans far more cells than its file has."""
        spanned = (self._last[0] - self._first[0] + 1) * (self._last[1] - self._first[1] + 1)
        if self._stored and spanned > max(SPANNED, TIMES_SPANNED * self._stored):
            raise ImpossibleSizeError

    def look(self, dates: Iterable[tuple[int, int]], *, hidden: bool) -> Look:
        """Return what the sheet shows and hides."""
        return Look(
            frozenset(dates),
            frozenset(self.comments),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            hidden,
            self.filtered,
            tuple(self.merged),
        )


def parser() -> expat.XMLParserType:
    """Return a parser of XML that takes no document type, and so expands no entity."""
    made = expat.ParserCreate()
    made.ordered_attributes = True
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type")


def parse(made: expat.XMLParserType, stream: IO[bytes]) -> None:
    """Give a parser a part of a workbook, piece by piece."""
    while piece := stream.read(2**16):
        made.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
    made.Parse(b"", True)  # noqa: FBT003


def raised_text(runs: Iterable[tuple[str, bool]]) -> str | None:
    """Join the runs of a cell, raised digits as such, so that none becomes part of a number.

    Letters are raised behind a number only: "1er" in a name stays. None where nothing is raised,
    or all is.
    """
    runs = [(text, raised) for text, raised in runs if text]
    base = "".join(text for text, raised in runs if not raised).strip()
    if not base or all(not raised for _, raised in runs):
        return None
    figure = _FIGURE.fullmatch(base)
    return "".join(
        "".join(_RAISED.get(sign, sign) if figure or sign.isdigit() else sign for sign in text)
        if raised
        else text
        for text, raised in runs
    ).strip()
