import numpy as np
import pytest
import shapely

from diasporamap.places.geography import countries
from diasporamap.sheet.lighter import drawn_shapes
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import inset_edge, inset_shapes, world_shapes
from tests.sheets import EUROPE, GULF


@pytest.fixture(scope="module")
def world():
    return world_shapes(countries(), lon_0=11)


def test_russia_is_whole_and_no_coast_runs_along_longitude_180(world):
    land = dict(zip(world.places, world.land, strict=True))
    biggest = max(shapely.area(shapely.get_parts(land["RUS"])))
    assert biggest > 0.9 * land["RUS"].area
    along = shapely.linestrings(world.project(np.full(40, 180), np.linspace(66, 70, 40)))
    shared = shapely.intersection(world.lines["coast"][0], along.buffer(100))
    assert shared.length < 0.05 * along.length


def test_the_world_is_cut_south_of_cape_horn(world):
    frame = world.frame
    assert frame.bounds[1] == pytest.approx(world.project([11], [-57])[0, 1])
    assert frame.contains(shapely.Point(*world.project([-67.3], [-55.98])[0]))
    assert not frame.intersects(shapely.Point(*world.project([11], [-70])[0]))
    assert world_shapes(countries(), lon_0=11, south=-90).frame.area > frame.area


def test_borders_keep_their_kinds_and_are_no_coast(world):
    assert {"coast", "international", "dashed", "dotted"} <= set(world.lines)
    coast = shapely.STRtree(shapely.get_parts(world.lines["coast"]))
    xy, line = shapely.get_coordinates(
        shapely.get_parts(world.lines["international"]), return_index=True
    )
    within = line[1:] == line[:-1]
    lengths = np.hypot(*np.diff(xy, axis=0)[within].T)
    middles = shapely.points((xy[1:] + xy[:-1])[within] / 2)
    by_the_sea = np.unique(coast.query(middles, predicate="dwithin", distance=1)[0])
    assert lengths[by_the_sea].sum() < 0.01 * lengths.sum()


@pytest.mark.parametrize("inset", [EUROPE, GULF])
def test_an_inset_shows_nothing_beyond_its_frame(inset):
    shapes = inset_shapes(countries(), inset)
    drawn = np.concatenate([shapes.land, *shapes.lines.values()])
    assert shapely.covers(shapes.frame.buffer(1), drawn[~shapely.is_empty(drawn)]).all()
    width, height = np.diff(np.reshape(shapes.frame.bounds, (2, 2)), axis=0)[0] / 1000
    assert (width, height) == (inset.width, inset.height)


def test_an_inset_keeps_areas():
    shapes = inset_shapes(countries(), EUROPE)
    france = dict(zip(shapes.places, shapes.land, strict=True))["FRA"]
    assert france.area / 1e6 == pytest.approx(550_000, rel=0.02)


def test_the_edge_of_an_inset_is_its_frame():
    shapes = inset_shapes(countries(), GULF)
    edge = shapely.Polygon(shapes.project(*inset_edge(GULF).T))
    assert edge.symmetric_difference(shapes.frame).area < 1e-6 * shapes.frame.area


@pytest.mark.parametrize("lon_0", [-160, -90, 0, 11, 100, 179])
def test_a_world_around_any_meridian_has_all_its_land_and_no_stray_line(lon_0):
    turned, straight = (world_shapes(countries(), lon_0=lon) for lon in (lon_0, 0))
    areas = [shapely.area(shapes.land).sum() for shapes in (turned, straight)]
    assert areas[0] == pytest.approx(areas[1], rel=0.005)
    assert shapely.is_valid(turned.land).all()
    west, _, east, _ = turned.frame.bounds
    width = east - west
    edge = shapely.boundary(turned.frame)
    longest = {}
    for kind, lines in turned.lines.items():
        xy, line = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
        within = line[1:] == line[:-1]
        longest[kind] = np.hypot(*np.diff(xy, axis=0)[within].T).max() / width * 277
    # The longest straight piece of a border in the source is bent every 1.5 degrees.
    assert all(millimetres < 2.0 for millimetres in longest.values()), longest
    rings = shapely.get_rings(shapely.get_parts(turned.land))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.stack([xy[:-1], xy[1:]], axis=1)[ring[1:] == ring[:-1]]
    length = np.hypot(*(steps[:, 1] - steps[:, 0]).T) / width * 277
    across = steps[length > 2.0]
    middles = shapely.points(across.mean(axis=1))
    assert (shapely.distance(middles, edge) < 0.002 * width).all()


@pytest.mark.parametrize("lon_0", [-160, 100, 179])
def test_lighter_land_around_any_meridian_is_the_same_land(lon_0):
    shapes = world_shapes(countries(), lon_0=lon_0)
    west, south, east, north = shapes.frame.bounds
    panel = Panel(shapes, Box(10, 60, 287, 60 + 277 * (north - south) / (east - west)))
    drawn = drawn_shapes(panel)
    assert drawn.land["ATA"].is_empty  # it lies beyond the frame
    before = sum(area.area for place, area in panel.areas().items() if place != "ATA")
    assert shapely.area(list(drawn.land.values())).sum() == pytest.approx(before, rel=0.001)
    xy, line = shapely.get_coordinates(
        shapely.get_parts(np.concatenate(list(drawn.lines.values()))), return_index=True
    )
    steps = np.hypot(*np.diff(xy, axis=0)[line[1:] == line[:-1]].T)
    assert steps.max() == pytest.approx(17.7, abs=0.1)  # the border along 49 degrees north
