from .mapped import on_boundaries, origin_geography
from .matching import NOT_STATED, match_origin, no_origins, parts_of

__all__ = [
    "NOT_STATED",
    "match_origin",
    "no_origins",
    "on_boundaries",
    "origin_geography",
    "parts_of",
]
