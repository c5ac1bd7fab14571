"""The figures of a published table with the shapes of their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.counts.characteristics import is_characteristic
from diasporamap.export.published import LOG, SOURCES

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from diasporamap.export.published import PublishedTable


def has_shapes(table: PublishedTable) -> bool:
    """Tell whether the rows are places: categories, years and logs have no shapes."""
    return table.by not in ("year", LOG, SOURCES) and not is_characteristic(table.by)


def with_shapes(table: PublishedTable, *, everywhere: bool = False) -> gpd.GeoDataFrame:
    """Return a row a place with its figures and its shape, none where no area stands for it.

    With `everywhere` places that nobody is counted in have rows too, without data.
    """
    import geopandas as gpd

    areas = table.tables[0].geography.areas("world").places
    shapes = gpd.GeoSeries(areas.geometry.to_numpy(), areas["place"].astype(str), crs=areas.crs)
    found: pd.DataFrame = table.wide.copy()
    if everywhere:
        found = _of_all(found, table).sort_values("place", ignore_index=True)
    return gpd.GeoDataFrame(
        found, geometry=shapes.reindex(found["place"]).to_numpy(), crs=areas.crs
    )


def _of_all(found: pd.DataFrame, table: PublishedTable) -> pd.DataFrame:
    import pandas as pd

    named = table.tables[0].geography.table
    lacking = named.index.difference(found["place"].tolist())
    more = pd.DataFrame({"place": lacking, "part": "place"})
    more["name_fr"], more["name_en"] = (
        named.loc[lacking, name].to_numpy() for name in ("short_fr", "short_en")
    )
    for name in (name for name in found.columns if name.endswith("_state")):
        more[name] = "no_data"
    return pd.concat([found, more.astype(object)], ignore_index=True).astype(found.dtypes.to_dict())
