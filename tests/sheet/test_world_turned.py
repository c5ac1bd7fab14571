"""A map of the world turned to any meridian keeps its land, its lines and where its insets are."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from diasporamap.maps import read_style
from diasporamap.maps.extents import extents
from diasporamap.places.geography import countries
from diasporamap.sheet.fonts import Text, fonts_of
from diasporamap.sheet.frames import locators_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Inset, world_shapes

MERIDIANS = (-160, -90, 0, 11, 100, 179)


@pytest.fixture(scope="module")
def land_m2():
    geod = Geod(ellps="WGS84")
    places = countries().areas("world").places
    return sum(
        abs(geod.geometry_area_perimeter(shapely.segmentize(part, 0.5))[0])
        for shape in places.geometry
        for part in shapely.get_parts(shape)
    )


@pytest.mark.parametrize("lon_0", MERIDIANS)
def test_land_keeps_its_area(lon_0, land_m2):
    shapes = world_shapes(countries(), lon_0=lon_0, south=-90.0)
    assert shapely.area(shapes.land).sum() == pytest.approx(land_m2, rel=0.005)


@pytest.mark.parametrize("lon_0", MERIDIANS)
def test_no_line_runs_across_the_world(lon_0):
    shapes = world_shapes(countries(), lon_0=lon_0, south=-90.0)
    west, _, east, _ = shapes.frame.bounds
    layers = [*shapes.lines.values(), shapely.boundary(shapes.land)]
    for lines in layers:
        for line in shapely.get_parts(np.asarray(lines)):
            steps = np.abs(np.diff(shapely.get_coordinates(line)[:, 0]))
            assert steps.max(initial=0.0) < (east - west) / 20


@pytest.mark.parametrize("lon_0", MERIDIANS)
@pytest.mark.parametrize("name", ["europe", "gulf-of-guinea", "caribbean", "pacific"])
def test_what_an_inset_shows_is_outlined_wherever_the_edge_of_the_map_lies(lon_0, name):
    extent = extents()[name].extent
    inset = Inset(name, *extent.centre, extent.breadth_km, extent.height_km)
    shapes = world_shapes(countries(), lon_0=lon_0)
    west, south, east, north = shapes.frame.bounds
    world = Panel(shapes, Box(0, 0, 200, 200 * (north - south) / (east - west)))
    style = read_style("iom")
    (locator,) = locators_of(world, [inset], Text(fonts_of(style), 7.2), letters="A")
    # Both maps keep areas: what is outlined is as large as what the inset shows.
    shown = inset.width * inset.height * 1e6 * world.scale**2
    assert locator.area.area == pytest.approx(shown, rel=0.01)
    assert world.frame().buffer(0.01).contains(locator.area)
    assert shapely.get_num_geometries(locator.area) <= 2
    assert world.frame().contains(shapely.Point(locator.box.left, locator.box.top))
