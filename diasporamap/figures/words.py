"""Words of figures of one or several tables: titles, sources, names of series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import capitalised, has_text, in_print, range_text, series_text, text
from diasporamap.maps.captions import noted, source_notes, sources_caption, values_of
from diasporamap.maps.words import Words, origin_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.figures.plan import FigureSpec
    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts


def people_text(tables: Sequence[ProtectedCounts], measure: str, language: Language) -> str:
    """Write whom the tables count: "personnes nées au Cameroun ...", by their common definition."""
    found = {next(iter(values_of(table, "definition")), "unknown") for table in tables}
    definition = found.pop() if len(found) == 1 else "unknown"
    if any(table.all_origins for table in tables):
        definition = "all_origins"
    fields = origin_fields(tables[0].origin, language)
    return text(f"people.{definition}.{measure}", language, **fields)


def title_text(tables: Sequence[ProtectedCounts], spec: FigureSpec, *, of: str = "") -> str:
    """Write the title of a figure: whom it counts, as the range `of` what, and in which years."""
    language, quantity = spec.language, tables[0].quantity
    if spec.title is not None:
        return in_print(spec.title, language)
    years = sorted({table.year for table in tables if table.year is not None})
    when = f"{years[0]}" if years else ""
    if len(years) > 1:
        when = range_text(str(years[0]), str(years[-1]), language)
    year = f", {when}" if when else ""
    if quantity is not None:
        name = quantity.title(language) or quantity.name(language)
        written = f"{name}{year}"
    elif has_text(f"title.{spec.measure}", language):
        people = people_text(tables, "among", language)
        written = text(f"title.{spec.measure}", language, people=people, year=year)
    else:
        people = people_text(tables, spec.measure, language)
        key = "range.title" if of else "title.stock"
        written = text(key, language, people=people, year=year, years=year, columns=of)
    return capitalised(written)


def figure_words(
    tables: Sequence[ProtectedCounts],
    spec: FigureSpec,
    *,
    title: str,
    subtitle: str,
    notes: Sequence[str],
    told: Iterable[str],
) -> Words:
    """Return the words around a figure; `told` says for those who do not see it what it shows."""
    language = spec.language
    words = Words(
        title=title,
        subtitle=subtitle if spec.subtitle is None else in_print(spec.subtitle, language),
        captions=(
            sources_caption(tables, language),
            *noted([*source_notes(tables, language), *notes], language),
        ),
        alt=text("figure.alt", language, title=title, told=series_text(told, language)),
    )
    return words.stamped(language, confidential=any(table.confidential for table in tables))
