"""Signs of points on paper: each once, none on another, the numbers in them add up."""

from __future__ import annotations

from itertools import combinations, permutations

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.points import SHAPES
from diasporamap.places.origins import origin_geography
from diasporamap.points import Points
from diasporamap.points.model import COLUMNS, SIGNS
from diasporamap.sheet import draw_map, world
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.insets import insets_of
from diasporamap.sheet.points import BETWEEN, _cluster, clusters_of
from diasporamap.sheet.world import plan_world
from tests.layouts import planned_panels
from tests.sheets import WORLD

#: What maps say of four associations, an event and a point in the Antarctic: legend and caption.
TOLD = {
    "fr": (
        [
            "Associations (4 ; femmes à la tête : 1 sur 3)",
            "Événement (1, dont 1 avec une femme à la tête)",
        ],
        (
            "Points. Tableau points.csv. Une femme à la tête : 2 sur les 4 dont la direction est "
            "indiquée (50,0 %), 5 en tout. Par genre : associations 1 sur 3 et événement 1 sur 1. "
            "Un nombre dans un signe compte les points proches les uns des autres. "
            "1 point est hors de la carte."
        ),
    ),
    "en": (
        ["Associations (4; 1 of 3 stated led by women)", "Event (1, of which 1 led by women)"],
        (
            "Points. Table points.csv. Led by women: 2 of the 4 whose leadership is stated "
            "(50.0%), of 5 in all. By kind: associations 1 of 3 and event 1 of 1. "
            "A number in a sign counts points that are near to each other. "
            "1 point lies outside the map."
        ),
    ),
}


def points_at(*places):
    rows = [
        {**dict.fromkeys(COLUMNS, ""), "kind": kind, "lon": lon, "lat": lat, "women_led": led}
        for kind, lon, lat, led in places
    ]
    return Points(pd.DataFrame(rows, columns=list(COLUMNS)), file="folder/points.csv")


def test_every_sign_has_a_shape_of_its_own():
    assert set(SIGNS) == set(SHAPES)
    shapes = {name: shapely.Polygon(corners) for name, corners in SHAPES.items()}
    assert all(shape.is_valid for shape in shapes.values())
    for one, other in combinations(shapes.values(), 2):
        assert one.intersection(other).area < 0.86 * one.union(other).area


@settings(max_examples=30, deadline=None)
@given(
    places=st.lists(
        st.tuples(
            st.sampled_from(["association", "event", "Chorale"]),
            st.floats(-175, 175),
            st.floats(-80, 80),
            st.just(""),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_no_point_is_lost_and_no_sign_covers_another(published, places):
    composition = compose(published, MapSpec(), points=points_at(*places))
    shown = composition.points
    assert len(shown.table) + shown.outside == len(places)
    assert shown.outside == sum(lat < -57 for _, _, lat, _ in places)
    assert sum(kind.number for kind in shown.kinds) == len(shown.table)
    clusters = clusters_of(WORLD, composition)
    assert sum(cluster.number for cluster in clusters) == len(shown.table)
    boxes = [shapely.box(*cluster.box.bounds) for cluster in clusters]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])]
    frame = shapely.box(*WORLD.box.bounds).buffer(1e-6)
    assert all(frame.contains(box) for box in boxes)


def test_every_point_is_drawn_in_one_panel_only(published):
    places = [("association", lon, lat, "") for lon in range(-20, 30) for lat in range(-5, 65, 2)]
    composition = compose(published, MapSpec(), points=points_at(*places))
    insets = insets_of(composition)
    fonts = fonts_of(composition.style)
    (layout, panels), _ = plan_world(composition, fonts, insets, frozenset())
    assert len(panels) == 1 + len(layout.insets) == 3
    numbers = [sum(cluster.number for cluster in panel.points) for panel in panels]
    assert min(numbers) > 100
    assert sum(numbers) == len(places)


def test_points_of_one_city_are_one_sign_a_kind(published):
    paris = [("association", 2.35, 48.85, "")] * 12 + [("event", 2.35, 48.85, "")]
    (cluster,) = clusters_of(WORLD, compose(published, MapSpec(), points=points_at(*paris)))
    assert [(t.sign, t.number, t.text) for t in cluster.tokens] == [
        ("house", 12, "12"),
        ("star", 1, "1"),
    ]
    x, y = WORLD.locate([2.35], [48.85])[0]
    assert shapely.box(*cluster.box.bounds).contains(shapely.Point(x, y))


@pytest.mark.parametrize("number", [1, 41, 154])
def test_no_sign_of_a_place_covers_another_or_a_number_of_it(number):
    for signs in permutations(SIGNS[:6]) if number == 154 else [SIGNS[:6], SIGNS[3:]]:
        made = _cluster(0.0, 0.0, [(sign, number, str(number)) for sign in signs])
        drawn = [
            shapely.Polygon([(t.x + t.radius * x, t.y + t.radius * y) for x, y in SHAPES[t.sign]])
            for t in made.tokens
        ]
        edges = [shape.buffer(BETWEEN / 2 - 1e-6) for shape in drawn]
        assert not [pair for pair in combinations(edges, 2) if pair[0].intersects(pair[1])]
        assert shapely.box(*made.box.bounds).buffer(1e-6).contains(shapely.union_all(drawn))


