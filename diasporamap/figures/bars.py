"""Bars of the largest places, the chart beside a map alone on a sheet; or of categories."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from diasporamap.counts.characteristics import (
    category_name,
    in_order,
    is_characteristic,
    label_of,
)
from diasporamap.errors import UsageError
from diasporamap.figures.plan import FIGURES, Figured, FigureKind, FigureSpec, NoRoomError
from diasporamap.figures.words import figure_words, people_text, title_text
from diasporamap.language import capitalised, in_print, message, text
from diasporamap.maps import compose
from diasporamap.maps.captions import place_captions
from diasporamap.maps.companion import FEWEST, Companion, said
from diasporamap.maps.words import places_text
from diasporamap.protection.figures import figures_by_place
from diasporamap.sheet.bars import draw_bars, draw_chart
from diasporamap.sheet.chart import set_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps.companion import Row
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Box, Page

#: How many rows the text for those who do not see it reads out.
READ = 5


def compose_bars(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose bars of one table, with the words of its map."""
    (protected,) = tables
    if is_characteristic(protected.by):
        return _of_categories(protected, spec)
    composition = compose(protected, spec.of_map)
    companion = composition.companion
    if companion is None:
        raise UsageError(message("figures.too_few_places"))
    composition = replace(composition, style=spec.drawn_in)
    drawn, geography = composition.words, composition.geography
    of_map = place_captions(composition.spec, composition.style, geography)
    rows = companion.rows(spec.rows)[:READ]
    pairs = companion.form == "sexes"
    title = companion.title(spec.rows)
    words = replace(
        drawn,
        subtitle=title if spec.subtitle is None else drawn.subtitle,
        captions=tuple(caption for caption in drawn.captions if caption not in of_map),
        alt=text(
            f"figure.bars_{'sexes' if pairs else 'total'}",
            spec.language,
            title=drawn.title,
            chart=title,
            places=places_text(len(companion.ranked), geography, spec.language),
            largest=", ".join(_read(row, companion) for row in rows if row.part == "place"),
        ),
    )
    words = words.stamped(spec.language, confidential=protected.confidential)

    def draw(page: Page, box: Box) -> None:
        if not draw_bars(page, box, composition, most=spec.rows, alone=True):
            raise NoRoomError(spec.rows, spec)

    return Figured(words, draw)


def _of_categories(protected: ProtectedCounts, spec: FigureSpec) -> Figured:
    """Compose bars of the categories of all people, in the order of their table."""
    language, by = spec.language, protected.by
    count, state = figures_by_place(protected)
    known = count["T"].astype(object).where(count["T"].notna(), None)
    order = in_order(by, {str(at): people for at, people in known.items()})
    if len(order) < FEWEST:
        raise UsageError(message("figures.one_category", by=by))
    names = {
        at: in_print(category_name(by, at, protected.year)(language), language) for at in order
    }
    sexes = bool((state[["F", "M"]] != "no_data").any(axis=None))
    form: Literal["sexes", "total"] = "sexes" if sexes and spec.measure == "total" else "total"
    if spec.measure != "total":
        raise UsageError(message("figures.bars_by", by=by))
    shown = replace(spec.of_map, least=protected.base)
    companion = Companion(form, shown, names, tuple(order), {}, count, state, None)
    rows = companion.rows(spec.rows)
    read = [_read(row, companion) for row in rows if row.part == "place"]
    label = label_of(by)(language)
    words = figure_words(
        [protected],
        spec,
        title=_title_by(protected, spec, label, form),
        subtitle=text(f"figure.by_{form}", language),
        notes=[],
        told=[text(f"figure.by_read_{form}", language, by=label, largest=", ".join(read))],
    )

    def draw(page: Page, box: Box) -> None:
        chart = set_rows(companion, page.style, page.fonts, box, most=spec.rows, alone=True)
        if chart is None:
            raise NoRoomError(spec.rows, spec)
        draw_chart(page, chart)

    return Figured(words, draw)


def _title_by(protected: ProtectedCounts, spec: FigureSpec, label: str, form: str) -> str:
    """Write the title of bars by a characteristic, which is that of their table."""
    if spec.title is not None or protected.quantity is not None:
        return title_text([protected], spec)
    people = people_text([protected], spec.measure, spec.language)
    key = "table.title.by_sex" if form == "sexes" else "table.title.by"
    year = f", {protected.year}" if protected.year else ""
    by = label[:1].lower() + label[1:]
    return capitalised(text(key, spec.language, people=people, by=by, year=year))


def _read(row: Row, companion: Companion) -> str:
    """Read a row out: "France (58,769 | 34,214)", women first; what is hidden in words."""
    form = companion.form
    shown = [row.share if form == "share" else row.figures["T"]]
    if form == "sexes":
        shown = [row.figures[sex] for sex in "FM"]
    between = "\N{NO-BREAK SPACE}|\N{NO-BREAK SPACE}"
    return f"{row.name} ({between.join(said(amount, companion.spec) for amount in shown)})"


FIGURES.add(
    FigureKind(name="bars", compose=compose_bars, measures=("total", "women", "men", "share_women"))
)
