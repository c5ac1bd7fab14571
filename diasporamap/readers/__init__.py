"""Readers of counts tables: a file a format, and their registry."""

from __future__ import annotations

from diasporamap.readers.recognition import Recognised
from diasporamap.readers.registry import FORMATS, read_counts, recognise

__all__ = ["FORMATS", "Recognised", "read_counts", "recognise"]
