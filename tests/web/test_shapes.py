"""Shapes are written as arcs that they share, and read back whole."""

from __future__ import annotations

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.places import layers
from diasporamap.web.shapes import country_shapes, country_sizes
from diasporamap.web.topology import LETTERS, TopologyMaker, letters
from tests.web.unpacking import asked


def read_back(topology):
    """Let the page's script read shapes: of each its parts, of each part its rings."""
    return asked("shapes", topology)


def area(parts):
    return shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in parts])


@pytest.fixture(scope="module")
def packed():
    maker = TopologyMaker()
    shapes = country_shapes(maker, 11, ())
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
    exact = dict(zip(layer["place"], shapely.area(layer.geometry.to_numpy()), strict=True))
    for place in ("FRA", "CMR", "RUS"):
        assert countries[place].area == pytest.approx(exact[place], rel=0.01)
    assert countries["FJI"].area == pytest.approx(exact["FJI"], rel=0.02)  # of small islands
    for place in ("SGP", "MLT", "VAT", "MCO", "NRU", "TUV"):
        assert countries[place].area == pytest.approx(exact[place], rel=0.2)


def test_nothing_moves_more_than_a_few_pixels_of_the_closest_zoom(countries):
    layer = layers.read_layer("countries").set_index("place")
    for place in ("FRA", "CMR", "GRC", "SGP"):
        moved = shapely.hausdorff_distance(
            countries[place].boundary, layer.geometry[place].boundary
        )
        assert moved < 0.15, place


def test_nothing_crosses_the_edge_of_the_map(countries):
    bounds = shapely.bounds(list(countries.values()))
    assert bounds[:, 0].min() >= -169.01
    assert bounds[:, 2].max() <= 191.01
    west, _, east, _ = countries["RUS"].bounds
    assert west == pytest.approx(19.6, abs=0.2)
    assert east == pytest.approx(190.3, abs=0.8)


def test_neighbours_share_their_border_to_the_corner(countries, borders):
    both = shapely.intersection(countries["FRA"].boundary, countries["ESP"].boundary)
    assert both.length > 3
    corners = set(map(tuple, shapely.get_coordinates(borders["international"])))
    shared = [corner for corner in map(tuple, shapely.get_coordinates(both)) if corner in corners]
    assert len(shared) > 10


def test_borders_are_drawn_by_kind_along_the_shapes(borders, countries):
    assert sorted(borders) == sorted(layers.read_layer("borders")["kind"].unique())
    lines, around = borders["international"], countries["CMR"].boundary.buffer(1e-6)
    assert shapely.intersection(lines, countries["CMR"].buffer(-0.02)).length == 0
    assert shapely.intersection(lines, around).length > 25


def test_sizes_follow_areas():
    size = country_sizes(11)
    # France in Europe has 549 000 km2; the map of the world is 34 530 km wide.
    assert size["FRA"] * 34530 == pytest.approx(549000**0.5, rel=0.02)
    assert size["SGP"] < size["LUX"] < size["BEL"] < size["FRA"] < size["RUS"]


def test_the_shapes_are_small(packed):
    assert len(json.dumps(packed, separators=(",", ":"))) < 110_000


@given(st.lists(st.integers(0, 10**7), max_size=30))
def test_numbers_are_letters_that_need_no_escape(numbers):
    written = letters(numbers)
    assert set(written) <= set(LETTERS)
    assert json.dumps(written)[1:-1] == written
    assert not set(written) & set("<>&\"'\\")


def test_a_ring_and_its_hole_and_a_line_along_it_come_back():
    maker = TopologyMaker()
    outer, inner = shapely.box(0, 0, 4, 4), shapely.box(1, 1, 2, 2)
    numbers = [
        maker.add(shape)
        for shape in (
            outer - inner,
            inner,
            shapely.box(4, 0, 8, 4),
            shapely.LineString([(4, 0), (4, 4)]),
            shapely.box(10, 10, 10.01, 10.02),
        )
    ]
    topology = maker.written()
    found = [read_back(topology)[at] for at in numbers]
    assert area(found[0]).equals(outer - inner)
    assert area(found[1]).equals(inner)
    assert area(found[2]).equals(shapely.box(4, 0, 8, 4))
    assert shapely.LineString(found[3][0][0]).equals(shapely.LineString([(4, 0), (4, 4)]))
    assert area(found[4]).area == pytest.approx(0.0002)
    # The line and the edge of both boxes are one arc.
    assert sum(len(arcs) for arcs in topology["arcs"]) < 120
