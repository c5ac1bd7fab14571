"""The published table: a row a place, women first, made of protected counts alone."""

from __future__ import annotations

from diasporamap.export.published.compared import SOURCES, table_of_sources
from diasporamap.export.published.log import LOG, table_of_log
from diasporamap.export.published.make import published_table, table_of_years
from diasporamap.export.published.spec import TableSpec
from diasporamap.export.published.table import Column, PublishedTable, Row

__all__ = [
    "LOG",
    "SOURCES",
    "Column",
    "PublishedTable",
    "Row",
    "TableSpec",
    "published_table",
    "table_of_log",
    "table_of_sources",
    "table_of_years",
]
