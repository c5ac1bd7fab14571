"""Where a label could stand: in its circle, in its area, beside it, or away with a leader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

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
#: What a less good direction, a leader, a steep one, a broken name and leaning off cost, in mm.
TURN_COST, LEADER_COST, STEEP_COST, BREAK_COST, LEAN_COST = 0.08, 2.5, 2.0, 1.5, 0.05
#: The best positions are tried first: up to which numbers at once, before all others are.
CHUNKS = (64, 320, 1280)
#: Cosine of a direction over which the lines of a label lean on its circle.
LEANING = 0.3
#: How deep a leader ends inside its circle, in millimetres or in radii of a small one, and how
#: far from the label it begins, in millimetres.
DEPTH, DEPTH_SMALL, OFF = 0.8, 0.6, 0.4
#: How far a name may hang over the edge of its area, in millimetres.
OVERHANG = 0.6
#: Distance of the points at which a name is tried, as a share of its area's breadth.
STRIDE = 1 / 14


class Setting(NamedTuple):
    """A way in which a label can be written, with its breadth and height and its lines, in mm."""

    way: Way
    wide: float
    high: float
    inks: tuple[Inked, ...]

    @property
    def whole_high(self) -> float:
        """How high it is with signs over it."""
        return max(self.high, *(ink.high for ink in self.inks))


@dataclass(frozen=True, eq=False)
class Positions:
    """Places of one label, a row each, the best first: left and bottom of its box, in mm.

    `way` is the number of the one of its `settings` in which it is written. `leaders` have x and y
    of both ends, from the circle on, NaN without a leader. The lines stand `inside` their circle or
    area, or beside it; their point is at a `share` of their breadth, as in `SIDES`.
    """

    settings: Sequence[Setting]
    way: np.ndarray
    left: np.ndarray
    bottom: np.ndarray
    leaders: np.ndarray
    share: np.ndarray
    inside: bool = False

    @property
    def led(self) -> np.ndarray:
        """Which have a leader."""
        return np.asarray(~np.isnan(self.leaders[:, 0, 0]))

    @cached_property
    def wide(self) -> np.ndarray:
        """How broad the boxes are."""
        return self._of_ways([setting.wide for setting in self.settings])

    @cached_property
    def high(self) -> np.ndarray:
        """How high the boxes are."""
        return self._of_ways([setting.high for setting in self.settings])

    @cached_property
    def whole_high(self) -> np.ndarray:
        """How high the boxes are with signs over them."""
        return self._of_ways([setting.whole_high for setting in self.settings])

    def _of_ways(self, figures: Sequence[float]) -> np.ndarray:
        return np.asarray(np.array(figures)[self.way])

    def some(self, rows: np.ndarray) -> Positions:
        """Return some of the rows."""
        return replace(
            self,
            way=self.way[rows],
            left=self.left[rows],
            bottom=self.bottom[rows],
            leaders=self.leaders[rows],
            share=self.share[rows],
        )

    def edges(self, across: float = 0.0, up: float = 0.0) -> tuple[np.ndarray, ...]:
        """Return left, bottom, right and top with signs over them, and so much more paper."""
        return (
            *(self.left - across, self.bottom - up),
            *(self.left + self.wide + across, self.bottom + self.whole_high + up),
        )

    def papers(self, rows: np.ndarray, across: float = 0.0, up: float = 0.0) -> np.ndarray:
        """Return the paper of some rows as shapes; see `edges`."""
        return np.asarray(shapely.box(*self.some(rows).edges(across, up)))

    def lines(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
        """Give left and bottom of each line as it is seen, a row each, its breadth and height.

        A label of fewer lines than others has its last one again.
        """
        inks = zip_longest(*(setting.inks for setting in self.settings))
        last = [setting.inks[-1] for setting in self.settings]
        for some in inks:
            row = [ink or end for ink, end in zip(some, last, strict=True)]
            wide, low, top, side = np.array(row, dtype=float).T[:, self.way]
            side = np.where(np.isnan(side), self.share, side)
            yield self.left + side * (self.wide - wide), self.bottom + low, wide, top - low

    def label(self, row: int) -> tuple[Setting, Box, Align, tuple[Box, ...]]:
        """Return how the label of a row is written, its box and side, the boxes of its lines."""
        setting = self.settings[self.way[row]]
        left, bottom = float(self.left[row]), float(self.bottom[row])
        box = Box(left, bottom, left + setting.wide, bottom + setting.high)
        lines = [[float(edge[row]) for edge in line] for line in self.lines()]
        seen = [Box(x, y, x + wide, y + high) for x, y, wide, high in lines]
        align = next(side for side, share in SIDES.items() if share == self.share[row])
        return setting, box, align, tuple(seen[: len(setting.inks)])


def in_circle(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the middle of its circle, where white letters can be read in it."""
    middle = np.array([[wanted.x, wanted.y]])
    for setting in _settings(wanted, text) if wanted.dark and wanted.area is None else ():
        yield _centred(setting, middle)


