"""Draws the legend: nested circles or classes of colours, then states, lines and missions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.language import text
from diasporamap.maps.classes import MIDDLE
from diasporamap.sheet.circles import paint_circles
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.land import draw_swatch
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import level
from diasporamap.sheet.seats import draw_sign

if TYPE_CHECKING:
    from diasporamap.maps import Composition, LegendEntry
    from diasporamap.sheet.page import Box, Page

#: Size of a swatch and height of a row, in millimetres.
SWATCH = (6.0, 3.4)
ROW = 4.0
#: Radii of the circles that explain a range, in millimetres.
RING, DISC = 1.75, 0.95
#: Free paper between the columns, and between a swatch and its words, in millimetres.
COLUMN_GAP = 9.0
WORD_GAP = 2.0
#: Least distance between the numbers beside nested circles, in millimetres.
NUMBER_PITCH = 3.3


def draw_legend(page: Page, composition: Composition, box: Box, *, stacked: bool = False) -> None:
    """Draw the legend from the upper left corner of `box`.

    States, lines and missions stand to the right of circles or classes, or under them where the
    legend is `stacked`.
    """
    size = page.style.text["legend"]
    top = box.top - CAPITAL * size * POINT
    entries = composition.legend
    circles = [entry for entry in entries if entry.kind == "circle"]
    classes = [entry for entry in entries if entry.kind == "class"]
    others = [entry for entry in entries if entry.kind in ("range", "state", "line", "seat")]
    right = box.left
    if circles or classes:
        page.write(box.left, top, composition.legend_title, size=size, face="semibold")
        right += page.fonts.width(composition.legend_title, "semibold", size)
    below = top - 2.6
    if circles:
        right = max(right, _draw_circles(page, composition, circles, box.left, below))
    if classes:
        right = max(right, _draw_classes(page, composition, classes, box.left, below))
    left = right + COLUMN_GAP if circles or classes else box.left
    if stacked and (circles or classes):
        left, box = (
            box.left,
            replace(box, top=below - _depth(composition, classes) - COLUMN_GAP / 2),
        )
    _draw_others(page, composition, others, left, box)


def _depth(composition: Composition, classes: list[LegendEntry]) -> float:
    """Return the height of the classes, or of the largest circle of the legend."""
    scale = composition.circles
    if classes or scale is None:
        return ROW * len(classes)
    largest = composition.style.circle["largest_mm"] * scale.radius(max(scale.legend_values()))
    return float(2 * largest)


def _words(page: Page, x: float, middle: float, words: str, *, muted: bool = False) -> float:
    """Write words centred on a height; return where they end."""
    size = page.style.text["legend"]
    colour = page.style.text["muted"] if muted else None
    page.write(x, middle - CAPITAL * size * POINT / 2, words, size=size, colour=colour)
    return x + page.fonts.width(words, "regular", size)


def _draw_others(
    page: Page, composition: Composition, entries: list[LegendEntry], left: float, box: Box
) -> None:
    """Draw states and lines, then missions, from `left`: as many a column as its height holds.

    Missions begin a column of their own where the box has room for it; columns that are too wide
    stand nearer to the circles.
    """
    rows = max(int((box.height - SWATCH[1]) / ROW) + 1, 1)
    areas = [entry for entry in entries if entry.kind != "seat"]
    seats = [entry for entry in entries if entry.kind == "seat"]
    columns = [*_columns(areas, rows), *_columns(seats, rows)]
    if left + sum(_width(page, column) for column in columns) - COLUMN_GAP / 2 > box.right:
        columns = _columns(entries, rows)
    over = left + sum(_width(page, column) for column in columns) - COLUMN_GAP / 2 - box.right
    if left > box.left and over > 0:
        left -= min(over, COLUMN_GAP - WORD_GAP)
    for column in columns:
        for row, entry in enumerate(column):
            middle = box.top - SWATCH[1] / 2 - row * ROW
            _draw_symbol(page, composition, entry, left, middle)
            _words(page, left + SWATCH[0] + WORD_GAP, middle, entry.label)
        left += _width(page, column)


def _columns(entries: list[LegendEntry], rows: int) -> list[list[LegendEntry]]:
    return [entries[first : first + rows] for first in range(0, len(entries), rows)]


def _width(page: Page, column: list[LegendEntry]) -> float:
    """Return the width of a column with the gap after it."""
    size = page.style.text["legend"]
    wide = max(page.fonts.width(entry.label, "regular", size) for entry in column)
    return SWATCH[0] + WORD_GAP + wide + COLUMN_GAP / 2


def _draw_symbol(
    page: Page, composition: Composition, entry: LegendEntry, left: float, middle: float
) -> None:
    """Draw a swatch, a piece of line, the sign of a mission or a circle of a range."""
    if entry.kind == "range":
        _draw_range(page, composition, entry, left + SWATCH[0] / 2, middle)
    elif entry.kind == "state":
        place = (left, middle - SWATCH[1] / 2, *SWATCH)
        draw_swatch(page, place, composition.swatches[entry.key], zorder=level("land"))
    elif entry.kind == "seat":
        draw_sign(page, left + SWATCH[0] / 2, middle, entry.key, zorder=level("seats"))
    else:
        line = composition.style.lines[entry.key]
        page.axes.plot(
            [left, left + SWATCH[0]],
            [middle, middle],
            color=line.colour,
            linewidth=line.width * 1.4,
            linestyle=(0, line.dashes) if line.dashes else "solid",
            dash_capstyle="butt",
            scalex=False,
            scaley=False,
        )


def _draw_range(
    page: Page, composition: Composition, entry: LegendEntry, x: float, middle: float
) -> None:
    """Draw the ring of the highest figure over the disc of the lowest, or a single circle.

    Both ends are shown whole in both rows, the one that is meant in its own look.
    """
    looks = composition.looks
    ring, disc = looks["highest"], looks["lowest"]
    pale = replace(disc, opacity=0.12)
    thin = replace(ring, opacity=0.0, width=0.35)
    parts = {
        "highest": [(RING, ring), (DISC, pale)],
        "lowest": [(RING, thin), (DISC, disc)],
        "single": [(RING, looks["single"])],
    }[entry.key]
    painted = [(x, middle, radius, look) for radius, look in parts]
    paint_circles(page, painted, zorder=level("circles"))


def _draw_circles(
    page: Page, composition: Composition, entries: list[LegendEntry], left: float, top: float
) -> float:
    """Draw nested circles that stand on one line; return where the legend ends on the right."""
    from matplotlib.patches import Circle

    scale, look = composition.circles, composition.style.circle
    if scale is None:
        return left
    size = page.style.text["legend"]
    radii = [look["largest_mm"] * scale.radius(entry.value or 0) for entry in entries]
    middle, floor = left + radii[0], top - 2 * radii[0]
    numbers = middle + radii[0] + 4
    wide = max(page.fonts.width(entry.label, "regular", size) for entry in entries)
    height = top + NUMBER_PITCH
    for entry, radius in zip(entries, radii, strict=True):
        page.axes.add_patch(
            Circle(
                (middle, floor + radius),
                radius,
                facecolor=look["colour"][composition.spec.measure],
                alpha=0.25,
                edgecolor="none",
                zorder=level("circles"),
            )
        )
        page.axes.add_patch(
            Circle(
                (middle, floor + radius),
                radius,
                facecolor="none",
                edgecolor=look["colour"][composition.spec.measure],
                linewidth=0.6,
                zorder=level("circles"),
            )
        )
        circle_top = floor + 2 * radius
        height = min(circle_top, height - NUMBER_PITCH)
        page.axes.plot(
            [middle, numbers - 2.5, numbers - 1],
            [circle_top, circle_top, height],
            color=page.style.text["muted"],
            linewidth=0.4,
            scalex=False,
            scaley=False,
        )
        _words(page, numbers, height, entry.label)
    return float(numbers + wide)


def _draw_classes(
    page: Page, composition: Composition, entries: list[LegendEntry], left: float, top: float
) -> float:
    """Draw boxes of colours, the largest on top; return where the legend ends on the right."""
    words = left + SWATCH[0] + WORD_GAP
    right = words
    for row, entry in enumerate(entries):
        bottom = top - (row + 1) * ROW
        draw_swatch(
            page,
            (left, bottom, SWATCH[0], ROW),
            composition.swatches[entry.key],
            zorder=level("land"),
        )
        right = max(right, _words(page, words, bottom + ROW / 2, entry.label))
    if composition.legend_ends and composition.classes:
        right = _draw_ends(page, composition, (left, right + WORD_GAP), top)
    return right


def _draw_ends(
    page: Page, composition: Composition, sides: tuple[float, float], top: float
) -> float:
    """Say beside the classes which end means what, with a mark at the middle of the measure."""
    classes, language = composition.classes, composition.spec.language
    left, right = sides
    breaks = classes.breaks if classes else ()
    low, high = composition.legend_ends or ("", "")
    middle = MIDDLE[composition.spec.measure]
    bottom = top - (len(breaks) + 1) * ROW
    above = sum(limit >= middle for limit in breaks)
    parity = top - above * ROW
    style = {"color": page.style.text["muted"], "linewidth": 0.5, "scalex": False, "scaley": False}
    if middle not in breaks:
        return max(
            _words(page, right, top - ROW / 2, high, muted=True),
            _words(page, right, bottom + ROW / 2, low, muted=True),
        )
    page.axes.plot([left, right + 3], [parity, parity], **style)
    page.axes.plot([right + 1, right + 1], [parity + 0.8, top - 0.4], **style)
    page.axes.plot([right + 1, right + 1], [parity - 0.8, bottom + 0.4], **style)
    return max(
        _words(page, right + 4, (top + parity) / 2 + 0.6, high, muted=True),
        _words(page, right + 4, parity, text("legend.parity", language)),
        _words(page, right + 4, (bottom + parity) / 2 - 0.6, low, muted=True),
    )
