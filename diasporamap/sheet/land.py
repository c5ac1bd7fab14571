"""Draws the base of a panel: ocean, graticule, countries in their swatches, hatches and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Bbox, TransformedBbox

from diasporamap.maps import Swatch
from diasporamap.maps.colours import is_readable
from diasporamap.maps.extents import extent_in
from diasporamap.sheet.basemap import VEILS, draw_tiles
from diasporamap.sheet.ids import area_ids
from diasporamap.sheet.lighter import GRID, drawn_shapes, on_grid
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matplotlib.artist import Artist
    from shapely.geometry.base import BaseGeometry

    from diasporamap.maps import Composition
    from diasporamap.sheet.lighter import Drawn
    from diasporamap.sheet.page import Page, Panel

#: matplotlib's names of the hatches of a style.
HATCHES = {
    "diagonal": "//////",
    "falling": "\\" * 6,
    "dots": "......",
    "rings": "ooo",
    "cross": "xxxxxx",
    "horizontal": "--------",
    "vertical": "||||||||",
    "grid": "++++++",
}
#: A place under this many square millimetres on paper is too small to tell its colour.
TOO_SMALL = 1.0
#: Side of the square that stands for such a place, in millimetres.
MARK = 1.5
#: Kinds of borders that are not settled, and how near to one an outline runs along it, in mm.
UNSETTLED = ("dashed", "dotted")
ALONG = 0.1
#: Width of what keeps a border inside a district apart from its colour, in points.
CASING = 0.9
#: Distance of the stripes of a disputed area, upwards, in millimetres.
STRIPE = 0.9
#: Area over length of edge that a part of a country has at least that is outlined, in millimetres.
THICK = 0.4
#: How far a line goes on past the box that cuts it, in millimetres.
PAST = 1.0
#: Kinds of lines in the order in which they are drawn, the strongest last.
LINES = (
    *("coast", "administrative", "lower_level", "international", "state", "dashed", "dotted"),
    *("inferred", "district", "upper_level", "national"),
)
#: Keys that say nothing of a place; such a place needs no mark.
SILENT = ("land", "no_data", "not_applicable", "not_attached", "not_attributable", "neighbour")
#: Width of the outline of the one place that a map of an extent is of, in points.
ASKED = 1.1
#: The country of origin is to be seen first: smaller than this, in square millimetres, it has a
#: square, a larger one, under circles and other squares. Where they cover it its outline is over
#: them.
SMALL_ORIGIN = 1.5
MARK_ORIGIN = 2.2


def draw_land(
    page: Page, panel: Panel, composition: Composition, squares: Mapping[Box, str]
) -> None:
    """Draw everything of a panel but its circles and labels, with the squares of small places."""
    style = composition.style
    edge = _edge(panel)
    ocean = PathPatch(edge, facecolor=style.map["ocean"], edgecolor="none")
    _add(page, panel, "ocean", ocean)
    if page.tiles is not None:
        draw_tiles(page, panel, page.tiles)
    _draw_lines(page, panel, "graticule", graticule_of(panel), style.map["graticule"], 0.3)
    drawn = drawn_shapes(panel)
    _draw_areas(page, panel, composition, drawn)
    _draw_stripes(page, panel)
    for kind in sorted(drawn.lines, key=LINES.index):
        if kind == "coast" and page.tiles is not None:
            continue  # the tiles have their own
        line = style.lines[kind]
        lines = _parts(drawn.lines[kind])
        place = "coast" if kind == "coast" else "borders"
        if kind == "state":
            _draw_lines(page, panel, place, lines, style.text["halo"], line.width + CASING)
        _draw_lines(page, panel, place, lines, line.colour, line.width, dashes=line.dashes)
    asked = extent_in(composition.geography)
    if asked is not None and len(asked.members) == 1 and asked.members <= drawn.land.keys():
        mark = Swatch("", outline=style.text["colour"], outline_width=ASKED)
        _draw_outlines(page, panel, drawn, list(asked.members), mark)
    for square, key in squares.items():
        at = (square.left, square.bottom, square.width, square.height)
        zorder = level("marks", above=panel.above)
        draw_swatch(page, at, composition.swatches[key], zorder=zorder)
    outline = PathPatch(
        edge,
        facecolor="none",
        edgecolor=style.map["outline"],
        linewidth=0.9 if panel.above else 0.6,
        zorder=level("marks", above=panel.above),
    )
    page.axes.add_artist(outline)


def graticule_of(panel: Panel) -> list[np.ndarray]:
    """Return the meridians and parallels of a panel on paper, with the corners that print shows."""
    lines = np.array([shapely.linestrings(panel.on_paper(one)) for one in panel.shapes.graticule])
    left, bottom, right, top = panel.box.bounds
    seen = shapely.clip_by_rect(lines, left - PAST, bottom - PAST, right + PAST, top + PAST)
    bent = shapely.simplify(shapely.get_parts(seen), GRID)
    return [on_grid(shapely.get_coordinates(line)) for line in bent]


class Fill(NamedTuple):
    """The key of the swatch of a place, and its area on paper in square millimetres."""

    key: str
    area: float


def fills_of(panel: Panel, composition: Composition) -> dict[str, Fill]:
    """Return how the places of a panel are filled.

    A place that a composition leaves out, or of which the panel shows nothing, is left out.
    """
    areas, scale, keys = panel.shapes.areas, panel.scale**2, composition.table["key"]
    return {
        place: Fill(key, areas[place] * scale)
        for place, key in zip(keys.index, keys, strict=True)
        if place in areas
    }


def dark_fills(composition: Composition) -> set[str]:
    """Return the places on whose fill letters can be read as inside a circle."""
    letters = composition.style.text["inside"]
    dark = {
        key
        for key, swatch in composition.swatches.items()
        if not swatch.hatch and is_readable(letters, swatch.fill)
    }
    return {place for place, key in composition.drawing.fills.items() if key in dark}


def path_of(shape: BaseGeometry) -> Path:
    """Turn polygons into one compound path; holes run against their edge and so stay open."""
    return paths_of([shape])[0]


def paths_of(shapes: Sequence[BaseGeometry] | np.ndarray) -> list[Path]:
    """Turn shapes of polygons into a compound path each; see `path_of`."""
    if not len(shapes):
        return []
    parts, shape = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    rings, part = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    corners = shapely.get_num_coordinates(rings)
    codes = np.full(int(corners.sum()), Path.LINETO, dtype=Path.code_type)
    ends = np.cumsum(corners)
    codes[ends - corners] = Path.MOVETO
    codes[ends - 1] = Path.CLOSEPOLY
    of_shape = np.bincount(shape[part], corners, minlength=len(shapes))
    bounds = np.cumsum(of_shape).astype(int)[:-1]
    split = zip(
        *(np.split(of, bounds) for of in (shapely.get_coordinates(rings), codes)), strict=True
    )
    return [Path(xy, of if len(of) else None) for xy, of in split]


def _draw_areas(page: Page, panel: Panel, composition: Composition, drawn: Drawn) -> None:
    beyond = paths_of(drawn.around)
    fill = composition.style.map["around"]
    neighbours = PathCollection(beyond, facecolors=fill, edgecolors=fill, linewidths=0.15)
    if page.tiles is None:
        _add(page, panel, "land", neighbours)
    keys = {place: fill.key for place, fill in fills_of(panel, composition).items()}
    shapes = [drawn.land[place] for place in keys]
    paths = dict(zip(keys, paths_of(shapes), strict=True))
    veils = VEILS if page.tiles is not None else {}
    fills = [to_rgba(composition.swatches[key].fill, veils.get(key, 1.0)) for key in keys.values()]
    # A hairline in the fill's own colour closes the gaps that antialiasing leaves between places.
    edges = fills if page.tiles is None else "none"
    areas = PathCollection(
        list(paths.values()), facecolors=fills, edgecolors=edges, linewidths=0.15
    )
    areas.set_gid(area_ids(composition, keys))
    _add(page, panel, "land", areas)
    nobody = composition.style.swatches["no_data"].fill
    free = paths_of(drawn.undetermined if page.tiles is None else [])
    _add(page, panel, "land", PathCollection(free, facecolors=nobody, edgecolors="none"))
    for key in sorted(set(keys.values())):
        swatch, own = composition.swatches[key], [p for p, its in keys.items() if its == key]
        if swatch.hatch:
            lines = {"edgecolors": swatch.hatch_colour, "hatch": HATCHES[swatch.hatch]}
            # One path: the pattern is made for each path anew, and lies on the sheet as it is.
            hatched = Path.make_compound_path(*(paths[place] for place in own))
            hatch = PathCollection([hatched], facecolors="none", linewidths=0, **lines)
            _add(page, panel, "hatch", hatch)
        if swatch.outline:
            _draw_outlines(page, panel, drawn, own, swatch)


def _draw_outlines(
    page: Page, panel: Panel, drawn: Drawn, places: Sequence[str], swatch: Swatch
) -> None:
    """Outline places over circles, in dashes or dots where their border is not settled."""
    edges = shapely.boundary([_thick(drawn.land[place]) for place in places])
    parts: list[tuple[np.ndarray, tuple[float, ...]]] = []
    for kind in UNSETTLED:
        lines = drawn.lines.get(kind, np.empty(0, dtype=object))
        near = shapely.union_all(shapely.buffer(lines, ALONG))
        if shapely.intersects(edges, near).any():
            parts.append((shapely.intersection(edges, near), page.style.lines[kind].dashes))
            edges = shapely.difference(edges, near)
    parts.append((edges, ()))
    for colour, width in (
        (page.style.text["halo"], 2 * swatch.outline_width),
        (str(swatch.outline), swatch.outline_width),
    ):
        for of, dashes in parts:
            broken = dashes if colour == swatch.outline else ()
            _draw_lines(page, panel, "outlines", _parts(of), colour, width, dashes=broken)


def _draw_stripes(page: Page, panel: Panel) -> None:
    """Stripe disputed areas in the colour and width of the lines around them."""
    line = page.style.lines["dashed"]
    areas = shapely.transform(panel.shapes.striped, panel.on_paper)
    for area in areas[~shapely.is_empty(areas)]:
        west, south, east, north = (float(edge) for edge in area.bounds)
        rises = np.arange(south - (east - west), north, STRIPE)
        ends = np.array([[(west, rise), (east, rise + east - west)] for rise in rises])
        stripes = shapely.intersection(shapely.linestrings(ends), area)
        _draw_lines(page, panel, "hatch", _parts(stripes), line.colour, line.width)


def _thick(shape: BaseGeometry) -> BaseGeometry:
    """Return the parts of an area on paper that an outline leaves to be seen: no small islands."""
    parts = shapely.get_parts(shape)
    thick = shapely.area(parts) > THICK * shapely.length(parts)
    return shapely.multipolygons(parts[thick])


def squares_of(panel: Panel, composition: Composition) -> dict[Box, str]:
    """Return the squares of places that say something and are too small to be seen.

    Each stands for a swatch, by its key; that of the country of origin, which is larger, comes
    first and lies under the others.
    """
    small = [
        (place, fill.key)
        for place, fill in fills_of(panel, composition).items()
        if (fill.area < TOO_SMALL and fill.key not in SILENT)
        or (fill.key == "origin" and fill.area < SMALL_ORIGIN)
    ]
    small.sort(key=lambda one: one[1] != "origin")
    places = [place for place, _ in small]
    points, box = panel.label_points(composition.table.loc[places]), panel.box
    squares = {}
    for (x, y), (_, key) in zip(points.tolist(), small, strict=True):
        half = (MARK_ORIGIN if key == "origin" else MARK) / 2
        if box.holds(x, y):
            squares[Box(x - half, y - half, x + half, y + half)] = str(key)
    return squares


def draw_swatch(
    page: Page, place: tuple[float, float, float, float], swatch: Swatch, *, zorder: float
) -> None:
    """Draw a rectangle (left, bottom, width, height in millimetres) as a swatch fills areas."""
    left, bottom, width, height = place
    edge: dict[str, Any] = {"edgecolor": page.style.text["muted"], "linewidth": 0.35}
    if swatch.outline:
        edge = {"edgecolor": swatch.outline, "linewidth": swatch.outline_width}
    layers: list[dict[str, Any]] = [{"facecolor": swatch.fill, **edge}]
    if swatch.hatch:
        hatch = {"hatch": HATCHES[swatch.hatch], "edgecolor": swatch.hatch_colour, "linewidth": 0}
        layers = [
            {"facecolor": swatch.fill, "edgecolor": "none"},
            {"facecolor": "none", **hatch},
            {"facecolor": "none", **edge},
        ]
    for layer in layers:
        page.axes.add_artist(Rectangle((left, bottom), width, height, zorder=zorder, **layer))


def _parts(lines: Iterable[BaseGeometry]) -> list[np.ndarray]:
    """Return the corners of every single line."""
    parts = shapely.get_parts(shapely.line_merge(np.asarray(list(lines), dtype=object)))
    bounds = np.cumsum(shapely.get_num_coordinates(parts))[:-1]
    return np.split(shapely.get_coordinates(parts), bounds) if len(parts) else []


def _draw_lines(
    page: Page,
    panel: Panel,
    place: str,
    lines: Iterable[np.ndarray],
    colour: str,
    width: float,
    *,
    dashes: tuple[float, ...] = (),
) -> None:
    kind = (0, dashes) if dashes else "solid"
    drawn = LineCollection(
        list(lines),
        colors=colour,
        linewidths=width,
        linestyles=[kind],
        capstyle="butt" if dashes else "round",
        joinstyle="round",
    )
    _add(page, panel, place, drawn)


def _add(page: Page, panel: Panel, place: str, artist: Artist) -> None:
    """Add an artist in millimetres on paper to the sheet, clipped to the panel's box.

    The edge of a world that is round needs no mask of all dots: nothing lies beyond it.
    """
    artist.set_zorder(level(place, above=panel.above))
    page.axes.add_artist(artist)
    artist.set_clip_box(TransformedBbox(Bbox.from_extents(*panel.box.bounds), page.axes.transData))


def _edge(panel: Panel) -> Path:
    edge = path_of(panel.frame())
    return Path(on_grid(np.asarray(edge.vertices)), edge.codes)
