"""Reports in every format: what Word, readers of PDF and browsers find in them."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser

import docx
import pandas as pd
import pypdf
import pytest
from docx.oxml.ns import qn

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.files import is_ours
from diasporamap.report import Chapter, Piece, made_report, write_report

TITLE = 'Diaspora : « essai » #let x = "1" \\ <b>&'
MISSING = {"M10": "Compétences par sexe : aucune colonne"}


@pytest.fixture(scope="module")
def report():
    release = dm.release("undesa:CMR", year=2020)
    figure = {"kind": "bars", "size": "150x70mm", "top": 3, "bare": True}
    chapters = [
        Chapter(
            "Où vivent ces personnes",
            [("where", release), ("sexes", release)],
            [
                Piece("figure", lambda: release.figure(**figure)),
                Piece("table", lambda: release.table(top=5)),
            ],
        ),
        Chapter("Encore", [], [Piece("figure", lambda: release.figure(**figure))]),
    ]
    return made_report(chapters, title=TITLE, language="fr", missing=MISSING)


@pytest.fixture(scope="module")
def written(report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for ending in ("docx", "pdf", "html"):
        write_report(report, folder / f"report.{ending}")
    return folder


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_the_same_report_has_the_same_bytes_and_is_known_as_ours(report, written, ending, tmp_path):
    again = tmp_path / f"again.{ending}"
    write_report(report, again)
    assert again.read_bytes() == (written / f"report.{ending}").read_bytes()
    assert is_ours(again)


def test_word_has_captions_and_references_that_number_themselves(written):
    document = docx.Document(str(written / "report.docx"))
    codes = [one.text.strip() for one in document.element.iter(qn("w:instrText"))]
    assert codes.count("SEQ Figure \\* ARABIC") == 2
    assert codes.count("SEQ Table \\* ARABIC") == 1
    names = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    references = [re.match(r"REF (\w+)", code)[1] for code in codes if code.startswith("REF")]
    assert references == ["_Ref_Figure_1", "_Ref_Table_1"]
    assert set(references) <= names
    marks = [one.get(qn("w:id")) for one in document.element.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert any(code.startswith("TOC") for code in codes)
    captions = [line.text for line in document.paragraphs if line.style.name == "Caption"]
    assert captions[0].startswith("Figure\u00a01. ")
    assert captions[1].startswith("Tableau\u00a01. ")


def test_word_has_alternative_texts_repeated_headers_and_a_language(written):
    document = docx.Document(str(written / "report.docx"))
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(pictures) == 2
    assert all(told and "France" in told for told in pictures)
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.cell(1, 0).text == "France"
    assert "Hommes" in [cell.text for cell in table.rows[0].cells]
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "fr-FR"
    assert document.core_properties.title == TITLE


def test_word_is_formatted_by_styles_alone(written):
    document = docx.Document(str(written / "report.docx"))
    lines = [*document.paragraphs]
    lines += [
        line for row in document.tables[0].rows for cell in row.cells for line in cell.paragraphs
    ]
    for line in lines:
        for run in line.runs:
            own = [] if run._r.rPr is None else [one.tag for one in run._r.rPr]
            assert set(own) <= {qn("w:rStyle")}
    styles = {line.style.name for line in lines}
    assert {"Title", "Heading 1", "Caption", "Source", "Draft", "Table Figure"} <= styles
    notices = [line for line in document.paragraphs if line.style.name == "Draft Notice"]
    assert len(notices) == 1


def test_word_takes_the_looks_of_a_template_and_not_its_text(report, written, tmp_path):
    own = docx.Document(str(written / "report.docx"))
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].left_margin = docx.shared.Mm(35)
    own.add_paragraph("Text of the template")
    own.save(str(tmp_path / "own.docx"))
    write_report(report, tmp_path / "report.docx", template=tmp_path / "own.docx")
    made = docx.Document(str(tmp_path / "report.docx"))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert round(made.sections[0].left_margin.mm) == 35
    assert "Text of the template" not in [line.text for line in made.paragraphs]
    assert sum(line.text == TITLE for line in made.paragraphs) == 1
    (tmp_path / "no.docx").write_text("text", encoding="utf-8")
    with pytest.raises(UsageError, match="is no Word file"):
        write_report(report, tmp_path / "report.docx", template=tmp_path / "no.docx")


def test_a_wide_table_lies_in_landscape(tmp_path):
    release = dm.release("undesa:CMR", year=2020, since=2010)
    piece = Piece("table", lambda: release.table(top=3, percent="row"))
    report = made_report([Chapter("Un", [], [piece])], title="Titre", language="fr")
    write_report(report, tmp_path / "wide.docx")
    sections = docx.Document(str(tmp_path / "wide.docx")).sections
    lies = [section.page_width > section.page_height for section in sections]
    assert lies == [False, True, False]


def test_pdf_is_accessible(written):
    data = (written / "report.pdf").read_bytes()
    assert b"pdfuaid:part" in data
    reader = pypdf.PdfReader(written / "report.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert reader.metadata.title == TITLE
    assert [one.title for one in reader.outline if not isinstance(one, list)]
    text = "".join(page.extract_text() for page in reader.pages)
    assert "441 015 personnes" in text.replace("\u00a0", " ")
    assert "Figure" in text
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all("OpenSans" in name for name in fonts)


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_html_loads_nothing_and_says_what_pictures_show(written):
    text = (written / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    images = [attrs for tag, attrs in page.found if tag == "img"]
    assert len(images) == 2
    assert all(one["alt"] and one["src"].startswith("data:image/png;base64,") for one in images)
    assert not [tag for tag, _ in page.found if tag in ("script", "link", "iframe")]
    ids = {attrs["id"] for _, attrs in page.found if "id" in attrs}
    links = [attrs["href"] for tag, attrs in page.found if tag == "a"]
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert "&lt;b&gt;" in text
    assert next(attrs for tag, attrs in page.found if tag == "html") == {"lang": "fr"}


def test_a_confidential_report_is_stamped(tmp_path):
    counts = pd.DataFrame({"place": ["FRA", "GAB"], "women": [700, 3], "men": [600, 1]})
    release = dm.release(counts, origin="CMR", profile="none", confidential=True)
    piece = Piece("table", release.table)
    stamp = "CONFIDENTIEL / CONFIDENTIAL"
    made = made_report([Chapter("A", [], [piece])], title="T", language="en", stamp=stamp)
    for ending in ("docx", "pdf", "html"):
        write_report(made, tmp_path / f"c.{ending}")
    with zipfile.ZipFile(tmp_path / "c.docx") as archive:
        heads = [name for name in archive.namelist() if "header" in name]
        assert any(stamp in archive.read(name).decode() for name in heads)
    for page in pypdf.PdfReader(tmp_path / "c.pdf").pages:
        assert "CONFIDENTIAL" in page.extract_text()
    assert stamp in (tmp_path / "c.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "told"), [("a.odt", "reports are written as .docx, .pdf, .html")])
def test_other_endings_are_refused(report, tmp_path, name, told):
    with pytest.raises(UsageError, match=re.escape(told)):
        write_report(report, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_writers_own_text_refers_to_pieces_by_name(tmp_path):
    release = dm.release("undesa:CMR", year=2020)
    table = Piece("table", lambda: release.table(top=3), "t1")
    text = ["Le {t1} compte : {autre chose}.", 'Voir aussi "{t2}", puis le {t1}.']
    chapters = [
        Chapter("Un", [], [table], text),
        Chapter("Deux", [], [Piece("table", lambda: release.table(top=3), "t2")]),
    ]
    report = made_report(chapters, title="Titre", language="fr")
    for ending in ("docx", "pdf", "html"):
        write_report(report, tmp_path / f"own.{ending}")
    html = (tmp_path / "own.html").read_text(encoding="utf-8")
    assert '<p>Le <a href="#table1">Tableau\u00a01</a> compte : {autre chose}.</p>' in html
    assert '&quot;<a href="#table2">Tableau\u00a02</a>&quot;' in html
    document = docx.Document(str(tmp_path / "own.docx"))
    codes = [one.text.strip() for one in document.element.iter(qn("w:instrText"))]
    references = [re.match(r"REF (\w+)", code)[1] for code in codes if code.startswith("REF")]
    assert references == ["_Ref_Table_1", "_Ref_Table_2", "_Ref_Table_1"]
    reader = pypdf.PdfReader(tmp_path / "own.pdf")
    pages = "".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    assert "Le Tableau 1 compte : {autre chose}." in pages
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert sum(one["/Subtype"] == "/Link" for one in links) >= 3


def test_a_reference_to_nothing_is_refused():
    with pytest.raises(UsageError, match=r"refers to \{t9\}, which is nothing in the report"):
        made_report([Chapter("Un", text=["Le {t9}"])], title="Titre", language="fr")


def test_no_page_of_a_pdf_ends_with_the_title_of_a_table(tmp_path):
    release = dm.release("undesa:CMR", year=2020)
    table = release.table(top=4, language="en")
    pieces = [Piece("table", lambda: table) for _ in range(20)]
    written = made_report([Chapter("Tables", [], pieces)], title="Tables", language="en")
    write_report(written, tmp_path / "tables.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "tables.pdf").pages]
    told = "\n".join(pages)
    assert told.count("Country of residence") > 20  # some are on two pages, with their headers
    for page in pages:
        title = page.rfind("People born in Cameroon")
        assert title < max(page.rfind("Country of residence"), 0) or title == -1


@pytest.mark.usefixtures("french")
def test_a_reference_to_nothing_is_refused_in_french():
    with pytest.raises(UsageError, match=r"renvoie à \{t9\}, qui n’est rien .* Il y a\u00a0: rien"):
        made_report([Chapter("Un", text=["Le {t9}"])], title="Titre", language="en")
