"""Make Cameroon's arrondissements, divisions and regions of OpenStreetMap data, under the ODbL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from admin1 import REGION_PCODES
from coverage import as_multipolygons, dissolve
from shipping import Recipe

HERE = Path(__file__).parent
#: How the shape ids of Cameroon's arrondissements begin in the gazetteer.
CAMEROON = "9386221B"
#: Gaps narrower than this between arrondissements are closed, in degrees.
GAP = 0.01
LICENCE = "ODbL-1.0"
ATTRIBUTION = "© OpenStreetMap contributors, via geoBoundaries CMR-ADM3"
STEPS = (
    "Read the 360 arrondissements and mended their names (UTF-8 read as Latin-1).",
    f"Cleaned the coverage: overlaps given to a neighbour, gaps under {GAP} degrees closed.",
    (
        "Assigned each arrondissement to its division and spelled its name by"
        " boundaries/build/cameroon_arrondissements.csv."
    ),
)
PCODES = (
    "Added the P-codes of divisions of the Common Operational Datasets (OCHA COD-AB Cameroon), as"
    " boundaries/build/cameroon_divisions.csv has them."
)


def cameroon_layers(database: Path, regions: pd.DataFrame) -> list[tuple[gpd.GeoDataFrame, Recipe]]:
    """Return the layers of arrondissements, divisions and regions, each with its recipe.

    `regions` has the codes and names of the regions: `place`, `iso_3166_2`, `pcode`, `name_fr` and
    `name_en`.
    """
    divisions = pd.read_csv(HERE / "cameroon_divisions.csv", dtype=str, keep_default_na=False)
    divisions["region_pcode"] = divisions["region"].map(REGION_PCODES)
    above = divisions[["place", "region", "region_pcode", "pcode"]].rename(
        columns={"place": "division", "pcode": "division_pcode"}
    )
    arrondissements = _arrondissements(database).merge(above, on="division", validate="many_to_one")
    arrondissements = arrondissements.sort_values("place", ignore_index=True)
    codes, names = ["region", "region_pcode"], ["name_fr", "name_en"]
    kept = ["place", "division", *codes, "division_pcode", *names, "geometry"]
    return [
        (arrondissements[kept], _recipe("cameroon_arrondissements", (*STEPS, PCODES))),
        (
            _joined(arrondissements, "division", divisions)[
                ["place", *codes, "pcode", *names, "geonames", "geometry"]
            ],
            _recipe(
                "cameroon_divisions",
                (
                    *STEPS,
                    (
                        "Dissolved the arrondissements into divisions, as an exact union, and added"
                        " the identifiers of GeoNames (CC BY 4.0)."
                    ),
                    PCODES,
                ),
            ),
        ),
        (
            _joined(arrondissements, "region", regions)[
                ["place", "iso_3166_2", "pcode", *names, "geometry"]
            ],
            _recipe(
                "cameroon_regions_osm",
                (
                    *STEPS,
                    (
                        "Dissolved the arrondissements into regions, as an exact union, so that"
                        " both and the divisions share their corners, and added their names and"
                        " codes as in cameroon_regions."
                    ),
                ),
            ),
        ),
    ]


def _joined(parts: gpd.GeoDataFrame, by: str, table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the parts dissolved by a column of places, each with its row of a table."""
    shapes = as_multipolygons(dissolve(parts, by).rename(columns={by: "place"}))
    return shapes.merge(table, on="place", validate="one_to_one")


def _arrondissements(database: Path) -> gpd.GeoDataFrame:
    """Return the cleaned shapes with `place`, `division`, `name_fr` and `name_en`."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT name, coordinates FROM location_data WHERE shape_id GLOB ? ORDER BY shape_id",
            (f"{CAMEROON}*",),
        ).fetchall()
    names = [name.encode("latin-1").decode("utf-8") for name, _ in rows]
    shapes = shapely.make_valid(shapely.from_wkb([shape for _, shape in rows]))
    cleaned = shapely.coverage_clean(shapes, gap_width=GAP)
    found = gpd.GeoDataFrame({"source_name": names}, geometry=cleaned, crs="EPSG:4326")
    table = pd.read_csv(HERE / "cameroon_arrondissements.csv", keep_default_na=False)
    strangers = sorted(set(names) ^ set(table["source_name"]))
    if strangers:
        message = f"arrondissements in the source or in the table, but not in both: {strangers}"
        raise ValueError(message)
    return as_multipolygons(found.merge(table, on="source_name", validate="one_to_one"))


def _recipe(layer: str, steps: tuple[str, ...]) -> Recipe:
    """Return the recipe of one layer under the ODbL."""
    return Recipe(
        layer=layer,
        detail="zoom",
        file=f"odbl/{layer}.gpkg",
        sources=("cameroon",),
        steps=steps,
        licence=LICENCE,
        attribution=ATTRIBUTION,
    )
