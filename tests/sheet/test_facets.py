"""Small maps on a sheet: one extent, one scale, room for every text."""

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec
from diasporamap.maps.facets import compose_facets
from diasporamap.places.geography import countries
from diasporamap.sheet.cropping import box_around, kept_places, widened
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.facets import _plan, _settled
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.saving import save_map
from tests.sheets import picture

FOUR = (1990, 2000, 2010, 2020)
HOME = np.array([[0.0, 0.0], [1.0, 1.0]])


@pytest.fixture(scope="module")
def years():
    return dm.release("undesa:CMR", every=True)


def planned(release, **spec):
    facets = compose_facets(release, MapSpec(**spec))
    fonts = fonts_of(facets.whole.style)
    whole, (_, grid) = _settled(facets, fonts)
    return facets, whole, grid, _plan(facets, grid, fonts)[0]


@picture
def test_years_french(years):
    return draw_map(years, MapSpec(facet="year", years=FOUR))


@picture
def test_share_of_women_by_year_english():
    spec = MapSpec(facet="year", years=(1990, 2000, 2020), measure="share_women", language="en")
    return draw_map(dm.release("undesa:SEN", every=True), spec)


def test_halves_of_small_maps_cover_no_other_ones(years):
    spec = MapSpec(facet="year", years=(1990, 2020), kind="half-circles")
    assert draw_map(years, spec).title == draw_map(years, replace(spec, scale=60_000)).title


@pytest.mark.parametrize("size", ["a4", "half", "slide"])
def test_the_legend_is_under_maps_that_are_larger_for_it(size, published):
    _, whole, grid, _ = planned(published, facet="sex", size=size)
    assert grid.legend.top < grid.boxes[0].bottom
    right = max(box.right for box in grid.boxes)
    assert right == pytest.approx(whole.paper.right, abs=0.1)


def test_paper_that_maps_by_sex_leave_has_the_chart_of_both(people, boxes_of):
    places = enumerate(countries().table.index[:200:2])
    everywhere = [(place, 300 - n, 290 - n) for n, place in places]
    _, whole, grid, _ = planned(people(*everywhere), facet="sex")
    shapes = [box.shape for box in (*grid.boxes, grid.legend, grid.figure)]
    assert not any(one.intersects(other) for one, other in itertools.combinations(shapes, 2))
    texts = {text for text, _ in boxes_of(draw_map(people(*everywhere), MapSpec(facet="sex")))}
    assert texts & {whole.companion.title(rows) for rows in range(5, 13)}


def test_small_maps_are_of_one_size_and_apart(years):
    _, _, grid, _ = planned(years, facet="year", years=FOUR)
    assert len({(round(box.width, 6), round(box.height, 6)) for box in grid.boxes}) == 1
    shapes = [box.shape for box in [*grid.boxes, grid.legend]]
    for at, one in enumerate(shapes):
        assert all(one.intersection(other).area == 0 for other in shapes[at + 1 :])


def test_every_place_is_drawn_in_each_small_map_or_named_as_outside(years):
    facets, whole, _, maps = planned(years, facet="year", years=FOUR, language="en")
    (outside,) = (c for c in whole.words.captions if "Outside the frames" in c)
    for facet, one in zip(facets.panels, maps, strict=True):
        drawn = {circle.place for circle in one.circles}
        missing = set(facet.composition.drawing.marks) - drawn
        assert all(whole.table.at[place, "short"] in outside for place in missing)
        people = facet.composition.table["value"]
        assert people[list(missing)].sum() <= 0.02 * people.sum()
    assert "Australia" in outside


@pytest.mark.parametrize("size", ["a4", "half"])
def test_whole_circles_lie_in_the_frames(size):
    release = dm.release("undesa:SEN", every=True)
    _, _, _, maps = planned(release, facet="year", years=FOUR, size=size)
    for one in maps:
        frame = one.panel.box.shape.buffer(0.01)
        assert all(frame.contains(circle.shape) for circle in one.circles)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_keep_off_titles_circles_and_each_other(years, language):
    _, _, _, maps = planned(years, facet="year", years=FOUR, language=language)
    for one in maps:
        boxes = [label.box.shape for label in one.labels]
        assert 2 <= len(boxes) <= 4
        assert all(one.panel.box.shape.contains(box) for box in boxes)
        for at, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[at + 1 :])


