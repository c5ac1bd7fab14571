"""Cartography: the map spec, its style, classes, circles, words and projection."""

from __future__ import annotations

from diasporamap.maps.classes import Classes, classes_of
from diasporamap.maps.composition import Composition, compose
from diasporamap.maps.legend import LegendEntry
from diasporamap.maps.scales import CircleScale, circle_scale
from diasporamap.maps.spec import MapSpec
from diasporamap.maps.style import Line, Style, Swatch, read_style, style_names
from diasporamap.maps.words import Words

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
