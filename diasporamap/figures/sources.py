"""The range of several sources by place: a sign a source, and a line from lowest to highest."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.figures.axis import baseline, round_ticks, small_text
from diasporamap.figures.plan import (
    FIGURES,
    Figured,
    FigureKind,
    FigureSpec,
    NoRoomError,
)
from diasporamap.figures.words import figure_words, title_text
from diasporamap.language import message, number_text, range_text, sort_key, text
from diasporamap.maps.captions import values_of
from diasporamap.maps.ranges import Compared, latest, ranges_of, series_name
from diasporamap.measures import stocks
from diasporamap.places.geography import countries, in_un_names
from diasporamap.protection.gate import refuse_telling_apart
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.maps.ranges import Ranges
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Page

#: The most and the fewest sources, and the shape of the sign of each.
SIGNS: Final = ("o", "D", "s", "^", "v", "P")
FEWEST: Final = 2
#: How many times the smallest the largest figure is from which on the axis is logarithmic.
LOGARITHMIC: Final = 50
#: In millimetres: pitch of rows, of lines of the legend, and free paper; size of a sign in points.
ROW, LINE, GAP, SIGN = 4.6, 4.0, 2.0, 5.2
MOST_ROW = 7.5


def compose_sources(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose the ranges of several sources, of the last year of each."""
    kept = latest(tables)
    if not FEWEST <= len(kept) <= len(SIGNS):
        raise UsageError(
            message("figures.number_of_sources", fewest=FEWEST, most=len(SIGNS), number=len(kept))
        )
    if kept[0].by != "country" or any(table.quantity is not None for table in kept):
        raise UsageError(message("figures.ranges_of_people"))
    refuse_telling_apart(kept)
    language, style = spec.language, spec.drawn_in
    ranges = ranges_of([Compared(series_name(t, language), t) for t in kept], spec.measure)
    geography = in_un_names(countries()) if style.names == "un" else countries()
    names = dict(geography.table[f"short_{language}"])
    found = ranges.table[ranges.table["shown"] > 1]
    order = sorted(
        found.index, key=lambda place: (-float(found["highest"][place]), sort_key(names[place]))
    )
    if not order:
        raise UsageError(message("figures.no_range"))
    rows = order[: spec.rows]
    hidden = bool((ranges.states.loc[rows] == "suppressed").any(axis=None))
    notes = [text("range.apart", language), text("range.hidden", language) if hidden else ""]
    if _axis(ranges, rows)[0]:
        notes.append(text("figure.logarithmic", language))
    words = figure_words(
        kept,
        spec,
        title=title_text(kept, spec, of=_of_sources(kept, language)),
        subtitle=text(
            f"figure.sources_{'all' if len(rows) == len(order) else 'first'}",
            language,
            number=number_text(len(rows), language),
            of=number_text(len(order), language),
        ),
        notes=[" ".join(filter(None, notes))],
        told=(
            text("figure.read", language, name=names[place], value=_range(found.loc[place], spec))
            for place in rows[:5]
        ),
    )

    def draw(page: Page, box: Box) -> None:
        _draw(page, box, spec, ranges, [(place, str(names[place])) for place in rows])

    return Figured(words, draw)


def _of_sources(tables: Sequence[ProtectedCounts], language: Language) -> str:
    """Say how many sources there are, or figures where one source has several."""
    names = {(*values_of(table, "source"),) for table in tables}
    key = "range.sources" if len(names) == len(tables) else "range.series"
    return text(key, language, number=number_text(len(tables), language))


def _range(row: object, spec: FigureSpec) -> str:
    low, high = (number_text(row[name], spec.language) for name in ("lowest", "highest"))  # type: ignore[index]
    return high if low == high else range_text(low, high, spec.language)


