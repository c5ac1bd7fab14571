"""Checks that each mission stands in its host country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import Problem
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from diasporamap.districts.model import Districts

#: How far the drawn boundary may be from the true one, in degrees, and how far out at sea a
#: point of the coast may then lie.
BORDER: Final = 0.02
COAST: Final = 0.2


def seat_problems(districts: Districts) -> Iterator[Problem]:
    """Give the missions that stand outside their host country."""
    import shapely

    from diasporamap.places.layers import read_layer

    missions = districts.missions
    placed = missions[missions["host"].ne("") & missions[["lon", "lat"]].notna().all(axis=1)]
    if placed.empty:
        return
    countries = read_layer("countries", detail="zoom").set_index("place").geometry
    points = shapely.points(placed["lon"], placed["lat"])
    hosts = countries.reindex(placed["host"]).to_numpy()
    distances = shapely.distance(points, hosts)
    for mission, point, host, distance in zip(
        placed.itertuples(), points, hosts, distances, strict=True
    ):
        if distance <= BORDER:
            continue
        inside = countries.index[countries.sindex.query(point, predicate="within")]
        if distance <= COAST and inside.empty:
            continue
        swapped = bool(host.distance(shapely.Point(point.y, point.x)) <= BORDER)
        yield _outside(districts, mission, inside, swapped=swapped)


def _outside(districts: Districts, mission: Any, inside: pd.Index, *, swapped: bool) -> Problem:  # noqa: ANN401 - a row
    names = known_units().names
    where = f"in {names[inside[0]][1]} ({inside[0]})" if len(inside) else "in no country"
    hint = (
        "Swap lon and lat."
        if swapped
        else "Correct the host, or lon and lat (decimal degrees, west and south negative)."
    )
    return Problem(
        f"{mission.mission} stands at {mission.lon:g}, {mission.lat:g}, {where}, not in its host "
        f"{names[mission.host][1]} ({mission.host})",
        hint,
        districts.missions_file,
        int(mission.Index),
        "lon",
    )
