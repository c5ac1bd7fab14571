"""Draws a sheet of the world: the map, its insets, and the legend with a chart beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import shapely

from diasporamap.language import text as language_text
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import corner_text, locators_of, name_corner, paper_of, write_blocks
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.insets import insets_of
from diasporamap.sheet.layout import NoRoom
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Panel
from diasporamap.sheet.panels import (
    Planned,
    draw_planned,
    planned_panel,
    settled,
    with_caption,
    without_what_insets_show,
)
from diasporamap.sheet.points import clusters_of
from diasporamap.sheet.seats import seats_of
from diasporamap.sheet.shapes import inset_shapes, world_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd

    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.grid import Layout
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.shapes import Inset, Shapes

#: What stands in the frame of an inset and before its name.
LETTERS = "ABC"


def draw_world(page: Page, composition: Composition) -> Composition:
    """Draw a composition of the world on a blank page; return it with its captions."""
    composition, layout, panels = settled_world(composition, page.fonts)
    write_blocks(page, layout.title, layout.subtitle, layout.captions)
    for planned in panels:
        draw_planned(page, planned, composition)
    draw_legend(page, composition, layout.legend, panels)
    if layout.companion is not None:
        draw_bars(page, layout.companion, composition)
    return composition


def settled_world(
    composition: Composition, fonts: Fonts
) -> tuple[Composition, Layout, list[Planned]]:
    """Plan a sheet with the insets that it has room for, the first ones; its captions may grow."""
    insets = insets_of(composition)
    while True:
        told = telling_of_insets(composition, insets)
        try:
            told, (layout, panels) = settled(told, partial(_plan_with, fonts, insets))
        except NoRoom:
            if not insets:
                raise
            insets = insets[:-1]
        else:
            return told, layout, panels


def _plan_with(
    fonts: Fonts, insets: Sequence[Inset], composition: Composition, unnamed: frozenset[str]
) -> tuple[tuple[Layout, list[Planned]], set[str]]:
    return plan_world(composition, fonts, insets, unnamed)


def telling_of_insets(composition: Composition, insets: Sequence[Inset]) -> Composition:
    """Say in the captions, where there are insets, that circles and points are in these only."""
    drawing, points = composition.drawing, composition.points
    if not insets or not (drawing.signed or points is not None):
        return composition
    key = "insets_dots" if drawing.dots else "insets" if points is None else "insets_points"
    return with_caption(composition, language_text(f"caption.{key}", composition.spec.language))


def plan_world(
    composition: Composition, fonts: Fonts, wanted: Sequence[Inset], unnamed: frozenset[str]
) -> tuple[tuple[Layout, list[Planned]], set[str]]:
    """Lay out a map of the world, its insets first, and tell which names find no room.

    A circle or point stands in one panel: what an inset shows is not drawn on the world.
    """
    geography, style = composition.geography, composition.style
    shapes = world_of(composition)
    layout = lay_out(composition, fonts, shapes, wanted)
    text = Text(fonts, style.text["label"])
    asked = composition.table.loc[list(composition.drawing.labels)]
    places, planned = asked[~asked.index.isin(unnamed)], []
    shown, strewn, home = set[str](), set[str](), composition.spec.most_labels > 0
    world = Panel(shapes, layout.world)
    locators = locators_of(world, layout.insets, text, letters=LETTERS)
    taken = [*map(paper_of, layout.insets.values())]
    taken += [paper for one in locators for paper in (one.edge, one.box.shape)]
    # All circles come first: where they lie on a heap no label is looked for in vain.
    panels: list[tuple[Panel, tuple[Circle, ...]]] = []
    for number, (inset, box) in enumerate(layout.insets.items(), start=1):
        panel = Panel(inset_shapes(geography, inset), box, above=number)
        panels.append((panel, circles_of(panel, composition, but=shown)))
        shown |= {circle.place for circle in panels[-1][1]}
    on_world = circles_of(world, composition, but=shown)
    for (panel, circles), inset, letter in zip(panels, layout.insets, LETTERS, strict=False):
        written = Text(fonts, style.text["inset"])
        name = corner_text(panel, letter, inset.name, composition.spec.language, written)
        points = clusters_of(panel, composition)
        signs = [point.box for point in points]
        signs += [seat.box for seat in seats_of(panel, composition)]
        corner = name_corner(panel, name, written, circles, taken=signs)
        paper = [paper_of(corner, written.size)]
        drawn = places.index.isin([circle.place for circle in circles])
        marked = places.index.isin(list(composition.drawing.marks))
        here = places[drawn | (~marked & _within(panel.shapes, places))]
        part = planned_panel(panel, circles, points, here, composition, text, paper, home=home)
        dots = dots_of(panel, composition, but=strewn, taken=paper)
        strewn |= dots.keys()
        planned.append(replace(part, name=name, name_box=corner, dots=dots))
        home = home and not part.origin
        # What is in no circle here and finds no room is labelled on the world.
        placed = [label.place for label in part.labels]
        places = places[~(places.index.isin(placed) | drawn)]
    points = clusters_of(world, composition, but=[part.panel for part in planned])
    part = planned_panel(world, on_world, points, places, composition, text, taken, home=home)
    boxes = [paper_of(box) for box in layout.insets.values()]
    dots = dots_of(world, composition, but=strewn, taken=boxes)
    part = replace(part, locators=locators, dots=dots)
    planned.append(without_what_insets_show(part))
    named = {label.place for panel in planned for label in panel.labels}
    return (layout, planned), set(asked.index) - named


def _within(shapes: Shapes, places: pd.DataFrame) -> np.ndarray:
    """Tell which places are labelled inside the frame of what is drawn."""
    points = shapes.project(places["label_lon"].to_numpy(), places["label_lat"].to_numpy())
    inside: np.ndarray = shapely.contains_xy(shapes.frame, *points.T)
    return inside
