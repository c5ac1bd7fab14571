"""Reads the boundary layers that ship with the package, by name and detail.

Every layer is a GeoPackage under ``boundaries/`` with its provenance beside it in a TOML file.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import BoundaryError, UsageError, problem, reason
from diasporamap.language import message
from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import numpy as np
    import pandas as pd

_SHIPPED: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (shipped("boundaries") / "layers.toml").read_text(encoding="utf-8")
)
#: What each layer holds, by name.
LAYERS: Mapping[str, str] = {name: layer["title"] for name, layer in _SHIPPED.items()}
#: The details of the layers that have two; every other layer has one, "zoom".
DETAILS = ("world", "zoom")
#: Layers made from OpenStreetMap, which stand in a folder of their own under the ODbL.
ODBL = frozenset(name for name, layer in _SHIPPED.items() if layer.get("folder") == "odbl")


@dataclass(frozen=True)
class LayerSource:
    """One file that a layer was built from: what it holds, and the file of a registry's package."""

    data: str
    licence: str
    client: str
    package: str
    version: str
    member: str
    sha256: str


@dataclass(frozen=True)
class Provenance:
    """Where a layer comes from and on which terms it may be used.

    `attribution` is the line that names its makers, `sha256` that of the layer's file, `steps` what
    was done to the sources, in order.
    """

    layer: str
    detail: str
    features: int
    licence: str
    attribution: str
    sha256: str
    steps: tuple[str, ...]
    sources: tuple[LayerSource, ...]


def details(name: str) -> tuple[str, ...]:
    """Return the details at which a layer ships: (world, zoom) or only (zoom,)."""
    if name not in LAYERS:
        raise UsageError(message("places.no_layer", name=name, known=[*LAYERS]))
    return tuple(_SHIPPED[name].get("details", ["zoom"]))


def layer_path(name: str, *, detail: str = "world") -> Path:
    """Return the path of a layer's file; it is not opened.

    "world" is for a map of the world, "zoom" for a part of it. A layer that ships at one detail
    only gives that one. It is a UsageError that there is no such layer or detail.
    """
    ending = f"_{detail}" if len(details(name)) > 1 else ""
    if detail not in DETAILS:
        raise UsageError(message("places.no_detail", name=detail, known=DETAILS))
    folder: str = _SHIPPED[name].get("folder", "")
    return shipped("boundaries") / folder / f"{name}{ending}.gpkg"


def read_layer(name: str | Path, *, detail: str = "world") -> gpd.GeoDataFrame:
    """Read a boundary layer, sorted by place, in EPSG:4326.

    Parameters
    ----------
    name : str or pathlib.Path
        A name of `LAYERS`, of which ``admin1:SEN`` is what lies in one country; or a file of one's
        own with `place`, `name_fr` and `name_en`.
    detail : {"world", "zoom"}
        "world" for a map of the world, "zoom" for a part of it. A layer that ships at one detail
        only gives that one.

    Returns
    -------
    geopandas.GeoDataFrame
        A fresh table of the caller's own. Every layer but ``borders`` has `place` (a unique
        code), `name_fr`, `name_en` and MultiPolygons; ``borders`` has `left` and `right` (places),
        `kind` and lines. Text is never missing: what is not known is the empty text.

    Raises
    ------
    UsageError
        If there is no such layer or detail.
    BoundaryError
        If the file is missing or damaged.
    """
    if isinstance(name, Path):
        return _own_layer(name)
    import geopandas as gpd

    table, shapes = read_shapes(name, detail=detail)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def read_shapes(name: str, *, detail: str = "world") -> tuple[pd.DataFrame, np.ndarray]:
    """Read a shipped layer, its columns and its shapes, without loading geopandas.

    Rows, columns and errors are those of `read_layer`.
    """
    import numpy as np
    import pandas as pd
    import shapely

    rows, columns = _rows(name, detail, shapes=True)
    table = pd.DataFrame(rows, columns=list(columns))
    bodies = np.array([blob[_header(blob) :] for blob in table.pop("geom")], dtype=object)
    try:
        shapes = shapely.from_wkb(bodies)
    except shapely.errors.GEOSException as error:
        layer, _ = _layer_and_country(name)
        raise _damaged(layer_path(layer, detail=detail), error) from error
    return table, shapes


