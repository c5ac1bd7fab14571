"""A line of text on a sheet, which stays text in files that know of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.backend_bases import RendererBase
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.patheffects import AbstractPathEffect

#: Breadth of a halo, both sides of a letter's edge together, in points.
HALO = 2.0


def halo(colour: str, width: float = HALO) -> list[AbstractPathEffect]:
    """Return the edge that keeps text and lines readable over borders.

    No border shows through: its ends between two letters would be read as commas.
    """
    return [withStroke(linewidth=width, foreground=colour)]


class KnowsHalos(RendererBase):
    """A renderer that draws the halo of the next text itself: its breadth and colour."""

    halo: tuple[float, str] | None = None


class Written(Text):
    """A line of text; its `halo`, where it has one, is the colour of the edge around it."""

    def __init__(
        self,
        x: float,
        y: float,
        text: str,
        *,
        halo_colour: str | None = None,
        **look: Any,  # noqa: ANN401 - matplotlib's
    ) -> None:
        super().__init__(x, y, text, **look)
        self.halo_colour = halo_colour
        if halo_colour is not None:
            self.set_path_effects(halo(halo_colour))
        if hasattr(self, "set_fontfeatures"):
            # matplotlib 3.11 joins f and i into one sign, which its PDF then misplaces.
            self.set_fontfeatures(["-liga"])

    def draw(self, renderer: RendererBase) -> None:
        """Draw the halo under the text: both together would be outlines and no text."""
        effects = self.get_path_effects()
        if not effects or hasattr(renderer, "buffer_rgba"):
            super().draw(renderer)
            return
        self.set_path_effects([])
        if isinstance(renderer, KnowsHalos):
            renderer.halo = (HALO, self.halo_colour or "none")
            super().draw(renderer)
            renderer.halo = None
        else:
            self.set_path_effects(effects)
            super().draw(renderer)
            self.set_path_effects([])
            super().draw(renderer)
        self.set_path_effects(effects)
