"""Writes both tables of districts as a workbook that can be corrected and read again."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

    from diasporamap.places.districts.model import Districts

#: The day that stands in the file instead of today, so that the same tables give the same bytes.
_PINNED: Final = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_WIDEST: Final = 60


def write_workbook(districts: Districts, path: Path) -> dict[str, int]:
    """Write the sheets ``districts`` and ``missions``, as `read_districts` reads them.

    Parameters
    ----------
    districts : Districts
        The tables.
    path : pathlib.Path
        The file, XLSX.

    Returns
    -------
    dict of str to int
        The sheets and the number of their rows.
    """
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.properties.created = workbook.properties.modified = _PINNED
    workbook.remove(workbook.worksheets[0])
    tables = {"districts": districts.memberships, "missions": districts.missions}
    for name, table in tables.items():
        _fill(workbook.create_sheet(name), table)
    stream = io.BytesIO()
    workbook.save(stream)
    _rezip(stream, path)
    return {name: len(table) for name, table in tables.items()}


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Write a table; a text that begins like a formula stays a text."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(table.columns, start=1):
        values = [value if _shown(value) else None for value in table[column]]
        for row, value in enumerate([column, *values], start=1):
            cell = sheet.cell(row, at, value)
            if isinstance(value, str):
                cell.data_type = "s"
        sheet.cell(1, at).font = Font(bold=True)
        longest = max(len(str(value or "")) for value in [column, *values])
        sheet.column_dimensions[get_column_letter(at)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"


def _shown(value: object) -> bool:
    return value != "" and not (isinstance(value, float) and math.isnan(value))


def _rezip(stream: io.BytesIO, path: Path) -> None:
    """Write an archive again with one fixed day for all its members."""
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(path, "w") as archive:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _PINNED.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, made.read(name))
