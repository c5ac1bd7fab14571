"""The sheet of paper: a matplotlib figure in millimetres, with the words of its map."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

from diasporamap.sheet.fonts import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.patheffects import AbstractPathEffect
    from matplotlib.text import Text
    from matplotlib.transforms import Transform
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Paper, Style
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.shapes import Shapes

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

#: Millimetres in an inch.
INCH = 25.4

#: Order in which things are painted, the lowest first.
LEVELS = (
    *("ocean", "graticule", "land", "hatch", "coast", "borders", "marks", "circles"),
    *("outlines", "seats", "points", "locators", "leaders", "labels"),
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

    @property
    def shape(self) -> Polygon:
        """The rectangle as a shape."""
        return shapely.box(*self.bounds)

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left < x < self.right and self.bottom < y < self.top


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
            path_effects=self.halo() if haloed else None,
        )
        if hasattr(line, "set_fontfeatures"):
            # matplotlib 3.11 joins f and i into one sign, which its PDF then misplaces.
            line.set_fontfeatures(["-liga"])
        return line

    def halo(self, width: float = 2.0) -> list[AbstractPathEffect]:
        """Return the edge that keeps a text readable over borders.

        No border shows through: its ends between two letters would be read as commas.
        """
        return [withStroke(linewidth=width, foreground=self.style.text["halo"])]


def level(name: str, *, above: float = 0) -> float:
    """Return the painting order of a level; a panel that lies `above` comes after all others."""
    return LEVELS.index(name) + above * len(LEVELS) + 1


@contextmanager
def printing() -> Iterator[None]:
    """Hold matplotlib's own defaults and `SETTINGS`; nothing of the user's reaches a map."""
    with style.context(["default", SETTINGS]):
        yield


class MapFigure(Figure):
    """A drawn map with its title and the text for those who do not see it, once it is drawn.

    Both begin with the `stamp` of a confidential map.
    """

    title: str = ""
    alt: str = ""
    stamp: str = ""

    def draw(self, renderer: RendererBase) -> None:
        """Paint the map, with its own settings also where a notebook paints it."""
        with printing():
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """Return the sheet as a notebook shows it."""
        picture = BytesIO()
        self.savefig(picture, format="png", dpi=SCREEN_DPI)
        return picture.getvalue()


def blank_page(style: Style, fonts: Fonts, paper: Paper) -> tuple[MapFigure, Page]:
    """Make a figure of one empty sheet, without pyplot."""
    size = (paper.width / INCH, paper.height / INCH)
    figure = MapFigure(figsize=size, dpi=100, facecolor=style.map["page"])
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, paper.width), ylim=(0, paper.height))
    return figure, Page(axes, style, fonts, paper)


@dataclass(frozen=True, eq=False)
class Panel:
    """Shapes in metres laid into a box of their proportions; an inset lies `above` the world."""

    shapes: Shapes
    box: Box
    above: float = 0

    @property
    def scale(self) -> float:
        """Millimetres on paper of one metre."""
        west, _, east, _ = self.shapes.frame.bounds
        return self.box.width / float(east - west)

    def on_paper(self, xy: np.ndarray) -> np.ndarray:
        """Turn metres of the projection into millimetres on paper."""
        west, south, _, _ = self.shapes.frame.bounds
        corner = np.array([self.box.left, self.box.bottom])
        return np.asarray((xy - np.array([west, south])) * self.scale + corner)

    def locate(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> np.ndarray:
        """Return points given in degrees in millimetres on paper, a row each."""
        return self.on_paper(self.shapes.project(lon, lat))

    def label_points(self, table: pd.DataFrame) -> np.ndarray:
        """Return where the places of a composition's table are labelled, a row each."""
        return self.locate(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())

    def areas(self) -> dict[str, BaseGeometry]:
        """Return the land of each place on paper."""
        land = shapely.transform(self.shapes.land, self.on_paper)
        return dict(zip(self.shapes.places, land, strict=True))

    def frame(self) -> Polygon:
        """Return the edge of the panel in millimetres on paper."""
        return shapely.transform(self.shapes.frame, self.on_paper)

    def transform(self, page: Page) -> Transform:
        """Return the transform from metres that matplotlib's artists take."""
        west, south, _, _ = self.shapes.frame.bounds
        laid = Affine2D().translate(-west, -south).scale(self.scale)
        return laid.translate(self.box.left, self.box.bottom) + page.axes.transData
