import subprocess
import sys
from io import BytesIO
from itertools import combinations

import matplotlib as mpl
import pytest
import shapely
from matplotlib.font_manager import FontProperties
from PIL import Image

from diasporamap.errors import NotProtectedError, StyleError, UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import A4
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_table
from diasporamap.sheet import draw_map
from diasporamap.sheet.fonts import fonts_of, printed
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.insets import insets_of
from diasporamap.sheet.page import Panel
from diasporamap.sheet.shapes import world_shapes
from tests.sheets import assert_apart

WIDTH, HEIGHT, MARGIN = A4.width, A4.height, A4.sides

LONG = (
    "Répartition des personnes nées au Cameroun, de leurs descendantes et descendants et des "
    "ressortissantes et ressortissants inscrits auprès des missions diplomatiques, selon le pays "
    "de résidence et l'année de la dernière inscription connue, ensemble des registres consolidés"
)
SPECS = (
    MapSpec(),
    MapSpec(language="en", measure="women", labels=40),
    MapSpec(measure="share_women"),
    MapSpec(language="en", measure="sex_ratio", breaks=(80, 120)),
    MapSpec(kind="choropleth", title=LONG),
    MapSpec(labels=0, subtitle=LONG),
)


@pytest.mark.parametrize("spec", SPECS)
@pytest.mark.parametrize("counts", ["published", "states"])
def test_every_text_is_on_the_sheet_and_none_covers_another(counts, spec, boxes_of, request):
    assert_apart(boxes_of(draw_map(request.getfixturevalue(counts), spec)), A4)


@pytest.mark.parametrize("spec", SPECS)
def test_legend_and_insets_cover_no_land(spec, published):
    composition = compose(published, spec)
    shapes = world_shapes(countries(), lon_0=11)
    layout = lay_out(composition, fonts_of(composition.style), shapes, insets_of(composition))
    world = Panel(shapes, layout.world)
    drawn = [
        shape
        for place, shape in zip(shapes.places, shapes.land, strict=True)
        if place in composition.table.index
    ]
    land = shapely.transform(shapely.intersection(drawn, shapes.frame), world.on_paper)
    for box in (layout.legend, *layout.insets.values()):
        assert not shapely.intersects(land, shapely.box(*box.bounds)).any()


@pytest.mark.parametrize("spec", SPECS)
def test_the_legend_stays_in_its_box(spec, published, boxes_of):
    composition = compose(published, spec)
    layout = lay_out(
        composition,
        fonts_of(composition.style),
        world_shapes(countries(), lon_0=11),
        insets_of(composition),
    )
    words = {printed(entry.label) for entry in composition.legend}
    words.add(composition.drawing.legend[0].title)
    found = [
        (text, box)
        for text, box in boxes_of(draw_map(published, spec))
        if text in words and layout.legend.bottom < box[1] < layout.legend.top
        if box[0] > layout.legend.left - 0.1
    ]
    assert {text for text, _ in found} == words
    for text, (left, bottom, right, _) in found:
        assert left < right <= layout.legend.right, text
        assert bottom >= layout.legend.bottom, text


def test_texts_are_large_enough_to_read(drawn_once):
    figure = drawn_once("published", MapSpec())
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= 7


def test_accents_and_figures_are_written(drawn_once):
    texts = [text.get_text() for text in drawn_once("published", MapSpec()).axes[0].texts]
    assert "Personnes nées au Cameroun et vivant à l’étranger, 2020" in texts
    assert {"France", "92\u2009983", "États-Unis", "Nigéria"} <= set(texts)
    assert any(text.startswith("B  Golfe de Guinée") for text in texts)


def test_only_shipped_faces_are_used(published, drawn_once):
    files = {
        text.get_fontproperties().get_file().rpartition("/")[2]
        for text in drawn_once("published", MapSpec()).axes[0].texts
    }
    assert files <= set(compose(published, MapSpec()).style.font["files"])
    assert FontProperties().get_name() == "DejaVu Sans"  # what would come without them


