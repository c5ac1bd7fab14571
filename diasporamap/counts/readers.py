"""Reads a counts table from a CSV file or a spreadsheet, or says all that is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.counts.tables import CountsTable, counts_table
from diasporamap.errors import CountsError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.raw import RawTable

TEXT_ENDINGS: Final = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm")

#: A table of all countries, both sexes and fifty years has about 2 MB.
LARGEST: Final = 32 * 2**20


def read_counts(path: str | os.PathLike[str], *, sheet: str | None = None) -> pd.DataFrame:
    """Read a counts table into the tidy schema.

    Parameters
    ----------
    path : path-like
        A CSV file (comma, semicolon or tab; UTF-8) or an XLSX workbook, header in row 1.
        Either tidy (a row a place and sex: `place`, `sex`, `count`) or wide (a row a place:
        `place`, `women`, `men` and optionally `unknown` and `total`). Headers may be French or
        English; the names known are listed in ``counts/headers.csv``.
    sheet : str, optional
        Sheet of a workbook that has several.

    Returns
    -------
    pandas.DataFrame
        Tidy counts in the order of the file. The index `row` is the row number in the file;
        `count` (people) and `year` are Int64, every other column is text. A blank is no data,
        0 is 0. In a wide table with a total, people beyond women and men are of unknown sex.

    Raises
    ------
    CountsError
        If the file cannot be read as a table or breaks the schema. Every problem is listed
        with file, row, column and mend.
    UsageError
        If `sheet` names no sheet, or is given for a CSV file.
    """
    return read_table(path, sheet=sheet).counts


def read_table(path: str | os.PathLike[str], *, sheet: str | None = None) -> CountsTable:
    """Read a counts table and tell what was recognised in it; see `read_counts`."""
    return counts_table(read_raw(path, sheet=sheet), file=str(path))


def read_raw(path: str | os.PathLike[str], *, sheet: str | None = None) -> RawTable:
    """Read the header and the rows of a CSV file or a workbook as text; see `read_counts`."""
    file = Path(path)
    _check_file(file)
    if file.suffix.lower() in WORKBOOK_ENDINGS:
        from diasporamap.counts.workbooks import read_workbook

        return read_workbook(file, sheet=sheet)
    if sheet is not None:
        raise UsageError(f"{file.name} is a text table and has no sheet '{sheet}'. Leave it out.")
    from diasporamap.counts.delimited import read_delimited

    return read_delimited(file)


def _check_file(file: Path) -> None:
    """Refuse what is no table, before it is read."""
    problem = None
    if file.is_dir():
        problem = ("this is a folder", "Name a CSV or XLSX file")
    elif not file.exists():
        problem = ("there is no such file", "Check its name and folder")
    elif not file.is_file() or not os.access(file, os.R_OK):
        problem = ("the file cannot be read", "Name a CSV or XLSX file that you may open")
    elif file.suffix.lower() not in (*TEXT_ENDINGS, *WORKBOOK_ENDINGS):
        problem = (
            f"files of the kind '{file.suffix}' are not read",
            "Save the table as CSV (UTF-8) or XLSX",
        )
    elif file.stat().st_size == 0:
        problem = ("the file is empty", "Give a header and at least one row")
    elif file.stat().st_size > LARGEST:
        megabytes, most = file.stat().st_size // 2**20, LARGEST // 2**20
        problem = (
            f"the file has {megabytes} MB, more than a table can have here ({most} MB)",
            "Check that it is the right file, or split it",
        )
    if problem:
        raise CountsError.one(problem[0], f"{problem[1]}.", file=str(file))
