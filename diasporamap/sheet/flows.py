"""Draws a map of flows: one map of all that curves lead to, and the legend beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import shapely
from matplotlib.collections import PathCollection

from diasporamap.maps.facets import Facet, Facets
from diasporamap.sheet.circles import circles_of, paint_discs
from diasporamap.sheet.curves import Curve, curves_of
from diasporamap.sheet.fonts import Text
from diasporamap.sheet.frames import bar_corner, paper_of, write_blocks
from diasporamap.sheet.ids import ids_of
from diasporamap.sheet.labels.engine import Ground
from diasporamap.sheet.land import path_of, squares_of
from diasporamap.sheet.layout import text_blocks
from diasporamap.sheet.legend import draw_legend
from diasporamap.sheet.page import Panel, level
from diasporamap.sheet.panels import (
    Planned,
    areas_of_origin,
    draw_planned,
    name_of_origin,
    settled,
    wanted_labels,
)
from diasporamap.sheet.points import clusters_of
from diasporamap.sheet.side_by_side import Grid, grid_of

if TYPE_CHECKING:
    from diasporamap.maps import Composition
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page

#: White on either side of a curve, in millimetres.
CASING: Final = 0.14
#: A curve that is broader at its start lies under no label, in millimetres.
BROAD: Final = 0.8


def draw_flows(page: Page, composition: Composition) -> Composition:
    """Draw a composition of curves on a blank page; return it with its captions."""
    composition, (texts, grid, planned, curves) = settled(
        composition,
        lambda told, unnamed: _plan(told, page.fonts, unnamed),
        shown=lambda found: [found[2]],
    )
    write_blocks(page, *texts)
    draw_planned(page, replace(planned, circles=()), composition)
    _draw_curves(page, planned.panel, composition, curves)
    _draw_nodes(page, planned.circles)
    draw_legend(page, composition, grid.legend, [planned])
    return composition


def _plan(
    composition: Composition, fonts: Fonts, unnamed: frozenset[str]
) -> tuple[tuple[tuple[Block, Block, Block], Grid, Planned, list[Curve]], set[str]]:
    """Lay out the sheet and tell which names find no room."""
    texts = text_blocks(composition, fonts)
    one = Facets((Facet("", "", composition),), composition)
    grid = grid_of(one, fonts, texts[2].top, texts[1].bottom, 0.0)
    panel = Panel(grid.shapes, grid.boxes[0])
    text = Text(fonts, composition.style.text["label"])
    nodes = tuple(c for c in circles_of(panel, composition) if panel.box.holds(c.x, c.y))
    curves = _curves(panel, composition, nodes)
    squares, points = squares_of(panel, composition), clusters_of(panel, composition)
    signs = [point.box for point in points]
    bar = None  # the world has no one scale
    if composition.geography.sheet != "world":
        bar = bar_corner(panel, composition.spec.language, text, nodes, taken=signs)
    barred = areas_of_origin(panel, composition)
    taken = [sign.shape for sign in signs] + ([paper_of(bar, text.size)] if bar else [])
    asked = composition.table.loc[list(composition.drawing.labels)]
    wanted = list(wanted_labels(asked[~asked.index.isin(unnamed)], panel, nodes))
    # Off all curves where there is room; else over thin ones, which the halo of letters parts.
    drawn, broad = (
        [line for curve in curves if not (line := curve.shape(least=least)).is_empty]
        for least in (0.0, BROAD)
    )
    ground = Ground(panel, nodes, list(squares), [*taken, *broad], barred, thin=drawn)
    labels = ground.place(wanted, text)
    origin = (
        name_of_origin(composition, panel, ground, text, squares)
        if composition.spec.most_labels
        else []
    )
    planned = Planned(
        *(panel, nodes, tuple(labels), squares, tuple(origin)), points=points, bar=bar
    )
    missing = set(asked.index) - {label.place for label in labels}
    return (texts, grid, planned, curves), missing


def _curves(panel: Panel, composition: Composition, nodes: tuple[Circle, ...]) -> list[Curve]:
    """Return the curves of a panel, from the country of origin to the nodes as they are drawn."""
    flows, table = composition.drawing.flows, composition.table
    if flows is None:
        return []
    home = panel.label_points(table[table["key"] == "origin"])[0]
    ends = {node.place: (node.x, node.y) for node in nodes}
    breadths = {place: flows.breadth * flows.widths[place] for place in ends}
    at, own = (float(home[0]), float(home[1])), areas_of_origin(panel, composition)
    main = [max(shapely.get_parts(area), key=shapely.area) for area in own if area.area]
    reach = max((shapely.minimum_bounding_radius(part) for part in main), default=0.0)
    return curves_of(at, ends, breadths, breadth=panel.box.width, reach=float(reach))


def _draw_curves(page: Page, panel: Panel, composition: Composition, curves: list[Curve]) -> None:
    """Draw curves in white casings, one over the other."""
    flows = composition.drawing.flows
    if flows is None:
        return
    home = shapely.union_all(shapely.make_valid(areas_of_origin(panel, composition)))
    shapes = [
        shapely.difference(shapely.make_valid(shape), home)
        for curve in curves
        for shape in (curve.shape(edge=CASING), curve.shape())
    ]
    colours = [flows.look.edge, flows.look.fill] * len(curves)
    drawn = PathCollection(
        [path_of(shape) for shape in shapes],
        facecolors=colours,
        linewidths=0,
        zorder=level("circles", above=panel.above),
    )
    named = [name for curve in curves for name in (f"{curve.place}-casing", curve.place)]
    drawn.set_gid(ids_of("flow", named))
    page.axes.add_collection(drawn, autolim=False)
    drawn.set_clip_path(path_of(panel.frame()), page.axes.transData)


def _draw_nodes(page: Page, nodes: tuple[Circle, ...]) -> None:
    discs = [(node.x, node.y, *part) for node in nodes for part in node.parts]
    places = [node.place for node in nodes for _ in node.parts]
    paint_discs(page, discs, zorder=level("circles"), places=places)
