"""Makes the first-level units of countries of residence a geography that maps are drawn of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from diasporamap.places.geography import COLUMNS, Areas, Geography, countries, shared_edges
from diasporamap.places.layers import read_layer

if TYPE_CHECKING:
    import geopandas as gpd


@cache
def admin1_geography(hosts: tuple[str, ...]) -> Geography:
    """Return the first-level units of some countries, as the departments of France.

    Other countries are the land around them. A map of them shows one extent.
    """
    import shapely

    units = _units(hosts)
    middles = [
        shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=1e-3), 0)
        for shape in units.geometry
    ]
    table = units.drop(columns="geometry").assign(
        short_fr=units["name_fr"],
        short_en=units["name_en"],
        label_lon=shapely.get_x(middles),
        label_lat=shapely.get_y(middles),
        status="admin1",
    )
    return Geography(
        "admin1",
        table.set_index("place")[list(COLUMNS)],
        lambda _detail: _areas(hosts),
        hosts=hosts,
    )


def _units(hosts: tuple[str, ...]) -> gpd.GeoDataFrame:
    layer = read_layer("admin1", detail="zoom")
    return layer[layer["country"].isin(hosts)].sort_values("place", ignore_index=True)


@cache
def _areas(hosts: tuple[str, ...]) -> Areas:
    """Return the units, the lines between them, and other countries around them."""
    import geopandas as gpd
    import pandas as pd
    import shapely

    world, units = countries().areas("zoom"), _units(hosts)[["place", "geometry"]]
    edges = shared_edges(units).assign(kind="administrative")
    whole = [layer.geometry for layer in (world.places, world.undetermined)]
    coast = shapely.boundary(shapely.coverage_union_all(pd.concat(whole).to_numpy()))
    coast = shapely.clip_by_rect(coast, -180 + 1e-4, -90, 180 - 1e-4, 90)
    lines = pd.concat(
        [
            world.lines[["kind", "geometry"]],
            edges[["kind", "geometry"]],
            gpd.GeoDataFrame({"kind": ["coast"]}, geometry=[coast], crs=units.crs),
        ],
        ignore_index=True,
    )
    others = world.places[~world.places["place"].isin(hosts)]
    return Areas(units, world.undetermined, lines, others)
