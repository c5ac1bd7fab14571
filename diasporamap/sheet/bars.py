"""Draws the chart beside a map: bars of women and men by place, bars of people, dots of a share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from matplotlib.patches import Circle, Polygon, Rectangle

from diasporamap.language import number_text, percent_text, text
from diasporamap.sheet.fonts import POINT, fonts_of
from diasporamap.sheet.layout import CAPITAL, DESCENT
from diasporamap.sheet.page import Box, in_layer, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.maps.companion import Amount, Companion, Row
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.page import Page

#: Rows of single places: the most beside a map, and fewer than these are no chart worth its room.
MOST, LEAST = 12, 5
#: At text of 7.5 points, in millimetres: pitch of rows, height of a bar, room under the heading and
#: under the heads of columns, more room over the last rows, and between a bar and its number.
SET: Final = 7.5
ROW, BAR, HEAD, FIRST, RULE, GAP = 4.35, 2.85, 6.1, 4.8, 1.0, 1.0
#: How much farther apart rows may be that have a sheet of their own.
WIDER = 1.6
#: Smallest text on paper, in points.
FLOOR = 7.0
#: The longest name, as a share of the breadth; the least room for bars or dots, in millimetres.
NAMES, LEAST_BARS = 0.36, 16.0
#: How many times the longest bar of a place that of several together may be before it is broken.
LONGER = 1.25
#: Per cent at the ends of the axis of shares, and between its lines.
ENDS, STEP = (30, 70), 10
#: Radius of a dot, in millimetres.
DOT = 1.25


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart that is set for a box: rows, note, sizes of text in points and of rows in mm."""

    companion: Companion
    box: Box
    rows: tuple[Row, ...]
    title: str
    note: tuple[str, ...]
    size: float
    small: float
    height: float
    names: float
    wider: float = 1.0

    @property
    def row(self) -> float:
        """The pitch of rows."""
        return ROW * self.unit * self.wider

    @property
    def bar(self) -> float:
        """The height of a bar."""
        return BAR * self.unit * self.wider

    @property
    def unit(self) -> float:
        """How much larger than usual rows are, as the text is."""
        return self.size / SET

    @property
    def first(self) -> str:
        """The part of the first row that is of several places."""
        return _first_sum(self.rows)

    @property
    def title_base(self) -> float:
        """Where the title stands."""
        return self.box.top - CAPITAL * 1.2 * self.size * POINT

    @property
    def head(self) -> float:
        """Where the heads of the columns stand: at the top where there is no title."""
        if not self.title:
            return self.box.top - CAPITAL * self.size * POINT
        return self.title_base - HEAD * self.unit

    @property
    def middles(self) -> tuple[float, ...]:
        """The height of the middle of each row."""
        middle = self.head - (FIRST - ROW / 2) * self.unit - self.row / 2
        middle += CAPITAL * self.size * POINT / 2
        found, ruled = [], set[str]()
        for row in self.rows:
            if row.part in ("total", self.first) and row.part not in ruled:
                ruled.add(row.part)
                middle -= RULE * self.unit
            found.append(middle)
            middle -= self.row
        return tuple(found)

    @property
    def span(self) -> tuple[float, float]:
        """The upper end of the first row and the lower end of the last one."""
        half = self.row / 2
        return self.middles[0] + half, self.middles[-1] - half

    @property
    def written(self) -> tuple[tuple[Amount, ...], ...]:
        """The figures that each row writes."""
        return tuple(map(self.companion.written, self.rows))


def bars_fit(composition: Composition, box: Box) -> bool:
    """Tell whether a map has a chart, and a box room for it."""
    return _set(composition, fonts_of(composition.style), box, MOST) is not None


def bars_height(composition: Composition, width: float, *, most: int = MOST) -> float:
    """Return the height of the chart at a width, of so many places; 0 where there is none."""
    box = Box(0.0, 0.0, width, 10_000.0)
    chart = _set(composition, fonts_of(composition.style), box, most)
    return 0.0 if chart is None else chart.height


