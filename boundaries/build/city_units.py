"""Find the admin-1 unit that each city is in, also where borders and coasts are drawn roughly."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import shapely

from diasporamap.places.registers import plain_name
from diasporamap.places.units import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

#: Degrees are about this many kilometres, enough to compare distances within a country.
KILOMETRES = 111.2
#: Which part of a level's cities a unit must hold to be the unit that the level means.
MOST = 0.5
#: Fewest cities of a level that tell which unit it means.
FEWEST_CITIES = 5
#: How far a coast, an islet or a border may have been simplified away.
COAST, BORDER = 10.0, 5.0
#: Country code of GeoNames and country in the United Nations view where the view decides.
VIEW_DECIDES = {("IL", "PSE"), ("IL", "SYR"), ("MA", "ESH"), ("RU", "UKR")}
#: How near to its own country a city of GeoNames stays there all the same, in kilometres.
NEAR_ITS_OWN = 2.0


@dataclass
class City:
    """One city: what GeoNames says, and the place that it is found to be in."""

    name: str
    country: str
    people: int
    levels: tuple[str, ...]
    lon: float
    lat: float
    written: tuple[str, ...]
    code: str
    place: str = ""
    names: dict[str, None] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The name as it is compared."""
        return plain_name(self.name)


class Units:
    """The admin-1 units, and which of them a city is in."""

    def __init__(self, layer: gpd.GeoDataFrame) -> None:
        self.place = layer["place"].to_numpy()
        self.country = layer["country"].to_numpy()
        self.shapes = layer.geometry.to_numpy()
        self.of_country: dict[str, list[int]] = defaultdict(list)
        for at, country in enumerate(self.country):
            self.of_country[country].append(at)
        names = layer[["name_fr", "name_en", "name_local"]].itertuples(index=False, name=None)
        self.names = [set(map(_bare, written)) for written in names]
        #: The unit that holds most cities of a level of GeoNames.
        self.meant: dict[str, int] = {}

    def locate(self, cities: Sequence[City]) -> Iterator[City]:
        """Give each city with the place that it is in; leave out those that lie elsewhere.

        The place is the unit that holds the city. At a coast or a border, which the units draw
        roughly, it is the nearest unit of its country, or the one that its level at GeoNames means.
        """
        points = shapely.points([(city.lon, city.lat) for city in cities])
        at_point, at_unit = shapely.STRtree(self.shapes).query(points, predicate="within")
        held = dict(zip(at_point.tolist(), at_unit.tolist(), strict=True))
        holders: dict[str, Counter[int]] = defaultdict(Counter)
        for at, city in enumerate(cities):
            for level in city.levels:
                holders[level][held.get(at, -1)] += 1
        for level, counted in holders.items():
            unit, times = counted.most_common(1)[0]
            enough = max(FEWEST_CITIES, MOST * counted.total())
            if unit >= 0 and times >= enough:
                self.meant[level] = unit
        for at, (city, point) in enumerate(zip(cities, points, strict=True)):
            place = self._place(city, point, held.get(at))
            if place:
                city.place, city.country = place
                yield city

    def _place(self, city: City, point: shapely.Point, held: int | None) -> tuple[str, str] | None:
        """Return place and country of a city, None where it lies in another country."""
        own = self.of_country[city.country]
        if not own:
            return city.country, city.country
        if len(own) == 1 and held is None:
            return self.place[own[0]], city.country
        far = dict(zip(own, KILOMETRES * shapely.distance(self.shapes[own], point), strict=True))
        nearest = min(own, key=lambda unit: (far[unit], unit))
        if held is not None and self.country[held] != city.country:
            view = (city.code, self.country[held]) in VIEW_DECIDES
            if view and far[nearest] > NEAR_ITS_OWN:
                return self.place[held], self.country[held]
            if far[nearest] > COAST:
                return None
        if far[nearest] > COAST:
            return city.country, city.country
        meant = {self.meant[level] for level in city.levels if level in self.meant}
        if nearest not in meant and _bare(city.name) not in self.names[nearest]:
            beside = [unit for unit in meant if far.get(unit, BORDER) < BORDER]
            nearest = beside[0] if len(beside) == 1 else nearest
        return self.place[nearest], city.country


def _bare(name: str) -> str:
    """Return the name of a unit or city without what kind it is."""
    return " ".join(word for word in plain_name(name).split() if word not in {*KINDS, "city"})
