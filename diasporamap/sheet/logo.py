"""The logo of a style: a picture at the upper right of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.image import imread

from diasporamap.errors import StyleError
from diasporamap.language import message
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    import numpy as np

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Page

#: The most of a sheet's height and breadth that a logo takes.
HIGHEST, BROADEST = 0.1, 0.3


def logo_box(composition: Composition) -> Box | None:
    """Return where the logo stands, if the style has one and the sheet is not bare."""
    logo, paper = composition.style.logo, composition.paper
    if not logo["file"] or composition.spec.bare:
        return None
    high, wide = _picture(logo["file"]).shape[:2]
    most = BROADEST * paper.text_width * high / wide
    height = min(logo["height"], HIGHEST * paper.height, most)
    top = paper.height - paper.top
    return Box(paper.right - height * wide / high, top - height, paper.right, top)


def draw_logo(page: Page, composition: Composition) -> None:
    """Draw the logo on a sheet, if there is one."""
    box = logo_box(composition)
    if box is not None:
        page.axes.imshow(
            _picture(composition.style.logo["file"]),
            extent=(box.left, box.right, box.bottom, box.top),
            aspect="auto",
            interpolation="antialiased",
            zorder=level("labels"),
        )
        # An image would else set the limits of the sheet.
        page.axes.set(xlim=(0, page.paper.width), ylim=(0, page.paper.height))


def _picture(file: str) -> np.ndarray:
    try:
        return imread(file)
    except (OSError, SyntaxError, ValueError) as error:
        raise StyleError(message("sheet.logo_unreadable", file=file)) from error
