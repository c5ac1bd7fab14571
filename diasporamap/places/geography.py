"""A geography: the areas that one map is about, their names, and how their shapes are had."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from diasporamap.places.layers import read_layer, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import pandas as pd

    from diasporamap.counts.origin import Bilingual, Extent, Level, Origin

#: Columns of a geography's table; its index is `place`.
COLUMNS = ("name_fr", "name_en", "short_fr", "short_en", "label_lon", "label_lat", "status")


@dataclass(frozen=True, eq=False)
class Areas:
    """Shapes of a geography at one detail, in EPSG:4326.

    Attributes
    ----------
    places : geopandas.GeoDataFrame
        `place` and polygons that share their edges.
    undetermined : geopandas.GeoDataFrame
        Polygons that belong to no place.
    lines : geopandas.GeoDataFrame
        Boundary lines and their `kind`, a key of a style's lines. Where "coast" is among them the
        coast is not sought along the edge of the polygons.
    around : geopandas.GeoDataFrame, optional
        Land that the map is not about, drawn as its surroundings: `place`, `name_fr`, `name_en`.
    """

    places: gpd.GeoDataFrame
    undetermined: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    around: gpd.GeoDataFrame | None = None


@dataclass(frozen=True, eq=False)
class Geography:
    """What a map's places are.

    Attributes
    ----------
    name : str
        ``"countries"``, ``"districts"``, or that of a level of an origin.
    table : pandas.DataFrame
        Index `place`, sorted; columns `COLUMNS`. `status` is "not_applicable" or "not_attached"
        for places of which a map says that, and anything else otherwise.
    areas : callable
        Returns the `Areas` at a detail, ``"world"`` or ``"zoom"``.
    legend_lines : tuple of str
        Kinds of lines that a legend explains.
    line_names : mapping of str to Bilingual
        What it calls those of which the catalogue of texts has no word.
    seats : pandas.DataFrame, optional
        Missions as points: `kind`, `lon`, `lat`, `name_fr`, `name_en`.
    note : (str, str)
        A sentence that every map of these places carries, in French and in English; may be empty.
    beyond : mapping of str to tuple of str
        Places that counts may be of although no area stands for them: a split country, of which
        the counts do not say which district people live in. French and English names by code.
    sheet : {"world", "parts"}
        What it is drawn on: a map of the world with insets, or one of the parts of a country.
    shared : mapping of str to tuple of str
        The places of `beyond` that a place holds a part of, by place: its own figure leaves the
        people counted there out.
    origin : Origin, optional
        The country whose districts or parts the places are; None where they are of no one country.
    level : Level, optional
        The level of the origin that its places are of.
    extent : Extent, optional
        What a sheet of them shows, where they are parts of an origin.
    """

    name: str
    table: pd.DataFrame
    areas: Callable[[str], Areas]
    legend_lines: tuple[str, ...] = ("dashed", "dotted")
    seats: pd.DataFrame | None = None
    note: tuple[str, str] = ("", "")
    beyond: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheet: Literal["world", "parts"] = "world"
    origin: Origin | None = None
    level: Level | None = None
    extent: Extent | None = None
    line_names: Mapping[str, Bilingual] = field(default_factory=dict)


@cache
def countries() -> Geography:
    """Return the geography of countries and territories in the United Nations view."""
    table = read_table("countries").set_index("place").sort_index()
    return Geography("countries", table[list(COLUMNS)], _country_areas)


@cache
def _country_areas(detail: str) -> Areas:
    layers = (read_layer(name, detail=detail) for name in ("countries", "undetermined", "borders"))
    return Areas(*layers)


def shared_edges(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the lines along which two places of a coverage meet.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        `place` and polygons whose common edges agree corner by corner.

    Returns
    -------
    geopandas.GeoDataFrame
        A row a pair that meets: `left`, `right` (places, in the order of the table) and lines.
    """
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    parts, place = shapely.get_parts(places.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    owner = place[part]
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[:-1] == ring[1:]
    ends = np.hstack([xy[:-1], xy[1:]])[inside]
    turned = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[turned] = ends[turned][:, [2, 3, 0, 1]]
    segments = pd.DataFrame(ends).assign(owner=owner[ring[:-1]][inside])
    corners = list(range(4))
    pairs = segments.groupby(corners, sort=True)["owner"].agg(["min", "max"])
    met = pairs[pairs["min"] != pairs["max"]].reset_index()
    rows = []
    for (left, right), edges in met.groupby(["min", "max"], sort=True):
        lines = shapely.linestrings(edges[corners].to_numpy().reshape(-1, 2, 2))
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        names = places["place"].iloc[[left, right]]
        rows.append({"left": names.iloc[0], "right": names.iloc[1], "geometry": merged})
    columns = ["left", "right", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=places.crs)