def test_high_paper_has_the_legend_in_a_free_cell_or_under_the_maps(years):
    _, _, grid, _ = planned(years, facet="year", size="a4-portrait")
    assert len(grid.boxes) == 7
    assert grid.legend.left > grid.boxes[-1].right
    assert grid.legend.top == pytest.approx(grid.boxes[-1].top)
    _, _, grid, _ = planned(years, facet="year", years=FOUR, size="a4-portrait")
    assert grid.legend.top < min(box.bottom for box in grid.boxes)


def test_parts_of_the_origin_stand_side_by_side():
    release = dm.release("examples/invented_origins.csv")
    facets = compose_facets(release, MapSpec(facet="sex"), by="region")
    fonts = fonts_of(facets.whole.style)
    _, (_, grid) = _settled(facets, fonts)
    assert len(grid.boxes) == 2
    assert grid.shapes.frame.area > 0
    assert all(len(one.circles) == 10 for one in _plan(facets, grid, fonts)[0])


def test_points_are_for_one_map(years):
    with pytest.raises(UsageError, match="Leave out points, or facet"):
        draw_map(years, MapSpec(facet="year"), points="missions")


def test_too_many_small_maps_for_a_paper_are_refused(years):
    with pytest.raises(UsageError, match="7 small maps and the texts have no room"):
        draw_map(years, MapSpec(facet="year", size="90x80mm"))


@given(
    at=st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), min_size=1, max_size=25),
    people=st.data(),
)
def test_no_small_map_leaves_out_more_than_two_per_cent(at, people):
    number = len(at)
    drawn = people.draw(
        st.lists(
            st.tuples(st.integers(0, 1000), st.integers(0, 1000)),
            min_size=number,
            max_size=number,
        )
    )
    counts = np.array(drawn, dtype=float)
    shares = counts / np.maximum(counts.sum(axis=0), 1)
    kept = kept_places(np.array(at, dtype=float), shares, HOME)
    assert (shares[~kept].sum(axis=0) <= 0.02 + 1e-9).all()
    assert kept.any()


def test_a_far_place_of_few_people_is_left_out_and_one_of_many_stays():
    points = np.array([[0.0, 0], [2, 1], [100, 50]])
    few, many = ([[500.0], [490], [10]], [[500.0], [400], [100]])
    for counts, stays in ((few, False), (many, True)):
        shares = np.array(counts) / 1000
        assert kept_places(points, shares, HOME).tolist() == [True, True, stays]


@given(
    radii=st.lists(st.floats(0, 6), min_size=3, max_size=3),
    wide=st.floats(40, 200),
    high=st.floats(30, 150),
)
def test_a_box_holds_whole_circles_and_the_origin(radii, wide, high):
    points = np.array([[-5e6, 0], [3e6, 2e6], [0.0, -1e6]])
    reach = np.array(radii)
    box = box_around(points, reach, HOME * 1e5, wide, high)
    metre = max((box[2] - box[0]) / wide, (box[3] - box[1]) / high)
    free = 0.02 * metre
    for point, radius in zip([*points, *(HOME * 1e5)], [*reach, 0, 0], strict=True):
        assert (point - radius * metre >= np.array(box[:2]) - free).all()
        assert (point + radius * metre <= np.array(box[2:]) + free).all()


@given(
    west=st.floats(-100, 90),
    wide=st.floats(1, 100),
    south=st.floats(-50, 45),
    high=st.floats(1, 50),
    proportion=st.floats(0.3, 4),
)
def test_a_widened_box_holds_the_box_and_stays_on_the_map(west, wide, south, high, proportion):
    whole = (-100.0, -50.0, 100.0, 50.0)
    box = (west, south, min(west + wide, 100.0), min(south + high, 50.0))
    found = widened(box, whole, proportion)
    assert shapely.box(*found).buffer(1e-6).contains(shapely.box(*box))
    assert shapely.box(*whole).buffer(1e-6).contains(shapely.box(*found))


def test_ids_of_an_svg_tell_small_maps_apart(years, tmp_path):
    figure = draw_map(years, MapSpec(facet="year", years=(1990, 2020)))
    save_map(figure, tmp_path / "map.svg")
    ids = re.findall(r' id="([^"]+)"', (tmp_path / "map.svg").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids))
    assert sum(name.startswith("circle-FRA") for name in ids) == 2
