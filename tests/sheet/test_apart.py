import itertools
import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import EllipseCollection, PatchCollection

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import CircleScale, MapSpec, compose
from diasporamap.sheet import draw_map
from diasporamap.sheet.apart import (
    CrowdedError,
    _may_be_heap,
    _shared,
    moved_apart,
    require_room,
)
from diasporamap.sheet.circles import Circle
from diasporamap.sheet.draw import draw_composition
from tests.sheets import WORLD

#: As many places as find no room for large circles side by side, in any inset.
EUROPE = (
    "FRA DEU BEL NLD LUX CHE AUT ITA ESP PRT GBR IRL DNK CZE SVK POL HUN SVN HRV BIH SRB ROU BGR "
    "MKD ALB GRC MNE XKX UKR MDA BLR LTU LVA"
)
FRAME = shapely.box(0, 0, 180, 80)
POINTS = st.tuples(st.floats(10, 170), st.floats(10, 70), st.floats(0.4, 5))


def gap(one, other):
    return math.dist((one.x, one.y), (other.x, other.y)) - one.radius - other.radius


@settings(max_examples=50)
@given(st.lists(POINTS, max_size=40))
def test_none_covers_another_and_all_stay_in_the_frame(points):
    circles = [Circle(str(n), *point) for n, point in enumerate(points)]
    moved = moved_apart(circles, FRAME)
    assert [(one.place, one.radius) for one in moved] == [
        (one.place, one.radius) for one in circles
    ]
    assert all(gap(one, other) > 0.2 for one, other in itertools.combinations(moved, 2))
    assert all(FRAME.buffer(0.01).contains(one.shape) for one in moved)
    assert moved == moved_apart(circles, FRAME)


def test_what_stands_clear_stays_where_it_is():
    circles = [Circle("a", 20, 20, 5), Circle("b", 60, 40, 3), Circle("c", 62, 40, 1)]
    moved = moved_apart(circles, FRAME)
    assert (moved[0].x, moved[0].y) == (20, 20)
    large, small = (
        math.dist((m.x, m.y), (c.x, c.y)) for m, c in zip(moved[1:], circles[1:], strict=True)
    )
    assert 0 < large < small
    assert moved[2].y == pytest.approx(40)  # off along the line of centres


def test_circles_at_one_point_go_different_ways():
    moved = moved_apart([Circle(str(n), 90, 40, 2) for n in range(12)], FRAME)
    assert all(gap(one, other) > 0.2 for one, other in itertools.combinations(moved, 2))
    assert all(math.dist((one.x, one.y), (90, 40)) < 14 for one in moved)


def test_circles_that_find_no_room_are_refused():
    with pytest.raises(UsageError, match="3 circles find no room beside each other"):
        moved_apart([Circle(str(n), 5, 5, 5) for n in range(3)], shapely.box(0, 0, 12, 12))


def test_a_sheet_has_every_circle_once_at_its_true_size():
    release = dm.release("undesa:SYR")
    spec = MapSpec(kind="dorling", language="en")
    composition = compose(release, spec)

    edge = composition.style.circle["edge_width"] * 25.4 / 72
    drawn = [
        one
        for one in draw_map(release, MapSpec(kind="dorling", labels=0)).axes[0].collections
        if isinstance(one, EllipseCollection)
    ]
    largest = composition.style.circle["largest_mm"]
    wanted = sorted(largest * disc.radius for (disc,) in composition.drawing.marks.values())
    nested = next(part for part in composition.drawing.legend if hasattr(part, "discs"))
    legend = [largest * entry.radius for entry in nested.entries]
    sizes = sorted(width / 2 - edge / 2 for one in drawn for width in one.get_widths())
    assert sizes == pytest.approx(sorted([*wanted, *legend]))
    assert "Circles are moved" in " ".join(composition.words.captions)
    assert WORLD.frame().is_valid


def test_large_circles_may_share_little_and_small_ones_as_they_like():
    large, small = [Circle("FRA", 20, 20, 5), Circle("BEL", 26, 20, 5)], Circle("LUX", 22, 20, 1)
    require_room([*large, small], 0.4, 0.0)
    with pytest.raises(CrowdedError, match="FRA and BEL cover each other"):
        require_room([*large, small], 0.39, 0.0)


def test_circles_on_a_heap_are_refused():
    two = [Circle("FRA", 20, 20, 5), Circle("BEL", 30, 20, 5)]
    require_room(two, 1.0, 0.99)
    with pytest.raises(CrowdedError, match="heap"):
        require_room([*two, Circle("DEU", 25, 20, 5)], 1.0, 0.8)
    require_room([*two, Circle("DEU", 25, 20, 5)], 1.0, 0.7)


@pytest.mark.parametrize("kind", ["circles", "half-circles", "dorling"])
def test_crowded_circles_are_smaller_and_so_are_those_of_the_legend(kind, people):
    counts = people(*((place, 900 - n, 850 + n) for n, place in enumerate(EUROPE.split())))
    composition = compose(counts, MapSpec(kind=kind, labels=0, dot=None))
    figure = draw_composition(composition)
    largest = composition.style.circle["largest_mm"]
    drawn = [
        round(max(path.get_extents().height for path in one.get_paths()) / 2, 2)
        if isinstance(one, PatchCollection)
        else round(float(max(one.get_widths())) / 2, 2)
        for one in figure.axes[0].collections
        if isinstance(one, EllipseCollection | PatchCollection)
    ]
    on_map, legend = max(drawn[:-1]), drawn[1]
    assert on_map < 0.95 * largest * (2**0.5 if kind == "half-circles" else 1)
    assert legend == pytest.approx(on_map, abs=0.8)
    assert legend <= on_map


@pytest.mark.parametrize("options", [{"scale": 900}, {}])
def test_circles_of_a_fixed_or_shared_scale_are_never_smaller(options, people):
    counts = people(*((place, 900 - n, 850 + n) for n, place in enumerate(EUROPE.split())))
    shared = {} if options else {"circles": CircleScale(1750.0, 1.0)}
    with pytest.raises(UsageError, match="find no room beside each other"):
        draw_map(counts, MapSpec(kind="dorling", labels=0, **options), **shared)


@given(st.lists(st.tuples(*[st.floats(0, 20)] * 2, st.floats(0.2, 9)), min_size=1, max_size=9))
def test_circles_that_share_little_are_no_heap(middles):
    circles = [Circle(str(n), *middle) for n, middle in enumerate(middles)]
    shapes = [circle.shape for circle in circles]
    covered = shapely.union_all(shapes).area / sum(shape.area for shape in shapes)
    if covered < 0.75:
        assert _may_be_heap(circles, 0.75)
    if len(circles) == 1:
        assert not _may_be_heap(circles, 0.75)


def test_a_circle_that_lies_whole_on_another_is_shared_whole():
    small, far = np.array([1.0]), np.array([3.0])
    for away in (0.0, 1.9, 2.0):
        assert _shared(small, far, np.array([away])) == pytest.approx(math.pi, rel=1e-6)
    assert _shared(small, far, np.array([4.0])) == pytest.approx(0, abs=1e-6)
    assert _shared(small, small, np.array([1.0])) == pytest.approx(1.2284, abs=1e-4)
