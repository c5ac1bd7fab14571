"""Finds room for labels, so that none covers another or can be taken for another place's.

A label may cover land and borders. It never covers a circle, the sign of a mission, another label,
a leader, or the country of origin, which would be read as what it names. Without a leader it stands
clearly nearer to its own circle than to any other; with one it stands clear of all others. A leader
ends in its own circle and crosses no other one, no label, no leader and not the country of origin.
A label that finds no such place is left out: better unnamed than misnamed.

Labels are placed one by one, the most important first, and a later one moves no earlier one: those
of the largest places stand where they stand however many more are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.sheet.labels.label import Label
from diasporamap.sheet.labels.positions import OVERHANG, beside, in_area, in_circle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Text
    from diasporamap.sheet.labels.label import Wanted
    from diasporamap.sheet.labels.positions import Positions
    from diasporamap.sheet.page import Box, Panel

    Ways = Callable[[Wanted, Text], Iterator[Positions]]

#: Free paper around a label, across and up, and to the edge of its panel, in millimetres.
ACROSS, UP, EDGE = 0.8, 0.25, 0.9
#: Free paper between the letters in a circle and its edge or a circle upon it.
IN_CIRCLE = 0.3
#: Free paper between a label and the circles of others, where a leader leads to it too.
OFF, OFF_LED = 0.35, 1.5
#: How many times farther, and how much farther in millimetres, than its own circle any other is
#: from the letters of a label without a leader.
NEARER, FARTHER = 1.5, 0.4
#: Free paper between a leader and other circles, labels and leaders.
OFF_LEADER, OFF_LABEL, APART = 0.3, 0.2, 0.8
#: Free paper between a label and a strong line on its left or right.
OFF_LINE = 1.0
#: Of those that may stand the rules are asked up to which numbers at once.
FEW = (64, 256)
#: How deep the sides of a circle's shape lie inside it, in radii.
INSIDE = 0.0013
#: Square of a length that is none, and what figures are rounded by, in millimetres.
TINY, ROUNDED = 1e-12, 1e-9
#: Share of a label that stands in the area of its place.
AT_HOME = 0.75


@dataclass(eq=False)
class Ground:
    """The paper of a panel: what stands on it, and the labels as they come to stand on it.

    Attributes
    ----------
    panel : Panel
        Labels stand inside its frame.
    circles : sequence of Circle
        As they are drawn, in the order in which they are painted.
    signs : sequence of Box
        Signs of missions, and squares of small places.
    taken : list of shapely geometries
        Paper that is written on. Labels and leaders are added to it.
    barred : sequence of shapely geometries
        Land that no label covers and no leader crosses.
    homes : mapping of str to shapely geometry
        Where there are any, a label without a leader stands in the area of its own place, for in
        a neighbour's it would be read as the neighbour's.
    lines : shapely geometry, optional
        Strong lines that a label with a value stands off where it can: what a halo leaves of one
        would be read as a figure before it.
    """

    panel: Panel
    circles: Sequence[Circle] = ()
    signs: Sequence[Box] = ()
    taken: list[BaseGeometry] = field(default_factory=list)
    barred: Sequence[BaseGeometry] = ()
    homes: Mapping[str, BaseGeometry] = field(default_factory=dict)
    lines: BaseGeometry | None = None
    thin: Sequence[BaseGeometry] = ()
    leaders: list[BaseGeometry] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay out the circles as shapes and figures, once."""
        self._limits = self.panel.frame().buffer(-EDGE)
        self._is_round = not _are_boxes(self._limits)
        shapely.prepare(self._limits)
        taken = np.array(self.taken, dtype=object)
        boxes = _are_boxes(taken)
        self._papers = shapely.bounds(taken[boxes]).reshape(-1, 4)
        self._shapes = list(taken[~boxes])
        for home in self.homes.values():
            shapely.prepare(home)
        if self.lines is not None:
            shapely.prepare(self.lines)
        self._round = _table([(disc.x, disc.y, disc.radius) for disc in self.circles], 3)
        self._square = _table([sign.bounds for sign in self.signs], 4)
        self._order = {disc.place: number for number, disc in enumerate(self.circles)}
        self._trees: dict[str, tuple[int, shapely.STRtree]] = {}
        self._rooms: dict[str, tuple[BaseGeometry, BaseGeometry]] = {}

    def place(
        self,
        wanted: Iterable[Wanted],
        text: Text,
        ways: Sequence[Ways] = (in_circle, in_area, beside),
        *,
        avoided: BaseGeometry | None = None,
    ) -> list[Label]:
        """Find a place for each label in turn; one that finds none is left out.

        `ways` give the places that are tried, those of an earlier one first; labels with a leader
        keep off what is `avoided`, which leaders may cross.
        """
        if avoided is not None:
            shapely.prepare(avoided)
        placed = []
        for one in wanted:
            for way in ways:
                label = self._best(one, way(one, text), avoided)
                if label is not None:
                    placed.append(label)
                    self.taken.append(label.paper.shape)
                    self._papers = np.vstack([self._papers, label.paper.bounds])
                    if label.leader:
                        self.leaders.append(shapely.LineString(label.leader))
                    break
        return placed

    def _best(
        self, one: Wanted, tried: Iterable[Positions], avoided: BaseGeometry | None
    ) -> Label | None:
        """Return the best place that is allowed: off strong and thin lines where there is one.

        Else it is one off thin lines, else any; all are looked for at once.
        """
        bests: list[Label | None] = [None, None, None]
        for positions in self._near(one, tried, avoided):
            fits = self._inside if positions.inside else self._outside
            some = np.flatnonzero(fits(one, positions))
            allowed = self._allowed(one, positions, some, avoided)
            for level, kept in enumerate(self._levels(one, positions, some, allowed)):
                if bests[level] is None and kept.any():
                    bests[level] = _label(one, positions, int(some[kept.argmax()]))
            if bests[0] is not None:
                break
        return next(filter(None, bests), None)

    def _near(
        self, one: Wanted, tried: Iterable[Positions], avoided: BaseGeometry | None
    ) -> Iterator[Positions]:
        """Give those that may be allowed as far as bounds and middles tell, few at first."""
        for whole in tried:
            rows = np.flatnonzero(self._may_stand(one, whole, avoided))
            for few in np.split(rows, FEW):
                if len(few):
                    yield whole.some(few)

    def _may_stand(
        self, one: Wanted, positions: Positions, avoided: BaseGeometry | None
    ) -> np.ndarray:
        """Tell which may be allowed as far as bounds and middles tell, which is cheap."""
        left, bottom, wide = positions.left, positions.bottom, positions.wide
        high = positions.whole_high
        west, south, east, north = self._limits.bounds
        near = (left > west) & (left + wide < east)
        near &= (bottom > south) & (bottom + high < north)
        near[near] = ~self._on_papers(positions.some(np.flatnonzero(near)))
        if positions.inside:
            return np.asarray(near)
        x, y = left + wide / 2, bottom + high / 2
        if avoided is not None:
            near[near] = ~shapely.contains_xy(avoided, x[near], y[near])
        elif self.homes:
            west, south, east, north = self.homes[one.place].bounds
            near &= (x >= west) & (x <= east) & (y >= south) & (y <= north)
            near[near] = shapely.contains_xy(self.homes[one.place], x[near], y[near])
        return np.asarray(near)

    def _on_papers(self, positions: Positions) -> np.ndarray:
        """Tell which come too near to a box that is written on; other shapes are asked later."""
        west, south, east, north = self._papers.T[:, :, None]
        left, bottom, right, top = positions.edges(ACROSS, UP)
        met = (left <= east) & (right >= west) & (bottom <= north) & (top >= south)
        return np.asarray(met.any(axis=0))

    def _levels(
        self, one: Wanted, positions: Positions, rows: np.ndarray, allowed: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Tell which rows keep off strong and thin lines, off thin ones, and are allowed at all."""
        off_thin = allowed.copy()
        if self.thin and allowed.any():
            wider = positions.papers(rows[allowed], ACROSS, UP)
            off_thin[allowed] = ~self._meets(wider, "thin")
            led = off_thin & positions.led[rows]
            if led.any():
                leaders = shapely.linestrings(positions.leaders[rows[led]])
                off_thin[led] = ~self._meets(leaders, "thin", distance=OFF_LABEL)
        off_all = off_thin.copy()
        if one.valued and self.lines is not None and not positions.inside and off_thin.any():
            around = positions.papers(rows[off_thin], OFF_LINE, UP)
            off_all[off_thin] = ~shapely.intersects(self.lines, around)
        return off_all, off_thin, allowed

    def _meets(self, shapes: np.ndarray, what: str, *, distance: float = 0.0) -> np.ndarray:
        """Tell which shapes come within a distance of what stands on the paper, in millimetres."""
        others = self._standing(what)
        known = self._trees.get(what)
        if known is None or known[0] != len(others):  # what stands there is only added to
            known = self._trees[what] = len(others), shapely.STRtree(others)
        met = np.zeros(len(shapes), dtype=bool)
        if others:
            met[known[1].query(shapes, predicate="dwithin", distance=distance)[0]] = True
        return met

    def _standing(self, what: str) -> Sequence[BaseGeometry]:
        of = {
            "taken": self.taken,
            "shapes": self._shapes,
            "leaders": self.leaders,
            "thin": self.thin,
            "barred": self.barred,
        }
        return of[what]

    def _room(self, one: Wanted) -> BaseGeometry:
        """Return what the name of a place stands in: its area, or the middle of its circle."""
        if one.area is None:
            return shapely.Point(one.x, one.y).buffer(one.dark - IN_CIRCLE)
        if one.place not in self._rooms or self._rooms[one.place][0] is not one.area:
            room = one.area.buffer(OVERHANG)
            shapely.prepare(room)
            self._rooms[one.place] = one.area, room
        return self._rooms[one.place][1]

    def _inside(self, one: Wanted, positions: Positions) -> np.ndarray:
        """Tell which boxes lie under no circle or sign, as far as figures tell."""
        own = self._order.get(one.place)
        on_circle = own is not None and one.area is None
        upon = self._round[own + 1 :] if own is not None and on_circle else self._round
        clear = _off_circles(positions, upon) >= (IN_CIRCLE if on_circle else OFF)
        return np.asarray(clear & (_off_boxes(positions, self._square) >= IN_CIRCLE))

    def _outside(self, one: Wanted, positions: Positions) -> np.ndarray:
        """Tell which stand clearly nearer to their own circle than to others, or clear of all."""
        own = np.array([[one.x, one.y, one.radius]])
        others = self._round[np.arange(len(self._round)) != self._order.get(one.place, -1)]
        away = _off_circles(positions, own, seen=True)
        clear = np.maximum(np.maximum(OFF, NEARER * away), away + FARTHER)
        needed = np.where(positions.led, OFF_LED, clear)
        others = _within_reach(positions, others, float(needed.max(initial=0.0)))
        nearest = np.minimum(
            _off_circles(positions, others, seen=True),
            _off_boxes(positions, self._signs_of_others(one)),
        )
        return np.asarray((away > 0) & (nearest >= needed))

    def _signs_of_others(self, one: Wanted) -> np.ndarray:
        """Return the signs but those that stand on its own circle or at its point."""
        x = np.clip(one.x, self._square[:, 0], self._square[:, 2]) - one.x
        y = np.clip(one.y, self._square[:, 1], self._square[:, 3]) - one.y
        return np.asarray(self._square[np.hypot(x, y) > one.radius])

    def _allowed(
        self, one: Wanted, positions: Positions, rows: np.ndarray, avoided: BaseGeometry | None
    ) -> np.ndarray:
        """Tell which of some rows keep the rules that shapes are needed for."""
        papers = positions.papers(rows)
        free = np.ones(len(rows), dtype=bool)

        def keep(rule: Callable[[np.ndarray], np.ndarray]) -> None:
            if free.any():  # each rule looks at what those before it left
                free[free] = rule(papers[free])

        def unwritten(_: np.ndarray) -> np.ndarray:
            wider = positions.papers(rows[free], ACROSS, UP)
            return np.asarray(~(self._meets(wider, "shapes") | self._meets(wider, "leaders")))

        if self._is_round:
            keep(lambda some: shapely.contains_properly(self._limits, some))
        if positions.inside:
            keep(lambda some: shapely.contains(self._room(one), some))
            if one.area is None:  # the name of the country of origin stands in it
                keep(lambda some: ~self._meets(some, "barred", distance=OFF))
            keep(unwritten)
            return free
        if avoided is not None:
            keep(lambda some: ~shapely.intersects(avoided, some))
        keep(unwritten)
        if avoided is None and self.homes:
            keep(lambda some: _are_at_home(self.homes[one.place], some))
        keep(lambda some: ~self._meets(some, "barred"))
        led = free & positions.led[rows]
        if led.any():
            free[led] = self._leads(one, positions.leaders[rows[led]])
        return free

    def _leads(self, one: Wanted, leaders: np.ndarray) -> np.ndarray:
        """Tell which leaders end in their own circle and cross nothing that they do not name."""
        whole = shapely.linestrings(leaders)
        clear = ~self._meets(whole, "taken", distance=OFF_LABEL)
        clear &= ~self._meets(whole, "barred", distance=OFF_LABEL)
        clear &= ~self._meets(whole, "leaders", distance=APART)
        own = self._order.get(one.place, -1)
        if own >= 0:
            clear &= ~self._meets_discs(leaders, np.arange(own + 1, len(self._round)))
        # Over its own circle a leader may pass what lies under that; beyond, it meets no other.
        middle = np.array([one.x, one.y])
        along = leaders[:, 1] - middle
        length = np.hypot(*along.T)[:, None]
        beyond = np.stack([middle + along / length * one.radius, leaders[:, 1]], axis=1)
        others = np.arange(len(self._round))
        clear &= ~self._meets_discs(beyond, others[others != own])
        signs = [shapely.box(*sign) for sign in self._signs_of_others(one)]
        return np.asarray(clear & ~_meets(shapely.linestrings(beyond), signs, OFF_LEADER))

    def _meets_discs(self, leaders: np.ndarray, discs: np.ndarray) -> np.ndarray:
        """Tell which leaders come near any of some circles, given by their numbers.

        A circle counts by its shape, which lies a little inside: that is asked where it decides.
        """
        circles = self._round[discs]
        off = _off_circles_of(leaders, circles)
        met: np.ndarray = (off <= OFF_LEADER - INSIDE * circles[:, 2:]).any(axis=0)
        for disc, row in zip(*np.nonzero((off <= OFF_LEADER + ROUNDED) & ~met), strict=True):
            shape = self.circles[discs[disc]].shape
            met[row] |= shapely.dwithin(shape, shapely.LineString(leaders[row]), OFF_LEADER)
        return met


def _label(one: Wanted, positions: Positions, row: int) -> Label:
    """Return the label of one row."""
    leader = None
    if positions.led[row]:
        start, end = positions.leaders[row].tolist()
        leader = ((start[0], start[1]), (end[0], end[1]))
    setting, box, align, papers = positions.label(row)
    return Label(
        setting.way.lines,
        box,
        align,
        setting.way.flat,
        leader,
        inside=positions.inside and one.dark > 0,
        place=one.place,
        valued=one.valued,
        ink=one.ink,
        slanted=one.slanted,
        papers=papers,
    )


def _table(rows: Sequence[Sequence[float]], columns: int) -> np.ndarray:
    return np.array(rows, dtype=float).reshape(len(rows), columns)


def _off_circles(positions: Positions, circles: np.ndarray, *, seen: bool = False) -> np.ndarray:
    """Return how far each box is from the nearest circle (x, y, radius), in millimetres.

    Measured from the letters where that is asked for as it is `seen`.
    """
    whole = (positions.left, positions.bottom, positions.wide, positions.high)
    x, y, radius = circles.T[:, :, None]
    nearest = np.full(len(positions.left), np.inf)
    for left, bottom, wide, high in positions.lines() if seen else (whole,):
        # Of many boxes by many circles: in place, and without hypot, which is much slower.
        off, up = _beyond(x, left, wide), _beyond(y, bottom, high)
        np.square(off, out=off)
        off += np.square(up, out=up)
        np.sqrt(off, out=off)
        off -= radius
        nearest = np.minimum(nearest, off.min(axis=0, initial=np.inf))
    return np.asarray(nearest)


def _beyond(at: np.ndarray, low: np.ndarray, long: np.ndarray) -> np.ndarray:
    """Return how far points lie outside of stretches that are so long, from their low ends on."""
    outside: np.ndarray = np.maximum(low - at, at - (low + long))
    np.maximum(outside, 0.0, out=outside)
    return outside


def _within_reach(positions: Positions, circles: np.ndarray, reach: float) -> np.ndarray:
    """Return the circles (x, y, radius) that any box may come nearer to than a reach."""
    x, y, radius = circles.T
    lines = [(left, low, left + wide, low + high) for left, low, wide, high in positions.lines()]
    left, bottom = (min(line[n].min(initial=np.inf) for line in lines) for n in (0, 1))
    right, top = (max(line[n].max(initial=-np.inf) for line in lines) for n in (2, 3))
    near = (x + radius + reach >= left) & (x - radius - reach <= right)
    return np.asarray(circles[near & (y + radius + reach >= bottom) & (y - radius - reach <= top)])


def _off_boxes(positions: Positions, boxes: np.ndarray) -> np.ndarray:
    """Return how far each box is from the nearest other one, in millimetres."""
    west, south, east, north = boxes.T[:, :, None]
    left, bottom, wide, high = positions.left, positions.bottom, positions.wide, positions.high
    across = np.maximum(np.maximum(west - left - wide, left - east), 0)
    up = np.maximum(np.maximum(south - bottom - high, bottom - north), 0)
    return np.asarray(np.hypot(across, up).min(axis=0, initial=np.inf))


def _off_circles_of(leaders: np.ndarray, circles: np.ndarray) -> np.ndarray:
    """Return how far leaders, in columns, are from circles (x, y, radius), in millimetres."""
    (start_x, start_y), (end_x, end_y) = leaders.transpose(1, 2, 0)
    x, y, radius = circles.T[:, :, None]
    along, up = end_x - start_x, end_y - start_y
    share = ((x - start_x) * along + (y - start_y) * up) / np.maximum(along**2 + up**2, TINY)
    np.clip(share, 0.0, 1.0, out=share)
    return np.asarray(np.hypot(x - start_x - share * along, y - start_y - share * up) - radius)


def _are_at_home(home: BaseGeometry, papers: np.ndarray) -> np.ndarray:
    """Tell which papers whose middle is in an area stand in it, wholly or for the most part."""
    whole: np.ndarray = shapely.contains(home, papers)
    boxes = shapely.bounds(papers[~whole])
    inside = shapely.area([shapely.clip_by_rect(home, *box) for box in boxes.tolist()])
    whole[~whole] = inside >= AT_HOME * shapely.area(papers[~whole])
    return whole


def _are_boxes(shapes: np.ndarray | BaseGeometry) -> np.ndarray:
    """Tell which shapes are rectangles along the edges of the paper."""
    return np.asarray(shapely.equals(shapes, shapely.box(*shapely.bounds(shapes).T)), dtype=bool)


def _meets(shapes: np.ndarray, others: Sequence[BaseGeometry], distance: float) -> np.ndarray:
    """Tell which shapes come within a distance of others, in millimetres."""
    met = np.zeros(len(shapes), dtype=bool)
    if others:
        tree = shapely.STRtree(others)
        met[tree.query(shapes, predicate="dwithin", distance=distance)[0]] = True
    return met
