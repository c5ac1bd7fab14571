"""A line of text on a sheet, which stays text in files that know of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from diasporamap.sheet.fonts import line_path, width_in_ems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.patheffects import AbstractPathEffect

#: Breadth of a halo, both sides of a letter's edge together, in points.
HALO = 2.0

Align = Literal["left", "center", "right"]

#: Where lines so aligned have their point, as a share of their breadth from the left.
SIDES: Final[Mapping[Align, float]] = {"left": 0.0, "center": 0.5, "right": 1.0}


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
        if hasattr(self, "set_fontfeatures"):
            # matplotlib 3.11 joins f and i into one sign, which its PDF then misplaces.
            self.set_fontfeatures(["-liga"])

    def draw(self, renderer: RendererBase) -> None:
        """Draw the halo under the text: both together would be outlines and no text.

        Where only dots come out, outlines of letters that are known already are filled.
        """
        if not self.get_visible():
            return
        if isinstance(renderer, KnowsHalos):
            self._write(renderer)
        elif hasattr(renderer, "buffer_rgba"):
            self._paint(renderer, filled=True)
        else:
            self._paint(renderer)
            super().draw(renderer)

    def _placed(self, renderer: RendererBase) -> tuple[float, float, float]:
        """Return where the line begins on the sheet and the size of its letters, in dots."""
        text, font = self.get_text(), self.get_fontproperties()
        size = float(np.asarray(renderer.points_to_pixels(font.get_size_in_points())))
        x, y = self.get_transform().transform(self.get_position())
        wide = width_in_ems(text, str(font.get_file())) * size
        return float(x) - SIDES[self.get_horizontalalignment()] * wide, float(y), size

    def _write(self, renderer: KnowsHalos) -> None:
        """Give the line to a renderer that knows of letters, with its halo."""
        text, (x, y, _) = self.get_text(), self._placed(renderer)
        if not text:
            return
        _, height = renderer.get_canvas_width_height()
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        renderer.open_group("text", self.get_gid())
        renderer.halo = None if self.halo_colour is None else (HALO, self.halo_colour)
        renderer.draw_text(gc, x, height - y, text, self.get_fontproperties(), 0.0, mtext=self)
        renderer.halo = None
        renderer.close_group("text")
        gc.restore()

    def _paint(self, renderer: RendererBase, *, filled: bool = False) -> None:
        """Paint the halo, as a stroke of all letters, and the letters over it if `filled`."""
        text, file = self.get_text(), str(self.get_fontproperties().get_file())
        if not text or (self.halo_colour is None and not filled):
            return
        x, y, size = self._placed(renderer)
        path, placed = line_path(text, file), Affine2D().scale(size).translate(x, y)
        gc = renderer.new_gc()
        gc.set_snap(False)
        if self.halo_colour is not None:
            gc.set_foreground(self.halo_colour)
            gc.set_linewidth(HALO)
            renderer.draw_path(gc, path, placed)
        if filled:
            gc.set_linewidth(0)
            renderer.draw_path(gc, path, placed, to_rgba(self.get_color()))
        gc.restore()
