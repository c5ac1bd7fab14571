"""Reads one sheet of an XLSX workbook."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

from diasporamap.counts.raw import RawTable
from diasporamap.errors import CountsError, Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes a workbook may have when unpacked.
LARGEST_UNPACKED: Final = 2**30

_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
)


def read_workbook(file: Path, *, sheet: str | None = None) -> RawTable:
    """Read a sheet: the only one, or the one named.

    Raises
    ------
    CountsError
        If the file is no workbook, is damaged or protected by a password, has several sheets
        and none is named, is empty, or holds formulas.
    UsageError
        If there is no sheet of that name.
    """
    _check_archive(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's notes on styles and validation it drops
            with file.open("rb") as stream:
                grid = _read_grid(stream, sheet, file)
    except _DAMAGED as error:
        raise CountsError.one(
            f"the workbook is damaged ({type(error).__name__})",
            "Open it in a spreadsheet program and save it again.",
            file=str(file),
        ) from error
    return _raw_table(grid, str(file))


def _check_archive(file: Path) -> None:
    """Refuse what is no XLSX archive, or unpacks to more than a workbook has."""
    with file.open("rb") as stream:
        start = stream.read(4)
    message = None
    if start == b"\xd0\xcf\x11\xe0":
        message = "the workbook is protected by a password, or is of the old .xls kind"
    elif not zipfile.is_zipfile(file):
        message = "the file is not an XLSX workbook, whatever its name says"
    else:
        with zipfile.ZipFile(file) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                message = "the workbook unpacks to more than a table can have"
    if message:
        raise CountsError.one(
            message, "Save the table as XLSX without a password, or as CSV UTF-8.", file=str(file)
        )


def _read_grid(stream: BinaryIO, sheet: str | None, file: Path) -> list[list[tuple[str, bool]]]:
    """Return the cells of the sheet as text, and whether each is a formula."""
    import openpyxl

    workbook = openpyxl.load_workbook(stream, read_only=True)
    try:
        worksheet = _sheet_of(workbook, sheet, file)
        worksheet.reset_dimensions()  # some programs write a wrong size
        return [
            [(_cell_text(cell.value), cell.data_type == "f") for cell in row]
            for row in worksheet.iter_rows()
        ]
    finally:
        workbook.close()


def _sheet_of(workbook: Any, sheet: str | None, file: Path) -> Any:  # noqa: ANN401 - two kinds
    names = [worksheet.title for worksheet in workbook.worksheets]
    if sheet is None and len(names) > 1:
        raise CountsError.one(
            f"the workbook has {len(names)} sheets ({', '.join(names)})",
            "Choose one with --sheet.",
            file=str(file),
        )
    if not names:
        raise CountsError.one("the workbook has no sheet of cells", "Add one.", file=str(file))
    if sheet is not None and sheet not in names:
        raise UsageError(f"{file.name} has no sheet '{sheet}'. It has: {', '.join(names)}.")
    return workbook[sheet or names[0]]


def _raw_table(grid: list[list[tuple[str, bool]]], file: str) -> RawTable:
    """Take the header from row 1 and the rows under it; refuse formulas."""
    width = max((len(row) for row in grid), default=0)
    while width and not any(row[width - 1][0] for row in grid if len(row) >= width):
        width -= 1
    if not width:
        raise CountsError.one(
            "the sheet is empty", "Give a header and at least one row.", file=file
        )
    header = tuple(text for text, _ in _padded(grid[0], width))
    problems = [
        Problem(
            "the cell is a formula",
            "Paste it as a value (Paste special, Values).",
            file,
            row,
            header[column] or f"number {column + 1}",
        )
        for row, cells in enumerate(grid, start=1)
        for column, (_, formula) in enumerate(cells[:width])
        if formula
    ]
    if problems:
        raise CountsError(problems)
    rows = (
        (row, tuple(text for text, _ in _padded(cells, width)))
        for row, cells in enumerate(grid[1:], start=2)
    )
    return RawTable(header, tuple((row, cells) for row, cells in rows if any(cells)))


def _padded(cells: list[tuple[str, bool]], width: int) -> list[tuple[str, bool]]:
    return (cells + [("", False)] * width)[:width]


def _cell_text(value: object) -> str:
    """Write a cell as text; a whole number without decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
