"""Writes what stands on and around panels: texts, names of insets, outlines, scale bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from matplotlib.patches import Polygon

from diasporamap.language import number_text
from diasporamap.maps.scales import round_down
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, halo, level
from diasporamap.sheet.shapes import inset_edge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page, Panel
    from diasporamap.sheet.shapes import Inset

#: Colour of the stamp of a confidential map, in every style.
STAMP = "#b3001b"
#: Distance of a text in a corner from the frame, in millimetres.
EDGE = 1.3
#: The longest bar, as a share of the panel's width; height of its ends and the gap over it, in mm.
LONGEST = 0.25
TICK = 1.2
OVER = 0.8


def write_stamp(page: Page, stamp: Block) -> None:
    """Write at the head of the sheet that the map is confidential."""
    _write(page, stamp, STAMP)


def write_blocks(page: Page, title: Block, subtitle: Block, captions: Block) -> None:
    """Write the texts above and below the map."""
    muted = page.style.text["muted"]
    for block, colour in ((title, None), (subtitle, muted), (captions, muted)):
        _write(page, block, colour)


def _write(page: Page, block: Block, colour: str | None) -> None:
    for line, baseline in zip(block.lines, block.baselines, strict=True):
        page.write(
            page.paper.sides, baseline, line, size=block.size, face=block.face, colour=colour
        )


def write_name(page: Page, panel: Panel, name: str, circles: Sequence[Circle]) -> Box:
    """Write the name of an inset into a corner that is free; return the paper it takes."""
    size = page.style.text["label"]
    wide, high = page.fonts.width(name, "italic", size), CAPITAL * size * POINT
    corner = free_corner(panel, wide, high, circles)
    page.write(
        corner.left,
        corner.bottom,
        name,
        size=size,
        face="italic",
        colour=page.style.text["muted"],
        above=panel.above,
        haloed=True,
    )
    return corner


def free_corner(
    panel: Panel, wide: float, high: float, circles: Sequence[Circle], *, taken: Sequence[Box] = ()
) -> Box:
    """Return the corner of a panel, lower left first, that no circle and no box of `taken` covers.

    Where none is free it is the lower left one.
    """
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


def bar_length(panel: Panel) -> int:
    """Return the longest 1, 2 or 5 times a power of ten, in whole kilometres, that fits."""
    room = LONGEST * panel.box.width / panel.scale / 1000
    return max(int(round_down(room)), 1)


def draw_scale_bar(
    page: Page,
    panel: Panel,
    language: Language,
    circles: Sequence[Circle],
    *,
    taken: Sequence[Box] = (),
) -> Box:
    """Draw the bar into a corner that is free; return the paper it takes."""
    size = page.style.text["label"]
    kilometres = bar_length(panel)
    length = kilometres * 1000 * panel.scale
    words = f"{number_text(kilometres, language)}\N{NO-BREAK SPACE}km"
    wide = max(length, page.fonts.width(words, "regular", size))
    high = TICK + OVER + CAPITAL * size * POINT
    corner = free_corner(panel, wide, high, circles, taken=taken)
    middle = (corner.left + corner.right) / 2
    left, right = middle - length / 2, middle + length / 2
    floor = corner.bottom
    muted = page.style.text["muted"]
    page.axes.plot(
        [left, left, right, right],
        [floor + TICK, floor, floor, floor + TICK],
        color=muted,
        linewidth=0.7,
        solid_joinstyle="miter",
        solid_capstyle="butt",
        zorder=level("leaders", above=panel.above),
        path_effects=halo(),
    )
    page.write(
        middle,
        floor + TICK + OVER,
        words,
        size=size,
        colour=muted,
        align="center",
        above=panel.above,
        haloed=True,
    )
    return corner
