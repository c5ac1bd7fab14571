"""Writes shapes as arcs that they share: a border is there once, for both countries and as a line.

Corners are whole numbers on a grid of the plane of a page, an arc the steps from one to the next,
numbers letters: small ones one, others two or more. Shapes that the grid would swallow have a finer
one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.web.data import Topology

#: Steps of the grid in the width of the world, each two pixels at the closest zoom, and how many of
#: them the corners that an arc goes without lie from it.
GRID, FREE = 18_000, 3.8
#: Steps of the grid of shapes of less than so much of a square as wide as the world.
FINE_GRID, TINY = 720_000, 1.5e-6
#: What makes one number of a corner, in the order of corners.
KEY: Final = np.array([1 << 32, 1])
#: Letters of numbers: those that need no escape in JSON nor in a script.
LETTERS: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"\\<>&'")
#: How many letters say a number to its end; after the others comes another letter.
LAST: Final = 70

Corner = tuple[int, int]


@dataclass
class Arcs:
    """Arcs on one grid, each once, by number."""

    grid: int
    found: list[tuple[Corner, ...]] = field(default_factory=list)
    _numbers: dict[tuple[Corner, ...], int] = field(default_factory=dict)

    def number(self, arc: tuple[Corner, ...]) -> int:
        """Return the number of an arc: below 0, ``-1 - number``, of one that runs the other way."""
        turned = arc[::-1]
        forward = arc <= turned
        key = arc if forward else turned
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            self.found.append(key)
        number = self._numbers[key]
        return number if forward else -1 - number

    def thin(self, steps: float) -> None:
        """Leave out the corners that hardly turn; ends of arcs stay, and what a ring needs."""
        for closed in (True, False):
            # An arc of fewer corners needs them all.
            least = 5 if closed else 3
            own = [
                at
                for at, arc in enumerate(self.found)
                if (arc[0] == arc[-1]) == closed and len(arc) >= least
            ]
            if not own:
                continue
            arcs = [self.found[at] for at in own]
            row = np.repeat(np.arange(len(own)), [len(arc) for arc in arcs])
            corners = np.array([corner for arc in arcs for corner in arc], dtype=float)
            make = shapely.linearrings if closed else shapely.linestrings
            lines = make(corners, indices=row)
            shapes = shapely.polygons(lines) if closed else lines
            thin = shapely.simplify(shapes, steps, preserve_topology=True)
            kept, of = shapely.get_coordinates(thin, return_index=True)
            ends = np.searchsorted(of, np.arange(len(own) + 1))
            for number, (begin, end) in enumerate(pairwise(ends)):
                if end - begin > 3 * closed:
                    self.found[own[number]] = _corners(kept[begin:end].astype(int))

    @property
    def written(self) -> str:
        """All arcs: how many corners, the step to the first from the last arc's, and from it on."""
        numbers: list[int] = []
        begun = (0, 0)
        for arc in self.found:
            numbers.append(_folded(len(arc)))
            at, begun = begun, arc[0]
            for corner in arc:
                numbers += [_folded(corner[0] - at[0]), _folded(corner[1] - at[1])]
                at = corner
        return letters(numbers)


def _corners(xy: np.ndarray) -> tuple[Corner, ...]:
    return tuple(map(tuple, xy.tolist()))


def letters(numbers: Iterable[int]) -> str:
    """Write numbers from 0 on as letters."""
    more = len(LETTERS) - LAST
    written = []
    for number in numbers:
        if number < LAST:
            written.append(LETTERS[number])
            continue
        rest, digits = number - LAST, []
        digits.append(rest % LAST)
        rest //= LAST
        while rest >= more:
            digits.append(LAST + rest % more)
            rest = rest // more - 1
        digits.append(LAST + rest)
        written.append("".join(LETTERS[digit] for digit in reversed(digits)))
    return "".join(written)


def _folded(number: int) -> int:
    """Return a whole number as one from 0 on: 0, -1, 1, -2, 2 ..."""
    return 2 * number if number >= 0 else -2 * number - 1


