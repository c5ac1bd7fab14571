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
    from diasporamap.sheet.labels.label import Wanted
    from diasporamap.sheet.labels.positions import Positions, Text
    from diasporamap.sheet.page import Box, Panel

    Ways = Callable[[Wanted, Text], Iterator[Positions]]

#: Free paper around a label, across and up, and to the edge of its panel, in millimetres.
ACROSS, UP, EDGE = 0.8, 0.25, 0.9
#: Free paper between the letters in a circle and its edge or a circle upon it.
IN_CIRCLE = 0.3
#: Free paper between a label and the circles of others, where a leader leads to it too.
OFF, OFF_LED = 0.35, 1.5
#: How many times farther than its own circle any other is from a label without a leader.
NEARER = 1.5
#: Free paper between a leader and other circles, labels and leaders.
OFF_LEADER, OFF_LABEL, APART = 0.3, 0.2, 0.8
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
    """

    panel: Panel
    circles: Sequence[Circle] = ()
    signs: Sequence[Box] = ()
    taken: list[BaseGeometry] = field(default_factory=list)
    barred: Sequence[BaseGeometry] = ()
    homes: Mapping[str, BaseGeometry] = field(default_factory=dict)
    leaders: list[BaseGeometry] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw the circles as shapes, once."""
        self._limits = self.panel.frame().buffer(-EDGE)
        shapely.prepare(self._limits)
        self._discs = [shapely.Point(disc.x, disc.y).buffer(disc.radius) for disc in self.circles]
        self._order = {disc.place: number for number, disc in enumerate(self.circles)}
        self._signs = [shapely.box(*sign.bounds) for sign in self.signs]

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
        placed = []
        for one in wanted:
            own = shapely.Point(one.x, one.y).buffer(max(one.radius, 1e-6))
            others = self._others(one, own)
            for way in ways:
                label = self._best(one, own, others, way(one, text), avoided)
                if label is not None:
                    placed.append(label)
                    self.taken.append(shapely.box(*label.box.bounds))
                    if label.leader:
                        self.leaders.append(shapely.LineString(label.leader))
                    break
        return placed

    def _others(self, one: Wanted, own: BaseGeometry) -> list[BaseGeometry]:
        """Return circles and signs that the label is not of; a sign in its circle is its own."""
        order = self._order.get(one.place)
        discs = [disc for number, disc in enumerate(self._discs) if number != order]
        return discs + [sign for sign in self._signs if not sign.intersects(own)]

    def _best(
        self,
        one: Wanted,
        own: BaseGeometry,
        others: list[BaseGeometry],
        tried: Iterable[Positions],
        avoided: BaseGeometry | None,
    ) -> Label | None:
        best: tuple[float, Positions, int] | None = None
        for positions in tried:
            if positions.inside:
                allowed = self._inside(one, positions)
            else:
                allowed = self._outside(one, own, others, positions, avoided)
            cost = np.where(allowed, positions.cost, np.inf)
            row = int(cost.argmin()) if len(cost) else 0
            if len(cost) and np.isfinite(cost[row]) and (best is None or cost[row] < best[0]):
                best = (float(cost[row]), positions, row)
        if best is None:
            return None
        _, positions, row = best
        leader = None
        if positions.led[row]:
            start, end = positions.leaders[row].tolist()
            leader = ((start[0], start[1]), (end[0], end[1]))
        return Label(
            positions.way.lines,
            positions.box(row),
            positions.align[row],
            positions.way.flat,
            leader,
            inside=positions.inside and one.dark > 0,
            place=one.place,
            valued=one.valued,
        )

    def _free(self, positions: Positions) -> np.ndarray:
        """Tell which boxes lie in the panel, off labels, leaders and what else is written."""
        free: np.ndarray = shapely.contains_properly(self._limits, positions.papers())
        padded = positions.papers(ACROSS, UP)
        return np.asarray(free & ~_meets(padded, [*self.taken, *self.leaders]))

    def _inside(self, one: Wanted, positions: Positions) -> np.ndarray:
        """Tell in which boxes the label stands whole in its circle or area, under nothing."""
        free = self._free(positions)
        if one.radius and one.area is None:
            room = shapely.Point(one.x, one.y).buffer(one.dark - IN_CIRCLE)
            upon = self._discs[self._order[one.place] + 1 :] if one.place in self._order else []
            free &= ~_meets(positions.papers(), [*upon, *self._signs], distance=IN_CIRCLE)
        else:
            room = one.area.buffer(OVERHANG) if one.area is not None else shapely.Point()
            free &= ~_meets(positions.papers(), [*self._discs, *self._signs], distance=OFF)
        shapely.prepare(room)
        return np.asarray(free & shapely.contains(room, positions.papers()))

    def _outside(
        self,
        one: Wanted,
        own: BaseGeometry,
        others: list[BaseGeometry],
        positions: Positions,
        avoided: BaseGeometry | None,
    ) -> np.ndarray:
        """Tell in which boxes the label is read as that of its own place and no other."""
        papers, led = positions.papers(), positions.led
        free = self._free(positions) & ~_meets(papers, [own, *self.barred])
        far = _distances(papers[free], others)
        near = np.where(
            led[free], OFF_LED, np.maximum(OFF, NEARER * shapely.distance(papers[free], own))
        )
        free[free] = far >= near
        if self.homes and avoided is None:
            home = self.homes[one.place]
            at = free.copy()
            inside = shapely.area(shapely.intersection(papers[at], home))
            free[at] = (inside >= AT_HOME * shapely.area(papers[at])) & shapely.contains(
                home, shapely.centroid(papers[at])
            )
        if avoided is not None:
            free[free] = ~shapely.intersects(papers[free], avoided)
        at = free & led
        if at.any():
            free[at] = self._leads(one, positions.leaders[at], others)
        return free

    def _leads(self, one: Wanted, leaders: np.ndarray, others: list[BaseGeometry]) -> np.ndarray:
        """Tell which leaders end in their own circle and cross nothing that they do not name."""
        whole = shapely.linestrings(leaders)
        clear = ~_meets(whole, [*self.taken, *self.barred], distance=OFF_LABEL)
        clear &= ~_meets(whole, self.leaders, distance=APART)
        # Over its own circle a leader may pass what lies under that; beyond, it meets no other.
        rim = np.array([one.x, one.y])
        along = leaders[:, 1] - rim
        length = np.hypot(*along.T)[:, None]
        outer = np.stack([rim + along / length * one.radius, leaders[:, 1]], axis=1)
        upon = self._discs[self._order[one.place] + 1 :] if one.place in self._order else []
        clear &= ~_meets(whole, upon, distance=OFF_LEADER)
        return np.asarray(clear & ~_meets(shapely.linestrings(outer), others, distance=OFF_LEADER))


def _meets(
    shapes: np.ndarray, others: Sequence[BaseGeometry], *, distance: float = 0.0
) -> np.ndarray:
    """Tell which shapes come within a distance of others, in millimetres."""
    met = np.zeros(len(shapes), dtype=bool)
    if others:
        tree = shapely.STRtree(others)
        met[tree.query(shapes, predicate="dwithin", distance=distance)[0]] = True
    return met


def _distances(shapes: np.ndarray, others: Sequence[BaseGeometry]) -> np.ndarray:
    """Return how far each shape is from the nearest of others, in millimetres."""
    if not others or not len(shapes):
        return np.full(len(shapes), np.inf)
    tree = shapely.STRtree(others)
    (rows, _), distances = tree.query_nearest(shapes, return_distance=True, all_matches=False)
    found = np.empty(len(shapes))
    found[rows] = distances
    return found
