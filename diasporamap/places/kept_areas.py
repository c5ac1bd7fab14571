"""Keeps the areas of a geography that take long to make: dissolved units, cut neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.cache import kept
from diasporamap.places import geography, topology
from diasporamap.places.geography import Areas
from diasporamap.places.topology import LINE, arrays_of, topology_from, topology_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    from diasporamap.cache import Arrays

#: Is raised where the same is made other areas of, so that no kept ones are taken.
FORMAT: Final = 1
#: The modules that take part in making any.
MADE_BY: Final = (__file__, topology.__file__, geography.__file__)
#: Corners lie on a grid of 180 degrees by so many bits: two centimetres.
BITS: Final = 30
#: Columns of land around.
AROUND: Final = ("place", "name_fr", "name_en")


def kept_areas(
    what: Sequence[object],
    make: Callable[[], Areas],
    undetermined: gpd.GeoDataFrame,
    *,
    by: Sequence[str],
) -> Areas:
    """Return areas that are kept, or make them and keep them, all but the `undetermined` ones.

    Neighbours share their corners as before. `what` is all that they are made of, and `by` whom, as
    `diasporamap.cache.kept` has it.
    """
    import geopandas as gpd

    found = kept(["areas", FORMAT, *what], lambda: _arrays(make()), by=[*by, *MADE_BY])
    shared = topology_from(found)

    def table(columns: dict[str, Sequence[str]], *layers: str) -> gpd.GeoDataFrame:
        shapes = [shape for name in layers for shape in shared.shapes(name)]
        return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)

    lines = [name for name in shared.layers if name.startswith(LINE)]
    kinds = [
        name.removeprefix(LINE)
        for name in lines
        for _ in range(len(shared.layers[name].offsets[-1]) - 1)
    ]
    around = found.get("around")
    return Areas(
        table({"place": found["places"].tolist()}, "land"),
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
