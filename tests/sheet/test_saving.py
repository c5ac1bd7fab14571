import hashlib
import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pypdf
import pytest
from fontTools.ttLib import TTFont
from matplotlib.text import Text
from PIL import Image

from diasporamap.checking.audits.descriptions import of_packet, of_png
from diasporamap.errors import UsageError
from diasporamap.files import is_ours
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.drawing import Nested
from diasporamap.sheet import draw_map, save_map
from diasporamap.sheet.draw import draw_composition
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import MapFigure
from diasporamap.sheet.saving import _require_size, require_ending

ENGLISH = MapSpec(language="en")
TITLED = MapSpec(title="Œuvre & <2020>", dpi=150)
SVG = "{http://www.w3.org/2000/svg}"


def sha(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_the_same_map_is_the_same_bytes(measure, states, tmp_path):
    spec = MapSpec(measure=measure, dpi=100)
    one, two = draw_map(states, spec), draw_map(states, spec)
    for ending in ("png", "svg", "pdf"):
        hashes = set()
        for number, figure in enumerate((one, two, two)):
            path = tmp_path / f"{number}.{ending}"
            save_map(figure, path)
            hashes.add(sha(path))
        assert len(hashes) == 1, ending


def test_a_png_is_a4_at_300_dots_with_its_words(drawn_once, tmp_path):
    figure = drawn_once("published", MapSpec())
    save_map(figure, tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as image:
        assert image.size == (3508, 2480)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.info["Title"] == figure.title
        assert image.info["Description"] == figure.alt
        assert set(image.info) == {"Title", "Description", "Software", "dpi"}
        assert image.info["Software"] == "diasporamap"


def test_a_saved_figure_lets_its_dots_go(drawn_once, tmp_path):
    figure = drawn_once("published", MapSpec())
    save_map(figure, tmp_path / "map.png", dpi=72)
    assert not [text for text in figure.findobj(Text) if text._renderer is not None]


def test_an_svg_has_title_and_description_for_screen_readers(states, tmp_path):
    figure = draw_map(states, MapSpec(title="Women & men <2020>"))
    save_map(figure, tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - written just now
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Women & men <2020>"
    assert root.findtext(f"{SVG}desc") == figure.alt
    content = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "matplotlib.org/" not in content
    assert "<dc:date>" not in content


def test_an_svg_needs_no_font(states, tmp_path):
    save_map((states, ENGLISH), tmp_path / "map.svg")
    content = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "<text" not in content
    assert "font-family" not in content
    assert "DejaVu" not in content


@pytest.mark.slow
def test_a_pdf_has_its_words_its_text_and_only_the_shipped_faces(drawn_once, tmp_path):
    figure = drawn_once("published", MapSpec())
    save_map(figure, tmp_path / "map.pdf")
    reader = pypdf.PdfReader(tmp_path / "map.pdf")
    assert reader.metadata["/Title"] == figure.title
    assert reader.metadata["/Subject"] == figure.alt
    assert not {"/CreationDate", "/Producer"} & set(reader.metadata)
    page = reader.pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (841.89, 595.28), abs=0.01
    )
    text = page.extract_text()
    assert "Personnes nées au Cameroun et vivant à l’étranger, 2020" in text
    assert re.search("France\n92\\s983", text)
    assert "reconnaissance ni acceptation officielles" in text
    faces = {font["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert faces
    assert all("OpenSans" in face for face in faces)


@pytest.mark.slow
def test_hidden_figures_are_in_no_file(people, tmp_path):
    hidden = people(("FRA", 7011, 3), ("TCD", 8013, 4), ("GAB", 2, 9017), ("KEN", 400, 500))
    for measure in ("total", "women", "share_women"):
        figure = draw_map(hidden, MapSpec(measure=measure))
        for ending in ("svg", "pdf"):
            save_map(figure, tmp_path / f"{measure}.{ending}")
        with (tmp_path / f"{measure}.pdf").open("rb") as stream:
            pdf = pypdf.PdfReader(stream).pages[0].extract_text()
        # Outlines of an SVG say which words they are.
        svg = " ".join(re.findall('aria-label="(.*?)"', (tmp_path / f"{measure}.svg").read_text()))
        for content in (pdf, svg):
            spaceless = re.sub(r"\s", "", content)
            assert "Diaspora" in content or "Part" in content or "Femmes" in content
            assert not re.search("7011|8013|9017", spaceless)


@pytest.mark.parametrize("name", ["map", "map.emf", "map.PNG.txt"])
def test_other_endings_are_refused_before_anything_is_drawn(name, tmp_path):
    with pytest.raises(UsageError, match=r"\.png, \.svg, \.pdf"):
        save_map((None, None), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_who_asks_for_an_emf_is_told_what_word_takes(tmp_path):
    with pytest.raises(UsageError, match=r"Word takes \.png"):
        save_map((None, None), tmp_path / "map.emf")


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "jpg", "webp"])
def test_a_failure_leaves_nothing_behind(ending, tmp_path, monkeypatch):
    path = tmp_path / f"map.{ending}"
    path.write_text("what was there")
    figure = MapFigure(figsize=(1, 1))

    def stop(_renderer):
        raise MemoryError

    monkeypatch.setattr(figure.patch, "draw", stop)
    with pytest.raises(MemoryError):
        save_map(figure, path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "what was there"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "dpi"), [("png", 150), ("jpg", 150), ("webp", 150), ("jpeg", 72)]
)
def test_a_picture_has_its_dots_and_is_placed_at_its_size(ending, dpi, drawn_once, tmp_path):
    path = tmp_path / f"map.{ending}"
    figure = drawn_once("states", replace(TITLED, dpi=dpi))
    save_map(figure, path)
    with Image.open(path) as image:
        assert image.size == (round(297 / 25.4 * dpi), round(210 / 25.4 * dpi))
        told = image.info.get("dpi") or image.getexif().get(282)
        if ending != "webp":
            placed = [
                dots / per_inch * 25.4 for dots, per_inch in zip(image.size, told, strict=True)
            ]
            assert placed == pytest.approx((297, 210), abs=25.4 / dpi)
    assert is_ours(path)
    title, alt = {"png": of_png}.get(ending, of_packet)(path)
    assert (title, alt) == (figure.title, figure.alt)


@pytest.mark.parametrize("dpi", [71, 1201, 0, -300])
def test_dots_that_are_no_print_are_refused(dpi):
    with pytest.raises(UsageError, match="Choose 72 to 1200"):
        MapSpec(dpi=dpi)


def test_a_picture_with_more_dots_than_its_format_counts_is_refused(tmp_path):
    figure = MapFigure(figsize=(16.5, 11.7))
    figure.print_dpi = 1000
    with pytest.raises(UsageError, match="up to 992 dots"):
        save_map(figure, tmp_path / "map.webp")
    assert not list(tmp_path.iterdir())


def test_a_picture_that_no_machine_holds_is_refused(tmp_path):
    figure = MapFigure(figsize=(40, 40))
    with pytest.raises(UsageError, match="Choose up to 500 dots an inch"):
        save_map(figure, tmp_path / "map.png", dpi=1200)
    save_map(figure, tmp_path / "map.svg", dpi=1200)
    assert [path.name for path in tmp_path.iterdir()] == ["map.svg"]


def layers_of(root):
    """Return the layers of an SVG by their ids."""
    label = "{http://www.inkscape.org/namespaces/inkscape}label"
    layers = {one.get("id"): one for one in root if one.tag == f"{SVG}g"}
    assert all(one.get(label) == name for name, one in layers.items())
    return layers


def test_an_svg_has_layers_and_an_id_for_each_place(drawn_once, tmp_path):
    save_map(drawn_once("states", replace(ENGLISH, inset=("europe",))), tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - written just now
    assert (root.get("width"), root.get("height"), root.get("lang")) == ("297mm", "210mm", "en")
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    layers = layers_of(root)
    order = ["ocean", "land", "coast", "borders", "circles", "labels", "land-1", "legend", "words"]
    assert [name for name in layers if name in order] == order
    within = {
        name: {one.get("id") for one in layer.iter() if one.get("id")}
        for name, layer in layers.items()
    }
    assert {"country-FRA", "country-BRA", "country-ZAF"} <= within["land"]
    assert "country-FRA-2" in within["land-1"]
    circles = [one for one in ids if one.startswith("circle-")]
    assert "circle-FRA" in circles
    assert not [one for one in circles if one.endswith("-2")]
    assert {"label-FRA", "value-FRA"} <= set(ids)


def test_text_of_an_svg_is_text_where_asked_for_with_its_letters(states, tmp_path):
    save_map(
        draw_map(states, MapSpec(title="Deux œuvres, 2020")), tmp_path / "map.svg", svg_text=True
    )
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - written just now
    lines = {one.text: one for one in root.iter(f"{SVG}text")}
    title = lines["Deux œuvres, 2020"]
    assert title.get("font-family").startswith("'Open Sans',")
    assert title.get("font-weight") == "700"
    assert not list(root.iter(f"{SVG}use"))
    fonts = re.findall(
        r"font-weight:(\d+);(?:font-style:italic;)?src:url\(data:font/woff;base64,([^)]+)\)",
        root.find(f"{SVG}defs/{SVG}style").text,
    )
    assert {weight for weight, _ in fonts} == {"400", "600", "700"}
    for weight, data in fonts:
        with TTFont(BytesIO(b64decode(data))) as font:
            assert len(font.getBestCmap()) < 120
            if weight == "700":
                assert set(map(ord, "Deuxœvrs, 20")) <= set(font.getBestCmap())


def test_halos_of_an_svg_lie_under_their_letters(drawn_once, tmp_path):
    figure = drawn_once("states", ENGLISH)
    for svg_text in (False, True):
        save_map(figure, tmp_path / "map.svg", svg_text=svg_text)
        root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - written just now
        origin = next(one for one in root.iter() if one.get("id") == "label-CMR")
        if svg_text:
            assert (origin.get("paint-order"), origin.get("stroke-width")) == ("stroke", "2")
        else:
            under, over = origin
            assert under.get("stroke")
            assert not over.get("stroke")
            assert [use.attrib for use in under] == [use.attrib for use in over]


@pytest.mark.parametrize("style", ["iom", "dark"])
@pytest.mark.parametrize("counts", ["published", "states"])
def test_circles_of_the_legend_are_those_of_the_map(counts, style, request, tmp_path):
    drawn = compose(request.getfixturevalue(counts), MapSpec(style=style))
    save_map(draw_composition(drawn), tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - written just now
    layers = layers_of(root)

    def painted(name):
        """Return where the own colour of circles ends, in millimetres."""
        found = {}
        for one in layers[name].iter(f"{SVG}circle"):
            half = float(one.get("stroke-width") or 0) / 2
            own = one.get("fill") in ("none", one.get("stroke"))
            reach = (float(one.get("r")) + (half if own else -half)) * POINT
            found.setdefault(one.get("id"), []).append(reach)
        return found

    (nested,) = [part for part in drawn.drawing.legend if isinstance(part, Nested)]
    largest = drawn.style.circle["largest_mm"]
    legend = [reach for reaches in painted("legend").values() for reach in reaches]
    for entry in nested.entries:
        nearest = min(legend, key=lambda reach: abs(reach - largest * entry.radius))
        assert nearest == pytest.approx(largest * entry.radius, abs=0.02)
    assert max(legend) < largest * nested.entries[0].radius + 0.02
    circles = {
        k: v for name in layers if name.startswith("circles") for k, v in painted(name).items()
    }
    for place, discs in drawn.drawing.marks.items():
        nominal = largest * max(disc.radius for disc in discs)
        assert max(circles[f"circle-{place}"]) == pytest.approx(nominal, abs=0.02)


@pytest.mark.parametrize(
    ("size", "dots"), [((297, 210), range(72, 601)), ((180, 120), [300]), ((338.7, 190.5), [1000])]
)
def test_no_number_of_dots_that_a_machine_holds_is_refused_by_rounding(size, dots):
    figure = MapFigure(figsize=(size[0] / 25.4, size[1] / 25.4))
    for dpi in dots:
        _require_size(figure, ".png", dpi, "map.png")


@pytest.mark.usefixtures("french")
def test_an_ending_of_another_program_is_refused_in_french(tmp_path):
    with pytest.raises(UsageError, match=r"ne se termine pas par \.png, .* Word prend le \.png"):
        require_ending(tmp_path / "map.emf")
