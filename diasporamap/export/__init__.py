"""Writes tables that open anywhere: CSV and XLSX in which no cell becomes a formula."""

from __future__ import annotations

from diasporamap.export.tables import TABLE_ENDINGS, write_table
from diasporamap.formulas import harmless

__all__ = ["TABLE_ENDINGS", "harmless", "write_table"]
