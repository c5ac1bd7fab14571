"""Draws the part of a legend that says what the breadth of a curve stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PathCollection

from diasporamap.maps.drawing import Disc
from diasporamap.sheet.circles import paint_discs
from diasporamap.sheet.curves import straight
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.land import path_of
from diasporamap.sheet.layout import CAPITAL, PITCH
from diasporamap.sheet.legend_size import BEFORE, LENGTH, SAID, UNDER
from diasporamap.sheet.page import level

if TYPE_CHECKING:
    from diasporamap.maps import Composition
    from diasporamap.maps.drawing import Tapers
    from diasporamap.sheet.page import Page


def draw_tapers(
    page: Page, composition: Composition, part: Tapers, left: float, top: float
) -> tuple[float, float]:
    """Draw curves laid straight, each with its node and number; return where they end."""
    flows, size = composition.drawing.flows, page.style.text["legend"]
    if flows is None:
        return left, top
    muted = page.style.text["muted"]
    page.write(left, top - CAPITAL * size * POINT, part.note, size=size, colour=muted)
    right = left + page.fonts.width(part.note, "regular", size)
    y, curves, nodes = top - PITCH * size * POINT - UNDER, [], []
    (node,) = composition.drawing.looks.values()
    (disc, *_), *_ = composition.drawing.marks.values()
    radius = page.style.circle["largest_mm"] * disc.radius
    for entry in part.entries:
        breadth = flows.breadth * entry.radius
        high = max(breadth, size * POINT)
        middle = y - high / 2
        ends = np.array([(left, middle), (left + LENGTH, middle)])
        curves.append(straight("", ends, breadth))
        nodes.append((left + LENGTH, middle, Disc(radius, "node"), node))
        number = left + LENGTH + BEFORE
        page.write(number, middle - CAPITAL * size * POINT / 2, entry.label, size=size)
        right = max(right, number + page.fonts.width(entry.label, "regular", size))
        y -= high + UNDER
    drawn = PathCollection(
        [path_of(curve.shape()) for curve in curves],
        facecolors=flows.look.fill,
        linewidths=0,
        zorder=level("circles"),
    )
    page.axes.add_collection(drawn, autolim=False)
    for line in page.fonts.wrap(part.words, "regular", size, width=SAID):
        page.write(left, y - CAPITAL * size * POINT, line, size=size, colour=muted)
        right = max(right, left + page.fonts.width(line, "regular", size))
        y -= PITCH * size * POINT
    paint_discs(page, nodes, zorder=level("circles"))
    return right, y
