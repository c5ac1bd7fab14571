from itertools import combinations

import pytest
import shapely

from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.places.geography import countries
from diasporamap.sheet.circle_labels import Ground, labelled_places, place_labels
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.draw import GULF
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import inset_shapes, world_shapes

WORLD = Panel(world_shapes(countries(), lon_0=11), Box(10, 60, 287, 181))
FONTS = fonts_of(read_style())


def placed(counts, spec, *, taken=()):
    composition = compose(counts, spec)
    places = labelled_places(composition)
    circles = circles_of(WORLD, composition)
    return circles, place_labels(places, WORLD, circles, FONTS, size=6.8, taken=taken)


def test_the_largest_are_labelled_with_name_and_value(published):
    spec = MapSpec(labels=3, language="en")
    names = labelled_places(compose(published, spec))["short"].tolist()
    assert names == ["France", "United States", "Nigeria"]
    _, labels = placed(published, spec)
    assert {label.lines for label in labels} >= {("France", "92,983"), ("United States", "70,087")}


@pytest.mark.parametrize("spec", [MapSpec(labels=0), MapSpec(measure="share_women")])
def test_no_labels_where_none_are_asked_for_or_colours_tell(spec, published):
    assert labelled_places(compose(published, spec)).empty


def test_no_label_covers_another_a_circle_or_what_is_taken(published):
    taken = Box(10, 60, 120, 100)
    circles, labels = placed(published, MapSpec(labels=57), taken=[taken])
    assert len(labels) > 20
    boxes = [shapely.box(*label.box.bounds) for label in labels]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    discs = [shapely.Point(circle.x, circle.y).buffer(circle.radius) for circle in circles]
    for label, box in zip(labels, boxes, strict=True):
        assert not box.intersects(shapely.box(*taken.bounds))
        touched = [disc for disc in discs if disc.intersects(box)]
        if label.inside:
            assert min(touched, key=lambda disc: disc.area).contains(box)
        else:
            assert not touched
        if label.leader:
            line = shapely.LineString(label.leader)
            crossed = [other for other in boxes if other is not box and other.intersects(line)]
            assert not crossed


def test_no_label_stands_on_the_country_of_origin(people):
    counts = people(("NGA", 90, 90), ("CAF", 80, 80), ("GAB", 70, 70), ("TCD", 9000, 9000))
    composition = compose(counts, MapSpec())
    panel = Panel(inset_shapes(countries(), GULF), Box(10, 10, 68.5, 49), above=1)
    number = panel.shapes.places.index("CMR")
    origin = shapely.transform(panel.shapes.land[number], panel.on_paper)
    circles = circles_of(panel, composition)
    labels = place_labels(
        labelled_places(composition),
        panel,
        circles,
        FONTS,
        size=6.8,
        ground=Ground(barred=[origin]),
    )
    assert len(labels) == 4
    assert not any(origin.intersects(shapely.box(*label.box.bounds)) for label in labels)


def test_a_circle_on_a_larger_one_is_led_out_of_it(people):
    counts = people(("GAB", 9000, 9000), ("GNQ", 2000, 2000), ("COG", 1500, 1500))
    _, labels = placed(counts, MapSpec(language="en"))
    assert {label.place for label in labels} == {"GAB", "GNQ", "COG"}


def test_a_label_that_fits_stands_in_its_circle(people):
    _, labels = placed(people(("TCD", 900, 900), ("KEN", 10, 10)), MapSpec(language="en"))
    assert {label.lines[0]: label.inside for label in labels} == {"Chad": True, "Kenya": False}
    assert labels[0].align == "center"


def test_a_label_far_from_its_circle_is_led_back(published):
    circles, labels = placed(published, MapSpec(labels=57))
    led = [label for label in labels if label.leader]
    assert led
    for label in led:
        start = shapely.Point(label.leader[0])
        nearest = min(abs(start.distance(shapely.Point(c.x, c.y)) - c.radius) for c in circles)
        assert nearest < 1e-6
        assert shapely.Point(label.leader[1]).distance(shapely.box(*label.box.bounds)) < 1


def test_a_label_without_room_is_left_out(people):
    everything = Box(*WORLD.box.bounds)
    _, labels = placed(people(("KEN", 10, 10)), MapSpec(), taken=[everything])
    assert labels == ()


def test_a_very_long_name_stays_on_the_map(published):
    composition = compose(published, MapSpec(labels=1))
    places = labelled_places(composition).assign(short="Territoire au nom de quarante caractères")
    circles = circles_of(WORLD, composition)
    (label,) = place_labels(places, WORLD, circles, FONTS, size=6.8)
    assert shapely.box(*WORLD.box.bounds).contains(shapely.box(*label.box.bounds))
