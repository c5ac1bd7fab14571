"""Shapes are written as arcs that they share, and read back whole."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from diasporamap import cache
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.places import layers
from diasporamap.web import shapes as page
from diasporamap.web.shapes import Plane, country_shapes, country_sizes, page_shapes
from diasporamap.web.topology import LETTERS, TopologyMaker, letters
from tests.web.unpacking import asked

#: The plane of a page whose middle is at 11 degrees east, and a degree of longitude in it.
PLANE, DEGREE = Plane(11.0), 1 / 360


def read_back(topology):
    """Let the page's script read shapes: of each its parts, of each part its rings."""
    return asked("shapes", topology)


def area(parts):
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in parts])


@pytest.fixture(scope="module")
def packed():
    maker = TopologyMaker()
    shapes = country_shapes(maker, PLANE, ())
    return {**shapes, "topology": json.loads(json.dumps(maker.written()))}


@pytest.fixture(scope="module")
def shapes(packed):
    return read_back(packed["topology"])


@pytest.fixture(scope="module")
def countries(packed, shapes):
    return {place: area(shapes[at]) for place, at in packed["countries"].items()}


@pytest.fixture(scope="module")
def borders(packed, shapes):
    return {
        kind: shapely.MultiLineString([line for (line,) in shapes[at]])
        for kind, at in packed["borders"].items()
    }


def test_every_country_is_there(countries):
    assert set(countries) == set(layers.read_table("countries")["place"])


def test_no_country_vanished(countries):
    assert [place for place, shape in countries.items() if not shape.area > 0] == []


def test_the_grid_keeps_the_area(countries):
    layer = layers.read_layer("countries")
    projected = shapely.transform(layer.geometry.to_numpy(), on_plane)
    exact = dict(zip(layer["place"], shapely.area(projected), strict=True))
    for place in ("FRA", "CMR", "RUS"):
        assert countries[place].area == pytest.approx(exact[place], rel=0.01)
    assert countries["FJI"].area == pytest.approx(exact["FJI"], rel=0.06)  # of small islands
    for place in ("SGP", "MLT", "VAT", "MCO", "NRU", "TUV"):
        assert countries[place].area == pytest.approx(exact[place], rel=0.2)


def on_plane(xy):
    return PLANE.widths(xy - np.array([PLANE.lon_0, 0.0]))


def test_nothing_moves_more_than_a_few_pixels_of_the_closest_zoom(countries):
    layer = layers.read_layer("countries").set_index("place")
    for place in ("FRA", "CMR", "GRC", "SGP"):
        exact = shapely.transform(layer.geometry[place], on_plane)
        moved = shapely.hausdorff_distance(countries[place].boundary, exact.boundary)
        assert moved < 0.15 * DEGREE, place


def test_nothing_crosses_the_edge_of_the_map(countries):
    bounds = shapely.bounds(list(countries.values()))
    assert bounds[:, 0].min() >= 0
    assert bounds[:, 2].max() <= 1
    # Kaliningrad and the eastern end, which longitude 180 does not cut off.
    west, _, east, _ = countries["RUS"].bounds
    (kaliningrad, _), (cape, _) = on_plane(np.array([[19.6, 54.5], [190.3, 66.0]]))
    assert west == pytest.approx(kaliningrad, abs=0.3 * DEGREE)
    assert east == pytest.approx(cape, abs=0.8 * DEGREE)


def test_neighbours_share_their_border_to_the_corner(countries, borders):
    both = shapely.intersection(countries["FRA"].boundary, countries["ESP"].boundary)
    assert both.length > 3 * DEGREE
    corners = set(map(tuple, shapely.get_coordinates(borders["international"])))
    shared = [corner for corner in map(tuple, shapely.get_coordinates(both)) if corner in corners]
    assert len(shared) > 10


def test_borders_are_drawn_by_kind_along_the_shapes(borders, countries):
    assert sorted(borders) == sorted(layers.read_layer("borders")["kind"].unique())
    lines, around = borders["international"], countries["CMR"].boundary.buffer(1e-8)
    assert shapely.intersection(lines, countries["CMR"].buffer(-0.02 * DEGREE)).length == 0
    assert shapely.intersection(lines, around).length > 25 * DEGREE


def test_sizes_follow_areas():
    size = country_sizes(11)
    # France in Europe has 549 000 km2; the map of the world is 34 530 km wide.
    assert size["FRA"] * 34530 == pytest.approx(549000**0.5, rel=0.02)
    assert size["SGP"] < size["LUX"] < size["BEL"] < size["FRA"] < size["RUS"]


def test_the_shapes_that_ship_are_those_of_the_layers(monkeypatch, tmp_path):
    ship = page_shapes(PLANE)
    monkeypatch.setattr(cache, "SHIPPED", ())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = page_shapes(PLANE)
    monkeypatch.setattr(page, "country_shapes", None)
    assert ship == made == page_shapes(PLANE)
    assert ship[1] is None


def test_other_planes_and_the_whole_world_have_other_shapes(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    usual, tiles, whole = (
        page_shapes(plane, whole=whole)[0]
        for plane, whole in ((PLANE, False), (Plane(11.0, mercator=True), False), (PLANE, True))
    )
    assert LEFT_OUT in whole["countries"]
    assert LEFT_OUT not in usual["countries"]
    assert usual["topology"]["arcs"] != tiles["topology"]["arcs"]


def test_the_shapes_are_small(packed):
    assert len(json.dumps(packed, separators=(",", ":"))) < 110_000


@given(st.lists(st.integers(0, 10**7), max_size=30))
def test_numbers_are_letters_that_need_no_escape(numbers):
    written = letters(numbers)
    assert set(written) <= set(LETTERS)
    assert json.dumps(written)[1:-1] == written
    assert not set(written) & set("<>&\"'\\")


def box(*sides):
    return shapely.box(*(side * DEGREE for side in sides))


def test_a_ring_and_its_hole_and_a_line_along_it_come_back():
    maker = TopologyMaker()
    outer, inner, beside = box(0, 0, 4, 4), box(1, 1, 2, 2), box(4, 0, 8, 4)
    edge = shapely.LineString([(4 * DEGREE, 0), (4 * DEGREE, 4 * DEGREE)])
    tiny = box(10, 10, 10.01, 10.02)
    numbers = [maker.add(shape) for shape in (outer - inner, inner, beside, edge, tiny)]
    topology = maker.written()
    found = [read_back(topology)[at] for at in numbers]
    for parts, exact in zip(found[:3], (outer - inner, inner, beside), strict=True):
        assert area(parts).symmetric_difference(exact).area < 1e-12
    assert shapely.LineString(found[3][0][0]).hausdorff_distance(edge) < 1e-9
    assert area(found[4]).area == pytest.approx(tiny.area, rel=0.05)
    # The line and the edge of both boxes are one arc.
    assert sum(len(arcs) for arcs in topology["arcs"]) < 120


@pytest.mark.parametrize("mercator", [False, True])
def test_the_scripts_place_points_in_the_same_plane(mercator):
    points = np.array([[0.0, 0.0], [180, 0], [-100, 60], [45, 45], [30, -84], [0, 90]])
    found = asked("widths", {"lon_0": 11, "mercator": mercator, "points": points.tolist()})
    own = Plane(11.0, mercator).widths(points - np.array([11.0, 0.0]))
    assert found == pytest.approx(own.ravel().tolist(), abs=1e-9)
