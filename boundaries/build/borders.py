"""Make the land boundaries out of the edges that neighbours share, and say how each is drawn."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from countries import DISSOLVED, MENDED, WORLD, ZOOM
from shipping import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
COLUMNS = ["left", "right", "kind", "name_fr", "name_en", "geometry"]
#: How far a line inside a country may be moved when it is simplified, in degrees.
INSIDE_TOLERANCE = {"zoom": 0.005, "world": 0.02}
STEPS = (
    "Took the edges that two areas share, which leaves the coasts out.",
    (
        "Gave each stretch its kind, and added the disputed lines inside countries that are drawn,"
        " as boundaries/build/boundary_lines.toml decides."
    ),
)


def border_layers(
    coverages: dict[str, gpd.GeoDataFrame], units: gpd.GeoDataFrame, lines: gpd.GeoDataFrame
) -> Iterator[tuple[gpd.GeoDataFrame, Recipe]]:
    """Return the layer `borders` at both details, each with its recipe.

    Parameters
    ----------
    coverages
        Countries and undetermined areas by detail, with the column `area`.
    units
        Admin-1 units at zoom detail, with `adm1_code` and `area`.
    lines
        Natural Earth's disputed lines.
    """
    decisions = read_decisions(lines)
    for detail, coverage in coverages.items():
        edges = shared_edges(coverage.geometry.to_numpy(), coverage["area"].to_numpy())
        inside = [
            _inside(entry, coverage, units, lines, INSIDE_TOLERANCE[detail])
            for entry in decisions["inside"]
        ]
        borders = pd.concat([_with_kinds(edges, decisions["edge"]), *inside], ignore_index=True)
        layer = gpd.GeoDataFrame(borders, crs=coverage.crs)[COLUMNS]
        made = MENDED + ZOOM + DISSOLVED + (WORLD if detail == "world" else ())
        yield (
            layer.sort_values(COLUMNS[:-1], ignore_index=True),
            Recipe(
                layer="borders",
                detail=detail,
                file=f"borders_{detail}.gpkg",
                sources=("admin1", "countries", "disputed"),
                steps=made + STEPS,
            ),
        )


def read_decisions(lines: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return ``boundary_lines.toml``; fail if a disputed line is decided by no entry of it."""
    decisions = tomllib.loads((HERE / "boundary_lines.toml").read_text(encoding="utf-8"))
    entries = decisions["inside"] + decisions["carried"] + decisions["left_out"]
    decided = np.zeros(len(lines), dtype=bool)
    for entry in entries:
        if "line" in entry:
            chosen = _is_line(lines, entry["line"])
            if not chosen.any():
                message = f"boundary_lines.toml names a line that does not exist: {entry}"
                raise ValueError(message)
            decided |= chosen
    if not decided.all():
        message = f"undecided disputed lines:\n{lines.loc[~decided, ['name', 'adm0_a3_l']]}"
        raise ValueError(message)
    return decisions


def shared_edges(shapes: np.ndarray, areas: np.ndarray) -> pd.DataFrame:
    """Return the segments that two polygons share: their codes in order, ends and middle."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[:-1] == ring[1:]
    start, end = points[:-1][same], points[1:][same]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[swap], end[swap] = end[swap], start[swap]
    segments = pd.DataFrame(np.hstack([start, end]), columns=["x1", "y1", "x2", "y2"])
    segments["area"] = areas[shape[part[ring[:-1][same]]]]
    pairs = segments.groupby(["x1", "y1", "x2", "y2"], sort=True)["area"]
    edges = pairs.agg(["min", "max"]).reset_index()
    edges = edges[edges["min"] != edges["max"]]
    return edges.rename(columns={"min": "left", "max": "right"}).assign(
        x=(edges["x1"] + edges["x2"]) / 2, y=(edges["y1"] + edges["y2"]) / 2
    )


def _with_kinds(edges: pd.DataFrame, entries: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the boundaries of each pair of places, a row a kind and name."""
    edges = edges.assign(kind="international", name_fr="", name_en="")
    for entry in entries:
        chosen = _is_pair(edges, entry["pair"]) & _in_box(edges["x"], edges["y"], entry.get("box"))
        if not chosen.any():
            message = f"boundary_lines.toml names an edge that does not exist: {entry}"
            raise ValueError(message)
        edges.loc[chosen, ["kind", "name_fr", "name_en"]] = entry["kind"], entry["fr"], entry["en"]
    keys = COLUMNS[:-1]
    rows = [
        dict(zip(keys, names, strict=True)) | {"geometry": _merged(part)}
        for names, part in edges.groupby(keys, sort=True)
    ]
    return pd.DataFrame(rows)


def _merged(edges: pd.DataFrame) -> shapely.MultiLineString:
    """Return segments joined into lines."""
    points = edges[["x1", "y1", "x2", "y2"]].to_numpy().reshape(-1, 2, 2)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(points)))
    return shapely.multilinestrings(shapely.get_parts(merged).tolist())


def _inside(
    entry: dict[str, Any],
    coverage: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    tolerance: float,
) -> pd.DataFrame:
    """Return the line of one `inside` entry: a disputed line, the edge of a unit, or its points."""
    if "unit" in entry:
        country = units[units["area"] == entry["country"]]
        codes = np.where(country["adm1_code"] == entry["unit"], "a", "b")
        shape = _merged(shared_edges(country.geometry.to_numpy(), codes))
    elif "points" in entry:
        within = coverage.loc[coverage["area"] == entry["country"], "geometry"].iloc[0]
        shape = shapely.intersection(shapely.LineString(entry["points"]), within)
    else:
        shape = shapely.union_all(lines.loc[_is_line(lines, entry["line"]), "geometry"].to_numpy())
    merged = shapely.simplify(shapely.line_merge(shape), tolerance)
    row = {
        "left": entry["country"],
        "right": entry["country"],
        "kind": entry["kind"],
        "name_fr": entry["fr"],
        "name_en": entry["en"],
        "geometry": shapely.multilinestrings(shapely.get_parts(merged).tolist()),
    }
    return pd.DataFrame([row])


def _is_pair(edges: pd.DataFrame, pair: list[str]) -> np.ndarray:
    """Tell which edges lie between a pair; ``["und-siachen", "*"]`` are all edges of an area."""
    if pair[1] == "*":
        return (edges[["left", "right"]] == pair[0]).any(axis=1).to_numpy()
    return ((edges["left"] == min(pair)) & (edges["right"] == max(pair))).to_numpy()


def _is_line(lines: gpd.GeoDataFrame, line: dict[str, Any]) -> np.ndarray:
    """Tell which of Natural Earth's disputed lines an entry means."""
    bounds = lines.geometry.bounds
    x, y = (bounds["minx"] + bounds["maxx"]) / 2, (bounds["miny"] + bounds["maxy"]) / 2
    named = (lines["name"] == line["name"]) & (lines["adm0_a3_l"] == line["left"])
    return named.to_numpy() & _in_box(x, y, line.get("box"))


def _in_box(x: pd.Series, y: pd.Series, box: list[float] | None) -> np.ndarray:
    """Tell which points lie in a box; no box means everywhere."""
    if box is None:
        return np.ones(len(x), dtype=bool)
    west, south, east, north = box
    return (x.between(west, east) & y.between(south, north)).to_numpy()
