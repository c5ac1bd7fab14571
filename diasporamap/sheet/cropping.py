"""Finds the smallest part of a map that holds nearly all people, and cuts shapes to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from diasporamap.sheet.shapes import Shapes

#: Share of the people that a box may leave out, and of its area that a place left out saves.
LEFT_OUT: Final = 0.02
SAVES: Final = 0.04
#: Free land around what a box holds, as a share of its longer side.
AROUND: Final = 0.03
#: A box nearly as broad or as high as all is as broad or as high.
NEARLY: Final = 0.9
#: How often the size of circles in a box and that of the box follow each other.
ROUNDS: Final = 4

Bounds = tuple[float, float, float, float]


def kept_places(points: np.ndarray, shares: np.ndarray, home: np.ndarray) -> np.ndarray:
    """Tell which places stay: all that cost too many people or save too little of the paper.

    Parameters
    ----------
    points : array of (n, 2)
        Where places lie, in metres.
    shares : array of (n, m)
        Their share of the people of each small map: none leaves out more than `LEFT_OUT`.
    home : array of (k, 2)
        What stays whatever it costs: the corners of the country of origin.
    """
    kept, lost = np.ones(len(points), dtype=bool), np.zeros(shares.shape[1])
    while kept.sum() > 1:
        area = _area(np.vstack([points[kept], home]))
        best: tuple[float, int] | None = None
        rows = np.flatnonzero(kept)
        ends = {int(rows[pick(points[rows, axis])]) for axis in (0, 1) for pick in _ENDS}
        for row in sorted(ends):
            if ((lost + shares[row]) > LEFT_OUT).any():
                continue
            rest = kept.copy()
            rest[row] = False
            saved = area - _area(np.vstack([points[rest], home]))
            worth = saved / max(float(shares[row].max()), 1e-6)
            if saved > 0 and (best is None or worth > best[0]):
                best = worth, row
        if best is None:
            break
        kept[best[1]] = False
        lost = lost + shares[best[1]]
    return kept


_ENDS = (np.argmin, np.argmax)


def _area(points: np.ndarray) -> float:
    return float(np.prod(np.ptp(points, axis=0)))


def box_around(
    points: np.ndarray, radii: np.ndarray, home: np.ndarray, breadth: float, height: float
) -> Bounds:
    """Return the box in metres of a frame of so many millimetres that holds whole circles."""
    low, high = (pick(np.vstack([points, home]), axis=0) for pick in (np.min, np.max))
    size = np.array([breadth, height])
    for _ in range(ROUNDS):
        metre = float(((high - low) / size).max())
        reach = radii[:, None] * metre
        held = np.vstack([points - reach, points + reach, home])
        low, high = held.min(axis=0), held.max(axis=0)
        around = AROUND * float((high - low).max())
        low, high = low - around, high + around
    return (*low.tolist(), *high.tolist())


def widened(box: Bounds, whole: Bounds, proportion: float) -> Bounds:
    """Return a box of a proportion of breadth to height, as far as the whole map reaches."""
    found = []
    for axis, share in ((0, proportion), (1, 1 / proportion)):
        low, high = box[axis], box[axis + 2]
        other = (box[3 - axis] - box[1 - axis]) * share
        more = max(other - (high - low), 0.0)
        least, most = whole[axis], whole[axis + 2]
        if high - low + more >= NEARLY * (most - least):
            found.append((least, most))
            continue
        low, high = max(low, least), min(high, most)
        size = max(high - low, min(other, most - least))
        middle = min(max((low + high) / 2, least + size / 2), most - size / 2)
        found.append((middle - size / 2, middle + size / 2))
    (west, east), (south, north) = found
    return west, south, east, north


def cropped_bounds(shapes: Shapes, box: Bounds) -> Bounds:
    """Return what of a box in their metres shapes reach."""
    west, south, east, north = shapely.intersection(shapes.frame, shapely.box(*box)).bounds
    return west, south, east, north


def cropped(shapes: Shapes, bounds: Bounds) -> Shapes:
    """Return shapes cut to bounds in their metres."""
    frame = shapely.intersection(shapes.frame, shapely.box(*bounds))

    def cut(layer: np.ndarray) -> np.ndarray:
        return np.asarray(shapely.clip_by_rect(shapely.make_valid(layer), *bounds))

    return replace(
        shapes,
        land=cut(shapes.land),
        undetermined=cut(shapes.undetermined),
        around=cut(shapes.around),
        lines={kind: cut(lines) for kind, lines in shapes.lines.items()},
        frame=frame,
        shared=None,
    )
