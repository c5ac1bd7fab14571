"""Draws a scale bar: a round number of kilometres in a corner of a panel."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from diasporamap.language import number_text
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.frames import free_corner
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import level
from diasporamap.sheet.written_labels import halo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.page import Box, Page
    from diasporamap.sheet.panels import Panel

#: The longest bar, as a share of the panel's width; height of its ends and the gap over it, in mm.
LONGEST = 0.25
TICK = 1.2
OVER = 0.8


def bar_length(panel: Panel) -> int:
    """Return the longest 1, 2 or 5 times a power of ten, in whole kilometres, that fits."""
    room = LONGEST * panel.box.width / panel.scale / 1000
    power = 10 ** math.floor(math.log10(room))
    return max(int(max(step for step in (1, 2, 5) if step * power <= room) * power), 1)


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
        scalex=False,
        scaley=False,
        zorder=level("leaders", above=panel.above),
        path_effects=halo(),
    )
    written = page.write(
        middle, floor + TICK + OVER, words, size=size, colour=muted, align="center"
    )
    written.set_zorder(level("labels", above=panel.above))
    written.set_path_effects(halo())
    return corner