@in_layer("companion")
def draw_bars(
    page: Page, box: Box, composition: Composition, *, most: int = MOST, alone: bool = False
) -> bool:
    """Draw the chart of a map from the upper left corner of a box: as many places as it has room.

    Where it is `alone` on a sheet its rows fill the box, and what is over them is the sheet's.

    Women stand left of one axis, men right of it, on one scale; a figure that is not shown is a
    sign and never a bar. Where `bars_fit` is false nothing is drawn, and false is returned.
    """
    chart = _set(composition, page.fonts, box, most, alone=alone)
    if chart is not None:
        _paint(page, chart, composition)
    return chart is not None


@in_layer("companion")
def _paint(page: Page, chart: Chart, composition: Composition) -> None:
    left, title = chart.box.left, 1.2 * chart.size
    if chart.title:
        page.write(left, chart.title_base, chart.title, size=title, face="semibold")
    draw = {"sexes": _draw_sexes, "total": _draw_totals, "share": _draw_shares}
    draw[chart.companion.form](page, chart, composition)
    _draw_names(page, chart)
    for number, line in enumerate(chart.note, start=1):
        baseline = chart.span[1] - number * 1.2 * chart.small * POINT
        page.write(left, baseline, line, size=chart.small, colour=page.style.text["muted"])


def _set(
    composition: Composition, fonts: Fonts, box: Box, most: int, *, alone: bool = False
) -> Chart | None:
    """Set as many rows as a box holds; None where it holds too few to be worth its room."""
    companion = composition.companion
    if companion is None:
        return None
    size = max(composition.style.text["legend"], FLOOR)
    small, unit = max(size - 0.5, FLOOR), size / SET
    most = min(most, len(companion.ranked))
    for places in range(most, most - 1 if alone else 0, -1):
        rows = companion.rows(places)
        shown = sum(row.part == "place" for row in rows)
        if shown < min(LEAST, len(companion.ranked), most):
            return None
        note = fonts.wrap(companion.note(rows), "regular", small, width=box.width)
        title = "" if alone else companion.title(places)
        heads = (1.2 * CAPITAL * size * POINT + unit * HEAD) if title else CAPITAL * size * POINT
        heads += unit * (FIRST - ROW / 2 + RULE * (1 + (_first_sum(rows) != "total")))
        heads += (1.2 * len(note) + DESCENT) * small * POINT - CAPITAL * size * POINT / 2
        pitch = min((box.height - heads) / len(rows), ROW * unit * (WIDER if alone else 1.0))
        if pitch < ROW * unit - 1e-9:
            continue
        height = heads + pitch * len(rows)
        widest = max(fonts.width(row.name, "semibold", size) for row in rows)
        names, wider = min(widest, NAMES * box.width), pitch / (ROW * unit)
        chart = Chart(companion, box, rows, title, tuple(note), size, small, height, names, wider)
        wide = fonts.width(title, "semibold", 1.2 * size) <= box.width
        return chart if wide and _room(chart, fonts, box) >= LEAST_BARS else None
    return None


def _first_sum(rows: Sequence[Row]) -> str:
    """Return the part of the first row that is of several places."""
    return next(row.part for row in rows if row.part != "place")


def _widest(chart: Chart, fonts: Fonts, column: int) -> float:
    """Return the breadth of a column of figures, in the face of the total, and of its head."""
    wide = max(fonts.width(row[column].text, "semibold", chart.small) for row in chart.written)
    heads = ("women", "men", "share") if chart.companion.form == "sexes" else ("people", "")
    head = heads[column]
    if chart.companion.form == "total" or not head:
        return wide
    written = _head(head, chart.companion.spec.language)
    return max(wide, fonts.width(written, "semibold", chart.small))


def _head(column: str, language: Language) -> str:
    return text(f"chart.{column}", language)


