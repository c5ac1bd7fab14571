"""Makes the regions and the divisions of Cameroon geographies that maps are drawn of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin import read_origin
from diasporamap.places.geography import COLUMNS, Areas, Geography, shared_edges
from diasporamap.places.layers import read_layer
from diasporamap.places.origins.counting import NOT_STATED
from diasporamap.places.origins.matching import Level, require_level

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

#: Middle of the maps, in degrees: longitude and latitude.
CENTRE: Final = (12.4, 7.4)
#: What is kept of the land around, in degrees: west, south, east, north.
AROUND: Final = (-1.0, -6.0, 26.0, 21.0)
#: Beside a line that lies on the coast, in degrees: about ten metres.
HAIR: Final = 1e-4
LINES: Final = {"regions": ("national", "region"), "divisions": ("national", "region", "division")}


@cache
def origin_geography(level: Level) -> Geography:
    """Return the regions or the divisions of Cameroon as a geography.

    Parameters
    ----------
    level : {"regions", "divisions"}
        The 10 regions (Natural Earth, public domain; places are ISO 3166-2 codes) or the 58
        divisions (OpenStreetMap, ODbL; places are codes of the layer ``cameroon_divisions``).

    Returns
    -------
    Geography
        Places are labelled at the middle of the largest circle that fits in them. `beyond` holds
        people whose origin is not stated and, for divisions, those with only a region.

    Raises
    ------
    UsageError
        If there is no such level.
    """
    require_level(level)
    beyond = {NOT_STATED: ("Origine non précisée", "Origin not stated")}
    if level == "divisions":
        regions = read_layer("cameroon_regions")
        beyond |= {row.place: (row.name_fr, row.name_en) for row in regions.itertuples()}
    return Geography(
        name=level,
        table=_table(level),
        areas=lambda _detail: _areas(level),
        legend_lines=LINES[level],
        beyond=beyond,
        sheet="parts",
        centre=CENTRE,
        origin=read_origin("CMR"),
    )


def _table(level: Level) -> pd.DataFrame:
    import shapely

    layer = read_layer(f"cameroon_{level}").set_index("place").sort_index()
    middles = [_middle(shape) for shape in layer.geometry]
    table: pd.DataFrame = layer[["name_fr", "name_en"]].assign(
        short_fr=layer["name_fr"],
        short_en=layer["name_en"],
        label_lon=shapely.get_x(middles),
        label_lat=shapely.get_y(middles),
        status=level.removesuffix("s"),
    )
    return table[list(COLUMNS)].rename_axis("place")


def _middle(shape: BaseGeometry) -> Point:
    """Return the point of a shape that is farthest from its edge."""
    import shapely

    return shapely.get_point(shapely.maximum_inscribed_circle(shape, tolerance=1e-3), 0)


@cache
def _areas(level: Level) -> Areas:
    """Return the shapes, the lines between them and the land around; they ship at one detail."""
    import geopandas as gpd
    import shapely

    places = read_layer(f"cameroon_{level}")
    places["region"] = places["region"] if level == "divisions" else places["place"]
    cameroon = shapely.coverage_union_all(places.geometry.to_numpy())
    around = _around(cameroon)
    nowhere = gpd.GeoDataFrame({"place": []}, geometry=[], crs=places.crs)
    lines = _lines(places, cameroon, around)
    return Areas(places[["place", "geometry"]], nowhere, lines, around)


def _around(cameroon: BaseGeometry) -> gpd.GeoDataFrame:
    """Return the neighbours and other countries near, up to Cameroon's outline.

    The divisions' outline is not the countries': what lies between the two goes to the country
    beside it.
    """
    import shapely

    layer = read_layer("countries", detail="zoom")
    layer = layer[["place", "short_fr", "short_en", "geometry"]].rename(
        columns={"short_fr": "name_fr", "short_en": "name_en"}
    )
    layer = layer[layer.intersects(shapely.box(*AROUND))]
    near = layer.set_geometry(shapely.clip_by_rect(layer.geometry.to_numpy(), *AROUND), crs=4326)
    home = near["place"] == "CMR"
    between = shapely.get_parts(shapely.difference(near.geometry[home].to_numpy(), cameroon))
    near = near[~home].reset_index(drop=True)
    shapes = shapely.difference(near.geometry.to_numpy(), cameroon)
    for gap in between[shapely.area(between) > 0]:
        beside = shapely.length(shapely.intersection(shapes, gap)).argmax()
        if shapes[beside].intersects(gap):
            shapes[beside] = shapely.union(shapes[beside], gap)
    around: gpd.GeoDataFrame = near.set_geometry(shapes, crs=4326)
    return around


def _lines(
    places: gpd.GeoDataFrame, cameroon: BaseGeometry, around: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the coast, and the boundaries of other countries, Cameroon, regions and divisions."""
    import geopandas as gpd
    import shapely

    land = shapely.union_all([cameroon, *around.geometry])
    # What the union leaves between Cameroon and its neighbours are hairs, and no lakes.
    outer = shapely.get_exterior_ring(shapely.get_parts(land))
    edge = shapely.box(*AROUND).exterior
    coast = shapely.difference(shapely.multilinestrings(outer), shapely.buffer(edge, HAIR))
    borders = read_layer("borders", detail="zoom")
    borders = borders[(borders["left"] != "CMR") & (borders["right"] != "CMR")]
    foreign = shapely.clip_by_rect(borders.geometry.to_numpy(), *AROUND)
    region = places.set_index("place")["region"]
    inner = shared_edges(places)
    apart = inner["left"].map(region) != inner["right"].map(region)
    national = shapely.difference(shapely.boundary(cameroon), shapely.buffer(coast, HAIR))
    kinds = [
        *borders["kind"],
        *apart.map({True: "region", False: "division"}),
        *("coast", "national"),
    ]
    lines = [
        *shapely.difference(foreign, shapely.buffer(cameroon, HAIR)),
        *inner.geometry,
        *(coast, national),
    ]
    table = gpd.GeoDataFrame({"kind": kinds}, geometry=lines, crs=places.crs)
    drawn: gpd.GeoDataFrame = table[~table.geometry.is_empty].reset_index(drop=True)
    return drawn
