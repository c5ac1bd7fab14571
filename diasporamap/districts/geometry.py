"""Gives districts their shapes: admin-1 units dissolved, so that neighbours share their edges."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from diasporamap.districts.days import districts_on, unattached_on
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.places.layers import DETAILS, read_layer
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd
    import pandas as pd
    import shapely

    from diasporamap.districts.model import Districts

CRS: Final = "EPSG:4326"

#: Tolerance of the world detail in degrees, as that of the shipped countries.
WORLD_TOLERANCE: Final = 0.055


def district_layer(
    districts: Districts, day: date | str | None = None, *, detail: str = "zoom"
) -> gpd.GeoDataFrame:
    """Return the area of each district on one day.

    Together with `unattached_layer` of the same day and detail, the areas are a coverage of all
    countries: no two overlap, and neighbours share their edges vertex by vertex.

    Parameters
    ----------
    districts : Districts
        The tables.
    day : date or str, optional
        The day; the last state that the table describes when left out.
    detail : {"zoom", "world"}
        "zoom" fits the shipped layers ``admin1`` and ``countries`` at zoom detail exactly.
        "world" is the same coverage simplified for a map of the world; its edges are near those of
        ``countries`` at world detail, not equal to them.

    Returns
    -------
    geopandas.GeoDataFrame
        A row a district that covers something that day, sorted, in EPSG:4326: `place` (the id),
        `name_fr`, `name_en`, `kind`, `confidence` ("inferred" if any unit is), `countries` (codes
        of the countries that it reaches into, blanks between), `seat_lon`, `seat_lat` (degrees)
        and MultiPolygons.

    Raises
    ------
    UsageError
        If `day` is not a day, or there is no such detail.
    BoundaryError
        If the boundary layer is missing or damaged.
    """
    covered, _ = _areas(_owners(districts, day), detail)
    return _with_shapes(district_table(districts, day), covered)


def district_table(districts: Districts, day: date | str | None = None) -> pd.DataFrame:
    """Return the columns of `district_layer` but the shapes."""
    import pandas as pd

    missions = districts.missions.drop_duplicates("mission").set_index("mission")
    rows = []
    for district, units in districts_on(districts, day).groupby("district"):
        mission = missions.loc[district]
        rows.append(
            (
                *(district, mission["name_fr"], mission["name_en"], mission["kind"]),
                units["confidence"].max(),  # "inferred" comes after "documented"
                " ".join(sorted(set(units["country"]))),
                *(mission["lon"], mission["lat"]),
            )
        )
    columns = ["place", "name_fr", "name_en", "kind", "confidence", "countries"]
    return pd.DataFrame(rows, columns=[*columns, "seat_lon", "seat_lat"])


def _with_shapes(
    table: pd.DataFrame, shapes: Mapping[str, shapely.MultiPolygon]
) -> gpd.GeoDataFrame:
    import geopandas as gpd

    geometry = [shapes[str(place)] for place in table["place"]]
    return gpd.GeoDataFrame(table, geometry=geometry, crs=CRS)


def unattached_layer(
    districts: Districts, day: date | str | None = None, *, detail: str = "zoom"
) -> gpd.GeoDataFrame:
    """Return what no district covers on one day, country by country, that of the origin too.

    A row a country that is not wholly covered, sorted, in EPSG:4326: `place` (ISO 3166-1 alpha-3),
    `name_fr`, `name_en`, `whole_country` (whether no part of it is covered) and MultiPolygons.
    Parameters and errors are as for `district_layer`.
    """
    _, bare = _areas(_owners(districts, day), detail)
    return _with_shapes(unattached_table(districts, day), bare)


def unattached_table(districts: Districts, day: date | str | None = None) -> pd.DataFrame:
    """Return the columns of `unattached_layer` but the shapes."""
    import pandas as pd

    left, names = unattached_on(districts, day).drop_duplicates("country"), known_units().names
    rows = sorted(
        (country, *names[country], whole)
        for country, whole in left[["country", "whole_country"]].itertuples(index=False, name=None)
    )
    return pd.DataFrame(rows, columns=["place", "name_fr", "name_en", "whole_country"])


def mission_layer(districts: Districts) -> gpd.GeoDataFrame:
    """Return the missions as points in EPSG:4326, with all their columns, sorted by `mission`."""
    import geopandas as gpd

    missions = districts.missions.sort_values("mission", ignore_index=True)
    points = gpd.points_from_xy(missions["lon"], missions["lat"])
    return gpd.GeoDataFrame(missions, geometry=points, crs=CRS)


def _owners(districts: Districts, day: date | str | None) -> tuple[tuple[str, str], ...]:
    """Return each admin-1 unit that is covered with its district, in a fixed order."""
    parts = known_units().parts
    return tuple(
        (part, str(row.district))
        for row in districts_on(districts, day).itertuples()
        for part in (parts[str(row.country)] if row.whole_country else (str(row.unit),))
    )


@lru_cache(maxsize=8)
def _areas(
    owners: tuple[tuple[str, str], ...], detail: str
) -> tuple[Mapping[str, shapely.MultiPolygon], Mapping[str, shapely.MultiPolygon]]:
    """Return the area of each district, and what is bare of each country.

    The key is what is covered and not where it was read, so the same state is dissolved once.
    """
    import shapely

    if detail not in DETAILS:
        raise UsageError(message("places.no_detail", name=detail, known=DETAILS))
    units = _units()
    owner = units.index.to_series().map(dict(owners))
    groups = [
        (kind, str(name), _dissolved(tuple(part.index)))
        for kind, keys in ((0, owner), (1, units["country"].where(owner.isna())))
        for name, part in units.groupby(keys)
    ]
    shapes = [shape for _, _, shape in groups]
    if detail == "world":
        shapes = list(shapely.coverage_simplify(shapes, WORLD_TOLERANCE))
    areas: tuple[dict[str, shapely.MultiPolygon], ...] = ({}, {})
    for (kind, name, _), shape in zip(groups, shapes, strict=True):
        areas[kind][name] = shapely.MultiPolygon(shapely.get_parts(shape).tolist())
    return areas[0], areas[1]


@cache
def _units() -> gpd.GeoDataFrame:
    """Return the admin-1 units by code."""
    return read_layer("admin1").set_index("place")


@lru_cache(maxsize=1024)
def _dissolved(units: tuple[str, ...]) -> shapely.Geometry:
    """Return the area of units; most are all those of a country, whoever holds the others."""
    import shapely

    return shapely.coverage_union_all(_units().geometry.loc[[*units]].to_numpy())
