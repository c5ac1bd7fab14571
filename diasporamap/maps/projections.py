"""Projects the world to Equal Earth, cut at the map's edge and curved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.places.authalic import RADIUS, authalic

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy.typing as npt
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

#: The world is cut south of Cape Horn: Antarctica is left out, nothing else lies beyond.
SOUTH = -57.0
#: Longest straight piece of a line, in degrees, before it is bent by the projection.
STEP = 1.5
#: Shapes are joined where longitude 180 had cut them; corners meet on this grid, in degrees.
GRID = 1e-6


#: The polynomial of Equal Earth: terms 1, 3, 7 and 9; and the sine of its greatest angle.
_TERMS: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_SINE: Final = math.sqrt(3) / 2


def equal_earth(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Project points in degrees from the central meridian to Equal Earth metres.

    Šavrič, Patterson and Jenny (2018), https://doi.org/10.1080/13658816.2018.1504949; equal area.
    """
    one, three, seven, nine = _TERMS
    angle = np.arcsin(_SINE * np.sin(authalic(np.radians(lat))))
    square, sixth = angle**2, angle**6
    slope = one + 3 * three * square + sixth * (7 * seven + 9 * nine * square)
    x = RADIUS * np.radians(lon) * np.cos(angle) / (_SINE * slope)
    y = RADIUS * angle * (one + three * square + sixth * (seven + nine * square))
    return np.asarray(x), np.asarray(y)


def unroll_longitude(lon: npt.ArrayLike, *, lon_0: float) -> np.ndarray:
    """Return longitudes as degrees from `lon_0`, from -180 to 180."""
    return (np.asarray(lon, dtype=float) - lon_0 + 180) % 360 - 180


def unrolled(layer: gpd.GeoDataFrame, *, lon_0: float) -> gpd.GeoDataFrame:
    """Cut a world layer in EPSG:4326 at the edge of the map and count longitude from its middle.

    The layer returned has no CRS: x is in degrees from `lon_0`. Shapes that cross the map's edge
    are cut there, and those that longitude 180 cut are whole again; 11 keeps Russia whole.
    """
    # All lie on the grid on which some are joined, so that neighbours share their corners.
    shapes = shapely.transform(
        layer.geometry.to_numpy(),
        lambda xy: np.round((xy - np.array([lon_0, 0])) / GRID) * GRID,
        include_z=False,
    )
    # What lies west of the map's edge belongs at its eastern end.
    edge = shapely.box(-180, -90, 180, 90)
    beyond = shapely.box(-360, -90, -180, 90) if lon_0 > 0 else shapely.box(180, -90, 360, 90)
    turn = 360 if lon_0 > 0 else -360
    crossing = shapely.intersects(shapes, beyond)
    out = shapes.copy()
    if crossing.any():
        inside = shapely.intersection(shapes[crossing], edge)
        moved = shapely.transform(
            shapely.intersection(shapes[crossing], beyond), lambda xy: xy + np.array([turn, 0])
        )
        out[crossing] = [
            _of_kind(shapely.union(left, right, grid_size=GRID), whole)
            for left, right, whole in zip(inside, moved, shapes[crossing], strict=True)
        ]
    result = layer.set_crs(None, allow_override=True)
    return result.set_geometry(out)


def _of_kind(joined: BaseGeometry, whole: BaseGeometry) -> BaseGeometry:
    """Keep of a cut shape only parts of its own dimension: no points or lines off a polygon."""
    dimension = shapely.get_dimensions(whole)
    parts = shapely.get_parts(joined)
    kept = parts[shapely.get_dimensions(parts) == dimension]
    return shapely.multipolygons(kept) if dimension == 2 else shapely.multilinestrings(kept)  # noqa: PLR2004


def to_equal_earth(layer: gpd.GeoDataFrame, *, lon_0: float) -> gpd.GeoDataFrame:
    """Project a world layer in EPSG:4326 to metres of Equal Earth around a central meridian.

    Long straight edges are bent as the projection bends them.
    """
    flat = unrolled(layer, lon_0=lon_0)
    dense = shapely.segmentize(flat.geometry.to_numpy(), STEP)
    projected = shapely.transform(dense, lambda xy: np.column_stack(equal_earth(*xy.T)))
    return flat.set_geometry(projected)


def sphere_outline() -> Polygon:
    """Return the outline of the whole world in Equal Earth metres."""
    up = np.arange(-90, 90.01, 1)
    lon = np.concatenate([np.full(len(up), 180.0), np.full(len(up), -180.0)])
    return shapely.Polygon(np.column_stack(equal_earth(lon, np.concatenate([up, up[::-1]]))))


def graticule(*, lon_0: float, step: int = 30) -> list[np.ndarray]:
    """Return meridians and parallels every `step` degrees as lines of Equal Earth metres."""
    lats, lons = np.arange(-90, 90.01, 1), np.arange(-180, 180.01, 2)
    meridians = unroll_longitude(np.arange(-180, 180, step), lon_0=lon_0)
    lines = [(np.full(len(lats), meridian), lats) for meridian in meridians]
    lines += [(lons, np.full(len(lons), lat)) for lat in np.arange(-90 + step, 90, step)]
    return [np.column_stack(equal_earth(lon, lat)) for lon, lat in lines]
