from .cartography.composition import Composition, compose
from .cartography.spec import MapSpec
from .counts.aggregation import select_counts
from .counts.example import read_example
from .counts.readers import read_counts
from .counts.sources import Source, read_sources
from .errors import DiasporaMapError
from .intake import read_protected
from .measures import measure_table
from .places.join import join_places
from .places.layers import read_layer
from .protection import Profile, ProtectedCounts, protect
from .static import draw_map, save_map
from .web import save_web_map, web_map

__all__ = [
    "Composition",
    "DiasporaMapError",
    "MapSpec",
    "Profile",
    "ProtectedCounts",
    "Source",
    "compose",
    "draw_map",
    "join_places",
    "measure_table",
    "protect",
    "read_counts",
    "read_example",
    "read_layer",
    "read_protected",
    "read_sources",
    "save_map",
    "save_web_map",
    "select_counts",
    "web_map",
]
