"""Divides a sheet of any size: takes the best of the ways in which all that it shows has room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from math import log
from typing import TYPE_CHECKING

import shapely

from diasporamap.sheet.chart import set_chart
from diasporamap.sheet.dividing import Sheet, ways_of, worth
from diasporamap.sheet.layout import Block, require_room, room_between, text_blocks
from diasporamap.sheet.legend_size import SLACK, TIGHT, legend_size
from diasporamap.sheet.shapes import Inset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.dividing import Divided
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.page import Box
    from diasporamap.sheet.shapes import Shapes

#: The least breadth and height of an inset, and height of the map of the world, in millimetres.
LEAST_INSET, LEAST_WORLD = (26.0, 24.0), 24.0
#: How much the size of the world counts beside those of insets: where circles show the figures, and
#: where the areas do.
WORLD_OF_CIRCLES, WORLD_OF_AREAS = 1.0, 4.0
#: What a companion figure is worth beside the scales of insets.
WORTH_FIGURE = 1.2
#: A way to divide a sheet is taken before others that are better by no more than this.
NO_BETTER = 0.2
#: How much it counts that insets fill a sheet, beside their scales.
FILLED = 0.5
#: An inset narrower than that share of the room is small.
NARROW = 0.25


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the sheet; `world` is the box of the main map.

    The insets are as large as their boxes allow, and show so much more that they fill these. There
    may be a box for a `companion` figure.
    """

    title: Block
    subtitle: Block
    captions: Block
    world: Box
    insets: Mapping[Inset, Box]
    legend: Box
    companion: Box | None = None


def lay_out(
    composition: Composition,
    fonts: Fonts,
    world: Shapes | Inset,
    insets: Sequence[Inset],
) -> Layout:
    """Lay out a map of the world, or of one extent, with insets.

    A chart of the same figures has the room beside them where it fits.

    Raises
    ------
    NoRoom
        If that would leave the map or an inset smaller than is worth printing.
    """
    title, subtitle, captions = text_blocks(composition, fonts)
    room = room_between(composition, subtitle, captions)
    require_room(room.height, LEAST_WORLD, composition.paper)
    for tight in TIGHT:
        sheet = Sheet(
            composition.paper,
            room,
            world,
            tuple(insets),
            cache(partial(legend_size, composition, fonts, tight=tight)),
            partial(set_chart, composition, fonts),
            partial(_is_ocean, composition, world),
        )
        fit = [way for way in ways_of(sheet) if _is_fit(way, sheet)]
        if fit:
            break
    else:
        require_room(0.0, LEAST_WORLD, composition.paper)
    signed = bool(composition.drawing.signed)
    least = NARROW * room.width
    good = [_goodness(way, WORLD_OF_CIRCLES if signed else WORLD_OF_AREAS, least) for way in fit]
    divided = next(way for way, how in zip(fit, good, strict=True) if how >= max(good) - NO_BETTER)
    return Layout(
        title,
        subtitle,
        captions,
        divided.world,
        divided.insets,
        divided.legend,
        divided.companion,
    )


def _is_fit(way: Divided, sheet: Sheet) -> bool:
    """Tell whether the map, the legend and each inset have the room that they need."""
    legend = sheet.legend(way.legend.width).height <= way.legend.height + SLACK
    legend &= way.legend.bottom >= sheet.room.bottom - SLACK
    insets = all(
        box.width >= LEAST_INSET[0] and box.height >= LEAST_INSET[1] for box in way.insets.values()
    )
    return legend and insets and way.world.height >= LEAST_WORLD


def _goodness(way: Divided, world: float, least: float) -> float:
    """Return how good a way is: by the scales of its maps, and how much its insets fill.

    The map of the `world` counts so much; an inset narrower than `least` is small beside the rest.
    """
    scales = worth([box.width / inset.width for inset, box in way.insets.items()])
    area = sum(box.width * box.height for box in way.insets.values())
    small = sum(log(max(least / box.width, 1.0)) for box in way.insets.values())
    figured = WORTH_FIGURE if way.companion is not None else 0.0
    return figured - small + scales + world * log(way.world.width) + FILLED * log(area or 1.0)


def _is_ocean(composition: Composition, world: Shapes | Inset, main: Box, box: Box) -> bool:
    """Tell whether a box covers no land and no place of a map of the world in a box."""
    if isinstance(world, Inset):
        return False
    west, south, east, _ = world.frame.bounds
    scale = (east - west) / main.width
    covered = shapely.box(
        *((box.left - main.left) * scale + west, (box.bottom - main.bottom) * scale + south),
        *((box.right - main.left) * scale + west, (box.top - main.bottom) * scale + south),
    )
    table = composition.table
    points = world.project(table["label_lon"].to_numpy(), table["label_lat"].to_numpy())
    places = shapely.intersects_xy(covered.buffer(4 * scale), *points.T)
    return not (places.any() or shapely.intersects(world.land, covered).any())
