import itertools
import re

import pytest
from matplotlib.collections import EllipseCollection

from diasporamap.maps import MapSpec, compose
from diasporamap.maps.drawing import Look
from diasporamap.sheet import draw_map
from diasporamap.sheet.fonts import POINT, printed


def positions(figure):
    return {text.get_text(): text.get_position() for text in figure.axes[0].texts}


def painted(figure, edge):
    """Return the coloured radii and lowest points of discs, of the map and of the legend."""
    *drawn, legend = (
        one for one in figure.axes[0].collections if isinstance(one, EllipseCollection)
    )
    return [
        [
            (width / 2 - edge * POINT / 2, y - width / 2)
            for one in some
            for width, (_, y) in zip(one.get_widths(), one.get_offsets(), strict=True)
        ]
        for some in (drawn, [legend])
    ]


def test_nested_circles_stand_on_one_line_in_true_size(published, drawn_once):
    composition = compose(published, MapSpec())
    largest, edge = (composition.style.circle[key] for key in ("largest_mm", "edge_width"))
    _, nested = painted(drawn_once("published", MapSpec()), edge)
    *floors, alone = [floor for _, floor in nested]
    assert max(floors) - min(floors) < 1e-9
    smallest = 2 * largest * composition.drawing.legend[0].entries[-1].radius
    assert alone + smallest < min(floors)  # the smallest stands for itself, below the others
    wanted = [largest * entry.radius for entry in composition.legend if entry.kind == "circle"]
    assert [radius for radius, _ in nested] == pytest.approx(wanted)


def test_the_circles_of_the_map_reach_as_far_as_those_of_the_legend(published):
    composition = compose(published, MapSpec())
    largest, edge = (composition.style.circle[key] for key in ("largest_mm", "edge_width"))
    # The white outline lies around the colour, whose area alone is in proportion to people.
    drawn, _ = painted(draw_map(published, MapSpec(labels=0)), edge)
    wanted = [largest * disc.radius for (disc,) in composition.drawing.marks.values()]
    assert sorted(radius for radius, _ in drawn) == pytest.approx(sorted(wanted))


def test_the_circles_of_the_legend_look_as_those_of_the_map(published):
    composition = compose(published, MapSpec())
    nested = composition.drawing.legend[0]
    assert [look for _, look in nested.discs] == [composition.drawing.looks["circle"]]


def test_an_outline_in_the_colour_of_a_circle_lies_inside():
    white, own = Look("#0033a0", 0.8, "#ffffff", 0.5), Look("#0033a0", 0.2, "#0033a0", 0.9)
    assert white.painted(2.0, 0.5) == 2.25
    assert own.painted(2.0, 0.9) == 1.55


def test_numbers_beside_circles_fall_and_keep_their_distance(published, drawn_once):
    composition = compose(published, MapSpec())
    # The chart beside the map may have the same number.
    figure = drawn_once("published", MapSpec())
    wanted = [printed(entry.label) for entry in composition.legend if entry.kind == "circle"]
    left = positions(figure)[wanted[-1]][0]
    found = {
        text.get_text(): text.get_position()[1]
        for text in figure.axes[0].texts
        if text.get_position()[0] == pytest.approx(left)
    }
    heights = [found[label] for label in wanted]
    assert all(upper - lower > 3 for upper, lower in itertools.pairwise(heights))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_classes_fall_from_more_women_over_parity_to_more_men(language, published):
    spec = MapSpec(measure="share_women", language=language)
    composition = compose(published, spec)
    found = positions(draw_map(published, spec))
    labels = [entry.label for entry in composition.legend if entry.kind == "class"]
    heights = [found[label][1] for label in labels]
    assert heights == sorted(heights, reverse=True)
    boxes = composition.drawing.legend[0]
    more_men, _, more_women = boxes.sides
    parity = {"fr": "parité", "en": "parity"}[language]
    assert found[more_women][1] > found[parity][1] > found[more_men][1]
    assert found[parity][1] == pytest.approx(heights[3])  # beside 48-52


def test_classes_tell_how_many_places_they_have(published):
    spec = MapSpec(measure="share_women", language="en")
    composition = compose(published, spec)
    entries = [entry for entry in composition.legend if entry.kind == "class"]
    keys = list(composition.drawing.fills.values())
    assert [entry.note for entry in entries] == [f"({keys.count(entry.key)})" for entry in entries]
    few = keys.count("base_too_small")
    assert sum(int(entry.note[1:-1]) for entry in entries) == 56 - few == 42
    drawn = draw_map(published, spec).axes[0].texts
    texts = [text for text in drawn if re.fullmatch(r"\(\d+\)", text.get_text())]
    assert [text.get_text() for text in texts] == [entry.note for entry in entries]
    found = positions(draw_map(published, spec))
    for text, entry in zip(texts, entries, strict=True):
        assert text.get_position()[1] == pytest.approx(found[entry.label][1])
        assert text.get_position()[0] > found[entry.label][0]


@pytest.mark.parametrize(
    ("breaks", "parity"),
    [((40, 48, 52), "beside"), ((40, 50, 60), "between"), ((40, 60), None), ((30, 40), None)],
)
def test_parity_stands_at_its_limit_or_its_narrow_class(breaks, parity, published):
    composition = compose(published, MapSpec(measure="share_women", breaks=breaks))
    over = composition.drawing.legend[0].over_middle
    assert {"beside": over == 1.5, "between": over == 2, None: over == -1}[parity]


def test_large_text_has_higher_rows(published):
    spec = MapSpec(measure="share_women", style="slide", language="en")
    found = positions(draw_map(published, spec))
    labels = [entry.label for entry in compose(published, spec).legend if entry.kind == "class"]
    heights = [found[label][1] for label in labels]
    assert all(high - low >= 12 * POINT for high, low in itertools.pairwise(heights))
    captions = max(at for text, (_, at) in found.items() if text.startswith("Source"))
    assert heights[-1] > captions + 12 * POINT


def test_without_a_limit_at_the_middle_there_is_no_parity_mark(published):
    spec = MapSpec(measure="share_women", language="en", breaks=(40, 60))
    found = positions(draw_map(published, spec))
    assert "parity" not in found
    assert found["more women"][1] > found["more men"][1]


def test_a_stock_in_colours_has_no_ends_and_its_warning(published):
    found = positions(draw_map(published, MapSpec(kind="choropleth", language="en")))
    assert not {"more women", "more men", "parity"} & set(found)
    assert "Beware: raw counts" in " ".join(found)
    assert "Classes: quantiles, as many places in each." in " ".join(found)


def test_states_follow_in_a_column_of_their_own(states):
    found = positions(draw_map(states, MapSpec(language="en")))
    labels = ["Zero", "No data", "Not shown (small numbers protected)", "Not applicable"]
    # Of a label on two lines the first one.
    column = [max(filter(label.startswith, found), key=len) for label in labels]
    assert len({found[label][0] for label in column}) == 1
    heights = [found[label][1] for label in column]
    assert heights == sorted(heights, reverse=True)
    assert found["Zero"][1] < found["Number of people"][1]


@pytest.mark.parametrize("measure", ["share_women", "total"])
def test_squares_of_small_places_are_explained_where_there_are_any(measure, people):
    counts = people(("LUX", 900, 800), ("FRA", 900, 900))
    texts = positions(draw_map(counts, MapSpec(measure=measure, language="en")))
    assert ("Square: too small to be seen" in texts) == (measure == "share_women")
