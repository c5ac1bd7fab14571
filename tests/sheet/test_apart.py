import itertools
import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.sheet import draw_map
from diasporamap.sheet.apart import moved_apart
from diasporamap.sheet.circles import Circle
from tests.sheets import WORLD

FRAME = shapely.box(0, 0, 180, 80)
POINTS = st.tuples(st.floats(10, 170), st.floats(10, 70), st.floats(0.4, 5))


def gap(one, other):
    return math.dist((one.x, one.y), (other.x, other.y)) - one.radius - other.radius


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
    from matplotlib.collections import EllipseCollection

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
