"""Draws on a page what a sheet has no sign for: a sex in its whole, people in no district."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, text
from diasporamap.maps.drawing import Disc, LegendEntry, Nested, Rows
from diasporamap.web.tokens import looks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.maps import CircleScale, Composition
    from diasporamap.maps.drawing import Drawing
    from diasporamap.web.content import Figures

#: Kinds of maps whose circles are people.
DRAWN: Final = ("circles", "rate-circles")
#: What circles of places that are no district look like, by status.
HOLLOW: Final = ("split", "beyond")
#: What circles have in the row of a legend that explains them, as a share of the room there.
SHARE: Final = 0.8


def drawn_on_page(
    composition: Composition,
    rows: Mapping[str, Figures],
    year: int,
    status: Mapping[str, str],
    scale: CircleScale,
) -> Composition:
    """Return a map of circles as a page draws it.

    The circle of a sex lies in that of both; people of countries that several districts share, or
    that have none, are hollow circles; where a rate is of few people its circle is as large as for
    others, and pale.
    """
    drawing, measure = composition.drawing, composition.spec.measure
    of = composition.spec.of
    if composition.spec.drawn_as not in DRAWN or measure not in rows:
        return composition
    sized = rows[measure] if of.is_stock else rows.get("total")
    if sized is None:
        return composition
    people = sized.shown[year]
    rated = people if of.is_stock else rows[measure].shown[year]
    whole = rows["total"].shown[year] if measure in ("women", "men") and "total" in rows else {}
    looks = {**drawing.looks, **looks_of(composition.style, measure)}
    marks: dict[str, tuple[Disc, ...]] = {}
    for place in sorted(people, key=lambda at: (-whole.get(at, people[at]), at)):
        radius = scale.radius(people[place])
        if not radius or place not in rated:
            continue
        kind = status.get(place, "place")
        discs = drawing.marks.get(place, ())
        if kind in HOLLOW:
            discs = (Disc(radius, kind),)
        elif any(looks[disc.look].cross or disc.look == "few" for disc in discs):
            discs = (Disc(radius, "few"),)
        if not discs:
            continue
        if whole.get(place, 0) and kind not in HOLLOW:
            discs = (Disc(scale.radius(whole[place]), "whole"), *discs)
        marks[place] = discs
    used = {disc.look for discs in marks.values() for disc in discs}
    looks = {name: look for name, look in looks.items() if name in used}
    legend = _legend(composition, drawing, looks)
    return replace(composition, drawing=replace(drawing, marks=marks, looks=looks, legend=legend))


def _legend(
    composition: Composition, drawing: Drawing, looks: Mapping[str, object]
) -> tuple[Rows, ...]:
    """Return the legend with a row for each circle that a page adds."""
    known = composition.spec.language
    rows = [
        LegendEntry(
            "discs",
            name,
            text(f"web.mark.{name}", known, least=number_text(100, known)),
            discs=((SHARE if name != "few" else SHARE / 2, looks[name]),),  # type: ignore[arg-type]
        )
        for name in ("whole", "few", *HOLLOW)
        if name in looks
    ]
    *parts, last = drawing.legend
    if isinstance(last, Nested):
        parts, last = [*parts, last], Rows(())
    others = tuple(entry for entry in last.entries if entry.key != "few")
    return (*parts, replace(last, entries=(*rows, *others)))
