"""A matplotlib figure that keeps the words of its map, so that every file it becomes has them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from diasporamap.sheet.settings import printing

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

#: Dots an inch of the picture that a notebook shows.
SCREEN_DPI = 120


class MapFigure(Figure):
    """A drawn map.

    Attributes
    ----------
    title, alt : str
        Title, and the text for those who do not see the map. They are empty until it is drawn.
    """

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
