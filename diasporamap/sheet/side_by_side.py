"""Divides a sheet between maps of one size that show one extent, and their legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.maps.place_table import is_shown
from diasporamap.sheet.chart import set_chart
from diasporamap.sheet.cropping import box_around, cropped, cropped_bounds, kept_places, widened
from diasporamap.sheet.dividing import APART
from diasporamap.sheet.layout import row_height
from diasporamap.sheet.legend_size import COLUMN_GAP, HEADED, legend_breadth, legend_size
from diasporamap.sheet.page import Box
from diasporamap.sheet.shapes import Inset, inset_shapes, world_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diasporamap.counts.origin import Extent
    from diasporamap.maps import Composition, Paper
    from diasporamap.maps.facets import Facets
    from diasporamap.places.geography import Geography
    from diasporamap.sheet.cropping import Bounds
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.shapes import Shapes

    #: Gives the bounds of what maps of a breadth and height show, and what projects that.
    View = Callable[[float, float], tuple[Bounds, Callable[[], Shapes]]]

#: Free paper between small maps, and between them and the legend, in millimetres.
GUTTER, BESIDE = 2.0, 4.0
#: A sheet broader than high by so much has its legend beside the maps, and no broader than so.
BROAD, BROADEST = 1.15, 0.34
#: In so many breadths of a legend its parts stand beside each other.
ASIDE = 1.8
#: A way to divide the paper is better whose maps are so many times as large.
MUCH = 1.02
#: Least breadth and height of a small map that is worth printing, in millimetres.
LEAST = (36.0, 20.0)


@dataclass(frozen=True, eq=False)
class Grid:
    """Where small maps and the legend stand; `head` is the paper over each for its title.

    Where there is paper left for it a `figure` stands beside or under the legend.
    """

    boxes: tuple[Box, ...]
    legend: Box
    shapes: Shapes
    head: float = 0.0
    figure: Box | None = None


def counted_in(facets: Facets) -> pd.DataFrame:
    """Return the share of the people of each small map that places have, a column a map."""
    import pandas as pd

    shares = {}
    for number, facet in enumerate(facets.panels):
        table = facet.composition.table
        people = table["value"].abs() if facet.composition.spec.of.in_people else table["base"]
        people = people.where(is_shown(table)).fillna(0.0)
        shares[number] = people / max(float(people.sum()), 1.0)
    counted = pd.DataFrame(shares)
    counted = counted[(counted > 0).any(axis=1)]
    flows = facets.whole.drawing.flows
    return counted if flows is None else counted.loc[list(flows.widths)]


def grid_of(facets: Facets, fonts: Fonts, floor: float, ceiling: float, head: float) -> Grid:
    """Divide the paper so that the small maps are as large as can be.

    The legend stands beside or under them, or where the last row has room for more maps.
    """
    whole, number = facets.whole, len(facets.panels)
    paper, gap = whole.paper, whole.paper.gap
    room = Box(paper.sides, floor + gap, paper.right, ceiling - gap)
    need = legend_breadth(whole, fonts), legend_size(whole, fonts, room.width).height
    views = _views(facets)
    best: tuple[float, int, Box, Box | None, Bounds, Callable[[], Shapes]] | None = None
    ways = [*_with_legend(room, paper, need), (room, None)]
    for columns, (left, legend) in product(range(1, number + 1), ways):
        rows = -(-number // columns)
        free = columns * rows - number
        wide, high = _cell(left, columns, rows, head)
        here = free * (wide + GUTTER) - GUTTER
        fits = legend is not None or _fits(here, high, whole, need)
        if free >= columns or wide < LEAST[0] or high < LEAST[1] or not fits:
            continue
        box, shapes = views(wide, high)
        scale = min(wide / (box[2] - box[0]), high / (box[3] - box[1]))
        if best is None or scale > MUCH * best[0]:
            best = scale, columns, left, legend, box, shapes
    if best is None:
        raise UsageError(message("sheet.no_room_for_facets", number=number))
    scale, columns, left, legend, box, shapes = best
    west, south, east, north = box
    wide, high = scale * (east - west), scale * (north - south)
    cells = [
        Box(x, top - high, x + wide, top)
        for x, top in (
            (
                left.left + (place % columns) * (wide + GUTTER),
                left.top - head - (place // columns) * (high + GUTTER + head),
            )
            for place in range(-(-number // columns) * columns)
        )
    ]
    if legend is None:
        legend = replace(cells[number], left=cells[number].left + GUTTER, right=paper.right)
    elif legend.width == room.width:
        legend = replace(legend, top=cells[-1].bottom - gap)
    else:
        legend = replace(legend, left=cells[columns - 1].right + BESIDE)
    if legend.bottom <= room.bottom:
        legend, figure = _with_figure(legend, whole, fonts)
    else:
        figure = None
    return Grid(tuple(cells[:number]), legend, shapes(), head, figure)


def _with_figure(legend: Box, whole: Composition, fonts: Fonts) -> tuple[Box, Box | None]:
    """Divide the paper of a legend with a companion figure: one at its right, or under it."""
    wide = min(legend_breadth(whole, fonts), legend.width)
    high = legend_size(whole, fonts, wide).height
    column = Box(legend.left, legend.top - high, legend.left + wide, legend.top)
    for figure in (
        replace(legend, left=column.right + APART),
        replace(legend, top=max(column.bottom - APART, legend.bottom)),
    ):
        if high <= legend.height and set_chart(whole, fonts, figure):
            return column, figure
    return legend, None


def _with_legend(room: Box, paper: Paper, need: tuple[float, float]) -> list[tuple[Box, Box]]:
    """Divide the paper between the maps and a legend under them, or beside them where it is broad.

    Returned are both.
    """
    bottom = room.bottom + need[1] + paper.gap
    ways = [(replace(room, bottom=bottom), replace(room, top=bottom - paper.gap))]
    if paper.width > BROAD * paper.height:
        right = room.right - min(need[0], BROADEST * room.width) - BESIDE
        ways.insert(0, (replace(room, right=right), replace(room, left=right + BESIDE)))
    return ways


def _fits(wide: float, high: float, whole: Composition, need: tuple[float, float]) -> bool:
    """Tell whether a legend has room in cells without maps, beside or under one another."""
    breadth, lower = need
    rows = sum(len(part.entries) for part in whole.drawing.legend if not isinstance(part, HEADED))
    row = row_height(whole.style)
    aside = wide >= ASIDE * breadth and high >= max(lower, rows * row)
    return aside or (wide >= breadth and high >= lower + COLUMN_GAP / 2 + (rows + 1) * row)


def _cell(room: Box, columns: int, rows: int, head: float) -> tuple[float, float]:
    """Return breadth and height of a small map."""
    wide = (room.width - (columns - 1) * GUTTER) / columns
    return wide, (room.height - (rows - 1) * GUTTER) / rows - head


def _views(facets: Facets) -> View:
    """Return what makes the view of maps of a breadth and height: its bounds, and its shapes."""
    composition = facets.whole
    geography = composition.geography
    if geography.extent is not None and geography.sheet != "world":
        return _country_views(geography, geography.extent)
    world, counted = world_of(composition), counted_in(facets)
    bounds = world.frame.bounds
    if counted.empty:
        return lambda _wide, _high: (bounds, lambda: world)
    places = composition.table.loc[counted.index]
    points, home = world.project(places["label_lon"], places["label_lat"]), _home(facets, world)
    kept = np.ones(len(points), dtype=bool)
    drawing = composition.drawing
    if drawing.marks and drawing.flows is None:  # areas count as much as each other
        kept = kept_places(points, counted.to_numpy(), home)
    radii = _radii(facets, counted.index)

    def view(wide: float, high: float) -> tuple[Bounds, Callable[[], Shapes]]:
        box = box_around(points[kept], radii[kept], home, wide, high)
        shown = cropped_bounds(world, widened(box, bounds, wide / high))
        return shown, lambda: world if shown == bounds else cropped(world, shown)

    return view


def _country_views(geography: Geography, extent: Extent) -> View:
    def view(wide: float, high: float) -> tuple[Bounds, Callable[[], Shapes]]:
        height = max(extent.height_km, extent.breadth_km * high / wide)
        inset = Inset("", *extent.centre, round(height * wide / high, 3), height)
        x, y = 500 * inset.width, 500 * inset.height
        return (-x, -y, x, y), lambda: inset_shapes(geography, inset)

    return view


def _home(facets: Facets, shapes: Shapes) -> np.ndarray:
    """Return two corners of the main part of the country of origin, none where it is not shown."""
    table = facets.whole.table
    found = [
        max(shapely.get_parts(shape), key=shapely.area).bounds
        for place, shape in zip(shapes.places, shapes.land, strict=True)
        if place in table.index and table.at[place, "key"] == "origin"
    ]
    return np.array(found).reshape(-1, 2)


def _radii(facets: Facets, places: pd.Index) -> np.ndarray:
    """Return the radius of the largest circle of each place, in millimetres."""
    largest = facets.whole.style.circle["largest_mm"]
    found = dict.fromkeys(places, 0.0)
    for facet in facets.panels:
        for place, discs in facet.composition.drawing.marks.items():
            radius = largest * max(disc.radius for disc in discs)
            found[place] = max(found.get(place, 0.0), radius)
    return np.array([found[place] for place in places])
