"""Cartography: the map spec, its style, classes, circles, words and projection."""

from __future__ import annotations

from diasporamap.cartography.circles import CircleScale, circle_scale
from diasporamap.cartography.classes import Classes, classes_of
from diasporamap.cartography.composition import Composition, compose
from diasporamap.cartography.legend import LegendEntry
from diasporamap.cartography.spec import MapSpec
from diasporamap.cartography.style import Line, Style, Swatch, read_style, style_names
from diasporamap.cartography.words import Words

__all__ = [
    "CircleScale",
    "Classes",
    "Composition",
    "LegendEntry",
    "Line",
    "MapSpec",
    "Style",
    "Swatch",
    "Words",
    "circle_scale",
    "classes_of",
    "compose",
    "read_style",
    "style_names",
]
