import dataclasses
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.maps import Classes, MapSpec, classes_of, read_style
from diasporamap.maps.spec import Classification

STYLE = read_style("iom")


def test_the_share_of_women_turns_at_parity():
    classes = classes_of([12.0, 63.0], MapSpec(measure="share_women"), STYLE)
    assert classes.breaks == (40, 45, 48, 52, 55, 60)
    assert classes.colours == (*reversed(STYLE.low), STYLE.neutral, *STYLE.high)
    assert classes.colours[classes.index(47.99)] == STYLE.low[0]
    assert {classes.colours[classes.index(value)] for value in (48.0, 51.99)} == {STYLE.neutral}
    assert classes.colours[classes.index(52.0)] == STYLE.high[0]
    assert classes.under == 3


def test_classes_that_are_asked_for_take_the_place_of_those_of_the_style():
    spec = MapSpec(measure="share_women", classes=4, classification="equal")
    assert classes_of([30.0, 34.0, 52.0, 70.0], spec, STYLE).breaks == (40, 50, 60)
    assert classes_of([30.0, 70.0], MapSpec(measure="share_women", classes=2), STYLE).breaks == (
        50,
    )


def test_the_way_in_which_limits_were_found_is_kept():
    values = [1.0, 2.0, 3.0, 400.0, 500.0, 600.0]
    found = {
        classification: classes_of(
            values, MapSpec(kind="choropleth", classification=classification, classes=2), STYLE
        ).found
        for classification in (None, "equal", "auto")
    }
    assert found == {None: ("quantiles", ""), "equal": ("equal", ""), "auto": ("geometric", "wide")}
    fixed = MapSpec(kind="choropleth", breaks=(5.0,))
    assert classes_of(values, fixed, STYLE).found is None


def test_limits_of_the_caller_turn_at_the_middle_too():
    spec = MapSpec(measure="share_women", breaks=(30, 50, 60))
    classes = classes_of([12.0, 63.0], spec, STYLE)
    assert len(classes.colours) == 4
    assert classes.colours[1] in STYLE.low
    assert classes.colours[2] in STYLE.high


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("fr", ("moins de 37,5", "37,5 à moins de 1\u202f000", "1\u202f000 et plus")),
        ("en", ("under 37.5", "37.5 to under 1,000", "1,000 and over")),
    ],
)
def test_limits_are_written_in_the_language(language, labels):
    assert Classes((37.5, 1000), ("#000000", "#111111", "#222222")).labels(language) == labels


@given(
    breaks=st.lists(st.integers(-1000, 1000), min_size=1, max_size=6, unique=True).map(sorted),
    value=st.floats(-2000, 2000),
)
def test_a_value_lies_within_the_limits_of_its_class(breaks, value):
    classes = Classes(tuple(map(float, breaks)), tuple("#000000" for _ in range(len(breaks) + 1)))
    index = classes.index(value)
    assert index == 0 or breaks[index - 1] <= value
    assert index == len(breaks) or value < breaks[index]


EVERY = get_args(Classification)


@pytest.mark.parametrize("classification", EVERY)
@given(values=st.lists(st.integers(0, 100_000), max_size=40))
def test_found_limits_rise_and_have_a_colour_each(classification, values):
    spec = MapSpec(kind="choropleth", classification=classification)
    classes = classes_of([float(value) for value in values], spec, STYLE)
    assert list(classes.breaks) == sorted(set(classes.breaks))
    assert len(classes.colours) == len(classes.breaks) + 1
    assert classes.labels("fr")


@pytest.mark.parametrize(
    ("measure", "breaks", "sides"),
    [
        ("share_women", (30, 45, 55, 70), "low low neutral high high"),
        ("share_women", (42, 46), "low low neutral"),
        ("share_women", (58.5,), "neutral high"),
        ("share_women", (44, 50, 56), "low low high high"),
        ("sex_ratio", (90, 110), "low neutral high"),
        ("sex_ratio", (100,), "low high"),
    ],
)
def test_a_class_on_both_sides_of_the_middle_is_of_neither_colour(measure, breaks, sides):
    spec = MapSpec(measure=measure, breaks=breaks)
    colours = classes_of([20.0, 120.0], spec, STYLE).colours
    named = {**dict.fromkeys(STYLE.low, "low"), **dict.fromkeys(STYLE.high, "high")}
    found = [named.get(colour, "neutral") for colour in colours]
    assert found == sides.split()
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("classification", EVERY)
@given(values=st.lists(st.integers(5, 95), min_size=1, max_size=30), middle=st.integers(1, 99))
def test_found_classes_never_straddle_the_middle_in_a_colour(classification, values, middle):
    spec = MapSpec(measure="share_women", classification=classification)
    shift = 50 - middle
    bare = dataclasses.replace(STYLE, breaks={})
    shares = [float(value + shift) for value in values]
    classes = classes_of(shares, spec, bare)
    for share in shares:
        colour = classes.colours[classes.index(share)]
        under, over = share < 50, share > 50
        assert not (under and colour in STYLE.high)
        assert not (over and colour in STYLE.low)
    if min(shares) < 50 <= max(shares):
        assert 50 in classes.breaks


@pytest.mark.parametrize(
    ("measure", "value", "label"), [("total", 1200.0, "1,200"), ("total", 7.0, "7")]
)
def test_equal_values_are_one_class(measure, value, label):
    classes = classes_of([value] * 5, MapSpec(measure=measure, kind="choropleth"), STYLE)
    assert (classes.breaks, classes.labels("en")) == ((), (label,))
    assert len(classes.colours) == 1


@pytest.mark.parametrize(("value", "colour"), [(48.0, STYLE.low[0]), (61.25, STYLE.high[0])])
def test_equal_rates_have_the_colour_of_their_side(value, colour):
    bare = dataclasses.replace(STYLE, breaks={})
    classes = classes_of([value] * 3, MapSpec(measure="share_women"), bare)
    assert classes.colours == (colour,)
    even = classes_of([50.0, 50.0], MapSpec(measure="share_women"), bare)
    assert even.colours[0] not in {*STYLE.low, *STYLE.high}
    assert even.labels("fr") == ("50",)


def test_a_style_has_no_class_above_or_under_all_values():
    spec = MapSpec(measure="share_diaspora")
    whole = classes_of([0.05, 25.0], spec, STYLE)
    assert whole.breaks == (0.1, 1, 5, 10, 20)
    some = classes_of([0.5, 19.4], spec, STYLE)
    assert some.breaks == (1, 5, 10)
    assert some.colours == whole.colours[1:5]
    assert [some.index(value) for value in (0.5, 1, 19.4)] == [0, 1, 3]
    for alone, limit in ((0.05, 0.1), (12.0, 10), (30.0, 20)):  # in one class: its own limit stays
        one = classes_of([alone], spec, STYLE)
        assert one.breaks == (limit,)
        assert one.colours[one.index(alone)] == whole.colours[whole.index(alone)]
    given = dataclasses.replace(spec, breaks=(1, 50))
    assert classes_of([0.5, 19.4], given, STYLE).breaks == (1, 50)
