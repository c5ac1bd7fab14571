"""Layers whose shapes share their corners: each corner once, and each stretch of edge once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

#: How many steps of the grid of corners lie between the middle and the farthest one, in bits: steps
#: of a metre on a map of the world, a thousandth of what a printer shows.
BITS: Final = 25
#: What layers of lines are called: this, and their kind.
LINE: Final = "line "
#: Layers that are drawn as they are; their edges are no edges of the others.
APART: Final = ("striped",)
LINES, AREAS = shapely.GeometryType.MULTILINESTRING, shapely.GeometryType.MULTIPOLYGON


class Layer(NamedTuple):
    """Shapes as the numbers of their corners; the first of `offsets` part them into rings."""

    kind: shapely.GeometryType
    numbers: np.ndarray
    offsets: tuple[np.ndarray, ...]

    @property
    def pieces(self) -> np.ndarray:
        """The first and the last corner of each ring or line, a row each."""
        bounds = self.offsets[0].astype(np.int64)
        filled = bounds[1:] > bounds[:-1]
        return np.column_stack([bounds[:-1], bounds[1:] - 1])[filled]


@dataclass(frozen=True, eq=False)
class Topology:
    """Layers of areas and lines by name, in metres of a projection.

    A row of `corners` is a corner in steps of a `unit`. `arcs` are the numbers of the corners along
    each edge from one point where more than two areas meet to the next, once for both sides, and
    where each begins. Corners are numbered along them, so that little is left to be kept.
    """

    unit: float
    corners: np.ndarray
    layers: Mapping[str, Layer]
    arcs: tuple[np.ndarray, np.ndarray]

    @property
    def metres(self) -> np.ndarray:
        """The corners in metres, a row each."""
        return np.asarray(self.corners * self.unit)

    def shapes(self, name: str) -> np.ndarray:
        """Return the shapes of a layer in metres."""
        if name not in self.layers:
            return np.empty(0, dtype=object)
        kind, numbers, offsets = self.layers[name]
        xy = self.corners[numbers] * self.unit
        return np.asarray(shapely.from_ragged_array(kind, xy, offsets))

    def shape(self, name: str, at: int) -> BaseGeometry:
        """Return one shape of a layer in metres, by its row."""
        kind, numbers, offsets = self.layers[name]
        first, last, own = at, at + 1, []
        for bounds in reversed(offsets):
            piece = bounds[first : last + 1]
            first, last = piece[0], piece[-1]
            own.append(piece - first)
        xy = self.corners[numbers[first:last]] * self.unit
        found: BaseGeometry = shapely.from_ragged_array(kind, xy, tuple(reversed(own)))[0]
        return found


def arrays_of(topology: Topology) -> dict[str, np.ndarray]:
    """Return a topology as plain arrays by name, of steps from one number to the next."""
    arrays = {
        "unit": np.array(topology.unit),
        "corners": _steps(topology.corners),
        "arcs": _steps(topology.arcs[0]),
        "begins": _steps(topology.arcs[1]),
        "layers": np.array([*topology.layers], dtype=str),
    }
    for at, layer in enumerate(topology.layers.values()):
        arrays[f"{at} kind"] = np.array(int(layer.kind))
        arrays[f"{at} numbers"] = _steps(layer.numbers)
        for depth, bounds in enumerate(layer.offsets):
            arrays[f"{at} offsets {depth}"] = _steps(bounds)
    return arrays


def topology_from(arrays: Mapping[str, np.ndarray]) -> Topology:
    """Return a topology of its arrays."""
    layers = {}
    for at, name in enumerate(arrays["layers"].tolist()):
        kind = shapely.GeometryType(int(arrays[f"{at} kind"]))
        depths = range(3 if kind == AREAS else 2)
        offsets = tuple(_numbers(arrays[f"{at} offsets {depth}"]) for depth in depths)
        layers[name] = Layer(kind, _numbers(arrays[f"{at} numbers"]), offsets)
    arcs = (_numbers(arrays["arcs"]), _numbers(arrays["begins"]))
    return Topology(float(arrays["unit"]), _numbers(arrays["corners"]), layers, arcs)


def _steps(numbers: np.ndarray) -> np.ndarray:
    """Return numbers as steps from each to the next, which pack better."""
    return np.diff(numbers, axis=0, prepend=np.zeros_like(numbers[:1]))


def _numbers(steps: np.ndarray) -> np.ndarray:
    return np.cumsum(steps, axis=0, dtype=np.int32)


def topology_of(
    given: Mapping[str, np.ndarray], *, bits: int = BITS, arcs: bool = True
) -> Topology:
    """Find the corners that layers share, and the edges, if `arcs` are asked for.

    Lines are those whose name begins with `LINE`. Of shapes that a frame has cut only the parts of
    their own dimension stay.
    """
    whole = {
        name: uniform(shapes, 1 if name.startswith(LINE) else 2)
        for name, shapes in given.items()
        if len(shapes)
    }
    ragged = {name: shapely.to_ragged_array(shapes) for name, shapes in whole.items()}
    everything = np.concatenate([np.empty((0, 2)), *(xy for _, xy, _ in ragged.values())])
    farthest = float(np.abs(everything).max(initial=1.0))
    unit = 2.0 ** math.ceil(math.log2(farthest) - bits)
    steps = np.round(everything / unit).astype(np.int64)
    keys, numbers = np.unique((steps[:, 0] << 32) + steps[:, 1] + 2**31, return_inverse=True)
    corners = np.column_stack([keys >> 32, (keys & 0xFFFFFFFF) - 2**31]).astype(np.int32)
    parted = np.split(numbers, np.cumsum([len(xy) for _, xy, _ in ragged.values()])[:-1])
    layers = {
        name: Layer(kind, own, tuple(bounds.astype(np.int32) for bounds in offsets))
        for (name, (kind, _, offsets)), own in zip(ragged.items(), parted, strict=True)
    }
    edges = [one for name, one in layers.items() if one.kind == AREAS and name not in APART]
    along, begins = _arcs(corners, edges if arcs else ())
    order = np.concatenate(
        [along, *(one.numbers for one in layers.values() if not arcs), np.arange(len(corners))]
    )
    first = np.sort(np.unique(order, return_index=True)[1])
    number = np.empty(len(corners), dtype=np.int32)
    number[order[first]] = np.arange(len(corners))
    layers = {name: one._replace(numbers=number[one.numbers]) for name, one in layers.items()}
    return Topology(unit, corners[order[first]], layers, (number[along], begins))


def uniform(shapes: np.ndarray, dimension: int) -> np.ndarray:
    """Return shapes of one dimension only, lines or areas of several parts each.

    None has an empty part: shapely ends the program on some that have.
    """
    parts, owners = shapely.get_parts(shapes, return_index=True)
    single, within = shapely.get_parts(parts, return_index=True)
    kept = (shapely.get_dimensions(single) == dimension) & ~shapely.is_empty(single)
    return joined(single[kept], owners[within[kept]], len(shapes), dimension)


def joined(parts: np.ndarray, owners: np.ndarray, many: int, dimension: int) -> np.ndarray:
    """Join parts to so many shapes of one dimension, each to its owner by number."""
    join, nothing = {
        1: (shapely.multilinestrings, shapely.MultiLineString()),
        2: (shapely.multipolygons, shapely.MultiPolygon()),
    }[dimension]
    whole = np.full(many, nothing, dtype=object)
    if len(parts):
        filled, indices = np.unique(owners, return_inverse=True)
        whole[filled] = join(parts, indices=indices)
    return whole


def _arcs(corners: np.ndarray, areas: Sequence[Layer]) -> tuple[np.ndarray, np.ndarray]:
    """Join the edges of areas into arcs; see `Topology`."""
    pieces = [np.empty((0, 2), dtype=np.int64)]
    for layer in areas:
        numbers = layer.numbers.astype(np.int64)
        start, end = numbers[:-1], numbers[1:]
        joined = start != end
        joined[layer.pieces[:-1, 1]] = False
        pieces.append(np.column_stack([start, end])[joined])
    ends = np.sort(np.concatenate(pieces), axis=1)
    once = np.unique((ends[:, 0] << 32) + ends[:, 1])
    pairs = np.column_stack([once >> 32, once & 0xFFFFFFFF])
    # A corner carries its number as its height.
    high = np.concatenate([corners[pairs], pairs[..., None]], axis=2)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(high)))
    xyz, owner = shapely.get_coordinates(
        shapely.get_parts(merged), include_z=True, return_index=True
    )
    begins = np.searchsorted(owner, np.arange(int(owner.max(initial=-1)) + 2))
    return xyz[:, 2].astype(np.int32), begins.astype(np.int32)
