"""Writes a profile for Word: one page, every part in a style that a writer can change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from diasporamap.export.formats.word import (
    BLUE,
    FONT,
    INK,
    MUTED,
    RED,
    STRONG,
    add_picture,
    add_rows,
    made_element,
    plain,
    save,
    styled,
)
from diasporamap.profiles.room import (
    BELOW,
    BESIDE,
    BODY,
    BOTTOM,
    CELL,
    FIGURE,
    GUTTER,
    HALF,
    HEADING,
    KICKER,
    LABEL,
    LEADING,
    NAME,
    PAGE,
    SIDES,
    SUBTITLE,
    TEXT_WIDE,
    TOP,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from diasporamap.profiles.model import Drawn, Grid, Profile

#: Styles: the one that each is based on, points, colour, bold, space before and after in points.
PARAGRAPHS: Final = {
    "Stamp": ("Normal", KICKER, RED, True, 0, 2),
    "Profile Kicker": ("Normal", KICKER, MUTED, False, 0, 2),
    "Title": ("Normal", NAME, INK, True, 0, 3),
    "Subtitle": ("Normal", SUBTITLE, MUTED, False, 0, 6),
    "Key Figure": ("Normal", FIGURE, BLUE, True, 2, 0),
    "Key Label": ("Normal", LABEL, INK, False, 0, 0),
    "Key Comparison": ("Normal", BESIDE, MUTED, False, 0, 0),
    "Heading 2": ("Normal", HEADING, INK, True, 6, 3),
    "Profile Text": ("Normal", BODY, INK, False, 2, 0),
    "Key Point": ("Normal", BODY, INK, False, 0, 3),
    "Source": ("Normal", BELOW, MUTED, False, 0, 2),
    "Table Text": ("Normal", CELL, INK, False, 1, 1),
    "Table Figure": ("Table Text", CELL, INK, False, 1, 1),
    "Table Header": ("Table Text", CELL, "FFFFFF", True, 1, 1),
    "Table Header Figure": ("Table Header", CELL, "FFFFFF", True, 1, 1),
    "Table Total": ("Table Text", CELL, INK, True, 1, 1),
    "Table Total Figure": ("Table Total", CELL, INK, True, 1, 1),
}
#: Styles whose lines are as high as what stands in them.
PICTURE, NOTHING = "Profile Picture", "Profile Gap"
#: The style of the tables that put things side by side.
LAYOUT: Final = "Profile Layout"
#: How much smaller than measured pictures are, since Word keeps lines farther apart.
SMALLER: Final = 0.97
#: Between the figures at the head, in millimetres.
BETWEEN: Final = 4.0
#: Left indent of a point, in millimetres.
INDENT: Final = 3.5


def write(profile: Profile, path: Path) -> None:
    """Write the document."""
    document = _styled(profile)
    document.core_properties.title = profile.title
    if profile.stamp:
        document.add_paragraph(profile.stamp, "Stamp")
    document.add_paragraph(profile.kicker, "Profile Kicker")
    document.add_paragraph(plain(profile.name), "Title")
    document.add_paragraph(plain(profile.subtitle), "Subtitle")
    wide = (TEXT_WIDE + BETWEEN) / len(profile.figures) - BETWEEN
    figures = _beside(document, [*[wide, BETWEEN] * (len(profile.figures) - 1), wide])
    for cell, one in zip(figures.rows[0].cells[::2], profile.figures, strict=True):
        _say(cell, one.value, "Key Figure", first=True)
        _say(cell, one.label, "Key Label")
        _say(cell, one.beside, "Key Comparison")
    columns = [HALF, GUTTER, HALF]
    left, _, right = _beside(document, columns).rows[0].cells
    _draw(left, [profile.map])
    _draw(right, profile.charts)
    if profile.countries is not None:
        _table(document, profile.countries)
    if profile.lines is None:
        _points(_beside(document, [TEXT_WIDE]).rows[0].cells[0], profile)
    else:
        left, _, right = _beside(document, columns).rows[0].cells
        _draw(left, [profile.lines])
        _points(right, profile)
    if profile.missions is not None:
        _table(document, profile.missions)
    line = document.add_paragraph(style="Source")
    line.paragraph_format.space_before = Pt(6)
    for at, (head, told) in enumerate(profile.below):
        line.add_run(f"{' ' if at else ''}{plain(head)}", STRONG)
        line.add_run(f" {plain(told)}")
    save(document, path)


def _styled(profile: Profile) -> Document:
    """Open a document with the page and the styles of profiles."""
    document = styled(docx.Document(), profile.language)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAGE)
    section.left_margin = section.right_margin = Mm(SIDES)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance, section.footer_distance = Mm(6), Mm(6)
    known = {style.name for style in document.styles}
    for name, (base, points, colour, bold, before, after) in PARAGRAPHS.items():
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style: Any = document.styles[name]
        style.base_style = document.styles[base]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
        style.font.color.rgb = RGBColor.from_string(colour)
        room = style.paragraph_format
        room.space_before, room.space_after = Pt(before), Pt(after)
        room.line_spacing = Pt(round(LEADING * points, 1))
    for name in (PICTURE, NOTHING):
        gap: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        gap.base_style = document.styles["Normal"]
        gap.font.size = Pt(1)
        gap.paragraph_format.space_before = gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = 1.0 if name == PICTURE else Pt(1)
    points_style: Any = document.styles["Key Point"]
    points_style.paragraph_format.left_indent = Mm(INDENT)
    points_style.paragraph_format.first_line_indent = Mm(-INDENT)
    subtitle: Any = document.styles["Subtitle"]
    rule = made_element("w:pBdr")
    rule.append(made_element("w:bottom", val="single", sz="12", space="4", color=BLUE))
    subtitle.element.get_or_add_pPr().insert_element_before(
        rule, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
    layout: Any = document.styles.add_style(LAYOUT, WD_STYLE_TYPE.TABLE)
    properties, margins = made_element("w:tblPr"), made_element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(made_element(f"w:{side}", w="0", type="dxa"))
    properties.append(margins)
    layout.element.append(properties)
    foot = section.footer.paragraphs[0]
    foot.style = "Source"
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDE), WD_TAB_ALIGNMENT.RIGHT)
    foot.text = f"{plain(profile.foot)}\t{plain(profile.kicker)}"
    return document


def _beside(document: Document, widths: Sequence[float]) -> Table:
    """Add a table of one row that puts things side by side, and the least line before it."""
    document.add_paragraph(style=NOTHING)
    table: Table = document.add_table(rows=1, cols=len(widths), style=LAYOUT)
    _set_widths(table, widths)
    return table


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
        for row in table.rows:
            row.cells[at].width = Mm(width)


def _say(cell: _Cell, words: str, style: str, *, first: bool = False) -> Paragraph:
    line: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    line.text, line.style = plain(words), style
    return line


def _draw(cell: _Cell, pictures: Sequence[Drawn]) -> None:
    """Put pictures under their titles, each with its alternative text."""
    for at, one in enumerate(pictures):
        _say(cell, one.title, "Heading 2", first=not at)
        line = cell.add_paragraph(style=PICTURE)
        add_picture(line, one.png, Mm(SMALLER * one.width), title=one.title, alt=one.alt)
        if one.text:
            _say(cell, one.text, "Profile Text")


def _points(cell: _Cell, profile: Profile) -> None:
    _say(cell, profile.points_title, "Heading 2", first=True)
    for point in profile.points:
        _say(cell, f"\N{BULLET}\t{point}", "Key Point")


def _table(document: Document, grid: Grid) -> None:
    document.add_paragraph(plain(grid.title), "Heading 2")
    totals = [grid.total and at == len(grid.rows) - 1 for at in range(len(grid.rows))]
    table = add_rows(document, grid.header, grid.rows, totals, grid.numbers)
    whole = sum(grid.shares)
    _set_widths(table, [TEXT_WIDE * share / whole for share in grid.shares])
