"""Lines by year: each source, revision and definition by itself, gaps where a figure is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from diasporamap.errors import UsageError
from diasporamap.figures.lines import DASHES, Line, draw_lines
from diasporamap.figures.plan import FIGURES, Figured, FigureKind, FigureSpec
from diasporamap.figures.words import figure_words, title_text
from diasporamap.language import in_print, list_text, message, text
from diasporamap.maps.captions import first_of, values_of
from diasporamap.maps.place_table import areas_of
from diasporamap.maps.ranges import series_name
from diasporamap.measures import MEASURES, measure_table, overall_value
from diasporamap.protection.figures import people_shown
from diasporamap.protection.gate import refuse_telling_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.protection import ProtectedCounts

#: A line is between years.
FEWEST: Final = 2


def compose_years(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose lines of all people of each source, or of some places."""
    language, measure = spec.language, MEASURES[spec.measure].of(tables[0].quantity)
    series: dict[tuple[str, ...], list[ProtectedCounts]] = {}
    for table in tables:
        if table.year is not None:
            key = (*values_of(table, "source"), *values_of(table, "definition"))
            series.setdefault(key, []).append(table)
    if len({table.year for each in series.values() for table in each}) < FEWEST:
        raise UsageError(message("figures.too_few_years"))
    if len({table.quantity for table in tables}) > 1:
        raise UsageError(message("figures.no_common_axis"))
    # The source that goes on longest is drawn first and dark.
    ordered = sorted(series.values(), key=lambda each: -max(table.year or 0 for table in each))
    if len(ordered) > len(DASHES):
        raise UsageError(message("figures.too_many_sources", most=len(DASHES)))
    names = _names(tables, spec)
    sources = [series_name(each[0], language) for each in ordered]
    if len(set(sources)) < len(sources):
        sources = [series_name(each[0], language, defined=True) for each in ordered]
    lines = [
        Line(names[place] if len(names) > 1 else source, found, number, at)
        for at, place in enumerate(spec.places or ("",))
        for number, (source, each) in enumerate(zip(sources, ordered, strict=True))
        for found in (_values(each, place, spec),)
        if any(value is not None for value in found.values())
    ]
    if len(lines) == 1:
        lines = [replace(lines[0], name="")]
    if not lines:
        raise UsageError(message("figures.no_year"))
    hidden = sorted({y for line in lines for y, value in line.by_year.items() if value is None})
    notes = [text("figure.sources_apart", language) if len(ordered) > 1 else ""]
    notes += _lacking(ordered, sources, spec)
    if hidden:
        kind = "gap" if spec.places else "gap_sum"
        years = list_text([str(year) for year in hidden], language)
        notes.append(text(f"figure.{kind}", language, years=years))
    keyed = sources if min(len(names), len(sources)) > 1 else []
    of_source = dict(enumerate(keyed))
    told = [
        text(
            "figure.read",
            language,
            name=", ".join(
                filter(None, (line.name, of_source.get(line.source), f"{line.last[0]}"))
            ),
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
    return Figured(words, lambda page, box: draw_lines(page, box, spec, lines, measure, keyed))


def _names(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> dict[str, str]:
    """Return the names of places that have lines; refuse those that there are not, or may not."""
    geography = tables[0].geography
    known = dict(geography.table[f"short_{spec.language}"])
    unknown = [place for place in spec.places if place not in known]
    if unknown:
        raise UsageError(
            message(
                "figures.place_unknown",
                place=unknown[0],
                areas=areas_of(geography),
                codes=[*map(str, [*known][:3])],
            )
        )
    if spec.places:  # lines of all people are of years where nobody is hidden
        for year in {table.year for table in tables}:
            refuse_telling_apart([table for table in tables if table.year == year])
    return {place: in_print(str(known[place]), spec.language) for place in spec.places}


def _lacking(
    series: Sequence[Sequence[ProtectedCounts]], sources: Sequence[str], spec: FigureSpec
) -> Iterator[str]:
    """Say of which places of the source before it a later one has no figure at all.

    They are those of the last year of each, the largest first; of the places that have lines where
    any are named. A hidden figure is a figure.
    """
    last = [max(each, key=lambda table: table.year or 0) for each in series]
    known = [measure_table(table, spec.measure) for table in last]
    names = last[0].geography.table[f"short_{spec.language}"]
    for at, earlier in enumerate(known[1:]):
        there = known[at].index[known[at]["state"] != "no_data"]
        shown = earlier[earlier["value"] > 0].sort_values("value", ascending=False, kind="stable")
        left = [p for p in shown.index.difference(there, sort=False) if p in names.index]
        left = [place for place in left if not spec.places or place in spec.places]
        if left:
            listed = [in_print(str(names[place]), spec.language) for place in left]
            fields = {"source": sources[at], "other": sources[at + 1]}
            key = "lacks" if spec.places else "lacks_in_sum"
            places = first_of(listed, spec.language)
            yield text(f"figure.{key}", spec.language, places=places, **fields)


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


FIGURES.add(
    FigureKind(
        name="years",
        compose=compose_years,
        measures=("total", "women", "men", "share_women"),
        several=True,
        has_places=True,
    )
)
