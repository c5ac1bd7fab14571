"""Make the layers of the world's admin-1 units and of Cameroon's regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pycountry
from admin1_table import admin1_layer
from countries import MENDED, ZOOM
from shipping import Recipe

if TYPE_CHECKING:
    import geopandas as gpd

#: Region (ISO 3166-2) -> P-code of the Common Operational Datasets.
REGION_PCODES = {
    "CM-AD": "CM001",
    "CM-CE": "CM002",
    "CM-ES": "CM003",
    "CM-EN": "CM004",
    "CM-LT": "CM005",
    "CM-NO": "CM006",
    "CM-NW": "CM007",
    "CM-OU": "CM008",
    "CM-SU": "CM009",
    "CM-SW": "CM010",
}
NAMED = (
    f"Kept Natural Earth's ISO 3166-2 code where ISO lists it today (pycountry"
    f" {pycountry.__version__}) and one unit only bears it, mended codes and names by"
    " boundaries/build/admin1_fixes.csv, and used Natural Earth's own code elsewhere."
)


def admin1_layers(zoom: gpd.GeoDataFrame) -> list[tuple[gpd.GeoDataFrame, Recipe]]:
    """Return the layers `admin1` and `cameroon_regions`, each with its recipe."""
    layer = admin1_layer(zoom)
    regions = layer[layer["country"] == "CMR"].reset_index(drop=True)
    regions["pcode"] = regions["place"].map(REGION_PCODES)
    columns = ["place", "iso_3166_2", "pcode", "name_fr", "name_en", "geometry"]
    steps = (*MENDED, *ZOOM, NAMED)
    sources = ("admin1", "countries", "disputed")
    return [
        (layer, Recipe("admin1.gpkg", steps, sources, "admin1", "zoom")),
        (
            regions[columns],
            Recipe(
                layer="cameroon_regions",
                detail="zoom",
                file="cameroon_regions.gpkg",
                sources=sources,
                steps=(*steps, "Took the ten regions of Cameroon and added their P-codes."),
            ),
        ),
    ]
