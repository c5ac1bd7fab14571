"""Make the layers of countries and undetermined areas from the mended admin-1 units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from country_table import country_layer, country_table, label_points
from coverage import as_multipolygons, dissolve, simplified, without_specks
from shipping import Recipe

if TYPE_CHECKING:
    import geopandas as gpd

#: Root of the smallest triangle's area that stays, in degrees, at each detail.
TOLERANCE = {"zoom": 0.02, "world": 0.055}
#: Islands below this area (square degrees) and this share of their unit go.
SPECKS = {"zoom": {"area": 5e-4, "share": 0.01}, "world": {"area": 0.01, "share": 0.02}}
MENDED = (
    "Made every geometry of Natural Earth's admin-1 units valid.",
    (
        "Gave each unit its country in the United Nations view (boundaries/build/un_view.toml), cut"
        " the Golan Heights, Western Sahara and Bir Tawil out, and filled two holes with"
        " undetermined areas."
    ),
)
ZOOM = (
    (
        f"Simplified the coverage of units (Visvalingam, {TOLERANCE['zoom']} degrees) and dropped"
        f" free-standing islands under {SPECKS['zoom']['area']} square degrees and"
        f" {SPECKS['zoom']['share']:.0%} of their unit."
    ),
)
WORLD = (
    (
        f"Simplified the coverage of countries further ({TOLERANCE['world']} degrees) and dropped"
        f" free-standing islands under {SPECKS['world']['area']} square degrees and"
        f" {SPECKS['world']['share']:.0%} of their country."
    ),
)
DISSOLVED = ("Dissolved the units into countries and undetermined areas, as an exact union.",)
NAMED = (
    (
        "Added names (CLDR, with the United Nations' where they differ), ISO 3166-1 codes, M49"
        " regions and label points."
    ),
)


def zoom_units(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the admin-1 units at zoom detail, from which every other zoom layer is made."""
    return without_specks(simplified(units, TOLERANCE["zoom"]), **SPECKS["zoom"])


def area_coverages(zoom: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Return countries and undetermined areas by detail, with the column `area`."""
    fine = dissolve(zoom, "area")
    coarse = without_specks(simplified(fine, TOLERANCE["world"]), **SPECKS["world"])
    return {"zoom": fine, "world": coarse}


def country_layers(
    coverages: dict[str, gpd.GeoDataFrame],
    units: gpd.GeoDataFrame,
    countries: gpd.GeoDataFrame,
    view: dict[str, Any],
) -> list[tuple[gpd.GeoDataFrame, Recipe]]:
    """Return the layers `countries` and `undetermined` at both details, each with its recipe."""
    table = country_table(view)
    undetermined = units.loc[units["country"] == "", ["area", "name_fr", "name_en", "note"]]
    labels = label_points(_of_areas(coverages["zoom"], table["place"]), countries)
    products = []
    for detail, coverage in coverages.items():
        made = MENDED + ZOOM + DISSOLVED + (WORLD if detail == "world" else ())
        shapes = _of_areas(coverage, table["place"])
        products.append(
            (
                country_layer(shapes, table, labels),
                Recipe(
                    layer="countries",
                    detail=detail,
                    file=f"countries_{detail}.gpkg",
                    sources=("admin1", "countries", "disputed"),
                    steps=made + NAMED,
                ),
            )
        )
        areas = as_multipolygons(_of_areas(coverage, undetermined["area"]))
        areas = areas.rename(columns={"country": "area"}).merge(undetermined, on="area")
        areas = areas.rename(columns={"area": "place"})
        columns = ["place", "name_fr", "name_en", "note", "geometry"]
        products.append(
            (
                areas[columns],
                Recipe(
                    layer="undetermined",
                    detail=detail,
                    file=f"undetermined_{detail}.gpkg",
                    sources=("admin1", "countries", "disputed"),
                    steps=made,
                ),
            )
        )
    return products


def _of_areas(coverage: gpd.GeoDataFrame, areas: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return the shapes of some areas, sorted, with their code in the column `country`."""
    chosen = coverage[coverage["area"].isin(areas)].sort_values("area", ignore_index=True)
    return chosen.rename(columns={"area": "country"})
