"""Draws a composed map on one sheet: the world, its insets, the legend and the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps import compose
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.sheet.cameroon import draw_cameroon
from diasporamap.sheet.circles import circles_of, draw_circles
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.frames import draw_locator, write_blocks, write_name
from diasporamap.sheet.labels import Ground, labelled_places, place_labels
from diasporamap.sheet.land import draw_land
from diasporamap.sheet.layout import lay_out
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Box, blank_page
from diasporamap.sheet.panels import Panel
from diasporamap.sheet.seats import draw_seats, seats_of
from diasporamap.sheet.settings import printing
from diasporamap.sheet.shapes import SOUTH, Inset, inset_shapes, world_shapes
from diasporamap.sheet.written_labels import draw_labels

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import CircleScale, Composition, MapSpec
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.figure import MapFigure
    from diasporamap.sheet.labels import Label
    from diasporamap.sheet.page import Page

#: Insets, where they stand in the strip under the world, and the kinds of maps that need them.
EUROPE = Inset("europe", lon=11.5, lat=49.5, width=3700, height=3000)
GULF = Inset("gulf_of_guinea", lon=11.0, lat=7.1, width=3750, height=2500)
INSETS = (
    (EUROPE, Box(0, 0, 72, 72 * 3000 / 3700), ("circles", "choropleth")),
    (GULF, Box(-58.5, 0, 0, 39), ("circles",)),
)
#: An inset is drawn where it shows at least so many places with a value.
FEWEST_IN_INSET = 3


def draw_map(
    protected: ProtectedCounts,
    spec: MapSpec,
    *,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
) -> MapFigure:
    """Draw a map on an A4 sheet, landscape.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, definition and source, by the places of the geography.
    spec : MapSpec
        What is drawn how.
    geography : Geography, optional
        What the places are: countries, by ISO 3166-1 alpha-3 (and XKX), when left out.
    circles : CircleScale, optional
        A scale to share with other maps, so that their circles can be compared.

    Returns
    -------
    matplotlib.figure.Figure
        The sheet; it knows its `title` and `alt` text. matplotlib's settings and pyplot are left
        as they were.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UnmatchedPlacesError
        If counts are of a place that the geography does not have.
    UsageError, StyleError
        If the counts mix years, definitions or sources, the origin is no country, the style is
        wrong, or the texts cannot be printed in its font or leave no room for the map.
    """
    return draw_composition(compose(protected, spec, geography=geography, circles=circles))


def draw_composition(composition: Composition) -> MapFigure:
    """Draw a map that is already composed; see `draw_map`."""
    with printing():
        fonts = fonts_of(composition.style)
        fonts.require_signs(_texts(composition))
        figure, page = blank_page(composition.style, fonts)
        if composition.geography.centre is not None:
            draw_cameroon(page, composition)
        else:
            _draw(page, composition)
        figure.title, figure.alt = composition.words.title, composition.words.alt
    return figure


def _draw(page: Page, composition: Composition) -> None:
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
        drawn = [circle.place for circle in circles]
        here = places.index.isin(drawn) if composition.circles else _within(panel, places)
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
    draw_circles(page, panel, circles, composition)
    seats = seats_of(panel, composition)
    draw_seats(page, panel, seats)
    signs = [seat.box for seat in seats]
    size = page.style.text["label"]
    labels = place_labels(
        places,
        panel,
        circles,
        page.fonts,
        size=size,
        taken=taken,
        signs=signs,
        ground=Ground(barred=_origin(panel, composition)),
    )
    draw_labels(page, panel, labels, size=size)
    return labels


def _origin(panel: Panel, composition: Composition) -> list[BaseGeometry]:
    """Return the country of origin on paper, where the map fills it with a colour of its own."""
    import shapely

    return [
        shapely.transform(shape, panel.on_paper)
        for place, shape in zip(panel.shapes.places, panel.shapes.land, strict=True)
        if composition.table["key"].get(place) == "origin"
    ]


def _insets_of(composition: Composition) -> list[tuple[Inset, Box]]:
    """Return the insets that show enough places to be worth their paper."""
    shown = composition.table[composition.table["state"].isin(["value", "district"])]
    kept = []
    for inset, box, kinds in INSETS:
        shapes = inset_shapes(composition.geography, inset)
        number = int(_within(Panel(shapes, box), shown).sum())
        if composition.spec.drawn_as in kinds and number >= FEWEST_IN_INSET:
            kept.append((inset, box))
    return kept


def _within(panel: Panel, places: pd.DataFrame) -> np.ndarray:
    """Tell which places are labelled inside the panel's frame."""
    import shapely

    points = panel.shapes.project(places["label_lon"].to_numpy(), places["label_lat"].to_numpy())
    inside: np.ndarray = shapely.contains_xy(panel.shapes.frame, *points.T)
    return inside


def _texts(composition: Composition) -> list[str]:
    """Return every text that may be printed."""
    words = composition.words
    return [
        words.title,
        words.subtitle,
        *words.captions,
        composition.legend_title,
        *(entry.label for entry in composition.legend),
        *composition.table["short"],
    ]
