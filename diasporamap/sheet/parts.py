"""Draws a sheet of the parts of a country of origin, and of crowded ones again, larger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from diasporamap.errors import UsageError
from diasporamap.language import text as caption_text
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.frames import bar_corner, draw_locator, name_corner, paper_of, write_blocks
from diasporamap.sheet.labels.around import draw_names_around, place_names_around
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.positions import Text, away, beside, in_area, in_circle
from diasporamap.sheet.land import dark_fills, squares_of
from diasporamap.sheet.layout import require_room, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import Planned, draw_planned, settled, wanted_labels
from diasporamap.sheet.points import clusters_of, name_points, name_text
from diasporamap.sheet.shapes import Inset, inset_edge, inset_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page

#: States that a label tells in few words.
SHORT = ("suppressed", "no_data")
#: Free paper between a label that is led out of the country and its edge, in millimetres.
OFF = 1.0
#: Size of the names around the country, in sizes of a label.
AROUND = 0.95


def draw_parts(page: Page, composition: Composition) -> None:
    """Draw a composition of the parts of an origin on a blank page."""
    composition, plan = settled(composition, lambda told, unnamed: _plan(told, page.fonts, unnamed))
    write_blocks(page, *plan.texts)
    for planned in plan.panels:
        draw_planned(page, planned, composition)
    main = plan.panels[-1]
    for inset in plan.insets:
        draw_locator(page, main.panel, inset)
    _draw_around(page, main, composition, plan.locators)
    draw_legend(page, composition, plan.legend, stacked=True)


@dataclass(frozen=True, eq=False)
class _Plan:
    """A sheet before it is drawn: the country is the last of the panels."""

    texts: tuple[Block, Block, Block]
    panels: tuple[Planned, ...]
    insets: tuple[Inset, ...]
    locators: tuple[BaseGeometry, ...]
    legend: Box


def _plan(
    composition: Composition, fonts: Fonts, unnamed: frozenset[str]
) -> tuple[_Plan, set[str]]:
    """Lay out the sheet, crowded parts first, and tell which names find no room."""
    title, subtitle, captions = text_blocks(composition, fonts)
    gap = composition.paper.gap
    floor, ceiling = captions.top + gap, subtitle.bottom - gap
    require_room(ceiling - floor, composition.paper.least_parts)
    country, insets, legend = _boxes(composition, floor, ceiling)
    whole = _whole(composition, country.width / country.height)
    main = Panel(inset_shapes(composition.geography, whole), country)
    asked = _to_be_named(composition)
    table = asked[~asked.index.isin(unnamed)]
    panels, locators = [], []
    for number, (inset, box) in enumerate(insets.items(), start=1):
        panel = Panel(inset_shapes(composition.geography, inset), box, above=number)
        here = table.index.isin(_lying_in(panel, composition))
        panels.append(_planned(panel, composition, fonts, table[here], name=inset.name))
        locators.append(shapely.LinearRing(main.locate(*inset_edge(inset).T)))
        table = table[~here]
    panels.append(_planned(main, composition, fonts, table, locators=locators))
    named = {label.place for planned in panels for label in planned.labels}
    plan = _Plan((title, subtitle, captions), tuple(panels), tuple(insets), tuple(locators), legend)
    return plan, set(asked.index) - named


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


def _planned(
    panel: Panel,
    composition: Composition,
    fonts: Fonts,
    table: pd.DataFrame,
    *,
    name: str = "",
    locators: Sequence[BaseGeometry] = (),
) -> Planned:
    """Plan one panel, and name the places of `table` in it.

    A name stands in its own area or has a leader, for in a neighbour's area it would be read as
    the neighbour's; a leader first leads out of the country.
    """
    language, text = composition.spec.language, Text(fonts, composition.style.text["label"])
    circles = circles_of(panel, composition)
    points = clusters_of(panel, composition)
    marked = [cluster.box for cluster in points]
    corner = name_corner(panel, name, *text, circles, taken=marked) if name else None
    corners = [corner] if corner else []
    bar = bar_corner(panel, language, *text, circles, taken=[*corners, *marked])
    homes = panel.areas()
    taken = [*map(paper_of, (*corners, bar)), *locators]
    taken += map(paper_of, marked)
    signs = list(squares_of(panel, composition))
    ground = Ground(panel, circles, signs, taken=taken, homes=homes)
    country = shapely.union_all(list(homes.values()))
    short = {
        str(place): caption_text(f"caption.{state}", language) if state in SHORT else str(words)
        for place, state, words in zip(table.index, table["state"], table["text"], strict=True)
    }
    stated = {place: short[place] for place in table.index[table["state"] == "value"]}
    areas = {place: area for place, area in homes.items() if place in table.index}
    dark = dark_fills(composition)
    near = wanted_labels(table, panel, circles, areas=areas, values=stated, dark=dark)
    labels = ground.place(near, text, (in_circle, in_area, beside))
    # A part that is drawn again shows little but the country: its labels find no outside.
    edge = shapely.boundary(country)
    for avoided in (country.buffer(OFF), *([shapely.Point()] if panel.above else [])):
        left = table.drop(index=[label.place for label in labels])
        depth = shapely.distance(shapely.points(panel.label_points(left)), edge)
        left = left.iloc[depth.argsort(kind="stable")]
        led = wanted_labels(left, panel, circles, values=short)
        labels += ground.place(led, text, (away,), avoided=avoided)
    discs = [shapely.Point(disc.x, disc.y).buffer(disc.radius) for disc in circles]
    written = [paper_of(box) for box in (*corners, bar)]
    written += [*locators, *ground.leaders, *discs, *(paper_of(label.box) for label in labels)]
    called = points if composition.spec.labels else ()
    names = name_points(panel, called, name_text(*text), written)
    return Planned(
        *(panel, circles, tuple(labels)),
        points=points,
        point_names=names,
        name=name,
        name_box=corner,
        bar=bar,
    )


def _draw_around(
    page: Page, main: Planned, composition: Composition, locators: Sequence[BaseGeometry]
) -> None:
    """Write the names of neighbours and of the sea."""
    panel = main.panel
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
    boxes = [label.box for label in (*main.labels, *main.point_names)]
    boxes += [main.bar] if main.bar else []
    boxes += [cluster.box for cluster in main.points]
    lines = [shapely.LineString(label.leader) for label in main.labels if label.leader]
    discs = [shapely.Point(disc.x, disc.y).buffer(disc.radius) for disc in main.circles]
    taken = [country, *locators, *lines, *discs, *(shapely.box(*box.bounds) for box in boxes)]
    names = place_names_around(panel, Text(page.fonts, size), areas, taken=taken)
    draw_names_around(page, panel, names, size=size)
