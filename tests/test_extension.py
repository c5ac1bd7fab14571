"""What comes from outside the package: a map kind, a measure, a style, paper sizes, an origin."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner
from matplotlib.collections import PatchCollection

from diasporamap.api import release
from diasporamap.commands import main
from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.notes import Note
from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES
from diasporamap.language.texts import catalogue
from diasporamap.maps import (
    Disc,
    Drawing,
    Kind,
    LegendEntry,
    Look,
    MapSpec,
    Paper,
    circle_scale,
    compose,
)
from diasporamap.maps.kinds.circles import largest_first, nested_of, scale_of
from diasporamap.maps.legend import rows_of_places
from diasporamap.maps.paper import PAPERS
from diasporamap.maps.place_table import fills_of
from diasporamap.maps.spec import KINDS
from diasporamap.measures import MEASURES, Measure, measure_table
from diasporamap.places.origins import origin_geography
from diasporamap.protection.release import Release
from diasporamap.readers.example import read_example
from diasporamap.readers.reader import Reader, table_of
from diasporamap.readers.registry import READERS, add_reader, read_counts
from diasporamap.sheet import draw_map
from diasporamap.sheet.draw import SMALLER
from diasporamap.sheet.fonts import POINT
from diasporamap.web import web_map
from tests.sheets import assert_apart
from tests.web.unpacking import model_of, unpacked_spans

A5 = Paper(
    name="a5",
    width=210,
    height=148,
    sides=8,
    top=8,
    bottom=7,
    gap=2.5,
    caption_lines=5,
    text={"title": 11, "subtitle": 8, "heading": 8, "legend": 7, "label": 7, "inset": 7},
    circles=0.7,
)
A5_PORTRAIT = Paper(
    name="a5-portrait",
    width=148,
    height=210,
    sides=8,
    top=8,
    bottom=7,
    grid="rows",
    gap=2.5,
    text={"title": 11, "subtitle": 8, "heading": 8, "legend": 7, "label": 7, "inset": 7},
    circles=0.7,
)

UNKNOWN = Measure(
    name="unknown",
    form="stock",
    needs=("U",),
    compute=lambda people: people["U"],
)
SHARE_MEN = Measure(
    name="share_men",
    form="rate",
    needs=("F", "M"),
    compute=lambda people: 100 * people["M"] / (people["F"] + people["M"]),
    unit="percent",
    middle=50.0,
    sides=("legend.more_women", "legend.parity", "legend.more_men"),
)
TEXTS = {
    "fr": {
        "measure.share_men": "Part des hommes",
        "legend.share_men": "Part des hommes (%)",
        "title.share_men": "Part des hommes {people}{year}",
        "subtitle.share_men": "Par {by} : {places}, {overall} d'hommes au total.",
    },
    "en": {
        "measure.share_men": "Share of men",
        "legend.share_men": "Share of men (%)",
        "title.share_men": "Share of men {people}{year}",
        "subtitle.share_men": "By {by}: {places}, {overall} men overall.",
    },
}


def draw_halves(places, geography, spec, style, scale):
    """Draw the left half of a circle a place."""
    scale, shown = scale or scale_of(places, style), largest_first(places)
    look = Look(style.colour_of(spec.measure), 0.9, "#ffffff", 0.4)
    row = LegendEntry("discs", "half", "A half", discs=((1.0, look),))
    fills = fills_of(places, lambda _: "land")
    return Drawing(
        fills=fills,
        marks={
            str(place): (Disc(scale.radius(value), "half", 90, 180),)
            for place, value in shown["value"].items()
        },
        looks={"half": look},
        legend=(
            nested_of(scale, shown["value"], spec, style),
            rows_of_places(places, fills, spec, geography, first=(row,)),
        ),
        labels=tuple(shown.index[:3]),
        insets=1,
        notes=("Halves are drawn.",),
    )


HALVES = Kind(name="halves", draw=draw_halves, forms=("stock",))


@pytest.fixture(autouse=True)
def as_shipped():
    """Leave the registries and the texts as they were."""
    kept = [(registry, dict(registry)) for registry in (KINDS, MEASURES, PAPERS)]
    yield
    for registry, entries in kept:
        registry.clear()
        registry.update(entries)
    catalogue.cache_clear()


@pytest.fixture(scope="module")
def published():
    counts, sources = read_example()
    return Release(select_counts(counts), sources=sources).by()


def test_a_kind_of_map(published, boxes_of):
    KINDS.add(HALVES, {"fr": {"kind.halves": "en moitiés"}, "en": {"kind.halves": "in halves"}})
    listed = CliRunner().invoke(main, ["map", "--help"]).output
    assert "[bivariate|changes|choropleth|circles|" in listed
    assert "rate-circles|halves]" in listed
    spec = MapSpec(kind="halves", language="en")
    composition = compose(published, spec)
    assert composition.words.alt.startswith("World map in halves: People born in Cameroon")
    assert "Halves are drawn." in " ".join(composition.words.captions)
    figure = draw_map(published, spec)
    halves = [
        path
        for one in figure.axes[0].collections
        if isinstance(one, PatchCollection)
        for path in one.get_paths()
    ]
    assert len(halves) == 2 * 57  # each once, on the world or in an inset, over its ring
    france = max(path.get_extents().height for path in halves)
    ring = 0.4 * POINT  # around the half, on both sides
    largest = 2 * composition.style.circle["largest_mm"]
    assert (france - 2 * ring) / largest in [pytest.approx(share) for share in SMALLER]
    assert max(path.get_extents().width for path in halves) < 0.51 * france
    texts = dict(boxes_of(figure))
    assert {"A half", "France", "United States"} <= set(texts)
    assert any("1:" in text for text in texts), sorted(texts)  # an inset tells its marks apart


def test_a_measure(published, boxes_of):
    MEASURES.add(SHARE_MEN, TEXTS)
    assert measure_table(published, "share_men").at["FRA", "value"] == 100 * 34_214 / 92_983
    composition = compose(published, MapSpec(measure="share_men", language="en"))
    assert composition.table.at["FRA", "text"] == "36.8%"
    assert composition.words.title == (
        "Share of men among people born in Cameroon and living abroad, 2020"
    )
    assert composition.words.subtitle.endswith("56 countries, 49.7% men overall.")
    texts = dict(boxes_of(draw_map(published, MapSpec(measure="share_men", language="en"))))
    assert {"Share of men (%)", "more men", "more women"} <= set(texts)
    page = web_map(published, measures=("share_men", "total"), language="en").get_root().render()
    model = model_of(page)
    assert model["measured"]["share_men"]["label"]["en"] == "Share of men"
    (figures,) = model["geographies"][0]["figures"].values()
    assert figures["FRA"]["share_men"]["text"]["en"] == "36.8%"


def test_a_stock_without_a_colour_takes_that_of_the_total(published, tmp_path):
    people = {f"people.{name}.unknown": "personnes" for name in ("born_in", "unknown")}
    texts = {"legend.unknown": "Personnes", **people}
    MEASURES.add(UNKNOWN, {"fr": texts, "en": texts})
    assert compose(published, MapSpec(measure="unknown")).style.colour_of("unknown") == "#0033a0"
    style = tmp_path / "mine.toml"
    style.write_text("[circle.colour]\nunknown = '#112233'\n", encoding="utf-8")
    counts = pd.DataFrame({"place": ["FRA"] * 3, "sex": ["F", "M", "U"], "count": [600, 400, 300]})
    spec = MapSpec(measure="unknown", style=str(style))
    composition = compose(Release(counts), spec)
    assert composition.drawing.looks["circle"].fill == "#112233"
    assert composition.table.at["FRA", "value"] == 300
    draw_map(Release(counts), spec)


@pytest.mark.parametrize("paper", [A5, A5_PORTRAIT], ids=lambda paper: paper.name)
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_a_size_of_paper(paper, measure, published, boxes_of):
    PAPERS.add(paper)
    figure = draw_map(published, MapSpec(measure=measure, size=paper.name))
    assert tuple(figure.get_size_inches() * 25.4) == pytest.approx((paper.width, paper.height))
    assert_apart(boxes_of(figure), paper)


@pytest.mark.parametrize("paper", [A5, A5_PORTRAIT], ids=lambda paper: paper.name)
def test_a_size_of_paper_for_the_parts_of_a_country(paper, boxes_of):
    names = origin_geography("region").table["name_fr"]
    cells = [("FRA", sex, name, 40 + n) for n, name in enumerate(names) for sex in "FM"]
    counts = pd.DataFrame(cells, columns=["place", "sex", "origin", "count"])
    PAPERS.add(paper)
    spec = MapSpec(size=paper.name)
    assert_apart(boxes_of(draw_map(Release(counts), spec, by="region")), paper)


def test_what_is_there_already_or_unknown_is_refused():
    for registry, entry in (
        (MEASURES, MEASURES["total"]),
        (KINDS, KINDS["circles"]),
        (PAPERS, PAPERS["a4"]),
    ):
        with pytest.raises(UsageError, match="Give yours another name"):
            registry.add(entry)
    with pytest.raises(UsageError, match="not in every language"):
        MEASURES.add(SHARE_MEN, {"fr": TEXTS["fr"]})
    with pytest.raises(UsageError, match=r"legend\.total"):
        MEASURES.add(SHARE_MEN, {known: {"legend.total": "x"} for known in ("fr", "en")})
    assert "share_men" not in MEASURES
    with pytest.raises(UsageError, match=r"'a0' is not a size\. Choose a4, a4-portrait, a3"):
        MapSpec(size="a0")


def test_a_half_disc_is_drawn_on_a_page_too(published):
    KINDS.add(HALVES, {"fr": {"kind.halves": "en moitiés"}, "en": {"kind.halves": "in halves"}})
    from diasporamap.web.layers import Packer, layer_of
    from diasporamap.web.shapes import Plane

    both = {lang: compose(published, MapSpec(kind="halves", language=lang)) for lang in LANGUAGES}
    packer, places = (
        Packer(circle_scale([92_983], smallest=0.05), Plane(11.0)),
        sorted(both["fr"].table.index),
    )
    words = {language: one.words.subtitle for language, one in both.items()}
    layer = layer_of(
        both,
        packer,
        at=(0, 0, 0),
        places=places,
        rows={},
        ranked=[],
        order=[],
        lead=dict.fromkeys(LANGUAGES, ""),
        subtitle=words,
    )
    (circles,) = (packer.circles.kept[at] for at in layer.circles)
    assert (circles["look"], circles["sector"]) == ("half", (90, 180))
    at = unpacked_spans(circles["places"]).index(places.index("FRA"))
    assert circles["radii"][at] == pytest.approx(1, abs=1e-4)


ORIGIN = """
code = "ATL"
name = { fr = "Atlantide", en = "Atlantis" }
within = { fr = "en Atlantide", en = "in Atlantis" }
of = { fr = "d'Atlantide", en = "of Atlantis" }

