"""Draws a composed map on one sheet: the world, its insets, the legend and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from diasporamap.language import text
from diasporamap.maps import compose
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.maps.projections import SOUTH
from diasporamap.sheet.circle_labels import Ground, labelled_places, place_labels
from diasporamap.sheet.circles import circles_of, draw_circles
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.frames import draw_locator, write_blocks, write_name, write_stamp
from diasporamap.sheet.labels import draw_labels
from diasporamap.sheet.land import draw_land
from diasporamap.sheet.layout import lay_out, stamp_block
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Panel, blank_page, printing
from diasporamap.sheet.parts import draw_parts
from diasporamap.sheet.points import clusters_of, draw_points
from diasporamap.sheet.seats import draw_seats, seats_of
from diasporamap.sheet.shapes import Inset, inset_shapes, world_shapes

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import CircleScale, Composition, MapSpec
    from diasporamap.places.geography import Geography
    from diasporamap.points import Pointed
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.sheet.labels import Label
    from diasporamap.sheet.page import Box, MapFigure, Page
    from diasporamap.sheet.shapes import Shapes

#: Crowded parts of the world, by name; the paper says where they stand.
EUROPE = Inset("europe", lon=11.5, lat=49.5, width=3700, height=3000)
GULF = Inset("gulf_of_guinea", lon=11.0, lat=7.1, width=3750, height=2500)
INSETS = {inset.name: inset for inset in (EUROPE, GULF)}
#: An inset is drawn where it shows at least so many places with a value.
FEWEST_IN_INSET = 3


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
    return draw_composition(
        compose(release, spec, by=by, geography=geography, circles=circles, points=points)
    )


def draw_composition(composition: Composition) -> MapFigure:
    """Draw a map that is already composed; see `draw_map`."""
    with printing():
        fonts = fonts_of(composition.style)
        fonts.require_signs(_texts(composition))
        figure, page = blank_page(composition.style, fonts, composition.paper)
        SHEETS[composition.geography.sheet](page, composition)
        write_stamp(page, stamp_block(composition, fonts))
        words = composition.words
        figure.title, figure.alt, figure.stamp = words.named, words.alt, words.stamp
    return figure


def _draw_world(page: Page, composition: Composition) -> None:
    south = -90.0 if LEFT_OUT in composition.table.index else SOUTH
    geography, lon_0 = composition.geography, composition.style.map["lon_0"]
    shapes = world_shapes(geography, lon_0=lon_0, south=south)
    layout = lay_out(composition, page.fonts, shapes, _insets_of(composition))
    write_blocks(page, layout.title, layout.subtitle, layout.captions)
    world = Panel(shapes, layout.world)
    places = labelled_places(composition)
    for number, (inset, box) in enumerate(layout.insets.items(), start=1):
        panel = Panel(inset_shapes(geography, inset), box, above=number)
        circles = circles_of(panel, composition)
        name = text(f"inset.{inset.name}", composition.spec.language)
        corner = write_name(page, panel, name, circles)
        drawn = places.index.isin([circle.place for circle in circles])
        marked = places.index.isin(list(composition.drawing.marks))
        here = drawn | (~marked & _within(panel.shapes, places))
        labels = _draw_panel(page, panel, composition, places[here], taken=[corner])
        # What finds no room in the inset is labelled on the world.
        places = places.drop(index=[label.place for label in labels])
        draw_locator(page, world, inset)
    _draw_panel(page, world, composition, places, taken=list(layout.insets.values()))
    draw_legend(page, composition, layout.legend)


def _draw_panel(
    page: Page, panel: Panel, composition: Composition, places: pd.DataFrame, *, taken: list[Box]
) -> tuple[Label, ...]:
    """Draw the land, circles and labels of one panel; return the labels that found room."""
    draw_land(page, panel, composition)
    circles = circles_of(panel, composition)
    draw_circles(page, panel, circles)
    seats = seats_of(panel, composition)
    draw_seats(page, panel, seats)
    signs = [seat.box for seat in seats]
    points = clusters_of(panel, composition)
    draw_points(page, panel, points)
    size = page.style.text["label"]
    labels = place_labels(
        places,
        panel,
        circles,
        page.fonts,
        size=size,
        taken=[*taken, *(cluster.box for cluster in points)],
        signs=signs,
        ground=Ground(barred=_origin(panel, composition)),
    )
    draw_labels(page, panel, labels, size=size)
    return labels


def _origin(panel: Panel, composition: Composition) -> list[BaseGeometry]:
    """Return the country of origin on paper, where the map fills it with a colour of its own."""
    keys = composition.table["key"]
    return [area for place, area in panel.areas().items() if keys.get(place) == "origin"]


def _insets_of(composition: Composition) -> list[Inset]:
    """Return the insets that show enough places or points to be worth their paper."""
    shown = composition.table[composition.table["state"].isin(["value", "district"])]
    wanted = [INSETS[name] for name in composition.drawing.insets]
    seen = shown[["label_lon", "label_lat"]]
    if composition.points is not None:
        points = composition.points.table[["lon", "lat"]].drop_duplicates()
        seen = pd.concat([seen, points.set_axis(seen.columns, axis=1)])
    return [
        inset
        for inset in wanted
        if _within(inset_shapes(composition.geography, inset), seen).sum() >= FEWEST_IN_INSET
    ]


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
        *(entry.label for entry in composition.legend),
        *composition.table["short"],
    ]


#: What a geography can be drawn on.
SHEETS = {"world": _draw_world, "parts": draw_parts}
