from .api import Release, release
from .checking import Audit, audit, check
from .comparison import compare_counts, draw_range_map, save_range_map, web_range_map
from .counts.aggregation import select_counts
from .counts.origin import Origin
from .counts.origin_files import read_origin
from .counts.sources import Source, read_sources
from .counts.table import Counts
from .districts import attach_counts, district_layer, districts_on, read_districts
from .districts.mapped import district_geography
from .errors import DiasporaMapError
from .maps.composition import Composition, compose
from .maps.spec import MapSpec
from .measures import measure_table, rate_of_origin
from .persons.aggregate import aggregate_persons
from .places.grid import coordinates
from .places.join import join_places
from .places.layers import read_layer
from .places.origins import origin_geography
from .places.population_table import read_population
from .points import Points, read_points
from .protection import Profile, ProtectedCounts
from .readers.example import read_example
from .readers.reference import read_remittances
from .readers.registry import read_counts, read_undesa, recognise
from .sheet import draw_map, save_captions, save_map
from .web import save_web_map, web_map

__version__: str

__all__ = [
    "Audit",
    "Composition",
    "Counts",
    "DiasporaMapError",
    "MapSpec",
    "Origin",
    "Points",
    "Profile",
    "ProtectedCounts",
    "Release",
    "Source",
    "aggregate_persons",
    "attach_counts",
    "audit",
    "check",
    "compare_counts",
    "compose",
    "coordinates",
    "district_geography",
    "district_layer",
    "districts_on",
    "draw_map",
    "draw_range_map",
    "join_places",
    "measure_table",
    "origin_geography",
    "rate_of_origin",
    "read_counts",
    "read_districts",
    "read_example",
    "read_layer",
    "read_origin",
    "read_points",
    "read_population",
    "read_remittances",
    "read_sources",
    "read_undesa",
    "recognise",
    "release",
    "save_captions",
    "save_map",
    "save_range_map",
    "save_web_map",
    "select_counts",
    "web_map",
    "web_range_map",
]