[[levels]]
name = "island"
layer = "islands.gpkg"
licence = "CC0 1.0"
one = { fr = "île", en = "island" }
many = { fr = "îles", en = "islands" }
line = { fr = "Limite d'île", en = "Island boundary" }
credit = { fr = "Limites : îles inventées.", en = "Boundaries: invented islands." }
kinds = ["ile", "island"]
"""


@pytest.fixture
def atlantis(tmp_path):
    """An origin in a folder of its own: two islands side by side west of the Azores."""
    layer = gpd.GeoDataFrame(
        {"place": ["AT-E", "AT-W"], "name_fr": ["Est", "Ouest"], "name_en": ["East", "West"]},
        geometry=[shapely.box(-35, 38, -33, 41), shapely.box(-37, 38, -35, 41)],
        crs=4326,
    )
    layer.to_file(tmp_path / "islands.gpkg", layer="anything")
    (tmp_path / "atlantis.toml").write_text(ORIGIN, encoding="utf-8")
    return tmp_path / "atlantis.toml"


@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_an_origin_from_a_file_is_drawn_by_its_own_level(atlantis, tmp_path, measure):
    rows = ["place,sex,origin,count", "FRA,F,Île de l'Est,120", "FRA,M,East,80", "PRT,F,AT-W,60"]
    (tmp_path / "people.csv").write_text("\n".join([*rows, "PRT,M,West,40", ""]), encoding="utf-8")
    sheet = tmp_path / "map.svg"
    words = ["map", tmp_path / "people.csv", sheet, "--origin", atlantis, "--by", "island"]
    done = CliRunner().invoke(main, [*map(str, words), "--language", "en", "--measure", measure])
    assert done.exit_code == 0, done.output
    drawn = sheet.read_text(encoding="utf-8")
    for told in ("iaspora of Atlantis", "island of origin", "2 islands", "Island boundary"):
        assert told in drawn
    for told in ("Border of Atlantis", "invented islands", "Lambert", "East", "West"):
        assert told in drawn
    assert "Cameroon" not in drawn
    assert "Map of Atlantis" in done.output


def test_a_level_that_the_origin_does_not_have_is_refused_with_those_that_it_has(
    atlantis, tmp_path
):
    (tmp_path / "people.csv").write_text("place,sex,count\nFRA,F,120\n", encoding="utf-8")
    words = ["map", tmp_path / "people.csv", tmp_path / "map.svg", "--origin", atlantis]
    done = CliRunner().invoke(main, [*map(str, words), "--by", "region"])
    assert done.exit_code == 2
    assert (
        "of Atlantis is not by 'region'. Choose among: country, district, admin1, island"
        in done.output
    )


def test_a_layer_of_an_origin_that_lacks_something_is_refused(atlantis, tmp_path):
    layer = gpd.read_file(tmp_path / "islands.gpkg").drop(columns="name_en")
    (tmp_path / "islands.gpkg").unlink()
    layer.to_file(tmp_path / "islands.gpkg")
    (tmp_path / "people.csv").write_text(
        "place,sex,origin,count\nFRA,F,East,120\n", encoding="utf-8"
    )
    words = ["map", tmp_path / "people.csv", tmp_path / "map.svg", "--origin", atlantis]
    done = CliRunner().invoke(main, [*map(str, words), "--by", "island"])
    assert done.exit_code == 1
    assert "has no column" in done.output


def places_of_a_ledger(book, grid, options):
    """Read a ledger: "place | women | men" in one cell, under a line that names it."""
    records = [
        {"row": row, "place": place, "sex": sex, "count": int(count)}
        for row, cells in grid.rows[1:]
        for place, *counts in [[part.strip() for part in cells[0].split("/")]]
        for sex, count in zip("FM", counts, strict=True)
    ]
    return table_of(
        *(book, grid, records, ("place", "sex", "count")),
        format="ledger",
        title="a ledger",
        headers={"place": options.country.code},
        notes=[Note("persons", {"number": sum(record["count"] for record in records)})],
    )


def test_a_reader_from_outside_is_recognised_and_its_counts_are_drawn(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text("Ledger of 2020\nFrance / 300 / 200\nGabon / 20 / 50\n", encoding="utf-8")
    ledger = Reader(
        "ledger",
        "a ledger",
        lambda _book, grid: grid.rows[0][1][0].startswith("Ledger"),
        places_of_a_ledger,
    )
    add_reader(ledger)
    try:
        assert list(READERS)[-2:] == ["ledger", "table"]
        counts = read_counts(path, origin="SEN")
        assert counts.table["count"].tolist() == [300, 200, 20, 50]
        assert counts.headers == {"place": "SEN"}
        assert [note.text("fr") for note in counts.notes] == ["compté 570 personnes"]
        result = CliRunner().invoke(main, ["check", str(path), "--format", "ledger"])
        assert "format ledger" in result.output
        assert result.output.endswith("Fit for maps by country: no error, 1 warning.\n")
        assert "|ledger|table]" in CliRunner().invoke(main, ["check", "--help"]).output
        drawn = draw_map(release(counts), MapSpec(language="en"))
        assert "570" in drawn.alt
    finally:
        del READERS["ledger"]
    assert "ledger" not in READERS
