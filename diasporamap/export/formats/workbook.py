"""Writes a published table as a workbook: the table, a codebook in both languages, the sources."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties

from diasporamap.export.formats.grid import codebook, header_of, rows_of, tags_of
from diasporamap.export.packing import pack_again
from diasporamap.files import MAKER
from diasporamap.formulas import CONTROL, DANGEROUS
from diasporamap.language import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from diasporamap.export.formats.grid import Cell
    from diasporamap.export.published import Column, PublishedTable

#: The language of the numbers of each language's workbook, as a code of Windows.
_LOCALE: Final = {"fr": "[$-40C]", "en": "[$-809]"}
_BLUE: Final = "0033A0"
_INK: Final = "1F2933"
_MUTED: Final = "52606D"
_RED: Final = "B3001B"
#: Columns of codes and names come before those of figures.
_NAMES: Final = 2
#: Widths of columns in characters: of codes, of names, of figures.
_WIDTHS: Final = (9, 34, 13)
#: Height of a line of notes in points.
_LINE: Final = 13


def write(table: PublishedTable, path: Path, *, hxl: bool = False) -> None:
    """Write the sheets, packed so that the same table gives the same bytes."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = MAKER, table.words.title
    book.properties.keywords = table.words.stamp or None
    book.properties.language = table.language
    _table_sheet(book.create_sheet(text("table.sheet", table.language)), table, hxl=hxl)
    _codebook_sheet(book.create_sheet(text("table.codebook", table.language)), table)
    _sources_sheet(book.create_sheet(text("table.sources", table.language)), table)
    loose = io.BytesIO()
    book.save(loose)
    pack_again(loose, path)


def _table_sheet(sheet: Worksheet, table: PublishedTable, *, hxl: bool) -> None:
    """Write title, header, rows and notes; header and names stay in view."""
    top = _head(sheet, table)
    below = top + 1
    if hxl:
        for at, tag in enumerate(tags_of(table), start=1):
            _put(sheet, below, at, tag).font = _font(color=_MUTED, size=8)
        below += 1
    sheet.freeze_panes = f"C{below}"
    below = _body(sheet, table, below)
    _notes(sheet, table, below)
    for at, letter in enumerate(_letters(len(table.columns) + _NAMES)):
        sheet.column_dimensions[letter].width = _width(at)
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(sheet: Worksheet, table: PublishedTable) -> int:
    """Write stamp, title and header; return the row of the header."""
    heads = [f"# {table.words.stamp}"] if table.words.stamp else []
    heads.append(f"# {table.words.title}")
    for at, head in enumerate(heads, start=1):
        _put(sheet, at, 1, head).font = _font(bold=True, color=_RED if at < len(heads) else _INK)
    top = len(heads) + 1
    for at, name in enumerate(header_of(table), start=1):
        cell = _put(sheet, top, at, name)
        cell.font, cell.fill = _font(bold=True, color="FFFFFF"), PatternFill("solid", _BLUE)
        side = "right" if at > _NAMES else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    sheet.row_dimensions[top].height = 2.4 * _LINE
    return top


def _body(sheet: Worksheet, table: PublishedTable, below: int) -> int:
    """Write the rows; return the row under them."""
    formats = [*["General"] * _NAMES, *(_format(table, column) for column in table.columns)]
    for row, cells in rows_of(table):
        for at, (value, code) in enumerate(zip(cells, formats, strict=True), start=1):
            cell = _put(sheet, below, at, value)
            cell.number_format = code
            cell.font = _font(bold=row.part == "total", italic=row.part not in ("place", "total"))
            if at > _NAMES:
                cell.alignment = Alignment(horizontal="right")
            if row.part == "total":
                cell.border = Border(top=Side(style="medium", color=_BLUE))
        below += 1
    return below


def _notes(sheet: Worksheet, table: PublishedTable, below: int) -> None:
    """Write signs, notes and sources over the breadth of the table."""
    number = len(table.columns) + _NAMES
    wide = sum(map(_width, range(number)))
    for head, paragraph in table.words.below(table.language):
        below += 1
        told = f"# {head} {paragraph}"
        cell = _put(sheet, below, 1, told)
        cell.font = _font(color=_MUTED, size=9)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=below, end_row=below, start_column=1, end_column=number)
        sheet.row_dimensions[below].height = _LINE * (1 + len(told) // wide)


def _font(*, color: str = _INK, size: int = 11, bold: bool = False, italic: bool = False) -> Font:
    return Font(name="Calibri", size=size, bold=bold, italic=italic, color=color)


def _letters(number: int) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [get_column_letter(at) for at in range(1, number + 1)]


def _width(column: int) -> int:
    return _WIDTHS[min(column, len(_WIDTHS) - 1)]


def _format(table: PublishedTable, column: Column) -> str:
    """Return the format of the numbers of a column, grouped as the language has it."""
    quantity = table.tables[0].quantity
    decimals = quantity.decimals if quantity and column.kind == "people" else 0
    if column.kind == "percent":
        decimals = 1
    digits = "#,##0" + ("." + "0" * min(decimals, 1) if decimals else "")
    locale = _LOCALE[table.language]
    if column.signed:
        return f'{locale}"+"{digits};{locale}"\N{MINUS SIGN}"{digits};{locale}{digits}'
    return f"{locale}{digits}"


def _codebook_sheet(sheet: Worksheet, table: PublishedTable) -> None:
    """Write what each column is, and each sign, in both languages."""
    rows: list[Sequence[str]] = [("name", "fr", "en", "meaning_fr", "meaning_en")]
    rows += [
        (name, header.fr, header.en, meaning.fr, meaning.en)
        for name, header, meaning in codebook(table)
    ]
    rows += [(sign, means, means, "", "") for sign, means in table.words.signs.items()]
    _plain(sheet, rows)


def _sources_sheet(sheet: Worksheet, table: PublishedTable) -> None:
    """Write what is known of each source."""
    rows: list[Sequence[str]] = [("source", "title", "citation")]
    rows += [
        (name, source.title, source.citation(table.language))
        for name, source in table.words.sources.items()
    ]
    _plain(sheet, rows if len(rows) > 1 else [*rows, ("", "", table.words.citation)])


def _plain(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for at, row in enumerate(rows, start=1):
        for column, written in enumerate(row, start=1):
            cell = _put(sheet, at, column, written)
            cell.font = _font(bold=at == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, cells in zip(_letters(len(rows[0])), zip(*rows, strict=True), strict=True):
        sheet.column_dimensions[letter].width = min(max(map(len, cells)) + 2, 60)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> Any:  # noqa: ANN401 - openpyxl's
    """Write a cell; a text is one and never a formula."""
    told = value.translate(CONTROL) if isinstance(value, str) else value
    cell: Any = sheet.cell(row, column, told)
    if isinstance(told, str):
        cell.data_type, cell.quotePrefix = "s", told.startswith(DANGEROUS)
    return cell
