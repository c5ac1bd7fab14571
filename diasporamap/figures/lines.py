"""Draws lines by year: a gap where a year has no value, names and last values at their ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.figures.axis import baseline, round_ticks, small_text
from diasporamap.language import message, percent_text
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
#: Length of the piece of a line in the key, in millimetres; and the part of the breadth, as one in
#: so many, that what stands at the end of a line has at most.
PIECE, SHARE = 8.0, 3.2
#: Per cent between the lines of an axis of shares.
STEP: Final = 10


@dataclass(frozen=True)
class Line:
    """A line: its name, value by year (None where it is hidden), its source and its place."""

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
    page: Page,
    box: Box,
    spec: FigureSpec,
    lines: Sequence[Line],
    measure: Measure,
    sources: Sequence[str],
) -> None:
    """Draw the lines on one axis; over them is a key of `sources` where names are of places."""
    box = _draw_key(page, box, sources)
    language, fonts, style = spec.language, page.fonts, page.style
    small = small_text(style)
    muted, faint = style.text["muted"], style.map["graticule"]
    years = sorted({year for line in lines for year in line.by_year})
    ends = [measure.written(line.last[1], language) for line in lines]
    blocks = [_End(page, line.name, end, box) for line, end in zip(lines, ends, strict=True)]
    widest = max(block.width for block in blocks)
    aside = max(2 * GAP, fonts.width(str(years[-1]), "regular", small) / 2 + GAP / 2)
    highest = max(n for line in lines for n in line.by_year.values() if n is not None)
    lowest = min(n for line in lines for n in line.by_year.values() if n is not None)
    ticks = _ticks(lowest, highest, measure)
    written = measure.written if measure.in_people else _percent
    labels = [written(tick, language) for tick in ticks]
    left = box.left + max(fonts.width(label, "regular", small) for label in labels) + GAP
    right, bottom, top = box.right - widest - aside, box.bottom + FOOT, box.top - 2 * GAP
    if right - left < 20.0:  # noqa: PLR2004 - millimetres
        raise UsageError(message("figures.no_room_for_lines", size=spec.size))

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
                **_pen(line.source),
                marker="o",
                markersize=3.2 if first else 2.4,
                zorder=level("circles") - 0.01 * line.source,
            )
    inks = [colours[line.place % len(colours)] for line in lines]
    _name_ends(page, box, blocks, [at(*line.last) for line in lines], inks, aside)


def _ticks(lowest: float, highest: float, measure: Measure) -> list[float]:
    """Return the ticks of the axis: from 0 for people, per cent from the tens around the values."""
    if measure.in_people:
        return round_ticks(highest)
    first, last = int(lowest // STEP), int(-(-highest // STEP))
    return [float(STEP * n) for n in range(first, max(last, first + 1) + 1)]


def _percent(value: float, language: Language) -> str:
    return percent_text(value, language, decimals=0)


class _End:
    """What stands at the end of a line: its last value, and its name behind it or below."""

    def __init__(self, page: Page, name: str, value: str, box: Box) -> None:
        fonts, size, most = page.fonts, page.style.text["legend"], box.width / SHARE
        after = fonts.width(f"{value} ", "semibold", size)
        self.value, self.behind, self.below = value, "", list[str]()
        if name and after + fonts.width(name, "regular", size) <= most:
            self.behind = name
        elif name:
            self.below = fonts.wrap(name, "regular", size, width=most)
        wide = [fonts.width(line, "regular", size) for line in (self.behind, *self.below)]
        self.after, self.width = after, max(after + wide[0], *wide)

    @property
    def rows(self) -> int:
        """How many lines of text it has."""
        return 1 + len(self.below)


def _draw_key(page: Page, box: Box, sources: Sequence[str]) -> Box:
    """Draw a piece of the line of each source with its name; return the room that is left."""
    size, ink, left = page.style.text["legend"], page.style.text["colour"], box.left
    pitch = APART * size / 7.5
    middle = box.top - pitch / 2
    for number, source in enumerate(sources):
        wide = PIECE + GAP + page.fonts.width(source, "regular", size)
        if left > box.left and left + wide > box.right:
            left, middle = box.left, middle - pitch
        page.axes.plot(
            [left, left + PIECE], [middle, middle], color=ink, **_pen(number), zorder=level("marks")
        )
        page.write(left + PIECE + GAP, baseline(middle, size), source, size=size)
        left += wide + 4 * GAP
    return replace(box, top=middle - pitch / 2 - GAP) if sources else box


def _pen(source: int) -> dict[str, Any]:
    """Return how lines of a source are drawn: the first one solid, others in dashes and pale."""
    dashes = (0, DASHES[source]) if source else "-"
    return {
        "alpha": PALE if source else 1.0,
        "linewidth": 1.1 if source else 1.6,
        "linestyle": dashes,
    }


def _name_ends(
    page: Page,
    box: Box,
    blocks: Sequence[_End],
    points: Sequence[tuple[float, float]],
    inks: Sequence[str],
    aside: float,
) -> None:
    """Write what stands at the end of each line, apart from one another.

    A leader goes straight on to the last year first, so that none crosses another.
    """
    size = page.style.text["legend"]
    pitch = APART * size / 7.5
    order = sorted(range(len(blocks)), key=lambda n: -points[n][1])
    tops = {n: points[n][1] + pitch / 2 for n in order}
    for _ in range(2):  # downwards from the top, then up from the foot
        ceiling = box.top
        for n in order:
            tops[n] = min(tops[n], ceiling)
            ceiling = tops[n] - pitch * blocks[n].rows - pitch / 3
        floor = box.bottom
        for n in reversed(order):
            tops[n] = max(tops[n], floor + pitch * blocks[n].rows)
            floor = tops[n] + pitch / 3
    right = max(x for x, _ in points)
    for n in order:
        (end, y), block, x = points[n], blocks[n], right + aside
        page.axes.plot(
            [end + 0.8, right + 0.8, x - 0.5],
            [y, y, tops[n] - pitch / 2],
            color=page.style.text["muted"],
            linewidth=0.3,
            zorder=level("leaders"),
        )
        first = baseline(tops[n] - pitch / 2, size)
        page.write(x, first, block.value, size=size, face="semibold", colour=inks[n])
        if block.behind:
            page.write(x + block.after, first, block.behind, size=size)
        for number, words in enumerate(block.below, start=1):
            page.write(x, first - number * pitch, words, size=size)
