"""The sheet of paper: millimetres from its lower left corner, and how to write on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matplotlib.patheffects import withStroke

from diasporamap.sheet.figure import MapFigure
from diasporamap.sheet.fonts import printed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect
    from matplotlib.text import Text

    from diasporamap.maps import Paper, Style
    from diasporamap.sheet.fonts import Face, Fonts

#: Millimetres in an inch.
INCH = 25.4

#: Order in which things are painted, the lowest first.
LEVELS = (
    *("ocean", "graticule", "land", "hatch", "coast", "borders"),
    *("marks", "circles", "seats", "locators", "leaders", "labels"),
)


@dataclass(frozen=True)
class Box:
    """A rectangle on paper, in millimetres."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, eq=False)
class Page:
    """The paper that is drawn on; the axes cover the whole sheet, their units are millimetres."""

    axes: Axes
    style: Style
    fonts: Fonts
    paper: Paper

    def write(  # noqa: PLR0913 - options, all named
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        face: Face = "regular",
        colour: str | None = None,
        align: Literal["left", "center", "right"] = "left",
        above: float = 0,
        haloed: bool = False,
    ) -> Text:
        """Write one line of text with its baseline at `y`; dollar signs are only signs."""
        line = self.axes.text(
            x,
            y,
            printed(text),
            fontproperties=self.fonts.of(face, size),
            color=colour or self.style.text["colour"],
            ha=align,
            va="baseline",
            parse_math=False,
            zorder=level("labels", above=above),
            path_effects=halo() if haloed else None,
        )
        if hasattr(line, "set_fontfeatures"):
            # matplotlib 3.11 joins f and i into one sign, which its PDF then misplaces.
            line.set_fontfeatures(["-liga"])
        return line


def halo() -> list[AbstractPathEffect]:
    """Return the white edge that keeps a text readable over borders."""
    return [withStroke(linewidth=1.6, foreground="#ffffff", alpha=0.85)]


def level(name: str, *, above: float = 0) -> float:
    """Return the painting order of a level; a panel that lies `above` comes after all others."""
    return LEVELS.index(name) + above * len(LEVELS) + 1


def blank_page(style: Style, fonts: Fonts, paper: Paper) -> tuple[MapFigure, Page]:
    """Make a figure of one empty sheet, without pyplot."""
    size = (paper.width / INCH, paper.height / INCH)
    figure = MapFigure(figsize=size, dpi=100, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, paper.width), ylim=(0, paper.height))
    return figure, Page(axes, style, fonts, paper)
