"""The authalic sphere: as large as the ellipsoid WGS 84, with latitudes that keep areas.

Equal-area projections of the ellipsoid are those of the sphere, of these latitudes. Karney (2022),
https://doi.org/10.1007/s00190-022-01689-3, has the series: here they are exact to a micrometre.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

#: Half the equator's diameter, in metres, and the square of the eccentricity.
EQUATOR: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257223563
ECCENTRICITY_2: Final = FLATTENING * (2 - FLATTENING)
#: The third flattening, in whose powers the series run.
_N: Final = FLATTENING / (2 - FLATTENING)
#: Terms of sin 2φ, sin 4φ, ...: what is added to a latitude, and to an authalic latitude.
_TO_AUTHALIC: Final = (
    -4 / 3 * _N - 4 / 45 * _N**2 + 88 / 315 * _N**3 + 538 / 4725 * _N**4,
    34 / 45 * _N**2 + 8 / 105 * _N**3 - 2482 / 14175 * _N**4,
    -1532 / 2835 * _N**3 - 898 / 14175 * _N**4,
    6007 / 14175 * _N**4,
)
_FROM_AUTHALIC: Final = (
    4 / 3 * _N + 4 / 45 * _N**2 - 16 / 35 * _N**3 - 2582 / 14175 * _N**4,
    46 / 45 * _N**2 + 152 / 945 * _N**3 - 11966 / 14175 * _N**4,
    3044 / 2835 * _N**3 + 3802 / 14175 * _N**4,
    6059 / 4725 * _N**4,
)


def _radius() -> float:
    """Return the radius of the sphere, in metres."""
    e = math.sqrt(ECCENTRICITY_2)
    return EQUATOR * math.sqrt((1 + (1 - ECCENTRICITY_2) / e * math.atanh(e)) / 2)


#: The radius of the sphere, in metres.
RADIUS: Final = _radius()


def authalic(latitude: npt.ArrayLike) -> np.ndarray:
    """Return authalic latitudes of latitudes, both in radians."""
    return _shifted(np.asarray(latitude, dtype=float), _TO_AUTHALIC)


def geographic(latitude: npt.ArrayLike) -> np.ndarray:
    """Return latitudes of authalic latitudes, both in radians."""
    return _shifted(np.asarray(latitude, dtype=float), _FROM_AUTHALIC)


def _shifted(angle: np.ndarray, terms: tuple[float, ...]) -> np.ndarray:
    """Add a series of sines of even multiples of an angle to it (Clenshaw)."""
    twice = 2 * np.cos(2 * angle)
    last, before = np.zeros_like(angle), np.zeros_like(angle)
    for term in reversed(terms):
        last, before = twice * last - before + term, last
    return np.asarray(angle + last * np.sin(2 * angle))
