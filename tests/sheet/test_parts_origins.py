"""Sheets of the parts of other countries than Cameroon: far-off islands, longitude 180, borders."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.collections import EllipseCollection, LineCollection

import diasporamap as dm
from diasporamap.counts.origin_files import read_origin
from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import A4
from diasporamap.places.layers import read_table
from diasporamap.places.origins import origin_geography
from diasporamap.sheet.draw import draw_composition
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.page import Box
from diasporamap.sheet.parts import _boxes
from tests.sheets import assert_apart, picture

WIDTH, MARGIN = A4.width, A4.sides
SPECS = (MapSpec(), MapSpec(measure="share_women", language="en"))


@cache
def invented(code):
    """Return a release of invented people of every part of a country: never the same number."""
    places = read_table(read_origin(code).levels[0].layer)["place"]
    rows = [("JPN", part, 40 + 7 * n % 90, 30 + 11 * n % 80) for n, part in enumerate(places)]
    return dm.release(pd.DataFrame(rows, columns=["place", "origin", "women", "men"]), origin=code)


@pytest.fixture(scope="module")
def composed():
    releases = {code: invented(code) for code in ("NZL", "COD", "PRT", "MAR")}
    return lambda code, spec=SPECS[0]: compose(releases[code], spec, by="region")


@pytest.fixture(scope="module")
def drawn(composed):
    """Draw a country with a spec, each once."""
    return cache(lambda code, spec: draw_composition(composed(code, spec)))


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("code", ["NZL", "COD", "PRT"])
def test_every_text_is_on_the_sheet_and_none_covers_another(code, spec, drawn, boxes_of):
    assert_apart(boxes_of(drawn(code, spec)), A4)


def test_words_too_long_for_the_legend_go_on_in_a_row_of_their_own(drawn, boxes_of):
    texts = [text for text, _ in boxes_of(drawn("COD", SPECS[0]))]
    at = next(n for n, text in enumerate(texts) if text.startswith("Frontière"))
    assert f"{texts[at]} {texts[at + 1]}" == "Frontière de la République démocratique du Congo"


def boxes_of_parts(composition, top):
    return _boxes(composition, fonts_of(composition.style), Box(MARGIN, 30, WIDTH - MARGIN, top))


def test_no_circle_leaves_the_frame_it_stands_in(composed, drawn):
    composition, figure = composed("NZL"), drawn("NZL", SPECS[0])
    country, insets, _ = boxes_of_parts(composition, 185)
    assert len(insets) == 3
    boxes = shapely.union_all([shapely.box(*b.bounds) for b in (country, *insets.values())])
    *drawn, _ = (one for one in figure.axes[0].collections if isinstance(one, EllipseCollection))
    offsets = [
        xy
        for some in drawn  # the last ones are the legend's
        for xy in some.get_offsets()
        if xy[0] < WIDTH - MARGIN
    ]
    assert len(offsets) > len(composition.table)  # some are drawn again in the insets
    left = [xy for xy in offsets if not boxes.buffer(6).contains(shapely.Point(xy))]
    assert left == []


def test_the_country_is_as_large_as_the_way_to_divide_the_paper_lets_it():
    release = invented("PRT")
    country, insets, legend = boxes_of_parts(compose(release, MapSpec(), by="region"), 180)
    assert [inset.name for inset in insets] == ["Madère", "Açores"]
    boxes = [country, legend, *insets.values()]
    for one, other in combinations(boxes, 2):
        assert not shapely.box(*one.bounds).intersects(shapely.box(*other.bounds))
    release = invented("USA")
    country, insets, legend = boxes_of_parts(compose(release, MapSpec(), by="region"), 180)
    assert country.width == WIDTH - 2 * MARGIN
    assert all(box.top < country.bottom for box in insets.values())


def test_boundaries_that_are_not_final_keep_their_lines():
    geography = origin_geography("region", origin="MAR")
    lines = geography.areas("zoom").lines
    assert "dashed" in geography.legend_lines
    dashed = shapely.union_all(lines.geometry[lines["kind"] == "dashed"])
    national = shapely.union_all(lines.geometry[lines["kind"] == "national"])
    border = shapely.Point(-10.5, 27.67)  # with Western Sahara
    assert dashed.distance(border) < 0.05
    assert national.distance(border) > 1
    assert national.distance(shapely.Point(-1.75, 34.0)) < 0.2  # with Algeria
    assert "national" in geography.legend_lines
    assert "national" not in origin_geography("region", origin="PHL").legend_lines


def test_notes_on_areas_stand_under_sheets_that_show_them():
    def captions(code):
        composition = compose(invented(code), MapSpec(language="en"), by="region")
        return " ".join(composition.words.captions)

    assert "Jammu and Kashmir" in captions("PAK")
    assert "1244" in captions("MKD")
    assert "1244" not in captions("PRT")


@pytest.mark.parametrize(
    ("code", "said", "unsaid"),
    [
        ("MAR", ("Sahara occidental est un territoire",), ("Kosovo", "Abyei", "Hala’ib")),
        ("SSD", ("Abyei", "Soudan et le Soudan du Sud", "triangle d’Ilemi"), ("Kosovo", "Aksai")),
        ("ARG", ("Falkland (Malvinas)", "champ de glace Sud"), ("Sahara", "pointillé")),
        ("UKR", (), ("Kosovo", "tirets", "pointillé")),
    ],
)
def test_a_drawn_sheet_speaks_of_what_its_panels_show(code, said, unsaid):
    figure = draw_composition(compose(invented(code), MapSpec(), by="region"))
    captions = " ".join(text.get_text() for text in figure.axes[0].texts)
    assert "fournie à titre d’illustration" in captions
    assert [words for words in said if words not in captions] == []
    assert [words for words in unsaid if words in captions] == []


def test_aksai_chin_is_striped_where_it_is_in_view(drawn):
    def stripes(figure):
        found = [one for one in figure.axes[0].collections if isinstance(one, LineCollection)]
        lines = [one.get_segments() for one in found]
        steps = [np.concatenate([np.diff(line, axis=0) for line in of]) for of in lines if of]
        return [step for step in steps if len(step) > 3 and np.allclose(step[:, 0], step[:, 1])]

    assert len(stripes(draw_composition(compose(invented("IND"), MapSpec(), by="region")))) == 1
    assert stripes(drawn("PRT", SPECS[0])) == []


def test_a_country_without_parts_says_so():
    with pytest.raises(UsageError, match="No parts of Tuvalu are known"):
        dm.release("undesa:TUV").map(by="region")


@picture
def test_new_zealand_circles_french(composed):
    return draw_composition(composed("NZL"))
