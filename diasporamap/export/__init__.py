"""Writes tables that open anywhere: published tables in every format, CSV and XLSX of any table."""

from __future__ import annotations

from diasporamap.export.published import (
    PublishedTable,
    TableSpec,
    published_table,
    table_of_years,
)
from diasporamap.export.tables import TABLE_ENDINGS, write_table
from diasporamap.formulas import harmless

__all__ = [
    "TABLE_ENDINGS",
    "PublishedTable",
    "TableSpec",
    "harmless",
    "published_table",
    "table_of_years",
    "write_table",
]
