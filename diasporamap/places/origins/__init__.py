"""Origins: the regions and divisions of Cameroon that people come from."""

from __future__ import annotations

from diasporamap.places.origins.counting import (
    NOT_STATED,
    OriginReport,
    counts_by_origin,
    regions_of_divisions,
)
from diasporamap.places.origins.mapped import origin_geography
from diasporamap.places.origins.matching import LEVELS, Level, match_origin

__all__ = [
    "LEVELS",
    "NOT_STATED",
    "Level",
    "OriginReport",
    "counts_by_origin",
    "match_origin",
    "origin_geography",
    "regions_of_divisions",
]
