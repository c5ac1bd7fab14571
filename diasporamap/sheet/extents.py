"""Draws a sheet of a part of the world: one map in Lambert's projection, and the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.maps.extents import inside_of, shown_extent
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.circles import circles_of, kept_inside
from diasporamap.sheet.dividing import filling
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.fonts import Text, fonts_of
from diasporamap.sheet.frames import bar_corner, paper_of, write_blocks
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Panel, printing
from diasporamap.sheet.panels import Planned, draw_planned, planned_panel, settled
from diasporamap.sheet.points import clusters_of
from diasporamap.sheet.seats import seats_of
from diasporamap.sheet.shapes import Inset, inset_shapes

if TYPE_CHECKING:
    from diasporamap.maps import Composition
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.grid import Layout
    from diasporamap.sheet.page import Page


#: The least and the most breadth of a frame by its height.
PROPORTIONS: Final = (0.6, 3.0)


def draw_extent(page: Page, composition: Composition) -> Composition:
    """Draw a composition of a part of the world on a blank page; return it with its captions."""
    composition, (layout, planned) = settled(
        composition,
        lambda told, unnamed: _plan(told, page.fonts, unnamed),
        shown=lambda found: [found[1]],
    )
    write_blocks(page, layout.title, layout.subtitle, layout.captions)
    draw_planned(page, planned, composition)
    draw_legend(page, composition, layout.legend, [planned])
    if layout.companion is not None:
        draw_bars(page, layout.companion, composition)
    return composition


def proportion_of(composition: Composition) -> float:
    """Return breadth by height of the paper that a sheet has for the map of its extent."""
    with printing():
        box = lay_out(composition, fonts_of(composition.style), _frame(composition), ()).world
    low, high = PROPORTIONS
    return round(min(max(box.width / box.height, low), high), 3)


def _frame(composition: Composition) -> Inset:
    extent = shown_extent(composition.geography)
    return Inset("", *extent.centre, extent.breadth_km, extent.height_km)


def _plan(
    composition: Composition, fonts: Fonts, unnamed: frozenset[str]
) -> tuple[tuple[Layout, Planned], set[str]]:
    """Lay out the sheet and tell which names find no room."""
    geography = composition.geography
    frame, text = _frame(composition), Text(fonts, composition.style.text["label"])
    layout = lay_out(composition, fonts, frame, ())
    frame, box = filling(frame, layout.world, grown=1.0)
    panel = Panel(inset_shapes(geography, frame), box)
    circles = tuple(kept_inside(circle, box) for circle in circles_of(panel, composition))
    points = clusters_of(panel, composition)
    signs = [point.box for point in points]
    signs += [seat.box for seat in seats_of(panel, composition)]
    bar = bar_corner(panel, composition.spec.language, text, circles, taken=signs)
    asked = composition.table.loc[list(composition.drawing.labels)]
    asked = asked[inside_of(asked, geography)]
    wanted = asked[~asked.index.isin(unnamed)]
    planned = planned_panel(
        *(panel, circles, points, wanted, composition, text),
        [paper_of(bar, text.size)],
        home=composition.spec.most_labels > 0,
    )
    named = {label.place for label in planned.labels}
    dots = dots_of(panel, composition, taken=[paper_of(bar, text.size)])
    return (layout, replace(planned, bar=bar, dots=dots)), set(asked.index) - named
