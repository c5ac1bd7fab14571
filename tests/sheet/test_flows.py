"""Curves from the country of origin: apart at their start, thinner to their end, none hidden."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.sheet.curves import END, GAP, curves_of
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.flows import _plan
from diasporamap.sheet.fonts import fonts_of
from tests.sheets import picture

HOME = (100.0, 50.0)


@picture
def test_flows_french():
    return draw_map(dm.release("undesa:CMR"), MapSpec(kind="flows"))


def test_a_map_without_curves_is_drawn():
    figure = draw_map(dm.release("undesa:CMR"), MapSpec(kind="flows", labels=0, language="en"))
    assert "as lines whose breadth says how many people" in figure.alt


@given(
    turns=st.lists(st.floats(-math.pi, math.pi), min_size=1, max_size=14),
    widths=st.lists(st.floats(0.1, 4), min_size=14, max_size=14),
)
def test_curves_do_not_meet_where_they_start_and_taper_to_their_ends(turns, widths):
    ends = {
        str(n): (HOME[0] + 60 * math.cos(turn), HOME[1] + 60 * math.sin(turn))
        for n, turn in enumerate(turns)
    }
    breadths = {place: widths[int(place)] for place in ends}
    curves = curves_of(HOME, ends, breadths, breadth=200)
    assert {curve.place for curve in curves} == set(ends)
    assert [c.breadth[0] for c in curves] == sorted((c.breadth[0] for c in curves), reverse=True)
    for curve in curves:
        assert curve.line[-1] == pytest.approx(ends[curve.place])
        assert curve.breadth[0] == pytest.approx(breadths[curve.place])
        assert curve.breadth[-1] == pytest.approx(max(END * breadths[curve.place], 0.09))
    around = sorted(curves, key=lambda c: math.atan2(*(c.line[0] - HOME)[::-1]))
    for one, other in zip(around, [*around[1:], *around[:1]], strict=True):
        if one is other:
            continue
        ring = math.dist(one.line[0], HOME)
        chord = 2 * ring * math.asin(min(math.dist(one.line[0], other.line[0]) / 2 / ring, 1))
        assert chord >= (one.breadth[0] + other.breadth[0]) / 2 + GAP - 0.05


def test_near_places_have_straight_wedges_on_top():
    ends = {"far": (180.0, 50.0), "near": (110.0, 52.0)}
    curves = curves_of(HOME, ends, {"far": 1.0, "near": 4.0}, breadth=200)
    assert [curve.place for curve in curves] == ["far", "near"]
    wedge = curves[1].line - HOME
    assert wedge[:, 1] / wedge[:, 0] == pytest.approx(np.full(len(wedge), 0.2))


def test_a_small_country_has_its_curves_near():
    far = curves_of(HOME, {"a": (200.0, 50.0)}, {"a": 1.0}, breadth=200)[0]
    near = curves_of(HOME, {"a": (200.0, 50.0)}, {"a": 1.0}, breadth=200, reach=0.5)[0]
    assert math.dist(far.line[0], HOME) == pytest.approx(4)
    assert math.dist(near.line[0], HOME) == pytest.approx(0.5)


@pytest.mark.parametrize("origin", ["CMR", "HTI", "PHL"])
def test_every_curve_ends_in_its_node_and_every_label_is_free(origin):
    composition = compose(dm.release(f"undesa:{origin}"), MapSpec(kind="flows"))
    (_, _, planned, curves), unnamed = _plan(composition, fonts_of(composition.style), frozenset())
    nodes = {node.place: node for node in planned.circles}
    assert {curve.place for curve in curves} == set(nodes) == set(composition.drawing.marks)
    for curve in curves:
        node = nodes[curve.place]
        assert curve.line[-1] == pytest.approx((node.x, node.y))
        assert planned.panel.box.shape.buffer(0.01).contains(node.shape)
    assert len(unnamed) <= 3
    broad = [curve.shape(least=0.8) for curve in curves]
    boxes = [label.box.shape for label in planned.labels]
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in [*boxes[at + 1 :], *broad])
