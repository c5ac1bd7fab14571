import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.maps import Classes, MapSpec, classes_of, read_style

STYLE = read_style("iom")


def test_the_share_of_women_turns_at_fifty():
    classes = classes_of([12.0, 63.0], MapSpec(measure="share_women"), STYLE)
    assert classes.breaks == (40, 45, 50, 55, 60)
    assert classes.colours == (*reversed(STYLE.low), *STYLE.high)
    assert classes.colours[classes.index(49.99)] == STYLE.low[0]
    assert classes.colours[classes.index(50.0)] == STYLE.high[0]


def test_limits_of_the_caller_turn_at_the_middle_too():
    spec = MapSpec(measure="share_women", breaks=(30, 50, 60))
    classes = classes_of([12.0, 63.0], spec, STYLE)
    assert len(classes.colours) == 4
    assert classes.colours[1] in STYLE.low
    assert classes.colours[2] in STYLE.high


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("fr", ("moins de 37,5", "37,5 à 1\u202f000", "1\u202f000 et plus")),
        ("en", ("under 37.5", "37.5–1,000", "1,000 and over")),
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


@pytest.mark.parametrize("classification", ["quantiles", "jenks", "equal"])
@given(values=st.lists(st.integers(0, 100_000), max_size=40))
def test_found_limits_rise_and_have_a_colour_each(classification, values):
    spec = MapSpec(kind="choropleth", classification=classification)
    classes = classes_of([float(value) for value in values], spec, STYLE)
    assert list(classes.breaks) == sorted(set(classes.breaks))
    assert len(classes.colours) == len(classes.breaks) + 1
    assert classes.labels("fr")
