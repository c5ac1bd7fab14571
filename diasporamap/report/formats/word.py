"""Writes a report for Word: styles that a writer can change, captions and references as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Emu, Mm

from diasporamap.errors import UsageError
from diasporamap.export.formats.word import (
    MARGIN,
    add_caption,
    add_field,
    add_notes,
    add_picture,
    add_table,
    bookmark,
    plain,
    save,
    styled,
)
from diasporamap.language import message, text
from diasporamap.report.model import Heading, Listed, Paragraph, Picture, TablePart, Told

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

    from diasporamap.report.model import Part, Report

#: The names of the series that captions are numbered in; fields of Word have plain letters.
SERIES: Final = {"map": "Map", "figure": "Figure", "table": "Table"}
#: Tables with more columns stand on a page in landscape.
WIDE: Final = 9


def write(report: Report, path: Path, *, template: str | os.PathLike[str] | None = None) -> None:
    """Write the document."""
    document = styled(_opened(template), report.language, own=template is None)
    document.core_properties.title = report.title
    _front(document, report, headed=template is None)
    noticed = False
    for part in report.parts:
        if isinstance(part, Heading):
            noticed = False
        elif isinstance(part, Paragraph) and part.draft and not noticed:
            noticed = True
            document.add_paragraph(text("report.draft", report.language), "Draft Notice")
        _add(document, part, report)
    save(document, path)


def _opened(template: str | os.PathLike[str] | None) -> Document:
    """Open a template without what is written in it, or an empty document."""
    if template is None:
        return docx.Document()
    try:
        document = docx.Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UsageError(message("report.no_template", file=template)) from error
    body = document.element.body
    for element in list(body):
        if element is not body.sectPr:
            body.remove(element)
    return document


def _front(document: Document, report: Report, *, headed: bool) -> None:
    """Write the title, the table of contents and, where the template has none, a foot of pages."""
    if report.stamp:
        document.add_paragraph(report.stamp, "Stamp")
    document.add_paragraph(plain(report.title), "Title")
    document.add_paragraph(plain(report.subtitle), "Subtitle")
    headings = [part.text for part in report.parts if isinstance(part, Heading)]
    line = document.add_paragraph()
    add_field(line, 'TOC \\o "1-2" \\h \\z', "\n".join(headings), stale=True)
    if not headed:
        return
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.text, head.style = " | ".join(filter(None, [report.stamp, plain(report.title)])), "Source"
    foot = section.footer.paragraphs[0]
    foot.style = "Source"
    add_field(foot, "PAGE", "1")


def _add(document: Document, part: Part, report: Report) -> None:
    if isinstance(part, Heading):
        document.add_heading(plain(part.text), part.level)
    elif isinstance(part, Paragraph):
        document.add_paragraph(plain(part.text), "Draft" if part.draft else "Normal")
    elif isinstance(part, Told):
        _tell(document, part, report)
    elif isinstance(part, Listed):
        for item in part.items:
            document.add_paragraph(plain(item), "List Bullet")
    elif isinstance(part, Picture):
        _caption(document, part, report)
        _picture(document, part)
        add_notes(document, part.below, together=True)
    elif isinstance(part, TablePart):
        wide = len(part.table.header) > WIDE
        if wide:
            _turn(document)
        _caption(document, part, report).paragraph_format.page_break_before = (
            part.is_long and not wide
        )
        add_table(document, part.table)
        add_notes(document, part.table.words.below(part.table.language))
        if wide:
            _turn(document)


def _tell(document: Document, part: Told, report: Report) -> None:
    """Write a paragraph whose references follow the numbers of what they lead to."""
    line = document.add_paragraph()
    for run in part.runs:
        if isinstance(run, str):
            line.add_run(plain(run))
        else:
            kind, number = run
            target = bookmark(SERIES[kind], number)
            add_field(line, f"REF {target} \\h", report.label(kind, number))


def _caption(document: Document, part: Picture | TablePart, report: Report) -> Line:
    label = text(f"report.{part.kind}", report.language)
    return add_caption(document, label, SERIES[part.kind], part.number, part.title)


def _picture(document: Document, part: Picture) -> None:
    """Add a picture as large as it is drawn, or as the text is broad, with its alternative text."""
    section = document.sections[-1]
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (side or 0 for side in sides)
    room = page - left - right or Mm(part.width)
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    width = min(Mm(part.width), Emu(room))
    add_picture(line, part.png, width, title=part.title, alt=part.alt)


def _turn(document: Document) -> None:
    """Begin a page that lies the other way."""
    before = document.sections[-1]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = before.page_height, before.page_width
    lies = section.page_width > section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(MARGIN)
