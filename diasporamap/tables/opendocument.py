"""Reads the sheets of an ODS workbook, as LibreOffice writes it."""

from __future__ import annotations

import zipfile
from typing import IO, TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, iterparse

from diasporamap.errors import CountsError
from diasporamap.tables.archives import DAMAGED, check_archive, damaged
from diasporamap.tables.raw import Book
from diasporamap.tables.workbooks import cell_text, squared

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.tables.raw import Grid

#: Rows and columns of the largest sheet of any spreadsheet program.
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read_opendocument(file: Path) -> Book:
    """Read every sheet.

    Raises
    ------
    CountsError
        If the file is no workbook, is damaged or protected by a password, or has no sheet.
    """
    check_archive(file, "ODS")
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as content:
            grids = _read_grids(content)
    except (*DAMAGED, RuntimeError) as error:
        raise damaged(error, file) from None  # its words may be a cell's
    if not grids:
        raise CountsError.one("the workbook has no sheet of cells", "Add one.", file=str(file))
    return Book(str(file), "ods", grids)


def _read_grids(content: IO[bytes]) -> tuple[Grid, ...]:
    grids = []
    for _, element in iterparse(content):  # noqa: S314 - expat bounds what entities become
        if element.tag == f"{_TABLE}table":
            grids.append(_grid(element))
            element.clear()
    return tuple(grids)


def _grid(table: Element) -> Grid:
    """Write out the rows of a sheet; rows and cells that repeat stand once in the file."""
    rows: list[tuple[int, list[str]]] = []
    formulas: set[tuple[int, int]] = set()
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        texts, calculated = _cells(element)
        times = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        if any(texts):
            last = min(row + times, MOST_ROWS + 1)
            rows += [(at, texts) for at in range(row, last)]
            formulas.update((at, column) for at in range(row, last) for column in calculated)
        row += times
    return squared(table.get(f"{_TABLE}name", ""), rows, formulas)


def _cells(row: Element) -> tuple[list[str], list[int]]:
    """Return the texts of a row up to its last cell with content, and where formulas are."""
    texts: list[str] = []
    calculated: list[int] = []
    gap = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = "" if cell.tag == _CELLS[1] else _cell_text(cell)
        if not text:
            gap += times
            continue
        if len(texts) + gap + times > MOST_COLUMNS:
            raise ValueError("more columns than a sheet has")
        texts += [""] * gap
        gap = 0
        if cell.get(f"{_TABLE}formula") is not None:
            calculated += range(len(texts), len(texts) + times)
        texts += [text] * times
    return texts, calculated


def _cell_text(cell: Element) -> str:
    """Return a cell's value: numbers and days as they are stored, texts as they are shown."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        return cell_text(float(cell.get(f"{_OFFICE}value", "nan")))
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "")
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").capitalize()
    return "\n".join(_paragraph(part) for part in cell.iter(f"{_TEXT}p")).strip()


def _paragraph(element: Element) -> str:
    """Return the text of a paragraph; spaces in a row are elements of their own."""
    text = element.text or ""
    for part in element:
        if part.tag == f"{_TEXT}s":
            text += " " * min(int(part.get(f"{_TEXT}c", "1")), MOST_COLUMNS)
        elif part.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            text += "\n" if part.tag.endswith("break") else "\t"
        else:
            text += _paragraph(part)
        text += part.tail or ""
    return text
