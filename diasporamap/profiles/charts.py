"""Draws the charts of a profile: women and men by year, the largest places, people by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Rectangle

from diasporamap.figures.axis import baseline
from diasporamap.figures.lines import Line, draw_lines
from diasporamap.figures.plan import FigureSpec
from diasporamap.language import number_text, text
from diasporamap.measures import MEASURES
from diasporamap.sheet.page import Box, in_layer, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.profiles.facts import Facts, Figure
    from diasporamap.sheet.page import Page

#: Height of a row and of the bar in it, between two columns, and over the first row, in mm.
ROW, BAR, GAP, HEAD = 5.4, 3.4, 1.2, 5.0
#: The most rows of years, and how many places are compared.
YEARS, PLACES = 4, 5
#: What is free at the right of a picture, so that no letter is cut, in millimetres.
EDGE: Final = 0.6
#: A line is between two years.
FEWEST: Final = 2


@dataclass(frozen=True)
class SexRow:
    """Women and men in a year, and the share of women."""

    year: int
    women: Figure
    men: Figure
    share: Figure


def sex_rows(facts: Facts) -> tuple[SexRow, ...]:
    """Return women and men by year, of a few years the last of which is that of the place.

    None where the counts do not tell them apart in any year.
    """
    tables = facts.own
    rows = [
        SexRow(
            one.year or 0,
            facts.figure("F", one),
            facts.figure("M", one),
            facts.share_women(one),
        )
        for one in tables
    ]
    if all(row.women.state == row.men.state == "no_data" for row in rows):
        return ()
    if len(rows) <= YEARS:
        return tuple(rows)
    steps = (len(rows) - 1) / (YEARS - 1)
    return tuple(rows[round(step * steps)] for step in range(YEARS))


def sign_of(figure: Figure, language: Language) -> str:
    """Write a number of people, or the sign of its state."""
    if figure.value is None:
        return text(f"chart.signs.{figure.state}", language)
    return number_text(figure.value, language)


def percent_of(figure: Figure, language: Language) -> str:
    """Write a share in per cent without the sign, or the sign of its state."""
    if figure.value is None:
        return text(f"chart.signs.{figure.state}", language)
    return number_text(figure.value, language, decimals=1)


@in_layer("companion")
def draw_sexes(page: Page, rows: Sequence[SexRow], language: Language) -> None:
    """Draw women left and men right of an axis, a row a year, and the share of women."""
    style, size, paper = page.style, page.style.text["legend"], page.paper
    edge = paper.width - EDGE
    women, men = (style.colour_of(sex) for sex in ("women", "men"))
    written = [(sign_of(row.women, language), sign_of(row.men, language)) for row in rows]
    widths = [max(page.fonts.width(pair[at], "regular", size) for pair in written) for at in (0, 1)]
    heads = [text(f"chart.{one}", language) for one in ("women", "men", "share")]
    widest = max(page.fonts.width(heads[2], "regular", size), 10.0)
    names = max(page.fonts.width(str(row.year), "semibold", size) for row in rows)
    left, right = (
        names + 2 * GAP + widths[0] + GAP,
        edge - widest - 2 * GAP - widths[1] - GAP,
    )
    longest = [
        max(one.value or 0.0 for one in column)
        for column in zip(*((r.women, r.men) for r in rows), strict=True)
    ]
    scale = (right - left) / (sum(longest) or 1.0)
    axis = left + scale * longest[0] if sum(longest) else (left + right) / 2
    heads_fit = (
        page.fonts.width(heads[0], "semibold", size) + GAP,
        edge - widest - 3 * GAP - page.fonts.width(heads[1], "semibold", size),
    )
    if not heads_fit[0] <= axis <= heads_fit[1]:  # one sex is hidden, or nearly alone
        axis = min(max(axis, heads_fit[0]), heads_fit[1])
        rooms = zip((axis - left, right - axis), longest, strict=True)
        scale = min((room / most for room, most in rooms if most), default=scale)
    pitch = (paper.height - HEAD) / len(rows)
    head = baseline(paper.height - HEAD / 2, size)
    page.write(axis - GAP, head, heads[0], size=size, face="semibold", colour=women, align="right")
    page.write(axis + GAP, head, heads[1], size=size, face="semibold", colour=men)
    muted = style.text["muted"]
    page.write(edge, head, heads[2], size=size, colour=muted, align="right")
    thick = min(BAR + 1.6, 0.62 * pitch)
    for at, (row, (of_women, of_men)) in enumerate(zip(rows, written, strict=True)):
        middle = paper.height - HEAD - (at + 0.5) * pitch
        base = baseline(middle, size)
        face: Any = "semibold" if at == len(rows) - 1 else "regular"
        ends = [axis - scale * (row.women.value or 0.0), axis + scale * (row.men.value or 0.0)]
        for end, fill in zip(ends, (style.bar_of("women"), style.bar_of("men")), strict=True):
            _bar(page, (axis, end), middle, thick, fill)
        page.write(0.0, base, str(row.year) if row.year else "", size=size, face=face)
        for x, words, figure, align in (
            (ends[0] - GAP, of_women, row.women, "right"),
            (ends[1] + GAP, of_men, row.men, "left"),
            (edge, percent_of(row.share, language), row.share, "right"),
        ):
            ink = muted if figure.value is None else None
            page.write(x, base, words, size=size, face=face, align=align, colour=ink)  # type: ignore[arg-type]
    _axis(page, axis, (0.0, paper.height - HEAD))


@dataclass(frozen=True)
class PlaceRow:
    """A place among the largest ones; `own` is the one that the profile is of."""

    name: str
    people: float
    own: bool


def place_rows(facts: Facts) -> tuple[PlaceRow, ...]:
    """Return the largest places, with the own one behind them where it is none of them."""
    first = [*facts.ranked.index[:PLACES]]
    own = [facts.place] if facts.rank and facts.place not in first else []
    return tuple(
        PlaceRow(_numbered(facts, place, own), float(facts.ranked[place]), place == facts.place)
        for place in [*first, *own]
    )


def _numbered(facts: Facts, place: str, own: Sequence[str]) -> str:
    name = str(facts.names[place])
    return f"{facts.rank}. {name}" if place in own else name


def places_height(rows: Sequence[PlaceRow]) -> float:
    """Return how high a chart of places is, in millimetres."""
    return len(rows) * ROW + 0.4


@in_layer("companion")
def draw_places(page: Page, rows: Sequence[PlaceRow], language: Language) -> None:
    """Draw a bar of people by place, that of the profile dark and the others pale."""
    style, size, paper = page.style, page.style.text["legend"], page.paper
    limit = 0.42 * paper.width
    names = [_cut(page, row.name, size, limit) for row in rows]
    axis = max(page.fonts.width(name, "semibold", size) for name in names) + 2 * GAP
    ends = [number_text(row.people, language) for row in rows]
    room = (
        paper.width
        - EDGE
        - axis
        - GAP
        - max(page.fonts.width(end, "semibold", size) for end in ends)
    )
    scale = room / max(row.people for row in rows)
    dark, pitch = style.colour_of("total"), paper.height / len(rows)
    pale = style.sequential[1]
    for at, (row, name, end) in enumerate(zip(rows, names, ends, strict=True)):
        middle = paper.height - (at + 0.5) * pitch
        face: Any = "semibold" if row.own else "regular"
        _bar(page, (axis, axis + scale * row.people), middle, BAR, dark if row.own else pale)
        page.write(0.0, baseline(middle, size), name, size=size, face=face)
        x = axis + scale * row.people + GAP
        page.write(x, baseline(middle, size), end, size=size, face=face)
    _axis(page, axis, (0.0, paper.height))


def _cut(page: Page, name: str, size: float, limit: float) -> str:
    if page.fonts.width(name, "semibold", size) <= limit:
        return name
    while page.fonts.width(f"{name}…", "semibold", size) > limit:
        name = name[:-1]
    return f"{name.rstrip()}…"


def lines_of(facts: Facts) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return a line a source with the names of the sources; none of one year alone."""
    known = facts.in_series
    years = {year for _, by_year in known for year, at in by_year.items() if at is not None}
    if len(years) < FEWEST:
        return (), ()
    lines = tuple(Line("", by_year, at, 0) for at, (_, by_year) in enumerate(known))
    return lines, tuple(series.name for series, _ in known)


@in_layer("companion")
def draw_years(
    page: Page, lines: Sequence[Line], sources: Sequence[str], language: Language, style: str
) -> None:
    """Draw people by year, each source and revision by itself."""
    spec = FigureSpec(kind="years", language=language, style=style)
    box = Box(0.0, 0.0, page.paper.width, page.paper.height)
    keyed = sources if len(sources) > 1 else ()
    draw_lines(page, box, spec, lines, MEASURES["total"], keyed)


def _bar(page: Page, ends: tuple[float, float], middle: float, thick: float, fill: str) -> None:
    left, right = sorted(ends)
    if right > left:
        page.axes.add_patch(
            Rectangle(
                (left, middle - thick / 2),
                right - left,
                thick,
                facecolor=fill,
                linewidth=0.0,
                zorder=level("marks"),
            )
        )


def _axis(page: Page, x: float, ends: tuple[float, float]) -> None:
    colour = page.style.text["colour"]
    page.axes.plot([x, x], ends, color=colour, linewidth=0.4, zorder=level("borders"))