def test_the_legend_and_the_captions_tell_numbers_and_who_leads(published):
    points = points_at(
        *[("association", 2.35, 48.85, led) for led in ("yes", "no", "no", "")],
        ("event", 9.7, 4.05, "yes"),
        ("event", 0.0, -70.0, "yes"),
    )
    for language, (labels, words) in TOLD.items():
        composition = compose(published, MapSpec(language=language), points=points)
        entries = [entry for entry in composition.legend if entry.kind == "point"]
        assert [plain(entry.full) for entry in entries] == labels
        assert plain(composition.words.captions[1]) == words
        assert plain(composition.words.alt).endswith(labels[1] + ".")
        assert str(entries[0].label) == "Associations (4)"


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def test_a_map_of_parts_has_the_points_in_its_frame_and_tells_the_others(origins):
    points = points_at(
        *(("event", 11.52, 3.87, ""), ("event", 9.7, 4.05, ""), ("event", 14.3, 10.6, "")),
        *(("event", 2.35, 48.85, ""), ("event", 3.4, 6.5, "")),
    )
    geography = origin_geography("region")
    composition = compose(origins["region"], MapSpec(), geography=geography, points=points)
    assert (len(composition.points.table), composition.points.outside) == (3, 2)
    figure = draw_map(origins["region"], MapSpec(), geography=geography, points=points)
    assert "Événements (3)" in figure.alt


def test_points_alone_are_named_on_maps_of_parts_where_there_is_room(origins, boxes_of):
    places = (("Fête", 15.0, 12.1), ("Foire", 13.4, 9.3), ("Un", 11.5, 3.9), ("Deux", 11.5, 3.9))
    places += (("طبل", 12.7, 4.5), ("Un nom bien trop long pour tenir " * 3, 13.7, 4.6))
    points = points_at(*[("event", lon, lat, "") for _, lon, lat in places])
    points.table["name"] = [name for name, _, _ in places]
    geography = origin_geography("region")
    figure = draw_map(origins["region"], MapSpec(), geography=geography, points=points)
    found = dict(boxes_of(figure))
    assert {"Fête", "Foire"} <= set(found)
    assert not {"Un", "Deux", "طبل"} & set(found)  # two at one point; no sign of the font
    boxes = [shapely.box(*box) for box in found.values()]
    for name in ("Fête", "Foire"):
        assert sum(shapely.box(*found[name]).intersects(box) for box in boxes) == 1
    bare = draw_map(origins["region"], MapSpec(labels=0), geography=geography, points=points)
    assert "Fête" not in dict(boxes_of(bare))
    world = draw_map(dm.release("undesa:CMR"), MapSpec(), points=points)
    assert "Fête" not in dict(boxes_of(world))


def test_both_lines_of_the_name_of_a_point_are_light(origins):
    points = points_at(("event", 15.0, 12.1, ""))
    points.table["name"] = "Association des femmes de la diaspora"
    figure = draw_map(origins["region"], MapSpec(), points=points)
    lines = {
        text.get_text(): text.get_fontproperties().get_file().rpartition("-")[2]
        for text in figure.axes[0].texts
        if len(text.get_text()) > 1 and text.get_text() in points.table["name"].iloc[0]
    }
    assert list(lines.values()) == ["Regular.ttf"] * 2


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_the_longest_legend_stays_in_its_box(language, measure, boxes_of, monkeypatch):
    release = dm.release("examples/invented_register.csv")
    kinds = ("association", "event", "business", "school", "worship", "other")
    points = points_at(*[(kind, 2 + at, 47, "yes") for at, kind in enumerate(kinds)] * 3)
    spec = MapSpec(language=language, measure=measure, labels=0)
    composition = compose(release, spec, by="district", points=points)
    legends, draw = [], world.draw_legend
    monkeypatch.setattr(world, "draw_legend", lambda *given: legends.append(given) or draw(*given))
    rows = [e for e in composition.legend if e.kind in ("state", "line", "seat", "point")]
    figure = draw_map(release, spec, by="district", points=points)
    found = dict(boxes_of(figure))
    ((_, _, legend, _),) = legends
    room = shapely.box(*legend.bounds).buffer(0.1)
    for entry in rows:
        words = [text for text in (entry.full, entry.label) if text]
        # Of a long entry the first of its lines.
        written = [text for text in found if any(word.startswith(text) for word in words)]
        assert written, entry
        assert room.contains(shapely.box(*found[max(written, key=len)])), entry


def test_no_label_covers_a_point(published):
    points = points_at(*[("association", lon, 48.5, "") for lon in (-1, 0, 1, 2, 3, 4, 5, 6)])
    with planned_panels() as planned:
        draw_map(published, MapSpec(), points=points)
    assert any(panel.points for panel in planned)
    for panel in planned:
        labels = shapely.union_all([label.box.shape for label in panel.labels])
        assert not any(labels.intersects(cluster.box.shape) for cluster in panel.points)
