"""Makes the shapes of a panel as light as print lets them be, neighbours and lines alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.page import Box
    from diasporamap.sheet.shapes import Shapes

#: How far an edge may be moved, in millimetres on paper: a dot of 300 an inch measures 0.085.
TOLERANCE: Final = 0.035
#: The grid on which corners lie, in millimetres: 0.05 points, in which SVG and PDF count, so that
#: their numbers are short.
GRID: Final = 0.05 * POINT
#: Corners that lie nearer than this are one, in millimetres.
SAME: Final = 0.0005
#: Corners that a ring keeps at least.
FEWEST: Final = 3


@dataclass(frozen=True, eq=False)
class Drawn:
    """Layers of `Shapes` as they are painted: in millimetres on paper."""

    land: Mapping[str, BaseGeometry]
    undetermined: np.ndarray
    around: np.ndarray
    lines: Mapping[str, np.ndarray]


class _Layer(NamedTuple):
    """Shapes as their corners on paper; the first of `offsets` part these into rings or lines."""

    kind: shapely.GeometryType
    xy: np.ndarray
    offsets: tuple[np.ndarray, ...]

    @property
    def pieces(self) -> np.ndarray:
        """The first and the last corner of each ring or line, a row each."""
        bounds = self.offsets[0]
        filled = bounds[1:] > bounds[:-1]
        return np.column_stack([bounds[:-1], bounds[1:] - 1])[filled]


def drawn_shapes(panel: Panel) -> Drawn:
    """Lay the shapes of a panel on paper, without the corners that no print shows.

    A corner that is dropped from an edge is dropped from each area and line that has it, so that
    neighbours touch and lines lie on edges. Where three areas meet, and where a line of one kind
    begins or ends, nothing moves.
    """
    return _drawn(panel.shapes, panel.box)


@lru_cache(maxsize=32)
def _drawn(shapes: Shapes, box: Box) -> Drawn:
    """Return the shapes of a panel on paper; small maps and further maps have the same ones."""
    panel = Panel(shapes, box)
    areas = [shapes.land, shapes.undetermined, shapes.around]
    given = [_seen(layer, 2, shapes.frame) for layer in areas]
    given += [_seen(layer, 1, shapes.frame) for layer in shapes.lines.values()]
    filled = [number for number, layer in enumerate(given) if len(layer)]
    thin = _thinned([_layer(given[n], panel) for n in filled], sum(n < len(areas) for n in filled))
    for number, layer in zip(filled, thin, strict=True):
        given[number] = layer
    land, undetermined, around, *lines = given
    return Drawn(
        dict(zip(shapes.places, land, strict=True)),
        undetermined,
        around,
        dict(zip(shapes.lines, lines, strict=True)),
    )


def _seen(shapes: np.ndarray, dimension: int, frame: Polygon) -> np.ndarray:
    """Return shapes of one dimension only, without the parts that lie wholly beyond a frame.

    The frame may have cut an area to an area and a line. All are of one type, and none has an empty
    part: shapely ends the program on some that have.
    """
    join, nothing = {
        1: (shapely.multilinestrings, shapely.MultiLineString()),
        2: (shapely.multipolygons, shapely.MultiPolygon()),
    }[dimension]
    parts, owners = shapely.get_parts(shapes, return_index=True)
    single, within = shapely.get_parts(parts, return_index=True)
    left, bottom, right, top = shapely.bounds(single).T  # of an empty part no number
    west, south, east, north = frame.bounds
    kept = (left <= east) & (right >= west) & (bottom <= north) & (top >= south)
    kept &= shapely.get_dimensions(single) == dimension
    whole = np.full(len(shapes), nothing, dtype=object)
    if kept.any():
        filled, indices = np.unique(owners[within[kept]], return_inverse=True)
        whole[filled] = join(single[kept], indices=indices)
    return whole


def _layer(shapes: np.ndarray, panel: Panel) -> _Layer:
    kind, xy, offsets = shapely.to_ragged_array(shapes)
    return _Layer(kind, panel.on_paper(xy), offsets)


def _thinned(layers: Sequence[_Layer], areas: int) -> list[np.ndarray]:
    """Thin areas, which come first, and lines alike; see `drawn_shapes`."""
    if not areas:
        return []
    keys = np.concatenate([np.round(layer.xy / SAME).astype(np.int64) for layer in layers])
    corners, found = np.unique(keys, axis=0, return_inverse=True)
    parted = np.cumsum([len(layer.xy) for layer in layers])[:-1]
    numbers = np.split(found.ravel(), parted)
    kept = np.ones(len(corners), dtype=bool)
    edges = list(zip(layers[:areas], numbers, strict=False))
    kept[np.concatenate([number for _, number in edges])] = False
    kept[_turning(corners, edges)] = True
    for layer, number in zip(layers, numbers, strict=True):
        first, last = layer.pieces.T
        kept[number[first]] = kept[number[last]] = True
    for layer, number in edges:
        first, last = layer.pieces.T
        before = np.concatenate([[0], np.cumsum(kept[number])])
        few = before[last] - before[first] < FEWEST
        for part in range(1, FEWEST):
            kept[number[(first + (last - first) * part // FEWEST)[few]]] = True
    return [_with(layer, kept[number]) for layer, number in zip(layers, numbers, strict=True)]


def _turning(corners: np.ndarray, areas: Sequence[tuple[_Layer, np.ndarray]]) -> np.ndarray:
    """Return the corners at which edges turn in print: those that Douglas and Peucker keep.

    An edge runs from one point where more than two areas meet to the next, once for both sides.
    """
    pieces = []
    for layer, number in areas:
        start, end = number[:-1], number[1:]
        joined = start != end
        joined[layer.pieces[:-1, 1]] = False
        pieces.append(np.column_stack([start, end])[joined])
    once = np.unique(np.sort(np.concatenate(pieces), axis=1), axis=0)
    edges = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(corners[once])))
    turns = shapely.simplify(shapely.get_parts(edges), TOLERANCE / SAME, preserve_topology=False)
    there = shapely.get_coordinates(turns).astype(np.int64)
    _, found = np.unique(np.concatenate([corners, there]), axis=0, return_inverse=True)
    return np.asarray(found.ravel()[len(corners) :])


def _with(layer: _Layer, kept: np.ndarray) -> np.ndarray:
    """Return the shapes of a layer with the corners that are kept, on the grid of print."""
    before = np.concatenate([[0], np.cumsum(kept)])
    offsets = (before[layer.offsets[0]], *layer.offsets[1:])
    return np.asarray(shapely.from_ragged_array(layer.kind, on_grid(layer.xy[kept]), offsets))


def on_grid(corners: np.ndarray) -> np.ndarray:
    """Return corners on the grid of print."""
    return np.asarray(np.round(corners / GRID) * GRID)
