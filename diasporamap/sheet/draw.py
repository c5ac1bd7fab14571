"""Draws a composed map on one sheet: with circles as large as can be, on tiles, with its words."""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from diasporamap.errors import BasemapWarning, UsageError
from diasporamap.language import message
from diasporamap.language import text as language_text
from diasporamap.maps import compose
from diasporamap.maps.drawing import Boxes
from diasporamap.maps.facets import compose_facets
from diasporamap.sheet.apart import CrowdedError
from diasporamap.sheet.basemap import basemap_under
from diasporamap.sheet.extents import draw_extent, proportion_of
from diasporamap.sheet.facets import draw_facets
from diasporamap.sheet.flows import draw_flows
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.frames import write_stamp
from diasporamap.sheet.layout import NoRoom, stamp_block
from diasporamap.sheet.logo import draw_logo, logo_box
from diasporamap.sheet.page import blank_page, printing
from diasporamap.sheet.parts import draw_parts
from diasporamap.sheet.tiles import NoTilesError, Tiles
from diasporamap.sheet.world import draw_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diasporamap.maps import CircleScale, Composition, MapSpec
    from diasporamap.maps.facets import Facets
    from diasporamap.places.geography import Geography
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.sheet.page import MapFigure, Page

#: What is made of a composition.
T = TypeVar("T")
#: Sizes of circles that are tried where they cover each other, as shares of the style's.
SMALLER = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
#: How much of the paper of circles is under no other one: where it is less they lie on a heap.
CLEAR = 0.75


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
            raise UsageError(message("sheet.points_on_facets"))
        facets = compose_facets(release, spec, by=by, geography=geography, circles=circles)
        return _fitted_facets(facets, SMALLER[:1] if circles or spec.scale else SMALLER)
    given: dict[str, Any] = {"by": by, "geography": geography, "circles": circles}
    given |= {"points": points, "everyone": True}
    composition = compose(release, spec, **given)
    if composition.geography.sheet == "extent" and composition.drawing.flows is None:
        proportion = _with_room(proportion_of, composition)
        composition = compose(release, spec, **given, proportion=proportion)
    return draw_composition(composition, fixed=circles is not None)


def draw_composition(composition: Composition, *, fixed: bool = False) -> MapFigure:
    """Draw a map that is already composed; see `draw_map`.

    Circles that must not cover each other are drawn smaller, in the legend too, where they would
    and no scale is `fixed` by the spec or by other maps. A legend that leaves a small sheet no room
    for the map says less: its classes have no number of places and no name of their side. Tiles
    that cannot be had in a few seconds stop no map: it is drawn without them, and a
    `BasemapWarning` says so.
    """
    sizes = SMALLER[:1] if fixed or composition.spec.scale is not None else SMALLER
    return _with_room(lambda told: _on_tiles(told, sizes), composition)


def _on_tiles(composition: Composition, sizes: Sequence[float]) -> MapFigure:
    """Draw a composition on the tiles that it asks for, or without them where there are none."""
    basemap = basemap_under(composition)
    if basemap is None:
        return _fitted(composition, sizes)
    named = language_text("caption.basemap", composition.spec.language, credit=basemap.credit)
    words = composition.words
    # It stands first: where a sheet has room for few words the last ones are left out.
    captions = (f"{named} {words.captions[0]}", *words.captions[1:])
    source = words.source and f"{named} {words.source}"
    try:
        told = replace(composition, words=replace(words, captions=captions, source=source))
        return _fitted(told, sizes, Tiles(basemap))
    except NoTilesError as error:
        missing = message("sheet.no_tiles", why=error.reason)
        warnings.warn(missing, BasemapWarning, stacklevel=2)
        figure = _fitted(composition, sizes)
        figure.warning = missing
        return figure


def _with_room(act: Callable[[Composition], T], composition: Composition) -> T:
    """Do something with a composition, or with one whose legend says less where it has no room."""
    try:
        return act(composition)
    except NoRoom:
        legend = tuple(
            replace(part, sides=(), entries=tuple(replace(one, note="") for one in part.entries))
            if isinstance(part, Boxes)
            else part
            for part in composition.drawing.legend
        )
        if legend == composition.drawing.legend:
            raise
        return act(replace(composition, drawing=replace(composition.drawing, legend=legend)))


def _fitted(
    composition: Composition, sizes: Sequence[float], tiles: Tiles | None = None
) -> MapFigure:
    """Draw a composition with circles as large as can be of some sizes."""
    for smaller in sizes:
        try:
            return _drawn(*_on_sheet(_with_circles(composition, smaller), tiles))
        except CrowdedError:
            continue
    return _drawn(*_on_sheet(_with_circles(composition, sizes[-1], anyhow=True), tiles))


def _fitted_facets(facets: Facets, sizes: Sequence[float]) -> MapFigure:
    """Draw small maps with circles as large as can be of some sizes."""

    def drawn(share: float, *, anyhow: bool = False) -> MapFigure:
        own = facets.changed(partial(_with_circles, share=share, anyhow=anyhow))
        return _drawn(own.whole, lambda page: draw_facets(page, own), own)

    for share in sizes:
        try:
            return drawn(share)
        except CrowdedError:
            continue
    return drawn(sizes[-1], anyhow=True)


def _with_circles(composition: Composition, share: float, *, anyhow: bool = False) -> Composition:
    """Return a composition with circles of a share of their size, which may cover others anyhow."""
    style, drawing = composition.style, composition.drawing
    circle = {**style.circle, "largest_mm": share * style.circle["largest_mm"]}
    drawing = replace(drawing, shared=1.0) if anyhow else replace(drawing, clear=CLEAR)
    return replace(composition, style=replace(style, circle=circle), drawing=drawing)


def _on_sheet(
    composition: Composition, tiles: Tiles | None
) -> tuple[Composition, Callable[[Page], Composition]]:
    """Return a composition, and what draws it."""
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
SHEETS = {"world": draw_world, "extent": draw_extent, "parts": draw_parts}
