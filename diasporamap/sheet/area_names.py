"""Writes names inside areas where they fit, and names of the land and sea around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.labels import LABEL_PITCH
from diasporamap.sheet.layout import CAPITAL, DESCENT
from diasporamap.sheet.page import Box, level
from diasporamap.sheet.written_labels import halo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.panels import Panel

#: Free paper kept around a name, and between a name around and the country, in millimetres.
CLEAR = 0.4
CLEAR_AROUND = 1.2
#: How far a name may hang over the edge of its area, in millimetres.
OVERHANG = 0.6
#: Distance of the points at which a name is tried, as a share of its area's breadth.
STRIDE = 1 / 14
#: Under this luminance, from 0 to 1, a fill takes white letters.
DARK = 0.4


@dataclass(frozen=True)
class AreaName:
    """Lines of a name inside an area, in millimetres on paper."""

    place: str
    lines: tuple[str, ...]
    box: Box


def place_area_names(
    places: pd.DataFrame,
    panel: Panel,
    fonts: Fonts,
    *,
    size: float,
    taken: Sequence[BaseGeometry],
    value_alone: bool = False,
) -> tuple[AreaName, ...]:
    """Find room for names inside their own areas; one that finds none is left out.

    Parameters
    ----------
    places : pandas.DataFrame
        Rows of a composition's table: `short`, and `text`, which is written under the name of
        places with a value. Name and value go together: a name alone would say nothing.
    panel : Panel
        Where they lie.
    fonts : Fonts
        Measures the names.
    size : float
        Size of the text in points.
    taken : sequence of geometry
        Paper that must stay free.
    value_alone : bool
        Write only the values.
    """
    import shapely

    frame = panel.frame().buffer(-CLEAR)
    shapes = dict(zip(panel.shapes.places, panel.shapes.land, strict=True))
    covered = shapely.STRtree(list(taken))
    found = []
    for place, row in places.iterrows():
        whole = shapely.transform(shapes[str(place)], panel.on_paper)
        area = shapely.intersection(whole.buffer(OVERHANG), frame)
        value = str(row["text"]) if row["state"] == "value" else None
        if value_alone and value is None:
            continue
        for lines in [(value,)] if value_alone and value else _ways(str(row["short"]), value):
            measure = _measure(lines, fonts, size)
            room = [
                box
                for box in _tried(area, measure)
                if not len(covered.query(_paper(box), predicate="intersects"))
            ]
            if room:
                found.append(AreaName(str(place), lines, room[0]))
                break
    return tuple(found)


def draw_area_names(
    page: Page, panel: Panel, names: Sequence[AreaName], composition: Composition, *, size: float
) -> None:
    """Write names in dark letters on light fills and in white ones on dark fills."""
    from matplotlib.colors import to_rgb

    for name in names:
        swatch = composition.swatches[str(composition.table.at[name.place, "key"])]
        red, green, blue = to_rgb(swatch.fill)
        dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK
        lowest = name.box.bottom + DESCENT * size * POINT
        for number, line in enumerate(name.lines):
            face: Face = (
                "regular" if line == composition.table.at[name.place, "text"] else "semibold"
            )
            written = page.write(
                (name.box.left + name.box.right) / 2,
                lowest + (len(name.lines) - 1 - number) * LABEL_PITCH * size * POINT,
                line,
                size=size,
                face=face,
                align="center",
                colour="#ffffff" if dark else None,
            )
            written.set_zorder(level("labels", above=panel.above))
            if not dark:
                written.set_path_effects(halo())


def place_names_around(
    panel: Panel,
    fonts: Fonts,
    areas: Mapping[str, BaseGeometry],
    *,
    size: float,
    taken: Sequence[BaseGeometry],
) -> tuple[AreaName, ...]:
    """Find room for the names of what lies around, the largest areas first.

    Parameters
    ----------
    panel : Panel
        Where they lie.
    fonts : Fonts
        Measures the names.
    areas : mapping of str to geometry
        Areas on paper, inside the panel, by name.
    size : float
        Size of the text in points.
    taken : sequence of geometry
        Paper that must stay free: above all the country that the map is about.
    """
    import shapely

    frame = panel.frame().buffer(-2 * CLEAR)
    clear = shapely.union_all([shapely.buffer(paper, CLEAR_AROUND) for paper in taken])
    found = []
    for name in sorted(areas, key=lambda name: (-areas[name].area, name)):
        measure = _measure((name,), fonts, size)
        area = shapely.difference(shapely.intersection(areas[name], frame), clear)
        room = next(_tried(area, measure), None)
        if room is not None:
            found.append(AreaName("", (name,), room))
            clear = shapely.union(clear, _paper(room).buffer(CLEAR_AROUND))
    return tuple(found)


def draw_names_around(page: Page, panel: Panel, names: Sequence[AreaName], *, size: float) -> None:
    """Write the names of what lies around in small italics."""
    for name in names:
        written = page.write(
            name.box.left,
            name.box.bottom + DESCENT * size * POINT,
            name.lines[0],
            size=size,
            face="italic",
            colour=page.style.text["muted"],
        )
        written.set_zorder(level("labels", above=panel.above))


def _ways(name: str, value: str | None) -> list[tuple[str, ...]]:
    """Return the lines in which a name can be written, the best first.

    The value stands under the name where there is one; a long name may break after a hyphen.
    """
    middle = len(name) / 2
    hyphens = [place + 1 for place, sign in enumerate(name) if sign == "-"]
    names: list[tuple[str, ...]] = [(name,)]
    if hyphens:
        cut = min(hyphens, key=lambda place: abs(place - middle))
        names.append((name[:cut], name[cut:]))
    return names if value is None else [(*lines, value) for lines in names]


def _measure(lines: Sequence[str], fonts: Fonts, size: float) -> tuple[float, float]:
    """Return the width and height of a name, in millimetres."""
    wide = max(fonts.width(line, "semibold", size) for line in lines)
    return wide, (CAPITAL + (len(lines) - 1) * LABEL_PITCH + DESCENT) * size * POINT


def _paper(box: Box) -> BaseGeometry:
    import shapely

    return shapely.box(*box.bounds).buffer(CLEAR, join_style="mitre")


def _tried(area: BaseGeometry, measure: tuple[float, float]) -> Iterator[Box]:
    """Give the boxes of one measure that lie whole in an area, the farthest from its edge first."""
    import shapely

    wide, high = measure
    shapely.prepare(area)
    for point in _points(area):
        box = Box(point.x - wide / 2, point.y - high / 2, point.x + wide / 2, point.y + high / 2)
        if area.contains(shapely.box(*box.bounds)):
            yield box


def _points(area: BaseGeometry) -> list[Point]:
    """Return points of a grid inside an area, those farthest from its edge first."""
    import numpy as np
    import shapely

    if area.is_empty:
        return []
    left, bottom, right, top = area.bounds
    step = max(right - left, top - bottom) * STRIDE
    across, up = np.meshgrid(np.arange(left, right, step), np.arange(bottom, top, step))
    middle = shapely.get_point(shapely.maximum_inscribed_circle(area, tolerance=0.1), 0)
    points = np.append(middle, shapely.points(across.ravel(), up.ravel()))
    points = points[shapely.contains(area, points)]
    depth = shapely.distance(points, shapely.boundary(area))
    return list(points[np.argsort(-depth, kind="stable")])
