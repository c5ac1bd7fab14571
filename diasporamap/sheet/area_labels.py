"""Places names inside areas, beside them with a line that leads back, and on land around."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.colors import to_rgb

from diasporamap.language import text
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.labels import BESIDE, SIDES, Label, leaning, measured
from diasporamap.sheet.layout import DESCENT
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pandas as pd
    from shapely import Point
    from shapely.geometry.base import BaseGeometry

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.page import Page, Panel

#: Free paper kept around a name, and between a name around and the country, in millimetres.
CLEAR = 0.4
CLEAR_AROUND = 1.2
#: How far a name may hang over the edge of its area, in millimetres.
OVERHANG = 0.6
#: Distance of the points at which a name is tried, as a share of its area's breadth.
STRIDE = 1 / 14
#: Under this luminance, from 0 to 1, a fill takes white letters.
DARK = 0.4
#: How far a label may stand from its place, and the steps in which it is tried, in millimetres.
REACH = 50.0
STEP = 1.0
#: Directions tried, in degrees; what a steep line costs against a flat one, in millimetres.
TURN = 10
STEEP = 4.0
#: Free paper between a label outside and what it avoids, and around it, in millimetres.
OFF = 1.0
CLEAR_OUTSIDE = 0.5


def place_area_names(
    places: pd.DataFrame,
    panel: Panel,
    fonts: Fonts,
    *,
    size: float,
    taken: Sequence[BaseGeometry],
    dark: Collection[str] = (),
    value_alone: bool = False,
) -> tuple[Label, ...]:
    """Find room for names inside their own areas; one that finds none is left out.

    Name and value go together, for a name alone would say nothing; or there is the `value_alone`.
    `taken` is paper that stays free, `dark` the places whose fill takes white letters.
    """
    frame = panel.frame().buffer(-CLEAR)
    shapes = panel.areas()
    covered = shapely.STRtree(list(taken))
    found = []
    for place, row in places.iterrows():
        area = shapely.intersection(shapes[str(place)].buffer(OVERHANG), frame)
        value = str(row["text"]) if row["state"] == "value" else None
        if value_alone and value is None:
            continue
        for lines in [(value,)] if value_alone and value else _ways(str(row["short"]), value):
            measure = measured(lines, fonts, size, valued=False)
            room = [
                box
                for box in _tried(area, measure)
                if not len(covered.query(_paper(box), predicate="intersects"))
            ]
            if room:
                label = Label(lines, room[0], "center", None, place in dark, str(place))
                found.append(replace(label, valued=value is not None))
                break
    return tuple(found)


def dark_fills(composition: Composition) -> set[str]:
    """Return the places whose fill takes white letters."""
    light = {
        key: sum(
            share * part
            for share, part in zip((0.2126, 0.7152, 0.0722), to_rgb(swatch.fill), strict=True)
        )
        for key, swatch in composition.swatches.items()
    }
    return {place for place, key in composition.drawing.fills.items() if light[key] < DARK}


def place_names_outside(
    places: pd.DataFrame,
    panel: Panel,
    fonts: Fonts,
    language: Language,
    *,
    size: float,
    radii: Mapping[str, float],
    taken: Sequence[BaseGeometry],
    avoided: BaseGeometry,
) -> tuple[Label, ...]:
    """Find room for labels outside their places, those nearest the country's edge first.

    A line crosses no circle (of `radii` by place), label, other line or paper that is `taken`; it
    may cross what is `avoided`, such as the country, which labels keep free. A label without room
    in reach is left out.
    """
    country = shapely.transform(shapely.coverage_union_all(panel.shapes.land), panel.on_paper)
    frame, avoided = panel.frame().buffer(-CLEAR_OUTSIDE), avoided.buffer(OFF)
    shapely.prepare([frame, avoided])
    points = shapely.points(panel.label_points(places))
    nearest = shapely.distance(points, shapely.boundary(country)).argsort(kind="stable")
    covered = [*taken]
    found = []
    for number in nearest:
        row, point = places.iloc[number], points[number]
        lines = (str(row["short"]), _second_line(row, language))
        radius = radii.get(str(places.index[number]), 0.0)
        tree = shapely.STRtree(covered)
        for label in _led_to(lines, (point.x, point.y, radius), fonts, size):
            paper = shapely.box(*label.box.bounds).buffer(CLEAR_OUTSIDE, join_style="mitre")
            leader = shapely.LineString(label.leader or ())
            if (
                frame.contains(paper)
                and not avoided.intersects(paper)
                and not len(tree.query(paper, predicate="intersects"))
                and not len(tree.query(leader, predicate="intersects"))
            ):
                found.append(replace(label, place=str(places.index[number])))
                covered += [paper, leader]
                break
    return tuple(found)


def _second_line(row: pd.Series, language: Language) -> str:
    """Return the value, or the state in few words."""
    short = ("suppressed", "no_data")
    return text(f"caption.{row['state']}", language) if row["state"] in short else str(row["text"])


def _led_to(
    lines: tuple[str, str], circle: tuple[float, float, float], fonts: Fonts, size: float
) -> Iterator[Label]:
    """Give the labels around a place, those with a short flat line first."""
    x, y, radius = circle
    wide, high = measured(lines, fonts, size, valued=True)
    around = [
        (away + STEEP * abs(math.sin(math.radians(turn))), away, turn)
        for away in (radius + 2 + STEP * step for step in range(int(REACH / STEP)))
        for turn in range(0, 360, TURN)
    ]
    for _, away, turn in sorted(around):
        cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        align = leaning(cosine)
        end = (x + away * cosine, y + away * sine)
        start = (x + (radius + CLEAR_OUTSIDE / 2) * cosine, y + (radius + CLEAR_OUTSIDE / 2) * sine)
        left = end[0] + BESIDE * cosine - SIDES[align] * wide
        bottom = end[1] + BESIDE * sine - high / 2 * (1 - sine)
        yield Label(lines, Box(left, bottom, left + wide, bottom + high), align, (start, end))


def place_names_around(
    panel: Panel,
    fonts: Fonts,
    areas: Mapping[str, BaseGeometry],
    *,
    size: float,
    taken: Sequence[BaseGeometry],
) -> tuple[Label, ...]:
    """Find room for the names of the areas around, the largest first, off what is `taken`."""
    frame = panel.frame().buffer(-2 * CLEAR)
    clear = shapely.union_all([shapely.buffer(paper, CLEAR_AROUND) for paper in taken])
    found = []
    for name in sorted(areas, key=lambda name: (-areas[name].area, name)):
        measure = measured((name,), fonts, size, valued=False)
        area = shapely.difference(shapely.intersection(areas[name], frame), clear)
        room = next(_tried(area, measure), None)
        if room is not None:
            found.append(Label((name,), room, "left", valued=False))
            clear = shapely.union(clear, _paper(room).buffer(CLEAR_AROUND))
    return tuple(found)


def draw_names_around(page: Page, panel: Panel, names: Sequence[Label], *, size: float) -> None:
    """Write the names of what lies around in small italics."""
    for name in names:
        page.write(
            name.box.left,
            name.box.bottom + DESCENT * size * POINT,
            name.lines[0],
            size=size,
            face="italic",
            colour=page.style.text["muted"],
            above=panel.above,
        )


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


def _paper(box: Box) -> BaseGeometry:
    return shapely.box(*box.bounds).buffer(CLEAR, join_style="mitre")


def _tried(area: BaseGeometry, measure: tuple[float, float]) -> Iterator[Box]:
    """Give the boxes of one measure that lie whole in an area, the farthest from its edge first."""
    wide, high = measure
    shapely.prepare(area)
    for point in _points(area):
        box = Box(point.x - wide / 2, point.y - high / 2, point.x + wide / 2, point.y + high / 2)
        if area.contains(shapely.box(*box.bounds)):
            yield box


def _points(area: BaseGeometry) -> list[Point]:
    """Return points of a grid inside an area, those farthest from its edge first."""
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
