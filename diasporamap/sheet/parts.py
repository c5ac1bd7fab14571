"""Draws a sheet of the parts of a country of origin, and of crowded ones again, larger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language import text as caption_text
from diasporamap.maps.paper import LEAST_TEXT
from diasporamap.maps.place_table import label_texts
from diasporamap.places.lambert import lambert
from diasporamap.sheet.bars import draw_bars
from diasporamap.sheet.chart import set_chart
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.dividing import APART
from diasporamap.sheet.dots import dots_of
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import (
    bar_corner,
    locators_of,
    name_corner,
    paper_of,
    write_blocks,
)
from diasporamap.sheet.labels.around import draw_names_around, place_names_around
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.positions import away, beside, in_area, in_circle
from diasporamap.sheet.land import dark_fills, squares_of
from diasporamap.sheet.layout import require_room, room_between, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.legend_size import legend_size
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import Planned, draw_planned, settled, wanted_labels
from diasporamap.sheet.points import clusters_of, name_points, name_text
from diasporamap.sheet.shapes import Inset, inset_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Extent
    from diasporamap.maps import Composition, Paper
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.legend_size import Size
    from diasporamap.sheet.page import Page

#: States that a label tells in few words.
SHORT = ("suppressed", "no_data")
#: Free paper between a label that is led out of the country and its edge, in millimetres.
OFF = 1.0
#: Size of the names around the country, in sizes of a label.
AROUND = 0.95
#: The least height and breadth of a map, in millimetres.
LEAST = 24.0
#: Share of the breadth that a column of parts or the legend takes, and its least in millimetres;
#: share of the height or breadth that a strip of them takes.
COLUMN, LEAST_COLUMN, STRIP = 0.2527, 36.0, 0.32
#: Share of the breadth for the legend with a companion figure under it.
FIGURE = 0.36
#: A way to divide the paper is good enough whose country is so much as large as that of the best.
NEARLY = 0.85


def draw_parts(page: Page, composition: Composition) -> Composition:
    """Draw a composition of the parts of an origin on a blank page; return it with its captions."""
    composition, plan = settled(
        composition,
        lambda told, unnamed: _plan(told, page.fonts, unnamed),
        shown=lambda plan: plan.panels,
    )
    write_blocks(page, *plan.texts)
    for planned in plan.panels:
        draw_planned(page, planned, composition)
    _draw_around(page, plan.panels[-1], composition)
    draw_legend(page, composition, plan.legend, plan.panels)
    if plan.companion is not None:
        draw_bars(page, plan.companion, composition)
    return composition


@dataclass(frozen=True, eq=False)
class _Plan:
    """A sheet before it is drawn: the country is the last of the panels."""

    texts: tuple[Block, Block, Block]
    panels: tuple[Planned, ...]
    legend: Box
    companion: Box | None = None


def _plan(
    composition: Composition, fonts: Fonts, unnamed: frozenset[str]
) -> tuple[_Plan, set[str]]:
    """Lay out the sheet, crowded parts first, and tell which names find no room."""
    texts = _, subtitle, captions = text_blocks(composition, fonts)
    room = room_between(composition, subtitle, captions)
    require_room(room.height, LEAST, composition.paper)
    country, insets, legend = _boxes(composition, fonts, room)
    whole = _whole(composition, country.width / country.height)
    boxes = {whole: country, **insets}
    laid = [
        Panel(inset_shapes(composition.geography, inset), box, above=number)
        for number, (inset, box) in enumerate(boxes.items())
    ]
    # All circles come first: where they lie on a heap no label is looked for in vain.
    (main, circles), *others = [(panel, circles_of(panel, composition)) for panel in laid]
    asked = _to_be_named(composition)
    table = asked[~asked.index.isin(unnamed)]
    panels = []
    for inset, (panel, own) in zip(insets, others, strict=True):
        here = table.index.isin(_lying_in(panel, own, composition))
        panels.append(_planned(panel, own, composition, fonts, table[here], name=inset.name))
        table = table[~here]
    panels.append(_planned(main, circles, composition, fonts, table, insets=insets))
    named = {label.place for planned in panels for label in planned.labels}
    companion = _figure_under(legend, composition, fonts)
    return _Plan(texts, tuple(panels), legend, companion), set(asked.index) - named


def _to_be_named(composition: Composition) -> pd.DataFrame:
    """Return the places in the order in which they get names; none where no label is asked for."""
    table = composition.table
    if composition.drawing.marks and not composition.spec.most_labels:
        return table.head(0)
    return table.sort_values("value", ascending=False, kind="stable")


def _whole(composition: Composition, proportion: float) -> Inset:
    """Return the map of the whole country, for a box of a proportion of breadth to height."""
    extent = _extent(composition)
    height = max(extent.height_km, _breadth(composition) / proportion)
    name = composition.origin.name(composition.spec.language)
    return Inset(name, *extent.centre, round(height * proportion, 3), height)


def _extent(composition: Composition) -> Extent:
    extent = composition.geography.extent
    if extent is None:
        raise UsageError(message("sheet.no_parts"))
    return extent


def _breadth(composition: Composition) -> float:
    """Return how broad a map of the country is, in kilometres: as said, or as its land is."""
    extent = _extent(composition)
    if extent.breadth_km:
        return extent.breadth_km
    west, south, east, north = composition.geography.bounds()
    corners = lambert(*extent.centre).transform([west, west, east, east], [south, north] * 2)
    return float(2 * abs(np.asarray(corners[0])).max() / 1000)


def _boxes(composition: Composition, fonts: Fonts, room: Box) -> tuple[Box, dict[Inset, Box], Box]:
    """Divide the paper: the country, parts and legend.

    Of the ways to do so it is the one with the largest country: the first that is nearly so.
    """
    level, language = composition.geography.level, composition.spec.language
    parts = level.parts if level is not None else ()
    extent, breadth = _extent(composition), _breadth(composition)
    legend_of = partial(legend_size, composition, fonts)
    found = _ways(composition.paper, len(parts), room, legend_of)
    if not parts:
        broad = replace(found[0][2], left=room.right - FIGURE * room.width)
        if _figure_under(broad, composition, fonts) is not None:
            map_beside = replace(room, right=broad.left - 2 * composition.paper.gap)
            found.insert(0, (map_beside, [], broad))
    ways = [
        way
        for way in found
        if legend_of(way[2].width).height <= way[2].height + 0.1
        and min([way[0].width, way[0].height, *(min(c.width, c.height) for c in way[1])]) > LEAST
    ]
    if not ways:
        require_room(0.0, LEAST, composition.paper)
    scales = [min(way[0].width / breadth, way[0].height / extent.height_km) for way in ways]
    best = next(n for n, scale in enumerate(scales) if scale >= NEARLY * max(scales))
    country, cells, legend = ways[best]
    insets = {}
    for part, box in zip(parts, cells, strict=True):
        breadth = max(part.breadth_km, part.height_km * box.width / box.height)
        height = round(breadth * box.height / box.width, 3)
        insets[Inset(part.name(language), part.lon, part.lat, breadth, height)] = box
    return country, insets, legend


def _figure_under(legend: Box, composition: Composition, fonts: Fonts) -> Box | None:
    """Return the rest of a legend's box for a chart of the same figures, where it fits."""
    high = legend_size(composition, fonts, legend.width).height
    figure = replace(legend, top=legend.top - high - APART)
    return figure if set_chart(composition, fonts, figure) is not None else None


