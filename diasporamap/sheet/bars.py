"""Draws the chart beside a map: bars of women and men by place, bars of people, dots of a share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Circle, Polygon, Rectangle

from diasporamap.language import number_text, percent_text
from diasporamap.sheet.chart import GAP, MOST, RULE, set_chart
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import in_layer, level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.maps.companion import Amount, Row
    from diasporamap.sheet.chart import Chart
    from diasporamap.sheet.fonts import Face
    from diasporamap.sheet.page import Box, Page

#: Per cent at the ends of the axis of shares, and between its lines.
ENDS, STEP = (30, 70), 10
#: Radius of a dot, in millimetres.
DOT = 1.25


@in_layer("companion")
def draw_bars(
    page: Page, box: Box, composition: Composition, *, most: int = MOST, alone: bool = False
) -> bool:
    """Draw the chart of a map from the upper left corner of a box: as many places as it has room.

    Where it is `alone` on a sheet its rows fill the box, and what is over them is the sheet's.

    Women stand left of one axis, men right of it, on one scale; a figure that is not shown is a
    sign and never a bar. Where the box has no room nothing is drawn, and false is returned.
    """
    chart = set_chart(composition, page.fonts, box, most=most, alone=alone)
    return chart is not None and draw_chart(page, chart)


def draw_chart(page: Page, chart: Chart) -> bool:
    """Draw a chart that is set; see `draw_bars`."""
    box = chart.box
    if chart.title:
        title = 1.2 * chart.size
        page.write(box.left, chart.title_base, chart.title, size=title, face="semibold")
    draw = {"sexes": _draw_sexes, "total": _draw_totals, "share": _draw_shares}
    draw[chart.companion.form](page, chart)
    _draw_names(page, chart)
    for number, line in enumerate(chart.note, start=1):
        baseline = chart.span[1] - number * 1.2 * chart.small * POINT
        page.write(box.left, baseline, line, size=chart.small, colour=page.style.text["muted"])
    return True


def _line(page: Page, xs: Sequence[float], ys: Sequence[float], colour: str, width: float) -> None:
    page.line(
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
    style, (left, _, right, _) = page.style, chart.box.bounds
    muted = style.text["muted"]
    for number, (row, middle) in enumerate(zip(chart.rows, chart.middles, strict=True)):
        total = row.part == "total"
        face: Face = "semibold" if total else "regular" if row.part == "place" else "italic"
        colour = style.colour_of("total") if row.part in ("split", "outside") else None
        colour = muted if row.part in ("others", "away", "hidden") else colour
        name, baseline = chart.cut(row.name, face), _baseline(middle, chart.size)
        page.write(left, baseline, name, size=chart.size, face=face, colour=colour)
        if number in chart.ruled:
            y = middle + chart.row / 2 + 0.3 * RULE * chart.unit
            ink, width = (style.text["colour"], 0.2) if total else (muted, 0.1)
            _line(page, (left, right), (y, y), ink, width)


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
    looks: dict[str, Any] = {"facecolor": colour, "edgecolor": "none", "linewidth": 0.0}
    if row.part in ("split", "outside"):
        looks = {"facecolor": "none", "edgecolor": colour, "linewidth": 0.6}
        looks["linestyle"] = (0, (2.4, 1.4)) if row.part == "split" else "solid"
    elif hatched:
        looks = {"facecolor": page.style.map["page"], "edgecolor": colour, "linewidth": 0.4}
        looks["hatch"] = "/////"
    elif row.part != "place":
        looks["alpha"] = 0.5
    corner = (min(left, right), middle - chart.bar / 2)
    page.axes.add_artist(
        Rectangle(corner, abs(right - left), chart.bar, zorder=level("marks"), **looks)
    )


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
        page.axes.add_artist(
            Polygon(
                corners, facecolor=page.style.map["page"], edgecolor="none", zorder=level("circles")
            )
        )


def _draw_sexes(page: Page, chart: Chart) -> None:
    """Draw women left of the axis and men right of it, and the share of women at the edge."""
    style = page.style
    women, men = (style.colour_of(sex) for sex in ("women", "men"))
    bars = style.bar_of("women"), style.bar_of("men")
    left = chart.box.left + chart.names + 2 * GAP + chart.widest(0) + GAP
    longest = chart.longest("F"), chart.longest("M", "U")
    scale = chart.room / (sum(longest) or 1.0)
    axis = left + scale * longest[0]
    size, muted = chart.size, style.text["muted"]
    heads: dict[str, Any] = {"size": size, "face": "semibold"}
    page.write(axis - GAP, chart.head, chart.named("women"), align="right", colour=women, **heads)
    page.write(axis + GAP, chart.head, chart.named("men"), colour=men, **heads)
    share = chart.named("share")
    page.write(chart.box.right, chart.head, share, size=chart.small, align="right", colour=muted)
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        _number(page, chart.box.right, middle, row.share, chart, row, right=True)
        total = row.part == "total"
        inks = (women, men) if total else (None, None)
        lengths = [0.0 if total else row.figures[sex].value or 0.0 for sex in "FMU"]
        ends = [axis - scale * min(lengths[0], longest[0])]
        ends.append(axis + scale * min(lengths[1], longest[1]))
        ends.append(axis + scale * min(lengths[1] + lengths[2], longest[1]))
        for end, fill in zip(ends, bars, strict=False):
            if end != axis:
                _bar(page, axis, end, middle, fill, row, chart)
        if ends[2] > ends[1]:
            _bar(page, ends[1], ends[2], middle, muted, row, chart, hatched=True)
        if lengths[0] > longest[0]:
            _broken(page, ends[0] + 2.0, middle, chart)
        if lengths[1] + lengths[2] > longest[1]:
            _broken(page, ends[2] - 4.0, middle, chart)
        for x, sex, ink in zip((ends[0] - GAP, ends[2] + GAP), "FM", inks, strict=True):
            _number(page, x, middle, row.figures[sex], chart, row, right=sex == "F", colour=ink)
        if unknown := chart.companion.unknown(row):
            face: Face = "semibold" if total else "regular"
            x = ends[2] + GAP + page.fonts.width(f"{row.figures['M'].text} ", face, chart.small)
            baseline = _baseline(middle, chart.small)
            page.write(x, baseline, unknown, size=chart.small, face=face, colour=muted)
    _line(page, (axis, axis), chart.span, style.text["colour"], 0.12)


def _draw_totals(page: Page, chart: Chart) -> None:
    """Draw a bar of people, or of a quantity, by place."""
    style, axis = page.style, chart.box.left + chart.names + 2 * GAP
    longest = chart.longest("T")
    scale = chart.room / (longest or 1.0)
    drawn = chart.composition
    counted = drawn is not None and drawn.spec.of.in_people
    words = (drawn.drawing.legend[0].title if drawn and counted else "") or chart.named("people")
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


def _draw_shares(page: Page, chart: Chart) -> None:
    """Draw dots of a share on an axis with parity in its middle, people in a column before it."""
    style, spec = page.style, chart.companion.spec
    muted, ink = style.text["muted"], style.text["colour"]
    numbers = chart.box.left + chart.names + 2 * GAP + chart.widest(0)
    people = chart.named("people")
    low, high = ENDS
    first = page.fonts.width(percent_text(low, spec.language, decimals=0), "regular", chart.small)
    left = numbers + max(4 * GAP, first / 2 + GAP)
    right = chart.box.right - chart.widest(-1) - 3 * GAP
    middle_of = (low + high) / 2

    def at(value: float) -> float:
        return left + (right - left) * (min(max(value, low), high) - low) / (high - low)

    top, bottom = chart.span
    limits = spec.breaks or (() if spec.finds_classes else style.breaks[spec.measure])
    start = at(max((n for n in limits if n < middle_of), default=middle_of))
    end = at(min((n for n in limits if n > middle_of), default=middle_of))
    pale: dict[str, Any] = {"facecolor": style.map["graticule"], "linewidth": 0}
    band = Rectangle((start, bottom), end - start, top - bottom, zorder=level("ocean"), **pale)
    page.axes.add_artist(band)
    page.write(numbers, chart.head, people, size=chart.small, align="right", colour=muted)
    for tick in range(low, high + 1, STEP):
        look = (ink, 0.14) if tick == middle_of else (style.map["graticule"], 0.12)
        _line(page, (at(tick),) * 2, (bottom, top), *look)
        words = number_text(tick, spec.language)
        if tick in ENDS:
            words = percent_text(tick, spec.language, decimals=0)
        page.write(at(tick), chart.head, words, size=chart.small, align="center", colour=muted)
    for row, middle in zip(chart.rows, chart.middles, strict=True):
        _number(page, numbers, middle, row.figures["T"], chart, row, right=True)
        _number(page, chart.box.right, middle, row.share, chart, row, right=True)
        if (value := row.share.value) is None:
            continue
        x, fill = at(value), _colour_on_map(row, chart.composition, page)
        _line(page, (at(middle_of), x), (middle, middle), muted, 0.14)
        if not low <= value <= high:
            _arrow(page, x, middle, -1 if value < low else 1, fill)
            continue
        dot = Circle(
            (x, middle), DOT, facecolor=fill, edgecolor=ink, linewidth=0.4, zorder=level("circles")
        )
        page.axes.add_artist(dot)


def _colour_on_map(row: Row, composition: Composition | None, page: Page) -> str:
    """Return the colour that a place has on the map, that of paper for several together."""
    if composition is None:
        return page.style.colour_of("women")
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
    page.axes.add_artist(
        Polygon(
            corners,
            facecolor=fill,
            edgecolor=page.style.text["colour"],
            linewidth=0.4,
            zorder=level("circles"),
        )
    )
