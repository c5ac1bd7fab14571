"""Read Natural Earth's admin-1 units and mend them into the United Nations view."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

HERE = Path(__file__).parent
#: Vertices nearer than this (degrees, about 0.1 mm) are one.
SNAP = 1e-9
KEPT = [
    "adm1_code",
    "adm0_a3",
    "gu_a3",
    "iso_3166_2",
    "name",
    "name_fr",
    "name_en",
    "name_local",
    "type_en",
]


def read_un_view() -> dict[str, Any]:
    """Return the tables of ``un_view.toml``."""
    return tomllib.loads((HERE / "un_view.toml").read_text(encoding="utf-8"))


def read_countries(path: Path) -> gpd.GeoDataFrame:
    """Return Natural Earth's country table (a zipped shapefile in UTF-8), geometry included."""
    return pyogrio.read_dataframe(f"/vsizip/{path}", encoding="utf-8")


def read_disputed(path: Path) -> gpd.GeoDataFrame:
    """Return Natural Earth's lines of disputed boundaries."""
    return pyogrio.read_dataframe(path, layer="disputed_borders")


def mended_admin1(
    path: Path, lines: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, view: dict[str, Any]
) -> gpd.GeoDataFrame:
    """Return the admin-1 coverage of the world with the country that the UN view gives each unit.

    Parameters
    ----------
    path
        Natural Earth admin-1 units as GeoJSON.
    lines
        Natural Earth's disputed lines, which cut the Golan off.
    countries
        Natural Earth's countries, whose outline of Bir Tawil is carved out.
    view
        The tables of ``un_view.toml``.

    Returns
    -------
    geopandas.GeoDataFrame
        A valid polygonal coverage with `adm1_code`, `country` (ISO 3166-1 alpha-3, XKX, or empty
        where undetermined), `area` (the country, or an undetermined area's own code), `note` and
        the names of the source.
    """
    units = pyogrio.read_dataframe(path)[[*KEPT, "geometry"]]
    units[KEPT] = units[KEPT].fillna("").apply(lambda column: column.str.strip())
    units["geometry"] = shapely.force_2d(shapely.make_valid(units.geometry.values))
    iso3 = countries.set_index("ADM0_A3")["ISO_A3_EH"]
    units["country"] = units["adm0_a3"].map(iso3).fillna(units["adm0_a3"])
    for column, table in (("adm0_a3", "country"), ("gu_a3", "unit"), ("adm1_code", "admin1")):
        owner = units[column].map(view[f"owner_of_{table}"])
        units["country"] = owner.fillna(units["country"])
    units["note"] = ""
    for code, entry in view["undetermined"].items():
        row = units.index[units["adm1_code"] == code][0]
        units.loc[row, ["adm1_code", "country", "name_fr", "name_en", "note"]] = [
            entry["id"],
            "",
            entry["fr"],
            entry["en"],
            entry["note"],
        ]
    pieces = [_cut(units, lines, entry) for entry in view["cut"]]
    pieces += [_carve(units, countries, entry) for entry in view["carve"]]
    pieces += _holes(units, view["hole"])
    units = pd.concat([units, gpd.GeoDataFrame(pieces, crs=units.crs)], ignore_index=True)
    units[KEPT] = units[KEPT].fillna("")
    units["geometry"] = shapely.coverage_clean(units.geometry.values, snapping_distance=SNAP)
    if not shapely.coverage_is_valid(units.geometry.values):
        message = "the mended admin-1 units are not a valid coverage"
        raise ValueError(message)
    units["area"] = units["country"].where(units["country"] != "", units["adm1_code"])
    return units.sort_values("adm1_code", ignore_index=True)


def _cut(units: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, entry: dict[str, Any]) -> dict[str, Any]:
    """Split one unit along a disputed line, change it in place and return the new unit."""
    row = units.index[units["adm1_code"] == entry["unit"]][0]
    whole = units.geometry[row]
    chosen = lines[
        (lines["name"] == entry["line"]["name"]) & (lines["adm0_a3_l"] == entry["line"]["left"])
    ]
    line = shapely.line_merge(shapely.union_all(chosen.geometry.values))
    ends = shapely.get_parts(shapely.boundary(line))
    links = [shapely.shortest_line(end, whole.boundary) for end in ends]
    faces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([whole.boundary, line, *links])])
    )
    inside = [face for face in faces if whole.contains(face.representative_point())]
    piece = next(face for face in inside if face.contains(shapely.Point(entry["point"])))
    units.loc[[row], "geometry"] = [
        shapely.union_all([face for face in inside if face is not piece])
    ]
    return {
        "adm1_code": entry["code"],
        "country": entry["place"],
        "name_fr": entry["fr"],
        "name_en": entry["en"],
        "note": "",
        "geometry": piece,
    }


def _carve(
    units: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, entry: dict[str, Any]
) -> dict[str, Any]:
    """Take a country's outline out of one unit, in place, and return it as an undetermined area."""
    row = units.index[units["adm1_code"] == entry["unit"]][0]
    outline = countries.loc[countries["ADM0_A3"] == entry["outline"], "geometry"].iloc[0]
    whole = units.geometry[row]
    faces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([whole.boundary, outline.boundary])])
    )
    inside = [face for face in faces if whole.contains(face.representative_point())]
    piece = [face for face in inside if outline.contains(face.representative_point())]
    rest = [face for face in inside if not outline.contains(face.representative_point())]
    units.loc[[row], "geometry"] = [shapely.union_all(rest)]
    return {
        "adm1_code": entry["id"],
        "country": "",
        "name_fr": entry["fr"],
        "name_en": entry["en"],
        "note": entry["note"],
        "geometry": shapely.union_all(piece),
    }


def _holes(units: gpd.GeoDataFrame, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the land that no unit covers, as undetermined areas."""
    union = shapely.coverage_union_all(units.geometry.values)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    return [
        {
            "adm1_code": entry["id"],
            "country": "",
            "name_fr": entry["fr"],
            "name_en": entry["en"],
            "note": entry["note"],
            "geometry": next(
                hole for hole in holes if hole.contains(shapely.Point(entry["point"]))
            ),
        }
        for entry in entries
    ]
