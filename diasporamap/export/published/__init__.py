"""The published table: a row a place, women first, made of protected counts alone."""

from __future__ import annotations

from diasporamap.export.published.make import published_table, table_of_years
from diasporamap.export.published.spec import TableSpec
from diasporamap.export.published.table import Column, PublishedTable, Row

__all__ = ["Column", "PublishedTable", "Row", "TableSpec", "published_table", "table_of_years"]
