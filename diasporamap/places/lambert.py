"""Lambert's azimuthal equal-area projection, in which parts of the world are drawn.

Longitudes run on over 180 from the middle of what is drawn.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from pyproj import Transformer

#: Longitude and latitude as in EPSG:4326, to which it is the same step; with that, PROJ looks for
#: every way between two systems in its database, twenty times as long.
DEGREES: Final = "+proj=longlat +ellps=WGS84"


@cache
def lambert(lon: float, lat: float) -> Transformer:
    """Return longitude and latitude to metres from a point."""
    from pyproj import Transformer

    crs = f"+proj=laea +lat_0={lat} +lon_0={lon} +ellps=WGS84"
    return Transformer.from_crs(DEGREES, crs, always_xy=True)


def in_km(shapes: np.ndarray, flat: Transformer) -> np.ndarray:
    """Project shapes in degrees to kilometres."""
    bent = shapely.transform(shapes, lambda xy: np.column_stack(flat.transform(*xy.T)) / 1000)
    return np.asarray(bent)


def lon_lat(flat: Transformer, point: np.ndarray) -> tuple[float, float]:
    """Return a point in kilometres as longitude and latitude."""
    easting, northing = (1000 * point).tolist()
    lon, lat = flat.transform(easting, northing, direction="INVERSE")
    return round(float(lon), 3), round(float(lat), 3)


def running_on(west: float, lon: float) -> float:
    """Return a longitude within half a turn of another, also where that is beyond 180."""
    return round(lon + (west - lon + 180) % 360 - 180, 3)


def degrees_of(flat: Transformer, box: np.ndarray, lon: float) -> np.ndarray:
    """Return the degrees that a box in kilometres reaches to, running on from `lon` over 180."""
    left, bottom, right, top = (1000 * box).tolist()
    west, south, east, north = flat.transform_bounds(left, bottom, right, top, direction="INVERSE")
    middle = running_on(lon_lat(flat, (box[:2] + box[2:]) / 2)[0], lon)
    if east - west > 359:  # noqa: PLR2004 - a pole is inside
        return np.array([lon - 180, south, lon + 180, north])
    return np.array([middle - (middle - west) % 360, south, middle + (east - middle) % 360, north])