class TopologyMaker:
    """Gathers shapes and lines, and writes them as numbers of the arcs that they share."""

    def __init__(self) -> None:
        """Begin with no shapes."""
        self._paths: dict[int, list[tuple[np.ndarray, bool]]] = {GRID: [], FINE_GRID: []}
        self._shapes: list[tuple[int, list[list[int]]]] = []

    def add(self, shape: BaseGeometry) -> int:
        """Take a shape or lines, and return its number in `written`."""
        is_area = shapely.get_dimensions(shape) == 2  # noqa: PLR2004 - dimensions of an area
        grid = FINE_GRID if is_area and shapely.area(shape) < TINY else GRID
        paths, own = self._paths[grid], []
        for part in shapely.get_parts(shape):
            rings = shapely.get_rings(part) if is_area else [part]
            kept = []
            for at, ring in enumerate(rings):
                corners = _on_grid(shapely.get_coordinates(ring), grid)
                if is_area and (len(corners) < 4 or not _area(corners)):  # noqa: PLR2004 - of a ring
                    if at == 0:
                        break
                    continue
                if len(corners) > 1:
                    kept.append(len(paths))
                    paths.append((corners, is_area))
            if kept:
                own.append(kept)
        self._shapes.append((grid, own))
        return len(self._shapes) - 1

    def written(self) -> Topology:
        """Write all arcs, and of each shape the arcs of its parts."""
        arcs = {grid: Arcs(grid) for grid in self._paths}
        numbers = {grid: _cut(paths, arcs[grid]) for grid, paths in self._paths.items()}
        arcs[GRID].thin(FREE)
        shapes = []
        for grid, parts in self._shapes:
            flat = [int(grid == FINE_GRID), len(parts)]
            last = 0
            for rings in parts:
                flat.append(len(rings))
                for ring in rings:
                    own = numbers[grid][ring]
                    flat.append(len(own))
                    for number in own:
                        at = number if number >= 0 else -1 - number
                        flat.append(2 * _folded(at - last) + int(number < 0))
                        last = at
            shapes.append(letters(flat))
        return {
            "grids": [*arcs],
            "arcs": [one.written for one in arcs.values()],
            "shapes": shapes,
        }


def _on_grid(xy: np.ndarray, grid: int) -> np.ndarray:
    """Put corners on a grid; those that fall together are one."""
    whole = np.rint(xy * grid).astype(np.int64)
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    kept: np.ndarray = whole[moved]
    return kept


def _area(ring: np.ndarray) -> int:
    """Return twice the area of a ring, under 0 clockwise."""
    (x, y), (right, down) = ring[:-1].T, ring[1:].T
    return int((x * down - right * y).sum())


def _cut(paths: Sequence[tuple[np.ndarray, bool]], arcs: Arcs) -> list[list[int]]:
    """Cut paths where others join or leave them, and return the numbers of their arcs.

    A ring that none joins begins at its least corner.
    """
    if not paths:
        return []
    keys = [corners @ KEY for corners, _ in paths]
    joints, every = _joints(keys, [closed for _, closed in paths]), np.concatenate(keys)
    near = np.minimum(np.searchsorted(joints, every), len(joints) - 1)
    joined = joints[near] == every if len(joints) else np.zeros(len(every), dtype=bool)
    begun, found = 0, []
    for (corners, closed), own in zip(paths, keys, strict=True):
        whole, at = _corners(corners), joined[begun : begun + len(own)]
        begun += len(own)
        if closed:
            start = int(at[:-1].argmax()) if at[:-1].any() else int(own[:-1].argmin())
            whole = (*whole[start:-1], *whole[:start], whole[start])
            at = np.concatenate([at[start:-1], at[: start + 1]])
        cuts = [0, *(np.flatnonzero(at[1:-1]) + 1).tolist(), len(at) - 1]
        found.append([arcs.number(whole[a : b + 1]) for a, b in pairwise(cuts)])
    return found


def _joints(keys: Sequence[np.ndarray], closed: Sequence[bool]) -> np.ndarray:
    """Return the corners at which paths turn in several ways, and the ends of lines."""
    turns, ends = [], []
    for own, ring in zip(keys, closed, strict=True):
        around = np.concatenate([own[-2:-1], own]) if ring else own
        turns.append(np.stack([around[1:-1], around[:-2], around[2:]]))
        if not ring:
            ends += [own[0], own[-1]]
    if not turns:
        return np.array(ends, dtype=np.int64)
    at, before, after = np.concatenate(turns, axis=1)
    ways = np.stack([at, np.minimum(before, after), np.maximum(before, after)])
    ways = ways[:, np.lexsort(ways[::-1])]
    fresh = np.ones(ways.shape[1], dtype=bool)
    fresh[1:] = (ways[:, 1:] != ways[:, :-1]).any(axis=0)
    corners, many = np.unique(ways[0, fresh], return_counts=True)
    return np.unique(np.concatenate([corners[many > 1], np.array(ends, dtype=np.int64)]))
