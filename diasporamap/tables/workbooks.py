"""Reads workbooks with calamine, after a scan that refuses what it must not be given.

Calamine reads a sheet into memory at once, at about 80 bytes a cell, and leaves out what the scan
finds: errors, raised digits, formulas, comments, what is hidden.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal

from diasporamap.errors import CountsError
from diasporamap.tables.archives import open_archive, read_content, refusing
from diasporamap.tables.encoded import TOGETHER, Encoder
from diasporamap.tables.raw import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

    from diasporamap.tables.encoded import Row
    from diasporamap.tables.scan import Scan

    Kind = Literal["xlsx", "xls", "ods"]

_KINDS: Final[dict[str, Kind]] = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods"}


@dataclass(frozen=True)
class Sheet:
    """A sheet of cells, read when its rows are asked for."""

    name: str
    hidden: bool
    scan: Scan
    _file: Path
    _kind: Kind
    _workbook: CalamineWorkbook

    @cached_property
    def _cells(self) -> CalamineSheet:
        return self._workbook.get_sheet_by_name(self.name)

    @property
    def height(self) -> int:
        """Number of the last row that has content."""
        with refusing(self._file, self._kind):
            return self._cells.end[0] + 1 if self._cells.end else 0

    def values(self) -> Iterator[tuple[int, list[Any]]]:
        """Give the number and the values of each row, texts of the scan among them."""
        texts: dict[int, dict[int, str]] = {}
        for (row, column), text in self.scan.texts.items():
            texts.setdefault(row, {})[column] = text
        with refusing(self._file, self._kind):
            if self._cells.start:
                left = [""] * self._cells.start[1]
                for row, cells in enumerate(self._cells.iter_rows(), start=1):
                    values = [*left, *cells]
                    yield row, _with(values, texts.pop(row)) if row in texts else values
            yield from ((row, _with([], texts[row])) for row in sorted(texts))

    def rows(self) -> Iterator[Row]:
        """Give the rows that are not blank: their number, and their cells as texts."""
        writers = _WRITERS_ODS if self._kind == "ods" else _WRITERS
        for row, values in self.values():
            texts = tuple([writers[type(value)](value) for value in values])
            if any(texts):
                yield row, texts

    def grid(self) -> Grid:
        """Return all rows, each as wide as the last column that is not blank."""
        writers = _WRITERS_ODS if self._kind == "ods" else _WRITERS
        encoder = Encoder(lambda value: writers[type(value)](value))
        dates: set[tuple[int, int]] = set()
        given = self.values()
        while some := list(islice(given, TOGETHER)):
            encoder.add([row for row, _ in some], [values for _, values in some])
            if _TIMES.isdisjoint(encoder.types):
                continue
            for row, values in some:
                told = (at for at, value in enumerate(values) if type(value) in _TIMES)
                dates.update((row, at) for at in told)
        rows = encoder.rows().not_blank()
        width = len(rows.columns)
        while width and not rows.columns[width - 1].filled.any():
            width -= 1
        for (first, left), (last, _) in self._cells.merged_cell_ranges or ():
            if last > first:
                self.scan.merged.append((first + 1, last + 1, left))
        look = self.scan.look(dates, hidden=self.hidden)
        return Grid(rows.padded(width), self.name, frozenset(self.scan.formulas), look)


def open_workbook(file: Path) -> tuple[Kind, tuple[Sheet, ...]]:
    """Scan a workbook, and return its kind and its sheets of cells."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    kind = _KINDS[file.suffix.lower()]
    content = read_content(file, kind)
    with refusing(file, kind):
        content, scans = _scanned(content, file, kind)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(
            Sheet(
                found.name,
                found.visible != SheetVisibleEnum.Visible,
                scans[found.name],
                file,
                kind,
                workbook,
            )
            for found in workbook.sheets_metadata
            if found.typ == SheetTypeEnum.WorkSheet
        )
    if not sheets:
        raise CountsError.of("sheets_none", file=str(file))
    return kind, sheets


def _scanned(content: bytes, file: Path, kind: Kind) -> tuple[bytes, dict[str, Scan]]:
    """Return what calamine is given, and what was found in each sheet."""
    if kind == "xls":
        from diasporamap.tables.scan_xls import scan_xls

        return content, scan_xls(content)
    archive = open_archive(content, file, kind)
    if kind == "xlsx":
        from diasporamap.tables.scan_xlsx import scan_xlsx

        return content, scan_xlsx(archive)
    from diasporamap.tables.scan_ods import completed, scan_ods

    return completed(content, archive), scan_ods(archive)


def read_workbook(file: Path) -> Book:
    """Read every sheet of cells."""
    kind, sheets = open_workbook(file)
    return Book(str(file), kind, tuple(sheet.grid() for sheet in sheets))


def _with(values: list[Any], texts: dict[int, str]) -> list[Any]:
    """Put the texts of the scan in their places."""
    values += [""] * (max(texts) + 1 - len(values))
    for at, text in texts.items():
        values[at] = text
    return values


def _number(value: float) -> str:
    """Write a number with the 15 digits that spreadsheet programs keep."""
    short = value if value.is_integer() else float(f"{value:.15g}")
    return str(int(short)) if short.is_integer() else str(short)


def _day(value: dt.date) -> str:
    return f"{value} 00:00:00"


_TIMES: Final = frozenset([dt.date, dt.datetime, dt.time, dt.timedelta])
_Writers = dict[type, "Callable[[Any], str]"]
_WRITERS: Final[_Writers] = {
    str: str.strip,
    float: _number,
    int: str,
    bool: str,
    dt.date: _day,
    dt.datetime: str,
    dt.time: str,
    dt.timedelta: str,
}
_WRITERS_ODS: Final[_Writers] = {
    **_WRITERS,
    dt.date: dt.date.isoformat,
    dt.datetime: dt.datetime.isoformat,
}
