"""Draws a composed map on one sheet: the world, its insets, the legend and the texts."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from diasporamap.errors import BasemapWarning, UsageError
from diasporamap.language import text as language_text
from diasporamap.maps import compose
from diasporamap.maps.facets import compose_facets
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.maps.projections import SOUTH
from diasporamap.sheet.apart import CrowdedError
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.basemap import basemap_under
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.extents import draw_extent
from diasporamap.sheet.facets import draw_facets
from diasporamap.sheet.flows import draw_flows
from diasporamap.sheet.fonts import Text, fonts_of
from diasporamap.sheet.frames import (
    corner_text,
    locators_of,
    name_corner,
    paper_of,
    write_blocks,
    write_stamp,
)
from diasporamap.sheet.grid import lay_out
from diasporamap.sheet.insets import insets_of
from diasporamap.sheet.layout import NoRoom, stamp_block
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.logo import draw_logo, logo_box
from diasporamap.sheet.page import Panel, blank_page, printing
from diasporamap.sheet.panels import (
    Planned,
    draw_planned,
    planned_panel,
    settled,
    with_caption,
    without_what_insets_show,
)
from diasporamap.sheet.parts import draw_parts
from diasporamap.sheet.points import clusters_of
from diasporamap.sheet.shapes import inset_shapes, world_shapes
from diasporamap.sheet.tiles import NoTilesError, Tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import pandas as pd

    from diasporamap.maps import CircleScale, Composition, MapSpec
    from diasporamap.maps.facets import Facets
    from diasporamap.places.geography import Geography
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.grid import Layout
    from diasporamap.sheet.page import MapFigure, Page
    from diasporamap.sheet.shapes import Inset, Shapes

#: What stands in the frame of an inset and before its name.
LETTERS = "ABC"
#: Sizes of circles that are tried where they cover each other, as shares of the style's.
SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def draw_map(
    release: Release | ProtectedCounts,
    spec: MapSpec,
    *,
    by: str | None = None,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
    points: Pointed = None,
) -> MapFigure:
    """Draw a map on a sheet of the paper that the spec names.

    Parameters are those of `compose`, and so are its errors.

    Returns
    -------
    matplotlib.figure.Figure
        The sheet; it knows its `title` and `alt` text. matplotlib's settings and pyplot are left
        as they were.

    Raises
    ------
    UsageError, StyleError
        Also if the texts cannot be printed in the font of the style or leave no room for the map.
    """
    if spec.facet is not None:
        if points is not None:
            raise UsageError("Points are drawn on one map. Leave out points, or facet.")
        facets = compose_facets(release, spec, by=by, geography=geography, circles=circles)
        return _drawn(facets.whole, lambda page: draw_facets(page, facets), facets)
    composition = compose(release, spec, by=by, geography=geography, circles=circles, points=points)
    return draw_composition(composition, fixed=circles is not None)


def draw_composition(composition: Composition, *, fixed: bool = False) -> MapFigure:
    """Draw a map that is already composed; see `draw_map`.

    Circles that must not cover each other are drawn smaller, in the legend too, where they would
    and no scale is `fixed` by the spec or by other maps. Tiles that cannot be had in a few seconds
    stop no map: it is drawn without them, and a `BasemapWarning` says so.
    """
    sizes = SMALLER[:1] if fixed or composition.spec.scale is not None else SMALLER
    basemap = basemap_under(composition)
    if basemap is None:
        return _fitted(composition, sizes)
    named = language_text("caption.basemap", composition.spec.language, credit=basemap.credit)
    words = composition.words
    # It stands first: where a sheet has room for few words the last ones are left out.
    captions = (f"{named} {words.captions[0]}", *words.captions[1:])
    try:
        told = replace(composition, words=replace(words, captions=captions))
        return _fitted(told, sizes, Tiles(basemap))
    except NoTilesError as error:
        missing = f"No tiles, for {error}: the map is drawn without them."
        warnings.warn(missing, BasemapWarning, stacklevel=2)
        figure = _fitted(composition, sizes)
        figure.warning = missing
        return figure


def _fitted(
    composition: Composition, sizes: Sequence[float], tiles: Tiles | None = None
) -> MapFigure:
    """Draw a composition with circles as large as can be of some sizes."""
    for smaller in sizes:
        try:
            return _drawn(*_on_sheet(composition, smaller, tiles))
        except CrowdedError:
            continue
    drawing = replace(composition.drawing, shared=1.0)
    return _drawn(*_on_sheet(replace(composition, drawing=drawing), sizes[-1], tiles))


def _on_sheet(
    composition: Composition, share: float, tiles: Tiles | None
) -> tuple[Composition, Callable[[Page], Composition]]:
    """Return a composition with circles of a share of their size, and what draws it."""
    style = composition.style
    if share < 1:
        circle = {**style.circle, "largest_mm": share * style.circle["largest_mm"]}
        composition = replace(composition, style=replace(style, circle=circle))
    sheet = SHEETS[composition.geography.sheet] if composition.drawing.flows is None else draw_flows
    return composition, lambda page: sheet(replace(page, tiles=tiles), composition)


def _drawn(
    composition: Composition, draw: Callable[[Page], Composition], facets: Facets | None = None
) -> MapFigure:
    """Draw on a blank sheet, and give it the words of a composition."""
    titles = [words for one in facets.panels for words in (one.title, one.total)] if facets else []
    with printing():
        fonts = fonts_of(composition.style)
        fonts.require_signs([*_texts(composition), *titles])
        figure, page = blank_page(composition.style, fonts, composition.paper)
        composition = draw(page)
        write_stamp(page, stamp_block(composition, fonts))
        draw_logo(page, composition)
        words = composition.words
        figure.title, figure.alt, figure.stamp = words.named, words.alt, words.stamp
        figure.words, figure.language = words, composition.spec.language
        figure.logo = composition.style.logo["alt"] if logo_box(composition) else ""
        figure.print_dpi = composition.spec.dpi
    return figure


def _draw_world(page: Page, composition: Composition) -> Composition:
    insets = insets_with_room(composition, page.fonts, insets_of(composition))
    composition = telling_of_insets(composition, insets)
    composition, (layout, panels) = settled(
        composition, lambda told, unnamed: _plan_world(told, page.fonts, insets, unnamed)
    )
    write_blocks(page, layout.title, layout.subtitle, layout.captions)
    for planned in panels:
        draw_planned(page, planned, composition)
    draw_legend(page, composition, layout.legend, panels, stacked=layout.stacked)
    if layout.companion is not None:
        draw_bars(page, layout.companion, composition)
    return composition


def insets_with_room(
    composition: Composition, fonts: Fonts, insets: Sequence[Inset]
) -> Sequence[Inset]:
    """Return the insets that the sheet has room for, the first ones; its captions may grow."""
    shapes = _world_of(composition)
    for many in range(len(insets), 0, -1):
        try:
            told = telling_of_insets(composition, insets)
            lay_out(told, fonts, shapes, insets[:many])
        except NoRoom:
            continue
        return insets[:many]
    return ()


def _world_of(composition: Composition) -> Shapes:
    south = -90.0 if LEFT_OUT in composition.table.index else SOUTH
    lon_0 = composition.style.map["lon_0"]
    return world_shapes(composition.geography, lon_0=lon_0, south=south)


def telling_of_insets(composition: Composition, insets: Sequence[Inset]) -> Composition:
    """Say in the captions, where there are insets, that circles and points are in these only."""
    drawing, points = composition.drawing, composition.points
    if not insets or not (drawing.signed or points is not None):
        return composition
    key = "insets_dots" if drawing.dots else "insets" if points is None else "insets_points"
    return with_caption(composition, language_text(f"caption.{key}", composition.spec.language))


def _plan_world(
    composition: Composition, fonts: Fonts, wanted: Sequence[Inset], unnamed: frozenset[str]
) -> tuple[tuple[Layout, list[Planned]], set[str]]:
    """Lay out a map of the world, its insets first, and tell which names find no room.

    A circle or point stands in one panel: what an inset shows is not drawn on the world.
    """
    geography, style = composition.geography, composition.style
    shapes = _world_of(composition)
    layout = lay_out(composition, fonts, shapes, wanted)
    text = Text(fonts, style.text["label"])
    asked = composition.table.loc[list(composition.drawing.labels)]
    places, planned = asked[~asked.index.isin(unnamed)], []
    shown, strewn, home = set[str](), set[str](), composition.spec.most_labels > 0
    world = Panel(shapes, layout.world)
    locators = locators_of(world, layout.insets, text, letters=LETTERS)
    taken = [*map(paper_of, layout.insets.values())]
    taken += [paper for one in locators for paper in (one.edge, one.box.shape)]
    for number, (inset, box) in enumerate(layout.insets.items(), start=1):
        panel = Panel(inset_shapes(geography, inset), box, above=number)
        letter = LETTERS[number - 1]
        circles = _circles(panel, composition, shown)
        shown |= {circle.place for circle in circles}
        written = Text(fonts, style.text["inset"])
        name = corner_text(panel, f"{letter}  {inset.name}", composition.spec.language, written)
        points = clusters_of(panel, composition)
        signs = [cluster.box for cluster in points]
        corner = name_corner(panel, name, written, circles, taken=signs)
        drawn = places.index.isin([circle.place for circle in circles])
        marked = places.index.isin(list(composition.drawing.marks))
        here = places[drawn | (~marked & _within(panel.shapes, places))]
        part = planned_panel(
            panel, circles, points, here, composition, text, [paper_of(corner)], home=home
        )
        dots = dots_of(panel, composition, but=strewn, taken=[paper_of(corner)])
        strewn |= dots.keys()
        planned.append(replace(part, name=name, name_box=corner, dots=dots))
        home = home and not part.origin
        # What is in no circle here and finds no room is labelled on the world.
        placed = [label.place for label in part.labels]
        places = places[~(places.index.isin(placed) | drawn)]
    circles = _circles(world, composition, shown)
    points = clusters_of(world, composition, but=[part.panel for part in planned])
    part = planned_panel(world, circles, points, places, composition, text, taken, home=home)
    boxes = [paper_of(box) for box in layout.insets.values()]
    dots = dots_of(world, composition, but=strewn, taken=boxes)
    part = replace(part, locators=locators, dots=dots)
    planned.append(without_what_insets_show(part))
    named = {label.place for panel in planned for label in panel.labels}
    return (layout, planned), set(asked.index) - named


def _circles(panel: Panel, composition: Composition, shown: set[str]) -> tuple[Circle, ...]:
    """Return the circles of a panel but those that are shown elsewhere."""
    return circles_of(panel, composition, but=shown)


def _within(shapes: Shapes, places: pd.DataFrame) -> np.ndarray:
    """Tell which places are labelled inside the frame of what is drawn."""
    points = shapes.project(places["label_lon"].to_numpy(), places["label_lat"].to_numpy())
    inside: np.ndarray = shapely.contains_xy(shapes.frame, *points.T)
    return inside


def _texts(composition: Composition) -> list[str]:
    """Return every text that may be printed."""
    words = composition.words
    return [
        words.stamp,
        words.title,
        words.subtitle,
        *words.captions,
        *(part.title for part in composition.drawing.legend),
        *(words for entry in composition.legend for words in (entry.label, entry.note)),
        *composition.table["short"],
    ]


#: What a geography can be drawn on.
SHEETS = {"world": _draw_world, "extent": draw_extent, "parts": draw_parts}
