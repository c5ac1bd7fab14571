"""The grids of texts that every kind of file is read into before it becomes counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: A row of a file: its number as an editor or a spreadsheet shows it, and its cells.
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class RawTable:
    """A header and the rows under it, all cells as text without outer white space.

    Attributes
    ----------
    header : tuple of str
        The cells of the header, as written.
    rows : tuple of (int, tuple of str)
        Row number in the file and its cells, as many as the header has; blank rows are left out.
    formulas : frozenset of (int, int)
        Row number and column position of the cells that are formulas.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    formulas: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class Look:
    """What a spreadsheet program shows of a sheet beside its texts; cells as in `Grid.formulas`.

    Attributes
    ----------
    dates, comments : frozenset of (int, int)
        The cells that are shown as a day or a time, and those of an ODS that have a comment.
    hidden_rows, hidden_columns : frozenset of int
        Numbers of the rows and positions of the columns that are not shown.
    hidden, filtered : bool
        Whether the sheet is not shown, and whether a filter hides rows of it.
    """

    dates: frozenset[tuple[int, int]] = frozenset()
    comments: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    filtered: bool = False


@dataclass(frozen=True)
class Grid:
    """All rows of a text file or of one sheet, before a header is looked for.

    Attributes
    ----------
    rows : tuple of (int, tuple of str)
        Row number in the file and its cells; blank rows are left out. Rows of a sheet are all of
        the same width, those of a text file are as wide as they are written.
    sheet : str, optional
        Name of the sheet.
    formulas : frozenset of (int, int)
        Row number and column position of the cells that are formulas.
    look : Look
        What else a sheet shows and hides.
    """

    rows: tuple[Row, ...]
    sheet: str | None = None
    formulas: frozenset[tuple[int, int]] = field(default=frozenset(), repr=False)
    look: Look = field(default=Look(), repr=False)


@dataclass(frozen=True)
class Book:
    """A file as it was opened: its grids, and how its bytes were understood.

    Attributes
    ----------
    file : str
        Name of the file as the user gave it.
    kind : {"text", "xlsx", "xls", "ods", "frame", "parquet"}
        What was opened.
    grids : tuple of Grid
        One of a text file, one a sheet of a workbook.
    encoding, separator : str, optional
        Those of a text file.
    """

    file: str
    kind: Literal["text", "xlsx", "xls", "ods", "frame", "parquet"]
    grids: tuple[Grid, ...]
    encoding: str | None = None
    separator: str | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets of a workbook."""
        return tuple(grid.sheet for grid in self.grids if grid.sheet is not None)
