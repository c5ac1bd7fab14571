"""Moves circles until none covers another, each as little from its place as the others let it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon

    from diasporamap.language import Message
    from diasporamap.sheet.circles import Circle

#: Circles from this radius on, in millimetres, are large.
LARGE: Final = 2.5
#: Free paper between two circles, with their rings, in millimetres.
GAP: Final = 0.5
#: Share of a frame that circles cover at most: fuller, there is no room for names.
FULL: Final = 0.4
#: Steps in which circles are pushed apart; in the first ones they are drawn back to their places.
STEPS: Final = 1200
DRAWN_BACK: Final = 0.5
#: How much of the way back a circle is drawn in the first step.
BACK: Final = 0.12
#: How much two circles may still share, in millimetres.
CLOSE: Final = 1e-3
#: A length that is none, and the share of a circle's area that the shape of it has at least.
TINY: Final = 1e-9
ROUNDED: Final = 0.998
#: Turn between circles at one point, in radians: the golden angle, so that no two go the same way.
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


class CrowdedError(UsageError):
    """Circles cover each other, and would less if all were smaller."""


def require_room(circles: Sequence[Circle], shared: float, clear: float) -> None:
    """Refuse large circles that cover over a share of a smaller one's breadth, and heaps."""
    if clear and _may_be_heap(circles, clear):
        shapes = [circle.shape for circle in circles]
        if shapely.union_all(shapes).area < clear * sum(shape.area for shape in shapes):
            raise CrowdedError(message("sheet.heap"))
    if shared >= 1:
        return
    large = [circle for circle in circles if circle.radius >= LARGE]
    for one, other in combinations(large, 2):
        common = one.radius + other.radius - math.dist((one.x, one.y), (other.x, other.y))
        if common > shared * 2 * min(one.radius, other.radius):
            raise CrowdedError(message("sheet.circles_cover", one=one.place, other=other.place))


def _may_be_heap(circles: Sequence[Circle], clear: float) -> bool:
    """Tell whether all that every two circles share is so much that they may lie on a heap.

    It is more than is hidden where three lie on each other, and is told without shapes.
    """
    at = np.array([(circle.x, circle.y) for circle in circles]).reshape(-1, 2)
    radii = np.array([circle.radius for circle in circles])
    away = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    one, other = np.nonzero(np.triu(away < radii[:, None] + radii[None, :], 1))
    shared = _shared(radii[one], radii[other], away[one, other]).sum()
    return bool(shared > ROUNDED * (1 - clear) * math.pi * (radii**2).sum())


def _shared(one: np.ndarray, other: np.ndarray, away: np.ndarray) -> np.ndarray:
    """Return the area that every two circles share whose middles are so far away."""
    small, large = np.minimum(one, other), np.maximum(one, other)
    apart = np.maximum(away, large - small + TINY)  # as far in as a smaller one lies whole
    chord = (apart**2 + large**2 - small**2) / (2 * apart)
    parts = 0.0
    for radius, off in ((large, chord), (small, apart - chord)):
        share = np.clip(off / radius, -1.0, 1.0)
        parts = parts + radius**2 * (np.arccos(share) - share * np.sqrt(1 - share**2))
    return np.asarray(parts)


def moved_apart(circles: Sequence[Circle], frame: Polygon) -> list[Circle]:
    """Return circles in the same order, moved so that none covers another or the frame.

    The larger of two moves less. The same circles always come to stand in the same places.

    Raises
    ------
    CrowdedError
        If they find no room beside each other.
    """
    radii = np.array([circle.radius for circle in circles])
    if math.pi * (radii**2).sum() > FULL * frame.area:
        raise CrowdedError(_no_room(len(circles)))
    home = np.array([(circle.x, circle.y) for circle in circles], dtype=float).reshape(-1, 2)
    reach, weight = radii + GAP / 2, radii**2
    rooms = [frame.buffer(-radius - GAP / 2) for radius in radii]
    at = home.copy()
    for step in range(STEPS):
        back = BACK * max(0.0, 1 - step / (DRAWN_BACK * STEPS))
        at += back * (home - at)
        pushed = _push(at, reach, weight)
        kept = _keep(at, rooms)
        if not pushed and kept and (not back or not step):
            break
    else:
        if _push(at.copy(), reach - GAP / 2, weight):
            raise CrowdedError(_no_room(len(circles)))
    return [
        replace(circle, x=float(x), y=float(y)) for circle, (x, y) in zip(circles, at, strict=True)
    ]


def _no_room(number: int) -> Message:
    return message("sheet.no_room_for_circles", number=number)


def _push(at: np.ndarray, reach: np.ndarray, weight: np.ndarray) -> bool:
    """Push every two circles that share paper apart; tell whether any had to be."""
    between = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    first, second = np.nonzero(np.triu(reach[:, None] + reach[None, :] - between > CLOSE, 1))
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        way = at[other] - at[one]
        distance = math.hypot(*way)
        common = reach[one] + reach[other] - distance
        if common <= 0:
            continue
        turn = GOLDEN * other
        along = way / distance if distance > CLOSE else np.array([math.cos(turn), math.sin(turn)])
        share = weight[other] / (weight[one] + weight[other])
        at[one] -= common * share * along
        at[other] += common * (1 - share) * along
    return len(first) > 0


def _keep(at: np.ndarray, rooms: Sequence[Polygon]) -> bool:
    """Move circles back into the frame; tell whether none had to be."""
    kept = True
    for number, room in enumerate(rooms):
        point = shapely.Point(at[number])
        if room.is_empty or shapely.distance(room, point) <= CLOSE:
            continue
        kept = False
        at[number] = shapely.get_coordinates(shapely.shortest_line(room, point))[0]
    return kept
