"""Writes what stands around panels: the sheet's texts, names of insets, outlines where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import MARGIN, Box, level
from diasporamap.sheet.shapes import inset_edge
from diasporamap.sheet.written_labels import halo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page
    from diasporamap.sheet.panels import Panel
    from diasporamap.sheet.shapes import Inset

#: Distance of a text in a corner from the frame, in millimetres.
EDGE = 1.3


def write_blocks(page: Page, title: Block, subtitle: Block, captions: Block) -> None:
    """Write the texts above and below the map."""
    muted = page.style.text["muted"]
    for block, colour in (
        (title, page.style.text["colour"]),
        (subtitle, muted),
        (captions, muted),
    ):
        for line, baseline in zip(block.lines, block.baselines, strict=True):
            page.write(MARGIN, baseline, line, size=block.size, face=block.face, colour=colour)


def write_name(page: Page, panel: Panel, name: str, circles: Sequence[Circle]) -> Box:
    """Write the name of an inset into a corner that is free; return the paper it takes."""
    size = page.style.text["label"]
    wide, high = page.fonts.width(name, "italic", size), CAPITAL * size * POINT
    corner = free_corner(panel, wide, high, circles)
    written = page.write(
        corner.left, corner.bottom, name, size=size, face="italic", colour=page.style.text["muted"]
    )
    written.set_zorder(level("labels", above=panel.above))
    written.set_path_effects(halo())
    return corner


def free_corner(
    panel: Panel, wide: float, high: float, circles: Sequence[Circle], *, taken: Sequence[Box] = ()
) -> Box:
    """Return the corner of a panel, lower left first, that no circle and no box of `taken` covers.

    Where none is free it is the lower left one.
    """
    import shapely

    box = panel.box
    covered = [shapely.Point(circle.x, circle.y).buffer(circle.radius) for circle in circles]
    covered += [shapely.box(*paper.bounds) for paper in taken]
    corners = [
        Box(left, bottom, left + wide, bottom + high)
        for bottom in (box.bottom + EDGE, box.top - EDGE - high)
        for left in (box.left + EDGE, box.right - EDGE - wide)
    ]
    free = [
        corner
        for corner in corners
        if not shapely.intersects(covered, shapely.box(*corner.bounds)).any()
    ]
    return (free or corners)[0]


def draw_locator(page: Page, whole: Panel, inset: Inset) -> None:
    """Outline on the whole map what an inset shows."""
    from matplotlib.patches import Polygon

    edge = whole.locate(*inset_edge(inset).T)
    page.axes.add_patch(
        Polygon(
            edge,
            closed=True,
            facecolor="none",
            edgecolor=page.style.text["muted"],
            linewidth=0.5,
            zorder=level("locators"),
        )
    )
