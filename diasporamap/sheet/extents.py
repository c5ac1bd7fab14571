"""Draws a sheet of a part of the world: one map in Lambert's projection, and the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.maps.extents import shown_extent
from diasporamap.maps.in_extent import inside_of
from diasporamap.sheet.circles import circles_of, kept_inside
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import bar_corner, paper_of, write_blocks
from diasporamap.sheet.layout import require_room, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import Planned, draw_planned, planned_panel, settled
from diasporamap.sheet.points import clusters_of
from diasporamap.sheet.shapes import Inset, inset_shapes

if TYPE_CHECKING:
    from diasporamap.maps import Composition, Paper
    from diasporamap.maps.extents import MapExtent
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page

#: A paper so much broader than high has its legend beside the map.
BESIDE = 1.15
#: Height of a legend under the map, in millimetres.
UNDER = 42.0


def draw_extent(page: Page, composition: Composition) -> None:
    """Draw a composition of a part of the world on a blank page."""
    composition, (texts, planned, legend) = settled(
        composition,
        lambda told, unnamed: _plan(told, page.fonts, unnamed),
        shown=lambda found: [found[1]],
    )
    write_blocks(page, *texts)
    draw_planned(page, planned, composition)
    draw_legend(page, composition, legend, [planned], stacked=_beside(composition.paper))


def _plan(
    composition: Composition, fonts: Fonts, unnamed: frozenset[str]
) -> tuple[tuple[tuple[Block, Block, Block], Planned, Box], set[str]]:
    """Lay out the sheet and tell which names find no room."""
    geography, paper = composition.geography, composition.paper
    extent, text = shown_extent(geography), Text(fonts, composition.style.text["label"])
    texts = _, subtitle, captions = text_blocks(composition, fonts)
    floor, ceiling = captions.top + paper.gap, subtitle.bottom - paper.gap
    require_room(ceiling - floor, paper.least_world)
    box, legend = _boxes(paper, floor, ceiling, extent)
    frame = Inset("", *extent.centre, extent.breadth_km, extent.height_km)
    panel = Panel(inset_shapes(geography, frame), box)
    circles = tuple(kept_inside(circle, box) for circle in circles_of(panel, composition))
    points = clusters_of(panel, composition)
    bar = bar_corner(
        panel, composition.spec.language, text, circles, taken=[point.box for point in points]
    )
    asked = composition.table.loc[list(composition.drawing.labels)]
    asked = asked[inside_of(asked, geography)]
    wanted = asked[~asked.index.isin(unnamed)]
    planned = planned_panel(
        *(panel, circles, points, wanted, composition, text),
        [paper_of(bar)],
        home=composition.spec.labels > 0,
    )
    named = {label.place for label in planned.labels}
    dots = dots_of(panel, composition, taken=[paper_of(bar)])
    return (texts, replace(planned, bar=bar, dots=dots), legend), set(asked.index) - named


def _beside(paper: Paper) -> bool:
    return paper.width > BESIDE * paper.height


def _boxes(paper: Paper, floor: float, ceiling: float, extent: MapExtent) -> tuple[Box, Box]:
    """Divide the paper: the map at its upper left, and the legend beside or under it."""
    right, bottom = paper.right, floor
    if _beside(paper):
        right -= paper.column + 2 * paper.gutter
    else:
        bottom += UNDER + paper.gap
    scale = min((right - paper.sides) / extent.breadth_km, (ceiling - bottom) / extent.height_km)
    wide, high = scale * extent.breadth_km, scale * extent.height_km
    box = Box(paper.sides, ceiling - high, paper.sides + wide, ceiling)
    if _beside(paper):
        return box, Box(box.right + 2 * paper.gutter, floor, paper.right, ceiling)
    return box, Box(paper.sides, floor, paper.right, box.bottom - paper.gap)
