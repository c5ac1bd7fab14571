"""Keeps the areas of a geography that take long to make: dissolved units, cut neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from diasporamap.cache import kept
from diasporamap.places import geography, topology
from diasporamap.places.geography import Areas
from diasporamap.places.topology import LINE, arrays_of, topology_from, topology_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cache import Arrays
    from diasporamap.places.topology import Topology

#: Is raised where the same is made other areas of, so that no kept ones are taken.
FORMAT: Final = 1
#: The modules that take part in making any.
MADE_BY: Final = (__file__, topology.__file__, geography.__file__)
#: Corners lie on a grid of 180 degrees by so many bits: two centimetres.
BITS: Final = 30
#: Columns of land around.
AROUND: Final = ("place", "name_fr", "name_en")


class KeptAreas(NamedTuple):
    """Areas as they are kept: the places, their shapes, and names of land around, if any."""

    places: list[str]
    shared: Topology
    around: np.ndarray | None

    def shape_of(self, place: str) -> BaseGeometry | None:
        """Return the shape of one place, None of what has none."""
        return self.shared.shape("land", self.places.index(place)) if place in self.places else None


def kept_areas(
    what: Sequence[object], make: Callable[[], Areas], *, by: Sequence[str]
) -> KeptAreas:
    """Return areas that are kept, or make them and keep them, all but the undetermined ones.

    Neighbours share their corners as before. `what` is all that they are made of, and `by` whom, as
    `diasporamap.cache.kept` has it.
    """
    found = kept(["areas", FORMAT, *what], lambda: _arrays(make()), by=[*by, *MADE_BY])
    return KeptAreas(found["places"].tolist(), topology_from(found), found.get("around"))


def areas_from(known: KeptAreas, undetermined: gpd.GeoDataFrame) -> Areas:
    """Return areas that were kept, with the undetermined ones."""
    import geopandas as gpd

    places, shared, around = known

    def table(columns: dict[str, Sequence[str]], *layers: str) -> gpd.GeoDataFrame:
        shapes = [shape for name in layers for shape in shared.shapes(name)]
        return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)

    lines = [name for name in shared.layers if name.startswith(LINE)]
    kinds = [
        name.removeprefix(LINE)
        for name in lines
        for _ in range(len(shared.layers[name].offsets[-1]) - 1)
    ]
    return Areas(
        table({"place": places}, "land"),
        undetermined,
        table({"kind": kinds}, *lines),
        None
        if around is None
        else table(dict(zip(AROUND, around.T.tolist(), strict=True)), "around"),
    )


def _arrays(areas: Areas) -> Arrays:
    given = {"land": areas.places.geometry.to_numpy()}
    if areas.around is not None:
        given["around"] = areas.around.geometry.to_numpy()
    for kind, lines in areas.lines.groupby("kind", sort=True):
        given[f"{LINE}{kind}"] = lines.geometry.to_numpy()
    arrays = arrays_of(topology_of(given, bits=BITS, arcs=False))
    arrays["places"] = np.array([*areas.places["place"]], dtype=str)
    if areas.around is not None:
        arrays["around"] = areas.around[list(AROUND)].astype(str).to_numpy().astype(str)
    return arrays
