"""Writes sheets as SVG that people open and edit: layers, ids, short numbers, text as either."""

from __future__ import annotations

from diasporamap.sheet.svg.document import svg_of

__all__ = ["svg_of"]
