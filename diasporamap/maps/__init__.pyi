from .classes import Classes, classes_of
from .composition import Composition, compose
from .drawing import Disc, Drawing, LegendEntry, Look, Rows
from .paper import PAPERS, Paper
from .scales import CircleScale, circle_scale
from .spec import KINDS, Kind, MapSpec
from .style import Style, Swatch, read_style, style_names

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
