"""Opens files of any kind and DataFrames as grids of texts, which the same readers run over."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import takewhile
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.errors import CountsError, UsageError
from diasporamap.language import message
from diasporamap.tables.books import (
    PARQUET_ENDINGS,
    check_file,
    choose_one,
    formula_problems,
    grid_named,
    open_book,
    table_under,
)
from diasporamap.tables.headers import known_headers, plain_header
from diasporamap.tables.raw import Book, Grid
from diasporamap.tables.redaction import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from diasporamap.errors import Problem
    from diasporamap.tables.raw import RawTable

    #: What counts are read from: a file, or a frame with a header in its columns.
    Source = str | os.PathLike[str] | pd.DataFrame

#: Column by which an export of persons is known.
UUID: Final = "_uuid"

#: How messages call a frame, which has no file.
FRAME: Final = "DataFrame"


class RowLabel(int):
    """The position of a row that is written as the label that the index of a frame has for it."""

    label: object

    def __new__(cls, position: int, label: object) -> RowLabel:  # noqa: PYI034 - mypy's Self
        """Take the position for the order, and the label for messages."""
        made = super().__new__(cls, position)
        made.label = label
        return made

    def __str__(self) -> str:
        """Write the label."""
        return str(self.label)

    def __format__(self, spec: str) -> str:
        """Write the label into a message."""
        return format(str(self), spec)


def label_of(row: int | str | None) -> int | str | None:
    """Return what a row of a frame is called: its label, None for the header and what is above."""
    if not isinstance(row, RowLabel):
        return row if isinstance(row, str) else None
    if not row:
        return None
    return int(row.label) if isinstance(row.label, Integral) else str(row)


def labelled(problems: Sequence[Problem]) -> list[Problem]:
    """Name the rows of a frame in problems by the labels of its index."""
    return [replace(problem, row=label_of(problem.row)) for problem in problems]


def is_frame(table: Source) -> bool:
    """Tell whether a table is a frame or a file of one, whose rows have labels."""
    if not isinstance(table, (str, os.PathLike)):
        return True
    return Path(table).suffix.lower() in PARQUET_ENDINGS


def name_of(table: Source) -> str:
    """Return the name of a table in messages."""
    return str(table) if isinstance(table, (str, os.PathLike)) else FRAME


def opened(table: Source, *, persons: bool = False) -> Book:
    """Open a file of any kind that is read here, or a frame; of persons, with a row for each."""
    if not isinstance(table, (str, os.PathLike)):
        return frame_book(table, persons=persons)
    if Path(table).suffix.lower() not in PARQUET_ENDINGS:
        return open_book(table)
    import pandas as pd

    check_file(Path(table))
    try:
        frame = pd.read_parquet(table)
    except ImportError as error:
        raise without_parquet(Path(table)) from error
    except (OSError, ValueError) as error:
        where = {"file": str(table), "error": type(error).__name__}
        raise CountsError.of("file_no_parquet", **where) from None
    return frame_book(frame, file=str(table), kind="parquet", persons=persons)


def without_parquet(file: Path) -> UsageError:
    """Return the error of a Parquet file where nothing is installed that reads it."""
    return UsageError(message("tables.no_parquet", file=file.name))


def is_index(name: str) -> bool:
    """Tell whether a column of a Parquet file is an index that pandas wrote beside the columns."""
    return re.fullmatch(r"__index_level_\d+__", name) is not None


def read_raw(path: str | os.PathLike[str], *, sheet: str | None = None) -> RawTable:
    """Read a header in the first row, but for comments, and the rows under it as text.

    Raises
    ------
    CountsError
        If the file cannot be read, has several sheets and none is named, rows do not have the
        fields of the header, or cells are formulas.
    UsageError
        If `sheet` names no sheet.
    """
    book = opened(path)
    grid = grid_named(book, sheet)
    if grid is None:
        raise choose_one(book, of_file=True)
    filled = ([cell for cell in cells if cell] for _, cells in grid.rows)
    comments = len(list(takewhile(lambda cells: len(cells) == 1 and cells[0][0] == "#", filled)))
    table = table_under(grid, comments, file=book.file)
    problems = formula_problems(table)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    return table


def frame_book(
    frame: object,
    *,
    file: str = FRAME,
    kind: Literal["frame", "parquet"] = "frame",
    persons: bool = False,
) -> Book:
    """Write a frame out as a grid: its columns as the header, cells as texts.

    Levels of the index that have a known name, such as `place` after a sum by it, are columns too.
    Rows are told by the labels of the index; where these may say who somebody is, by their number.
    """
    import pandas as pd

    if isinstance(frame, pd.Series):
        frame = frame.to_frame()
    if not isinstance(frame, pd.DataFrame):
        raise UsageError(message("tables.not_a_table", type=type(frame).__name__))
    named = [
        name
        for name in frame.index.names
        if plain_header(str(name)) in known_headers() and name not in frame.columns
    ]
    frame = frame.reset_index(named) if named else frame
    header = tuple(map(_header, frame.columns))
    numbered = persons or UUID in header
    rows = []
    texts = zip(*(texts_of(column) for _, column in frame.items()), strict=True)
    for at, (label, cells) in enumerate(zip(frame.index, texts, strict=False), start=1):
        told = not is_address(str(label)) and (isinstance(label, Integral) or not numbered)
        if any(cells):
            rows.append((RowLabel(at, label if told else at), cells))
    return Book(file, kind, (Grid(((RowLabel(0, 0), header), *rows)),))


def _text(value: object) -> str:
    """Write a cell as text; a whole number without decimals."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def texts_of(column: pd.Series) -> Iterator[str]:
    """Write the cells of a column as texts, blank where one is missing."""
    return (
        "" if missing else _text(value)
        for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)
    )


def _header(name: object) -> str:
    """Write the name of a column; the levels of one that has several follow each other."""
    parts = name if isinstance(name, tuple) else (name,)
    return " ".join(_text(part) for part in parts).strip()
