"""Writes one table as CSV or XLSX; texts that a spreadsheet would run as a formula are made texts.

In CSV a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break gets an apostrophe
before it, as OWASP advises; in XLSX such a cell is stored as text. Numbers stay numbers.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.files import whole_file

if TYPE_CHECKING:
    import os

    import pandas as pd

TABLE_ENDINGS: Final = (".csv", ".xlsx")

#: What a spreadsheet takes for the start of a formula.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

#: Characters that XLSX cannot hold.
_CONTROL: Final = dict.fromkeys(set(range(32)) - {9, 10, 13}, " ")

#: A day that XLSX files are dated with, so that the same table gives the same bytes.
_DAY: Final = (1980, 1, 1, 0, 0, 0)


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run; its line breaks are line feeds."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if plain.lstrip(" ").startswith(_DANGEROUS) else plain


def require_ending(path: Path) -> None:
    """Refuse a file to write that is neither CSV nor XLSX, before any work is done.

    Raises
    ------
    UsageError
        If the ending is another one.
    """
    if path.suffix.lower() not in TABLE_ENDINGS:
        raise UsageError(f"{path}: tables are written as {' or '.join(TABLE_ENDINGS)}.")


def write_table(table: pd.DataFrame, path: str | os.PathLike[str], *, sheet: str = "Table") -> None:
    """Write a table, whole or not at all; the index is left out.

    Parameters
    ----------
    table : pandas.DataFrame
        Texts, numbers and blanks.
    path : path-like
        A file ending in ``.csv`` (UTF-8 with a byte order mark, for Excel) or ``.xlsx``.
    sheet : str, default "Table"
        Name of the sheet of a workbook.

    Raises
    ------
    UsageError
        If the ending is another one, or the file cannot be written.
    """
    file = Path(path)
    require_ending(file)
    header = [str(name) for name in table.columns]
    columns = [[_plain(value) for value in table.iloc[:, at]] for at in range(len(header))]
    rows = [list(row) for row in zip(*columns, strict=True)]
    with whole_file(file) as temporary:
        if file.suffix.lower() == ".csv":
            with temporary.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                for row in (header, *rows):
                    writer.writerow(
                        [harmless(cell) if isinstance(cell, str) else cell for cell in row]
                    )
        else:
            _write_workbook(temporary, [header, *rows], sheet)


def _plain(value: Any) -> str | int | float | None:  # noqa: ANN401 - a cell is anything
    """Return a cell as text, number or None."""
    import pandas as pd

    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return value
    number = getattr(value, "item", None)
    plain = number() if number else value
    return plain if isinstance(plain, (int, float)) else str(plain)


def _write_workbook(path: Path, rows: list[list[Any]], sheet: str) -> None:
    import zipfile

    import openpyxl

    workbook = openpyxl.Workbook()
    worksheet: Any = workbook.active
    worksheet.title = sheet
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            text = value.translate(_CONTROL) if isinstance(value, str) else value
            cell = worksheet.cell(number, column, text)
            if isinstance(text, str):
                cell.data_type = "s"  # never a formula
                cell.quotePrefix = text.startswith(_DANGEROUS)
    worksheet.freeze_panes = "A2"
    loose = path.with_suffix(".loose")
    try:
        workbook.save(loose)
        with zipfile.ZipFile(loose) as source, zipfile.ZipFile(path, "w") as target:
            for name in sorted(source.namelist()):
                entry = zipfile.ZipInfo(name, _DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                content = source.read(name)
                target.writestr(
                    entry, _undated(content) if name == "docProps/core.xml" else content
                )
    finally:
        loose.unlink(missing_ok=True)


def _undated(core: bytes) -> bytes:
    """Take the time of writing out of a workbook's properties."""
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", core)
