"""A matplotlib figure that keeps the words of its map, so that every file it becomes has them."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib import style
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.backend_bases import RendererBase

#: Text becomes outlines in SVG and an embedded TrueType face in PDF: no machine needs the font.
SETTINGS = {
    "hatch.linewidth": 0.35,
    "path.simplify": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "diasporamap",
    "text.hinting": "none",
}

#: Dots an inch of the picture that a notebook shows.
SCREEN_DPI = 120


@contextmanager
def printing() -> Iterator[None]:
    """Hold matplotlib's own defaults and `SETTINGS`; nothing of the user's reaches a map."""
    with style.context(["default", SETTINGS]):
        yield


class MapFigure(Figure):
    """A drawn map with its title and the text for those who do not see it, once it is drawn."""

    title: str = ""
    alt: str = ""

    def draw(self, renderer: RendererBase) -> None:
        """Paint the map, with its own settings also where a notebook paints it."""
        with printing():
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """Return the sheet as a notebook shows it."""
        picture = BytesIO()
        self.savefig(picture, format="png", dpi=SCREEN_DPI)
        return picture.getvalue()
