from .missions import missions_on
from .model import PointKind, Points
from .reading import read_points
from .resolving import Pointed, is_missions, points_of

__all__ = [
    "PointKind",
    "Pointed",
    "Points",
    "is_missions",
    "missions_on",
    "points_of",
    "read_points",
]