def _own_layer(path: Path) -> gpd.GeoDataFrame:
    """Read a layer of one's own, in any format that GDAL knows."""
    import pyogrio

    try:
        return _checked(pyogrio.read_dataframe(_existing(path)), path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise _damaged(path, error) from error


def _header(blob: bytes) -> int:
    """Return how long the header of a shape of a GeoPackage is, before it is well-known binary."""
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return 8 + envelope


def _layer_and_country(name: str) -> tuple[str, str]:
    """Split "admin1:SEN"; a layer that is named alone is that of all countries."""
    found = re.fullmatch(r"(admin1):([A-Z]{3})", name)
    return (found[1], found[2]) if found else (name, "")


def _checked(layer: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """Return a layer of one's own as the shipped ones are, or say what it lacks."""
    problems = [
        problem("layer_column", file=str(path), name=column)
        for column in ("place", "name_fr", "name_en")
        if column not in layer.columns
    ]
    if layer.crs is None:
        problems.append(problem("layer_crs", file=str(path)))
    if not problems and not layer["place"].is_unique:
        problems.append(problem("layer_twice", file=str(path)))
    if problems:
        raise BoundaryError(problems)
    return layer.to_crs(4326).sort_values("place", ignore_index=True)


def read_table(name: str | Path, *, detail: str = "world") -> pd.DataFrame:
    """Read the columns of a boundary layer without its shapes, and without loading geopandas.

    Rows, columns and errors are those of `read_layer`, but for `geometry`.
    """
    if isinstance(name, Path):
        own: pd.DataFrame = read_layer(name).drop(columns="geometry")
        return own
    import pandas as pd

    rows, columns = _rows(name, detail)
    return pd.DataFrame(rows, columns=list(columns))


def read_names(name: str, *columns: str, detail: str = "world") -> list[tuple[str, ...]]:
    """Read some columns of a shipped layer, a row a place, as `read_table`, without a table."""
    rows, _ = _rows(name, detail, columns)
    return rows


def _rows(
    name: str, detail: str, columns: Sequence[str] = (), *, shapes: bool = False
) -> tuple[list[tuple[Any, ...]], Sequence[str]]:
    """Read columns of a shipped layer where none is named all, with its shapes if asked for."""
    layer, country = _layer_and_country(name)
    path = _existing(layer_path(layer, detail=detail))
    address = f"{path.as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            described = connection.execute(f"PRAGMA table_info({layer})").fetchall()
            without = {"fid"} if shapes else {"fid", "geom"}
            known = [column[1] for column in described if column[1] not in without]
            columns = columns or known
            wanted = ", ".join(f'"{column}"' for column in columns)
            within, values = ("WHERE country = ?", [country]) if country else ("", [])
            asked = f"SELECT {wanted} FROM {layer} {within} ORDER BY fid"  # noqa: S608
            return connection.execute(asked, values).fetchall(), columns
    except sqlite3.DatabaseError as error:
        raise _damaged(path, error) from error


def layer_provenance(name: str, *, detail: str = "world") -> Provenance:
    """Return where a layer comes from, its licence and its SHA-256.

    It is a BoundaryError that the provenance file is missing or damaged.
    """
    path = _existing(layer_path(name, detail=detail).with_suffix(".toml"))
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = tuple(LayerSource(**source) for source in table.pop("sources"))
        return Provenance(**{**table, "steps": tuple(table["steps"]), "sources": sources})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise _damaged(path, error) from error


def content_of(*names: str | Path) -> str:
    """Return the sums of layers: of files, or as their provenance states them at each detail."""
    sums: list[str] = []
    for name in names:
        if isinstance(name, Path):
            sums.append(_sum_of(name))
        else:
            layer, country = _layer_and_country(name)
            stated = (layer_provenance(layer, detail=detail).sha256 for detail in details(layer))
            sums += [*stated, country]
    return " ".join(sums)


def _sum_of(path: Path) -> str:
    with _existing(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_intact(name: str, *, detail: str = "world") -> bool:
    """Tell whether a layer's file has the SHA-256 that its provenance states."""
    found = _sum_of(layer_path(name, detail=detail))
    return found == layer_provenance(name, detail=detail).sha256


def _existing(path: Path) -> Path:
    """Return `path` if it is a file; say what to do if not."""
    if not path.is_file():
        raise BoundaryError.of("boundary_missing", file=path.name)
    return path


def _damaged(path: Path, error: Exception) -> BoundaryError:
    """Return the error of a file that cannot be read."""
    return BoundaryError.of("boundary_damaged", file=path.name, why=reason(error))
