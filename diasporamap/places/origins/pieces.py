"""The single polygons of the parts of an origin, as boxes in kilometres.

A box is west, south, east and north.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.places.lambert import in_km

if TYPE_CHECKING:
    from diasporamap.places.lambert import Lambert


@dataclass(frozen=True, eq=False)
class Pieces:
    """Every single polygon, in kilometres.

    `bounds` are boxes; `part` is the row of the part, `main` tells which piece has its label, and
    `land` is the number of the land that the piece is of: what lies in the sea, or in another
    country.
    """

    bounds: np.ndarray
    area: np.ndarray
    part: np.ndarray
    main: np.ndarray
    land: np.ndarray

    def of(self, chosen: np.ndarray) -> np.ndarray:
        """Return the bounds of some pieces together."""
        return together(self.bounds[chosen])


def pieces_of(shapes: np.ndarray, labels: np.ndarray, flat: Lambert) -> Pieces:
    """Return the polygons of shapes in degrees, projected."""
    single, part = shapely.get_parts(shapes, return_index=True)
    main = shapely.dwithin(single, shapely.points(labels)[part], 1e-9)
    bent = in_km(single, flat)
    touching = shapely.STRtree(bent).query(bent, predicate="dwithin", distance=0.001)
    land = groups_of(len(bent), touching)
    return Pieces(shapely.bounds(bent), shapely.area(bent), part, main, land)


def groups_of(number: int, pairs: np.ndarray) -> np.ndarray:
    """Return the group of each of some things: all that pairs lead to from it."""
    group = np.arange(number)
    while True:
        least = group.copy()
        np.minimum.at(least, pairs[0], group[pairs[1]])
        if (least == group).all():
            return group
        group = least[least]


def together(bounds: np.ndarray) -> np.ndarray:
    """Return the box round some boxes."""
    return np.concatenate([bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)])


def centre_of(box: np.ndarray) -> np.ndarray:
    """Return the middle of a box."""
    return np.asarray((box[:2] + box[2:]) / 2)


def size_of(box: np.ndarray) -> np.ndarray:
    """Return breadth and height of a box."""
    return np.asarray(box[2:] - box[:2])


def gap(one: np.ndarray, other: np.ndarray) -> float:
    """Return the distance of two boxes."""
    return float(np.hypot(*np.maximum(0, np.maximum(one[:2] - other[2:], other[:2] - one[2:]))))


def within(bounds: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Tell which bounds lie whole in a box."""
    hair = 1e-6
    low, high = bounds[:, :2] >= box[:2] - hair, bounds[:, 2:] <= box[2:] + hair
    return np.asarray(low.all(axis=1) & high.all(axis=1))
