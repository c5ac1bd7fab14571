"""Chooses the parts of the world that buttons of a page lead to: those where people are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from diasporamap.language import in_print
from diasporamap.maps.extents import extents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.language import Language
    from diasporamap.web import data
    from diasporamap.web.layers import Packer

#: Parts of the world that cover it, none of them twice.
PARTS: Final = (
    *("europe", "northern-africa", "western-africa", "middle-africa", "eastern-africa"),
    *("southern-africa", "northern-america", "central-america", "caribbean", "south-america"),
    *("western-asia", "central-asia", "southern-asia", "eastern-asia", "south-eastern-asia"),
    "oceania",
)
#: How many there are at most, and of how many places and what share of all people one is.
MOST, PLACES, WORTH = 4, 2, 0.02
#: A frame is that of the places with so much of the people of a part, with so much room around
#: them, and at least so many degrees wide and high.
HELD, ROOM, LEAST = 0.99, 0.1, 9.0
#: About so many degrees of longitude half a country is wide for its size.
HALF: Final = 220.0


def regions_of(
    people: Mapping[str, float],
    points: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    home: str,
    packer: Packer,
) -> list[data.Region]:
    """Return the parts of the world with the most people, those with more people first.

    `people` are those of each country, `points` where it has its circle, and `sizes` the square
    roots of their areas in widths of the world.
    """
    everyone = sum(people.values())
    found = []
    left = {place for place, number in people.items() if number > 0 and place in points}
    for key in PARTS:
        known = extents()[key]
        own = left & known.codes
        share = sum(people[place] for place in own) / everyone if everyone else 0
        if len(own) >= PLACES and share >= WORTH:
            left -= own
            found.append((share, key, own))
    chosen = sorted(found, key=lambda part: (-part[0], part[1]))[:MOST]
    return [
        {
            "key": key,
            "name": packer.told(partial(_called, key)),
            "bounds": _bounds(
                {place: people[place] for place in own},
                points,
                sizes,
                home if home in extents()[key].codes else "",
            ),
        }
        for _, key, own in chosen
    ]


def _called(key: str, language: Language) -> str:
    return in_print(extents()[key].name(language), language)


def _bounds(
    people: Mapping[str, float],
    points: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    home: str,
) -> tuple[float, float, float, float]:
    """Frame the places that nearly all people are in, and the country of origin among them."""
    kept, held = [home] if home in points else [], 0.0
    for place in sorted(people, key=lambda at: (-people[at], at)):
        if held >= HELD * sum(people.values()):
            break
        kept.append(place)
        held += people[place]
    lons, lats = [], []
    for place in kept:
        (lon, lat), half = points[place], HALF * sizes.get(place, 0.0)
        lons += [lon - half, lon + half]
        lats += [lat - half / 2, lat + half / 2]
    (west, east), (south, north) = _roomy(min(lons), max(lons)), _roomy(min(lats), max(lats))
    return west, max(south, -85.0), east, min(north, 85.0)


def _roomy(low: float, high: float) -> tuple[float, float]:
    size = max((high - low) * (1 + 2 * ROOM), LEAST)
    middle = (low + high) / 2
    return round(middle - size / 2, 2), round(middle + size / 2, 2)
