"""Names the things of a sheet, so that whoever opens an SVG finds France by its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diasporamap.maps import Composition

#: What an area of a geography is called where it is no level of an origin.
AREAS = {"countries": "country", "districts": "district"}
#: A sign that stands in no id.
STRANGE = re.compile(r"[^A-Za-z0-9_.-]")


def area_ids(composition: Composition, places: Iterable[object]) -> str:
    """Return the ids of the areas of places, one behind the other: ``country-FRA country-GAB``."""
    geography = composition.geography
    level = geography.level.name if geography.level else ""
    return ids_of(level or AREAS.get(geography.name, "area"), places)


def ids_of(thing: str, places: Iterable[object]) -> str:
    """Return the ids of what things show places, one behind the other: ``circle-FRA``.

    They become the `gid` of a matplotlib artist that paints as many shapes.
    """
    return " ".join(f"{thing}-{STRANGE.sub('-', str(place))}" for place in places)
