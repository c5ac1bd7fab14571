"""A sheet for a picture of a profile, and the finished picture as every format takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.maps import Paper, read_style
from diasporamap.profiles.model import Drawn
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.page import blank_page, printing

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.language import Language
    from diasporamap.sheet.page import Page

#: Breadth of a picture, in millimetres, and sizes of its text in points.
WIDE: Final = 84.0
TEXT: Final = {"heading": 9.0, "legend": 7.5, "label": 7.2, "caption": 7.0}
#: Radii of circles, as shares of those on A4 paper.
CIRCLES: Final = 0.85


def paper_of(height: float) -> Paper:
    """Return the paper of a picture of so many millimetres in height."""
    return Paper(
        name="profile",
        width=WIDE,
        height=height,
        sides=0.0,
        top=0.0,
        bottom=0.0,
        text=TEXT,
        circles=CIRCLES,
    )


def drawn(
    draw: Callable[[Page], None],
    *,
    title: str,
    alt: str,
    height: float,
    language: Language,
    style: str,
    text: str = "",
) -> Drawn:
    """Draw a picture on a sheet as high as it needs."""
    paper = paper_of(height)
    look = read_style(style).on(paper)
    with printing():
        figure, page = blank_page(look, fonts_of(look), paper)
        draw(page)
        figure.title, figure.alt, figure.language = title, alt, language
    return Drawn(title, alt, figure, WIDE, height, text)
