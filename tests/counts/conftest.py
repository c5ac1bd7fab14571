from __future__ import annotations

import pytest

from tests.workbooks import save_workbook


@pytest.fixture
def save_sheets(tmp_path):
    """Write sheets, each a name and rows of cells, as a workbook."""
    return lambda *sheets, name="book.xlsx": save_workbook(tmp_path / name, *sheets)
