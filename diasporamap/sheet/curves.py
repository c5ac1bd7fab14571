"""Bends the curves of a map of flows: apart where they start, thinner towards their ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import Polygon

#: Breadth at the end of a curve, as a share of that at its start, and the least that is printed.
END: Final = 0.35
THIN: Final = 0.09
#: Largest radius of the ring on which curves start, free paper between them there, in millimetres.
RING: Final = 4.0
GAP: Final = 0.3
#: A place nearer than this share of the map's breadth has a straight wedge, over all curves, from
#: so far along the way.
NEAR: Final = 0.17
BEGIN: Final = 0.2
#: Where along its length the bend of a curve lies, in its direction at the start.
BEND: Final = 0.36
#: Points along a curve, and how often starts are pushed apart.
POINTS: Final = 48
ROUNDS: Final = 400


@dataclass(frozen=True, eq=False)
class Curve:
    """The curve of a place on paper: its middle line and its breadth there, in millimetres."""

    place: str
    line: np.ndarray
    breadth: np.ndarray
    near: bool = False

    def shape(self, *, edge: float = 0.0, least: float = 0.0) -> Polygon:
        """Return the paper that it covers where it has a least breadth, with an edge around."""
        line = self.line[self.breadth >= least]
        if len(line) < 2:  # noqa: PLR2004 - a line has two ends
            return shapely.Polygon()
        if least:
            return Curve(self.place, line, self.breadth[: len(line)]).shape(edge=edge)
        along = np.gradient(self.line, axis=0)
        normal = np.column_stack([-along[:, 1], along[:, 0]])
        normal /= np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        half = (self.breadth / 2 + edge)[:, None] * normal
        return shapely.Polygon(np.concatenate([self.line + half, (self.line - half)[::-1]]))


def curves_of(
    home: tuple[float, float],
    ends: Mapping[str, tuple[float, float]],
    breadths: Mapping[str, float],
    *,
    breadth: float,
    reach: float = RING,
) -> list[Curve]:
    """Return the curves from a point to places, in the order in which they are painted.

    `breadths` are theirs at the start, `breadth` is that of the map, `reach` how far the country of
    origin extends from the point, all in millimetres.

    The broadest comes first, and what is near last, so that none is hidden.
    """
    start = np.array(home)
    far = [place for place in ends if math.dist(ends[place], home) >= NEAR * breadth]
    bearings = [math.atan2(ends[p][1] - home[1], ends[p][0] - home[0]) for p in far]
    turned, ring = _apart(bearings, [breadths[place] for place in far], min(reach, RING))
    turn_of = dict(zip(far, turned, strict=True))
    found = []
    for place, end in ends.items():
        last = np.array(end)
        steps = np.linspace(0, 1, POINTS)[:, None]
        wide = _tapered(breadths[place])
        if place in turn_of:
            way = np.array([math.cos(turn_of[place]), math.sin(turn_of[place])])
            first = start + ring * way
            bend = first + BEND * math.dist(first, last) * way
            line = (1 - steps) ** 2 * first + 2 * steps * (1 - steps) * bend + steps**2 * last
        else:
            line = start + (BEGIN + (1 - BEGIN) * steps) * (last - start)
        found.append(Curve(place, line, wide, place not in turn_of))
    return sorted(found, key=lambda curve: (curve.near, -breadths[curve.place], curve.place))


def straight(place: str, ends: np.ndarray, breadth: float) -> Curve:
    """Return a curve without a bend, as a legend has it."""
    steps = np.linspace(0, 1, POINTS)[:, None]
    return Curve(place, ends[0] + steps * (ends[1] - ends[0]), _tapered(breadth))


def _tapered(breadth: float) -> np.ndarray:
    """Return the breadth of a curve along its way."""
    return np.maximum(breadth * np.linspace(1, END, POINTS), THIN)


def _apart(
    bearings: Sequence[float], breadths: Sequence[float], ring: float
) -> tuple[list[float], float]:
    """Turn the starts of curves on a ring until these do not meet there; return its radius too.

    They keep their order. The ring is wider where all together have no room on it.
    """
    around = sum(breadth + GAP for breadth in breadths)
    ring = max(ring, 1.2 * around / (2 * math.pi))
    order = np.argsort(np.array(bearings), kind="stable")
    turns, number = np.array(bearings, dtype=float)[order], len(bearings)
    half = (np.array(breadths, dtype=float)[order] + GAP) / (2 * ring)
    for _ in range(ROUNDS if number > 1 else 0):
        following = np.roll(turns, -1)
        following[-1] += 2 * math.pi
        lacking = half + np.roll(half, -1) - (following - turns)
        if (lacking <= 1e-6).all():  # noqa: PLR2004 - radians that no print shows
            break
        push = np.maximum(lacking, 0) / 2
        turns = turns - push + np.roll(push, 1)
    found = np.empty(number)
    found[order] = turns
    return found.tolist(), ring
