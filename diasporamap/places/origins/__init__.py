"""Origins: the parts of a country that people come from."""

from __future__ import annotations

from diasporamap.places.origins.mapped import on_boundaries, origin_geography
from diasporamap.places.origins.matching import NOT_STATED, match_origin, no_origins, parts_of

__all__ = [
    "NOT_STATED",
    "match_origin",
    "no_origins",
    "on_boundaries",
    "origin_geography",
    "parts_of",
]
