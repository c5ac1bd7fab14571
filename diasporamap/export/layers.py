"""Writes layers for GIS programs, every ring of their shapes as the formats want it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.files import MADE, PINNED_DATE, whole_file
from diasporamap.language import message

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

#: Formats by ending, with the name that GDAL gives each.
FORMATS: Final[Mapping[str, str]] = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}


def write_layers(
    layers: Mapping[str, gpd.GeoDataFrame | pd.DataFrame],
    path: str | os.PathLike[str],
    descriptions: Mapping[str, str],
) -> None:
    """Write layers to a file, whole or not at all, the same bytes every time.

    Outer rings turn counter-clockwise and holes clockwise, as OGC and GeoJSON have it.

    Parameters
    ----------
    layers : mapping of str to geopandas.GeoDataFrame or pandas.DataFrame
        The layers by name: several in a GeoPackage only, a table without shapes there too.
    path : path-like
        A file with one of the endings of `FORMATS`.
    descriptions : mapping of str to str
        What each layer is.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    ending = Path(path).suffix.lower()
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": PINNED_DATE})
    try:
        with whole_file(path) as temporary:
            temporary.unlink()  # GDAL makes the file itself; an empty one is no data set to it
            for at, (name, table) in enumerate(layers.items()):
                options = {"DESCRIPTION": f"{descriptions[name]}, {MADE}"}
                if ending == ".geojson":
                    options["RFC7946"] = "YES"
                pyogrio.write_dataframe(
                    _turned(table),
                    temporary,
                    driver=FORMATS[ending],
                    layer=name,
                    append=at > 0,
                    # QGIS of the long-term releases knows version 1.2, and warns of later ones.
                    dataset_options={"VERSION": "1.2"} if ending == ".gpkg" and not at else {},
                    layer_options={} if ending == ".fgb" else options,
                )
    except (DataSourceError, DataLayerError, FeatureError) as error:
        why = str(error).partition(":")[0]
        raise UsageError(message("export.not_written", file=path, why=why)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _turned(table: gpd.GeoDataFrame | pd.DataFrame) -> gpd.GeoDataFrame | pd.DataFrame:
    """Return a layer of which all outer rings turn counter-clockwise."""
    import geopandas as gpd
    import shapely

    if not isinstance(table, gpd.GeoDataFrame):
        return table
    return table.set_geometry(shapely.orient_polygons(table.geometry.array, exterior_cw=False))
