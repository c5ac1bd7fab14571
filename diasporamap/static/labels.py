"""Places labels of the largest places beside their circles, so that none covers another."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from diasporamap.static.fonts import POINT
from diasporamap.static.layout import CAPITAL, DESCENT
from diasporamap.static.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from matplotlib.patheffects import AbstractPathEffect
    from shapely.geometry.base import BaseGeometry

    from diasporamap.cartography import Composition
    from diasporamap.static.circles import Circle
    from diasporamap.static.fonts import Face, Fonts
    from diasporamap.static.page import Page
    from diasporamap.static.panels import Panel

#: Distance between the two lines of a label, in sizes of the text.
LABEL_PITCH = 1.16
#: Free paper kept around a label, and between it and its circle, in millimetres.
CLEAR = 0.5
CLEAR_INSIDE = 0.2
BESIDE = 0.7
#: How far from its circle a label may move, in millimetres; from where on a line leads back.
STEPS = (0.0, 1.5, 3.0, 5.0, 7.5, 10.0, 13.0, 16.0, 20.0)
LED = 2.0
#: Directions tried, in degrees from the right, the best to read first.
TURNS = (0, 180, 90, 270, 30, 330, 150, 210, 60, 300, 120, 240)
#: Cosine of a direction over which the lines of a label lean on its circle.
LEANING = 0.3
#: What a step away costs against a less good direction.
STEP_COST = 2.0

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Label:
    """A label that found its place, in millimetres on paper.

    Attributes
    ----------
    lines : tuple of str
        Name and value.
    box : Box
        Paper that it covers.
    align : {"left", "center", "right"}
        How its lines stand in the box.
    leader : tuple of two points, optional
        Line back to its circle.
    inside : bool
        Whether it stands in its circle.
    """

    lines: tuple[str, str]
    box: Box
    align: Align
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None
    inside: bool = False


def largest_places(composition: Composition) -> pd.DataFrame:
    """Return the rows of the places to be labelled, the largest first; none without circles.

    Colours need no label: their classes stand in the legend, and a label would hide them.
    """
    table = composition.table
    shown = table[(table["state"] == "value") & (table["value"] > 0)]
    number = composition.spec.labels if composition.circles else 0
    return shown.sort_values("value", ascending=False, kind="stable").head(number)


def place_labels(
    places: pd.DataFrame,
    panel: Panel,
    circles: Sequence[Circle],
    fonts: Fonts,
    *,
    size: float,
    taken: Sequence[Box] = (),
) -> tuple[Label, ...]:
    """Find a place for each label in turn, the largest place first.

    A label may cover land and borders, never a circle, another label, a leader line or a box of
    `taken`. One that finds no such place is left out: its circle still stands.

    Parameters
    ----------
    places : pandas.DataFrame
        Rows of a composition's table.
    panel : Panel
        Where they lie.
    circles : sequence of Circle
        Every circle of the panel.
    fonts : Fonts
        Measures the labels.
    size : float
        Size of the text in points.
    taken : sequence of Box
        What must stay free, such as insets.
    """
    import shapely

    own = {circle.place: circle for circle in circles}
    discs = {
        circle.place: shapely.Point(circle.x, circle.y).buffer(circle.radius) for circle in circles
    }
    covered: list[BaseGeometry] = [shapely.box(*box.bounds) for box in taken]
    limits = shapely.box(*panel.box.bounds).buffer(-CLEAR)
    placed: list[Label] = []
    points = panel.label_points(places)
    for place, name, value, (x, y) in zip(
        places.index.astype(str), places["short"], places["text"], points, strict=True
    ):
        lines = (str(name), str(value))
        radius = own[place].radius if place in own else 0.0
        wide = max(fonts.width(lines[0], "semibold", size), fonts.width(lines[1], "regular", size))
        measure = (wide, (CAPITAL + LABEL_PITCH + DESCENT) * size * POINT)
        obstacles = shapely.STRtree([*discs.values(), *covered])
        smaller = [
            disc for code, disc in discs.items() if code != place and own[code].radius < radius
        ]
        for label in _candidates(lines, (x, y, radius), measure):
            clear = CLEAR_INSIDE if label.inside else CLEAR
            paper = shapely.box(*label.box.bounds).buffer(clear, join_style="mitre")
            if not limits.contains(paper):
                continue
            if label.inside:
                free = discs[place].contains(paper) and not any(
                    disc.intersects(paper) for disc in (*smaller, *covered)
                )
            else:
                free = not len(obstacles.query(paper, predicate="intersects"))
            line = shapely.LineString(label.leader) if label.leader else None
            others = [*covered, *(disc for code, disc in discs.items() if code != place)]
            if not free or (line and any(line.intersects(other) for other in others)):
                continue
            placed.append(label)
            covered.append(paper)
            if line:
                covered.append(line)
            break
    return tuple(placed)


def _candidates(
    lines: tuple[str, str], circle: tuple[float, float, float], measure: tuple[float, float]
) -> Iterator[Label]:
    """Give the places that a label could take, the best first."""
    x, y, radius = circle
    wide, high = measure
    if radius > 0:
        inner = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        yield Label(lines, inner, "center", inside=True)
    around = [
        (steps * STEP_COST + turns, away, turn)
        for steps, away in enumerate(STEPS)
        for turns, turn in enumerate(TURNS)
    ]
    for _, away, turn in sorted(around, key=lambda candidate: candidate[0]):
        cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        reach = radius + BESIDE + away
        near = (x + reach * cosine, y + reach * sine)
        align: Align = "left" if cosine > LEANING else "right" if cosine < -LEANING else "center"
        leader = None
        if away >= LED:
            start = (x + radius * cosine, y + radius * sine)
            leader = (start, (near[0] - BESIDE * cosine, near[1] - BESIDE * sine))
        bottom = near[1] - high / 2 * (1 - sine)
        # Near its point the label stands round it, or leans off it altogether.
        offsets = {"left": 0.0, "center": wide / 2, "right": wide}
        for offset in dict.fromkeys((wide / 2 * (1 - cosine), offsets[align])):
            left = near[0] - offset
            yield Label(lines, Box(left, bottom, left + wide, bottom + high), align, leader)


def draw_labels(page: Page, panel: Panel, labels: Sequence[Label], *, size: float) -> None:
    """Write labels with a halo, and the lines that lead to those that stand away."""
    from matplotlib.collections import LineCollection

    leaders = [label.leader for label in labels if label.leader]
    page.axes.add_collection(
        LineCollection(
            leaders,
            colors=page.style.text["muted"],
            linewidths=0.45,
            zorder=level("leaders", above=panel.above),
        ),
        autolim=False,
    )
    for label in labels:
        across = {
            "left": label.box.left,
            "center": (label.box.left + label.box.right) / 2,
            "right": label.box.right,
        }[label.align]
        lower = label.box.bottom + DESCENT * size * POINT
        written: tuple[tuple[str, Face, float], ...] = (
            (label.lines[0], "semibold", lower + LABEL_PITCH * size * POINT),
            (label.lines[1], "regular", lower),
        )
        for text, face, baseline in written:
            line = page.write(
                across,
                baseline,
                text,
                size=size,
                face=face,
                align=label.align,
                colour="#ffffff" if label.inside else None,
            )
            line.set_zorder(level("labels", above=panel.above))
            if not label.inside:
                line.set_path_effects(halo())


def halo() -> list[AbstractPathEffect]:
    """Return the white edge that keeps a text readable over borders."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=1.6, foreground="#ffffff", alpha=0.85)]
