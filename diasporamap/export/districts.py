"""Writes districts, missions and what is unattached for GIS programs and spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.districts.days import districts_on
from diasporamap.districts.geometry import district_layer, mission_layer, unattached_layer
from diasporamap.errors import UsageError
from diasporamap.export.layers import write_layers
from diasporamap.export.tables import write_table, write_workbook
from diasporamap.language import message
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    import os
    from datetime import date

    import geopandas as gpd
    import pandas as pd

    from diasporamap.districts.model import Districts

#: The layers of an export, in order.
EXPORTED: Final = ("districts", "missions", "unattached", "units")
ENDINGS: Final = (".gpkg", ".geojson", ".csv", ".xlsx")


def export_districts(
    districts: Districts,
    path: str | os.PathLike[str],
    day: date | str | None = None,
    *,
    layer: str | None = None,
    detail: str = "zoom",
) -> dict[str, int]:
    """Write the districts of one day to a file, whole or not at all; return layers and their rows.

    ``.gpkg`` holds every layer of `EXPORTED`, ``.geojson`` one of those with shapes, ``.csv`` one
    without its shapes (UTF-8 with a byte order mark, as spreadsheets want it); "districts" where
    none is named. ``.xlsx`` holds the two tables themselves, of all days, to be corrected and read
    again.
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(message("export.districts_ending", file=target, endings=[*ENDINGS]))
    if layer is not None and layer not in EXPORTED:
        raise UsageError(message("export.no_layer", layer=layer, known=[*EXPORTED]))
    if ending == ".geojson" and layer == "units":
        raise UsageError(message("export.units_without_shapes"))
    if ending == ".xlsx":
        return _save_tables(districts, target, day, layer)
    names = [layer] if layer else list(EXPORTED) if ending == ".gpkg" else ["districts"]
    tables = {name: _table(name, districts, day, detail) for name in names}
    if ending == ".csv":
        write_table(next(iter(tables.values())).drop(columns="geometry", errors="ignore"), target)
    else:
        described = {name: message(f"export.layers.{name}").texts() for name in tables}
        told = {name: " / ".join(texts.values()) for name, texts in described.items()}
        write_layers(tables, target, told)
    return {name: len(table) for name, table in tables.items()}


def _save_tables(
    districts: Districts, target: Path, day: date | str | None, layer: str | None
) -> dict[str, int]:
    """Write the tables as a workbook; they are whole, so neither day nor layer is chosen."""
    if day is not None or layer is not None:
        raise UsageError(message("export.workbook_of_all_days"))
    sheets = {"districts": districts.memberships, "missions": districts.missions}
    write_workbook(sheets, target)
    return {name: len(table) for name, table in sheets.items()}


def _table(
    name: str, districts: Districts, day: date | str | None, detail: str
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Return one layer of the export."""
    if name == "districts":
        return district_layer(districts, day, detail=detail)
    if name == "missions":
        return mission_layer(districts)
    if name == "unattached":
        return unattached_layer(districts, day, detail=detail)
    units = districts_on(districts, day)
    for at, column in enumerate(("name_fr", "name_en")):
        units[column] = [known_units().names[unit][at] for unit in units["unit"]]
    return units
