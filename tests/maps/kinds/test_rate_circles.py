import pytest

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose, style_names
from diasporamap.maps.drawing import Boxes, Nested
from diasporamap.measures import MEASURES
from diasporamap.sheet import draw_map
from tests.web.unpacking import layer_of, model_of_release

PLACES = [
    *(("FRA", 7000, 3000), ("DEU", 1200, 1300), ("GAB", 200, 425), ("TCD", 20, 24)),
    *(("BEL", 2, 3), ("MLI", 0, 0), ("NAM", 120, None)),
]


@pytest.fixture(scope="module")
def composed(people):
    return compose(
        people(*PLACES), MapSpec(measure="share_women", kind="rate-circles", language="en")
    )


def test_area_is_people_and_colour_the_class_of_the_rate(composed):
    marks = composed.drawing.marks
    sizes = {place: disc.radius for place, (disc,) in marks.items()}
    assert list(sizes) == ["FRA", "DEU", "GAB", "TCD"]
    assert sizes["FRA"] == 1
    assert sizes["DEU"] ** 2 == pytest.approx(2500 / 10_000)
    assert sizes["GAB"] ** 2 == pytest.approx(625 / 10_000)
    colours = {place: composed.drawing.looks[disc.look].fill for place, (disc,) in marks.items()}
    assert colours["FRA"] == "#01544d"  # 70 per cent
    assert colours["DEU"] == "#ffffff"  # 48 per cent, in the class of parity
    assert colours["GAB"] == "#8c510a"  # 32 per cent


def test_a_rate_of_few_people_is_a_cross_that_tells_no_class(composed):
    drawing = composed.drawing
    (disc,) = drawing.marks["TCD"]  # 44 people
    assert drawing.looks[disc.look].cross
    assert disc.radius * composed.style.circle["largest_mm"] == pytest.approx(0.55)
    assert drawing.fills["TCD"] == "land"
    assert "TCD" not in drawing.labels
    assert [entry.label for entry in drawing.entries if entry.key == "few"] == [
        "Fewer than 50 people"
    ]


def test_what_is_not_shown_has_no_circle_and_its_state(composed):
    fills = composed.drawing.fills
    assert fills["BEL"] == "suppressed"
    assert fills["NAM"] == "no_data"  # of one sex alone there is no share
    assert not {"BEL", "MLI", "NAM"} & set(composed.drawing.marks)


def test_the_legend_shows_the_circles_of_the_map(composed):
    boxes, nested = (
        next(part for part in composed.drawing.legend if isinstance(part, kind))
        for kind in (Boxes, Nested)
    )
    assert nested.title == "Number of people"
    ((disc, look),) = nested.discs
    assert (disc.radius, look.opacity, look.within) == (1.0, 0.0, True)
    for entry in boxes.entries:
        ((_, shown),) = entry.discs
        assert shown == composed.drawing.looks[entry.key]
        assert shown.opacity == 1
    notes = {entry.label: entry.note for entry in boxes.entries}
    assert notes["60 and over"] == "(1)"
    assert notes["55 to under 60"] == "(0)"


def test_people_hidden_beside_a_rate_that_is_shown_are_in_no_circle(monkeypatch, people):
    from diasporamap.maps import composition

    figures = composition.figures_by_place

    def hiding(protected, needs):
        count, state = figures(protected, needs)
        count.loc["FRA", "T"], state.loc["FRA", "T"] = float("nan"), "suppressed"
        return count, state

    monkeypatch.setattr(composition, "figures_by_place", hiding)
    drawing = compose(people(*PLACES), MapSpec(measure="share_women", kind="rate-circles")).drawing
    assert "FRA" not in drawing.marks
    assert drawing.fills["FRA"] == "suppressed"
    assert drawing.marks["DEU"][0].radius == 1


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize(
    "measure",
    [name for name, measure in MEASURES.items() if measure.form == "rate"],
)
def test_every_shipped_style_passes_the_gate(style, measure):
    release = dm.release("undesa:PHL", year=2020, since=2010)
    drawing = compose(release, MapSpec(measure=measure, kind="rate-circles", style=style)).drawing
    looks = {disc.look for discs in drawing.marks.values() for disc in discs}
    assert len(looks) > 3


def test_greys_are_one_ramp_from_few_women_to_many(people):
    spec = MapSpec(measure="share_women", kind="rate-circles", style="grey")
    boxes = next(p for p in compose(people(*PLACES), spec).drawing.legend if isinstance(p, Boxes))
    fills = [entry.discs[0][1].fill for entry in boxes.entries]
    assert fills == sorted(fills)  # the largest class first, which is the darkest
    assert fills[3] == "#7d7d7d"


def test_letters_in_a_circle_have_the_colour_that_can_be_read(composed):
    looks = {look.fill: look for look in composed.drawing.looks.values()}
    assert (looks["#01544d"].dark, looks["#01544d"].ink) == (True, "#ffffff")
    assert (looks["#ecca8c"].dark, looks["#ecca8c"].ink) == (True, "#1f2933")
    assert (looks["#3f978c"].dark, looks["#3f978c"].ink) == (False, "")  # takes neither


def test_a_change_is_coloured_too_and_its_few_are_of_the_first_year():
    release = dm.release("undesa:CMR", year=2020, since=2010)
    spec = MapSpec(measure="change_percent", kind="rate-circles", language="en")
    composed = compose(release, spec)
    (disc,) = composed.drawing.marks["FRA"]
    assert disc.radius == 1
    few = [entry.label for entry in composed.drawing.entries if entry.key == "few"]
    assert few == ["Fewer than 100 people in the first year"]


def test_people_are_no_rate():
    with pytest.raises(UsageError, match=r"total is a stock, and .* Choose kind .*circles"):
        MapSpec(kind="rate-circles")


def test_a_page_has_the_circles_and_classes_of_a_sheet(people, composed):
    _, model = model_of_release(people(*PLACES), measures=["share_women"], language="en")
    layer = layer_of(model["geographies"][0], "share_women")
    marks = {mark["place"]: mark for mark in layer["marks"]}
    own = composed.drawing
    for place in ("FRA", "DEU", "GAB"):
        (disc,) = own.marks[place]
        assert marks[place]["radius"] == pytest.approx(disc.radius, abs=1e-4)
        assert layer["looks"][marks[place]["look"]]["fill"] == own.looks[disc.look].fill
    assert marks["TCD"]["look"] == "few"  # in no class: it is of few people


def test_no_circle_at_all(people):
    spec = MapSpec(measure="share_women", kind="rate-circles")
    drawing = compose(people(("FRA", 1, 2)), spec).drawing
    assert not drawing.marks
    draw_map(people(("FRA", 1, 2)), spec)