def _ways(
    paper: Paper, parts: int, room: Box, legend_of: Callable[[float], Size]
) -> list[tuple[Box, list[Box], Box]]:
    """Return the ways to divide the paper: country, boxes of parts, legend."""
    between, (edge, floor, right, ceiling) = paper.gap, room.bounds
    middle = (floor + ceiling) / 2
    column = max(COLUMN * room.width, LEAST_COLUMN)
    far = right - column
    near = far - between - column
    beside = Box(edge, floor, far - 2 * between, ceiling)
    high = STRIP * min(room.height, room.width)
    left = right - parts * (high + between) + between
    cells = Box(left, floor, right, floor + high).in_row(parts, between)
    flat = Box(edge, floor, left - between if parts else right, floor + high)
    if not parts:
        flat = replace(flat, top=floor + legend_of(flat.width).height)
    along = (replace(room, bottom=flat.top + between), cells, flat)
    # On a narrow sheet the legend has the whole breadth, and the parts stand under it.
    under = legend_of(room.width).height
    row = replace(room, top=floor + (high if parts else 0.0))
    whole = replace(room, bottom=row.top + between * bool(parts))
    whole = replace(whole, top=whole.bottom + under)
    stacked = (replace(room, bottom=whole.top + between), row.in_row(parts, between), whole)
    if not parts:
        return [(beside, [], Box(far, floor, right, ceiling)), along]
    corners = [
        Box(far, middle + between / 2, right, ceiling),
        Box(near, floor, far - between, middle - between / 2),
        Box(far, floor, right, middle - between / 2),
    ]
    legend = Box(near, middle + between / 2, far - between, ceiling)
    two_columns = (Box(edge, floor, near - between, ceiling), corners[:parts], legend)
    if parts > 2:  # noqa: PLR2004 - a column has room for two
        return [two_columns, along, stacked]
    head = min(middle + between / 2, ceiling - legend_of(column).height)
    inside = Box(far, floor, right, head - between).stacked(parts, between)
    one_column = (beside, inside, Box(far, head, right, ceiling))
    return [*([two_columns] if parts > 1 else []), one_column, along, stacked]


