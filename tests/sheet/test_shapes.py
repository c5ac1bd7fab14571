import numpy as np
import pytest
import shapely

from diasporamap.places.geography import countries
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
