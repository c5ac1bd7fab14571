import hashlib
import re
from xml.etree import ElementTree as ET

import pypdf
import pytest
from PIL import Image

from diasporamap.errors import UsageError
from diasporamap.maps import MapSpec
from diasporamap.sheet import draw_map, save_map
from diasporamap.sheet.page import MapFigure

ENGLISH = MapSpec(language="en")
SVG = "{http://www.w3.org/2000/svg}"


def sha(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("measure", ["total", "share_women"])
def test_the_same_map_is_the_same_bytes(measure, states, tmp_path):
    spec = MapSpec(measure=measure)
    one, two = draw_map(states, spec), draw_map(states, spec)
    for ending in ("png", "svg", "pdf"):
        hashes = set()
        for number, figure in enumerate((one, two, two)):
            path = tmp_path / f"{number}.{ending}"
            save_map(figure, path)
            hashes.add(sha(path))
        assert len(hashes) == 1, ending


def test_a_png_is_a4_at_300_dots_with_its_words(published, tmp_path):
    figure = draw_map(published, MapSpec())
    save_map(figure, tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as image:
        assert image.size == (3507, 2480)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert image.info["Title"] == figure.title
        assert image.info["Description"] == figure.alt
        assert set(image.info) == {"Title", "Description", "Software", "dpi"}
        assert image.info["Software"] == "diasporamap"


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
def test_a_pdf_has_its_words_its_text_and_only_the_shipped_faces(published, tmp_path):
    figure = draw_map(published, MapSpec())
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
        # Texts of an SVG stand beside their outlines as comments.
        svg = " ".join(re.findall("<!--(.*?)-->", (tmp_path / f"{measure}.svg").read_text("utf-8")))
        for content in (pdf, svg):
            spaceless = re.sub(r"\s", "", content)
            assert "Diaspora" in content or "Part" in content or "Femmes" in content
            assert not re.search("7011|8013|9017", spaceless)


@pytest.mark.parametrize("name", ["map", "map.jpg", "map.PNG.txt"])
def test_other_endings_are_refused_before_anything_is_drawn(name, tmp_path):
    with pytest.raises(UsageError, match=r"\.png, \.svg, \.pdf"):
        save_map((None, None), tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_failure_leaves_nothing_behind(ending, tmp_path, monkeypatch):
    path = tmp_path / f"map.{ending}"
    path.write_text("what was there")
    figure = MapFigure(figsize=(1, 1))

    def stop(_renderer):
        raise MemoryError

    monkeypatch.setattr(figure, "draw", stop)
    with pytest.raises(MemoryError):
        save_map(figure, path)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "what was there"
