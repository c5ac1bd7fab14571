"""The rules that every label on paper keeps: better unnamed than misnamed."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.places.geography import countries
from diasporamap.sheet.circles import Circle, circles_of
from diasporamap.sheet.draw import draw_composition
from diasporamap.sheet.fonts import POINT, Text, fonts_of
from diasporamap.sheet.labels.engine import FARTHER, NEARER, OFF, OFF_LED, Ground
from diasporamap.sheet.labels.label import Wanted, Way, inked, ways_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import wanted_labels
from diasporamap.sheet.shapes import Shapes, inset_shapes
from tests.layouts import measured, planned_panels
from tests.sheets import GULF, WORLD

TEXT = Text(fonts_of(read_style()), 6.8)


def asked(composition):
    return composition.table.loc[list(composition.drawing.labels)]


def placed(counts, spec, *, panel=WORLD, **ground):
    composition = compose(counts, spec)
    circles = circles_of(panel, composition)
    wanted = wanted_labels(asked(composition), panel, circles)
    return circles, Ground(panel, circles, **ground).place(wanted, TEXT)


def paper(label):
    return shapely.box(*label.paper.bounds)


def disc(circle):
    return shapely.Point(circle.x, circle.y).buffer(circle.radius)


def require_true(circles, labels):
    """Hold every label against the rules."""
    order = {circle.place: number for number, circle in enumerate(circles)}
    for one, other in combinations(labels, 2):
        assert not paper(one).intersects(paper(other)), (one, other)
        for led, crossed in ((one, other), (other, one)):
            if led.leader:
                assert not shapely.LineString(led.leader).intersects(paper(crossed)), (led, crossed)
        if one.leader and other.leader:
            assert shapely.LineString(one.leader).distance(shapely.LineString(other.leader)) > 0.5
    for label in labels:
        number = order[label.place]
        own, upon = circles[number], circles[number + 1 :]
        foreign = [disc(circle) for circle in circles if circle.place != label.place]
        if label.inside:
            assert disc(own).contains(paper(label))
            assert not any(disc(circle).intersects(paper(label)) for circle in upon)
            continue
        letters = shapely.union_all([line.shape for line in label.papers])
        nearest = min((letters.distance(other) for other in foreign), default=np.inf)
        away = letters.distance(disc(own))
        assert paper(label).buffer(1e-6).contains(letters)
        assert away > 0
        if label.leader is None:
            assert paper(label).distance(disc(own)) <= 2
            assert nearest >= max(OFF, NEARER * away, away + FARTHER) - 1e-3
        else:
            line = shapely.LineString(label.leader)
            assert nearest >= OFF_LED - 1e-9
            assert disc(own).intersects(shapely.Point(label.leader[0]))
            assert paper(label).distance(shapely.Point(label.leader[1])) < 1
            beyond = line.difference(disc(own))
            assert not any(beyond.intersects(other) for other in foreign)
            assert not any(line.intersects(disc(circle)) for circle in upon)


def test_the_largest_are_labelled_with_name_and_value(published):
    spec = MapSpec(labels=3, language="en")
    names = asked(compose(published, spec))["short"].tolist()
    assert names == ["France", "United States", "Nigeria"]
    _, labels = placed(published, spec)
    written = {" ".join(label.lines) for label in labels}
    assert written >= {"France 92,983", "United States 70,087"}


@pytest.mark.parametrize("spec", [MapSpec(labels=0), MapSpec(measure="share_women")])
def test_no_labels_where_none_are_asked_for_or_colours_tell(spec, published):
    assert asked(compose(published, spec)).empty


@pytest.mark.parametrize("labels", [12, 57])
def test_every_label_of_a_real_map_is_true(labels, published):
    taken = Box(10, 60, 120, 100)
    circles, found = placed(published, MapSpec(labels=labels), taken=[shapely.box(*taken.bounds)])
    assert len(found) > labels / 3
    require_true(circles, found)
    assert not any(paper(label).intersects(shapely.box(*taken.bounds)) for label in found)


def test_letters_are_measured_where_they_are_written(published):
    composition = compose(published, MapSpec(labels=30, language="en"))
    with planned_panels() as planned:
        figure = draw_composition(composition)
    written = {}
    for text, box in measured(figure):
        thing = text.get_gid() or ""
        if thing.startswith(("label-", "value-")):
            written.setdefault(thing[6:], []).append(box)
    labels = [label for panel in planned for label in panel.labels]
    assert len(labels) > 15
    for label in labels:
        found = sorted(written[label.place])
        for line, (left, bottom, right, top) in zip(
            sorted(line.bounds for line in label.papers), found, strict=True
        ):
            assert line[0] == pytest.approx(left, abs=0.15)
            assert line[2] == pytest.approx(right, abs=0.15)
            assert bottom - 0.1 <= line[1] <= bottom + 0.7
            assert line[3] == pytest.approx(top, abs=0.4)


@pytest.mark.parametrize("size", ["a4", "half"])
def test_an_unled_label_is_clearly_nearer_to_its_own_circle(size, people):
    row = [(place, 900, 900) for place in ("EGY", "SDN", "SSD", "ETH", "KEN", "UGA", "RWA", "BDI")]
    row += [(place, 90, 90) for place in ("COM", "SYC", "MUS", "DJI", "ERI", "SOM", "TZA", "COD")]
    spec = MapSpec(size=size, labels=16, inset=("none",))
    with planned_panels() as planned:
        draw_composition(compose(people(*row), spec))
    for panel in planned:
        require_true(panel.circles, panel.labels)


def test_labels_of_the_largest_stay_where_they_are_when_more_are_asked_for(published):
    few, many = (placed(published, MapSpec(labels=number))[1] for number in (12, 57))
    assert few
    assert many[: len(few)] == few


CIRCLE = st.tuples(st.floats(5, 95), st.floats(5, 95), st.floats(0.5, 9))
EMPTY = np.empty(0, dtype=object)
SQUARE = Panel(
    Shapes((), EMPTY, EMPTY, EMPTY, (), EMPTY, {}, (), shapely.box(0, 0, 100, 100), max),
    Box(0, 0, 100, 100),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(CIRCLE, min_size=1, max_size=14))
def test_labels_of_any_heap_of_circles_are_true_and_stay(drawn):
    from diasporamap.maps.drawing import Disc, Look
    from diasporamap.sheet.labels.label import Wanted

    look = Look("#0033a0", 0.8, "#ffffff", 0.5, dark=True)
    circles = [
        Circle(f"p{number}", x, y, radius, ((Disc(radius, "one"), look),))
        for number, (x, y, radius) in enumerate(sorted(drawn, key=lambda circle: -circle[2]))
    ]
    wanted = [
        Wanted(one.place, ways_of(f"Pays {one.place}", "1 234"), one.x, one.y, one.radius, one.dark)
        for one in circles
    ]
    labels = Ground(SQUARE, circles).place(wanted, TEXT)
    require_true(circles, labels)
    for label in labels:
        assert shapely.box(0, 0, 100, 100).contains(paper(label))
    half = Ground(SQUARE, circles).place(wanted[: len(wanted) // 2], TEXT)
    assert labels[: len(half)] == half


def test_a_label_stands_at_its_circle_as_it_is_drawn(people):
    counts = people(("AND", 20, 20), ("FRA", 9000, 9000))
    circles, labels = placed(counts, MapSpec(language="en"))
    (andorra,) = [circle for circle in circles if circle.place == "AND"]
    (point,) = WORLD.label_points(asked(compose(counts, MapSpec())).loc[["AND"]])
    assert np.hypot(*(point - [andorra.x, andorra.y])) > 1  # it was moved off France
    require_true(circles, labels)


def test_names_without_room_are_told_under_the_map(people):
    crowd = ("LUX", "BEL", "NLD", "DEU", "CHE", "LIE", "AUT", "CZE", "SVK", "HUN", "SVN", "HRV")
    crowd += ("POL", "DNK", "FRA", "ITA", "BIH", "SRB")
    counts = people(*((place, 900, 900) for place in crowd))
    composition = compose(counts, MapSpec(language="en", labels=len(crowd)))
    with planned_panels() as planned:
        figure = draw_composition(composition)
    texts = " ".join(text.get_text() for text in figure.axes[0].texts)
    told = texts.split("Not named for want of room: ")[1].split(".")[0]
    named = {label.place for panel in planned for label in panel.labels}
    for place, name in asked(composition)["short"].items():
        assert (f"{name} (1,800)" in told) != (place in named), name


@pytest.mark.parametrize("spec", [{}, {"kind": "flows"}])
def test_a_small_sheet_tells_beside_it_which_names_found_no_room(spec, published):
    composition = compose(published, MapSpec(size="half", language="en", **spec))
    with planned_panels() as planned:
        figure = draw_composition(composition)
    named = {label.place for panel in planned for label in panel.labels}
    left = asked(composition).drop(index=list(named))
    assert not {"FRA", "USA", "NGA", "GAB", "TCD", "DEU", "CAN"} & set(left.index)
    for name in left["short"]:
        assert name in figure.alt.split("Not named for want of room:")[1]
        assert name in " ".join(figure.words.captions)


def test_labels_keep_off_thin_lines_where_they_can_and_cross_them_rather_than_go_unnamed():
    panel = Panel(WORLD.shapes, Box(0, 0, 276, 140))
    wanted = [Wanted("FRA", ways_of("France", "92"), 138.0, 70.0, 0.6)]
    (free,) = Ground(panel).place(wanted, TEXT)
    (off,) = Ground(panel, thin=[shapely.LineString([(139.5, 0), (139.5, 140)])]).place(
        wanted, TEXT
    )
    assert off.box.right < 139.5
    net = [shapely.LineString([(x, 0), (x, 140)]) for x in range(0, 276, 3)]
    assert Ground(panel, thin=net).place(wanted, TEXT) == [free]


@example(middles=[(0.0, 0.0, 1.0)], ends=[(0.0, 0.0, 0.0, 0.0)])
@settings(max_examples=40, deadline=None)
@given(
    middles=st.lists(st.tuples(*[st.floats(0, 30)] * 2, st.floats(0.5, 9)), min_size=1, max_size=8),
    ends=st.lists(st.tuples(*[st.floats(0, 30)] * 4), min_size=1, max_size=8),
)
def test_leaders_meet_circles_where_their_shapes_are_near(middles, ends):
    """Figures decide most; near the edge of a circle its shape does, and so always."""
    circles = [Circle(str(n), *middle) for n, middle in enumerate(middles)]
    # As near as the sides and corners of the first circle's shape lie, too.
    x, y, radius = middles[0]
    ends = [*ends, *((x - 9, y + radius + off, x + 9, y + radius + off) for off in (0.2995, 0.3))]
    leaders = np.array(ends).reshape(-1, 2, 2)
    near = shapely.dwithin(
        shapely.linestrings(leaders)[:, None], [circle.shape for circle in circles], 0.3
    )
    met = Ground(WORLD, circles)._meets_discs(leaders, np.arange(len(circles)))
    assert (met == near.any(axis=1)).all()


def test_no_label_stands_on_the_country_of_origin(people):
    counts = people(("NGA", 90, 90), ("CAF", 80, 80), ("GAB", 70, 70), ("TCD", 9000, 9000))
    panel = Panel(inset_shapes(countries(), GULF), Box(10, 10, 68.5, 49), above=1)
    number = panel.shapes.places.index("CMR")
    origin = shapely.transform(panel.shapes.land[number], panel.on_paper)
    circles, labels = placed(counts, MapSpec(), panel=panel, barred=[origin])
    assert len(labels) == 4
    require_true(circles, labels)
    assert not any(origin.intersects(shapely.box(*label.box.bounds)) for label in labels)


def test_a_circle_on_a_larger_one_is_led_out_of_it(people):
    counts = people(("GAB", 9000, 9000), ("GNQ", 2000, 2000), ("COG", 1500, 1500))
    _, labels = placed(counts, MapSpec(language="en"))
    assert {label.place for label in labels} == {"GAB", "GNQ", "COG"}


def test_a_label_that_fits_stands_in_its_circle(people):
    _, labels = placed(people(("TCD", 900, 900), ("KEN", 10, 10)), MapSpec(language="en"))
    assert {label.lines[0]: label.inside for label in labels} == {"Chad": True, "Kenya": False}
    assert labels[0].align == "center"


def test_a_label_without_room_is_left_out(people):
    everything = [shapely.box(*WORLD.box.bounds)]
    _, labels = placed(people(("KEN", 10, 10)), MapSpec(), taken=everything)
    assert labels == []


def test_a_very_long_name_stays_on_the_map(published):
    composition = compose(published, MapSpec(labels=1))
    places = asked(composition).assign(short="Territoire au nom de quarante caractères")
    circles = circles_of(WORLD, composition)
    (label,) = Ground(WORLD, circles).place(wanted_labels(places, WORLD, circles), TEXT)
    assert shapely.box(*WORLD.box.bounds).contains(paper(label))


def test_long_names_break_nearest_their_middle_and_values_stand_under_or_behind_them():
    assert ways_of("Nyong-et-Mfoumou", "7") == (
        Way(("Nyong-et-Mfoumou", "7")),
        Way(("Nyong-et-", "Mfoumou", "7")),
        Way(("Nyong-et-Mfoumou", "7"), flat=True),
    )
    assert ways_of("Arabie saoudite") == (Way(("Arabie saoudite",)), Way(("Arabie", "saoudite")))
    assert ways_of("Vina") == (Way(("Vina",)),)


def test_a_value_stands_off_a_strong_line_where_it_can_and_else_on_it():
    panel = Panel(WORLD.shapes, Box(0, 0, 276, 140))
    east = shapely.LineString([(140.0, 0), (140.0, 140)])
    wanted = [Wanted("FRA", ways_of("France", "92"), 138.0, 70.0, 0.6)]
    (free,) = Ground(panel).place(wanted, TEXT)
    assert free.box.shape.intersects(east)
    (off,) = Ground(panel, lines=east).place(wanted, TEXT)
    assert off.box.shape.distance(east) >= 1
    everywhere = shapely.union_all([shapely.LineString([(x, 0), (x, 140)]) for x in range(276)])
    (on,) = Ground(panel, lines=everywhere).place(wanted, TEXT)
    assert on == free


def test_an_audit_reads_a_description_that_tells_which_names_found_no_room(published):
    from diasporamap.checking.audits.descriptions import read_description
    from diasporamap.checking.audits.outputs import _names
    from diasporamap.districts.choice import DistrictChoice

    words = compose(published, MapSpec(language="en")).words
    choice = DistrictChoice()
    alone, with_more = (
        read_description((words.title, alt), "map.png", choice, _names(choice))
        for alt in (words.alt, f"{words.alt} Not named for want of room: Switzerland (8,044).")
    )
    assert alone.figures
    assert with_more.figures == alone.figures


def test_letters_with_signs_over_them_are_higher():
    plain, ring = (inked(Way((name,)), TEXT, valued=False)[0] for name in ("Aland", "Åland"))
    assert ring.high - plain.high == pytest.approx(0.24 * TEXT.size * POINT)
