"""Lambert's azimuthal equal-area projection, in which parts of the world are drawn.

Longitudes run on over 180 from the middle of what is drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely

from diasporamap.places import authalic as sphere
from diasporamap.places.authalic import ECCENTRICITY_2, EQUATOR, RADIUS

if TYPE_CHECKING:
    import numpy.typing as npt

    Direction = Literal["FORWARD", "INVERSE"]
    Bounds = tuple[float, float, float, float]

#: The modules that project.
PROJECTED_BY: Final = (__file__, sphere.__file__)
#: Points of an edge of a box, as PROJ takes them, to find how far it reaches when it is bent.
POINTS: Final = 22
#: The latitude of a pole, in degrees.
POLE: Final = 90
#: What lies so near to the point opposite the middle, of which the map has no one place.
OPPOSITE: Final = 1e-10


@dataclass(frozen=True)
class Lambert:
    """Longitudes and latitudes on WGS 84, in degrees, and metres from a point of them.

    Snyder (1987), "Map projections: a working manual", pages 187 to 190. What cannot be projected
    is infinite. The same as pyproj's `Transformer` gives, whose database of systems is not needed.
    """

    lon: float
    lat: float

    def transform(
        self, x: npt.ArrayLike, y: npt.ArrayLike, direction: Direction = "FORWARD"
    ) -> tuple[np.ndarray, np.ndarray]:
        """Project degrees to metres, or metres to degrees."""
        project = self._to_metres if direction == "FORWARD" else self._to_degrees
        with np.errstate(divide="ignore", invalid="ignore"):
            return project(np.asarray(x, dtype=float), np.asarray(y, dtype=float))

    def transform_bounds(
        self, west: float, south: float, east: float, north: float, direction: Direction = "FORWARD"
    ) -> Bounds:
        """Return how far a box reaches in the other system; degrees with a pole go all round.

        Degrees run on over 180 from the middle.
        """
        along = np.arange(POINTS) / POINTS
        x, y = west + (east - west) * along, south + (north - south) * along
        right, top = np.full(POINTS, east), np.full(POINTS, north)
        left, bottom = np.full(POINTS, west), np.full(POINTS, south)
        edge = np.concatenate([x, right, (west + east) - x, left])
        up = np.concatenate([bottom, y, top, (south + north) - y])
        across, upwards = self.transform(edge, up, direction)
        if direction == "INVERSE":
            across = self.lon + (across - self.lon + 180) % 360 - 180
        seen = np.isfinite(across) & np.isfinite(upwards)
        rows = np.column_stack([across, upwards])[seen]
        ends = [*rows.min(axis=0).tolist(), *rows.max(axis=0).tolist()]
        if direction == "INVERSE":
            for pole in (-POLE, POLE):
                x_pole, y_pole = self.transform(self.lon, pole)
                if west < x_pole < east and south < y_pole < north:
                    ends = [-180, min(ends[1], pole), 180, max(ends[3], pole)]
        return ends[0], ends[1], ends[2], ends[3]

    def _to_metres(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sin_0, cos_0, stretch = self._middle
        turn, up = np.radians(lon - self.lon), sphere.authalic(np.radians(lat))
        sin, cos = np.sin(up), np.cos(up)
        near = 1 + sin_0 * sin + cos_0 * cos * np.cos(turn)
        far = np.where(near > OPPOSITE, RADIUS * np.sqrt(2 / near), np.inf)
        x = far * stretch * cos * np.sin(turn)
        y = far / stretch * (cos_0 * sin - sin_0 * cos * np.cos(turn))
        whole = np.isfinite(x) & np.isfinite(y)
        return np.where(whole, x, np.inf), np.where(whole, y, np.inf)

    def _to_degrees(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        sin_0, cos_0, stretch = self._middle
        x, y = x / stretch, y * stretch
        far = np.hypot(x, y)
        angle = 2 * np.arcsin(far / (2 * RADIUS))
        sin, cos = np.sin(angle), np.cos(angle)
        up = np.where(far > 0, cos * sin_0 + y * sin * cos_0 / np.where(far > 0, far, 1), sin_0)
        turn = np.arctan2(x * sin, far * cos_0 * cos - y * sin_0 * sin)
        lon = (self.lon + np.degrees(turn) + 180) % 360 - 180
        lat = np.degrees(sphere.geographic(np.arcsin(np.clip(up, -1, 1))))
        whole = np.isfinite(lon) & np.isfinite(lat)
        return np.where(whole, lon, np.inf), np.where(whole, lat, np.inf)

    @property
    def _middle(self) -> tuple[float, float, float]:
        """Sine and cosine of the authalic latitude, and how the map is stretched to fit there."""
        latitude = math.radians(self.lat)
        up = float(sphere.authalic(latitude))
        sin, cos = math.sin(up), math.cos(up)
        if abs(self.lat) == POLE:
            return sin, cos, 1.0
        parallel = math.cos(latitude) / math.sqrt(1 - ECCENTRICITY_2 * math.sin(latitude) ** 2)
        return sin, cos, EQUATOR * parallel / (RADIUS * cos)


@cache
def lambert(lon: float, lat: float) -> Lambert:
    """Return longitude and latitude to metres from a point."""
    return Lambert(lon, lat)


def in_km(shapes: np.ndarray, flat: Lambert) -> np.ndarray:
    """Project shapes in degrees to kilometres."""
    bent = shapely.transform(shapes, lambda xy: np.column_stack(flat.transform(*xy.T)) / 1000)
    return np.asarray(bent)


def lon_lat(flat: Lambert, point: np.ndarray) -> tuple[float, float]:
    """Return a point in kilometres as longitude and latitude."""
    easting, northing = (1000 * point).tolist()
    lon, lat = flat.transform(easting, northing, direction="INVERSE")
    return round(float(lon), 3), round(float(lat), 3)


def running_on(west: float, lon: float) -> float:
    """Return a longitude within half a turn of another, also where that is beyond 180."""
    return round(lon + (west - lon + 180) % 360 - 180, 3)


def degrees_of(flat: Lambert, box: np.ndarray, lon: float) -> np.ndarray:
    """Return the degrees that a box in kilometres reaches to, running on from `lon` over 180."""
    left, bottom, right, top = (1000 * box).tolist()
    west, south, east, north = flat.transform_bounds(left, bottom, right, top, direction="INVERSE")
    middle = running_on(lon_lat(flat, (box[:2] + box[2:]) / 2)[0], lon)
    if east - west > 359:  # noqa: PLR2004 - a pole is inside
        return np.array([lon - 180, south, lon + 180, north])
    return np.array([middle - (middle - west) % 360, south, middle + (east - middle) % 360, north])
