"""Rows of cells kept by column: each text that differs once, and a number for each cell.

A column of a million cells has a few hundred texts. Whatever is asked of a cell is asked of these,
and rows are made of them only where somebody goes through rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Final, TypeVar, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from numpy.typing import NDArray

#: A row of a file: its number as an editor or a spreadsheet shows it, and its cells.
Row = tuple[int, tuple[str, ...]]

#: How many rows are made at a time.
TOGETHER: Final = 20_000
#: The number of a cell that a row is too short for.
_NONE: Final = -1

Value = TypeVar("Value")
#: Where each cell has its value, and the values.
Mapped = tuple["NDArray[np.int32]", list[Value]]


@dataclass(frozen=True, eq=False)
class Column:
    """The cells of a column: its different texts, and the position of each cell among them."""

    codes: NDArray[np.int32]
    texts: NDArray[np.object_]

    @property
    def present(self) -> NDArray[np.bool_]:
        """Whether each of the texts is that of a cell; rows may have been left out."""
        times = np.bincount(self.codes + 1, minlength=len(self.texts) + 1)
        used: NDArray[np.bool_] = times[1:] > 0
        return used

    @property
    def different(self) -> list[str]:
        """The texts of the cells, each once, in no certain order."""
        return list(self.texts[self.present])

    @property
    def in_order(self) -> list[str]:
        """The texts of the cells, each once, in the order of the first cell that has it."""
        _, first = np.unique(self.codes, return_index=True)
        return list(self.texts[self.codes[np.sort(first)]])

    @property
    def cells(self) -> list[str]:
        """The text of each cell."""
        return list(self.texts[self.codes])

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Whether each cell is there and has a text."""
        return self.where(bool)

    def where(self, told: Callable[[str], object]) -> NDArray[np.bool_]:
        """Ask each text once; False for cells that are not there."""
        answers = [bool(told(text)) for text in self.texts]
        found: NDArray[np.bool_] = np.array([*answers, False])[self.codes]
        return found

    def mapped(self, function: Callable[[str], Value]) -> Mapped[Value]:
        """Return what a function makes of the texts of cells, and where each cell has its own.

        Texts of which it makes the same become one.
        """
        order: dict[Value, int] = {}
        to = np.zeros(len(self.texts), np.int32)
        for at in np.flatnonzero(self.present):
            to[at] = order.setdefault(function(self.texts[at]), len(order))
        return to[self.codes], list(order)

    def padded(self) -> Column:
        """Return the column with a blank for each cell that is not there."""
        if not (self.codes == _NONE).any():
            return self
        texts = {text: at for at, text in enumerate(self.texts)}
        blank = texts.setdefault("", len(texts))
        return _column([np.where(self.codes == _NONE, np.int32(blank), self.codes)], texts)

    def at(self, rows: slice | NDArray[np.generic]) -> Column:
        """Return the cells of some rows."""
        return Column(self.codes[rows], self.texts)


class EncodedRows(Sequence[Row]):
    """Numbered rows of cells; a sequence as a tuple of them is, with a fraction of its memory.

    `widths` are those of the rows where they differ; shorter rows lack cells of the last columns.
    """

    def __init__(
        self,
        numbers: NDArray[np.generic],
        columns: Sequence[Column],
        widths: NDArray[np.int32] | None = None,
    ) -> None:
        self.numbers = numbers
        self.columns = tuple(columns)
        self.widths = widths

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> EncodedRows: ...
    def __getitem__(self, at: int | slice) -> Row | EncodedRows:
        """Return a row, or some of the rows."""
        if isinstance(at, slice):
            return self.at(at)
        at = range(len(self))[at]
        return next(iter(self.at(slice(at, at + 1))))

    def __iter__(self) -> Iterator[Row]:
        """Make the rows, some at a time."""
        for start in range(0, len(self), TOGETHER):
            rows = slice(start, start + TOGETHER)
            numbers = self.numbers[rows].tolist()
            made = [column.texts[column.codes[rows]].tolist() for column in self.columns]
            cells = zip(*made, strict=True) if made else iter([()] * len(numbers))
            if self.widths is not None:
                widths = self.widths[rows].tolist()
                cells = (row[:width] for row, width in zip(cells, widths, strict=True))
            yield from zip(numbers, cells, strict=True)

    def __eq__(self, other: object) -> bool:
        """Tell whether other rows are the same."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(
            one == two for one, two in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Say how many they are, and nothing of what they hold."""
        return f"EncodedRows({len(self)} rows of {len(self.columns)} columns)"

    @property
    def width(self) -> NDArray[np.int32]:
        """The number of cells of each row."""
        if self.widths is not None:
            return self.widths
        return np.full(len(self), len(self.columns), np.int32)

    def at(self, rows: slice | NDArray[np.generic]) -> EncodedRows:
        """Return some of the rows."""
        widths = None if self.widths is None else self.widths[rows]
        if widths is not None and (widths == len(self.columns)).all():
            widths = None
        return EncodedRows(self.numbers[rows], [one.at(rows) for one in self.columns], widths)

    def not_blank(self) -> EncodedRows:
        """Return the rows that have a text."""
        filled = self.any_filled()
        return self if filled.all() else self.at(filled)

    def of_width(self, width: int) -> EncodedRows:
        """Return the first cells of rows that all have as many."""
        columns = self.columns[:width] if len(self) else [_column([])] * width
        return EncodedRows(self.numbers, columns)

    def padded(self, width: int) -> EncodedRows:
        """Return rows of as many cells, blank where a row has none."""
        return EncodedRows(self.numbers, [column.padded() for column in self.columns[:width]])

    def any_filled(self, columns: slice = slice(None)) -> NDArray[np.bool_]:
        """Tell which rows have a text in some of the columns."""
        found = np.zeros(len(self), bool)
        for column in self.columns[columns]:
            found |= column.filled
        return found


