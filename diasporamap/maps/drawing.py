"""What a map kind gives and a renderer draws: fills, marks, parts of a legend, labels wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from diasporamap.maps.style import Swatch

#: A circle that holds fewer dashes has a solid outline; its colour tells what it is.
FEWEST_DASHES: Final = 6
#: Degrees of a whole disc.
ROUND: Final = 360.0
#: What stands between the parts of a text that tells several figures.
BAR: Final = "\N{NO-BREAK SPACE}|\N{NO-BREAK SPACE}"
#: The key of the smallest circle of a map in its legend, which stands for all that are fewer.
FLOOR: Final = "floor"


@dataclass(frozen=True)
class Look:
    """How a mark is painted: `opacity` from 0 to 1, `width` of the outline (`edge`) in points.

    `dashes` of the outline are in its widths, none for a solid one; on a `dark` mark a label can
    stand in the style's colour for letters inside, or in its own `ink`. The outline may lie
    `inside` whatever its colour; a `cross` stands for a disc whose value is not to be read. The
    name of what is `hollow` is in italics and in the colour of the outline.
    """

    fill: str
    opacity: float
    edge: str
    width: float
    dashes: tuple[float, ...] = ()
    dark: bool = False
    ink: str = ""
    inside: bool = False
    cross: bool = False
    hollow: bool = False

    @property
    def within(self) -> bool:
        """Whether the outline lies inside, and not around the mark."""
        return self.inside or self.edge == self.fill

    def painted(self, radius: float, width: float) -> float:
        """Return the radius to paint, so that the mark's own colour ends at `radius`.

        An outline in that colour lies inside, another one around it unless it is to lie `inside`;
        it is `width` wide as the radius.
        """
        return radius + (-width if self.within else width) / 2

    def dashes_around(self, radius: float) -> tuple[float, ...]:
        """Return the dashes of a circle whose radius is given in points: none on a small one."""
        holds = 2 * math.pi * radius >= FEWEST_DASHES * sum(self.dashes) * self.width
        return self.dashes if holds else ()


@dataclass(frozen=True)
class Disc:
    """A mark at the label point of its place: a disc, a ring, or a part of a disc.

    `radius` is a share of that of the style's largest circle, `look` a key of the drawing's looks.
    A part begins at `start`, in degrees from the right and against the clock, and has `sweep`
    degrees: 90 and 180 for the left half.
    """

    radius: float
    look: str
    start: float = 0.0
    sweep: float = ROUND


@dataclass(frozen=True)
class Dots:
    """Dots over the land of places: how many by place, their radius in millimetres and look."""

    numbers: Mapping[str, int]
    radius: float
    look: Look


@dataclass(frozen=True)
class Flows:
    """Curves from the country of origin that grow thinner towards places, where their nodes are.

    By place their breadth at the start, as a share of the broadest of `breadth` millimetres.
    """

    widths: Mapping[str, float]
    breadth: float
    look: Look


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend: its words (`label`), and what `kind` of symbol stands before them.

    A nested circle has a `radius` as of a `Disc`; discs in one another come with the outermost
    first, as shares of what a line has room for. `key` is that of a swatch for areas, the kind of
    lines and missions, the sign of points, and else a name. `full` are words to write instead of
    the label where there is room for them. A `note` stands apart from the words: how many places a
    class has. Mere words have no symbol. A class of circles has its disc instead of a box;
    of discs only a `part` is drawn, with a start and a sweep as of a `Disc`.
    """

    kind: Literal[
        "circle", "class", "discs", "state", "line", "seat", "point", "square", "words", "flow"
    ]
    key: str
    label: str
    radius: float = 0.0
    discs: tuple[tuple[float, Look], ...] = ()
    part: tuple[float, float] = (0.0, ROUND)
    full: str = ""
    note: str = ""


@dataclass(frozen=True)
class Rows:
    """Part of a legend: a row an entry, under a title where it has one."""

    entries: tuple[LegendEntry, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Nested(Rows):
    """Circles that stand on one line, the largest first, in one colour.

    One whose key is `FLOOR`, the smallest that there is, is in no other: it stands below them.
    `discs` are what one is made of on the map, with radii as shares of its own.
    """

    colour: str
    discs: tuple[tuple[Disc, Look], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tapers(Rows):
    """Curves laid straight, the broadest first.

    `note` says under the title what is measured, `words` under them what curves are not.
    """

    note: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Boxes(Rows):
    """Classes that touch, the largest on top.

    `sides` are words for what lies under, at and over the middle of a diverging scale, "" where no
    class lies there alone; `over_middle` is how many boxes lie over the middle: a half more where
    it is in a narrow class of its own, -1 where it is in a broad one or in none. `limits` are the
    words at the lines between boxes, the lowest first.
    """

    sides: tuple[str, ...] = ()
    over_middle: float = -1.0
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Matrix(Rows):
    """Classes of two measures: rows of boxes, the highest on top, each from the lowest on the left.

    The title is of the measure up, `across` names the other one; `limits` are the words at the
    lines between columns and between rows. A box tells how many places it has (`note`).
    """

    across: str
    limits: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def rows(self) -> tuple[tuple[LegendEntry, ...], ...]:
        """The boxes by row."""
        wide = len(self.limits[0]) + 1
        return tuple(
            self.entries[first : first + wide] for first in range(0, len(self.entries), wide)
        )


@dataclass(frozen=True)
class Drawing:
    """What a map kind gives; renderers know nothing else of kinds.

    By place: `fills` (keys of swatches) and `marks`, in the order in which they are painted: places
    from the largest to the smallest, the outermost disc of a place first. `swatches` are those that
    the style does not have. Of the `legend` states, lines and missions come last. `labels` are the
    places to be labelled on paper, the most important first; `insets` how many parts of the world
    are worth drawing again, larger, where there is room; `notes` sentences that the captions carry.
    `neighbours` are pairs of swatches of areas that touch and must be told apart, beside classes.
    `texts` are told of places instead of their values' own; their parts, with a `BAR` between two,
    have a colour of `inks` each. Marks of places are moved `apart` until none covers another; else
    two that are large may share so much of the smaller one's breadth (`shared`) before all are
    drawn smaller, as they are where less than a share of their paper (`clear`) is under no other
    circle. `dots` lie over the land of places instead; `flows` lead to marks.
    """

    fills: Mapping[str, str]
    legend: tuple[Rows, ...]
    swatches: Mapping[str, Swatch] = field(default_factory=dict)
    marks: Mapping[str, tuple[Disc, ...]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    insets: int = 2
    notes: tuple[str, ...] = ()
    neighbours: frozenset[tuple[str, str]] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    inks: tuple[str, ...] = ()
    apart: bool = False
    shared: float = 1.0
    clear: float = 0.0
    dots: Dots | None = None
    flows: Flows | None = None

    @property
    def signed(self) -> Collection[str]:
        """The places that have signs of their own: marks, or dots however few."""
        return self.marks or (self.dots.numbers if self.dots else {})

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        """The lines of all parts of the legend."""
        return tuple(entry for part in self.legend for entry in part.entries)
