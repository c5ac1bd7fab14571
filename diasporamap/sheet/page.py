"""The sheet of paper: a matplotlib figure in millimetres, with the words of its map."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar

import numpy as np
import shapely
from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from diasporamap.sheet.fonts import printed
from diasporamap.sheet.written import HALO, Written, halo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.patheffects import AbstractPathEffect
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.language import Language
    from diasporamap.maps import Paper, Style
    from diasporamap.maps.words import Words
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.shapes import Shapes
    from diasporamap.sheet.tiles import Tiles

#: What a function takes behind the page, and what it returns.
Given = ParamSpec("Given")
Made = TypeVar("Made")

#: Text becomes outlines in SVG and an embedded TrueType face in PDF: no machine needs the font.
SETTINGS = {
    "hatch.linewidth": 0.35,
    "path.simplify": False,
    "pdf.compression": 6,
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

#: Layers of a sheet that belong to no panel, and the first of the numbers of panels they have.
APART = ("legend", "companion", "words")
APART_FROM = 100


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

    def in_row(self, many: int, gap: float) -> list[Box]:
        """Divide it into some side by side."""
        wide = (self.width - (many - 1) * gap) / max(many, 1)
        lefts = [self.left + n * (wide + gap) for n in range(many)]
        return [replace(self, left=left, right=left + wide) for left in lefts]

    def stacked(self, many: int, gap: float) -> list[Box]:
        """Divide it into some one under the other."""
        high = (self.height - (many - 1) * gap) / many
        tops = [self.top - n * (high + gap) for n in range(many)]
        return [replace(self, top=top, bottom=top - high) for top in tops]

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

    def distance(self, x: float, y: float) -> float:
        """Return how far a point lies outside."""
        across = max(self.left - x, x - self.right, 0.0)
        return math.hypot(across, max(self.bottom - y, y - self.top, 0.0))

    def meets(self, other: Box) -> bool:
        """Tell whether it shares paper or an edge with another one."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.bottom <= other.top and other.bottom <= self.top


@dataclass(frozen=True, eq=False)
class Page:
    """The paper that is drawn on; the axes cover the whole sheet, their units are millimetres.

    Where there are `tiles`, panels are drawn on them.
    """

    axes: Axes
    style: Style
    fonts: Fonts
    paper: Paper
    tiles: Tiles | None = None

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
        line = Written(
            x,
            y,
            printed(text),
            halo_colour=self.style.text["halo"] if haloed else None,
            fontproperties=self.fonts.of(face, size),
            color=colour or self.style.text["colour"],
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            clip_on=False,
            zorder=level("labels", above=above),
        )
        self.axes.add_artist(line)
        return line

    def line(self, xs: Sequence[float], ys: Sequence[float], **looks: Any) -> None:  # noqa: ANN401
        """Draw a line, or markers, as matplotlib's `Line2D`; the axes keep their limits."""
        self.axes.add_artist(Line2D(xs, ys, **looks))

    def halo(self, width: float = HALO) -> list[AbstractPathEffect]:
        """Return the edge that keeps a line readable over borders."""
        return halo(self.style.text["halo"], width)


def in_layer(
    name: str,
) -> Callable[[Callable[Concatenate[Page, Given], Made]], Callable[Concatenate[Page, Given], Made]]:
    """Put all that a function draws on a page into one of the layers `APART`, over the maps."""
    raised = (APART_FROM + APART.index(name)) * len(LEVELS)

    def layered(
        draw: Callable[Concatenate[Page, Given], Made],
    ) -> Callable[Concatenate[Page, Given], Made]:
        @wraps(draw)
        def drawn(page: Page, /, *args: Given.args, **options: Given.kwargs) -> Made:
            before = set(page.axes.get_children())
            made = draw(page, *args, **options)
            for artist in page.axes.get_children():
                if artist not in before and artist.get_zorder() < raised:
                    artist.set_zorder(artist.get_zorder() + raised)
            return made

        return drawn

    return layered


def level(name: str, *, above: float = 0) -> float:
    """Return the painting order of a level; a panel that lies `above` comes after all others."""
    return LEVELS.index(name) + above * len(LEVELS) + 1


def layer_of(zorder: float) -> str:
    """Return the layer that a painting order belongs to: of a panel above others with a number."""
    above, place = divmod(max(int(zorder) - 1, 0), len(LEVELS))
    if above >= APART_FROM:
        return APART[above - APART_FROM]
    return f"{LEVELS[place]}-{above}" if above else LEVELS[place]


@contextmanager
def printing() -> Iterator[None]:
    """Hold matplotlib's own defaults and `SETTINGS`; nothing of the user's reaches a map."""
    with style.context(["default", SETTINGS]):
        yield


class MapFigure(Figure):
    """A drawn map with its title and the text for those who do not see it, once it is drawn.

    Both begin with the `stamp` of a confidential map. `words` are all its texts in its `language`,
    also those that a bare or a small sheet does not have, `logo` tells of the one that it has, and
    `print_dpi` how many dots an inch a picture of it has. A `warning` says that tiles are missing.
    """

    title: str = ""
    alt: str = ""
    stamp: str = ""
    language: Language = "fr"
    logo: str = ""
    words: Words | None = None
    print_dpi: int = 300
    warning: str = ""

    def draw(self, renderer: RendererBase) -> None:
        """Paint the map, with its own settings also where a notebook paints it.

        Each text keeps what it was painted by, and so all its dots: they are let go at once.
        """
        with printing():
            super().draw(renderer)
        for axes in self.axes:
            for text in axes.get_children():
                if isinstance(text, Text):
                    vars(text).update(_renderer=None)  # matplotlib has no other way

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

    def area(self, place: str) -> BaseGeometry:
        """Return the land of one place on paper, nothing where there is none."""
        if place not in self.shapes.places:
            return shapely.Point()
        land = self.shapes.land[self.shapes.places.index(place)]
        return shapely.transform(land, self.on_paper)

    def frame(self) -> Polygon:
        """Return the edge of the panel in millimetres on paper."""
        return shapely.transform(self.shapes.frame, self.on_paper)
