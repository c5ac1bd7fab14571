"""Writes a published table for Word, and what documents with tables, pictures and fields are of.

Everything has a style by name, so that a writer changes all of it in one place; nothing is
formatted by itself. Captions number themselves (fields SEQ), references follow them (fields REF).
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from diasporamap.export.packing import pack_again
from diasporamap.files import MAKER
from diasporamap.language import text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    from diasporamap.export.published import PublishedTable
    from diasporamap.language import Language

#: The language of a document, by which Word checks its spelling.
LANGUAGES: Final = {"fr": "fr-FR", "en": "en-GB"}
FONT: Final = "Open Sans"
BLUE, INK, MUTED, RED, AMBER = "0033A0", "1F2933", "52606D", "B3001B", "6B4E00"
#: Paragraph styles that are set or added: the style each is based on, points, colour, bold.
PARAGRAPHS: Final = {
    "Normal": ("", 10.0, INK, False),
    "Title": ("Normal", 24.0, INK, True),
    "Subtitle": ("Normal", 12.0, MUTED, False),
    "Heading 1": ("Normal", 17.0, BLUE, True),
    "Heading 2": ("Normal", 13.0, BLUE, True),
    "Caption": ("Normal", 9.5, INK, True),
    "Source": ("Normal", 7.5, MUTED, False),
    "Table Text": ("Normal", 8.2, INK, False),
    "Table Figure": ("Table Text", 8.2, INK, False),
    "Table Header": ("Table Text", 8.2, "FFFFFF", True),
    "Table Header Figure": ("Table Header", 8.2, "FFFFFF", True),
    "Table Total": ("Table Text", 8.2, INK, True),
    "Table Total Figure": ("Table Total", 8.2, INK, True),
    "Draft": ("Normal", 10.0, INK, False),
    "Draft Notice": ("Normal", 8.0, AMBER, False),
    "Stamp": ("Normal", 10.0, RED, True),
}
#: Space before and after paragraphs of a style, in points.
SPACES: Final = {
    "Normal": (0, 6),
    "Heading 1": (20, 8),
    "Heading 2": (12, 6),
    "Caption": (10, 4),
    "Source": (2, 2),
    "Table Text": (2, 2),
}
#: Those with figures, which stand right.
FIGURES: Final = ("Table Figure", "Table Header Figure", "Table Total Figure")
#: The style of tables.
TABLE: Final = "Figures by place"
#: The character style of keywords.
STRONG: Final = "Strong"
#: Millimetres between the edge of an A4 page and its text.
MARGIN: Final = 20.0


def write(table: PublishedTable, path: Path) -> None:
    """Write a document of one table."""
    document = styled(docx.Document(), table.language)
    if table.words.stamp:
        document.add_paragraph(table.words.stamp, "Stamp")
    label = text("report.table", table.language)
    add_caption(document, label, "Table", 1, table.words.title)
    add_table(document, table)
    add_notes(document, table.words.below(table.language))
    document.core_properties.title = table.words.title
    save(document, path)


def save(document: Document, path: Path) -> None:
    """Write a document; the same content gives the same bytes."""
    core = document.core_properties
    core.author, core.comments, core.keywords = MAKER, "", ""
    loose = BytesIO()
    document.save(loose)
    pack_again(loose, path)


def styled(document: Document, language: Language, *, own: bool = True) -> Document:
    """Give a document its language and styles: all where it is our `own`, else those it lacks."""
    known = {style.name for style in document.styles}
    for name, (base, points, colour, bold) in PARAGRAPHS.items():
        lacks = name not in known
        if lacks:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        if not (own or lacks):
            continue
        style: Any = document.styles[name]
        if base:
            style.base_style = document.styles[base]
        _font(style, points, colour, bold=bold)
        before, after = SPACES.get(name, SPACES.get(base, SPACES["Normal"]))
        style.paragraph_format.space_before, style.paragraph_format.space_after = map(
            Pt, (before, after)
        )
        if name in FIGURES:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if name in ("Caption", "Heading 1", "Heading 2", "Draft Notice"):
            style.paragraph_format.keep_with_next = True
    if STRONG not in known:
        document.styles.add_style(STRONG, WD_STYLE_TYPE.CHARACTER).font.bold = True
    if TABLE not in known:
        _table_style(document)
    if own:
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN)
        section.top_margin = section.bottom_margin = Mm(MARGIN)
    _set_language(document, LANGUAGES[language])
    return document


def _font(style: Any, points: float, colour: str, *, bold: bool) -> None:  # noqa: ANN401 - docx's
    style.font.name, style.font.size = FONT, Pt(points)
    style.font.color.rgb, style.font.bold = RGBColor.from_string(colour), bold
    style.font.italic = False
    for found in style.element.xpath("w:rPr/w:spacing | w:pPr/w:pBdr | w:pPr/w:numPr"):
        found.getparent().remove(found)  # what the empty document has of its own
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _set_language(document: Document, language: str) -> None:
    """Set the language that text is in where nothing else says so."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = run.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        run.append(found)
    found.set(qn("w:val"), language)
    document.core_properties.language = language


