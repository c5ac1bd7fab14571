"""Turns the boundary layers into the page's GeoJSON: whole at the map's edge, rounded, small."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import mapping

from diasporamap.districts import districts_on
from diasporamap.maps.projections import equal_earth, to_equal_earth, unroll_longitude, unrolled
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.districts import Districts
    from diasporamap.places.geography import Geography
    from diasporamap.web.data import Area, Feature, Features, OwnShapes, Properties, Shapes

#: Decimals of a degree that the page keeps: a hundred metres, under a pixel at the closest zoom.
DECIMALS = 3
#: Decimals for the few units that are smaller than that.
FINE_DECIMALS = 5
#: Longest straight piece of a boundary in degrees, before the projection bends it.
STEP = 3.0
#: Lines that only maps of districts have.
OWN_LINES = ("district", "inferred")


def page_coordinates(lon: pd.Series, lat: pd.Series, lon_0: float) -> list[tuple[float, float]]:
    """Return longitudes, counted on past 180 degrees as those of the shapes are, and latitudes."""
    lons = (unroll_longitude(lon, lon_0=lon_0) + lon_0).round(DECIMALS)
    return list(zip(lons.tolist(), lat.round(DECIMALS).tolist(), strict=True))


@cache
def page_shapes(lon_0: float) -> Shapes:
    """Return the shapes that all geographies of a page share; not to be changed.

    Longitudes run from 180 degrees west to 180 east of `lon_0`.
    """
    layer = read_layer("countries")
    return {
        "countries": _collection(
            [
                _feature(shape, {}, place)
                for place, shape in zip(layer["place"], _page_geometry(layer, lon_0), strict=True)
            ]
        ),
        "undetermined": _collection(
            [_feature(shape, {}) for shape in _page_geometry(read_layer("undetermined"), lon_0)]
        ),
        "borders": _collection(_line_features(read_layer("borders"), lon_0)),
    }


@cache
def country_sizes(lon_0: float) -> dict[str, float]:
    """Return the square root of the area of each country in widths of the world."""
    layer = read_layer("countries")
    return dict(zip(layer["place"], _sizes(layer, lon_0), strict=True))


def district_shapes(
    geography: Geography,
    districts: Districts,
    day: date | str | None,
    lon_0: float,
    *,
    places: Collection[str],
) -> tuple[OwnShapes, dict[str, float]]:
    """Return what a page draws of the districts of a day, beside the shapes of countries.

    Only the areas of `places` are returned, and their sizes.
    """
    on_day = districts_on(districts, day)
    made_of = {
        str(district): sorted(units["country"].unique())
        for district, units in on_day.groupby("district")
        if units["whole_country"].all()
    }
    drawn = geography.areas("world")
    kept = drawn.places[drawn.places["place"].isin(places)].reset_index(drop=True)
    known = set(countries().table.index)
    areas: dict[str, Area] = {}
    for place, shape in zip(kept["place"], _page_geometry(kept, lon_0), strict=True):
        of = made_of.get(place, [place] if place in known else [])
        areas[place] = {"of": of} if of else {"shape": mapping(shape)}
    sizes = dict(zip(kept["place"], _sizes(kept, lon_0), strict=True))
    own = drawn.lines[drawn.lines["kind"].isin(OWN_LINES)].reset_index(drop=True)
    shapes: OwnShapes = {
        "areas": areas,
        "under": sorted(geography.beyond),
        "lines": _collection(_line_features(own, lon_0)),
    }
    return shapes, sizes


def _line_features(lines: gpd.GeoDataFrame, lon_0: float) -> list[Feature]:
    """Make one feature of all lines of a kind: a browser draws it fastest."""
    shapes, kinds = np.array(_page_geometry(lines, lon_0), dtype=object), lines["kind"].to_numpy()
    return [
        _feature(shapely.multilinestrings(shapely.get_parts(shapes[kinds == kind])), {"kind": kind})
        for kind in sorted(set(kinds))
    ]


def _page_geometry(layer: gpd.GeoDataFrame, lon_0: float) -> list[BaseGeometry]:
    """Unroll a layer around the central meridian, bend its long edges and round its corners."""
    flat = unrolled(layer, lon_0=lon_0)
    dense = shapely.segmentize(flat.geometry.to_numpy(), STEP)
    return [_rounded(shape, lon_0) for shape in dense]


def _rounded(shape: BaseGeometry, lon_0: float) -> BaseGeometry:
    """Round a shape and drop the parts that vanish; keep it finer where nothing would be left."""
    middle = np.array([lon_0, 0.0])
    for decimals in (DECIMALS, FINE_DECIMALS):
        grid = 10.0**-decimals
        snapped = shapely.transform(shape, lambda xy, n=decimals: (xy + middle).round(n))
        parts = shapely.get_parts(shapely.remove_repeated_points(snapped))
        if shapely.get_dimensions(shape) == 1:
            return shapely.multilinestrings(parts[shapely.length(parts) > 0])
        kept = parts[shapely.area(parts) > grid**2]
        if len(kept):
            break
    return shapely.multipolygons(kept)


def _sizes(layer: gpd.GeoDataFrame, lon_0: float) -> list[float]:
    """Return the square root of each area as a share of the width of the world on the map."""
    areas = to_equal_earth(layer, lon_0=lon_0).geometry.area.to_numpy()
    width = 2 * equal_earth(180.0, 0.0)[0]
    return [round(float(size), 6) for size in np.sqrt(areas) / width]


def _feature(shape: BaseGeometry, properties: Properties, place: str = "") -> Feature:
    feature: Feature = {"type": "Feature", "properties": properties, "geometry": mapping(shape)}
    return {**feature, "id": place} if place else feature


def _collection(features: list[Feature]) -> Features:
    return {"type": "FeatureCollection", "features": features}
