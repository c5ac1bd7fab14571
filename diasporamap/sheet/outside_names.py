"""Labels places too small for their names from outside, with a line that leads back."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.labels import BESIDE, LABEL_PITCH, LEANING, Label
from diasporamap.sheet.layout import CAPITAL, DESCENT
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.language import Language
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.labels import Align
    from diasporamap.sheet.panels import Panel

#: How far a label may stand from its place, and the steps in which it is tried, in millimetres.
REACH = 50.0
STRIDE = 1.0
#: Directions tried, in degrees; what a steep line costs against a flat one, in millimetres.
TURN = 10
STEEP = 4.0
#: Free paper between a label and what it avoids, and around a label, in millimetres.
OFF = 1.0
CLEAR = 0.5


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

    A line crosses no circle, label or other line. A label without room in reach
    is left out.

    Parameters
    ----------
    places : pandas.DataFrame
        Rows of a composition's table.
    panel : Panel
        Where they lie; its land is the country.
    fonts : Fonts
        Measures the labels.
    language : {"fr", "en"}
        Language of the states.
    size : float
        Size of the text in points.
    radii : mapping of str to float
        Radius of the circle of each place that has one, in millimetres.
    taken : sequence of geometry
        Paper that labels and lines keep free.
    avoided : geometry
        Paper that labels keep free and lines may cross, such as the country.
    """
    import shapely

    country = shapely.transform(shapely.coverage_union_all(panel.shapes.land), panel.on_paper)
    frame, avoided = panel.frame().buffer(-CLEAR), avoided.buffer(OFF)
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
        for label in _tried(lines, (point.x, point.y, radius), fonts, size):
            paper = shapely.box(*label.box.bounds).buffer(CLEAR, join_style="mitre")
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


def _tried(
    lines: tuple[str, str], circle: tuple[float, float, float], fonts: Fonts, size: float
) -> Iterator[Label]:
    """Give the labels around a place, those with a short flat line first."""
    x, y, radius = circle
    wide = max(fonts.width(lines[0], "semibold", size), fonts.width(lines[1], "regular", size))
    high = (CAPITAL + LABEL_PITCH + DESCENT) * size * POINT
    around = [
        (away + STEEP * abs(math.sin(math.radians(turn))), away, turn)
        for away in (radius + 2 + STRIDE * step for step in range(int(REACH / STRIDE)))
        for turn in range(0, 360, TURN)
    ]
    for _, away, turn in sorted(around):
        cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        align: Align = "left" if cosine > LEANING else "right" if cosine < -LEANING else "center"
        end = (x + away * cosine, y + away * sine)
        start = (x + (radius + CLEAR / 2) * cosine, y + (radius + CLEAR / 2) * sine)
        left = end[0] + BESIDE * cosine - {"left": 0.0, "center": wide / 2, "right": wide}[align]
        bottom = end[1] + BESIDE * sine - high / 2 * (1 - sine)
        yield Label(lines, Box(left, bottom, left + wide, bottom + high), align, (start, end))