def _axis(ranges: Ranges, rows: Sequence[str]) -> tuple[bool, list[float]]:
    """Return whether the axis is logarithmic, and its ticks."""
    shown = ranges.people.loc[list(rows)]
    highest = max(float(shown[at].max()) for at in shown if shown[at].notna().any())
    over = shown.where(shown > 0)
    lowest = min(float(over[at].min()) for at in over if over[at].notna().any())
    if highest < LOGARITHMIC * lowest or (shown == 0).any(axis=None):
        return False, round_ticks(highest)
    powers = range(int(log10(lowest) // 1), int(-(-log10(highest) // 1)) + 1)
    return True, [10.0**power for power in powers]


def _colours(page: Page, number: int) -> list[str]:
    style = page.style
    ink = [style.colour_of("total"), style.circle["change"]["fall"], style.colour_of("women")]
    return [*ink, style.text["colour"], style.points["colour"], style.text["muted"]][:number]


def _draw(
    page: Page, box: Box, spec: FigureSpec, ranges: Ranges, rows: Sequence[tuple[str, str]]
) -> None:
    language, fonts, style = spec.language, page.fonts, page.style
    size, small = style.text["legend"], small_text(style)
    ink, muted, faint = style.text["colour"], style.text["muted"], style.map["graticule"]
    columns, colours = ranges.columns, _colours(page, len(ranges.columns))
    top = _legend(page, box, spec, columns, colours)
    texts = [_range(ranges.table.loc[place], spec) for place, _ in rows]
    names = max(fonts.width(name, "regular", size) for _, name in rows)
    right = box.right - max(fonts.width(written, "regular", small) for written in texts) - 2 * GAP
    left = box.left + min(names, 0.4 * box.width) + 2 * GAP
    pitch = min((top - box.bottom - LINE) / len(rows), MOST_ROW)
    if pitch < ROW * size / 7.5 or right - left < 8 * GAP:
        raise NoRoomError(len(rows), spec)
    logarithmic, ticks = _axis(ranges, [place for place, _ in rows])
    first, last = (log10(ticks[0]), log10(ticks[-1])) if logarithmic else (0.0, ticks[-1])

    def at(value: float) -> float:
        along = log10(value) if logarithmic else value
        return left + (right - left) * (along - first) / (last - first)

    bottom, end = top - LINE - pitch * len(rows), box.left
    for tick in ticks:
        written = number_text(tick, language)
        half = fonts.width(written, "regular", small) / 2
        page.axes.plot(
            [at(tick)] * 2,
            [bottom, top - LINE],
            color=faint,
            linewidth=0.4,
            zorder=level("graticule"),
        )
        if at(tick) - half > end:
            page.write(
                at(tick),
                baseline(top - LINE / 2, small),
                written,
                size=small,
                colour=muted,
                align="center",
            )
            end = at(tick) + half + GAP / 2
    for number, ((place, name), written) in enumerate(zip(rows, texts, strict=True)):
        middle = top - LINE - pitch * (number + 0.5)
        low, high = (float(ranges.table[end][place]) for end in ("lowest", "highest"))
        lines = fonts.wrap(name, "regular", size, width=left - box.left - GAP)
        page.write(
            box.left, baseline(middle, size), lines[0] + ("…" if lines[1:] else ""), size=size
        )
        page.axes.plot(
            [at(low), at(high)],
            [middle] * 2,
            color=muted,
            linewidth=1.6,
            alpha=0.45,
            solid_capstyle="round",
            zorder=level("borders"),
        )
        people = [float(ranges.people[n][place]) for n in range(len(columns))]
        for at_column, (sign, colour) in enumerate(zip(SIGNS, colours, strict=False)):
            if ranges.states.at[place, at_column] == "value":
                _sign(page, at(people[at_column]), middle, sign, colour)
        page.write(
            box.right, baseline(middle, small), written, size=small, align="right", colour=ink
        )


def _legend(
    page: Page, box: Box, spec: FigureSpec, columns: Sequence[Compared], colours: Sequence[str]
) -> float:
    """Name the sign of each source at the head of the box; return where the rest begins."""
    size, titles, top = page.style.text["legend"], [one.name for one in columns], box.top
    for sign, colour, column in zip(SIGNS, colours, columns, strict=False):
        table = column.protected
        label = series_name(table, spec.language, defined=titles.count(column.name) > 1)
        label += f", {table.year}" if table.year else ""
        for number, line in enumerate(
            page.fonts.wrap(label, "regular", size, width=box.width - 3 * GAP)
        ):
            middle = top - LINE / 2
            if not number:
                _sign(page, box.left + GAP / 2, middle, sign, colour)
            page.write(box.left + 2 * GAP, baseline(middle, size), line, size=size)
            top -= LINE
    return top - GAP / 2


def _sign(page: Page, x: float, y: float, sign: str, colour: str) -> None:
    page.axes.plot(
        [x],
        [y],
        marker=sign,
        color=colour,
        markersize=SIGN,
        linestyle="none",
        markeredgecolor=page.style.map["page"],
        markeredgewidth=0.5,
        alpha=0.9,
        zorder=level("circles"),
    )


FIGURES.add(FigureKind(name="sources", compose=compose_sources, measures=stocks(), several=True))
