"""Draws the legend: nested circles or classes of colours, then states, lines and missions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from diasporamap.language import text
from diasporamap.maps.colours import is_readable
from diasporamap.maps.drawing import FLOOR, Boxes, Disc, LegendEntry, Matrix, Nested, Tapers
from diasporamap.maps.paper import LEAST_TEXT
from diasporamap.sheet.circles import paint_discs
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.land import MARK, draw_swatch
from diasporamap.sheet.layout import CAPITAL, CAPTION_PITCH, row_height, title_height
from diasporamap.sheet.legend_size import (
    ARROW,
    CELL,
    HEADED,
    NUMBERS,
    SWATCH,
    WORD_GAP,
    cell_width,
    column_gap,
    legend_form,
    number_heights,
    row_columns,
    title_lines,
)
from diasporamap.sheet.page import in_layer, level
from diasporamap.sheet.points import Token, draw_point
from diasporamap.sheet.seats import draw_sign
from diasporamap.sheet.tapers import draw_tapers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Box, Page
    from diasporamap.sheet.panels import Planned

#: How much lower rows are where the box has no room for the usual ones, and their words smaller.
TIGHT = ((1.0, 1.0), (0.84, 1.0), (0.72, 0.875))
#: Radius of the outermost of the discs that a row explains, in millimetres.
RING = 1.75
#: Head of the arrow along an axis of two measures, in millimetres.
HEAD = 1.1


@in_layer("legend")
def draw_legend(
    page: Page,
    composition: Composition,
    box: Box,
    panels: Sequence[Planned],
) -> None:
    """Draw the legend of panels from the upper left corner of `box`.

    States, lines and missions stand to the right of circles or classes, or under them where that is
    lower. Squares of small places are explained where a panel has any.
    """
    heading, left = page.style.text["heading"], box.left
    first = [part for part in composition.drawing.legend if isinstance(part, HEADED)]
    gap, form, ends = column_gap(box.width), legend_form(composition, page.fonts, box), [box.top]
    for part in first:
        if not part.entries:
            continue
        lines = title_lines(composition, page.fonts, part, box.right - left)
        below = title_height(page.style, len(lines))
        for number, line in enumerate(lines):
            top = box.top - (CAPITAL + number * CAPTION_PITCH) * heading * POINT
            page.write(left, top, line, size=heading, face="semibold")
        if isinstance(part, Nested):
            right, bottom = _draw_circles(page, part, left, box.top - below)
        elif isinstance(part, Tapers):
            right, bottom = draw_tapers(page, composition, part, left, box.top - below)
        elif isinstance(part, Matrix):
            right, bottom = _draw_matrix(page, composition, part, left, box.top - below)
        else:
            right, bottom = _draw_classes(page, composition, part, left, box.top - below)
        ends.append(bottom - gap / 2)
        if form == "stacked":
            box = replace(box, top=ends[-1])
        else:
            titles = [page.fonts.width(line, "semibold", heading) for line in lines]
            left = max(right, left + max(titles)) + gap
    if form == "under":
        left, box = box.left, replace(box, top=min(ends))
    rows = [part for part in composition.drawing.legend if not isinstance(part, HEADED)]
    entries = [entry for part in rows for entry in part.entries]
    if any(panel.squares for panel in panels):
        states = sum(entry.kind in ("discs", "state") for entry in entries)
        words = text("legend.square", composition.spec.language)
        entries.insert(states, LegendEntry("square", "", words))
    _draw_rows(page, composition, entries, left, box)


def _words(
    page: Page, x: float, middle: float, words: str, *, muted: bool = False, smaller: float = 1.0
) -> float:
    """Write words centred on a height; return where they end."""
    size = smaller * page.style.text["legend"]
    colour = page.style.text["muted"] if muted else None
    page.write(x, middle - CAPITAL * size * POINT / 2, words, size=size, colour=colour)
    return x + page.fonts.width(words, "regular", size)


def _draw_rows(
    page: Page, composition: Composition, entries: list[LegendEntry], left: float, box: Box
) -> None:
    """Draw states and lines, missions, points from `left`: as many a column as its height holds.

    Missions and points begin a column of their own, and full words are written, where the box has
    room for it; columns that are too wide stand nearer to the circles.
    """
    row_pitch, least = row_height(page.style), LEAST_TEXT / page.style.text["legend"]
    words, size = [entry.label for entry in entries], page.style.text["legend"]
    _, most = row_columns(words, page.fonts, size, box.right - left)
    entries = _wrapped(page, entries, most)
    gap = column_gap(box.width)
    nearer = gap - WORD_GAP if left > box.left else 0.0
    tights = [(scale, max(smaller, min(least, 1.0))) for scale, smaller in TIGHT]
    for full, apart, (scale, smaller), spare in (
        *((full, apart, tights[0], 0.0) for full, apart in ((True, True), (True, False))),
        (False, True, tights[0], 0.0),
        *((False, False, tight, nearer) for tight in tights),
    ):
        rows = max(int((box.height - SWATCH[1] * scale) / (row_pitch * scale)) + 1, 1)
        written = [replace(e, label=e.full if full and e.full else e.label) for e in entries]
        columns = _in_columns(written, rows) if apart else _columns(written, rows)
        after = gap / 2 if scale == 1 else WORD_GAP
        widths = [_width(page, column, smaller) + after for column in columns]
        over = left + sum(widths) - gap / 2 - box.right
        if over <= spare:
            break
    left -= max(min(over, nearer), 0.0)
    for column, width in zip(columns, widths, strict=True):
        for row, entry in enumerate(column):
            middle = box.top - scale * (SWATCH[1] / 2 + row * row_pitch)
            _draw_symbol(page, composition, entry, (left, middle), scale)
            _words(page, left + SWATCH[0] + WORD_GAP, middle, entry.label, smaller=smaller)
        left += width


def _in_columns(entries: list[LegendEntry], rows: int) -> list[list[LegendEntry]]:
    """Break areas and lines, missions, and points into columns of their own."""
    groups: dict[str, list[LegendEntry]] = {"": [], "seat": [], "point": []}
    for entry in entries:
        groups[entry.kind if entry.kind in groups else ""].append(entry)
    return [column for group in groups.values() for column in _columns(group, rows)]


def _wrapped(page: Page, entries: list[LegendEntry], width: float) -> list[LegendEntry]:
    """Go on in rows of their own with words that are too long for the whole legend."""
    size, wrapped = page.style.text["legend"], []
    for entry in entries:
        if page.fonts.width(entry.label, "regular", size) <= width:
            wrapped.append(entry)
            continue
        first, *more = page.fonts.wrap(entry.label, "regular", size, width=width)
        wrapped.append(replace(entry, label=first))
        wrapped += [replace(entry, kind="words", label=line) for line in more]
    return wrapped


def _columns(entries: list[LegendEntry], rows: int) -> list[list[LegendEntry]]:
    """Break entries into columns of so many rows at most; words go on in their own."""
    columns: list[list[LegendEntry]] = []
    while entries:
        end = min(rows, len(entries))
        while 1 < end < len(entries) and entries[end].kind == "words":
            end -= 1
        columns.append(entries[:end])
        entries = entries[end:]
    return columns


def _width(page: Page, column: Sequence[LegendEntry], smaller: float) -> float:
    """Return the breadth of a column of rows."""
    size = smaller * page.style.text["legend"]
    wide = max(page.fonts.width(entry.label, "regular", size) for entry in column)
    return SWATCH[0] + WORD_GAP + wide


def _draw_symbol(
    page: Page,
    composition: Composition,
    entry: LegendEntry,
    at: tuple[float, float],
    scale: float,
) -> None:
    """Draw a swatch, a piece of line, the sign of a mission or point, or discs in one another."""
    left, middle = at
    if entry.kind == "discs":
        _draw_discs(page, left + SWATCH[0] / 2, middle, entry, scale)
    elif entry.kind == "state":
        high = scale * SWATCH[1]
        place = (left, middle - high / 2, SWATCH[0], high)
        draw_swatch(page, place, composition.swatches[entry.key], zorder=level("land"))
    elif entry.kind == "seat":
        draw_sign(page, left + SWATCH[0] / 2, middle, entry.key, zorder=level("seats"))
    elif entry.kind == "square":
        corner = (left + (SWATCH[0] - MARK) / 2, middle - MARK / 2)
        edge, fill = page.style.text["muted"], page.style.swatches["no_data"].fill
        square = Rectangle(corner, MARK, MARK, facecolor=fill, edgecolor=edge, linewidth=0.35)
        page.axes.add_artist(square)
    elif entry.kind == "point":
        draw_point(page, Token(entry.key, 1, "", left + SWATCH[0] / 2, middle))
    elif entry.kind != "words":
        line = composition.style.lines[entry.key]
        page.line(
            [left, left + SWATCH[0]],
            [middle, middle],
            color=line.colour,
            linewidth=line.width * 1.4,
            linestyle=(0, line.dashes) if line.dashes else "solid",
            dash_capstyle="butt",
        )


def _draw_discs(page: Page, x: float, y: float, entry: LegendEntry, scale: float = 1.0) -> None:
    ring = scale * RING
    discs = [(x, y, Disc(ring * share, "", *entry.part), look) for share, look in entry.discs]
    paint_discs(page, discs, zorder=level("circles"))


def _draw_circles(page: Page, part: Nested, left: float, top: float) -> tuple[float, float]:
    """Draw nested circles that stand on one line, and the smallest below them by itself.

    Return where they end, right and below.
    """
    size, largest = page.style.text["legend"], page.style.circle["largest_mm"]
    radii = [largest * entry.radius for entry in part.entries]
    middle, floor = left + radii[0], top - 2 * radii[0]
    numbers = middle + radii[0] + NUMBERS
    wide = max(page.fonts.width(entry.label, "regular", size) for entry in part.entries)
    heights = number_heights(page.style, part)
    # As on the map, so that a reader can measure one against the other.
    nested = [
        (
            *(middle, floor + (over if entry.key == FLOOR else radius)),
            *(replace(disc, radius=radius * disc.radius), look),
        )
        for entry, radius, over in zip(part.entries, radii, heights, strict=True)
        for disc, look in part.discs
    ]
    paint_discs(page, nested, zorder=level("circles"))
    for entry, radius, over in zip(part.entries, radii, heights, strict=True):
        circle_top = floor + 2 * radius
        height = floor + over
        if entry.key != FLOOR:
            page.line(
                [middle, numbers - 2.5, numbers - 1],
                [circle_top, circle_top, height],
                color=page.style.text["colour"],
                linewidth=0.4,
                path_effects=page.halo(1.2),
                zorder=level("leaders"),
            )
        _words(page, numbers, height, entry.label)
    return float(numbers + wide), float(floor + min(heights[-1] - size * POINT / 2, 0.0))


def _draw_classes(
    page: Page, composition: Composition, part: Boxes, left: float, top: float
) -> tuple[float, float]:
    """Draw boxes of colours, the largest on top; return where they end, right and below."""
    words = left + SWATCH[0] + WORD_GAP
    right, bottom = words, top
    size, row, noted = page.style.text["legend"], row_height(page.style), []
    for entry in part.entries:
        bottom -= row
        place = (left, bottom, SWATCH[0], row)
        if entry.discs:
            _draw_discs(page, left + SWATCH[0] / 2, bottom + row / 2, entry)
        else:
            draw_swatch(page, place, composition.swatches[entry.key], zorder=level("land"))
        right = max(right, _words(page, words, bottom + row / 2, entry.label))
        if entry.note:
            noted.append((entry.note, bottom + row / 2))
    wide = max((page.fonts.width(note, "regular", size) for note, _ in noted), default=-WORD_GAP)
    right += WORD_GAP + wide
    for note, middle in noted:
        start = right - page.fonts.width(note, "regular", size)
        _words(page, start, middle, note, muted=True)
    if part.sides:
        right = _draw_sides(page, part, (left, right + WORD_GAP), top)
    return right, bottom


def _draw_matrix(
    page: Page, composition: Composition, part: Matrix, left: float, top: float
) -> tuple[float, float]:
    """Draw the boxes of two measures with an arrow along each; return where they end."""
    size, muted = page.style.text["legend"], page.style.text["muted"]
    across, up = part.limits
    corner, wide = left + ARROW, cell_width(part, page.fonts, size)
    bottom = top - CELL * len(part.rows)
    for at, row in enumerate(part.rows, start=1):
        for column, entry in enumerate(row):
            swatch = composition.swatches[entry.key]
            place = (corner + column * wide, top - at * CELL, wide, CELL)
            draw_swatch(page, place, swatch, zorder=level("land"))
            inside = page.style.text["inside"]
            dark = not swatch.hatch and is_readable(inside, swatch.fill)
            page.write(
                place[0] + wide / 2,
                place[1] + (CELL - CAPITAL * size * POINT) / 2,
                entry.note,
                size=size,
                align="center",
                colour=inside if dark else None,
                haloed=bool(swatch.hatch),
            )
    end = corner + wide * len(part.rows[0])
    right = end
    for at, words in enumerate(up, start=1):
        right = max(right, _words(page, end + WORD_GAP / 2, bottom + at * CELL, words))
    numbers = bottom - WORD_GAP / 2 - CAPITAL * size * POINT
    for at, words in enumerate(across, start=1):
        page.write(corner + at * wide, numbers, words, size=size, align="center")
    name = numbers - title_height(page.style)
    right = max(right, _words(page, corner, name + CAPITAL * size * POINT / 2, part.across))
    for start, way in (
        ((left + ARROW / 3, bottom), (0.0, top - bottom)),
        ((corner, numbers - WORD_GAP / 2), (end - corner, 0.0)),
    ):
        page.axes.arrow(
            *(*start, *way),
            color=muted,
            linewidth=0.5,
            head_width=HEAD,
            head_length=HEAD,
            length_includes_head=True,
            zorder=level("leaders"),
        )
    return right, name


def _draw_sides(page: Page, part: Boxes, ends: tuple[float, float], top: float) -> float:
    """Say beside the classes which side means what, with a mark at the middle of the measure."""
    (left, right), row = ends, row_height(page.style)
    low, middle, high = part.sides
    bottom = top - len(part.entries) * row
    if part.over_middle < 0:
        return max(
            _words(page, right, top - row / 2, high, muted=True),
            _words(page, right, bottom + row / 2, low, muted=True),
        )
    parity = top - part.over_middle * row
    half = 0.0 if part.over_middle.is_integer() else row / 2
    style = {"color": page.style.text["muted"], "linewidth": 0.5}
    if not half:
        page.line([left, right + 3], [parity, parity], **style)
    for start, end in ((parity + half, top), (bottom, parity - half)):
        page.line([right + 1, right + 1], [start + 0.6, end - 0.6], **style)
    off = 0.0 if half else 0.6  # from the mark at the limit
    return max(
        _words(page, right + 4, (top + parity + half) / 2 + off, high, muted=True),
        _words(page, right + 4, parity, middle),
        _words(page, right + 4, (bottom + parity - half) / 2 - off, low, muted=True),
    )
