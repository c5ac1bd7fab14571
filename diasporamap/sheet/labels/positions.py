"""Where a label could stand: in its circle, in its area, beside it, or away with a leader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.sheet.labels.label import inked, measured
from diasporamap.sheet.page import Box
from diasporamap.sheet.written import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.fonts import Text
    from diasporamap.sheet.labels.label import Inked, Wanted, Way
    from diasporamap.sheet.written import Align

#: Distance of a label from its circle, in millimetres: from LED on, a leader leads to it.
BESIDE = 0.7
GAPS = (BESIDE, 1.2, 1.7)
LED = 2.0
STEP = 1.0
#: How far from its circle a label may stand, and in parts of a country, in millimetres.
REACH = 24.0
FAR = 50.0
#: Directions tried, in degrees from the right, the best to read first.
TURNS = (
    *(0, 180, 90, 270, 30, 330, 150, 210, 60, 300, 120, 240),
    *(45, 315, 135, 225, 15, 345, 165, 195, 75, 285, 105, 255),
    *(7.5 + 15 * step for step in range(24)),
)
#: What a less good direction, a leader, a steep one and a broken name cost, in millimetres.
TURN_COST, LEADER_COST, STEEP_COST, BREAK_COST = 0.08, 2.5, 2.0, 1.5
#: Cosine of a direction over which the lines of a label lean on its circle.
LEANING = 0.3
#: How deep a leader ends inside its circle, in millimetres or in radii of a small one, and how
#: far from the label it begins, in millimetres.
DEPTH, DEPTH_SMALL, OFF = 0.8, 0.6, 0.4
#: How far a name may hang over the edge of its area, in millimetres.
OVERHANG = 0.6
#: Distance of the points at which a name is tried, as a share of its area's breadth.
STRIDE = 1 / 14


@dataclass(frozen=True, eq=False)
class Positions:
    """Places of one label in one of its ways, a row each: left and bottom of its box, in mm.

    `cost` says which is best. `leaders` have x and y of both ends, from the circle on, NaN without
    a leader. The lines, as they are seen in `inks`, stand `inside` their circle or area, or
    beside it as `align` says.
    """

    way: Way
    wide: float
    high: float
    left: np.ndarray
    bottom: np.ndarray
    cost: np.ndarray
    leaders: np.ndarray
    align: Sequence[Align]
    inks: Sequence[Inked]
    inside: bool = False

    @property
    def led(self) -> np.ndarray:
        """Which have a leader."""
        return np.asarray(~np.isnan(self.leaders[:, 0, 0]))

    @property
    def whole_high(self) -> float:
        """How high the boxes are with signs over them."""
        return max(self.high, *(ink.high for ink in self.inks))

    def some(self, rows: np.ndarray) -> Positions:
        """Return some of the rows, in the order in which they are named."""
        return replace(
            self,
            left=self.left[rows],
            bottom=self.bottom[rows],
            cost=self.cost[rows],
            leaders=self.leaders[rows],
            align=[self.align[row] for row in rows.tolist()],
        )

    def papers(self, rows: np.ndarray, across: float = 0.0, up: float = 0.0) -> np.ndarray:
        """Return the boxes of some rows with signs over them, and so much more paper around."""
        left, bottom = self.left[rows], self.bottom[rows]
        return np.asarray(
            shapely.box(
                *(left - across, bottom - up),
                *(left + self.wide + across, bottom + self.whole_high + up),
            )
        )

    def lines(self) -> Iterator[tuple[np.ndarray, np.ndarray, float, float]]:
        """Give left and bottom of each line as it is seen, a row each, its breadth and height."""
        share = np.array([SIDES[side] for side in self.align])
        for ink in self.inks:
            side = share if ink.side is None else ink.side
            left = self.left + side * (self.wide - ink.wide)
            yield left, self.bottom + ink.low, ink.wide, ink.high - ink.low

    def boxes_of_lines(self, row: int) -> tuple[Box, ...]:
        """Return the boxes of the lines of one row as they are seen."""
        return tuple(
            Box(float(x[row]), float(y[row]), float(x[row] + wide), float(y[row] + high))
            for x, y, wide, high in self.lines()
        )

    def box(self, row: int) -> Box:
        """Return one box."""
        left, bottom = float(self.left[row]), float(self.bottom[row])
        return Box(left, bottom, left + self.wide, bottom + self.high)


def in_circle(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the middle of its circle, where white letters can be read in it."""
    for number, way in enumerate(wanted.ways if wanted.dark and wanted.area is None else ()):
        middle = np.array([[wanted.x, wanted.y]])
        yield _centred(wanted, way, text, middle, np.array([number * BREAK_COST]))


