"""The grids of texts that every kind of file is read into before it becomes counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.tables.encoded import Row


@dataclass(frozen=True)
class RawTable:
    """A header and the rows under it, all cells as text without outer white space.

    Rows have their number in the file and as many cells as the header; blank rows are left out.
    `formulas` are the row numbers and column positions of the cells that are formulas.
    """

    header: tuple[str, ...]
    rows: Sequence[Row]
    formulas: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class Look:
    """What a spreadsheet program shows of a sheet beside its texts.

    Cells, rows and columns are told as in `RawTable`: `dates` are those shown as a day or a time,
    `comments` those of an ODS only, `filtered` says that a filter hides rows. Of cells that are
    merged over several rows, `merged` gives the first, the last and the column.
    """

    dates: frozenset[tuple[int, int]] = frozenset()
    comments: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    filtered: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Grid:
    """All rows of a text file or of one sheet but blank ones, before a header is looked for.

    Rows of a sheet are all of the same width, those of a text file are as wide as they are written.
    """

    rows: Sequence[Row]
    sheet: str | None = None
    formulas: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    look: Look = field(default=Look(), repr=False)


@dataclass(frozen=True)
class Book:
    """A file as it was opened, named as the user gave it: one grid a sheet, or that of a text."""

    file: str
    kind: Literal["text", "xlsx", "xls", "ods", "frame", "parquet"]
    grids: tuple[Grid, ...]
    encoding: str | None = None
    separator: str | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets of a workbook."""
        return tuple(grid.sheet for grid in self.grids if grid.sheet is not None)
