"""Draws small maps side by side on one sheet, with one extent, one scale and one legend."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from diasporamap.language import sort_key
from diasporamap.language import text as caption_text
from diasporamap.maps.captions import first_of
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.circles import circles_of, kept_inside
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.fonts import POINT, Text
from diasporamap.sheet.frames import free_corner, paper_of, write_blocks
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.positions import away
from diasporamap.sheet.land import squares_of
from diasporamap.sheet.layout import CAPITAL, PITCH, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import (
    Planned,
    areas_of_origin,
    draw_planned,
    wanted_labels,
    with_caption,
)
from diasporamap.sheet.seen import told_in_view
from diasporamap.sheet.side_by_side import counted_in, grid_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.maps.facets import Facet, Facets
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.side_by_side import Grid

#: Share of the breadth of a small map that its title may take.
TITLE = 0.55
#: How far signs reach under the line that they stand on, in millimetres.
DEEP = 0.8
#: How often captions and frames follow each other.
ROUNDS = 4


def draw_facets(page: Page, facets: Facets) -> Composition:
    """Draw composed small maps on a blank page."""
    whole, (texts, grid) = _settled(facets, page.fonts)
    planned, corner = _plan(facets, grid, page.fonts)
    if corner is None:
        whole, (texts, grid) = _settled(facets, page.fonts, head=_head(facets, page.fonts, grid))
        planned, _ = _plan(facets, grid, page.fonts)
    write_blocks(page, *texts)
    for one, facet in zip(planned, facets.panels, strict=True):
        draw_planned(page, one, facet.composition)
        _write_title(page, one.panel, facet, corner, head=grid.head)
    draw_legend(page, whole, grid.legend, planned)
    if grid.figure is not None:
        draw_bars(page, grid.figure, whole)
    return whole


def _settled(
    facets: Facets, fonts: Fonts, *, head: float = 0.0
) -> tuple[Composition, tuple[tuple[Block, Block, Block], Grid]]:
    """Lay out the sheet so that its captions tell what its frames show and what is outside."""
    told, shown = list[str](), list[Panel]()
    for _ in range(ROUNDS):
        whole = _telling(facets.whole, told)
        whole = told_in_view(whole, shown) if shown else whole
        texts = text_blocks(whole, fonts)
        grid = grid_of(facets, fonts, texts[2].top, texts[1].bottom, head)
        outside, panels = _outside(facets, grid), [Panel(grid.shapes, grid.boxes[0])]
        if outside == told and told_in_view(whole, panels).words == whole.words:
            break
        told, shown = outside, panels
    return whole, (texts, grid)


def _telling(whole: Composition, places: Sequence[str]) -> Composition:
    if not places:
        return whole
    language, names = whole.spec.language, whole.table.loc[list(places), "short"]
    listed = first_of(sorted(map(str, names), key=sort_key), language)
    return with_caption(whole, caption_text("facet.outside", language, places=listed))


def _outside(facets: Facets, grid: Grid) -> list[str]:
    """Return the places with people that no frame shows; an extent that is asked for says so."""
    if facets.whole.geography.sheet != "world":
        return []
    places = facets.whole.table.loc[counted_in(facets).index]
    points = grid.shapes.project(places["label_lon"], places["label_lat"])
    return list(places.index[~shapely.contains_xy(grid.shapes.frame, *points.T)])


def _title_lines(facet: Facet, fonts: Fonts, breadth: float) -> list[tuple[str, Face, float]]:
    """Return the lines of the title of a small map and its total: text, face and size."""
    text = facet.composition.style.text
    title, total = text["subtitle"], text["legend"]
    if len(fonts.wrap(facet.title, "bold", title, width=breadth)) > 1:
        title = total
    wrapped = fonts.wrap(facet.title, "bold", title, width=breadth)
    lines: list[tuple[str, Face, float]] = [(line, "bold", title) for line in wrapped]
    return [*lines, (facet.total, "regular", total)] if facet.total else lines


def _size_of(lines: Sequence[tuple[str, Face, float]], fonts: Fonts) -> tuple[float, float]:
    wide = max(fonts.width(*line) for line in lines)
    high = sum(PITCH * size for *_, size in lines) * POINT
    return wide, high - (PITCH - CAPITAL) * lines[-1][2] * POINT


def _head(facets: Facets, fonts: Fonts, grid: Grid) -> float:
    """Return the paper that the titles over small maps take."""
    breadth = grid.boxes[0].width
    highs = [_size_of(_title_lines(f, fonts, breadth), fonts)[1] for f in facets.panels]
    return max(highs) + 1.5


def _plan(
    facets: Facets, grid: Grid, fonts: Fonts
) -> tuple[list[Planned], tuple[float, float] | None]:
    """Plan every small map; tell in which corner all titles stand, off the lower left one.

    There is no such corner where in each a circle of one of the maps lies.
    """
    text = Text(fonts, facets.whole.style.text["label"])
    panels = [Panel(grid.shapes, box) for box in grid.boxes]
    found = []
    for panel, facet in zip(panels, facets.panels, strict=True):
        circles = circles_of(panel, facet.composition)
        here = (circle for circle in circles if panel.box.holds(circle.x, circle.y))
        found.append(tuple(kept_inside(circle, panel.box) for circle in here))
    corner = None if grid.head else _free(facets, fonts, panels, found)
    planned: list[Planned] = []
    for panel, facet, circles in zip(panels, facets.panels, found, strict=True):
        composition, taken = facet.composition, []
        if corner is not None:
            size = _size_of(_title_lines(facet, fonts, TITLE * panel.box.width), fonts)
            x, y = panel.box.left + corner[0], panel.box.bottom + corner[1]
            taken = [paper_of(Box(x, y, x + size[0], y + size[1]))]
        squares = squares_of(panel, composition)
        barred = areas_of_origin(panel, composition)
        homes = panel.areas() if composition.geography.level is not None else {}
        ground = Ground(panel, circles, list(squares), taken, barred, homes)
        drawn = {circle.place for circle in circles}
        asked = [place for place in composition.drawing.labels if place in drawn]
        wanted = list(wanted_labels(composition.table.loc[asked], panel, circles))
        labels = ground.place(wanted, text)
        if homes:  # in a part that is not its own a name needs a leader
            named = {label.place for label in labels}
            led = [one for one in wanted if one.place not in named]
            labels += ground.place(led, text, (away,), avoided=shapely.Point())
        layer = replace(panel, above=len(planned))  # so that ids of an SVG tell the maps apart
        dots = dots_of(panel, composition, taken=taken)
        planned.append(Planned(layer, circles, tuple(labels), squares, dots=dots))
    return planned, corner


def _free(
    facets: Facets, fonts: Fonts, panels: Sequence[Panel], circles: Sequence[Sequence[Circle]]
) -> tuple[float, float] | None:
    """Return how far right and up a corner is that no circle of any small map covers."""
    first = panels[0].box
    sizes = [_size_of(_title_lines(f, fonts, TITLE * first.width), fonts) for f in facets.panels]
    wide, high = (max(found) for found in zip(*sizes, strict=True))
    laid = [
        replace(one, x=one.x + first.left - box.left, y=one.y + first.bottom - box.bottom)
        for box, some in zip([panel.box for panel in panels], circles, strict=True)
        for one in some
    ]
    # In a round frame the commas under the last line need room too.
    deep = 0.0 if panels[0].frame().area > 0.999 * first.shape.area else DEEP
    corner = free_corner(panels[0], wide, high + deep, laid)
    if shapely.intersects([circle.shape for circle in laid], corner.shape).any():
        return None
    return corner.left - first.left, corner.bottom + deep - first.bottom


def _write_title(
    page: Page, panel: Panel, facet: Facet, corner: tuple[float, float] | None, *, head: float
) -> None:
    """Write title and total of a small map into its corner, or over it."""
    box = panel.box
    breadth = box.width * (1.0 if corner is None else TITLE)
    lines = _title_lines(facet, page.fonts, breadth)
    left, bottom = (0.0, box.height + 1.0) if corner is None else corner
    y = box.bottom + bottom + _size_of(lines, page.fonts)[1]
    for line, face, size in lines:
        y -= CAPITAL * size * POINT
        colour = None if face == "bold" else facet.composition.style.text["muted"]
        page.write(
            *(box.left + left, y, line),
            size=size,
            face=face,
            colour=colour,
            above=panel.above,
            haloed=not head,
        )
        y -= (PITCH - CAPITAL) * size * POINT
