from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures" / "counts"


@pytest.fixture
def fixture_file():
    return lambda name: FIXTURES / name


@pytest.fixture
def save(tmp_path):
    """Write sheets, each a name and rows of cells, as a workbook."""

    def write(*sheets, name="book.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write


@pytest.fixture
def rows_of():
    """Return the rows of a counts table as tuples, blanks as None."""
    import pandas as pd

    def rows(counts, *columns):
        table = counts[list(columns)]
        return [
            tuple(None if pd.isna(cell) else cell for cell in row)
            for row in table.itertuples(index=False, name=None)
        ]

    return rows
