"""The pyramid of ages: women left and men right of one axis, the youngest at its foot."""

from __future__ import annotations

import re
from math import isnan
from typing import TYPE_CHECKING, Final, Literal

from matplotlib.patches import Rectangle

from diasporamap.counts.characteristics import AGE, not_stated
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
from diasporamap.language import message, text
from diasporamap.measures import MEASURES
from diasporamap.protection.figures import figures_by_place
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Page

#: How age groups are written, in files and as SDMX codes: from, and to or none.
BETWEEN = re.compile(r"y?\s*(\d{1,3})\s*(?:-|–|t|à|a|to|_)\s*y?(\d{1,3})\D*", re.IGNORECASE)
OVER = re.compile(r"(?:y?_?ge_?)?\s*y?(\d{1,3})\D*(?:\+|plus|over|more|older)?\D*", re.IGNORECASE)
UNDER = re.compile(r"(?:y?_?lt_?|<|under|moins de|less than)\s*(\d{1,3})\D*", re.IGNORECASE)
FEWEST, NO_AGE = 2, not_stated(AGE)
#: The texts of a sex.
_SEX: Final = {"F": "women", "M": "men"}
#: In millimetres: the least pitch of rows, room of the numbers of the axis and of a gap.
ROW, FOOT, GAP = 3.4, 5.0, 1.2


def age_span(group: str) -> tuple[int, int | None] | None:
    """Return the first and the last year of an age group, None where it is open; None if unread."""
    written = group.strip()
    if found := BETWEEN.fullmatch(written):
        return int(found[1]), int(found[2])
    if found := UNDER.fullmatch(written):
        return 0, int(found[1]) - 1
    if found := OVER.fullmatch(written):
        alone = written.isdigit()
        return int(found[1]), int(found[1]) if alone else None
    return None


