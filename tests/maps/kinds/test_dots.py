import pytest
from hypothesis import given
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.kinds.dots import BROAD, MOST, USUAL, usual_number
from diasporamap.maps.scales import round_down

PLACES = [("FRA", 700, 300), ("DEU", 120, 135), ("GAB", 20, 30), ("TCD", 11, 13), ("BEL", 1, 2)]


def composed(people, **options):
    return compose(people(*PLACES), MapSpec(kind="dots", language="en", **options))


def test_a_place_has_a_dot_for_so_many_people_rounded(people):
    drawing = composed(people, dot=50).drawing
    assert drawing.dots.numbers == {"FRA": 20, "DEU": 5, "GAB": 1, "TCD": 0}
    assert not drawing.marks
    assert drawing.fills["TCD"] == "land"
    assert drawing.fills["BEL"] == "suppressed"  # and so has no dot


def test_legend_and_captions_say_what_a_dot_stands_for(people):
    made = composed(people, dot=50)
    assert made.legend[0].label == "One dot for 50 people"
    ((share, look),) = made.legend[0].discs
    assert share * 1.75 == pytest.approx(made.drawing.dots.radius)
    assert look == made.drawing.dots.look
    captions = " ".join(made.words.captions)
    assert "not where they live; numbers are rounded, with no dot under 25." in captions


def test_money_has_dots_too():
    made = compose(dm.release("remittances:CMR"), MapSpec(kind="dots", language="en"))
    assert "One dot for " in made.legend[0].label
    assert "people" not in made.legend[0].label
    assert made.drawing.dots.numbers


@given(st.floats(0, 1e9))
def test_the_usual_number_is_round_and_makes_few_dots(people):
    number = usual_number(people, BROAD)
    assert number >= 10
    assert round_down(number) == number
    assert people / number <= USUAL
    assert number == 10 or people / number > USUAL / 2.5 - 1
    assert people / usual_number(people, 80) <= USUAL / 13


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": "dots", "dot": 5}, "5 people would be read as where they live. Choose 10"),
        ({"dot": 50}, "Circles have no dots. Leave dot out, or take kind dots"),
        ({"kind": "dots", "measure": "share_women"}, "Choose kind"),
    ],
)
def test_what_makes_no_sense_is_refused(options, says):
    with pytest.raises(UsageError, match=says):
        MapSpec(**options)


def test_dots_that_would_hide_the_map_are_refused():
    with pytest.raises(UsageError, match=f"over {MOST:,} hide the map. Give more people a dot"):
        compose(dm.release("undesa:CMR"), MapSpec(kind="dots", dot=10))


def test_in_an_extent_all_others_are_said_to_be_outside(people):
    spec = MapSpec(kind="dots", dot=50, extent="africa", language="en")
    made = compose(people(*PLACES[:-1]), spec)  # where none is hidden, whose sum may not be said
    assert set(made.drawing.dots.numbers) == {"GAB", "TCD"}
    # France has 1 000, Germany 255; Chad, with too few for a dot, is no less in view.
    assert "1,255" in " ".join(made.words.captions)


@pytest.mark.parametrize("size", ["a4", "half", "slide", "200x140mm"])
def test_in_an_extent_the_legend_is_of_the_dots_that_are_drawn(size):
    spec = MapSpec(kind="dots", extent="caribbean", size=size, language="en")
    made = compose(dm.release("undesa:HTI"), spec)
    (row,) = [entry for entry in made.legend if entry.key == "dot"]
    people = int(row.label.removeprefix("One dot for ").removesuffix(" people").replace(",", ""))
    assert f"one dot for {row.label.split()[-2]} people" in " ".join(made.words.captions).lower()
    for place, number in made.drawing.dots.numbers.items():
        assert number == int(made.table.at[place, "value"] / people + 0.5)
