"""Tells in which country or consular district each point lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.districts.days import districts_on
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.points.model import Points

#: The tables whose places points lie in.
COUNTED_BY: Final = ("country", "district")


def require_counted(by: str) -> None:
    """Raise a UsageError where points are in no place of a table by this."""
    if by not in COUNTED_BY:
        raise UsageError(message("points.counted_by", by=by))


def places_of_points(points: Points, by: str, choice: DistrictChoice) -> pd.Series:
    """Return the place of a table that each point lies in, by the row of the point.

    In a country that districts share it is the district whose area the point lies in or nearest
    to. What no district covers is named as in the table by district.

    Raises
    ------
    UsageError
        If the table is none of places of residence.
    """
    require_counted(by)
    table = points.table
    if by == COUNTED_BY[0]:
        return table["country"].astype(str)
    on_day = districts_on(choice.tables, choice.day)
    held = {str(country): rows for country, rows in on_day.groupby("country")}
    found = table["country"].astype(str).copy()
    for country, rows in table.groupby("country"):
        units = held.get(str(country))
        if units is not None and units["whole_country"].all():
            found[rows.index] = units["district"].iloc[0]
        elif units is not None:
            candidates = [*units["district"].unique(), f"rest of {country}"]
            found.update(_nearest(rows, candidates, choice))
    return found


def _nearest(rows: pd.DataFrame, candidates: list[str], choice: DistrictChoice) -> pd.Series:
    """Return for each point the candidate whose area it lies in or nearest to."""
    import pandas as pd
    import shapely

    areas = choice.geography.areas("zoom").places
    areas = areas[areas["place"].isin(candidates)].sort_values("place")
    shapes, names = areas.geometry.to_numpy(), areas["place"].tolist()
    points = shapely.points(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    nearest = [names[int(shapely.distance(shapes, point).argmin())] for point in points]
    return pd.Series(nearest, rows.index, dtype=object)
