"""Turns the boundary layers into the shapes of a page: whole at the map's edge, bent like it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

import numpy as np

from diasporamap.cache import kept
from diasporamap.districts import districts_on
from diasporamap.maps import projections
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.maps.projections import equal_earth, to_equal_earth, unroll_longitude, unrolled
from diasporamap.places.geography import countries
from diasporamap.places.layers import content_of, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import geopandas as gpd
    import pandas as pd
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cache import Arrays
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.web.data import OwnShapes, Shapes
    from diasporamap.web.topology import TopologyMaker

#: Is raised where the same layers are made other shapes of, so that no kept ones are taken.
FORMAT: Final = 1
#: The modules that make them.
MADE_BY: Final = (__file__, str(Path(__file__).with_name("topology.py")), projections.__file__)
#: The layers that all pages draw.
LAYERS: Final = ("countries", "undetermined", "borders")
#: Decimals of a degree of points: a kilometre, a pixel at the closest zoom.
DECIMALS = 2
#: Longest straight piece of a boundary in degrees, before the projection bends it.
STEP = 3.0
#: Lines that only maps of districts have.
OWN_LINES = ("district", "inferred")
#: The northernmost latitude of Web Mercator, where its world ends.
MERCATOR_NORTH = 85.0511287798


@dataclass(frozen=True)
class Plane:
    """The plane of a page: Equal Earth of the sphere around `lon_0`, or Web Mercator for tiles.

    The scripts place points in it by the same formulas (scripts/map/equal_earth.js).
    """

    lon_0: float
    mercator: bool = False

    def widths(self, xy: np.ndarray) -> np.ndarray:
        """Turn degrees, east from `lon_0`, into widths of the world from its upper left corner."""
        lon, lat = xy.T
        if self.mercator:
            north = np.radians(np.clip(lat, -MERCATOR_NORTH, MERCATOR_NORTH))
            x = (lon + self.lon_0) / 360
            y = np.log(np.tan(np.pi / 4 + north / 2)) / (2 * np.pi)
        else:
            width = 2 * _sphere().transform(180, 0)[0]
            x, y = (np.asarray(found) / width for found in _sphere().transform(lon, lat))
        return np.column_stack((x + 0.5, 0.5 - y))


@cache
def _sphere() -> Transformer:
    """Return longitude and latitude to Equal Earth on a sphere, as browsers work it out."""
    from pyproj import Transformer

    projection = "+proj=eqearth +R=1 +over"
    return Transformer.from_crs("+proj=longlat +R=1 +over", projection, always_xy=True)


class CommonShapes(TypedDict):
    """What all geographies of a page share."""

    countries: dict[str, int]
    undetermined: list[int]
    borders: dict[str, int]


def page_coordinates(lon: pd.Series, lat: pd.Series, lon_0: float) -> list[tuple[float, float]]:
    """Return longitudes, counted on past 180 degrees as those of the shapes are, and latitudes."""
    lons = (unroll_longitude(lon, lon_0=lon_0) + lon_0).round(DECIMALS)
    return list(zip(lons.tolist(), lat.round(DECIMALS).tolist(), strict=True))


def page_shapes(
    plane: Plane,
    choice: DistrictChoice | None = None,
    places: Sequence[str] = (),
    *,
    whole: bool = False,
) -> tuple[Shapes, OwnShapes | None]:
    """Return the shapes of a page, and those of districts at `places` beside them.

    They are kept, since they are the same whatever the figures are. The continent that maps leave
    out is there where the `whole` world is asked for, or districts reach to it.
    """
    districts = None
    if choice is not None:
        known = choice.geography.table.index
        districts = [choice.geography.content, *sorted(known.intersection([*places]))]
    made_of = ["shapes", plane.lon_0, plane.mercator, whole, districts]
    shapes, own = _kept_json(made_of, lambda: _page_shapes(plane, choice, places, whole=whole))
    return shapes, own


def _page_shapes(
    plane: Plane, choice: DistrictChoice | None, places: Sequence[str], *, whole: bool
) -> tuple[Shapes, OwnShapes | None]:
    from diasporamap.web.topology import TopologyMaker

    maker = TopologyMaker()
    own = district_shapes(maker, choice, plane, places={*places}) if choice else None
    made_of = own["areas"].values() if own else ()
    needed = whole or any(isinstance(of, list) and LEFT_OUT in of for of in made_of)
    shapes = country_shapes(maker, plane, () if needed else (LEFT_OUT,))
    return {"topology": maker.written(), **shapes}, own


def _kept_json(what: Sequence[object], make: Callable[[], object]) -> Any:  # noqa: ANN401 - JSON
    """Return what is made of the layers of all pages and of `what`, or make it and keep it."""

    def arrays() -> Arrays:
        return {"json": np.frombuffer(json.dumps(make()).encode(), dtype=np.uint8)}

    found = kept(["of a page", FORMAT, content_of(*LAYERS), *what], arrays, by=MADE_BY)
    return json.loads(found["json"].tobytes())


def country_shapes(maker: TopologyMaker, plane: Plane, left_out: Collection[str]) -> CommonShapes:
    """Add the shapes that all geographies of a page share, but for countries that are left out."""
    shapes = _drawn("countries", plane)
    return {
        "countries": {place: maker.add(shape) for place, shape in shapes if place not in left_out},
        "undetermined": [maker.add(shape) for _, shape in _drawn("undetermined", plane)],
        "borders": _lines(maker, read_layer("borders"), plane),
    }


@cache
def _drawn(name: str, plane: Plane) -> tuple[tuple[str, BaseGeometry], ...]:
    """Return the shapes of a layer as a page draws them, each with its place."""
    layer = read_layer(name)
    places = layer["place"] if "place" in layer.columns else layer.index
    return tuple(zip(map(str, places), _page_geometry(layer, plane), strict=True))


@cache
def country_sizes(lon_0: float) -> dict[str, float]:
    """Return the square root of the area of each country in widths of the world."""
    return dict(_kept_json(["sizes", lon_0], lambda: _sizes(read_layer("countries"), lon_0)))


def district_shapes(
    maker: TopologyMaker, choice: DistrictChoice, plane: Plane, *, places: Collection[str]
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
    for place, shape in zip(kept["place"], _page_geometry(kept, plane), strict=True):
        of = made_of.get(place, [place] if place in known else [])
        areas[place] = of or maker.add(shape)
    own = drawn.lines[drawn.lines["kind"].isin(OWN_LINES)].reset_index(drop=True)
    return {
        "areas": areas,
        "under": sorted(geography.beyond),
        "lines": _lines(maker, own, plane),
    }


def district_sizes(choice: DistrictChoice, lon_0: float) -> dict[str, float]:
    """Return the square root of the area of each district in widths of the world."""
    geography = choice.geography
    made_of = ["sizes", lon_0, geography.content]
    return dict(_kept_json(made_of, lambda: _sizes(geography.areas("world").places, lon_0)))


def _lines(maker: TopologyMaker, lines: gpd.GeoDataFrame, plane: Plane) -> dict[str, int]:
    """Add all lines of a kind as one: a browser draws it fastest."""
    import shapely

    shapes, kinds = np.array(_page_geometry(lines, plane), dtype=object), lines["kind"].to_numpy()
    return {
        kind: maker.add(shapely.multilinestrings(shapely.get_parts(shapes[kinds == kind])))
        for kind in sorted(set(kinds))
    }


def _page_geometry(layer: gpd.GeoDataFrame, plane: Plane) -> list[BaseGeometry]:
    """Unroll a layer around the central meridian, and bend its long edges like the plane."""
    import shapely

    flat = unrolled(layer, lon_0=plane.lon_0)
    dense = shapely.segmentize(flat.geometry.to_numpy(), STEP)
    return list(shapely.transform(dense, plane.widths))


def _sizes(layer: gpd.GeoDataFrame, lon_0: float) -> dict[str, float]:
    """Return by place the square root of its area, as a share of the width of the world."""
    areas = to_equal_earth(layer, lon_0=lon_0).geometry.area.to_numpy()
    width = 2 * equal_earth(180.0, 0.0)[0]
    sizes = (np.sqrt(areas) / width).tolist()
    return {place: round(size, 6) for place, size in zip(layer["place"], sizes, strict=True)}
