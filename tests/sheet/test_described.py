import re
import xml.etree.ElementTree as ET

import pypdf
import pytest

from diasporamap.checking.audits.descriptions import of_pdf
from diasporamap.files import is_ours
from diasporamap.maps import MapSpec
from diasporamap.sheet import save_map
from diasporamap.sheet.described import packet_of, segment_of, tagged
from diasporamap.sheet.page import MapFigure


def figure_named(title="Carte", alt="Texte", language="fr"):
    figure = MapFigure(figsize=(2, 1))
    figure.title, figure.alt, figure.language = title, alt, language
    return figure


def test_a_pdf_is_tagged_as_one_figure_with_its_text(tmp_path):
    figure = figure_named("Œuvre (2020) \\ & <>", "Cent ( femmes ) : 52,4 %")
    save_map(figure, tmp_path / "map.pdf")
    reader = pypdf.PdfReader(tmp_path / "map.pdf", strict=True)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    tree = root["/StructTreeRoot"]
    picture = tree["/K"]["/K"]
    assert tree["/K"]["/S"] == "/Document"
    assert (picture["/S"], picture["/K"]) == ("/Figure", 0)
    assert (picture["/Alt"], picture["/T"]) == (figure.alt, figure.title)
    assert picture["/A"]["/BBox"] == [0, 0, 144, 72]
    (page,) = reader.pages
    assert picture["/Pg"] == page
    assert page["/StructParents"] == 0
    assert tree["/ParentTree"]["/Nums"][1][0].get_object() == picture
    content = page.get_contents().get_data()
    assert content.startswith(b"/Figure << /MCID 0 >> BDC\n")
    assert content.rstrip().endswith(b"EMC")
    assert reader.xmp_metadata.dc_title["x-default"] == figure.title
    assert reader.xmp_metadata.dc_description["x-default"] == figure.alt
    assert of_pdf(tmp_path / "map.pdf") == (figure.title, figure.alt)
    assert is_ours(tmp_path / "map.pdf")


def test_a_pdf_of_another_writer_is_no_pdf_to_tag():
    with pytest.raises(RuntimeError, match="in another way"):
        tagged(b"%PDF-1.7\n", figure_named())


def test_a_figure_without_a_language_claims_none(tmp_path):
    save_map(figure_named(language=""), tmp_path / "map.pdf")
    assert "/Lang" not in pypdf.PdfReader(tmp_path / "map.pdf").trailer["/Root"]


def test_a_packet_is_xml_and_a_segment_knows_its_length():
    figure = figure_named("A & <B>", "é" * 300)
    figure.stamp = "Confidentiel"
    packet = packet_of(figure)
    told = ET.fromstring(packet.decode().split("?>", 1)[1].rsplit("<?", 1)[0])  # noqa: S314 - ours
    words = [one.text for one in told.iter() if one.text]
    assert {"A & <B>", "é" * 300, "Confidentiel", "fr"} <= set(words)
    segment = segment_of(packet)
    assert int.from_bytes(segment[2:4], "big") == len(segment) - 2


@pytest.mark.slow
def test_names_on_a_pdf_are_text_under_no_halo(drawn_once, tmp_path):
    save_map(drawn_once("states", MapSpec()), tmp_path / "map.pdf")
    text = pypdf.PdfReader(tmp_path / "map.pdf").pages[0].extract_text()
    assert re.search("Cameroun\n", text)
