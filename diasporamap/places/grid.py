"""Finds the places that points lie in: a grid of cells in front of the areas themselves.

A cell that no border touches lies in one place or in none, and its points need no geometry. Points
of other cells are tested against the few areas that reach into the cell, prepared, in the order of
their codes. What is found is what ``geopandas.sjoin(predicate="intersects")`` finds: a point on a
border lies in every place that it touches, and the first of them by code is taken; a point at 180°
touches what ends there, and not what goes on at -180°.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from diasporamap.persons.coordinates import Coordinates
from diasporamap.places.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int32]

#: Width of a cell in degrees, and how near to its edge a border reaches into it.
CELL: Final = 0.1
_MARGIN: Final = 1e-9
_COLUMNS: Final = round(360 / CELL)
_ROWS: Final = round(180 / CELL)
_CORNER: Final = np.array([180.0, 90.0])
#: In the raster: no place; below that, cells of several, numbered from there on.
_NONE: Final = -1
_EDGE: Final = -2


class PlaceGrid:
    """A grid over areas; `find` gives the position of the area that each point lies in.

    Areas are given in the order in which the first one is taken where several hold a point.
    """

    def __init__(self, areas: Sequence[shapely.Geometry]) -> None:
        parts, owner = shapely.get_parts(np.asarray(areas, object), return_index=True)
        self._parts, self._owner = parts, owner.astype(np.int32)
        shapely.prepare(self._parts)
        tree = shapely.STRtree(self._parts)
        # Parts stand in the order of their owners, so that a cell and a part sort as one number.
        many = max(len(parts), 1)
        pairs = _touched(self._parts)
        edge = np.unique(pairs // many)
        point, part = _holding(tree, self._parts, *_centres(edge))
        cell, part = np.divmod(np.unique(np.append(pairs, edge[point] * many + part)), many)
        self._candidates = part.astype(np.int32)
        self._first = np.searchsorted(cell, np.append(edge, _ROWS * _COLUMNS)).astype(np.int32)
        self._raster = self._filled(tree, edge)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Prepare the areas again, which a copy in another process is without."""
        self.__dict__.update(state)
        shapely.prepare(self._parts)

    def find(self, lon: Floats, lat: Floats) -> Integers:
        """Return the area of each point, -1 where there is none or a coordinate is missing."""
        found = np.full(len(lon), _NONE, np.int32)
        with np.errstate(invalid="ignore"):
            on = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees
        every = bool(on.all())
        x, y = (lon, lat) if every else (lon[on], lat[on])
        value = self._raster[_cells(x, y)]
        beside = np.flatnonzero(value <= _EDGE)
        value[beside] = self._tested(x[beside], y[beside], _EDGE - value[beside])
        found[slice(None) if every else on] = value
        return found

    def _tested(self, x: Floats, y: Floats, edge: Integers) -> Integers:
        """Test points against the areas that reach into their cells; the first one is found."""
        first = self._first[edge]
        many = self._first[edge + 1] - first
        point = np.repeat(np.arange(len(x)), many)
        part = self._candidates[
            np.arange(len(point)) + np.repeat(first - np.cumsum(many) + many, many)
        ]
        inside = shapely.intersects_xy(self._parts[part], x[point], y[point])
        found = np.full(len(x), _NONE, np.int32)
        found[point[inside][::-1]] = self._owner[part[inside]][::-1]  # the last written, the first
        return found

    def _filled(self, tree: shapely.STRtree, edge: NDArray[np.int64]) -> Integers:
        """Fill the cells between those of borders: each run of a row lies in one area or none."""
        raster = np.full(_ROWS * _COLUMNS, _NONE, np.int32)
        raster[edge] = _EDGE - np.arange(len(edge), dtype=np.int32)
        starts = np.unique(np.concatenate([np.arange(_ROWS) * _COLUMNS, edge + 1]))
        starts = starts[starts < len(raster)]
        starts = starts[raster[starts] == _NONE]
        stops = np.append(starts[1:], len(raster))
        following = np.append(edge, len(raster))[np.searchsorted(edge, starts)]
        stops = np.minimum(stops, following)
        run, part = _holding(tree, self._parts, *_centres(starts))
        owner = np.full(len(starts), np.iinfo(np.int32).max, np.int32)
        np.minimum.at(owner, run, self._owner[part])
        inside = owner != np.iinfo(np.int32).max
        lengths = (stops - starts)[inside]
        ends = np.cumsum(lengths)
        cells = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
            starts[inside] - ends + lengths, lengths
        )
        raster[cells] = np.repeat(owner[inside], lengths)
        return raster


