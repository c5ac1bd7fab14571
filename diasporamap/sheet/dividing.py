"""Ways to divide a sheet: where the main map, insets, a companion figure and the legend stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations
from math import log
from typing import TYPE_CHECKING

import numpy as np

from diasporamap.sheet.page import Box
from diasporamap.sheet.shapes import Inset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diasporamap.maps import Paper
    from diasporamap.sheet.chart import Chart
    from diasporamap.sheet.legend_size import Size
    from diasporamap.sheet.shapes import Shapes

#: An inset shows at most so much more breadth or height of the world as to fill its frame.
GROWN = 2.2
#: The most that a map of the world takes of the height where insets stand under it.
HIGHEST_WORLD = 0.56
#: Shares of its usual breadth that a map of the world may have where insets are larger for it.
WORLDS = (1.0, 0.93, 0.86, 0.72)
#: Shares where the only inset stands beside it, and the most of the height that it then takes.
LARGER_WORLDS, HIGHEST_ALONE = (1.1, 1.2), 0.72
#: Share of the breadth under the world that an inset takes beside a companion figure.
BESIDE_COMPANION = 0.44
#: The least and the most breadth of a column for a legend, in shares of the room.
LEGEND = (0.18, 0.5)
#: Share of the room under a map for a companion figure, where there are insets and where not.
COMPANION, COMPANION_UNDER_EXTENT = 0.44, 0.3
#: Free paper between an inset or a legend and a companion figure, in millimetres.
APART = 7.0
#: How high the strip under a map of the world is at least, and an inset that it has, in shares.
STRIP, IN_STRIP = 0.24, 0.42


@dataclass(frozen=True)
class Sheet:
    """What is divided: the room between the texts, and what shall stand there."""

    paper: Paper
    room: Box
    world: Shapes | Inset
    insets: tuple[Inset, ...]
    legend: Callable[[float], Size]
    companion: Callable[[Box], Chart | None]
    is_free: Callable[[Box, Box], bool]

    @property
    def aspect(self) -> float:
        """Breadth of the main map by its height."""
        if isinstance(self.world, Inset):
            return self.world.width / self.world.height
        west, south, east, north = self.world.frame.bounds
        return float((east - west) / (north - south))

    def legend_in(self, box: Box) -> Box:
        """Return the box of a legend that stands at the lower left of a box."""
        return replace(box, top=min(box.bottom + self.legend(box.width).height, box.top))

    def legend_column(self, high: float) -> float:
        """Return the least breadth of a legend of at most a height; 0 where none is enough."""
        least, most = (share * self.room.width for share in LEGEND)
        widths = np.arange(least, most, 2.0).tolist()
        return next((wide for wide in widths if self.legend(wide).height <= high), 0.0)


@dataclass(frozen=True)
class Divided:
    """The boxes of a sheet."""

    world: Box
    insets: Mapping[Inset, Box]
    legend: Box
    companion: Box | None = None


def ways_of(sheet: Sheet) -> list[Divided]:
    """Return the ways to divide a sheet that are tried, those that come first where alike."""
    return _rows(sheet) if sheet.paper.grid == "rows" else _side(sheet)


def _side(sheet: Sheet) -> list[Divided]:
    """Divide a broad sheet: the world at the upper left, an inset at its right, others under it.

    The world may be smaller than usual where that makes the insets much larger.
    """
    if isinstance(sheet.world, Inset):
        return _extent_beside(sheet)
    if not sheet.insets:
        return _over_strip(sheet)
    figured = [way for share in WORLDS for way in _around_figure(sheet, share)]
    alone = len(sheet.insets) == 1
    return [*figured, *(_over_strip(sheet) if alone else ())] + [
        way
        for share in (*WORLDS, *(LARGER_WORLDS if alone else ()))
        for way in (*_around_world(sheet, share), *_beside_legend(sheet, share))
    ]


def _world_of(sheet: Sheet, wide: float) -> Box:
    """Return the box of a map of the world at the upper left, of at most a breadth."""
    room = sheet.room
    highest = HIGHEST_WORLD if len(sheet.insets) > 1 else HIGHEST_ALONE
    wide = min(wide, highest * room.height * sheet.aspect)
    return Box(room.left, room.top - wide / sheet.aspect, room.left + wide, room.top)


def _about_world(sheet: Sheet, share: float) -> tuple[Box, Box, Box, Box]:
    """Return the world, the column at its right, what is below it, and a legend in the column."""
    room, gap = sheet.room, sheet.paper.gap
    world = _world_of(sheet, share * sheet.paper.world * room.width)
    column = replace(room, left=world.right + gap)
    below = replace(room, right=world.right, top=world.bottom - gap)
    return world, column, below, sheet.legend_in(column)


def _around_figure(sheet: Sheet, share: float) -> list[Divided]:
    """Divide a sheet with a companion figure under the world, and a legend under an inset.

    The world has a share of its usual breadth.
    """
    gap = sheet.paper.gap
    world, column, below, under = _about_world(sheet, share)
    figure, others = below, []
    if len(sheet.insets) > 1:
        others = [replace(below, right=below.left + BESIDE_COMPANION * below.width)]
        figure = replace(below, left=others[0].right + APART)
    if len(sheet.insets) > 2 or not sheet.companion(figure):  # noqa: PLR2004 - one beside it
        return []
    return _filled(sheet, world, [replace(column, bottom=under.top + gap), *others], under, figure)


def _around_world(sheet: Sheet, share: float) -> list[Divided]:
    """Divide a sheet without a figure, the legend under an inset or at the right of the others.

    The world has a share of its usual breadth.
    """
    gap = sheet.paper.gap
    world, column, below, under = _about_world(sheet, share)
    others = len(sheet.insets) - 1
    over = replace(column, bottom=under.top + gap)
    ways = _filled(sheet, world, [over, *below.in_row(others, gap)], under)
    if not others:
        under = replace(below, bottom=below.top - sheet.legend(below.width).height)
        return ways + _filled(sheet, world, [column], under)
    if breadth := sheet.legend_column(below.height):
        legend = replace(below, left=below.right - breadth)
        legend = replace(legend, bottom=legend.top - sheet.legend(breadth).height)
        beside = replace(below, right=legend.left - gap)
        ways += _filled(sheet, world, [column, *beside.in_row(others, gap)], legend)
    return ways


def _beside_legend(sheet: Sheet, share: float) -> list[Divided]:
    """Divide a sheet whose long legend has a column at the right, beside the world and insets."""
    room, gap = sheet.room, sheet.paper.gap
    breadth = sheet.legend_column(room.height)
    column = replace(room, left=room.right - breadth)
    left = replace(room, right=column.left - gap)
    world = _world_of(sheet, share * left.width)
    below = replace(left, top=world.bottom - gap)
    legend = replace(column, bottom=column.top - sheet.legend(breadth).height)
    return _filled(sheet, world, below.in_row(len(sheet.insets), gap), legend) if breadth else []


def _over_strip(sheet: Sheet) -> list[Divided]:
    """Divide a sheet of a large map of the world: a strip under it has all else.

    An inset stands at the left, and is as high as there is ocean above the strip.
    """
    room, gap = sheet.room, sheet.paper.gap
    inset = room.width * 0.3 if sheet.insets else 0.0
    left = room.left + inset + (2 * gap if inset else 0.0)
    strip = max(sheet.legend(room.right - left).height, STRIP * room.height * bool(sheet.insets))
    figure = None
    if not sheet.insets:
        higher = COMPANION * 0.8 * room.height
        breadth = sheet.legend_column(higher)
        asked = Box(left + breadth + APART, room.bottom, room.right, room.bottom + higher)
        if breadth and (chart := sheet.companion(asked)):
            strip = max(chart.height, sheet.legend(breadth).height)
            figure = replace(asked, top=asked.bottom + strip)
    high = min(room.height - strip - gap, room.width / sheet.aspect)
    middle, half = (room.left + room.right) / 2, high * sheet.aspect / 2
    floor = room.top - high
    if figure is None and not sheet.insets:
        floor = (room.top + room.bottom + strip + gap - high) / 2
    world = Box(middle - half, floor, middle + half, floor + high)
    top = room.bottom + strip if figure is not None or sheet.insets else world.bottom - gap
    legend = Box(left, top - strip, room.right if figure is None else figure.left - APART, top)
    if not sheet.insets and (breadth := sheet.legend_column(room.height)):
        column = replace(room, left=room.right - breadth)
        wide = min(room.width - breadth - gap, room.height * sheet.aspect)
        larger = Box(room.left, room.top - wide / sheet.aspect, room.left + wide, room.top)
        if figure is None and wide > world.width:
            beside = _hanging(sheet.legend_in(column), room.top)
            return _filled(sheet, larger, [], beside)
    boxes = []
    if sheet.insets:
        heights = np.arange(strip, IN_STRIP * room.height, 1.0)
        corner = Box(room.left, room.bottom, room.left + inset, room.bottom + strip)
        grown = (replace(corner, top=corner.bottom + height) for height in heights)
        boxes = [
            max(filter(partial(sheet.is_free, world), grown), key=lambda b: b.top, default=corner)
        ]
    return _filled(sheet, world, boxes, legend, figure)


def _extent_beside(sheet: Sheet) -> list[Divided]:
    """Divide a broad sheet of one extent: legend and companion figure in a column at its right."""
    room, gap = sheet.room, sheet.paper.gap
    breadth = sheet.legend_column(room.height)
    if not breadth:
        return _rows(sheet)
    least = (1 - sheet.paper.world) * room.width
    for wide in (max(breadth, least), breadth):
        column = replace(room, left=room.right - wide)
        high = sheet.legend(wide).height
        over = replace(column, bottom=column.bottom + high + APART)
        if chart := sheet.companion(over):
            over = replace(over, bottom=over.top - chart.height)
            legend = _hanging(replace(column, top=column.bottom + high), over.bottom - APART)
            return _filled(sheet, replace(room, right=column.left - gap), [], legend, over)
    legend = replace(column, bottom=column.top - high)
    return _filled(sheet, replace(room, right=column.left - gap), [], legend)


def _rows(sheet: Sheet) -> list[Divided]:
    """Divide a high sheet: the main map, a row of insets, the legend and a companion figure."""
    room, gap = sheet.room, sheet.paper.gap
    alone = sheet.legend_in(room)
    if isinstance(sheet.world, Inset):
        world = replace(room, bottom=alone.top + gap)
    else:
        high = min(room.width / sheet.aspect, room.height - alone.height - gap)
        middle, half = (room.left + room.right) / 2, high * sheet.aspect / 2
        world = Box(middle - half, room.top - high, middle + half, room.top)
    rest = replace(room, top=world.bottom - gap)
    share = COMPANION if sheet.insets else 1.0
    if isinstance(sheet.world, Inset):
        share, rest = COMPANION_UNDER_EXTENT, room
    row = replace(rest, top=rest.bottom + share * rest.height)
    breadth = sheet.legend_column(row.height)
    figure = replace(row, right=row.right - breadth - APART)
    if breadth and sheet.companion(figure):
        if isinstance(sheet.world, Inset):
            world = replace(room, bottom=row.top + gap)
        legend = replace(row, left=figure.right + APART)
        cells = replace(rest, bottom=row.top + gap)
        return _filled(sheet, world, cells.in_row(len(sheet.insets), gap), legend, figure)
    if not sheet.insets:
        legend = alone if isinstance(sheet.world, Inset) else _hanging(alone, rest.top)
        return _filled(sheet, world, [], legend)
    many, cells = len(sheet.insets), replace(rest, bottom=alone.top + gap)
    divisions = [(cells.in_row(many, gap), alone), (cells.stacked(many, gap), alone)]
    last = rest.stacked(many, gap)
    if breadth := sheet.legend_column(last[-1].height):
        legend = replace(last[-1], left=last[-1].right - breadth)
        last[-1] = replace(last[-1], right=legend.left - gap)
        divisions.append((last, _hanging(sheet.legend_in(legend), legend.top)))
    return [way for boxes, legend in divisions for way in _filled(sheet, world, boxes, legend)]


def _hanging(box: Box, top: float) -> Box:
    """Return a box as high at another height."""
    return replace(box, top=top, bottom=top - box.height)


def worth(scales: Sequence[float]) -> float:
    """Return how good the scales of insets are together: the smallest counts twice."""
    return sum(map(log, scales)) + log(min(scales, default=1.0))


def _filled(
    sheet: Sheet,
    world: Box,
    boxes: Sequence[Box],
    legend: Box,
    companion: Box | None = None,
) -> list[Divided]:
    """Give each inset the box that suits it best; return no way where a box is too low."""

    def goodness(order: Sequence[Inset]) -> float:
        pairs = zip(order, boxes, strict=True)
        return worth([min(b.width / i.width, b.height / i.height) for i, b in pairs])

    if any(box.width <= 0 or box.height <= 0 for box in boxes):
        return []
    best = max(permutations(sheet.insets), key=goodness) if boxes else ()
    box_of = dict(zip(best, boxes, strict=True))
    insets = dict(filling(inset, box_of[inset]) for inset in sheet.insets)
    return [Divided(world, insets, legend, companion)]


def filling(inset: Inset, box: Box, *, grown: float = GROWN) -> tuple[Inset, Box]:
    """Let an inset show so much more that it fills a box; or shrink the box, which keeps its top.

    The box and the inset returned have one proportion.
    """
    scale = min(box.width / inset.width, box.height / inset.height)
    width = round(min(box.width / scale, grown * inset.width), 3)
    height = round(min(box.height / scale, grown * inset.height), 3)
    fitted = Box(box.left, box.top - scale * height, box.left + scale * width, box.top)
    return replace(inset, width=width, height=height), fitted
