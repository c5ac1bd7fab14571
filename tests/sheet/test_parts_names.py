"""Names inside areas, beside the country and around it, and the scale bar, on plain shapes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from diasporamap.maps.style import read_style
from diasporamap.sheet.area_labels import (
    _ways,
    place_area_names,
    place_names_around,
    place_names_outside,
)
from diasporamap.sheet.circle_labels import Ground, place_labels
from diasporamap.sheet.circles import Circle
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.frames import bar_length, free_corner
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Shapes

FONTS = fonts_of(read_style("iom"))
SIZE = 6.8


def panel_of(**areas):
    """Lay areas in millimetres into a panel of 100 by 100 mm, a metre a millimetre."""
    return Panel(
        Shapes(
            places=tuple(areas),
            land=np.array(list(areas.values()), dtype=object),
            undetermined=np.empty(0, dtype=object),
            around=np.empty(0, dtype=object),
            names_around=(),
            lines={},
            graticule=(),
            frame=shapely.box(0, 0, 100, 100),
            project=lambda lon, lat: np.column_stack([lon, lat]),
        ),
        Box(0, 0, 100, 100),
    )


def rows(*places):
    columns = ["place", "short", "text", "state", "label_lon", "label_lat"]
    return pd.DataFrame(places, columns=columns).set_index("place")


def test_a_name_and_its_value_stand_in_the_middle_of_a_large_area():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    table = rows(("one", "Vina", "12", "value", 50, 50))
    (name,) = place_area_names(table, panel, FONTS, size=SIZE, taken=[])
    assert name.lines == ("Vina", "12")
    middle = ((name.box.left + name.box.right) / 2, (name.box.bottom + name.box.top) / 2)
    assert middle == pytest.approx((50, 50), abs=2)


def test_a_name_and_its_value_go_together_or_the_value_alone():
    table = rows(("one", "Vina", "12", "value", 50, 50))
    flat = panel_of(one=shapely.box(40, 49, 60, 52))
    assert place_area_names(table, flat, FONTS, size=SIZE, taken=[]) == ()
    (value,) = place_area_names(table, flat, FONTS, size=SIZE, taken=[], value_alone=True)
    assert value.lines == ("12",)
    small = panel_of(one=shapely.box(49, 49, 50, 50))
    assert place_area_names(table, small, FONTS, size=SIZE, taken=[], value_alone=True) == ()


def test_a_name_keeps_off_paper_that_is_taken():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    table = rows(("one", "Vina", "12", "value", 50, 50))
    taken = shapely.box(20, 20, 80, 55)
    (name,) = place_area_names(table, panel, FONTS, size=SIZE, taken=[taken])
    assert not shapely.box(*name.box.bounds).intersects(taken)


def test_a_place_without_a_value_has_only_its_name():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    table = rows(("one", "Faro", "Non affiché (petits effectifs)", "suppressed", 50, 50))
    assert place_area_names(table, panel, FONTS, size=SIZE, taken=[])[0].lines == ("Faro",)


def test_long_names_break_after_the_hyphen_nearest_their_middle():
    assert _ways("Nyong-et-Mfoumou", "7") == [
        ("Nyong-et-Mfoumou", "7"),
        ("Nyong-et-", "Mfoumou", "7"),
    ]
    assert _ways("Vina", None) == [("Vina",)]


def test_a_label_beside_a_circle_stays_in_its_own_area():
    panel = panel_of(one=shapely.box(20, 40, 50, 60), two=shapely.box(50, 40, 80, 60))
    table = rows(("one", "Mayo-Louti", "25", "value", 48, 50))
    homes = dict(zip(panel.shapes.places, panel.shapes.land, strict=True))
    circles = [Circle("one", 48, 50, 1.5)]
    (free,) = place_labels(table, panel, circles, FONTS, size=SIZE)
    assert (free.box.left + free.box.right) / 2 > 50
    (label,) = place_labels(table, panel, circles, FONTS, size=SIZE, ground=Ground(homes))
    assert shapely.box(*label.box.bounds).intersection(homes["two"]).area == 0
    homes["one"] = shapely.box(46, 40, 50, 60)
    assert place_labels(table, panel, circles, FONTS, size=SIZE, ground=Ground(homes)) == ()


def test_a_label_beside_the_country_leads_back_to_its_place():
    country = shapely.box(40, 20, 60, 80)
    panel = panel_of(one=country)
    table = rows(("one", "Mayo-Sava", "38", "value", 44, 50))
    (label,) = place_names_outside(
        table, panel, FONTS, "fr", size=SIZE, radii={"one": 2.0}, taken=[], avoided=country
    )
    assert not shapely.box(*label.box.bounds).intersects(country)
    assert label.box.right < 40
    start, end = label.leader
    assert np.hypot(start[0] - 44, start[1] - 50) == pytest.approx(2.25)
    assert shapely.box(*label.box.bounds).distance(shapely.Point(end)) < 1


def test_labels_beside_the_country_cover_neither_each_other_nor_what_is_taken():
    country = shapely.box(40, 20, 60, 80)
    places = [(f"p{n}", f"Mayo {n}", "7", "value", 42, 40 + 2 * n) for n in range(8)]
    taken = [shapely.box(0, 0, 39, 45), shapely.Point(42, 60).buffer(1)]
    labels = place_names_outside(
        rows(*places), panel_of(one=country), FONTS, "fr",
        size=SIZE, radii={}, taken=taken, avoided=country,
    )  # fmt: skip
    assert len(labels) >= 6
    boxes = [shapely.box(*label.box.bounds) for label in labels]
    leaders = [shapely.LineString(label.leader) for label in labels]
    for number, box in enumerate(boxes):
        assert not shapely.intersects(box, [*boxes[:number], *leaders[:number], *taken]).any()
        assert not shapely.intersects(leaders[number], [*leaders[:number], *taken]).any()


@pytest.mark.parametrize(
    ("state", "language", "second"),
    [("suppressed", "fr", "non affiché"), ("no_data", "en", "no data"), ("value", "en", "text")],
)
def test_a_state_is_said_in_few_words(state, language, second):
    country = shapely.box(40, 20, 60, 80)
    table = rows(("one", "Faro", "text", state, 44, 50))
    (label,) = place_names_outside(
        table, panel_of(one=country), FONTS, language,
        size=SIZE, radii={}, taken=[], avoided=country,
    )  # fmt: skip
    assert label.lines == ("Faro", second)


def test_names_around_keep_off_the_country_and_each_other():
    country = shapely.box(40, 0, 60, 100)
    areas = {"Nigéria": shapely.box(0, 0, 40, 100), "Tchad": shapely.box(60, 0, 100, 100)}
    areas["Gabon"] = shapely.box(0, 0, 3, 3)
    names = place_names_around(panel_of(one=country), FONTS, areas, size=SIZE, taken=[country])
    assert [name.lines for name in names] == [("Nigéria",), ("Tchad",)]
    for name in names:
        assert areas[name.lines[0]].contains(shapely.box(*name.box.bounds))


def test_a_corner_without_circles_is_taken():
    panel = panel_of()
    assert free_corner(panel, 10, 3, []).left < 5
    corner = free_corner(panel, 10, 3, [Circle("one", 5, 5, 8)])
    assert (corner.right > 95, corner.bottom < 5) == (True, True)
    everywhere = [Circle("one", 50, 50, 90)]
    assert free_corner(panel, 10, 3, everywhere) == free_corner(panel, 10, 3, [])


@pytest.mark.parametrize(
    ("breadth", "kilometres"), [(100, 20), (79, 10), (850, 200), (8, 2), (2000, 500), (3, 1)]
)
def test_a_scale_bar_is_a_round_number_of_kilometres(breadth, kilometres):
    shapes = panel_of().shapes
    metres = shapely.box(0, 0, breadth * 1000, breadth * 1000)
    panel = Panel(
        Shapes(**{**shapes.__dict__, "frame": metres}),
        Box(0, 0, 100, 100),
    )
    assert bar_length(panel) == kilometres
