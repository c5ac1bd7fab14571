"""Writes a published table as a GeoPackage that opens in QGIS in the colours of the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.export.formats.qgis import (
    Category,
    circles_qml,
    circles_sld,
    fills_qml,
    fills_sld,
)
from diasporamap.export.formats.shapes import has_shapes, with_shapes
from diasporamap.export.layers import write_layers
from diasporamap.export.published import POINTS
from diasporamap.files import PINNED_DATE
from diasporamap.language import message, text
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.captions import disclaimer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from diasporamap.export.published import PublishedTable
    from diasporamap.maps import Composition

#: The layer of circles, the table in which QGIS looks for styles, the column of diameters.
_CIRCLES: Final = "circles"
_STYLES: Final = "layer_styles"
_DIAMETER: Final = "diameter_mm"
#: Columns of a table that have a map of areas, the one that opens first.
_MAPPED: Final = ("total", "share_women")
#: The looks of a disc of people.
_DISC: Final = "circle"


def write(table: PublishedTable, path: Path) -> None:
    """Write areas, circles of people and their styles; areas have the column ``NAME_style``."""
    if table.of == POINTS:
        raise UsageError(message("export.points_without_map"))
    if not has_shapes(table):
        raise UsageError(message("export.no_shapes", by=table.by))
    maps = dict(_maps(table))
    areas = with_shapes(table, everywhere=True)
    for name, composition in maps.items():
        areas[f"{name}_style"] = areas["place"].map(composition.drawing.fills).fillna("no_data")
    layers: dict[str, gpd.GeoDataFrame | pd.DataFrame] = {table.by: areas}
    circles = _circles(table, maps["total"])
    if len(circles):
        layers[_CIRCLES] = circles
    layers[_STYLES] = _styles(table, maps, circles=len(circles) > 0)
    stamp = f"{table.words.stamp}. " if table.words.stamp else ""
    shown = f"{table.words.title}. {table.words.citation} {disclaimer(table.language)}"
    descriptions = {name: f"{stamp}{shown} ({name})" for name in layers}
    write_layers(layers, path, descriptions)


def _maps(table: PublishedTable) -> Iterator[tuple[str, Composition]]:
    """Compose the maps whose colours the areas have."""
    names = {column.name for column in table.columns}
    for name in _MAPPED:
        if name in names:
            spec = MapSpec(measure=name, language=table.language, style=table.spec.style)
            yield name, compose(table.tables[0], spec, beside=False)


def _circles(table: PublishedTable, composition: Composition) -> gpd.GeoDataFrame:
    """Return a circle a place at its label point, as large as on a sheet of A4."""
    import geopandas as gpd

    largest = 2 * float(composition.style.circle["largest_mm"])
    marks = composition.drawing.marks
    shown = composition.table.loc[list(marks)]
    points = gpd.points_from_xy(shown["label_lon"], shown["label_lat"])
    names = table.wide.set_index("place").reindex(shown.index)
    data = {
        "place": shown.index,
        "name_fr": names["name_fr"].to_numpy(),
        "name_en": names["name_en"].to_numpy(),
        "total": shown["value"].to_numpy(),
        _DIAMETER: [round(largest * marks[str(place)][0].radius, 3) for place in shown.index],
    }
    return gpd.GeoDataFrame(data, geometry=points, crs="EPSG:4326")


def _styles(table: PublishedTable, maps: dict[str, Composition], *, circles: bool) -> pd.DataFrame:
    """Return the rows of ``layer_styles``: of each layer one opens first."""
    import pandas as pd

    rows = []
    for at, (name, composition) in enumerate(maps.items()):
        column, border = f"{name}_style", composition.style.lines["international"]
        categories = _categories(composition)
        label = text(f"measure.{name}", table.language)
        qml, sld = (
            fills_qml(column, categories, border),
            fills_sld(label, column, categories, border),
        )
        rows.append((table.by, label, qml, sld, at == 0))
    if circles:
        look = maps["total"].drawing.looks[_DISC]
        of_circle = (_DIAMETER, look.fill, look.opacity, look.edge)
        label = text("measure.total", table.language)
        rows.append(
            (_CIRCLES, label, circles_qml(*of_circle), circles_sld(label, *of_circle), True)
        )
    styles = pd.DataFrame(
        rows, columns=["f_table_name", "styleName", "styleQML", "styleSLD", "useAsDefault"]
    )
    styles.insert(0, "f_table_catalog", "")
    styles.insert(1, "f_table_schema", "")
    styles.insert(3, "f_geometry_column", "geom")
    return styles.assign(description=table.words.title, owner="", ui="", update_time=PINNED_DATE)


def _categories(composition: Composition) -> list[Category]:
    """Return the fills of a map in the order of its legend."""
    used = set(composition.drawing.fills.values())
    labels = {
        entry.key: entry.label
        for entry in composition.legend
        if entry.kind in ("class", "state") and entry.key in used
    }
    labels |= {key: key for key in sorted(used - labels.keys())}
    return [Category(key, label, composition.swatches[key]) for key, label in labels.items()]