def _lying_in(panel: Panel, circles: Sequence[Circle], composition: Composition) -> list[str]:
    """Return the places that an inset shows: label point inside, and circle where there is one."""
    table = composition.table
    inside = shapely.contains_xy(panel.frame(), *panel.label_points(table).T)
    if composition.drawing.marks:
        drawn = table.index.isin([circle.place for circle in circles])
        inside &= drawn | ~(table["value"] > 0).to_numpy()
    return list(table.index[inside])


def _planned(
    panel: Panel,
    circles: tuple[Circle, ...],
    composition: Composition,
    fonts: Fonts,
    table: pd.DataFrame,
    *,
    name: str = "",
    insets: Iterable[Inset] = (),
) -> Planned:
    """Plan one panel, and name the places of `table` in it.

    A name stands in its own area or has a leader, for in a neighbour's area it would be read as
    the neighbour's; a leader first leads out of the country.
    """
    language, text = composition.spec.language, Text(fonts, composition.style.text["label"])
    points = clusters_of(panel, composition)
    marked = [cluster.box for cluster in points]
    named = Text(fonts, composition.style.text["inset"])
    corner = name_corner(panel, name, named, circles, taken=marked) if name else None
    corners = [corner] if corner else []
    bar = bar_corner(panel, language, text, circles, taken=[*corners, *marked])
    homes, locators = panel.areas(), locators_of(panel, insets, text)
    edges = [locator.edge for locator in locators]
    taken = [*(paper_of(box, text.size) for box in (*corners, bar, *marked)), *edges]
    squares = squares_of(panel, composition)
    ground = Ground(panel, circles, list(squares), taken=taken, homes=homes)
    country = shapely.transform(panel.shapes.united, panel.on_paper)
    short = {
        str(place): caption_text(f"caption.{state}", language) if state in SHORT else str(words)
        for place, state, words in zip(table.index, table["state"], label_texts(table), strict=True)
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
    written = [paper_of(box) for box in (*corners, bar, *(label.box for label in labels))]
    written += [*edges, *ground.leaders, *(circle.shape for circle in circles)]
    called = points if composition.spec.most_labels else ()
    names = name_points(panel, called, name_text(text), written)
    return Planned(
        *(panel, circles, tuple(labels), squares),
        points=points,
        point_names=names,
        name=name,
        name_box=corner,
        bar=bar,
        dots=dots_of(panel, composition, taken=taken),
        locators=locators,
    )


def _draw_around(page: Page, main: Planned, composition: Composition) -> None:
    """Write the names of neighbours and of the sea."""
    panel = main.panel
    size = max(AROUND * page.style.text["label"], LEAST_TEXT)
    language = composition.spec.language
    country = shapely.transform(panel.shapes.united, panel.on_paper)
    areas = {
        names[language == "en"]: shapely.transform(shape, panel.on_paper)
        for names, shape in zip(panel.shapes.names_around, panel.shapes.around, strict=True)
    }
    extent = composition.geography.extent
    if extent is not None and extent.sea(language):
        sea = shapely.difference(panel.frame(), shapely.union_all([country, *areas.values()]))
        areas[extent.sea(language)] = sea
    boxes = [label.box for label in (*main.labels, *main.point_names)]
    boxes += [*([main.bar] if main.bar else []), *(cluster.box for cluster in main.points)]
    taken = [country, *(locator.edge for locator in main.locators)]
    taken += [shapely.LineString(label.leader) for label in main.labels if label.leader]
    taken += [circle.shape for circle in main.circles] + [box.shape for box in boxes]
    names = place_names_around(panel, Text(page.fonts, size), areas, taken=taken)
    draw_names_around(page, panel, names, size=size)