def compose_pyramid(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose the pyramid of the table of age groups."""
    (protected,) = tables
    language = spec.language
    count, state = figures_by_place(protected)
    spans = {group: age_span(str(group)) for group in count.index if group != NO_AGE}
    unread = [str(group) for group, span in spans.items() if span is None]
    if unread:
        raise UsageError(message("figures.ages_unread", groups=len(unread)))
    if len(spans) < FEWEST or (state[["F", "M"]] == "no_data").all(axis=None):
        raise UsageError(message("figures.too_few_ages"))
    groups = sorted(spans, key=lambda group: (spans[group] or (0, 0))[0])
    widths = {(span[1] or 0) - span[0] for group in groups[:-1] if (span := spans[group])}
    notes = [text("figure.uneven_ages", language) if len(widths) > 1 else ""]
    if (state.loc[groups, ["F", "M"]] == "suppressed").any(axis=None):
        notes.append(text("figure.hidden", language, sign=text("chart.signs.suppressed", language)))
    if (count.loc[groups, "U"] > 0).any() or (state.loc[groups, "U"] == "suppressed").any():
        notes.append(text("figure.unknown_left_out", language))
    if NO_AGE in count.index:
        known = state["T"][NO_AGE] == "value"
        people = (
            MEASURES["total"].written(float(count["T"][NO_AGE]), language)
            if known
            else text("chart.signs.suppressed", language)
        )
        notes.append(text("figure.no_age", language, people=people))
    names = {group: _written(spans[group], spec) for group in groups}

    def figure_of(group: str, sex: str) -> str:
        shown = state[sex][group] == "value"
        if shown:
            return MEASURES["total"].written(float(count[sex][group]), language)
        return text(f"chart.signs.{state[sex][group]}", language)

    read = [
        text(
            "figure.read_sexes",
            language,
            name=names[group],
            women=figure_of(group, "F"),
            men=figure_of(group, "M"),
        )
        for group in groups
    ]
    words = figure_words(
        tables,
        spec,
        title=title_text(tables, spec),
        subtitle=text("figure.pyramid", language),
        notes=[" ".join(filter(None, notes))],
        told=read,
    )
    written = [(names[g], figure_of(g, "F"), figure_of(g, "M")) for g in groups]
    return Figured(
        words, lambda page, box: _draw(page, box, spec, count.loc[groups, ["F", "M"]], written)
    )


def _written(span: tuple[int, int | None] | None, spec: FigureSpec) -> str:
    """Write an age group: "15–24", "65 et plus"."""
    first, last = span or (0, 0)
    if last is None:
        return text("figure.age_over", spec.language, age=first)
    return str(first) if first == last else f"{first}–{last}"


def _draw(
    page: Page,
    box: Box,
    spec: FigureSpec,
    count: pd.DataFrame,
    written: Sequence[tuple[str, str, str]],
) -> None:
    style, fonts, language = page.style, page.fonts, spec.language
    size, small = style.text["legend"], small_text(style)
    muted = style.text["muted"]
    head, foot = box.top - CAPITAL * size * POINT, box.bottom + FOOT
    top = head - GAP
    pitch = (top - foot) / len(written)
    if pitch < ROW * size / 7.5:
        raise NoRoomError(len(written), spec)
    middle = max(fonts.width(name, "regular", size) for name, _, _ in written) / 2 + GAP
    numbers = max(fonts.width(words, "regular", small) for _, *both in written for words in both)
    centre, reach = (box.left + box.right) / 2, box.width / 2 - middle - numbers - GAP
    if reach < 8 * GAP:
        raise UsageError(message("figures.no_room_for_ages", size=spec.size))
    highest = max(float(count[sex].max()) for sex in ("F", "M") if count[sex].notna().any())
    scale = reach / highest if highest > 0 else 0.0
    _axis(page, box, highest, (centre, middle, scale), (foot, top), language)
    for side, sex in ((-1, "F"), (1, "M")):
        start = centre + side * middle
        colour, fill = style.colour_of(_SEX[sex]), style.bar_of(_SEX[sex])
        align: Literal["left", "right"] = "right" if side < 0 else "left"
        words = text(f"chart.{_SEX[sex]}", language)
        page.write(start, head, words, size=size, face="semibold", align=align, colour=colour)
        for number, (value, row) in enumerate(zip(count[sex], written, strict=True)):
            y = foot + pitch * (number + 0.5)
            known = not isnan(float(value))
            wide = scale * float(value) if known else 0.0
            corner = (min(start, start + side * wide), y - 0.42 * pitch)
            bar = Rectangle(
                corner, wide, 0.84 * pitch, facecolor=fill, linewidth=0, zorder=level("marks")
            )
            if wide:
                page.axes.add_patch(bar)
            page.write(
                start + side * (wide + GAP),
                baseline(y, small),
                row[1 + (side > 0)],
                size=small,
                align=align,
                colour=None if known else muted,
            )
            if side < 0:
                page.write(centre, baseline(y, size), row[0], size=size, align="center")


def _axis(
    page: Page,
    box: Box,
    highest: float,
    at: tuple[float, float, float],
    span: tuple[float, float],
    language: Language,
) -> None:
    """Draw lines at round numbers on both sides of the ages."""
    centre, middle, scale = at
    small = small_text(page.style)
    muted, faint = page.style.text["muted"], page.style.map["graticule"]
    end = 0.0
    for tick in round_ticks(highest, 4):
        if tick > highest:
            continue
        label = MEASURES["total"].written(tick, language)
        half = page.fonts.width(label, "regular", small) / 2
        if tick and tick * scale - half < end:
            continue
        end = tick * scale + half + GAP
        for side in (-1, 1):
            x = centre + side * (middle + tick * scale)
            page.axes.plot(
                [x, x],
                list(span),
                color=faint if tick else muted,
                linewidth=0.4,
                zorder=level("graticule"),
            )
            page.write(x, box.bottom + 0.6, label, size=small, align="center", colour=muted)


FIGURES.add(FigureKind(name="pyramid", compose=compose_pyramid, measures=("total",), by=AGE))
