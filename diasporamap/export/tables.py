"""Writes one table as CSV or XLSX; texts that a spreadsheet would run as a formula are made texts.

In CSV a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets an apostrophe
before it, as OWASP advises, which the readers take off again, and every text is in quotes, so that
no separator that a spreadsheet is set to breaks one out of it; in XLSX such a cell is stored as
text. Numbers stay numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.files import MAKER, whole_file
from diasporamap.formulas import CONTROL, DANGEROUS, harmless
from diasporamap.language import both, message
from diasporamap.language.messages import joined

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

TABLE_ENDINGS: Final = (".csv", ".xlsx")

#: Attribute of a table that says above its header that it is confidential.
ABOVE: Final = "confidential"

#: Width that a column of a workbook has at most, in characters.
_WIDEST: Final = 60


def require_ending(path: Path) -> None:
    """Refuse a file to write that is neither CSV nor XLSX, before any work is done."""
    if path.suffix.lower() not in TABLE_ENDINGS:
        raise UsageError(
            message("export.plain_ending", file=path, endings=joined(TABLE_ENDINGS, "errors.or"))
        )


def unprotected(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of counts that are not protected, so that what it is written to says so."""
    marked = table.copy()
    marked.attrs[ABOVE] = both("confidential.unprotected")
    return marked


def write_table(table: pd.DataFrame, path: str | os.PathLike[str], *, sheet: str = "Table") -> None:
    """Write a table, whole or not at all, without its index.

    CSV is UTF-8 with a byte order mark, for Excel; `sheet` is the name of the sheet of a workbook.
    What ``attrs["confidential"]`` says stands in the first row, after a ``#``: nobody who opens the
    file overlooks it, and our readers pass over it as over any title, pandas and R as a comment.
    """
    file = Path(path)
    require_ending(file)
    above = table.attrs.get(ABOVE, "")
    with whole_file(file) as temporary:
        if file.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
                stream.write(f"# {above}\n" if above else "")
                stream.writelines(f"{','.join(map(quoted, row))}\n" for row in _rows(table))
        else:
            _fill_workbook({sheet: table}, temporary, above=above)


def write_workbook(
    sheets: Mapping[str, pd.DataFrame], path: str | os.PathLike[str], *, above: str = ""
) -> None:
    """Write tables as the sheets of one workbook, whole or not at all, under a line `above`."""
    with whole_file(path) as temporary:
        _fill_workbook(sheets, temporary, above=above)


def quoted(cell: str | float | None) -> str:
    """Write a cell of a CSV: a text in quotes, whatever is in it, a number as it is."""
    if isinstance(cell, str):
        return '"' + harmless(cell).replace('"', '""') + '"' if cell else ""
    return "" if cell is None else repr(cell)


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    """Return the header and the rows of a table as plain cells."""
    header = [str(name) for name in table.columns]
    columns = [[_plain(value) for value in table.iloc[:, at]] for at in range(len(header))]
    return [header, *(list(row) for row in zip(*columns, strict=True))]


def _plain(value: Any) -> str | int | float | None:  # noqa: ANN401 - a cell is anything
    """Return a cell as text, number or None."""
    import pandas as pd

    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    number = getattr(value, "item", None)  # a number of NumPy is a float too, and not written so
    plain = number() if number else value
    if isinstance(plain, bool):
        return str(plain)
    return plain if isinstance(plain, (int, float)) else str(plain)


def _fill_workbook(sheets: Mapping[str, pd.DataFrame], path: Path, *, above: str = "") -> None:
    """Write a workbook and pack it again with one fixed day for all its members."""
    import io

    import openpyxl

    from diasporamap.export.packing import pack_again

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = MAKER
    workbook.properties.title = workbook.properties.keywords = above or None
    for name, table in sheets.items():
        _fill_sheet(workbook.create_sheet(name), _rows(table), above)
    loose = io.BytesIO()
    workbook.save(loose)
    pack_again(loose, path)


def _fill_sheet(sheet: Worksheet, rows: list[list[Any]], above: str) -> None:
    """Write header and rows under a fixed header, columns as wide as what stands in them."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    first = 2 if above else 1
    if above:
        sheet.cell(1, 1, f"# {above}").font = Font(bold=True, color="B3001B")
    for number, row in enumerate(rows, start=first):
        for column, value in enumerate(row, start=1):
            text = value.translate(CONTROL) if isinstance(value, str) else value
            cell = sheet.cell(number, column, text)
            if isinstance(text, str):
                cell.data_type = "s"  # never a formula
                cell.quotePrefix = text.startswith(DANGEROUS)
    for column, cells in enumerate(zip(*rows, strict=True), start=1):
        sheet.cell(first, column).font = Font(bold=True)
        longest = max(len(str("" if cell is None else cell)) for cell in cells)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = f"A{first + 1}"
