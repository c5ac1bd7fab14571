"""Make the table of countries: names, codes, M49 regions, status and label points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pycountry
from babel import Locale
from coverage import as_multipolygons, label_point

if TYPE_CHECKING:
    import geopandas as gpd

HERE = Path(__file__).parent
COLUMNS = [
    *("place", "name_fr", "name_en", "short_fr", "short_en", "iso2", "m49"),
    *("region_code", "region_fr", "region_en", "subregion_code", "subregion_fr", "subregion_en"),
    *("sovereign", "status", "label_lon", "label_lat", "geometry"),
]


def country_table(view: dict[str, Any]) -> pd.DataFrame:
    """Return one row a place, sorted by `place`, without label point and shape.

    Names come from CLDR (babel); ``country_names.csv`` holds the reviewed names where the United
    Nations write otherwise, and the short names for map labels.
    """
    reviewed = pd.read_csv(HERE / "country_names.csv", keep_default_na=False).set_index("place")
    codes = {country.alpha_3: (country.alpha_2, country.numeric) for country in pycountry.countries}
    codes["XKX"] = ("XK", "")
    rows = [
        {
            "place": place,
            **_names(place, iso2, reviewed),
            "iso2": iso2,
            "m49": numeric,
            **_region(place, view),
            **_status(place, view),
        }
        for place, (iso2, numeric) in sorted(codes.items())
    ]
    return pd.DataFrame(rows)


def country_layer(
    shapes: gpd.GeoDataFrame, table: pd.DataFrame, labels: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Return `shapes` (column `country`) with the columns of `table` and the points of `labels`."""
    layer = as_multipolygons(shapes.rename(columns={"country": "place"}))
    missing = set(table["place"]) ^ set(layer["place"])
    if missing:
        message = f"places without a shape, or shapes without a place: {sorted(missing)}"
        raise ValueError(message)
    return (
        layer.merge(table, on="place")
        .merge(labels, on="place")
        .sort_values("place", ignore_index=True)[COLUMNS]
    )


def label_points(shapes: gpd.GeoDataFrame, countries: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return a label point a place: Natural Earth's where it is inside, else the middle."""
    own = (
        countries[~countries["ISO_A3_EH"].isin(["-99"])]
        .drop_duplicates("ISO_A3_EH")
        .set_index("ISO_A3_EH")
    )
    own = pd.concat([own, countries[countries["ADM0_A3"] == "KOS"].set_axis(["XKX"])])
    rows = []
    for place, shape in zip(shapes["country"], shapes.geometry, strict=True):
        known = (own.at[place, "LABEL_X"], own.at[place, "LABEL_Y"]) if place in own.index else None
        lon, lat = label_point(shape, known)
        rows.append({"place": place, "label_lon": round(lon, 5), "label_lat": round(lat, 5)})
    return pd.DataFrame(rows)


def tidy(name: str) -> str:
    """Return a name with straight apostrophes and written-out English abbreviations."""
    return name.replace("’", "'").replace(" & ", " and ").replace("St. ", "Saint ")


def _names(place: str, iso2: str, reviewed: pd.DataFrame) -> dict[str, str]:
    names = {}
    for language in ("fr", "en"):
        cldr = tidy(Locale(language).territories[iso2])
        given = reviewed.loc[place] if place in reviewed.index else {}
        names[f"name_{language}"] = given.get(f"name_{language}") or cldr
        names[f"short_{language}"] = given.get(f"short_{language}") or names[f"name_{language}"]
    return names


def _region(place: str, view: dict[str, Any]) -> dict[str, str]:
    for code, sub in view["subregions"].items():
        if place in sub["members"].split():
            region = view["regions"][sub["region"]]
            return {
                "region_code": sub["region"],
                "region_fr": region["fr"],
                "region_en": region["en"],
                "subregion_code": code,
                "subregion_fr": sub["fr"],
                "subregion_en": sub["en"],
            }
    if place != "ATA":
        message = f"{place} is in no M49 sub-region"
        raise ValueError(message)
    return dict.fromkeys(COLUMNS[7:13], "")


def _status(place: str, view: dict[str, Any]) -> dict[str, str]:
    if place in view["status"]["not_applicable"].split():
        return {"sovereign": place, "status": "not_applicable"}
    for state, members in view["territories"].items():
        if place in members.split():
            return {"sovereign": state, "status": "territory"}
    return {"sovereign": place, "status": "state"}
