"""Counts come in: the tidy schema, the readers, the sources and the checks."""

from __future__ import annotations

from diasporamap.counts.aggregation import aggregate_counts, latest_year, select_counts
from diasporamap.counts.readers import FORMATS, read_counts, recognise
from diasporamap.counts.recognition import Recognised
from diasporamap.counts.schema import COLUMNS, DEFINITIONS, SEXES, check_counts
from diasporamap.counts.sources import Source, read_sources

__all__ = [
    "COLUMNS",
    "DEFINITIONS",
    "FORMATS",
    "SEXES",
    "Recognised",
    "Source",
    "aggregate_counts",
    "check_counts",
    "latest_year",
    "read_counts",
    "read_sources",
    "recognise",
    "select_counts",
]
