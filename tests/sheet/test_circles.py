import math

import pytest
from matplotlib.collections import EllipseCollection

from diasporamap.maps import CircleScale, MapSpec, compose
from diasporamap.places.geography import countries
from diasporamap.sheet import draw_map
from diasporamap.sheet.circles import Circle, _apart, _lies_on, _off_larger, circles_of
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Inset, inset_shapes, world_of
from tests.sheets import GULF, WORLD

YAOUNDE = Inset("", 11.5, 3.9, 600, 600)


def test_areas_are_in_proportion_and_the_largest_comes_first(published):
    composition = compose(published, MapSpec())
    circles = circles_of(WORLD, composition)
    assert [circle.place for circle in circles[:3]] == ["FRA", "USA", "NGA"]
    radii = {circle.place: circle.radius for circle in circles}
    assert radii["FRA"] == composition.style.circle["largest_mm"]
    assert (radii["USA"] / radii["FRA"]) ** 2 == pytest.approx(70_087 / 92_983)


def test_hidden_and_zero_figures_have_no_circle(states):
    places = {circle.place for circle in circles_of(WORLD, compose(states, MapSpec()))}
    assert {"KEN", "GAB", "FRA"} <= places
    assert not {"SGP", "MLI", "NAM", "XKX"} & places


def test_circles_stand_on_their_country(published):
    france = circles_of(WORLD, compose(published, MapSpec()))[0]
    (x, y) = WORLD.locate([2.55], [46.7])[0]
    assert math.dist((france.x, france.y), (x, y)) < 0.1


def test_an_inset_has_the_same_scale_and_no_circle_far_over_its_frame(people):
    counts = people(("GAB", 900, 900), ("NGA", 100, 100), ("DZA", 500, 500), ("AGO", 9000, 9000))
    inset = Panel(inset_shapes(countries(), GULF), Box(10, 10, 68.5, 49), above=1)
    composition = compose(counts, MapSpec())
    radii = {circle.place: circle.radius for circle in circles_of(inset, composition)}
    assert set(radii) == {"GAB", "NGA"}
    whole = {circle.place: circle.radius for circle in circles_of(WORLD, composition)}
    assert radii["GAB"] == whole["GAB"]


def test_a_circle_at_the_edge_of_an_inset_is_moved_into_its_frame(people):
    composition = compose(people(("GAB", 9000, 9000), ("NGA", 100, 100)), MapSpec())
    inset = Panel(inset_shapes(countries(), GULF), Box(10, 10, 68.5, 49), above=1)
    gabon = circles_of(inset, composition)[0]
    assert gabon.place == "GAB"
    assert gabon.y - gabon.radius == pytest.approx(10)
    (seat,) = inset.label_points(composition.table.loc[["GAB"]])
    assert math.dist(seat, (gabon.x, gabon.y)) < gabon.radius


@pytest.mark.parametrize(("x", "y", "radius"), [(50, 50, 6), (51, 50, 5.5), (50, 49, 5)])
def test_circles_of_one_size_and_place_are_moved_apart(x, y, radius):
    large, small = _apart([Circle("one", 50, 50, 6), Circle("two", x, y, radius)])
    assert (large.x, large.y) == (50, 50)
    assert math.dist((small.x, small.y), (50, 50)) == pytest.approx(0.6 * 6)
    assert math.dist((small.x, small.y), (x, y)) < radius


def test_a_small_circle_moves_off_a_large_one_to_its_rim():
    large, *small = [Circle("one", 50, 50, 6), Circle("two", 51, 50, 3), Circle("three", 50, 49, 1)]
    assert _apart([large, *small]) == [large, *small]
    kept, second, third = _off_larger([large, *small])
    assert kept == large
    assert (second.x, second.y) == pytest.approx((50 + 6 - 0.35 * 3, 50))
    assert (third.x, third.y) == pytest.approx((50, 50 - 6 - 0.15))


def test_a_circle_that_is_moved_lies_on_no_other_large_one():
    large, other = Circle("one", 50, 50, 6), Circle("two", 58, 50, 5)
    small = _off_larger([large, other, Circle("three", 52, 50, 1)])[-1]
    for circle in (large, other):
        assert math.dist((small.x, small.y), (circle.x, circle.y)) >= circle.radius - 0.35
    assert math.dist((small.x, small.y), (50, 50)) == pytest.approx(6.15)


def test_circles_of_parts_of_a_country_stay_in_their_parts(origins):
    composition = compose(origins["division"], MapSpec())
    panel = Panel(inset_shapes(composition.geography, YAOUNDE), Box(0, 0, 60, 60))
    circles = circles_of(panel, composition)
    points = panel.label_points(composition.table.loc[[circle.place for circle in circles]])
    on_larger = [
        math.dist((circle.x, circle.y), point)
        for number, (circle, point) in enumerate(zip(circles, points, strict=True))
        if any(_lies_on(circle, other) for other in circles[:number])
    ]
    assert len(on_larger) > 3
    assert max(on_larger) == pytest.approx(0)


def test_maps_can_share_a_scale(published):
    scale = CircleScale(4 * 92_983.0, 1.0)
    figure = draw_map(published, MapSpec(), circles=scale)
    widths = [
        artist.get_widths()[0]
        for artist in figure.axes[0].collections
        if isinstance(artist, EllipseCollection)
    ]
    circle = compose(published, MapSpec()).style.circle
    *widths, _ = widths  # the last ones are the legend's
    coloured = max(widths) - circle["edge_width"] * POINT  # the white outline lies around it
    assert coloured == pytest.approx(circle["largest_mm"])  # twice the radius, half the scale


@pytest.mark.parametrize("lon_0", [-160, 11, 179])
def test_circles_at_the_edge_of_the_world_stay_inside_it(lon_0, people, tmp_path):
    style = tmp_path / "turned.toml"
    style.write_text(f"[map]\nlon_0 = {lon_0}\n")
    places = ("GRL", "NZL", "FJI", "TON", "WSM", "PYF", "RUS", "USA", "ISL", "GBR", "FRA")
    counts = people(*((place, 40_000, 40_000) for place in places))
    composition = compose(counts, MapSpec(style=str(style), inset=("none",)))
    panel = Panel(world_of(composition), Box(10, 80, 287, 215))
    circles = circles_of(panel, composition)
    assert len(circles) == len(places)
    for circle in circles:
        assert panel.frame().buffer(0.01).contains(circle.shape), circle.place
