"""Associations, missions, events: points beside the counts of people, and never persons."""

from diasporamap.points.missions import missions_on
from diasporamap.points.model import PointKind, Points
from diasporamap.points.reading import read_points
from diasporamap.points.resolving import Pointed, is_missions, points_of

__all__ = [
    "PointKind",
    "Pointed",
    "Points",
    "is_missions",
    "missions_on",
    "points_of",
    "read_points",
]
