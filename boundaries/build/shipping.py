"""Write a layer or a table that is the same to the byte each time, with its provenance."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyogrio
import shapely
from fetch import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from fetch import Source

#: The date that GDAL writes into a GeoPackage: that of the pinned sources, not that of the build.
PINNED_DATE = "2026-01-01T00:00:00.000Z"

#: The last step of every layer of areas.
TURNED = "Turned outer rings counter-clockwise and holes clockwise."


@dataclass(frozen=True)
class Recipe:
    """What a layer is called, where it goes and how it came about.

    Attributes
    ----------
    file
        Path of the GeoPackage or table below ``boundaries/``.
    steps
        What was done, in order, one sentence each.
    sources
        Keys of ``sources.toml``.
    layer, detail
        Name of the layer, and ``"world"`` or ``"zoom"``; of a table neither.
    licence, attribution
        Under which terms it may be used, and whom to name.
    """

    file: str
    steps: tuple[str, ...]
    sources: tuple[str, ...] = ()
    layer: str = ""
    detail: str = ""
    licence: str = "Public domain"
    attribution: str = "Made with Natural Earth"


def ship(
    layer: gpd.GeoDataFrame, recipe: Recipe, sources: dict[str, Source], *, folder: Path
) -> Path:
    """Write `layer` and its provenance below `folder`; return the path of the layer.

    Outer rings turn counter-clockwise and holes clockwise, as OGC and GeoJSON have it.
    """
    if "Polygon" in " ".join(layer.geom_type):
        turned = shapely.orient_polygons(layer.geometry.array, exterior_cw=False)
        layer = layer.set_geometry(turned)
        recipe = replace(recipe, steps=(*recipe.steps, TURNED))
    path = folder / recipe.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": PINNED_DATE})
    pyogrio.write_dataframe(
        layer,
        path,
        driver="GPKG",
        layer=recipe.layer,
        layer_options={
            "SPATIAL_INDEX": "NO",
            "IDENTIFIER": recipe.layer,
            "DESCRIPTION": f"{recipe.attribution}. {recipe.licence}.",
        },
    )
    what = (
        f"layer = {_text(recipe.layer)}",
        f"detail = {_text(recipe.detail)}",
        f"features = {len(layer)}",
    )
    _write_provenance(path, recipe, sources, what=what, script="build.py")
    return path


def ship_table(
    rows: Sequence[Sequence[object]],
    recipe: Recipe,
    sources: Mapping[str, Source],
    *,
    folder: Path,
    script: str,
) -> Path:
    """Write a table, of which the first row has the columns, and its provenance below `folder`."""
    path = folder / recipe.file
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    what = (f"table = {_text(path.name)}", f"rows = {len(rows) - 1}")
    _write_provenance(path, recipe, sources, what=what, script=script)
    return path


def _write_provenance(
    path: Path, recipe: Recipe, sources: Mapping[str, Source], *, what: Sequence[str], script: str
) -> None:
    """Write the provenance of a shipped file beside it, as TOML; `what` are its first lines."""
    lines = [
        f"# Provenance of {recipe.file}, written by boundaries/build/{script}.",
        *what,
        f"licence = {_text(recipe.licence)}",
        f"attribution = {_text(recipe.attribution)}",
        f"sha256 = {_text(sha256_of(path))}",
        "steps = [",
        *[f"  {_text(step)}," for step in recipe.steps],
        "]",
    ]
    for key in recipe.sources:
        source = sources[key]
        lines += ["", "[[sources]]"]
        lines += [
            f"{name} = {_text(getattr(source, name))}"
            for name in ("data", "licence", "client", "package", "version", "member", "sha256")
        ]
    path.with_suffix(".toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _text(value: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)
