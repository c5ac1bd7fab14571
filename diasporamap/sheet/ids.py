"""Names the things of a sheet, so that whoever opens an SVG finds France by its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diasporamap.maps import Composition

#: What an area of a geography is called where it is no level of an origin.
AREAS = {"countries": "country", "districts": "district"}
#: The code of a country, which a district map has where there is no district.
COUNTRY = re.compile(r"[A-Z]{3}")
#: A sign that stands in no id.
STRANGE = re.compile(r"[^A-Za-z0-9_.-]")


def area_ids(composition: Composition, places: Iterable[object]) -> str:
    """Return the ids of the areas of places, one behind the other: ``country-FRA country-GAB``."""
    geography = composition.geography
    level = geography.level.name if geography.level else ""
    own = level or AREAS.get(geography.name, "area")
    things = ("country" if COUNTRY.fullmatch(str(place)) else own for place in places)
    return " ".join(map(id_of, things, places))


def ids_of(thing: str, places: Iterable[object]) -> str:
    """Return the ids of what things show places, one behind the other: ``circle-FRA``.

    They become the `gid` of a matplotlib artist that paints as many shapes.
    """
    return " ".join(id_of(thing, place) for place in places)


def id_of(thing: str, place: object) -> str:
    """Return the id of what a thing shows of a place."""
    return f"{thing}-{STRANGE.sub('-', str(place))}"
