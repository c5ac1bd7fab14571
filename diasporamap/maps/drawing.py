"""What a map kind gives and a renderer draws: fills, marks, parts of a legend, labels wanted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.maps.style import Swatch

#: A circle that holds fewer dashes has a solid outline; its colour tells what it is.
FEWEST_DASHES: Final = 6
#: Degrees of a whole disc.
ROUND: Final = 360.0


@dataclass(frozen=True)
class Look:
    """How a mark is painted.

    Attributes
    ----------
    fill : str
        Colour.
    opacity : float
        Of the fill, 0 to 1.
    edge : str
        Colour of the outline.
    width : float
        Width of the outline in points.
    dashes : tuple of float
        Dashes of the outline in its widths; empty for a solid one.
    dark : bool
        Whether a label can stand on it, in white.
    """

    fill: str
    opacity: float
    edge: str
    width: float
    dashes: tuple[float, ...] = ()
    dark: bool = False

    def dashes_around(self, radius: float) -> tuple[float, ...]:
        """Return the dashes of a circle whose radius is given in points: none on a small one."""
        holds = 2 * math.pi * radius >= FEWEST_DASHES * sum(self.dashes) * self.width
        return self.dashes if holds else ()


@dataclass(frozen=True)
class Disc:
    """A mark at the label point of its place: a disc, a ring, or a part of a disc.

    Attributes
    ----------
    radius : float
        Share of the radius of the largest circle of the style.
    look : str
        Key of its look in the drawing.
    start, sweep : float
        Where a part of a disc begins, in degrees from the right and against the clock, and how
        many degrees it has: 90 and 180 for the left half.
    """

    radius: float
    look: str
    start: float = 0.0
    sweep: float = ROUND


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend.

    Attributes
    ----------
    kind : {"circle", "class", "discs", "state", "line", "seat"}
        What stands before the words: a nested circle, a class of colours, discs in one another, a
        state of places, a kind of boundary line, a kind of mission.
    key : str
        For areas the key of the swatch; for lines and missions their kind; a name otherwise.
    label : str
        The words.
    radius : float
        Of a nested circle, as of a `Disc`.
    discs : tuple of (float, Look)
        Discs in one another, the outermost first, as shares of what a line has room for.
    """

    kind: Literal["circle", "class", "discs", "state", "line", "seat"]
    key: str
    label: str
    radius: float = 0.0
    discs: tuple[tuple[float, Look], ...] = ()


@dataclass(frozen=True)
class Rows:
    """Part of a legend: a row an entry, under a title where it has one."""

    entries: tuple[LegendEntry, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Nested(Rows):
    """Circles that stand on one line, the largest first, in one colour."""

    colour: str


@dataclass(frozen=True, kw_only=True)
class Boxes(Rows):
    """Classes that touch, the largest on top.

    Attributes
    ----------
    sides : tuple of str
        Words for what lies under, at and over the middle of a diverging scale; empty otherwise.
    over_middle : int
        How many boxes lie over a limit at the middle; -1 where no limit does.
    """

    sides: tuple[str, ...] = ()
    over_middle: int = -1


@dataclass(frozen=True)
class Drawing:
    """What a map kind gives; renderers know nothing else of kinds.

    Attributes
    ----------
    fills : mapping of str to str
        Key of the swatch of each place.
    legend : tuple of Rows, Nested or Boxes
        Parts of the legend, in order; states, lines and missions come last.
    swatches : mapping of str to Swatch
        Those that the style does not have, by key.
    marks : mapping of str to tuple of Disc
        By place, in the order in which they are painted: places from the largest to the smallest,
        the outermost disc of a place first.
    looks : mapping of str to Look
        How marks are painted.
    labels : tuple of str
        Places to be labelled on paper, the most important first.
    insets : tuple of str
        Parts of the world that are worth drawing again, larger, where there is room.
    notes : tuple of str
        Sentences that the captions carry.
    """

    fills: Mapping[str, str]
    legend: tuple[Rows, ...]
    swatches: Mapping[str, Swatch] = field(default_factory=dict)
    marks: Mapping[str, tuple[Disc, ...]] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    insets: tuple[str, ...] = ("europe", "gulf_of_guinea")
    notes: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        """The lines of all parts of the legend."""
        return tuple(entry for part in self.legend for entry in part.entries)
