"""Cartography: the map spec, its style, paper, kinds, words and projection."""

from __future__ import annotations

import diasporamap.maps.kinds  # noqa: F401 - the kinds add themselves
from diasporamap.maps.classes import Classes, classes_of
from diasporamap.maps.composition import Composition, compose
from diasporamap.maps.drawing import Disc, Drawing, LegendEntry, Look, Rows
from diasporamap.maps.paper import PAPERS, Paper
from diasporamap.maps.scales import CircleScale, circle_scale
from diasporamap.maps.spec import KINDS, Kind, MapSpec
from diasporamap.maps.style import Style, Swatch, read_style, style_names

__all__ = [
    "KINDS",
    "PAPERS",
    "CircleScale",
    "Classes",
    "Composition",
    "Disc",
    "Drawing",
    "Kind",
    "LegendEntry",
    "Look",
    "MapSpec",
    "Paper",
    "Rows",
    "Style",
    "Swatch",
    "circle_scale",
    "classes_of",
    "compose",
    "read_style",
    "style_names",
]