def _room(chart: Chart, fonts: Fonts, box: Box) -> float:
    """Return the breadth that is left for bars or dots, between names, numbers and shares."""
    wide = box.width - chart.names - 3 * GAP
    if chart.companion.form == "total":
        return wide - _widest(chart, fonts, 0)
    wide -= _widest(chart, fonts, 0) + _widest(chart, fonts, -1) + 2 * GAP
    return wide - (_widest(chart, fonts, 1) + GAP if chart.companion.form == "sexes" else 3 * GAP)


def _line(page: Page, xs: Sequence[float], ys: Sequence[float], colour: str, width: float) -> None:
    page.axes.plot(
        xs,
        ys,
        color=colour,
        linewidth=width / POINT,
        solid_capstyle="butt",
        zorder=level("borders"),
    )


def _baseline(middle: float, size: float) -> float:
    return middle - CAPITAL * size * POINT / 2


def _draw_names(page: Page, chart: Chart) -> None:
    """Write the names of rows, and the rules over sums and the total."""
    style = page.style
    first, muted = chart.first, style.text["muted"]
    ruled = set[str]()
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        sums = row.part != "place"
        face: Face = "semibold" if row.part == "total" else "italic" if sums else "regular"
        colour = style.colour_of("total") if row.part in ("split", "outside") else None
        colour = muted if row.part in ("others", "away", "hidden") else colour
        name = _cut(page, row.name, face, chart)
        page.write(
            chart.box.left,
            _baseline(middle, chart.size),
            name,
            size=chart.size,
            face=face,
            colour=colour,
        )
        if row.part in (first, "total") and row.part not in ruled:
            ruled.add(row.part)
            y = middle + chart.row / 2 + 0.3 * RULE * chart.unit
            ink = style.text["colour"] if row.part == "total" else muted
            _line(
                page,
                (chart.box.left, chart.box.right),
                (y, y),
                ink,
                0.2 if row.part == "total" else 0.1,
            )


def _cut(page: Page, name: str, face: Face, chart: Chart) -> str:
    """Shorten a name that is too long for its column, after a whole sign."""

    def width(written: str) -> float:
        return page.fonts.width(written, face, chart.size)

    if width(name) <= chart.names + 0.01:
        return name
    while name and width(name + "…") > chart.names:
        name = name[:-1].rstrip()
    return name + "…"


def _number(
    page: Page,
    x: float,
    middle: float,
    amount: Amount,
    chart: Chart,
    row: Row,
    *,
    right: bool,
    colour: str | None = None,
) -> None:
    """Write a figure beside its bar, a sign of a state in the muted colour."""
    total = row.part == "total"
    if amount.value is None:
        colour = page.style.text["muted"]
    page.write(
        x,
        _baseline(middle, chart.small),
        amount.text,
        size=chart.small,
        face="semibold" if total else "regular",
        align="right" if right else "left",
        colour=colour,
    )


def _bar(
    page: Page,
    left: float,
    right: float,
    middle: float,
    colour: str,
    row: Row,
    chart: Chart,
    *,
    hatched: bool = False,
) -> None:
    """Draw a bar: pale of several places, an outline of people who are in no place of the map."""
    high = chart.bar
    looks: dict[str, Any] = {"facecolor": colour, "edgecolor": "none", "linewidth": 0.0}
    if row.part in ("split", "outside"):
        looks = {"facecolor": "none", "edgecolor": colour, "linewidth": 0.6}
        looks["linestyle"] = (0, (2.4, 1.4)) if row.part == "split" else "solid"
    elif hatched:
        looks = {"facecolor": page.style.map["page"], "edgecolor": colour, "linewidth": 0.4}
        looks["hatch"] = "/////"
    elif row.part != "place":
        looks["alpha"] = 0.5
    corner = (min(left, right), middle - high / 2)
    page.axes.add_patch(Rectangle(corner, abs(right - left), high, zorder=level("marks"), **looks))


