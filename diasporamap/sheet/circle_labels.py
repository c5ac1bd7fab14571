"""Places labels of the largest places beside their circles, so that none covers another."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import shapely

from diasporamap.sheet.labels import BESIDE, SIDES, Label, leaning, measured
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.page import Panel

#: Free paper kept around a label beside and in a circle, in millimetres.
CLEAR = 0.5
CLEAR_INSIDE = 0.2
#: Free paper around a place without a circle, for the sign of its mission.
SIGN = 0.6
#: How far from its circle a label may move, in millimetres; from where on a line leads back.
STEPS = (0.0, 1.5, 3.0, 5.0, 7.5, 10.0, 13.0, 16.0, 20.0)
LED = 2.0
#: Directions tried, in degrees from the right, the best to read first.
TURNS = (
    *(0, 180, 90, 270, 30, 330, 150, 210, 60, 300, 120, 240),
    *(45, 315, 135, 225, 15, 345, 165, 195, 75, 285, 105, 255),
)
#: How often labels are placed again where some found no room.
TRIES = 6
#: Share of a label that stands in the area of its place.
AT_HOME = 0.75
#: What a step away costs against a less good direction.
STEP_COST = 2.0


@dataclass(frozen=True, eq=False)
class Ground:
    """Areas on paper that decide where labels outside their circles may stand.

    A label stands in the area of its own place, one of `homes`, for in a neighbour's it would be
    read as the neighbour's. No label covers and no line crosses what is `barred`: the country of
    origin, which would be read as what the label names.
    """

    homes: Mapping[str, BaseGeometry] = field(default_factory=dict)
    barred: Sequence[BaseGeometry] = ()


def labelled_places(composition: Composition) -> pd.DataFrame:
    """Return the rows of the places to be labelled, the most important first."""
    return composition.table.loc[list(composition.drawing.labels)]


def place_labels(
    places: pd.DataFrame,
    panel: Panel,
    circles: Sequence[Circle],
    fonts: Fonts,
    *,
    size: float,
    taken: Sequence[Box] = (),
    signs: Sequence[Box] = (),
    ground: Ground | None = None,
) -> tuple[Label, ...]:
    """Find a place for each label in turn, the largest place first.

    A label may cover land and borders, never a circle, one of the `signs` of missions, another
    label, a leader line or a box of `taken`; a line crosses no circle but those under its own.
    Without a line it stands nearer to its own circle or sign than to any other, so that it cannot
    be taken for another's. Where labels find no such place, all are placed again with these first,
    a few times. One that still finds none is left out: its circle stands.
    """
    reach = {circle.place: (circle.radius, circle.dark) for circle in circles}
    wanted = []
    for place, name, value, (x, y) in zip(
        places.index.astype(str),
        places["short"].astype(str),
        places["text"].astype(str),
        panel.label_points(places),
        strict=True,
    ):
        lines = (name, value) if value else (name,)
        measure = measured(lines, fonts, size, valued=bool(value))
        radius, dark = reach.get(place, (SIGN, 0.0))
        circle = (float(x), float(y), radius)
        wanted.append(_Wanted(place, lines, circle, measure, dark))
    best: dict[str, Label] = {}
    for _ in range(TRIES):
        placed = _place_in_order(wanted, panel, circles, taken, signs, ground or Ground())
        if len(placed) > len(best) or not best:
            best = placed
        if len(placed) == len(wanted):
            break
        wanted.sort(key=lambda label: label.place in placed)
    return tuple(best.values())


@dataclass(frozen=True)
class _Wanted:
    """A label without a place yet: its circle is x, y and radius, its measure width and height.

    It can stand inside the circle where that is `dark`, up to that radius.
    """

    place: str
    lines: tuple[str, ...]
    circle: tuple[float, float, float]
    measure: tuple[float, float]
    dark: float


def _place_in_order(
    wanted: Sequence[_Wanted],
    panel: Panel,
    circles: Sequence[Circle],
    taken: Sequence[Box],
    signs: Sequence[Box],
    ground: Ground,
) -> dict[str, Label]:
    """Give each label the best place that those before it left free."""
    discs = {
        circle.place: shapely.Point(circle.x, circle.y).buffer(circle.radius) for circle in circles
    }
    covered: list[BaseGeometry] = [shapely.box(*box.bounds) for box in taken]
    limits = shapely.box(*panel.box.bounds).buffer(-CLEAR)
    placed: dict[str, Label] = {}
    marks = [shapely.box(*sign.bounds) for sign in signs]
    for label in wanted:
        x, y, radius = label.circle
        own = discs.get(label.place, shapely.Point(x, y).buffer(radius))
        room = shapely.Point(x, y).buffer(label.dark)
        others = [disc for place, disc in discs.items() if place != label.place]
        others += [mark for mark in marks if not mark.intersects(own)]
        above = [disc for disc in others if disc.area < own.area]
        outside = shapely.STRtree([*others, own, *covered, *ground.barred])
        inside = shapely.STRtree([*above, *covered, *marks])
        rivals = shapely.geometrycollections(others)
        on_top = [disc for disc in others if disc.area < own.area or not disc.intersects(own)]
        crossed = shapely.STRtree([*on_top, *covered, *ground.barred])
        for candidate in _candidates(label):
            clear = CLEAR_INSIDE if candidate.inside else CLEAR
            paper = shapely.box(*candidate.box.bounds).buffer(clear, join_style="mitre")
            line = shapely.LineString(candidate.leader or ())
            around = inside if candidate.inside else outside
            if (
                not limits.contains(paper)
                or (candidate.inside and not room.contains(paper))
                or len(around.query(paper, predicate="intersects"))
                or len(crossed.query(line, predicate="intersects"))
                or (candidate.leader is None and _nearer(candidate.box, rivals, own))
                or (
                    ground.homes
                    and not candidate.inside
                    and not at_home(candidate.box, ground.homes[label.place])
                )
            ):
                continue
            placed[label.place] = replace(candidate, place=label.place, valued=len(label.lines) > 1)
            covered += [paper, line]
            break
    return placed


def at_home(box: Box, area: BaseGeometry) -> bool:
    """Tell whether the middle of a label and most of its paper lie in an area."""
    paper = shapely.box(*box.bounds)
    return bool(
        area.contains(paper.centroid) and paper.intersection(area).area >= AT_HOME * paper.area
    )


def _nearer(box: Box, rivals: BaseGeometry, own: BaseGeometry) -> bool:
    """Tell whether a label stands less than twice as far from other circles as from its own."""
    paper = shapely.box(*box.bounds)
    return not rivals.is_empty and paper.distance(rivals) < 2 * paper.distance(own)


def _candidates(wanted: _Wanted) -> Iterator[Label]:
    """Give the places that a label could take, the best first."""
    lines, (x, y, radius), (wide, high) = wanted.lines, wanted.circle, wanted.measure
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
        align = leaning(cosine)
        leader = None
        if away >= LED:
            start = (x + radius * cosine, y + radius * sine)
            leader = (start, (near[0] - BESIDE * cosine, near[1] - BESIDE * sine))
        bottom = near[1] - high / 2 * (1 - sine)
        # Near its point the label stands round it, or leans off it altogether.
        for offset in dict.fromkeys((wide / 2 * (1 - cosine), SIDES[align] * wide)):
            left = near[0] - offset
            yield Label(lines, Box(left, bottom, left + wide, bottom + high), align, leader)