def in_area(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the places in its area, those farthest from the edge first."""
    if wanted.area is None or wanted.area.is_empty:
        return
    area = wanted.area.buffer(OVERHANG)
    points, depth = points_in(area)
    for number, way in enumerate(wanted.ways):
        cost = depth.max(initial=0.0) - depth + 1000 * number  # a name in one line comes first
        yield _centred(wanted, way, text, points, cost)


def beside(wanted: Wanted, text: Text, *, reach: float = REACH) -> Iterator[Positions]:
    """Give the places around it: near ones, and such as a leader leads to."""
    gaps = np.array([*GAPS, *np.arange(LED, reach, STEP)])
    yield from _around(wanted, text, gaps)


def away(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the places that a leader leads to, also far off."""
    yield from _around(wanted, text, np.arange(LED, FAR, STEP))


def _around(wanted: Wanted, text: Text, gaps: np.ndarray) -> Iterator[Positions]:
    turns = np.radians(TURNS)
    turn, gap = (grid.ravel() for grid in np.meshgrid(np.arange(len(turns)), gaps))
    cosine, sine = np.cos(turns)[turn], np.sin(turns)[turn]
    reach = wanted.radius + gap
    near = np.column_stack([wanted.x + reach * cosine, wanted.y + reach * sine])
    led = gap >= LED
    sides: list[Align] = [
        "left" if c > LEANING else "right" if c < -LEANING else "center" for c in cosine
    ]
    depth = min(DEPTH, DEPTH_SMALL * wanted.radius)
    start = wanted.radius - depth
    leaders = np.stack(
        [
            np.column_stack([wanted.x + start * cosine, wanted.y + start * sine]),
            near - OFF * np.column_stack([cosine, sine]),
        ],
        axis=1,
    )
    leaders[~led] = np.nan
    cost = gap + TURN_COST * turn + led * (LEADER_COST + STEEP_COST * abs(sine))
    for number, way in enumerate(wanted.ways):
        wide, high = measured(way, text, valued=wanted.valued)
        inks = inked(way, text, valued=wanted.valued)
        bottom = near[:, 1] - high / 2 * (1 - sine)
        # Near its point the label stands round it, or leans off it altogether.
        share = np.array([SIDES[side] for side in sides])
        for more, offset in ((0.0, wide / 2 * (1 - cosine)), (0.05, share * wide)):
            yield Positions(
                way,
                wide,
                high,
                near[:, 0] - offset,
                bottom,
                cost + more + number * BREAK_COST,
                leaders,
                sides,
                inks,
            )


def _centred(
    wanted: Wanted, way: Way, text: Text, points: np.ndarray, cost: np.ndarray
) -> Positions:
    wide, high = measured(way, text, valued=wanted.valued)
    left, bottom = points[:, 0] - wide / 2, points[:, 1] - high / 2
    none = np.full((len(points), 2, 2), np.nan)
    align: list[Align] = ["center"] * len(points)
    inks = inked(way, text, valued=wanted.valued)
    return Positions(way, wide, high, left, bottom, cost, none, align, inks, inside=True)


def points_in(area: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Return points of a grid inside an area, and how far each lies from its edge."""
    left, bottom, right, top = area.bounds
    step = max(right - left, top - bottom) * STRIDE
    across, up = np.meshgrid(np.arange(left, right, step), np.arange(bottom, top, step))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(area, tolerance=0.1), 0)
    points = np.append(middle, shapely.points(across.ravel(), up.ravel()))
    points = points[shapely.contains(area, points)]
    return shapely.get_coordinates(points), shapely.distance(points, shapely.boundary(area))
