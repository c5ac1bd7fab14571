import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import CircleScale, MapSpec, circle_scale, compose
from diasporamap.maps.scales import round_down


@given(first=st.integers(1, 10**8), second=st.integers(1, 10**8), largest=st.integers(10**8, 10**9))
def test_areas_are_in_proportion_to_people(first, second, largest):
    scale = CircleScale(largest, least=0)
    assert scale.radius(first) ** 2 * second == pytest.approx(scale.radius(second) ** 2 * first)


def test_the_largest_circle_has_radius_one_and_zero_has_none():
    scale = circle_scale([92_983.0, 3.0, 0.0], smallest=0.05)
    assert scale.radius(92_983) == 1
    assert scale.radius(0) == 0
    assert scale.radius(3) == scale.radius(scale.least) > 0


def test_the_legend_has_round_numbers_that_the_map_can_hold():
    scale = circle_scale([92_983.0], smallest=0.05)
    assert scale.legend_values() == (80_000, 10_000, 1_000)


@given(largest=st.integers(1, 10**9))
def test_legend_values_fall_and_stay_within_the_scale(largest):
    scale = circle_scale([float(largest)], smallest=0.05)
    values = scale.legend_values()
    assert values == tuple(sorted(set(values), reverse=True))
    assert 1 <= values[-1] <= values[0] <= largest


@pytest.mark.parametrize(
    ("largest", "first"), [(474, 400), (300, 300), (199, 180), (1_431, 1_200), (7, 7), (2.6, 2)]
)
def test_the_largest_circle_of_the_legend_is_near_the_largest_of_the_map(largest, first):
    assert circle_scale([float(largest)], smallest=0.05).legend_values()[0] == first


@given(largest=st.integers(1, 10**9))
def test_no_circle_is_much_larger_than_the_legend_s(largest):
    first = circle_scale([float(largest)], smallest=0.05).legend_values()[0]
    assert first <= largest <= 1.3 * first


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0]])
def test_nothing_over_zero_has_no_circle_in_the_legend(values):
    assert circle_scale(values, smallest=0.05).legend_values() == ()


@pytest.mark.parametrize(
    ("value", "down"),
    [(0.4, 0), (1, 1), (1.9, 1), (4.99, 2), (5, 5), (999, 500), (1000, 1000), (92_983, 50_000)],
)
def test_rounding_down_to_one_two_five(value, down):
    assert round_down(value) == down


def published(value):
    return pd.DataFrame({"place": ["FRA", "GAB"], "sex": ["U", "U"], "count": [value, 100]})


@pytest.mark.parametrize("people", [40_000, 100_000])
def test_circles_on_a_fixed_scale_are_as_large_on_every_map(people):
    spec = MapSpec(scale=100_000, language="en")
    composed = compose(dm.release(published(people)), spec)
    assert composed.drawing.marks["FRA"][0].radius ** 2 == pytest.approx(people / 100_000)
    notes = " ".join(composed.words.captions)
    whole = 2 * composed.style.circle["largest_mm"]
    own = whole * (people / 100_000) ** 0.5
    said = f"100,000 has a circle {whole:.1f} mm across; France, {people:,}: {own:.1f} mm."
    assert said in notes
    nested = composed.drawing.legend[0]
    labels = [entry.label for entry in nested.entries]
    assert labels[:3] == ["100,000", "20,000", "2,000"]
    assert nested.entries[0].radius == 1


def test_more_people_than_the_scale_have_a_larger_circle_up_to_twice_as_wide():
    composed = compose(dm.release(published(300_000)), MapSpec(scale=100_000))
    assert composed.drawing.marks["FRA"][0].radius == pytest.approx(3**0.5)
    with pytest.raises(UsageError, match="Give a scale of 500000 or more"):
        compose(dm.release(published(500_000)), MapSpec(scale=100_000))


def test_the_largest_figure_shown_is_a_scale_for_several_maps():
    one, other = dm.release(published(40_000)), dm.release(published(90_000))
    assert (one.largest(), other.largest()) == (40_000, 90_000)
    scale = max(one.largest(), other.largest())
    radii = [
        compose(each, MapSpec(scale=scale)).drawing.marks["FRA"][0].radius for each in (one, other)
    ]
    assert (radii[0] / radii[1]) ** 2 == pytest.approx(4 / 9)
    few = pd.DataFrame({"place": ["FRA"], "sex": ["U"], "count": [3]})
    assert dm.release(few).largest() == 0


def test_a_map_without_a_scale_says_nothing_of_one():
    composed = compose(dm.release(published(300_000)), MapSpec(language="en"))
    assert "fixed scale" not in " ".join(composed.words.captions)
