from .attach import Attached, attach_counts
from .days import districts_on
from .geometry import district_layer
from .model import Districts
from .tables import read_districts
from .warnings import district_warnings
from .weights import Weights, read_weights

__all__ = [
    "Attached",
    "Districts",
    "Weights",
    "attach_counts",
    "district_layer",
    "district_warnings",
    "districts_on",
    "read_districts",
    "read_weights",
]