def encoded(rows: Iterable[Row]) -> EncodedRows:
    """Keep rows by column; those that are kept so are returned as they are."""
    if isinstance(rows, EncodedRows):
        return rows
    encoder = Encoder(str)
    iterator = iter(rows)
    while some := list(islice(iterator, TOGETHER)):
        encoder.add([row for row, _ in some], [cells for _, cells in some])
    return encoder.rows()


def groups_of(columns: Sequence[Column], number: int) -> NDArray[np.int64]:
    """Return for each of a number of rows which group of the same cells it is of.

    Groups are numbered in the order of their first rows.
    """
    import pandas as pd

    groups = np.zeros(number, np.int64)
    for column in columns:
        groups, _ = pd.factorize(groups * len(column.texts) + column.codes)
    return groups


class Encoder:
    """Takes rows, some at a time, and keeps them by column.

    `text_of` is asked once what a value of a cell is as text; values of different types are never
    the same.
    """

    def __init__(self, text_of: Callable[..., str]) -> None:
        self._text_of = text_of
        self._columns: list[_Cells] = []
        self._numbers: list[NDArray[np.generic]] = []
        self._widths: list[NDArray[np.int32]] = []
        self._total = 0

    def add(self, numbers: Sequence[int], rows: Sequence[Sequence[Hashable]]) -> None:
        """Take some rows with their numbers."""
        widths = np.fromiter(map(len, rows), np.int32, len(rows))
        same = bool(len(widths)) and bool((widths == widths[0]).all())
        cells = zip(*rows, strict=True) if same else zip_longest(*rows, fillvalue=_MISSING)
        at = -1
        for at, values in enumerate(cells):
            if at == len(self._columns):
                self._columns.append(_Cells(self._text_of, self._total))
            self._columns[at].add(values)
        for column in self._columns[at + 1 :]:
            column.lack(len(rows))
        plain = all(type(number) is int for number in numbers)
        self._numbers.append(np.array(numbers, dtype=np.int64 if plain else object))
        self._widths.append(widths)
        self._total += len(rows)

    def add_columns(self, numbers: range, columns: Sequence[Sequence[str]]) -> None:
        """Take some rows of texts by column; each call has as many columns."""
        self._columns = self._columns or [_Cells(self._text_of, self._total) for _ in columns]
        for column, values in zip(self._columns, columns, strict=True):
            column.add_all(values, str)
        self._numbers.append(np.arange(numbers.start, numbers.stop))
        self._widths.append(np.full(len(numbers), len(columns), np.int32))
        self._total += len(numbers)

    @property
    def types(self) -> set[type]:
        """The types of the values that were taken."""
        return {kind for column in self._columns for kind in column.types}

    def rows(self) -> EncodedRows:
        """Return all rows."""
        if not self._total:
            return EncodedRows(np.zeros(0, np.int64), ())
        columns = [column.made() for column in self._columns]
        return EncodedRows(np.concatenate(self._numbers), columns, np.concatenate(self._widths)).at(
            slice(None)
        )


class _Missing:
    """What stands for the cell of a row that is too short."""


_MISSING: Final = _Missing()


class _Codes(dict[object, int]):
    """The numbers of the values of one type in a column; a new one is asked for its text."""

    def __init__(self, text_of: Callable[..., str], texts: dict[str, int]) -> None:
        super().__init__()
        self._text_of = text_of
        self._texts = texts

    def __missing__(self, value: object) -> int:
        text = self._text_of(value)
        self[value] = code = self._texts.setdefault(text, len(self._texts))
        return code


class _Cells:
    """The cells of one column while rows are taken."""

    def __init__(self, text_of: Callable[..., str], lacking: int) -> None:
        self._texts: dict[str, int] = {}
        self.types: dict[type, _Codes] = {}
        self._text_of = text_of
        self._parts: list[NDArray[np.int32]] = []
        self.lack(lacking)

    def add(self, values: Sequence[object]) -> None:
        """Take the values of some rows."""
        types = set(map(type, values))
        if len(types) == 1:
            self.add_all(values, types.pop())
        else:
            known = {kind: self._codes(kind) for kind in types}
            codes = (known[type(value)][value] for value in values)
            self._parts.append(np.fromiter(codes, np.int32, len(values)))

    def add_all(self, values: Sequence[object], kind: type) -> None:
        """Take the values of some rows, all of one type."""
        codes = map(self._codes(kind).__getitem__, values)
        self._parts.append(np.fromiter(codes, np.int32, len(values)))

    def _codes(self, kind: type) -> _Codes:
        if kind not in self.types:
            self.types[kind] = _Codes(self._text_of, self._texts)
            if kind is _Missing:
                self.types[kind][_MISSING] = _NONE
        return self.types[kind]

    def lack(self, rows: int) -> None:
        """Take rows that are too short."""
        if rows:
            self._parts.append(np.full(rows, _NONE, np.int32))

    def made(self) -> Column:
        """Return the column."""
        return _column(chain(self._parts), self._texts)


def _column(parts: Iterable[NDArray[np.int32]], texts: Iterable[str] = ()) -> Column:
    given = list(parts)
    codes = np.concatenate(given) if given else np.zeros(0, np.int32)
    known = list(texts)
    made = np.empty(len(known), dtype=object)
    made[:] = known
    return Column(codes, made)
