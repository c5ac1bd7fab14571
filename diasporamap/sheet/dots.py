"""Strews the dots of a drawing over the land of their places: always the same, in no heaps."""

from __future__ import annotations

import math
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from matplotlib.collections import EllipseCollection

from diasporamap.sheet.ids import ids_of
from diasporamap.sheet.page import level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Page, Panel

#: Steps of the sequence R2 (M. Roberts, 2018), whose points lie evenly however many are taken.
PLASTIC: Final = 1.32471795724474602596
STEPS: Final = np.array([1 / PLASTIC, 1 / PLASTIC**2])
#: Side of the paper that a dot needs for itself, in diameters.
PITCH: Final = 1.3
#: How much land that is too small for its dots is widened at a time, in millimetres.
WIDER: Final = 0.25


def dots_of(
    panel: Panel,
    composition: Composition,
    *,
    but: Collection[str] = (),
    taken: Sequence[BaseGeometry] = (),
) -> dict[str, np.ndarray]:
    """Return the dots of the places whose label point a panel holds, x and y a row each.

    Places that stand elsewhere (`but`) have none here, and no dot lies on paper that is `taken`.
    """
    dots = composition.drawing.dots
    if dots is None:
        return {}
    here = [place for place in dots.numbers if place not in but]
    points = panel.label_points(composition.table.loc[here])
    areas, frame = panel.areas(), shapely.difference(panel.frame(), shapely.union_all(taken))
    return {
        place: _strewn(_land(areas[place], point, frame), dots.numbers[place], place, dots.radius)
        for place, point in zip(here, points, strict=True)
        if place in areas and panel.box.holds(*point)
    }


def _land(area: BaseGeometry, point: np.ndarray, frame: BaseGeometry) -> BaseGeometry:
    """Return the land round a place's label point, with what lies near: no land overseas."""
    parts = shapely.get_parts(shapely.intersection(shapely.make_valid(area), frame))
    parts = parts[shapely.area(parts) > 0]
    if not len(parts):
        return shapely.Point(*point).buffer(WIDER)
    off = shapely.distance(parts, shapely.Point(*point))
    main = parts[np.lexsort((-shapely.area(parts), off > 0))[0]]
    near = shapely.distance(parts, main) <= math.sqrt(main.area)
    return shapely.union_all(parts[near])


def _strewn(land: BaseGeometry, number: int, place: str, radius: float) -> np.ndarray:
    """Strew dots over land, off its edge; round it where it is too small to hold them."""
    if not number:
        return np.empty((0, 2))
    needed = number * (2 * PITCH * radius) ** 2
    wider = -radius
    while (room := shapely.buffer(land, wider)).area < needed:
        wider += WIDER
    west, south, east, north = room.bounds
    side = max(east - west, north - south)
    start = np.frombuffer(sha256(place.encode()).digest()[:16], dtype=">u8") / 2.0**64
    shapely.prepare(room)
    tried = int(1.3 * number * side**2 / room.area) + 20
    while True:
        points = (start + np.arange(1, tried + 1)[:, None] * STEPS) % 1
        points = points * side + np.array([west, south])
        points = points[shapely.contains_xy(room, *points.T)]
        if len(points) >= number:
            return np.asarray(points[:number])
        tried *= 2


def draw_dots(
    page: Page, panel: Panel, composition: Composition, strewn: Mapping[str, np.ndarray]
) -> None:
    """Draw the dots of a panel."""
    dots = composition.drawing.dots
    if dots is None or not strewn:
        return
    points = np.concatenate(list(strewn.values()))
    size = [2 * dots.radius] * len(points)
    drawn = EllipseCollection(
        *(size, size, [0.0] * len(points)),
        units="xy",
        offsets=points,
        offset_transform=page.axes.transData,
        facecolors=dots.look.fill,
        linewidths=0,
        zorder=level("circles", above=panel.above),
    )
    drawn.set_gid(ids_of("dots", [place for place, rows in strewn.items() for _ in rows]) or None)
    page.axes.add_collection(drawn, autolim=False)
