"""What a caller may give as points: read ones, a table, or the missions of the origin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeAlias

from diasporamap.points.missions import missions_on
from diasporamap.points.model import Points
from diasporamap.points.reading import read_points

if TYPE_CHECKING:
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.tables.frames import Source as Readable

#: Points, a table to read, or "missions".
Pointed: TypeAlias = "Points | Readable | None"
#: What stands for the missions of the origin where a file is asked for.
MISSIONS: Final = "missions"


def points_of(given: Pointed, choice: DistrictChoice) -> Points | None:
    """Return the points that are given: read ones, a table to read, or the "missions"."""
    if given is None or isinstance(given, Points):
        return given
    return missions_on(choice) if is_missions(given) else read_points(given)


def is_missions(given: Pointed) -> bool:
    """Tell whether the missions of the origin are asked for."""
    return isinstance(given, (str, os.PathLike)) and str(given) == MISSIONS
