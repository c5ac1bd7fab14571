"""Opens files: text tables, workbooks (XLSX, XLS, ODS) become grids of texts."""

from __future__ import annotations

from diasporamap.tables.books import (
    LARGEST,
    TEXT_ENDINGS,
    WORKBOOK_ENDINGS,
    open_book,
    table_under,
)

__all__ = ["LARGEST", "TEXT_ENDINGS", "WORKBOOK_ENDINGS", "open_book", "table_under"]