def in_area(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the places in its area, those farthest from the edge first."""
    if wanted.area is None or wanted.area.is_empty:
        return
    points, depth = points_in(wanted.area.buffer(OVERHANG))
    points = points[np.argsort(depth.max(initial=0.0) - depth, kind="stable")]
    for setting in _settings(wanted, text):  # a name in one line comes first
        yield _centred(setting, points)


def beside(wanted: Wanted, text: Text, *, reach: float = REACH) -> Iterator[Positions]:
    """Give the places around it: near ones, and such as a leader leads to."""
    yield from _around(wanted, text, (*GAPS, *np.arange(LED, reach, STEP).tolist()))


def away(wanted: Wanted, text: Text) -> Iterator[Positions]:
    """Give the places that a leader leads to, also far off."""
    yield from _around(wanted, text, tuple(np.arange(LED, FAR, STEP).tolist()))


def _around(wanted: Wanted, text: Text, gaps: tuple[float, ...]) -> Iterator[Positions]:
    settings = _settings(wanted, text)
    wide, high = np.array([(setting.wide, setting.high) for setting in settings]).T
    start = wanted.radius - min(DEPTH, DEPTH_SMALL * wanted.radius)
    middle = np.array([wanted.x, wanted.y])
    for way, leans, gap, along, share in _rays(gaps, len(settings)):
        near = middle + (wanted.radius + gap)[:, None] * along
        leaders = np.stack([middle + start * along, near - OFF * along], axis=1)
        leaders[gap < LED] = np.nan
        cosine, sine = along.T
        # Near its point the label stands round it, or leans off it altogether.
        offset = np.where(leans, share * wide[way], wide[way] / 2 * (1 - cosine))
        left, bottom = near[:, 0] - offset, near[:, 1] - high[way] / 2 * (1 - sine)
        yield Positions(settings, way, left, bottom, leaders, share)


@lru_cache(maxsize=32)
def _rays(gaps: tuple[float, ...], ways: int) -> list[tuple[np.ndarray, ...]]:
    """Return where a label in some ways is tried around any circle, the best first, in chunks.

    A row each: the number of the way, whether the label leans off its point, the gap between, the
    direction as cosine and sine, and the share of its breadth at which the label has its point.
    """
    number, leans, gap, turn = (
        grid.ravel()
        for grid in np.meshgrid(
            *(np.arange(ways), [False, True], gaps, np.arange(len(TURNS))), indexing="ij"
        )
    )
    turns = np.radians(TURNS)
    cosine, sine = np.cos(turns)[turn], np.sin(turns)[turn]
    led = gap >= LED
    cost = gap + TURN_COST * turn + led * (LEADER_COST + STEEP_COST * abs(sine))
    cost = cost + LEAN_COST * leans + number * BREAK_COST
    share = np.where(cosine > LEANING, SIDES["left"], SIDES["center"])
    share[cosine < -LEANING] = SIDES["right"]
    columns = (number, leans, gap, np.column_stack([cosine, sine]), share)
    chunks = np.split(np.argsort(cost, kind="stable"), CHUNKS)
    return [tuple(column[chunk] for column in columns) for chunk in chunks if len(chunk)]


def _settings(wanted: Wanted, text: Text) -> list[Setting]:
    return [
        Setting(
            way,
            *measured(way, text, valued=wanted.valued),
            inked(way, text, valued=wanted.valued),
        )
        for way in wanted.ways
    ]


def _centred(setting: Setting, points: np.ndarray) -> Positions:
    left, bottom = points[:, 0] - setting.wide / 2, points[:, 1] - setting.high / 2
    rows = len(points)
    none, share = np.full((rows, 2, 2), np.nan), np.full(rows, SIDES["center"])
    first = np.zeros(rows, dtype=np.intp)
    return Positions([setting], first, left, bottom, none, share, inside=True)


def points_in(area: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Return points of a grid inside an area, and how far each lies from its edge."""
    left, bottom, right, top = area.bounds
    step = max(right - left, top - bottom) * STRIDE
    across, up = np.meshgrid(np.arange(left, right, step), np.arange(bottom, top, step))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(area, tolerance=0.1), 0)
    points = np.append(middle, shapely.points(across.ravel(), up.ravel()))
    points = points[shapely.contains(area, points)]
    return shapely.get_coordinates(points), shapely.distance(points, shapely.boundary(area))