def test_settings_of_the_user_neither_change_nor_reach_the_map(published, drawn_once):
    plain = drawn_once("published", MapSpec()).axes[0]
    with mpl.rc_context({"font.size": 40, "text.color": "red", "text.parse_math": True}):
        before = dict(mpl.rcParams)
        styled = draw_map(published, MapSpec()).axes[0]
        assert dict(mpl.rcParams) == before
    for one, other in zip(plain.texts, styled.texts, strict=True):
        assert (one.get_fontsize(), one.get_color()) == (other.get_fontsize(), other.get_color())


def test_dollar_signs_are_only_signs(published, boxes_of):
    figure = draw_map(published, MapSpec(title="From 5 $ to 10 $ and {more}"))
    assert "From 5 $ to 10 $ and {more}" in dict(boxes_of(figure))


def test_a_map_loads_no_library_that_it_does_not_need():
    code = (
        "import sys, diasporamap as dm\n"
        "from diasporamap.readers.example import example_path\n"
        "dm.draw_map(dm.release(example_path()), dm.MapSpec())\n"
        "print(sorted({'matplotlib.pyplot', 'xyzservices', 'folium'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("measure", ["total", "share_women"])
@pytest.mark.parametrize(
    "rows",
    [
        [("FRA", None, None)],
        [("FRA", 1, 2), ("SGP", 2, 1), ("USA", 3, 0)],
        [("FRA", 0, 0)],
        [("NAM", 70, 60)],
    ],
    ids=["empty", "all suppressed", "zero", "one country"],
)
def test_maps_of_almost_nothing_are_drawn(rows, measure, people, boxes_of):
    figure = draw_map(people(*rows), MapSpec(measure=measure, language="en"))
    assert len(boxes_of(figure)) > 8


@pytest.mark.slow
def test_every_place_at_once_is_drawn(people, boxes_of):
    rows = [
        (place, 20 + 7 * n % 5000, 10 + 13 * n)
        for n, place in enumerate(read_table("countries").place)
    ]
    texts = boxes_of(draw_map(people(*rows), MapSpec(labels=40)))
    for (one, first), (other, second) in combinations(texts, 2):
        assert not shapely.box(*first).buffer(-0.1).intersects(shapely.box(*second)), (one, other)


def test_antarctica_is_shown_only_if_it_is_counted(people):
    def southmost(figure):
        return min(
            text.get_position()[1]
            for text in figure.axes[0].texts
            if text.get_text() == "Antarctica"
        )

    figure = draw_map(people(("ATA", 100, 50)), MapSpec(language="en"))
    assert southmost(figure) > MARGIN
    other = draw_map(people(("FRA", 100, 50)), MapSpec(language="en"))
    assert "Antarctica" not in [text.get_text() for text in other.axes[0].texts]


def test_raw_counts_are_refused(published):
    with pytest.raises(NotProtectedError):
        draw_map(published.cells, MapSpec())


def test_a_sign_that_the_font_lacks_is_named(published):
    with pytest.raises(StyleError, match="U\\+2603"):
        draw_map(published, MapSpec(title="Snow \u2603"))


def test_a_title_that_leaves_no_room_is_refused(published):
    with pytest.raises(UsageError, match="no room"):
        draw_map(published, MapSpec(title=LONG * 30))


def test_the_figure_knows_its_words(published):
    figure = draw_map(published, MapSpec(language="en"))
    assert figure.title == "People born in Cameroon and living abroad, 2020"
    assert "France (92,983)" in figure.alt


def test_a_notebook_shows_the_sheet(drawn_once):
    with Image.open(BytesIO(drawn_once("published", MapSpec())._repr_png_())) as image:
        assert image.format == "PNG"
        assert image.width / image.height == pytest.approx(WIDTH / HEIGHT, rel=0.01)
        assert image.width > 1000
