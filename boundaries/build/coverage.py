"""Simplify, thin and dissolve polygonal coverages so that neighbours keep sharing their edges."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely


def dissolve(units: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """Return the units joined by the column `by`, sorted, as an exact union of the coverage."""
    groups = units.groupby(by, sort=True).geometry
    shapes = [(key, shapely.coverage_union_all(part.values)) for key, part in groups]
    return gpd.GeoDataFrame(
        {by: [key for key, _ in shapes]}, geometry=[shape for _, shape in shapes], crs=units.crs
    )


def simplified(units: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Return the coverage simplified; `tolerance` is the root of the smallest triangle, degrees."""
    result = units.copy()
    result["geometry"] = shapely.coverage_simplify(units.geometry.values, tolerance)
    return result


def without_specks(units: gpd.GeoDataFrame, *, area: float, share: float) -> gpd.GeoDataFrame:
    """Return the units without their tiniest free-standing islands.

    A part goes if it is smaller than `area` (square degrees), smaller than `share` of its unit, and
    touches no part of another unit; so no unit vanishes and no gap opens between neighbours.
    """
    parts = units[["geometry"]].explode(index_parts=False)
    unit = parts.index.to_numpy()
    shape = parts.geometry.to_numpy()
    sizes = shapely.area(shape)
    totals = np.bincount(unit, weights=sizes, minlength=len(units))
    small = (sizes < area) & (sizes < share * totals[unit])
    tree = shapely.STRtree(shape)
    left, right = tree.query(shape[small], predicate="intersects")
    candidates = np.flatnonzero(small)
    touching = np.zeros(len(shape), dtype=bool)
    touching[candidates[left[candidates[left] != right]]] = True
    keep = ~small | touching
    result = units.copy()
    result["geometry"] = [
        shapely.multipolygons(list(shape[keep & (unit == index)])) for index in units.index
    ]
    return result


def as_multipolygons(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units as MultiPolygons; fail on an empty or an invalid shape."""
    shapes = [shapely.multipolygons(shapely.get_parts(shape).tolist()) for shape in units.geometry]
    wrong = [
        index
        for index, shape in zip(units.index, shapes, strict=True)
        if shape.is_empty or not shape.is_valid
    ]
    if wrong:
        message = f"empty or invalid shapes: {units.loc[wrong].iloc[:, 0].tolist()}"
        raise ValueError(message)
    result = units.copy()
    result["geometry"] = shapes
    return result


def label_point(
    shape: shapely.Geometry, preferred: tuple[float, float] | None
) -> tuple[float, float]:
    """Return `preferred` (longitude, latitude) where it is inside, else the main part's middle."""
    if preferred is not None and shape.contains(shapely.Point(preferred)):
        return preferred
    main = max(shapely.get_parts(shape), key=lambda part: part.area)
    circle = shapely.maximum_inscribed_circle(main, tolerance=max(main.length / 1000, 1e-6))
    centre = shapely.get_point(circle, 0)
    if not main.contains(centre):
        centre = main.representative_point()
    return (centre.x, centre.y)
