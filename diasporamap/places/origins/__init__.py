"""Origins: the parts of a country that people come from."""

from __future__ import annotations

from diasporamap.places.origins.counting import (
    NOT_STATED,
    OriginReport,
    counts_by_origin,
)
from diasporamap.places.origins.mapped import on_boundaries, origin_geography
from diasporamap.places.origins.matching import match_origin, parts_of

__all__ = [
    "NOT_STATED",
    "OriginReport",
    "counts_by_origin",
    "match_origin",
    "on_boundaries",
    "origin_geography",
    "parts_of",
]
