"""Lines by year: each source, revision and definition by itself, gaps where a figure is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from diasporamap.errors import UsageError
from diasporamap.figures.plan import (
    FIGURES,
    Figured,
    FigureKind,
    FigureSpec,
    round_ticks,
)
from diasporamap.figures.words import figure_words, series_name, title_text
from diasporamap.language import list_text, percent_text, text
from diasporamap.maps.captions import values_of
from diasporamap.measures import MEASURES, measure_table, overall_value
from diasporamap.protection.figures import people_shown
from diasporamap.protection.gate import refuse_telling_apart
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.measures import Measure
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Page

#: A line is between years.
FEWEST: Final = 2
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


def compose_years(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose lines of all people of each source, or of some places."""
    language, measure = spec.language, MEASURES[spec.measure].of(tables[0].quantity)
    series: dict[tuple[str, ...], list[ProtectedCounts]] = {}
    for table in tables:
        if table.year is not None:
            key = (*values_of(table, "source"), *values_of(table, "definition"))
            series.setdefault(key, []).append(table)
    if len({table.year for each in series.values() for table in each}) < FEWEST:
        raise UsageError("A figure of years needs counts of two or more. These have fewer.")
    if len({table.quantity for table in tables}) > 1:
        raise UsageError("People and quantities are on no common axis. Draw a figure of each.")
    # The source that goes on longest is drawn first and dark.
    ordered = sorted(series.values(), key=lambda each: -max(table.year or 0 for table in each))
    if len(ordered) > len(DASHES):
        raise UsageError(f"More than {len(DASHES)} sources are not told apart. Leave some out.")
    names = _names(tables, spec)
    sources = [series_name(each[0], language) for each in ordered]
    if len(set(sources)) < len(sources):
        sources = [series_name(each[0], language, defined=True) for each in ordered]
    lines = [
        Line(_line_name(source, names.get(place, ""), len(ordered)), found, number, at)
        for at, place in enumerate(spec.places or ("",))
        for number, (source, each) in enumerate(zip(sources, ordered, strict=True))
        for found in (_values(each, place, spec),)
        if any(value is not None for value in found.values())
    ]
    if len(lines) == 1:
        lines = [replace(lines[0], name="")]
    if not lines:
        raise UsageError("No figure of any year is shown, so there is no line.")
    hidden = sorted({y for line in lines for y, value in line.by_year.items() if value is None})
    notes = [text("figure.sources_apart", language) if len(ordered) > 1 else ""]
    if hidden:
        kind = "gap" if spec.places else "gap_sum"
        years = list_text([str(year) for year in hidden], language)
        notes.append(text(f"figure.{kind}", language, years=years))
    told = [
        text(
            "figure.read",
            language,
            name=f"{line.name}{line.name and ', '}{line.last[0]}",
            value=measure.written(line.last[1], language),
        )
        for line in lines
    ]
    kept = [table for each in ordered for table in each]
    words = figure_words(
        kept,
        spec,
        title=title_text(kept, spec),
        subtitle=_subtitle(spec, sources, names),
        notes=[" ".join(filter(None, notes))],
        told=told,
    )
    return Figured(words, lambda page, box: _draw(page, box, spec, lines, measure))


def _names(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> dict[str, str]:
    """Return the names of places that have lines; refuse those that there are not, or may not."""
    geography = tables[0].geography
    known = dict(geography.table[f"short_{spec.language}"])
    unknown = [place for place in spec.places if place not in known]
    if unknown:
        raise UsageError(
            f"'{unknown[0]}' is none of the {geography.name}. Give codes, as "
            f"{', '.join(map(str, list(known)[:3]))}."
        )
    if spec.places:  # lines of all people are of years where nobody is hidden
        for year in {table.year for table in tables}:
            refuse_telling_apart([table for table in tables if table.year == year])
    return {place: str(known[place]) for place in spec.places}


def _line_name(source: str, place: str, sources: int) -> str:
    if not place:
        return source
    return f"{place} ({source})" if sources > 1 else place


def _subtitle(spec: FigureSpec, sources: Sequence[str], names: dict[str, str]) -> str:
    """Say what is on the axis where the title does not, and of whom the lines are."""
    if names:
        return list_text(list(names.values()), spec.language)
    return sources[0] if len(sources) == 1 else text("figure.by_source", spec.language)


def _values(
    tables: Sequence[ProtectedCounts], place: str, spec: FigureSpec
) -> dict[int, float | None]:
    """Return the value of each year of a series: None where it is hidden, or not all is shown."""
    found: dict[int, float | None] = {}
    for table in tables:
        known = measure_table(table, spec.measure)
        if place:
            state = known["state"].get(place, "no_data")
            found[table.year or 0] = float(known["value"][place]) if state == "value" else None
        elif not table.sums_told:
            found[table.year or 0] = None
        elif MEASURES[spec.measure].in_people:
            of_total = spec.measure == "total"
            shown = people_shown(table) if of_total else float(known["value"].sum())
            found[table.year or 0] = shown if of_total or shown else None
        else:
            value = overall_value(table, spec.measure, known.index)
            found[table.year or 0] = None if pd.isna(value) else value
    return found


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


def _draw(page: Page, box: Box, spec: FigureSpec, lines: Sequence[Line], measure: Measure) -> None:
    language, fonts, style = spec.language, page.fonts, page.style
    size, small = style.text["legend"], max(style.text["legend"] - 0.5, 7.0)
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
            y - CAPITAL * small * POINT / 2,
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
                middle - CAPITAL * size * POINT / 2,
                words,
                size=size,
                face="regular" if number else "semibold",
                colour=None if number else colour,
            )


FIGURES.add(
    FigureKind(
        name="years",
        compose=compose_years,
        measures=("total", "women", "men", "share_women"),
        several=True,
        has_places=True,
    )
)
