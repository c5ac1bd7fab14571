from __future__ import annotations

import json

import pytest
import shapely

from diasporamap.places import layers
from diasporamap.web.shapes import page_shapes


@pytest.fixture(scope="module")
def shapes():
    return page_shapes(11)


@pytest.fixture(scope="module")
def countries(shapes):
    return {
        feature["id"]: shapely.geometry.shape(feature["geometry"])
        for feature in shapes["countries"]["features"]
    }


def test_every_country_is_there(countries):
    assert set(countries) == set(layers.read_table("countries")["place"])


def test_no_country_vanished(countries):
    assert [place for place, shape in countries.items() if not shape.area > 0] == []
    for small in ("VAT", "MCO", "NRU", "TUV", "SGP", "MLT"):
        assert countries[small].area > 0


def test_rounding_keeps_the_area(countries):
    layer = layers.read_layer("countries")
    exact = dict(zip(layer["place"], shapely.area(layer.geometry.to_numpy()), strict=True))
    for place in ("FRA", "CMR", "RUS", "FJI"):
        assert countries[place].area == pytest.approx(exact[place], rel=1e-3)
    for place in ("SGP", "MLT", "MDV"):
        assert countries[place].area == pytest.approx(exact[place], rel=0.05)


def test_nothing_crosses_the_edge_of_the_map(countries):
    bounds = shapely.bounds(list(countries.values()))
    assert bounds[:, 0].min() >= -169
    assert bounds[:, 2].max() <= 191
    west, _, east, _ = countries["RUS"].bounds
    assert west == pytest.approx(19.6, abs=0.2)
    assert east == pytest.approx(190.3, abs=0.8)


def test_sizes_follow_areas(shapes):
    size = {f["id"]: f["properties"]["size"] for f in shapes["countries"]["features"]}
    # France in Europe has 549 000 km2; the map of the world is 34 530 km wide.
    assert size["FRA"] * 34530 == pytest.approx(549000**0.5, rel=0.02)
    assert size["SGP"] < size["LUX"] < size["BEL"] < size["FRA"] < size["RUS"]


def test_borders_are_drawn_by_kind(shapes):
    kinds = [feature["properties"]["kind"] for feature in shapes["borders"]["features"]]
    assert kinds == sorted(layers.read_layer("borders")["kind"].unique())
    assert {"international", "dashed", "dotted"} <= set(kinds)


def test_borders_run_along_the_shapes(shapes, countries):
    lines = next(
        shapely.geometry.shape(feature["geometry"])
        for feature in shapes["borders"]["features"]
        if feature["properties"]["kind"] == "international"
    )
    around = shapely.boundary(countries["CMR"]).buffer(0.002)
    within = shapely.intersection(lines, countries["CMR"].buffer(-0.01))
    assert within.length == 0
    assert shapely.intersection(lines, around).length > 25


def test_the_shapes_are_small(shapes):
    assert len(json.dumps(shapes, separators=(",", ":"))) < 1.6e6
