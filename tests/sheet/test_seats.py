from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from diasporamap.maps import MapSpec, compose
from diasporamap.places.geography import countries
from diasporamap.sheet import draw_map
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.insets import insets_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.seats import SIGNS, seats_of
from diasporamap.sheet.shapes import Inset, inset_shapes
from diasporamap.sheet.world import telling_of_insets
from tests.sheets import WORLD

SEATS = pd.DataFrame(
    [
        *(("embassy", 2.3, 48.8), ("consulate_general", 5.4, 43.3), ("consulate", 7.7, 48.6)),
        *(("honorary_consulate", 9.2, 45.5), ("high_commission", -0.1, 51.5)),
        *(("embassy", -77.0, 38.9), ("embassy", 116.4, 39.9)),
    ],
    columns=["kind", "lon", "lat"],
)
WITH_SEATS = replace(
    countries(), seats=SEATS, legend_lines=("district", "inferred", "dashed", "dotted")
)


def signs(figure):
    markers = {marker: kind for kind, (marker, _, _) in SIGNS.items()}
    return [
        markers[line.get_marker()] for line in figure.axes[0].lines if line.get_marker() in markers
    ]


def test_countries_have_no_seats(states, drawn_once):
    assert seats_of(WORLD, compose(states, MapSpec())) == ()
    assert signs(drawn_once("states", MapSpec())) == []


def test_signs_at_the_edge_of_a_frame_stand_whole_in_it(states):
    panel = Panel(inset_shapes(countries(), Inset("", 2.35, 40.0, 1500, 1000)), Box(10, 10, 70, 50))
    lat = next(lat for lat in np.arange(46, 43, -0.01) if panel.locate([2.35], [lat])[0, 1] < 50)
    seats = pd.DataFrame({"kind": ["embassy"], "lon": [2.35], "lat": [lat]})
    geography = replace(WITH_SEATS, seats=seats)
    (seat,) = seats_of(panel, compose(states, MapSpec(), geography=geography))
    assert 50 - seat.y < 1
    assert panel.box.shape.contains(seat.box.shape.buffer(-1e-6))


def test_the_foremost_missions_lie_on_top(states):
    seats = seats_of(WORLD, compose(states, MapSpec(), geography=WITH_SEATS))
    kinds = [seat.kind for seat in seats]
    assert kinds[0] == "honorary_consulate"
    assert kinds[-3:] == ["embassy"] * 3


def test_each_mission_is_drawn_once_in_an_inset_or_on_the_world(states):
    drawn = signs(draw_map(states, MapSpec(labels=0), geography=WITH_SEATS))
    assert drawn.count("consulate") == 1 + 1  # Europe, and the legend
    assert drawn.count("embassy") == 3 + 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_the_longest_legend_stays_in_its_box(language, measure, people, boxes_of):
    everywhere = [
        *(("GAB", 900, 800), ("NGA", 800, 900), ("COG", 80, 90), ("TCD", 1, 2), ("MLI", 0, 0)),
        *(("FRA", 90, 80), ("DEU", 90, 70), ("ITA", 60, 50)),
    ]
    counts = people(*everywhere)
    spec = MapSpec(language=language, measure=measure, labels=0)
    composition = compose(counts, spec, geography=WITH_SEATS)
    insets = insets_of(composition)
    composition = telling_of_insets(composition, insets)
    layout = lay_out(composition, fonts_of(composition.style), WORLD.shapes, insets)
    words = {entry.label for entry in composition.legend if entry.kind in ("state", "line", "seat")}
    assert len(words) > 12
    found = dict(boxes_of(draw_map(counts, spec, geography=WITH_SEATS)))
    room = shapely.box(*layout.legend.bounds).buffer(0.1)
    for word in words:
        line = max(filter(word.startswith, found), key=len)  # the first of a long one
        assert len(line) > 1, word
        assert room.contains(shapely.box(*found[line])), word


def test_no_label_covers_a_mission(people, boxes_of):
    counts = people(("FRA", 900, 900), ("DEU", 90, 90), ("ITA", 60, 60))
    figure = draw_map(counts, MapSpec(), geography=WITH_SEATS)
    inset = [line for line in figure.axes[0].lines if line.get_marker() == "s"]
    texts = shapely.union_all([shapely.box(*box) for _, box in boxes_of(figure)])
    for line in inset:
        point = figure.axes[0].transData.transform(line.get_xydata())[0] * 25.4 / figure.dpi
        assert not texts.intersects(shapely.Point(*point))
