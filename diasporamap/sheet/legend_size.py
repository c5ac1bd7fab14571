"""Measures a legend before it is drawn: how high it is in a breadth, and how its parts stand."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from diasporamap.language import text
from diasporamap.maps.drawing import FLOOR, Boxes, Matrix, Nested, Tapers
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL, PITCH, row_height, title_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition, Style
    from diasporamap.maps.drawing import Rows
    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.page import Box

#: Size of a swatch, in millimetres.
SWATCH = (6.0, 3.4)
#: Free paper between the columns, and in a legend narrower than that; between a swatch and its
#: words; in millimetres.
COLUMN_GAP, NARROW_GAP, NARROW = 9.0, 5.0, 100.0
WORD_GAP = 2.0
#: Rows whose words are broken stand beside circles or classes from this breadth on, in millimetres.
LEAST_ROWS = 40.0
#: Words are broken for another column of rows that is as broad as this, in millimetres, where the
#: legend has so many rows less for it.
LEAST_BROKEN, SAVED = 34.0, 4
#: Least distance between the numbers beside nested circles, in millimetres and sizes of the text.
NUMBER_GAP, NUMBER_PITCH = 3.3, 1.1
#: How far under their base line the smallest circle stands by itself, in such distances.
BELOW = 0.7
#: From the rim of the largest circle to the numbers, in millimetres.
NUMBERS = 4.0


#: Length of a curve laid straight, free paper under it and before its number, in millimetres.
LENGTH, UNDER, BEFORE = 16.0, 1.2, 2.5
#: Breadth of the words under curves, in millimetres.
SAID = 36.0
#: Parts of a legend that have a title over them.
HEADED = Nested | Boxes | Matrix | Tapers
#: Side of a box of two measures, and the room for an arrow beside it, in millimetres.
CELL, ARROW = 6.4, 3.0


#: How the parts of a legend stand: all beside each other; circles and classes beside each other,
#: the rows under them; all under each other.
Form = Literal["beside", "under", "stacked"]


#: How much lower the rows of a legend are where there is no room for the usual ones.
TIGHT: Final = (1.0, 0.84, 0.72)
#: By how little a legend may be higher than its box, in millimetres.
SLACK: Final = 0.5


class Size(NamedTuple):
    """The height of a legend, and how its parts stand."""

    height: float
    form: Form


def legend_size(
    composition: Composition, fonts: Fonts, width: float, *, tight: float = 1.0
) -> Size:
    """Measure the legend of a sheet in a breadth, in millimetres: as low as it can be.

    It is endlessly high in a breadth that circles or classes do not fit into. Its rows may be
    `tight`, of a share of their height.
    """
    style, language = composition.style, composition.spec.language
    size, row, gap = style.text["legend"], tight * row_height(style), column_gap(width)
    sizes, words = [], [text("legend.square", language)]
    for part in composition.drawing.legend:
        if isinstance(part, HEADED):
            if part.entries:
                sizes.append(part_size(composition, fonts, part, width))
        else:
            words += [entry.label for entry in part.entries]
    longest = SWATCH[0] + WORD_GAP + max(fonts.width(label, "regular", size) for label in words)

    def rows_in(wide: float) -> float:
        columns, most = row_columns(words, fonts, size, wide)
        rows = sum(len(fonts.wrap(label, "regular", size, width=most)) for label in words)
        return ceil(rows / columns) * row

    if any(wide > width for wide, _ in sizes):
        return Size(inf, "stacked")
    forms: dict[Form, float] = {
        "stacked": sum(high + gap / 2 for _, high in sizes) + rows_in(width)
    }
    highest, left = max((high for _, high in sizes), default=0.0), width
    left -= sum(wide + gap for wide, _ in sizes)
    if left >= min(longest, LEAST_ROWS):
        forms["beside"] = max(rows_in(left), highest)
    if len(sizes) > 1 and left + gap >= 0:
        forms["under"] = highest + gap / 2 + rows_in(width)
    form = min(forms, key=lambda form: (forms[form], form != "beside"))
    return Size(forms[form], form)


def row_columns(words: Sequence[str], fonts: Fonts, size: float, wide: float) -> tuple[int, float]:
    """Return in how many columns rows stand in a breadth, and how broad their words may be.

    Words are broken where the legend is much lower for one more column.
    """
    gap, sign = column_gap(wide) / 2, SWATCH[0] + WORD_GAP
    longest = sign + max(fonts.width(label, "regular", size) for label in words)
    columns = max(int((wide + gap) / (longest + gap)), 1)
    broken = (wide - columns * gap) / (columns + 1)
    if broken >= LEAST_BROKEN:
        lines = sum(len(fonts.wrap(w, "regular", size, width=broken - sign)) for w in words)
        if ceil(lines / (columns + 1)) <= ceil(len(words) / columns) - SAVED:
            return columns + 1, broken - sign
    return columns, max((wide - (columns - 1) * gap) / columns - sign, 1.0)


def legend_form(composition: Composition, fonts: Fonts, box: Box) -> Form:
    """Return how the parts of a legend stand in a box: as is lowest, its rows as high as fit."""
    sizes = [legend_size(composition, fonts, box.width, tight=tight) for tight in TIGHT]
    fit = (size.form for size in sizes if size.height <= box.height + SLACK)
    return next(fit, sizes[-1].form)


def legend_breadth(composition: Composition, fonts: Fonts) -> float:
    """Return how broad a legend is whose parts stand under each other, in millimetres."""
    size, breadth = composition.style.text["legend"], 0.0
    for part in composition.drawing.legend:
        if not isinstance(part, HEADED):
            words = (fonts.width(entry.label, "regular", size) for entry in part.entries)
            breadth = max(breadth, SWATCH[0] + WORD_GAP + max(words, default=0.0))
        elif part.entries:
            breadth = max(breadth, part_size(composition, fonts, part, inf)[0])
    return breadth + 1


def column_gap(width: float) -> float:
    """Return the free paper between the columns of a legend of a breadth, in millimetres."""
    return COLUMN_GAP if width > NARROW else NARROW_GAP


def title_lines(composition: Composition, fonts: Fonts, part: Rows, width: float) -> list[str]:
    """Break the title of a part of a legend into lines."""
    return fonts.wrap(part.title, "semibold", composition.style.text["heading"], width=width)


def cell_width(part: Matrix, fonts: Fonts, size: float) -> float:
    """Return how broad a box of two measures is: as the numbers under its columns need."""
    widths = (fonts.width(limit, "regular", size) for limit in part.limits[0])
    return max([CELL, *(width + WORD_GAP / 2 for width in widths)])


def number_heights(style: Style, part: Nested) -> list[float]:
    """Return how high the numbers beside nested circles stand over their base line.

    That of the smallest circle, which is in no other, and the circle itself, stand below it.
    """
    pitch = max(NUMBER_GAP, NUMBER_PITCH * style.text["legend"] * POINT)
    heights: list[float] = []
    for entry in part.entries:
        top = (
            -BELOW * pitch if entry.key == FLOOR else 2 * style.circle["largest_mm"] * entry.radius
        )
        heights.append(min([top, *(height - pitch for height in heights[-1:])]))
    return heights


def part_size(
    composition: Composition, fonts: Fonts, part: Nested | Boxes | Matrix | Tapers, width: float
) -> tuple[float, float]:
    """Measure the circles or classes of a legend with their title: breadth and height."""
    style, size = composition.style, composition.style.text["legend"]
    lines = title_lines(composition, fonts, part, width)
    titled = max(fonts.width(line, "semibold", style.text["heading"]) for line in lines)
    high = title_height(style, len(lines))
    if isinstance(part, Matrix):
        wide = ARROW + len(part.rows[0]) * cell_width(part, fonts, size)
        beside = max((fonts.width(limit, "regular", size) for limit in part.limits[1]), default=0.0)
        below = ARROW + fonts.width(part.across, "regular", size)
        breadth = max(titled, wide + WORD_GAP / 2 + beside, below)
        numbers = WORD_GAP / 2 + CAPITAL * size * POINT
        return breadth, high + len(part.rows) * CELL + numbers + title_height(style)
    words = max(fonts.width(entry.label, "regular", size) for entry in part.entries)
    if isinstance(part, Tapers):
        broadest = composition.drawing.flows.breadth if composition.drawing.flows else 0.0
        rows = sum(max(broadest * entry.radius, size * POINT) + UNDER for entry in part.entries)
        said = fonts.wrap(part.words, "regular", size, width=SAID)
        wide = max(fonts.width(line, "regular", size) for line in [part.note, *said])
        lines = PITCH * size * POINT * (1 + len(said))
        return max(titled, LENGTH + BEFORE + words, wide), high + lines + UNDER + rows
    if isinstance(part, Nested):
        across = 2 * style.circle["largest_mm"] * part.entries[0].radius
        lowest = number_heights(style, part)[-1] - size * POINT / 2
        return max(titled, across + NUMBERS + words), high + across - min(lowest, 0.0)
    notes = max(fonts.width(entry.note, "regular", size) for entry in part.entries)
    sides = max((fonts.width(side, "regular", size) for side in part.sides), default=-6.0)
    wide = SWATCH[0] + WORD_GAP + words + WORD_GAP + notes + 6.0 + sides
    return max(titled, wide), high + len(part.entries) * row_height(style)
