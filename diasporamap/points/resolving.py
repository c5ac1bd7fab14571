"""What a caller may give as points: read ones, a table, or the missions of the origin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeAlias

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.points.model import Points

if TYPE_CHECKING:
    from collections.abc import Collection

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.tables.frames import Source as Readable

#: Points, a table to read, or "missions".
Pointed: TypeAlias = "Points | Readable | None"
#: What stands for the missions of the origin where a file is asked for.
MISSIONS: Final = "missions"


def points_of(given: Pointed, choice: DistrictChoice, *, by: Collection[str]) -> Points | None:
    """Return the points that maps by these show: read ones, a table to read, or the "missions".

    It is a UsageError that the missions are asked for where every map has them already.
    """
    if given is None or isinstance(given, Points):
        return given
    # Most maps have no points: what reads them is loaded for those that have.
    if not is_missions(given):
        from diasporamap.points.reading import read_points

        return read_points(given)
    if {*by} == {"district"}:
        raise UsageError(message("points.missions_shown"))
    from diasporamap.points.missions import missions_on

    return missions_on(choice)


def is_missions(given: Pointed) -> bool:
    """Tell whether the missions of the origin are asked for."""
    return isinstance(given, (str, os.PathLike)) and str(given) == MISSIONS
