"""Parts of the world are drawn again where circles pile up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.counts.origin import NONE
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.extents import _known, extents
from diasporamap.maps.projections import equal_earth
from diasporamap.maps.style import read_style
from diasporamap.places.geography import countries
from diasporamap.places.origins import origin_geography
from diasporamap.protection import Release
from diasporamap.sheet.draw import draw_composition
from diasporamap.sheet.fonts import Text, fonts_of
from diasporamap.sheet.frames import corner_text
from diasporamap.sheet.insets import _name_of_view, _Sheet, insets_of
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Inset, inset_shapes


def composed(origin, people, **spec):
    """Compose a map of women by place."""
    table = pd.DataFrame({"place": list(people), "women": list(people.values()), "men": 10})
    counts = dm.read_counts(table, origin=origin)
    return compose(dm.release(counts), MapSpec(**{"language": "en", **spec}))


def chosen(origin, people, **spec):
    """Return the names of the insets of women by place, in their order."""
    return [inset.name for inset in insets_of(composed(origin, people, **spec))]


#: Places in Europe.
EUROPEANS = {"FRA": 900, "BEL": 800, "DEU": 700, "ESP": 300, "SWE": 100, "FIN": 90}


def undesa(origin, **spec):
    return compose(dm.release(f"undesa:{origin}"), MapSpec(language="en", **spec))


@pytest.mark.parametrize(
    ("origin", "names"),
    [
        ("CMR", ["Europe", "Gulf of Guinea"]),
        ("SEN", ["Europe", "Western Africa"]),
        ("MAR", ["Europe"]),
        ("PHL", ["Gulf States", "Europe"]),
        ("HTI", ["Caribbean", "Europe"]),
        ("SYR", ["Middle East", "Europe"]),
        ("MEX", []),
    ],
)
def test_piles_of_published_counts(origin, names):
    assert [inset.name for inset in insets_of(undesa(origin))] == names


def test_a_frame_has_the_name_of_what_it_shows_and_no_other():
    """Whoever lives there: half of a continent has not its name, nor has a heap in one country."""
    named = extents()
    for key in ("europe", "caribbean", "western-africa"):
        shown = replace(named[key].extent, name=NONE)
        assert _name_of_view(shown) == named[key].name
        assert _name_of_view(replace(shown, breadth_km=shown.breadth_km / 2)) != named[key].name
    assert _name_of_view(replace(_known("FRA"), name=NONE)) is None


@pytest.mark.parametrize(("breadth", "told"), [(90, "scale"), (48, "name"), (30, "word"), (8, "")])
def test_a_name_without_room_is_shortened(breadth, told):
    """It never stands over the frame of its inset."""
    text = Text(fonts_of(read_style("iom")), 8.0)
    extent = extents()["europe"].extent
    inset = Inset("", *extent.centre, extent.breadth_km, extent.height_km)
    panel = Panel(inset_shapes(countries(), inset), Box(0, 0, breadth, breadth))
    written = corner_text(panel, "B", "United Arab Emirates, Ethiopia …", "en", text)
    assert text.fonts.width(written, "italic", text.size) <= max(breadth, 4)
    words = {"name": "B  United Arab Emirates, Ethiopia …", "": "B"}
    if told in words:
        assert written == words[told]
    else:
        assert (", 1:" in written) == (told == "scale")
        assert written.endswith(" …") == (told == "word")
    alone = corner_text(panel, "B", "", "en", text)
    assert alone == "B" if not told else alone.startswith("B  1:")


def test_a_chain_of_piles_falls_apart_where_an_inset_would_be_too_small():
    # From Nepal to the Gulf circles touch: the Gulf States hold most, and come first.
    assert next(iter(insets_of(undesa("IND")))).name == "Gulf States"


def test_circles_in_the_gulf_and_on_islands_pile_up_too():
    gulf = {"ARE": 9000, "QAT": 800, "BHR": 700, "KWT": 600, "SAU": 5000}
    assert chosen("IND", gulf) == ["Gulf States"]
    islands = {"SYC": 900, "COM": 900, "REU": 900, "MUS": 900, "MDV": 900, "MYT": 900}
    assert chosen("IND", islands) == ["Indian Ocean"]


def test_europe_holds_sweden_and_finland_and_the_gulf_of_guinea_the_congo():
    frames = {}
    for inset in insets_of(undesa("CMR")):
        shapes = inset_shapes(countries(), inset)
        table = countries().table
        xy = shapes.project(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
        inside = (np.abs(xy) < 500 * np.array([inset.width, inset.height])).all(axis=1)
        frames[inset.name] = set(table.index[inside])
    assert {"SWE", "FIN", "PRT", "GRC"} <= frames["Europe"]
    assert {"CMR", "NGA", "GAB", "COG", "TCD"} <= frames["Gulf of Guinea"]


def test_a_part_with_next_to_nobody_is_not_drawn_again():
    few = {"KWT": 20, "QAT": 20, "ARE": 20, "BHR": 20}
    many = dict.fromkeys(EUROPEANS, 90000) | {"SWE": 900, "FIN": 90}
    assert chosen("PRT", many | few) == ["Europe"]


def test_the_heap_is_drawn_again_and_not_the_most_people():
    # Large circles that stand apart in the west and south, a heap of smaller ones in the east.
    apart = {"DZA": 6500, "TGO": 9000, "MLI": 2700, "AGO": 7700, "LSO": 3000, "NAM": 5000}
    heap = ("SSD", "KEN", "UGA", "RWA", "BDI", "ETH", "ERI", "DJI", "SDN", "SOM", "TZA")
    first = insets_of(composed("CMR", apart | dict.fromkeys(heap, 1900)))[0]
    held = _held(first, countries().table)
    assert len(held.intersection(heap)) >= 8
    assert len(held.intersection(apart)) <= 1


def _held(inset, table):
    """Return the places of a table with their middle in an inset."""
    shapes = inset_shapes(countries(), inset)
    xy = shapes.project(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    inside = (np.abs(xy) < 500 * np.array([inset.width, inset.height])).all(axis=1)
    return set(table.index[inside])


#: Countries by the flat distance of their middles on the map of the world.
NEAREST = countries().table.drop(index=["ATA", "CMR"])


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(sorted(NEAREST.index)), st.integers(3000, 30_000), st.data())
def test_random_heaps_are_set_apart(middle, people, data):
    """Some 9 neighbours anywhere, and places far from them: where they crowd, an inset has them."""
    at = equal_earth(NEAREST["label_lon"], NEAREST["label_lat"])
    far = np.hypot(*(axis - axis[NEAREST.index.get_loc(middle)] for axis in at)) / 1e6
    heap = list(NEAREST.index[np.argsort(far)[:9]])
    lone = data.draw(st.permutations(sorted(NEAREST.index[far > 5])))[:4]
    rows = [(place, sex, people) for place in (*heap, *lone) for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"]).astype({"count": "Int64"})
    composition = compose(Release(counts), MapSpec())
    sheet = _Sheet(composition)
    rows = np.flatnonzero(sheet.table.index.isin(heap))
    crowded = sheet.relief(rows, zoom=100.0)  # all that any scale would set apart
    held = [_held(inset, sheet.table) for inset in insets_of(composition)]
    left = np.array([row for row in rows if not any(sheet.table.index[row] in one for one in held)])
    if crowded > 0.3:  # around Georgia the Levant has an inset, and half of it is left
        assert sheet.relief(left.astype(int), zoom=100.0) < 0.6 * crowded


def test_fewer_than_three_circles_are_no_pile():
    assert chosen("SEN", {"FRA": 9000, "GMB": 9000, "MLI": 9000}) == []


def test_the_country_of_origin_is_in_the_frame_of_what_lies_near():
    people = {"GMB": 9000, "GNB": 9000, "MRT": 9000}
    (inset,) = insets_of(composed("SEN", people))
    shapes = inset_shapes(countries(), inset)
    at = countries().table.loc["SEN", ["label_lon", "label_lat"]]
    (xy,) = shapes.project([at["label_lon"]], [at["label_lat"]])
    assert (np.abs(xy) < 500 * np.array([inset.width, inset.height])).all()


def test_insets_are_those_that_are_asked_for():
    assert chosen("CMR", EUROPEANS, inset=("none",)) == []
    assert chosen("CMR", EUROPEANS, inset=("gcc", "FRA")) == ["Gulf States", "France"]
    assert chosen("CMR", EUROPEANS, inset="cemac", language="fr") == ["CEMAC"]


@pytest.mark.parametrize(
    ("inset", "told"),
    [
        (("atlantis",), "'atlantis' is no extent"),
        (("auto", "europe"), "'auto' stands beside no other"),
        (("world",), "'world' stands beside no other"),
        (("europe", "europe"), "each once"),
        (("europe", "gcc", "asia", "cemac"), "1 to 3 insets"),
        ((), "1 to 3 insets"),
    ],
)
def test_insets_that_make_no_sense_are_refused(inset, told):
    with pytest.raises(UsageError, match=told):
        MapSpec(inset=inset)


def test_a_map_of_one_extent_has_no_insets():
    with pytest.raises(UsageError, match="no insets"):
        MapSpec(extent="cemac", inset=("europe",))
    assert MapSpec(extent="cemac").inset == ("auto",)


@settings(max_examples=10)
@example({"ABW": 50, "RWA": 1900, "AFG": 50, "AGO": 50, "GAB": 50})
@given(
    st.dictionaries(
        st.sampled_from(sorted(set(countries().table.index) - {"ATA", "CMR"})),
        st.integers(50, 10**6),
        min_size=3,
        max_size=60,
    )
)
def test_insets_are_few_and_show_enough(people):
    rows = [(place, sex, n) for place, n in people.items() for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"]).astype({"count": "Int64"})
    composition = compose(Release(counts), MapSpec())
    table = composition.table.loc[list(composition.drawing.marks)]
    found = insets_of(composition)
    assert len(found) <= 2
    for inset in found:
        xy = inset_shapes(countries(), inset).project(table["label_lon"], table["label_lat"])
        inside = (np.abs(xy) < 500 * np.array([inset.width, inset.height])).all(axis=1)
        assert inside.sum() >= 3
        assert table["value"][inside].sum() >= 0.05 * table["value"].sum()


def test_the_scale_stands_beside_the_name_and_is_that_of_the_frame(boxes_of):
    figure = draw_composition(composed("CMR", EUROPEANS))
    texts = [text for text, _ in boxes_of(figure)]
    assert any(text.startswith("A  Europe, 1:") for text in texts), texts


def test_the_pacific_is_drawn_on_both_sides_of_longitude_180():
    pacific = extents()["pacific"].extent
    inset = Inset("Pacific", *pacific.centre, pacific.breadth_km, pacific.height_km)
    panel = Panel(inset_shapes(countries(), inset), Box(0, 0, 60, 43), above=1)
    land = panel.areas()
    for place in ("FJI", "WSM", "TON"):
        assert not land[place].is_empty, place
    assert land["FJI"].centroid.x < land["WSM"].centroid.x < 60


def test_russia_is_whole_on_its_sheet():
    geography = origin_geography("region", origin="RUS")
    areas = geography.areas("zoom").places.set_index("place").geometry
    chukotka = areas["RU-CHU"]
    assert chukotka.bounds[2] > 185
    assert chukotka.bounds[2] - chukotka.bounds[0] < 40