def _broken(page: Page, x: float, middle: float, chart: Chart) -> None:
    """Draw the sign that a bar is longer than it is drawn."""
    high, lean = 0.75 * chart.bar, 0.7
    for shift in (0.0, 1.3):
        corners = [
            (x + shift, middle - high),
            (x + shift + 0.6, middle - high),
            (x + shift + 0.6 + lean, middle + high),
            (x + shift + lean, middle + high),
        ]
        page.axes.add_patch(
            Polygon(
                corners, facecolor=page.style.map["page"], edgecolor="none", zorder=level("circles")
            )
        )


def _longest(chart: Chart, *figures: str) -> float:
    """Return the length of the longest bar in people: that of sums as far as it is whole."""

    def of(rows: Sequence[Row]) -> float:
        return max((sum(row.figures[f].value or 0.0 for f in figures) for row in rows), default=0.0)

    places = of([row for row in chart.rows if row.part == "place"])
    sums = of([row for row in chart.rows if row.part not in ("place", "total")])
    return max(places, min(sums, LONGER * places))


def _draw_sexes(page: Page, chart: Chart, composition: Composition) -> None:
    """Draw women left of the axis and men right of it, and the share of women at the edge."""
    style, fonts, language = page.style, page.fonts, composition.spec.language
    women, men = (style.colour_of(sex) for sex in ("women", "men"))
    left = chart.box.left + chart.names + 2 * GAP + _widest(chart, fonts, 0) + GAP
    longest = _longest(chart, "F"), _longest(chart, "M", "U")
    scale = _room(chart, fonts, chart.box) / (sum(longest) or 1.0)
    axis = left + scale * longest[0]
    size, muted = chart.size, style.text["muted"]
    heads: dict[str, Any] = {"size": size, "face": "semibold"}
    page.write(
        axis - GAP, chart.head, _head("women", language), align="right", colour=women, **heads
    )
    page.write(axis + GAP, chart.head, _head("men", language), colour=men, **heads)
    share = _head("share", language)
    page.write(chart.box.right, chart.head, share, size=chart.small, align="right", colour=muted)
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        _number(page, chart.box.right, middle, row.share, chart, row, right=True)
        if row.part == "total":
            _number(
                page, axis - GAP, middle, row.figures["F"], chart, row, right=True, colour=women
            )
            _number(page, axis + GAP, middle, row.figures["M"], chart, row, right=False, colour=men)
            continue
        lengths = [row.figures[sex].value or 0.0 for sex in "FMU"]
        ends = [axis - scale * min(lengths[0], longest[0])]
        ends.append(axis + scale * min(lengths[1], longest[1]))
        ends.append(axis + scale * min(lengths[1] + lengths[2], longest[1]))
        for start, end, colour in ((axis, ends[0], women), (axis, ends[1], men)):
            if end != start:
                _bar(page, start, end, middle, colour, row, chart)
        if ends[2] > ends[1]:
            _bar(page, ends[1], ends[2], middle, muted, row, chart, hatched=True)
        if lengths[0] > longest[0]:
            _broken(page, ends[0] + 2.0, middle, chart)
        if lengths[1] + lengths[2] > longest[1]:
            _broken(page, ends[2] - 4.0, middle, chart)
        _number(page, ends[0] - GAP, middle, row.figures["F"], chart, row, right=True)
        _number(page, ends[2] + GAP, middle, row.figures["M"], chart, row, right=False)
    _line(page, (axis, axis), chart.span, style.text["colour"], 0.12)


