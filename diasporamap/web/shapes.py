"""Turns the boundary layers into the shapes of a page: whole at the map's edge, bent like it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypedDict

import numpy as np
import shapely

from diasporamap.districts import districts_on
from diasporamap.maps.projections import equal_earth, to_equal_earth, unroll_longitude, unrolled
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.web.data import OwnShapes
    from diasporamap.web.topology import TopologyMaker

#: Decimals of a degree of points: a hundred metres, under a pixel at the closest zoom.
DECIMALS = 3
#: Longest straight piece of a boundary in degrees, before the projection bends it.
STEP = 3.0
#: Lines that only maps of districts have.
OWN_LINES = ("district", "inferred")


class CommonShapes(TypedDict):
    """What all geographies of a page share."""

    countries: dict[str, int]
    undetermined: list[int]
    borders: dict[str, int]


def page_coordinates(lon: pd.Series, lat: pd.Series, lon_0: float) -> list[tuple[float, float]]:
    """Return longitudes, counted on past 180 degrees as those of the shapes are, and latitudes."""
    lons = (unroll_longitude(lon, lon_0=lon_0) + lon_0).round(DECIMALS)
    return list(zip(lons.tolist(), lat.round(DECIMALS).tolist(), strict=True))


def country_shapes(maker: TopologyMaker, lon_0: float, left_out: Collection[str]) -> CommonShapes:
    """Add the shapes that all geographies of a page share, but for countries that are left out.

    Longitudes run from 180 degrees west to 180 east of `lon_0`.
    """
    shapes = _drawn("countries", lon_0)
    return {
        "countries": {place: maker.add(shape) for place, shape in shapes if place not in left_out},
        "undetermined": [maker.add(shape) for _, shape in _drawn("undetermined", lon_0)],
        "borders": _lines(maker, read_layer("borders"), lon_0),
    }


@cache
def _drawn(name: str, lon_0: float) -> tuple[tuple[str, BaseGeometry], ...]:
    """Return the shapes of a layer as a page draws them, each with its place."""
    layer = read_layer(name)
    places = layer["place"] if "place" in layer.columns else layer.index
    return tuple(zip(map(str, places), _page_geometry(layer, lon_0), strict=True))


@cache
def country_sizes(lon_0: float) -> dict[str, float]:
    """Return the square root of the area of each country in widths of the world."""
    layer = read_layer("countries")
    return dict(zip(layer["place"], _sizes(layer, lon_0), strict=True))


def district_shapes(
    maker: TopologyMaker, choice: DistrictChoice, lon_0: float, *, places: Collection[str]
) -> OwnShapes:
    """Add what a page draws of the districts of a day, beside the shapes of countries.

    Only the areas of `places` are added.
    """
    geography = choice.geography
    on_day = districts_on(choice.tables, choice.day)
    made_of = {
        str(district): sorted(map(str, units["country"].unique()))
        for district, units in on_day.groupby("district")
        if units["whole_country"].all()
    }
    drawn = geography.areas("world")
    kept = drawn.places[drawn.places["place"].isin(places)].reset_index(drop=True)
    known = set(countries().table.index)
    areas: dict[str, list[str] | int] = {}
    for place, shape in zip(kept["place"], _page_geometry(kept, lon_0), strict=True):
        of = made_of.get(place, [place] if place in known else [])
        areas[place] = of or maker.add(shape)
    own = drawn.lines[drawn.lines["kind"].isin(OWN_LINES)].reset_index(drop=True)
    return {
        "areas": areas,
        "under": sorted(geography.beyond),
        "lines": _lines(maker, own, lon_0),
    }


def district_sizes(choice: DistrictChoice, lon_0: float) -> dict[str, float]:
    """Return the square root of the area of each district in widths of the world."""
    drawn = choice.geography.areas("world").places
    return dict(zip(drawn["place"], _sizes(drawn, lon_0), strict=True))


def _lines(maker: TopologyMaker, lines: gpd.GeoDataFrame, lon_0: float) -> dict[str, int]:
    """Add all lines of a kind as one: a browser draws it fastest."""
    shapes, kinds = np.array(_page_geometry(lines, lon_0), dtype=object), lines["kind"].to_numpy()
    return {
        kind: maker.add(shapely.multilinestrings(shapely.get_parts(shapes[kinds == kind])))
        for kind in sorted(set(kinds))
    }


def _page_geometry(layer: gpd.GeoDataFrame, lon_0: float) -> list[BaseGeometry]:
    """Unroll a layer around the central meridian, and bend its long edges."""
    flat = unrolled(layer, lon_0=lon_0)
    dense = shapely.segmentize(flat.geometry.to_numpy(), STEP)
    middle = np.array([lon_0, 0.0])
    return [shapely.transform(shape, lambda xy: xy + middle) for shape in dense]


def _sizes(layer: gpd.GeoDataFrame, lon_0: float) -> list[float]:
    """Return the square root of each area as a share of the width of the world on the map."""
    areas = to_equal_earth(layer, lon_0=lon_0).geometry.area.to_numpy()
    width = 2 * equal_earth(180.0, 0.0)[0]
    return [round(float(size), 6) for size in np.sqrt(areas) / width]
