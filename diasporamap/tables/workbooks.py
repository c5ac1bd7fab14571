"""Reads the sheets of an XLSX workbook."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, BinaryIO

from diasporamap.errors import CountsError
from diasporamap.tables.archives import DAMAGED, check_archive, damaged
from diasporamap.tables.raw import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def read_workbook(file: Path) -> Book:
    """Read every sheet of cells.

    Raises
    ------
    CountsError
        If the file is no workbook, is damaged or protected by a password, or has no sheet.
    """
    check_archive(file, "XLSX")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's notes on styles and validation it drops
            with file.open("rb") as stream:
                grids = _read_grids(stream)
    except DAMAGED as error:
        raise damaged(error, file) from None  # its words may be a cell's
    if not grids:
        raise CountsError.one("the workbook has no sheet of cells", "Add one.", file=str(file))
    return Book(str(file), "xlsx", grids)


def _read_grids(stream: BinaryIO) -> tuple[Grid, ...]:
    """Return the cells of each sheet as text."""
    import openpyxl

    workbook = openpyxl.load_workbook(stream, read_only=True)
    try:
        grids = []
        for worksheet in workbook.worksheets:
            worksheet.reset_dimensions()  # some programs write a wrong size
            grids.append(_grid(worksheet.title, worksheet.iter_rows()))
        return tuple(grids)
    finally:
        workbook.close()


def _grid(title: str, sheet: Iterable[tuple[Any, ...]]) -> Grid:
    rows = []
    formulas: set[tuple[int, int]] = set()
    for row, cells in enumerate(sheet, start=1):
        texts = [cell_text(cell.value) for cell in cells]
        formulas.update((row, at) for at, cell in enumerate(cells) if cell.data_type == "f")
        if any(texts):
            rows.append((row, texts))
    return squared(title, rows, formulas)


def squared(
    title: str, rows: Iterable[tuple[int, list[str]]], formulas: Iterable[tuple[int, int]]
) -> Grid:
    """Make the grid of a sheet: every row as wide as the last column that is not blank."""
    rows = list(rows)
    width = 0
    for _, texts in rows:
        width = max(width, max(at for at, text in enumerate(texts) if text) + 1)
    padded = ((row, tuple((texts + [""] * width)[:width])) for row, texts in rows)
    return Grid(tuple(padded), title, frozenset(formulas))


def cell_text(value: object) -> str:
    """Write a cell as text; a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
