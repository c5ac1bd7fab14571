"""Draws small maps side by side on one sheet, with one extent, one scale and one legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from diasporamap.errors import UsageError
from diasporamap.language import sort_key
from diasporamap.language import text as caption_text
from diasporamap.maps.captions import first_of
from diasporamap.maps.place_table import LEFT_OUT, is_shown
from diasporamap.maps.projections import SOUTH
from diasporamap.sheet.circles import circles_of
from diasporamap.sheet.cropping import box_around, cropped, cropped_bounds, kept_places, widened
from diasporamap.sheet.fonts import POINT, Text
from diasporamap.sheet.frames import free_corner, paper_of, write_blocks
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.labels.positions import away
from diasporamap.sheet.land import squares_of
from diasporamap.sheet.layout import CAPITAL, PITCH, row_height, text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.legend_size import COLUMN_GAP, HEADED, legend_breadth, legend_size
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.panels import Planned, draw_planned, wanted_labels, with_caption
from diasporamap.sheet.shapes import Inset, inset_shapes, world_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Extent
    from diasporamap.maps import Composition, Paper
    from diasporamap.maps.facets import Facet, Facets
    from diasporamap.places.geography import Geography
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.cropping import Bounds
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.shapes import Shapes

#: Free paper between small maps, and between them and the legend, in millimetres.
GUTTER, BESIDE = 2.0, 4.0
#: A sheet broader than high by so much has its legend beside the maps, and no broader than so.
BROAD, BROADEST = 1.15, 0.34
#: In so many breadths of a legend its parts stand beside each other.
ASIDE = 1.8
#: A way to divide the paper is better whose maps are so many times as large.
MUCH = 1.02
#: Least breadth and height of a small map that is worth printing, in millimetres.
LEAST = (36.0, 20.0)
#: Share of the breadth of a small map that its title may take.
TITLE = 0.55
#: How often captions and frames follow each other.
ROUNDS = 4


@dataclass(frozen=True, eq=False)
class _Grid:
    """Where small maps and the legend stand; `head` is the paper over each for its title."""

    boxes: tuple[Box, ...]
    legend: Box
    stacked: bool
    shapes: Shapes
    head: float = 0.0


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
    draw_legend(page, whole, grid.legend, planned, stacked=grid.stacked)
    return whole


def _settled(
    facets: Facets, fonts: Fonts, *, head: float = 0.0
) -> tuple[Composition, tuple[tuple[Block, Block, Block], _Grid]]:
    """Lay out the sheet so that its captions name the places outside all frames."""
    told: list[str] = []
    for _ in range(ROUNDS):
        whole = _telling(facets.whole, told)
        texts = text_blocks(whole, fonts)
        grid = _grid(facets, fonts, texts[2].top, texts[1].bottom, head)
        outside = _outside(facets, grid)
        if outside == told:
            break
        told = outside
    return whole, (texts, grid)


def _telling(whole: Composition, places: Sequence[str]) -> Composition:
    if not places:
        return whole
    language, names = whole.spec.language, whole.table.loc[list(places), "short"]
    listed = first_of(sorted(map(str, names), key=sort_key), language)
    return with_caption(whole, caption_text("facet.outside", language, places=listed))


def _counted(facets: Facets) -> pd.DataFrame:
    """Return the share of the people of each small map that places have, a column a map."""
    import pandas as pd

    shares = {}
    for number, facet in enumerate(facets.panels):
        table = facet.composition.table
        people = table["value"].abs() if facet.composition.spec.of.in_people else table["base"]
        people = people.where(is_shown(table)).fillna(0.0)
        shares[number] = people / max(float(people.sum()), 1.0)
    counted = pd.DataFrame(shares)
    return counted[(counted > 0).any(axis=1)]


def _outside(facets: Facets, grid: _Grid) -> list[str]:
    """Return the places with people that no frame shows; an extent that is asked for says so."""
    if facets.whole.geography.sheet != "world":
        return []
    places = facets.whole.table.loc[_counted(facets).index]
    points = grid.shapes.project(places["label_lon"], places["label_lat"])
    return list(places.index[~shapely.contains_xy(grid.shapes.frame, *points.T)])


def _grid(facets: Facets, fonts: Fonts, floor: float, ceiling: float, head: float) -> _Grid:
    """Divide the paper so that the small maps are as large as can be.

    The legend stands beside or under them, or where the last row has room for more maps.
    """
    whole, number = facets.whole, len(facets.panels)
    paper, gap = whole.paper, whole.paper.gap
    room = Box(paper.sides, floor + gap, paper.right, ceiling - gap)
    need = legend_breadth(whole, fonts), legend_size(whole, fonts, room.width).height
    around, legend, stacked = _with_legend(room, paper, need)
    views = _views(facets)
    best: tuple[float, int, Box, Bounds, Callable[[], Shapes]] | None = None
    for columns in range(1, number + 1):
        rows = -(-number // columns)
        free = columns * rows - number
        for left in (around, room):
            wide, high = _cell(left, columns, rows, head)
            here = free * (wide + GUTTER) - GUTTER
            fits = left is not room or _fits(here, high, whole, need)
            if free >= columns or wide < LEAST[0] or high < LEAST[1] or not fits:
                continue
            box, shapes = views(wide, high)
            scale = min(wide / (box[2] - box[0]), high / (box[3] - box[1]))
            if best is None or scale > MUCH * best[0]:
                best = scale, columns, left, box, shapes
    if best is None:
        raise UsageError(
            f"{number} small maps and the texts have no room on this paper. Choose a larger one, "
            "fewer maps or shorter texts."
        )
    scale, columns, left, box, shapes = best
    west, south, east, north = box
    wide, high = scale * (east - west), scale * (north - south)
    cells = [
        Box(x, top - high, x + wide, top)
        for x, top in (
            (
                left.left + (place % columns) * (wide + GUTTER),
                left.top - head - (place // columns) * (high + GUTTER + head),
            )
            for place in range(-(-number // columns) * columns)
        )
    ]
    if left is room:
        legend = replace(cells[number], left=cells[number].left + GUTTER, right=paper.right)
        stacked = legend.width < ASIDE * need[0]
    elif not stacked:
        legend = replace(legend, top=cells[-1].bottom - gap)
    else:
        legend = replace(legend, left=cells[columns - 1].right + BESIDE)
    return _Grid(tuple(cells[:number]), legend, stacked, shapes(), head)


def _with_legend(room: Box, paper: Paper, need: tuple[float, float]) -> tuple[Box, Box, bool]:
    """Divide the paper between the maps and a legend beside them, or under them where it is high.

    Returned are both, and whether the parts of the legend stand under each other.
    """
    if paper.width > BROAD * paper.height:
        right = room.right - min(need[0], BROADEST * room.width) - BESIDE
        return replace(room, right=right), replace(room, left=right + BESIDE), True
    bottom = room.bottom + need[1] + paper.gap
    return replace(room, bottom=bottom), replace(room, top=bottom - paper.gap), False


def _fits(wide: float, high: float, whole: Composition, need: tuple[float, float]) -> bool:
    """Tell whether a legend has room in cells without maps, beside or under one another."""
    breadth, lower = need
    rows = sum(len(part.entries) for part in whole.drawing.legend if not isinstance(part, HEADED))
    row = row_height(whole.style)
    aside = wide >= ASIDE * breadth and high >= max(lower, rows * row)
    return aside or (wide >= breadth and high >= lower + COLUMN_GAP / 2 + (rows + 1) * row)


def _cell(room: Box, columns: int, rows: int, head: float) -> tuple[float, float]:
    """Return breadth and height of a small map."""
    wide = (room.width - (columns - 1) * GUTTER) / columns
    return wide, (room.height - (rows - 1) * GUTTER) / rows - head


def _views(facets: Facets) -> Callable[[float, float], tuple[Bounds, Callable[[], Shapes]]]:
    """Return what makes the view of maps of a breadth and height: its bounds, and its shapes."""
    composition = facets.whole
    geography, lon_0 = composition.geography, composition.style.map["lon_0"]
    if geography.extent is not None and geography.sheet != "world":
        return _country_views(geography, geography.extent)
    south = -90.0 if LEFT_OUT in composition.table.index else SOUTH
    world = world_shapes(geography, lon_0=lon_0, south=south)
    bounds, counted = world.frame.bounds, _counted(facets)
    if counted.empty:
        return lambda _wide, _high: (bounds, lambda: world)
    places = composition.table.loc[counted.index]
    points, home = world.project(places["label_lon"], places["label_lat"]), _home(facets, world)
    kept = np.ones(len(points), dtype=bool)
    if composition.drawing.marks:  # where areas are coloured each counts as much
        kept = kept_places(points, counted.to_numpy(), home)
    radii = _radii(facets, counted.index)

    def view(wide: float, high: float) -> tuple[Bounds, Callable[[], Shapes]]:
        box = box_around(points[kept], radii[kept], home, wide, high)
        shown = cropped_bounds(world, widened(box, bounds, wide / high))
        return shown, lambda: world if shown == bounds else cropped(world, shown)

    return view


def _country_views(
    geography: Geography, extent: Extent
) -> Callable[[float, float], tuple[Bounds, Callable[[], Shapes]]]:
    def view(wide: float, high: float) -> tuple[Bounds, Callable[[], Shapes]]:
        height = max(extent.height_km, extent.breadth_km * high / wide)
        inset = Inset("", *extent.centre, round(height * wide / high, 3), height)
        x, y = 500 * inset.width, 500 * inset.height
        return (-x, -y, x, y), lambda: inset_shapes(geography, inset)

    return view


def _home(facets: Facets, shapes: Shapes) -> np.ndarray:
    """Return two corners of the main part of the country of origin, none where it is not shown."""
    table = facets.whole.table
    found = [
        max(shapely.get_parts(shape), key=shapely.area).bounds
        for place, shape in zip(shapes.places, shapes.land, strict=True)
        if place in table.index and table.at[place, "key"] == "origin"
    ]
    return np.array(found).reshape(-1, 2)


def _radii(facets: Facets, places: pd.Index) -> np.ndarray:
    """Return the radius of the largest circle of each place, in millimetres."""
    largest = facets.whole.style.circle["largest_mm"]
    found = dict.fromkeys(places, 0.0)
    for facet in facets.panels:
        for place, discs in facet.composition.drawing.marks.items():
            radius = largest * max(disc.radius for disc in discs)
            found[place] = max(found.get(place, 0.0), radius)
    return np.array([found[place] for place in places])


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


def _head(facets: Facets, fonts: Fonts, grid: _Grid) -> float:
    """Return the paper that the titles over small maps take."""
    breadth = grid.boxes[0].width
    highs = [_size_of(_title_lines(f, fonts, breadth), fonts)[1] for f in facets.panels]
    return max(highs) + 1.5


def _plan(
    facets: Facets, grid: _Grid, fonts: Fonts
) -> tuple[list[Planned], tuple[float, float] | None]:
    """Plan every small map; tell in which corner all titles stand, off the lower left one.

    There is no such corner where in each a circle of one of the maps lies.
    """
    text = Text(fonts, facets.whole.style.text["label"])
    panels = [Panel(grid.shapes, box) for box in grid.boxes]
    found = []
    for panel, facet in zip(panels, facets.panels, strict=True):
        circles = circles_of(panel, facet.composition)
        found.append(tuple(c for c in circles if panel.box.holds(c.x, c.y)))
    corner = None if grid.head else _free(facets, fonts, panels, found)
    planned = []
    for panel, facet, circles in zip(panels, facets.panels, found, strict=True):
        composition, taken = facet.composition, []
        if corner is not None:
            size = _size_of(_title_lines(facet, fonts, TITLE * panel.box.width), fonts)
            x, y = panel.box.left + corner[0], panel.box.bottom + corner[1]
            taken = [paper_of(Box(x, y, x + size[0], y + size[1]))]
        squares = squares_of(panel, composition, circles)
        keys = composition.table["key"]
        barred = [area for place, area in panel.areas().items() if keys.get(place) == "origin"]
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
        planned.append(Planned(panel, circles, tuple(labels), squares))
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
    corner = free_corner(panels[0], wide, high, laid)
    if shapely.intersects([circle.shape for circle in laid], corner.shape).any():
        return None
    return corner.left - first.left, corner.bottom - first.bottom


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
        page.write(box.left + left, y, line, size=size, face=face, colour=colour, haloed=not head)
        y -= (PITCH - CAPITAL) * size * POINT
