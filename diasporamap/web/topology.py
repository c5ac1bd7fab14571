"""Writes shapes as arcs that they share: a border is there once, for both countries and as a line.

Corners are whole numbers on a grid of the plane of a page, an arc the steps from one to the next,
numbers letters: small ones one, others two or more. Shapes that the grid would swallow have a finer
one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.web.data import Topology

#: Steps of the grid in the width of the world, each two pixels at the closest zoom, and how many of
#: them the corners that an arc goes without lie from it.
GRID, FREE = 18_000, 3.8
#: Steps of the grid of shapes of less than so much of a square as wide as the world.
FINE_GRID, TINY = 720_000, 1.5e-6
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
        self.found = [_thinned(arc, steps) for arc in self.found]

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


def _thinned(arc: tuple[Corner, ...], far: float) -> tuple[Corner, ...]:
    closed = arc[0] == arc[-1]
    if len(arc) < (5 if closed else 3):  # corners that are all needed
        return arc
    shape = shapely.Polygon(arc) if closed else shapely.LineString(arc)
    kept = shapely.get_coordinates(shapely.simplify(shape, far, preserve_topology=True))
    return tuple((int(x), int(y)) for x, y in kept) if len(kept) > 3 * closed else arc


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
        self._paths: dict[int, list[tuple[list[Corner], bool]]] = {GRID: [], FINE_GRID: []}
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


def _on_grid(xy: np.ndarray, grid: int) -> list[Corner]:
    """Put corners on a grid; those that fall together are one."""
    whole = np.rint(xy * grid).astype(int)
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    return [(int(x), int(y)) for x, y in whole[moved]]


def _area(ring: Sequence[Corner]) -> int:
    """Return twice the area of a ring, under 0 clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def _cut(paths: Sequence[tuple[list[Corner], bool]], arcs: Arcs) -> list[list[int]]:
    """Cut paths where others join or leave them, and return the numbers of their arcs."""
    beside: dict[Corner, set[tuple[Corner, Corner]]] = defaultdict(set)
    ends: set[Corner] = set()
    for corners, closed in paths:
        for before, corner, after in _turns(corners, closed=closed):
            beside[corner].add((before, after) if before <= after else (after, before))
        if not closed:
            ends |= {corners[0], corners[-1]}
    joints = ends | {corner for corner, turns in beside.items() if len(turns) > 1}
    return [
        [arcs.number(arc) for arc in _pieces(corners, joints, closed=closed)]
        for corners, closed in paths
    ]


def _turns(corners: Sequence[Corner], *, closed: bool) -> Iterator[tuple[Corner, Corner, Corner]]:
    yield from zip(corners, corners[1:], corners[2:], strict=False)
    if closed:
        yield corners[-2], corners[0], corners[1]


def _pieces(
    corners: list[Corner], joints: set[Corner], *, closed: bool
) -> Iterator[tuple[Corner, ...]]:
    """Give the pieces of a path between joints; a ring without one begins at its least corner."""
    if closed:
        around = corners[:-1]
        start = next((at for at, corner in enumerate(around) if corner in joints), None)
        if start is None:
            start = around.index(min(around))
        corners = [*around[start:], *around[:start], around[start]]
    piece = [corners[0]]
    for corner in corners[1:]:
        piece.append(corner)
        if corner in joints:
            yield tuple(piece)
            piece = [corner]
    if len(piece) > 1:
        yield tuple(piece)
