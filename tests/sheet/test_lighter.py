from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.places.geography import countries
from diasporamap.sheet import lighter
from diasporamap.sheet.lighter import GRID, TOLERANCE, drawn_shapes
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Shapes, inset_shapes
from tests.sheets import EUROPE, WORLD


def panel_of(land, lines, *, undetermined=(), around=()):
    """Return a panel of 100 by 100 mm of shapes in metres, one metre a millimetre."""
    shapes = Shapes(
        places=tuple(f"P{n}" for n in range(len(land))),
        land=np.array(land, dtype=object),
        undetermined=np.array(undetermined, dtype=object),
        around=np.array(around, dtype=object),
        striped=np.empty(0, dtype=object),
        names_around=(),
        lines={kind: np.array(some, dtype=object) for kind, some in lines.items()},
        graticule=(),
        frame=shapely.box(0, 0, 100, 100),
        project=lambda lon, lat: np.column_stack([lon, lat]),
    )
    return Panel(shapes, Box(0, 0, 100, 100))


def wavy(across, ups):
    """Return the corners of a border from the bottom to the top, a little off its middle."""
    return [(50 + x, y) for x, y in zip(across, ups, strict=True)]


waves = st.lists(st.floats(-0.2, 0.2), min_size=5, max_size=60)


@given(waves)
@settings(deadline=None, max_examples=60)
def test_neighbours_still_touch_and_the_line_lies_between_them(across):
    border = wavy(across, np.linspace(0, 100, len(across)))
    west = shapely.Polygon([(0, 0), *border, (0, 100)])
    east = shapely.Polygon([(100, 0), *border, (100, 100)][::-1])
    panel = panel_of([west, east], {"international": [shapely.LineString(border)]})
    drawn = drawn_shapes(panel)
    (line,) = drawn.lines["international"]
    one, other = drawn.land["P0"], drawn.land["P1"]
    on_line = {tuple(xy) for xy in shapely.get_coordinates(line)}
    for area in (one, other):
        corners = {tuple(xy) for xy in shapely.get_coordinates(area)}
        assert on_line <= corners
        assert len(corners) == len(on_line) + 2
    assert shapely.hausdorff_distance(line, shapely.LineString(border)) < TOLERANCE + GRID
    assert one.area + other.area == pytest.approx(100 * 100, rel=2e-4)


def test_a_straight_border_of_many_corners_becomes_its_two_ends():
    border = wavy(np.zeros(200), np.linspace(0, 100, 200))
    west = shapely.Polygon([(0, 0), *border, (0, 100)])
    east = shapely.Polygon([(100, 0), *border, (100, 100)])
    drawn = drawn_shapes(panel_of([west, east], {"dashed": [shapely.LineString(border)]}))
    assert shapely.get_num_coordinates(drawn.lines["dashed"][0]) == 2


def test_a_point_where_three_areas_meet_stays():
    joint = (50, 50.01)
    upper = shapely.Polygon([(0, 50), joint, (100, 50), (100, 100), (0, 100)])
    left = shapely.Polygon([(0, 0), (50, 0), joint, (0, 50)])
    right = shapely.Polygon([(50, 0), (100, 0), (100, 50), joint])
    drawn = drawn_shapes(panel_of([upper, left, right], {}))
    for area in drawn.land.values():
        assert shapely.distance(shapely.Point(joint), shapely.boundary(area)) < GRID
    without = drawn_shapes(panel_of([upper], {}))
    assert shapely.get_num_coordinates(without.land["P0"]) == 5


def test_where_a_line_of_a_kind_ends_nothing_moves():
    border = wavy(np.zeros(5), np.linspace(0, 100, 5))
    west = shapely.Polygon([(0, 0), *border, (0, 100)])
    lines = {
        "international": [shapely.LineString(border[:3])],
        "dotted": [shapely.LineString(border[2:])],
    }
    drawn = drawn_shapes(panel_of([west], lines))
    ends = [drawn.lines[kind][0].geoms[0].coords for kind in lines]
    assert ends[0][-1] == ends[1][0] == pytest.approx((50, 50), abs=GRID)
    assert ends[0][-1] in list(drawn.land["P0"].geoms[0].exterior.coords)


def test_a_tiny_island_stays_an_island():
    island = shapely.Point(20, 20).buffer(0.01)
    drawn = drawn_shapes(panel_of([island, shapely.box(40, 40, 60, 60)], {}))
    assert len(drawn.land["P0"].geoms[0].exterior.coords) >= 4
    assert drawn.land["P0"].area >= 0
    assert shapely.distance(drawn.land["P0"], shapely.Point(20, 20)) < TOLERANCE


def test_of_what_a_frame_has_cut_only_areas_and_lines_stay():
    cut = shapely.GeometryCollection(
        [shapely.box(0, 0, 9, 9), shapely.LineString([(0, 9), (0, 20)])]
    )
    touched = shapely.GeometryCollection(
        [shapely.Point(3, 3), shapely.LineString([(0, 0), (9, 0)])]
    )
    drawn = drawn_shapes(
        panel_of([cut, shapely.Polygon()], {"coast": [touched, shapely.Point(1, 1)]})
    )
    assert drawn.land["P0"].area == pytest.approx(81, rel=1e-3)
    assert drawn.land["P1"].is_empty
    assert shapely.length(drawn.lines["coast"]).tolist() == pytest.approx([9, 0], abs=0.05)


@pytest.mark.parametrize(
    "panel",
    [
        WORLD,
        Panel(inset_shapes(countries(), EUROPE), Box(0, 0, 87, 87 * EUROPE.height / EUROPE.width)),
    ],
)
def test_real_land_keeps_its_areas_and_loses_corners(panel):
    before, drawn = panel.areas(), drawn_shapes(panel)
    assert list(drawn.land) == list(before)
    before.pop("ATA", None)  # it lies beyond the frame
    areas = {place: shapely.area([before[place], drawn.land[place]]) for place in before}
    large = {place: pair for place, pair in areas.items() if pair[0] > 1}
    assert large
    assert all(pair[1] == pytest.approx(pair[0], rel=0.05) for pair in large.values())
    total = np.array(list(areas.values())).sum(axis=0)
    assert total[1] == pytest.approx(total[0], rel=0.001)
    corners = [
        shapely.get_num_coordinates(list(some.values())).sum() for some in (before, drawn.land)
    ]
    assert corners[1] < 0.9 * corners[0]
    edges = shapely.STRtree(
        shapely.get_rings(shapely.get_parts([*drawn.land.values(), *drawn.undetermined]))
    )
    line = shapely.get_coordinates(shapely.get_parts(drawn.lines["international"]))
    apart = edges.query_nearest(shapely.points(line), return_distance=True, all_matches=False)[1]
    assert (apart > TOLERANCE).mean() < 0.002


def test_a_coarser_tolerance_drops_more(monkeypatch):
    fine = shapely.get_num_coordinates(list(drawn_shapes(WORLD).land.values())).sum()
    monkeypatch.setattr(lighter, "TOLERANCE", 0.3)
    world = Panel(WORLD.shapes, replace(WORLD.box, right=WORLD.box.right + 1e-6))  # none is kept
    assert shapely.get_num_coordinates(list(drawn_shapes(world).land.values())).sum() < 0.5 * fine