def _draw_totals(page: Page, chart: Chart, composition: Composition) -> None:
    """Draw a bar of people, or of a quantity, by place."""
    style, axis = page.style, chart.box.left + chart.names + 2 * GAP
    longest = _longest(chart, "T")
    scale = _room(chart, page.fonts, chart.box) / (longest or 1.0)
    words = composition.drawing.legend[0].title or _head("people", composition.spec.language)
    page.write(axis, chart.head, words, size=chart.small, colour=style.text["muted"])
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        amount, end = row.figures["T"], axis
        if row.part != "total" and amount.value:
            end = axis + scale * min(amount.value, longest)
            _bar(page, axis, end, middle, style.colour_of("total"), row, chart)
            if amount.value > longest:
                _broken(page, end - 4.0, middle, chart)
        _number(page, end + GAP, middle, amount, chart, row, right=False)
    _line(page, (axis, axis), chart.span, style.text["colour"], 0.12)


def _draw_shares(page: Page, chart: Chart, composition: Composition) -> None:
    """Draw dots of a share on an axis with parity in its middle, people in a column before it."""
    style, language = page.style, composition.spec.language
    muted, ink = style.text["muted"], style.text["colour"]
    numbers = chart.box.left + chart.names + 2 * GAP + _widest(chart, page.fonts, 0)
    people = _head("people", language)
    left, right = numbers + 4 * GAP, chart.box.right - _widest(chart, page.fonts, -1) - 3 * GAP
    low, high = ENDS
    middle_of = (low + high) / 2

    def at(value: float) -> float:
        return left + (right - left) * (min(max(value, low), high) - low) / (high - low)

    top, bottom = chart.span
    limits = style.breaks[composition.spec.measure]
    band = [
        at(max((n for n in limits if n < middle_of), default=middle_of)),
        at(min((n for n in limits if n > middle_of), default=middle_of)),
    ]
    page.axes.add_patch(
        Rectangle(
            (band[0], bottom),
            band[1] - band[0],
            top - bottom,
            linewidth=0,
            facecolor=style.map["graticule"],
            zorder=level("ocean"),
        )
    )
    page.write(numbers, chart.head, people, size=chart.small, align="right", colour=muted)
    for tick in range(low, high + 1, STEP):
        at_middle = tick == middle_of
        _line(
            page,
            (at(tick),) * 2,
            (bottom, top),
            ink if at_middle else style.map["graticule"],
            0.14 if at_middle else 0.12,
        )
        ends = percent_text(tick, language, decimals=0), number_text(tick, language)
        page.write(
            at(tick),
            chart.head,
            ends[tick not in ENDS],
            size=chart.small,
            align="center",
            colour=muted,
        )
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        _number(page, numbers, middle, row.figures["T"], chart, row, right=True)
        _number(page, chart.box.right, middle, row.share, chart, row, right=True)
        if (value := row.share.value) is None:
            continue
        x, fill = at(value), _colour_on_map(row, composition)
        _line(page, (at(middle_of), x), (middle, middle), muted, 0.14)
        if not low <= value <= high:
            _arrow(page, x, middle, -1 if value < low else 1, fill)
            continue
        dot = Circle(
            (x, middle), DOT, facecolor=fill, edgecolor=ink, linewidth=0.4, zorder=level("circles")
        )
        page.axes.add_patch(dot)


def _colour_on_map(row: Row, composition: Composition) -> str:
    """Return the colour that a place has on the map, that of paper for several together."""
    drawing, swatches = composition.drawing, composition.swatches
    if marks := drawing.marks.get(row.place):
        return drawing.looks[marks[0].look].fill
    key = drawing.fills.get(row.place, "")
    return swatches[key].fill if key in swatches else str(composition.style.map["page"])


def _arrow(page: Page, x: float, middle: float, side: int, fill: str) -> None:
    """Draw the sign of a value beyond the axis, which points there."""
    corners = [
        (x - side * DOT, middle - DOT),
        (x + side * DOT, middle),
        (x - side * DOT, middle + DOT),
    ]
    page.axes.add_patch(
        Polygon(
            corners,
            facecolor=fill,
            edgecolor=page.style.text["colour"],
            linewidth=0.4,
            zorder=level("circles"),
        )
    )