def _table_style(document: Document) -> None:
    """Add the style of tables: rules between rows, a blue header, a rule over the total."""
    style: Any = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = (
        document.styles["Normal Table"]
        if "Normal Table" in {one.name for one in document.styles}
        else None
    )
    properties = made_element("w:tblPr")
    properties.append(_borders("w:tblBorders", bottom=("D0D7DE", 2), insideH=("D0D7DE", 2)))
    margins = made_element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(made_element(f"w:{side}", w="60", type="dxa"))
    properties.append(margins)
    style.element.append(properties)
    header = made_element("w:tblStylePr", type="firstRow")
    cells = made_element("w:tcPr")
    cells.append(made_element("w:shd", val="clear", color="auto", fill=BLUE))
    header.append(cells)
    style.element.append(header)
    last = made_element("w:tblStylePr", type="lastRow")
    cells = made_element("w:tcPr")
    cells.append(_borders("w:tcBorders", top=(BLUE, 8)))
    last.append(cells)
    style.element.append(last)


def _borders(name: str, **sides: tuple[str, int]) -> Any:  # noqa: ANN401 - an element
    borders = made_element(name)
    for side, (colour, width) in sides.items():
        borders.append(
            made_element(f"w:{side}", val="single", sz=str(width), space="0", color=colour)
        )
    return borders


def made_element(name: str, /, **attributes: str) -> Any:  # noqa: ANN401 - an element
    """Make an element of Word with attributes of its own namespace."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def add_table(document: Document, table: PublishedTable) -> Table:
    """Add a table: its header on each page, names left, figures right, the total last."""
    rows = [table.written(row) for row in table.rows]
    totals = [row.part == "total" for row in table.rows]
    made = add_rows(document, table.header, rows, totals, range(1, len(table.header)))
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (side or 0 for side in sides)
    share = (page - left - right) // (len(table.header) + 1)  # the names are twice as broad
    for at, column in enumerate(made.columns):
        column.width = Emu(share * (1 if at else 2))
    return made


def add_rows(
    document: Document,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    totals: Sequence[bool],
    numbers: Collection[int],
) -> Table:
    """Add rows under a header, those that are `totals` in bold; figures stand in `numbers`."""
    made: Table = document.add_table(rows=1 + len(rows), cols=len(header), style=TABLE)
    _look(made, last=any(totals))
    _fill(made.rows[0].cells, header, "Table Header", numbers)
    made.rows[0]._element.get_or_add_trPr().append(made_element("w:tblHeader", val="true"))
    for line, row, total in zip(made.rows[1:], rows, totals, strict=True):
        _fill(line.cells, row, "Table Total" if total else "Table Text", numbers)
    for line in made.rows:
        line._element.get_or_add_trPr().append(made_element("w:cantSplit", val="true"))
    return made


def _look(table: Table, *, last: bool) -> None:
    """Let the style draw the first row, the last one where it is a sum, and nothing by itself."""
    properties = table._element.tblPr
    for found in properties.findall(qn("w:tblLook")):
        properties.remove(found)
    properties.append(
        made_element(
            "w:tblLook",
            val="0060" if last else "0020",
            firstRow="1",
            lastRow=str(int(last)),
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )


def _fill(
    cells: Sequence[Any], written: Sequence[str], look: str, numbers: Collection[int]
) -> None:
    figure = {"Table Text": "Table Figure"}.get(look, f"{look} Figure")
    for at, (cell, words) in enumerate(zip(cells, written, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.text, paragraph.style = plain(words), figure if at in numbers else look


def add_picture(line: Paragraph, png: bytes, width: int, *, title: str, alt: str) -> None:
    """Add a picture to a line, with its alternative text."""
    shape = line.add_run().add_picture(BytesIO(png), width=width)
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")
    shape._inline.docPr.set("descr", plain(alt))
    shape._inline.docPr.set("title", plain(title))


def add_notes(
    document: Document, notes: Iterable[tuple[str, str]], *, together: bool = False
) -> None:
    """Add what stands under a table or picture: a keyword and a text each, on one page with it."""
    lines = []
    for head, told in notes:
        line = document.add_paragraph(style="Source")
        lines.append(line)
        if head:
            line.add_run(plain(head), STRONG)
        line.add_run((" " if head else "") + plain(told))
    for line in lines[:-1] if together else ():
        line.paragraph_format.keep_with_next = True


def add_caption(document: Document, label: str, series: str, number: int, title: str) -> Paragraph:
    """Add a caption that numbers itself in its series, as "Carte 1. …"."""
    line = document.add_paragraph(style="Caption")
    name, at = bookmark(series, number), str(len(document.element.xpath("//w:bookmarkStart")))
    line._element.append(made_element("w:bookmarkStart", id=at, name=name))
    line.add_run(f"{label}\N{NO-BREAK SPACE}")
    add_field(line, f"SEQ {series} \\* ARABIC", str(number))
    line._element.append(made_element("w:bookmarkEnd", id=at))
    line.add_run(f". {plain(title)}")
    return line


def bookmark(series: str, number: int) -> str:
    """Return the name of the place in the text that references to a caption lead to."""
    return f"_Ref_{series}_{number}"


def add_field(line: Paragraph, code: str, shown: str, *, stale: bool = False) -> None:
    """Add a field with what it shows until it is updated; a `stale` one is updated on opening."""
    begin = made_element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if stale else {}))
    line.add_run()._element.append(begin)
    told = made_element("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    line.add_run()._element.append(told)
    line.add_run()._element.append(made_element("w:fldChar", fldCharType="separate"))
    line.add_run(shown)
    line.add_run()._element.append(made_element("w:fldChar", fldCharType="end"))


def plain(words: str) -> str:
    """Return words with the no-break space that every font has."""
    return words.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
