"""Makes the shapes of a panel as light as print lets them be, neighbours and lines alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.places.topology import APART, AREAS, LINE, joined
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from diasporamap.places.topology import Layer, Topology
    from diasporamap.sheet.page import Box
    from diasporamap.sheet.shapes import Shapes

#: How far an edge may be moved, in millimetres on paper: a dot of 300 an inch measures 0.085.
TOLERANCE: Final = 0.035
#: The grid on which corners lie, in millimetres: 0.05 points, in which SVG and PDF count, so that
#: their numbers are short.
GRID: Final = 0.05 * POINT
#: Corners that a ring keeps at least.
FEWEST: Final = 3


@dataclass(frozen=True, eq=False)
class Drawn:
    """Layers of `Shapes` as they are painted: in millimetres on paper."""

    land: Mapping[str, BaseGeometry]
    undetermined: np.ndarray
    around: np.ndarray
    lines: Mapping[str, np.ndarray]


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
    topology = shapes.topology
    xy = panel.on_paper(topology.metres)
    kept, print_xy = _kept(topology, xy), on_grid(xy)
    edge = panel.frame().bounds
    drawn = {
        name: _seen(_with(layer, print_xy, kept), edge) for name, layer in topology.layers.items()
    }
    nothing = np.empty(0, dtype=object)
    return Drawn(
        dict(zip(shapes.places, drawn.get("land", nothing), strict=True)),
        drawn.get("undetermined", nothing),
        drawn.get("around", nothing),
        {kind: drawn.get(f"{LINE}{kind}", nothing) for kind in shapes.lines},
    )


def _kept(topology: Topology, xy: np.ndarray) -> np.ndarray:
    """Tell which corners stay, of areas and lines alike; see `drawn_shapes`."""
    kept = np.ones(len(xy), dtype=bool)
    areas = [
        layer
        for name, layer in topology.layers.items()
        if layer.kind == AREAS and name not in APART
    ]
    for layer in areas:
        kept[layer.numbers] = False
    kept[_turning(topology, xy)] = True
    for layer in topology.layers.values():
        first, last = layer.pieces.T
        kept[layer.numbers[first]] = kept[layer.numbers[last]] = True
    for layer in areas:
        first, last = layer.pieces.T
        before = np.concatenate([[0], np.cumsum(kept[layer.numbers])])
        few = before[last] - before[first] < FEWEST
        for part in range(1, FEWEST):
            kept[layer.numbers[(first + (last - first) * part // FEWEST)[few]]] = True
    return kept


def _turning(topology: Topology, xy: np.ndarray) -> np.ndarray:
    """Return the corners at which edges turn in print: those that Douglas and Peucker keep."""
    numbers, bounds = topology.arcs
    # A corner carries its number as its height.
    high = np.column_stack([xy[numbers], numbers])
    arcs = shapely.from_ragged_array(shapely.GeometryType.LINESTRING, high, (bounds,))
    turns = shapely.simplify(arcs, TOLERANCE, preserve_topology=False)
    return np.asarray(shapely.get_coordinates(turns, include_z=True)[:, 2].astype(np.int64))


def _with(layer: Layer, xy: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return the shapes of a layer with the corners that are kept."""
    stay = kept[layer.numbers]
    before = np.concatenate([[0], np.cumsum(stay)])
    offsets = (before[layer.offsets[0]], *layer.offsets[1:])
    return np.asarray(shapely.from_ragged_array(layer.kind, xy[layer.numbers[stay]], offsets))


def _seen(shapes: np.ndarray, edge: tuple[float, float, float, float]) -> np.ndarray:
    """Return shapes without the parts that lie wholly beyond an edge."""
    parts, owners = shapely.get_parts(shapes, return_index=True)
    left, bottom, right, top = shapely.bounds(parts).T
    west, south, east, north = edge
    kept = (left <= east) & (right >= west) & (bottom <= north) & (top >= south)
    if kept.all():
        return shapes
    return joined(parts[kept], owners[kept], len(shapes), int(shapely.get_dimensions(parts[0])))


def on_grid(corners: np.ndarray) -> np.ndarray:
    """Return corners on the grid of print."""
    return np.asarray(np.round(corners / GRID) * GRID)
