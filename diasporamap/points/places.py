"""Finds where points are: the city that is named, the country, and what contradicts them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.places.cities import city_named, match_city, unmatched_city
from diasporamap.places.countries import match_place, unmatched_place
from diasporamap.places.layers import read_layer
from diasporamap.places.registers import name_places
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from shapely import STRtree

    from diasporamap.places.cities import CityMatch
    from diasporamap.points.columns import Found

#: How far off a simplified coast or border a point may lie, in degrees: about 50 kilometres.
OFF: Final = 0.5
#: How far from the middle of its city a point may lie, in kilometres.
OFF_CITY: Final = 60


@dataclass
class Located:
    """Where a row says that its point is, and where it was found to be."""

    row: int
    city: str = ""
    part: str = ""
    written_country: str = ""
    lon: float = math.nan
    lat: float = math.nan
    country: str = ""
    wrong: bool = False

    @property
    def has_point(self) -> bool:
        """Whether it has coordinates."""
        return not (math.isnan(self.lon) or math.isnan(self.lat))

    @property
    def name(self) -> str:
        """The city with the part of its country."""
        return f"{self.city}, {self.part}" if self.part else self.city


def locate(places: Sequence[Located], found: Found) -> list[Problem]:
    """Give every point its country, and those with a city alone its coordinates.

    Returns what is wrong: names that fit nothing, points at sea or outside their country.
    """
    problems = _countries(places, found)
    given = [place for place in places if place.has_point]
    problems += _cities([place for place in places if not place.has_point], found)
    return problems + _check_points(given, found)


def _countries(places: Sequence[Located], found: Found) -> list[Problem]:
    matches = {name: match_place(name) for name in {p.written_country for p in places} - {""}}
    told = name_places(matches.values())
    problems = []
    for place in places:
        match = matches.get(place.written_country)
        if match is None:
            continue
        if match.place is None:
            place.wrong = True
            wrong = unmatched_place(place.written_country, match, told=told)
            problems.append(replace(wrong, row=place.row, column=found.header("country")))
        else:
            place.country = match.place
    return problems


def _cities(places: Sequence[Located], found: Found) -> list[Problem]:
    """Find the cities of points without coordinates."""
    matches = {
        (place.name, place.country): match_city(place.name, place.country or None)
        for place in places
        if place.city and not place.wrong
    }
    told = name_places(match.in_unit for match in matches.values())
    problems = []
    for place in places:
        if place.wrong:
            continue
        if not place.city:
            column = "city" if "city" in found.columns else "lat"
            problems.append(problem("point_nowhere", row=place.row, column=found.header(column)))
            continue
        wrong = _settle(place, matches[place.name, place.country], told=told)
        if wrong:
            problems.append(replace(wrong, row=place.row, column=found.header("city")))
    return problems


def _settle(place: Located, match: CityMatch, *, told: bool) -> Problem | None:
    """Give a point the coordinates of its city, or say why they are not known."""
    if match.in_unit.place is None:
        return unmatched_city(place.name, place.country or None, match.in_unit, told=told)
    city = city_named(place.name, match.country)
    if city is None or not city.lon:
        kind = "point_city" if told else "point_city_untold"
        return problem(kind, topic="City", name=place.name, place=match.in_unit.place)
    place.lon, place.lat = float(city.lon), float(city.lat)
    place.country = match.country or known_units().country_of[city.place]
    return None


def _check_points(places: Sequence[Located], found: Found) -> list[Problem]:
    """Find the country of each point, and describe those that contradict what is written."""
    import numpy as np

    if not places:
        return []
    points = np.array([(place.lon, place.lat) for place in places])
    inside, off = _nearest(points)
    column = next((c for c in ("lat_lon", "lon_lat", "lat") if c in found.columns), "city")
    problems = []
    for at, place in enumerate(places):
        if place.wrong:
            continue
        kind = ""
        said: dict[str, Any] = {}
        at_origin = place.lon == 0 and place.lat == 0
        written = place.country
        if at_origin or off[at] > OFF:
            kind = "point_at_sea"
        elif written and written != inside[at] and _away(written, points[at]) > OFF:
            kind, said = "point_elsewhere", {"inside": str(inside[at]), "country": written}
        else:
            place.country = written or str(inside[at])
            away = _off_city(place)
            if away > OFF_CITY:
                kind, said = "point_far", {"kilometres": round(away)}
        if kind:
            turned = not at_origin and _fits_turned(place, written)
            said["swap"] = message("points.swapped") if turned else ""
            another = place.country and not turned
            said["another"] = message("points.another") if another else ""
            problems.append(problem(kind, row=place.row, column=found.header(column), **said))
    return problems


def _fits_turned(place: Located, written: str) -> bool:
    """Tell whether a point that lies wrong lies on land, and where it is said to, if turned."""
    import numpy as np

    inside, off = _nearest(np.array([(place.lat, place.lon)]))
    return bool(off[0] <= OFF and written in ("", inside[0]))


def _off_city(place: Located) -> float:
    """Return how many kilometres a point lies from its city where that is clear, else 0."""
    country: str | None = place.country
    if match_city(place.name, country).reason == "elsewhere" and not place.written_country:
        country = None
    clear = place.city and match_city(place.name, country).in_unit.place is not None
    city = city_named(place.name, country) if clear else None
    if city is None or not city.lon:
        return 0.0
    return _kilometres(place.lon, place.lat, float(city.lon), float(city.lat))


def _kilometres(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the distance of two points on a sphere of the size of the earth."""
    lon, lat, to_lon, to_lat = map(math.radians, (lon, lat, to_lon, to_lat))
    across = math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(math.sin((to_lat - lat) / 2) ** 2 + across))


@cache
def _land() -> tuple[np.ndarray, STRtree]:
    import shapely

    layer = read_layer("countries", detail="zoom")  # which has small islands
    shapes = layer.geometry.to_numpy()
    shapely.prepare(shapes)
    return layer["place"].to_numpy(), shapely.STRtree(shapes)


def _nearest(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the country nearest to each point, and how far off it is in degrees.

    Distances are looked for only where no country holds the point, since that takes long.
    """
    import numpy as np
    import shapely

    codes, tree = _land()
    shapes = shapely.points(points)
    nearest = np.empty(len(points), dtype=object)
    away = np.full(len(points), np.inf)
    at, country = tree.query(shapes)
    holds = shapely.intersects(tree.geometries[country], shapes[at])
    nearest[at[holds]], away[at[holds]] = codes[country[holds]], 0.0
    (left,) = np.nonzero(np.isinf(away))
    found, distance = tree.query_nearest(shapes[left], return_distance=True, all_matches=False)
    nearest[left[found[0]]], away[left[found[0]]] = codes[found[1]], distance
    return nearest, away


def _away(country: str, point: np.ndarray) -> float:
    """Return how far a point lies from a country, in degrees."""
    import shapely

    codes, tree = _land()
    (shape,) = tree.geometries[codes == country]
    return float(shapely.distance(shape, shapely.Point(*point)))
