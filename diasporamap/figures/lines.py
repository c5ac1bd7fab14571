"""Draws lines by year: a gap where a year has no value, names and last values at their ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.figures.axis import baseline, round_ticks, small_text
from diasporamap.language import percent_text
from diasporamap.sheet.page import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.figures.plan import FigureSpec
    from diasporamap.language import Language
    from diasporamap.measures import Measure
    from diasporamap.sheet.page import Box, Page

#: Dashes of the lines of earlier sources, and how strongly they are painted.
DASHES: Final = ((), (3.2, 1.6), (1.2, 1.4), (5.0, 1.4, 1.2, 1.4))
PALE: Final = 0.75
#: In millimetres: room of the numbers of years, of a gap, between names at the ends of lines.
FOOT, GAP, APART = 5.0, 1.6, 3.4
#: Per cent between the lines of an axis of shares.
STEP: Final = 10


@dataclass(frozen=True)
class Line:
    """A line: its name, value by year (None where it is hidden), and which source it is of."""

    name: str
    by_year: dict[int, float | None]
    source: int
    place: int

    @property
    def last(self) -> tuple[int, float]:
        """The last year with a value, and the value."""
        year = max(year for year, value in self.by_year.items() if value is not None)
        return year, self.by_year[year] or 0.0


def _pieces(values: dict[int, float | None]) -> list[list[tuple[int, float]]]:
    """Cut a line where a year of its source has no value."""
    pieces: list[list[tuple[int, float]]] = [[]]
    for year in sorted(values):
        value = values[year]
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((year, value))
    return [piece for piece in pieces if piece]


def _colours(page: Page) -> list[str]:
    style = page.style
    own = [style.colour_of("total"), style.circle["change"]["fall"], style.colour_of("women")]
    return [*own, style.points["colour"], style.text["colour"], style.text["muted"]]


def draw_lines(
    page: Page, box: Box, spec: FigureSpec, lines: Sequence[Line], measure: Measure
) -> None:
    """Draw the lines on one axis."""
    language, fonts, style = spec.language, page.fonts, page.style
    size, small = style.text["legend"], small_text(style)
    muted, faint = style.text["muted"], style.map["graticule"]
    years = sorted({year for line in lines for year in line.by_year})
    ends = [measure.written(line.last[1], language) for line in lines]
    named = [words for line in lines for words in _wrapped(page, line, box)]
    wide = [fonts.width(words, "regular", size) for words in named]
    widest = max([*wide, *(fonts.width(words, "semibold", size) for words in ends)])
    highest = max(n for line in lines for n in line.by_year.values() if n is not None)
    lowest = min(n for line in lines for n in line.by_year.values() if n is not None)
    ticks = _ticks(lowest, highest, measure)
    written = measure.written if measure.in_people else _percent
    labels = [written(tick, language) for tick in ticks]
    left = box.left + max(fonts.width(label, "regular", small) for label in labels) + GAP
    right, bottom, top = box.right - widest - 2 * GAP, box.bottom + FOOT, box.top - 2 * GAP
    if right - left < 20.0:  # noqa: PLR2004 - millimetres
        raise UsageError(f"The lines have no room on the size {spec.size}. Choose a larger one.")

    low = ticks[0]

    def at(year: float, value: float) -> tuple[float, float]:
        along = (year - years[0]) / (years[-1] - years[0])
        return left + (right - left) * along, bottom + (top - bottom) * (value - low) / (
            ticks[-1] - low
        )

    for tick, label in zip(ticks, labels, strict=True):
        y = at(years[0], tick)[1]
        page.axes.plot(
            [left, right],
            [y, y],
            color=muted if tick == low else faint,
            linewidth=0.5,
            zorder=level("graticule"),
        )
        page.write(
            left - GAP,
            baseline(y, small),
            label,
            size=small,
            align="right",
            colour=muted,
        )
    end = left - 100.0
    for year in reversed(years):
        x, half = at(year, low)[0], fonts.width(str(year), "regular", small) / 2
        page.axes.plot(
            [x, x], [bottom, bottom - 0.8], color=muted, linewidth=0.5, zorder=level("graticule")
        )
        if end < 0 or x + half + GAP / 2 < end:
            page.write(x, box.bottom + 0.6, str(year), size=small, align="center", colour=muted)
            end = x - half
    colours = _colours(page)
    for line in reversed(lines):
        colour = colours[line.place % len(colours)]
        first = not line.source
        for piece in _pieces(line.by_year):
            xy = [at(*point) for point in piece]
            page.axes.plot(
                [x for x, _ in xy],
                [y for _, y in xy],
                color=colour,
                alpha=1.0 if first else PALE,
                linewidth=1.6 if first else 1.1,
                linestyle="-" if first else (0, DASHES[line.source]),
                marker="o",
                markersize=3.2 if first else 2.4,
                zorder=level("circles") - 0.01 * line.source,
            )
    _name_ends(page, box, lines, ends, [at(*line.last) for line in lines], colours)


def _ticks(lowest: float, highest: float, measure: Measure) -> list[float]:
    """Return the ticks of the axis: from 0 for people, per cent from the tens around the values."""
    if measure.in_people:
        return round_ticks(highest)
    first, last = int(lowest // STEP), int(-(-highest // STEP))
    return [float(STEP * n) for n in range(first, max(last, first + 1) + 1)]


def _percent(value: float, language: Language) -> str:
    return percent_text(value, language, decimals=0)


def _wrapped(page: Page, line: Line, box: Box) -> list[str]:
    """Break the name of a line into lines of a third of the sheet; the only line needs none."""
    if not line.name:
        return []
    return page.fonts.wrap(line.name, "regular", page.style.text["legend"], width=box.width / 3.2)


def _name_ends(
    page: Page,
    box: Box,
    lines: Sequence[Line],
    written: Sequence[str],
    points: Sequence[tuple[float, float]],
    colours: Sequence[str],
) -> None:
    """Write the last value and the name of each line at its end, apart from one another."""
    size = page.style.text["legend"]
    pitch = APART * size / 7.5
    blocks = [
        [value, *_wrapped(page, line, box)] for line, value in zip(lines, written, strict=True)
    ]
    order = sorted(range(len(lines)), key=lambda n: -points[n][1])
    tops = {n: points[n][1] + pitch / 2 for n in order}
    for _ in range(2):  # downwards from the top, then up from the foot
        ceiling = box.top
        for n in order:
            tops[n] = min(tops[n], ceiling)
            ceiling = tops[n] - pitch * len(blocks[n]) - pitch / 3
        floor = box.bottom
        for n in reversed(order):
            high = pitch * len(blocks[n])
            tops[n] = max(tops[n], floor + high)
            floor = tops[n] + pitch / 3
    right = max(x for x, _ in points)
    for n in order:
        colour = colours[lines[n].place % len(colours)]
        x = right + 2 * GAP
        page.axes.plot(
            [points[n][0] + 0.8, x - 0.5],
            [points[n][1], tops[n] - pitch / 2],
            color=page.style.text["muted"],
            linewidth=0.3,
            zorder=level("leaders"),
        )
        for number, words in enumerate(blocks[n]):
            middle = tops[n] - pitch * (number + 0.5)
            page.write(
                x,
                baseline(middle, size),
                words,
                size=size,
                face="regular" if number else "semibold",
                colour=None if number else colour,
            )