class WorldGrid(PlaceGrid):
    """The first-level units of all countries that points lie in.

    `units` are the codes that `find` gives positions of, `country_of` the country of each. A point
    on a border is of the first country by code, and of the first unit of that.
    """

    def __init__(self) -> None:
        layer = read_layer("admin1", detail="zoom").sort_values(["country", "place"])
        self.units: tuple[str, ...] = tuple(layer["place"])
        self.country_of: tuple[str, ...] = tuple(layer["country"])
        super().__init__(layer.geometry.to_numpy())


@cache
def world_grid() -> WorldGrid:
    """Return the grid of the shipped admin-1 units, built once in a second or two.

    The units of a country are the country: the layer of countries is their union.
    """
    return WorldGrid()


def coordinates(lon: str, lat: str, *, units: bool = False) -> Coordinates:
    """Say which columns of persons hold where they live, for `aggregate_persons`.

    Parameters
    ----------
    lon, lat : str
        Headers of longitude and latitude, in degrees (EPSG:4326).
    units : bool, default False
        Count by first-level unit too, in the column `subdivision`.

    Returns
    -------
    Coordinates
        The columns, with the grid of the shipped boundaries.
    """
    return Coordinates(lon, lat, world_grid(), units)


def _cells(x: Floats, y: Floats) -> NDArray[np.int64]:
    """Return the cell that each point is in; those at 180° and at 90° are in the last ones."""
    column = np.minimum(((x + 180) / CELL).astype(np.int64), _COLUMNS - 1)
    row = np.minimum(((y + 90) / CELL).astype(np.int64), _ROWS - 1)
    cells: NDArray[np.int64] = row * _COLUMNS + column
    return cells


def _centres(cells: NDArray[np.int64]) -> tuple[Floats, Floats]:
    row, column = np.divmod(cells, _COLUMNS)
    return (column + 0.5) * CELL - 180, (row + 0.5) * CELL - 90


def _touched(parts: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return the cells that borders of parts touch, as cell times parts plus part.

    Each segment is cut so that no piece is longer than a cell, and the cells of the box of each are
    taken: some more do no harm.
    """
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end, part = xy[:-1][same], xy[1:][same], part[ring[1:][same]]
    pieces = np.maximum(np.ceil(np.abs(end - start).max(axis=1) / CELL), 1).astype(np.int64)
    whole = np.repeat(np.arange(len(pieces)), pieces)
    step = (np.arange(len(whole)) - np.repeat(np.cumsum(pieces) - pieces, pieces))[:, None]
    share = (end - start)[whole] / pieces[whole][:, None]
    one, other = start[whole] + share * step, start[whole] + share * (step + 1)
    low, high = np.minimum(one, other) - _MARGIN, np.maximum(one, other) + _MARGIN
    corner = np.maximum(np.floor((low + _CORNER) / CELL).astype(np.int64), 0)
    last = np.minimum(np.floor((high + _CORNER) / CELL), [_COLUMNS - 1, _ROWS - 1])
    size = np.maximum(last.astype(np.int64) - corner, 0)
    found = []
    for right in range(int(size[:, 0].max()) + 1):
        for up in range(int(size[:, 1].max()) + 1):
            at = (size[:, 0] >= right) & (size[:, 1] >= up)
            cells = (corner[at, 1] + up) * _COLUMNS + corner[at, 0] + right
            found.append(np.unique(cells * len(parts) + part[whole[at]]))
    return np.concatenate(found)


def _holding(
    tree: shapely.STRtree, parts: NDArray[np.object_], x: Floats, y: Floats
) -> NDArray[np.int64]:
    """Return pairs of a point and a prepared part that holds it."""
    point, part = tree.query(shapely.points(x, y))
    inside = shapely.intersects_xy(parts[part], x[point], y[point])
    return np.vstack([point[inside], part[inside]])
