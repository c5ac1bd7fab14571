"""Names inside areas, beside the country and around it, and the scale bar, on plain shapes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from diasporamap.maps.style import read_style
from diasporamap.sheet.circles import Circle
from diasporamap.sheet.fonts import Text, fonts_of
from diasporamap.sheet.frames import bar_length, free_corner
from diasporamap.sheet.labels.around import CLEAR, _cleared, place_names_around
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.positions import away, beside, in_area
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import wanted_labels
from diasporamap.sheet.shapes import Shapes

TEXT = Text(fonts_of(read_style("iom")), 6.8)


def panel_of(**areas):
    """Lay areas in millimetres into a panel of 100 by 100 mm, a metre a millimetre."""
    return Panel(
        Shapes(
            places=tuple(areas),
            land=np.array(list(areas.values()), dtype=object),
            undetermined=np.empty(0, dtype=object),
            around=np.empty(0, dtype=object),
            striped=np.empty(0, dtype=object),
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


def in_areas(panel, table, *, taken=(), **given):
    """Name places in their areas."""
    areas = dict(zip(panel.shapes.places, panel.shapes.land, strict=True))
    wanted = wanted_labels(table, panel, [], areas=areas, **given)
    return Ground(panel, taken=[*taken]).place(wanted, TEXT, (in_area,))


def outside(panel, table, country, *, circles=(), taken=()):
    """Name places outside their country."""
    wanted = wanted_labels(table, panel, circles)
    ground = Ground(panel, circles, taken=[*taken])
    return ground.place(wanted, TEXT, (away,), avoided=country)


def test_a_name_and_its_value_stand_in_the_middle_of_a_large_area():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    (name,) = in_areas(panel, rows(("one", "Vina", "12", "value", 50, 50)))
    assert (name.lines, name.flat, name.inside) == (("Vina", "12"), False, False)
    middle = ((name.box.left + name.box.right) / 2, (name.box.bottom + name.box.top) / 2)
    assert middle == pytest.approx((50, 50), abs=2)


def test_a_name_on_a_dark_fill_is_white():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    (name,) = in_areas(panel, rows(("one", "Vina", "12", "value", 50, 50)), dark={"one"})
    assert name.inside


def test_a_name_and_its_value_go_together_in_one_line_or_not_at_all():
    table = rows(("one", "Vina", "12", "value", 50, 50))
    (name,) = in_areas(panel_of(one=shapely.box(40, 49, 60, 52)), table)
    assert (name.lines, name.flat) == (("Vina", "12"), True)
    assert in_areas(panel_of(one=shapely.box(47, 49, 52, 52)), table) == []


def test_a_name_keeps_off_paper_that_is_taken():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    taken = shapely.box(20, 20, 80, 55)
    (name,) = in_areas(panel, rows(("one", "Vina", "12", "value", 50, 50)), taken=[taken])
    assert not shapely.box(*name.box.bounds).intersects(taken)


def test_a_place_without_a_value_has_only_its_name():
    panel = panel_of(one=shapely.box(20, 20, 80, 80))
    table = rows(("one", "Faro", "Non affiché (petits effectifs)", "suppressed", 50, 50))
    assert in_areas(panel, table, values={})[0].lines == ("Faro",)


def test_a_label_beside_a_circle_stays_in_its_own_area():
    panel = panel_of(one=shapely.box(20, 40, 50, 60), two=shapely.box(50, 40, 80, 60))
    table = rows(("one", "Mayo-Louti", "25", "value", 48, 50))
    homes = dict(zip(panel.shapes.places, panel.shapes.land, strict=True))
    circles = [Circle("one", 48, 50, 1.5)]

    def label(**ground):
        wanted = wanted_labels(table, panel, circles)
        return Ground(panel, circles, **ground).place(wanted, TEXT, (beside,))

    (free,) = label()
    assert (free.box.left + free.box.right) / 2 > 50
    (held,) = label(homes=homes)
    assert shapely.box(*held.box.bounds).intersection(homes["two"]).area == 0
    homes["one"] = shapely.box(46, 40, 50, 60)
    assert label(homes=homes) == []


def test_a_label_beside_the_country_leads_back_to_its_place():
    country = shapely.box(40, 20, 60, 80)
    circles = [Circle("one", 44, 50, 2.0)]
    table = rows(("one", "Mayo-Sava", "38", "value", 44, 50))
    (label,) = outside(panel_of(one=country), table, country, circles=circles)
    assert not shapely.box(*label.box.bounds).intersects(country)
    assert label.box.right < 40
    start, end = label.leader
    assert np.hypot(start[0] - 44, start[1] - 50) < 2
    assert shapely.box(*label.box.bounds).distance(shapely.Point(end)) < 1


def test_labels_beside_the_country_cover_neither_each_other_nor_what_is_taken():
    country = shapely.box(40, 20, 60, 80)
    places = [(f"p{n}", f"Mayo {n}", "7", "value", 42, 40 + 2 * n) for n in range(8)]
    taken = [shapely.box(0, 0, 39, 45), shapely.Point(42, 60).buffer(1)]
    labels = outside(panel_of(one=country), rows(*places), country, taken=taken)
    assert len(labels) >= 6
    boxes = [shapely.box(*label.box.bounds) for label in labels]
    leaders = [shapely.LineString(label.leader) for label in labels]
    for number, box in enumerate(boxes):
        assert not shapely.intersects(box, [*boxes[:number], *leaders[:number], *taken]).any()
        assert not shapely.intersects(leaders[number], [*leaders[:number], *taken]).any()


def test_names_around_keep_off_the_country_and_each_other():
    country = shapely.box(40, 0, 60, 100)
    areas = {"Nigéria": shapely.box(0, 0, 40, 100), "Tchad": shapely.box(60, 0, 100, 100)}
    areas["Gabon"] = shapely.box(0, 0, 3, 3)
    names = place_names_around(panel_of(one=country), TEXT, areas, taken=[country])
    assert [name.lines for name in names] == [("Nigéria",), ("Tchad",)]
    for name in names:
        assert areas[name.lines[0]].contains(shapely.box(*name.box.bounds))


def test_names_around_keep_off_islands_by_as_much_as_off_one_shape(monkeypatch):
    turns = np.linspace(0, 2 * np.pi, 2000)
    coast = 4 + 0.05 * np.sin(90 * turns)
    isle = np.column_stack([coast * np.cos(turns), coast * np.sin(turns)])
    middles = [np.array([x, y]) for x in range(10, 100, 20) for y in range(20, 100, 20)]
    islands = shapely.multipolygons([shapely.polygons(isle + middle) for middle in middles])
    widened, buffer = [], shapely.buffer
    monkeypatch.setattr(
        shapely, "buffer", lambda *given: widened.append(given[0]) or buffer(*given)
    )
    cleared = _cleared([islands])
    (parts,) = widened
    assert len(parts) == 20
    assert shapely.get_num_coordinates(parts).sum() < shapely.get_num_coordinates(islands) / 2
    dot = 25.4 / 300
    assert shapely.hausdorff_distance(cleared, buffer(islands, CLEAR)) < dot


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
