from __future__ import annotations

import pickle

import geopandas as gpd
import numpy as np
import pytest
import shapely

from diasporamap.places.grid import CELL, PlaceGrid, world_grid
from diasporamap.places.layers import read_layer


@pytest.fixture(scope="module")
def units():
    layer = read_layer("admin1", detail="zoom").sort_values(["country", "place"])
    return layer.reset_index(drop=True)


def points(units):
    """Return 100,000 points: near borders, on them, at 180°, on the lines of the grid, anywhere."""
    draw = np.random.default_rng(1)
    corners = shapely.get_coordinates(units.geometry)
    some = corners[draw.integers(0, len(corners), 30_000)]
    rings = shapely.get_coordinates(units.geometry)
    at = draw.integers(0, len(rings) - 1, 10_000)
    middles = (rings[at] + rings[at + 1]) / 2
    near = some + draw.normal(0, 0.02, some.shape)
    anywhere = draw.uniform([-180, -90], [180, 90], (20_000, 2))
    edges = np.column_stack([draw.choice([-180.0, 180.0], 4_000), draw.uniform(-90, 90, 4_000)])
    poles = np.column_stack([draw.uniform(-180, 180, 1_000), draw.choice([-90.0, 90.0], 1_000)])
    lines = np.round(near[:5_000] / CELL) * CELL
    found = np.vstack([some, middles, near, anywhere, edges, poles, lines])
    return np.clip(found, [-180, -90], [180, 90])


def joined(xy, layer):
    """Return what geopandas finds: the first area of each point, -1 where there is none."""
    found = gpd.sjoin(
        gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T, crs=4326)), layer[["geometry"]]
    )
    first = found["index_right"].groupby(level=0).min()
    expected = np.full(len(xy), -1)
    expected[first.index] = first
    return expected


def test_points_lie_where_geopandas_finds_them(units):
    xy = points(units)
    assert len(xy) == 100_000
    found = world_grid().find(*xy.T)
    assert np.array_equal(found, joined(xy, units))
    countries = read_layer("countries", detail="zoom")
    first = joined(xy[::5], countries)
    country = np.array([*world_grid().country_of, ""], object)[found[::5]]
    assert np.array_equal(country, np.array([*countries["place"], ""], object)[first])


def test_a_few_points():
    grid = world_grid()
    lon = np.array([2.35, 11.52, 9.7, -30.0, np.nan, 179.99, 181.0, 500.0])
    lat = np.array([48.86, 3.87, 4.05, 30.0, 5.0, 68.9, 0.0, 500.0])
    found = grid.find(lon, lat)
    assert [grid.units[at] for at in found[:3]] == ["FR-75C", "CM-CE", "CM-LT"]
    assert [grid.country_of[at] for at in found[[0, 5]]] == ["FRA", "RUS"]
    assert found[[3, 4, 6, 7]].tolist() == [-1] * 4


def test_a_copy_in_another_process_finds_the_same(units):
    xy = points(units)[::50]
    copy = pickle.loads(pickle.dumps(world_grid()))  # noqa: S301 - our own
    assert np.array_equal(copy.find(*xy.T), world_grid().find(*xy.T))


def test_areas_that_overlap_and_holes():
    whole = shapely.box(0, 0, 10, 10)
    holed = whole.difference(shapely.box(4, 4, 6, 6))
    tiny = shapely.box(4.51, 4.51, 4.52, 4.52)
    xy = np.array([[4.515, 4.515], [5, 5], [4, 4], [1, 1], [10, 10], [10.0001, 10], [4.51, 4.6]])
    for areas, expected in (
        ([holed, tiny], [1, -1, 0, 0, 0, -1, -1]),
        ([tiny, whole], [0, 1, 1, 1, 1, -1, 1]),
        ([whole, tiny], [0, 0, 0, 0, 0, -1, 0]),
    ):
        assert PlaceGrid(areas).find(*xy.T).tolist() == expected
