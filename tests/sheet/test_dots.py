import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import EllipseCollection
from scipy.spatial.distance import pdist

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.sheet import draw_map
from diasporamap.sheet.dots import _strewn, dots_of
from tests.sheets import WORLD

RADIUS = 0.35


@given(
    st.integers(1, 400),
    st.sampled_from(["FRA", "TCD", "cm-ad-mbere"]),
    st.floats(1, 60),
    st.floats(1, 60),
)
def test_dots_lie_inside_their_land_and_apart(number, place, wide, high):
    land = shapely.box(20, 10, 20 + wide, 10 + high)
    dots = _strewn(land, number, place, RADIUS)
    assert dots.shape == (number, 2)
    assert (dots == _strewn(land, number, place, RADIUS)).all()
    roomy = land.buffer(-RADIUS).area > number * (2.6 * RADIUS) ** 2
    room = land if roomy else land.buffer(0.6 * math.sqrt(number) + 1)
    assert shapely.contains_xy(room, *dots.T).all()
    if number > 1:
        assert pdist(dots).min() > RADIUS  # none hides another


def test_places_strew_differently():
    land = shapely.box(0, 0, 20, 20)
    assert not np.allclose(_strewn(land, 9, "FRA", RADIUS), _strewn(land, 9, "DEU", RADIUS))


def test_a_country_has_its_dots_at_home_and_none_overseas(people):
    composition = compose(people(("FRA", 5000, 5000)), MapSpec(kind="dots", dot=500))
    dots = dots_of(WORLD, composition)["FRA"]
    assert len(dots) == 20
    guiana = WORLD.locate(-53.0, 4.0).ravel()
    paris = WORLD.locate(2.3, 48.8).ravel()
    assert np.hypot(*(dots - guiana).T).min() > 20
    assert np.hypot(*(dots - paris).T).max() < 8


def test_every_dot_is_drawn_once_and_off_the_insets():
    release = dm.release("undesa:CMR")
    composition = compose(release, MapSpec(kind="dots"))
    figure = draw_map(release, MapSpec(kind="dots"))
    drawn = [one for one in figure.axes[0].collections if isinstance(one, EllipseCollection)]
    widths = np.concatenate([one.get_widths() for one in drawn])
    dots = np.isclose(widths / 2, composition.drawing.dots.radius)
    # One more is the legend's.
    assert dots.sum() == sum(composition.drawing.dots.numbers.values()) + 1
    world = drawn[-2].get_offsets()
    assert len(world) < dots.sum()
    insets = [shapely.box(10, 28, 82, 87), shapely.box(229, 28, 287, 67)]
    assert not any(shapely.contains_xy(box, *world.T).any() for box in insets)


def test_captions_say_where_dots_are():
    caption = " ".join(
        text.get_text()
        for text in draw_map(dm.release("undesa:CMR"), MapSpec(kind="dots", language="en"))
        .axes[0]
        .texts
    )
    assert "Dots of what the frames with letters show" in caption


@pytest.mark.parametrize("by", ["district"])
def test_districts_have_dots(by):
    figure = draw_map(dm.release("undesa:CMR"), MapSpec(kind="dots"), by=by)
    assert figure.alt
