"""Draws a sheet of the parts of a country of origin, and of crowded ones again, larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from diasporamap.errors import UsageError
from diasporamap.sheet.area_labels import (
    dark_fills,
    draw_names_around,
    place_area_names,
    place_names_around,
    place_names_outside,
)
from diasporamap.sheet.circle_labels import Ground, place_labels
from diasporamap.sheet.circles import circles_of, draw_circles
from diasporamap.sheet.frames import draw_locator, draw_scale_bar, write_blocks, write_name
from diasporamap.sheet.labels import draw_labels
from diasporamap.sheet.land import draw_land
from diasporamap.sheet.layout import require_room, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.points import clusters_of, draw_points
from diasporamap.sheet.shapes import Inset, inset_edge, inset_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from shapely import LinearRing
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.labels import Label
    from diasporamap.sheet.page import Page

#: Size of the names around the country, in sizes of a label.
AROUND = 0.95


def draw_parts(page: Page, composition: Composition) -> None:
    """Draw a composition of the parts of an origin on a blank page."""
    title, subtitle, captions = text_blocks(composition, page.fonts)
    write_blocks(page, title, subtitle, captions)
    floor, ceiling = captions.top + page.paper.gap, subtitle.bottom - page.paper.gap
    require_room(ceiling - floor, page.paper.least_parts)
    country, insets, legend = _boxes(composition, floor, ceiling)
    whole = _whole(composition, country.width / country.height)
    main = Panel(inset_shapes(composition.geography, whole), country)
    table, locators = _to_be_named(composition), []
    for number, (inset, box) in enumerate(insets.items(), start=1):
        panel = Panel(inset_shapes(composition.geography, inset), box, above=number)
        here = table.index.isin(_lying_in(panel, composition))
        _draw_panel(page, panel, composition, table[here], name=inset.name)
        draw_locator(page, main, inset)
        locators.append(shapely.LinearRing(main.locate(*inset_edge(inset).T)))
        table = table[~here]
    taken = _draw_panel(page, main, composition, table, locators=locators)
    _draw_around(page, main, composition, taken)
    draw_legend(page, composition, legend, stacked=True)


def _to_be_named(composition: Composition) -> pd.DataFrame:
    """Return the places in the order in which they get names; none where no label is asked for."""
    table = composition.table
    if composition.drawing.marks and not composition.spec.labels:
        return table.head(0)
    return table.sort_values("value", ascending=False, kind="stable")


def _whole(composition: Composition, proportion: float) -> Inset:
    """Return the map of the whole country, for a box of a proportion of breadth to height."""
    extent = composition.geography.extent
    if extent is None:
        raise UsageError("These places are no parts of an origin. Take origin_geography().")
    height = max(extent.height_km, extent.breadth_km / proportion)
    name = composition.origin.name(composition.spec.language)
    return Inset(name, *extent.centre, round(height * proportion, 3), height)


def _boxes(
    composition: Composition, floor: float, ceiling: float
) -> tuple[Box, dict[Inset, Box], Box]:
    """Divide the paper: the country on the left, legend and insets on the right, two by two."""
    paper, middle = composition.paper, (floor + ceiling) / 2
    edge, right, between = paper.sides, paper.right, paper.gutter
    level, language = composition.geography.level, composition.spec.language
    if level is None or not level.parts:
        left = right - paper.column
        country = Box(edge, floor, left - 2 * between, ceiling)
        return country, {}, Box(left, floor, right, ceiling)
    far = right - paper.column
    near = far - between - paper.column
    cells = (
        Box(far, middle + between / 2, right, ceiling),
        Box(near, floor, far - between, middle - between / 2),
        Box(far, floor, right, middle - between / 2),
    )
    insets = {
        Inset(
            part.name(language),
            part.lon,
            part.lat,
            part.breadth_km,
            round(part.breadth_km * box.height / box.width, 3),
        ): box
        for part, box in zip(level.parts, cells, strict=False)
    }
    legend = Box(near, middle + between / 2, far - between, ceiling)
    return Box(edge, floor, near - between, ceiling), insets, legend


def _lying_in(panel: Panel, composition: Composition) -> list[str]:
    """Return the places that an inset shows: label point inside, and circle where there is one."""
    table = composition.table
    inside = shapely.contains_xy(panel.frame(), *panel.label_points(table).T)
    if composition.drawing.marks:
        drawn = table.index.isin([circle.place for circle in circles_of(panel, composition)])
        inside &= drawn | ~(table["value"] > 0).to_numpy()
    return list(table.index[inside])


def _draw_panel(
    page: Page,
    panel: Panel,
    composition: Composition,
    table: pd.DataFrame,
    *,
    name: str = "",
    locators: Sequence[LinearRing] = (),
) -> list[BaseGeometry]:
    """Draw one panel and name the places of `table`; return the paper that the names take."""
    language = composition.spec.language
    draw_land(page, panel, composition)
    circles = circles_of(panel, composition)
    draw_circles(page, panel, circles)
    corners = [write_name(page, panel, name, circles)] if name else []
    points = clusters_of(panel, composition)
    draw_points(page, panel, points)
    corners += [cluster.box for cluster in points]
    corners.append(draw_scale_bar(page, panel, language, circles, taken=corners))
    return _draw_names(page, panel, composition, table, circles, corners, locators)


def _draw_names(
    page: Page,
    panel: Panel,
    composition: Composition,
    table: pd.DataFrame,
    circles: Sequence[Circle],
    corners: Sequence[Box],
    locators: Sequence[LinearRing],
) -> list[BaseGeometry]:
    """Write the names of places: in or beside their circles, in their areas, or led to from afar.

    A name stands in its own area or has a line that leads to it, for in a neighbour's area it
    would be read as the neighbour's. Where nothing else fits, a colour has its value alone.
    """
    size, fonts = page.style.text["label"], page.fonts
    homes = panel.areas()
    radii = {circle.place: circle.radius for circle in circles}
    round_ones = table[table.index.isin(list(radii))]
    labels = place_labels(
        round_ones, panel, circles, fonts, size=size, taken=corners, ground=Ground(homes)
    )
    draw_labels(page, panel, labels, size=size)
    left = table.drop(index=[label.place for label in labels])
    taken: list[BaseGeometry] = [shapely.box(*box.bounds) for box in corners]
    taken += [shapely.Point(circle.x, circle.y).buffer(circle.radius) for circle in circles]
    taken += [*locators, *_paper_of(labels)]
    dark = dark_fills(composition)
    inside = place_area_names(left, panel, fonts, size=size, taken=taken, dark=dark)
    left = left.drop(index=[area.place for area in inside])
    taken += [shapely.box(*area.box.bounds) for area in inside]
    # A part that is drawn again shows little but the country: its labels find no outside.
    ways = (shapely.union_all(list(homes.values())), *([shapely.Point()] if panel.above else []))
    for avoided in ways:
        labels = place_names_outside(
            left,
            panel,
            fonts,
            composition.spec.language,
            size=size,
            radii=radii,
            taken=taken,
            avoided=avoided,
        )
        draw_labels(page, panel, labels, size=size)
        left = left.drop(index=[label.place for label in labels])
        taken += _paper_of(labels)
    left = left.drop(index=list(radii), errors="ignore")
    alone = place_area_names(
        left, panel, fonts, size=size, taken=taken, dark=dark, value_alone=True
    )
    draw_labels(page, panel, [*inside, *alone], size=size)
    return taken + [shapely.box(*area.box.bounds) for area in alone]


def _paper_of(labels: Sequence[Label]) -> list[BaseGeometry]:
    """Return the boxes of labels and the lines that lead to them."""
    boxes = [shapely.box(*label.box.bounds) for label in labels]
    return boxes + [shapely.LineString(label.leader) for label in labels if label.leader]


def _draw_around(
    page: Page, panel: Panel, composition: Composition, taken: list[BaseGeometry]
) -> None:
    """Write the names of neighbours and of the sea."""
    size, language = AROUND * page.style.text["label"], composition.spec.language
    country = shapely.transform(shapely.union_all(panel.shapes.land), panel.on_paper)
    areas = {
        names[language == "en"]: shapely.transform(shape, panel.on_paper)
        for names, shape in zip(panel.shapes.names_around, panel.shapes.around, strict=True)
    }
    extent = composition.geography.extent
    if extent is not None and extent.sea(language):
        sea = shapely.difference(panel.frame(), shapely.union_all([country, *areas.values()]))
        areas[extent.sea(language)] = sea
    names = place_names_around(panel, page.fonts, areas, size=size, taken=[country, *taken])
    draw_names_around(page, panel, names, size=size)
