"""The noun: the tidy schema of counts, their sources, selection and aggregation."""

from __future__ import annotations

from diasporamap.counts.aggregation import aggregate_counts, latest_year, select_counts
from diasporamap.counts.schema import COLUMNS, DEFINITIONS, SEXES, check_counts
from diasporamap.counts.sources import Source, read_sources

__all__ = [
    "COLUMNS",
    "DEFINITIONS",
    "SEXES",
    "Source",
    "aggregate_counts",
    "check_counts",
    "latest_year",
    "read_sources",
    "select_counts",
]
