"""Composes small maps side by side: by sex, year or source, on one scale, with one legend."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from diasporamap.counts.aggregation import APART
from diasporamap.errors import UsageError
from diasporamap.language import capitalised, in_print, list_text, message, sort_key, text
from diasporamap.maps.captions import (
    SENTENCE,
    noted,
    notes_of,
    short_source,
    sources_caption,
    values_of,
)
from diasporamap.maps.companion import companion_of
from diasporamap.maps.composition import Composition, drawn_on, style_of, tell, values_of_kind
from diasporamap.maps.extents import counted_in
from diasporamap.maps.in_extent import in_view, outside_note
from diasporamap.maps.place_table import is_shown, place_table, ranked
from diasporamap.maps.quantities import amount, require_measure, say
from diasporamap.maps.scales import fixed_scale, scale_notes
from diasporamap.maps.spec import ACROSS, FEWEST_FACETS, KINDS, MOST_FACETS
from diasporamap.maps.words import (
    Words,
    by_text,
    largest_text,
    overall_text,
    title_text,
    words_of,
)
from diasporamap.protection import Release, tables_of
from diasporamap.protection.gate import refuse_telling_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.scales import CircleScale
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: The measures of small maps by sex.
SEXES: Final = ("women", "men")
#: Most labels of a small map.
MOST_LABELS: Final = 4
#: How many of the largest places the text for screen readers names of each small map.
NAMED: Final = 3
#: Radius of the largest circle as a share of the breadth of a small map, and of the smallest one at
#: most, in millimetres; how broad a small map is to its height; and the paper that all have.
LARGEST, SMALLEST, PROPORTION, PAPER = 0.083, 0.35, 1.5, 0.62
#: What is drawn of a place.
Drawn = TypeVar("Drawn")


@dataclass(frozen=True)
class Facet:
    """One small map: its `title` and `total`, which stand in it, and what it shows."""

    title: str
    total: str
    composition: Composition


@dataclass(frozen=True)
class Facets:
    """Small maps of one sheet; `whole` has its words, its legend and all that they share."""

    panels: tuple[Facet, ...]
    whole: Composition

    def changed(self, change: Callable[[Composition], Composition]) -> Facets:
        """Return them with every composition changed."""
        panels = (replace(one, composition=change(one.composition)) for one in self.panels)
        return Facets(tuple(panels), change(self.whole))


@dataclass(frozen=True, eq=False)
class _Side:
    """What one small map is of."""

    title: str
    protected: ProtectedCounts
    spec: MapSpec


def compose_facets(
    release: Release | ProtectedCounts,
    spec: MapSpec,
    *,
    by: str | None = None,
    geography: Geography | None = None,
    circles: CircleScale | None = None,
) -> Facets:
    """Compose the small maps that `MapSpec.facet` names.

    Parameters are those of `compose`. By year or source they are of a release of all of them
    (`release(every=True)`), each of which is protected by itself. All are drawn as one, so that
    they have one scale, one set of classes and one legend.

    Raises
    ------
    UsageError
        If there are no sexes, years or sources to set side by side, or several sources that are
        not published would give away what one of them hides.
    DiasporaMapError
        As for `compose`.
    """
    sides = _sides(release, spec, by)
    first = sides[0].protected
    require_measure(first, spec)
    quantity, least = first.quantity, max(side.protected.base for side in sides)
    spec = replace(spec, quantity=quantity, least=least)
    sides = [
        replace(side, spec=replace(side.spec, quantity=quantity, least=least)) for side in sides
    ]
    style = _smaller(style_of(spec), spec, len(sides))
    geography = drawn_on(geography or first.geography, spec, style, first.districts)
    wholes = [
        place_table(values_of_kind(s.protected, s.spec), s.spec, geography, first.origin)
        for s in sides
    ]
    tables = [in_view(whole, geography) for whole in wholes]
    drawing = _drawn_as_one(tables, geography, spec, style, circles or fixed_scale(spec, style))
    panels = []
    for number, (side, whole, table) in enumerate(zip(sides, wholes, tables, strict=True)):
        own = _part_of(drawing, number, min(spec.most_labels, MOST_LABELS))
        tell(own, table, whole)
        notes = tuple(outside_note(whole, own.marks or own.fills, geography, spec))
        words = words_of(side.protected, side.spec, style, geography, whole, notes=notes)
        composed = Composition(spec, first.origin, style, geography, table, own, words)
        panels.append(Facet(side.title, _total(side, whole, geography), composed))
    words = _words(sides, panels, spec, drawing)
    one = replace(panels[-1].composition, drawing=drawing, words=words)
    if spec.facet == "sex":  # the chart shows both sexes; of years and sources it would show one
        one = replace(one, companion=companion_of(first, spec, geography, tables[-1]))
    return Facets(tuple(panels), one)


def tables_beside(
    release: Release | ProtectedCounts, spec: MapSpec, by: str | None = None
) -> tuple[ProtectedCounts, ...]:
    """Return the tables that the small maps of a spec are of: years, or sources, in their order.

    By sex there is one. Errors are those of `compose_facets`.
    """
    if spec.facet not in ACROSS:
        return tables_of(release, by and (by,))
    tables = release.each(by or "country") if isinstance(release, Release) else (release,)
    own = _of_years(tables, spec) if spec.facet == "year" else _of_sources(tables, spec)
    if not FEWEST_FACETS <= len(own) <= MOST_FACETS:
        found = "few" if len(own) < FEWEST_FACETS else "many"
        raise UsageError(
            message(
                f"drawing.too_{found}_facets.{spec.facet}",
                fewest=FEWEST_FACETS,
                most=MOST_FACETS,
                number=len(own),
            )
        )
    return own


def _of_years(tables: Sequence[ProtectedCounts], spec: MapSpec) -> tuple[ProtectedCounts, ...]:
    kinds = {tuple("".join(values_of(t, name)) for name in APART[1:]) for t in tables}
    if len(kinds) > 1:
        raise UsageError(message("drawing.facets_of_several_sources"))
    found = {table.year: table for table in tables}
    if lacking := [year for year in spec.years or () if year not in found]:
        have = ", ".join(str(year) for year in sorted(filter(None, found)))
        raise UsageError(
            message(
                "drawing.no_such_year",
                years=", ".join(map(str, lacking)),
                known=have or message("drawing.no_years"),
            )
        )
    return tuple(found[year] for year in sorted(spec.years or filter(None, found)))


def _of_sources(tables: Sequence[ProtectedCounts], spec: MapSpec) -> tuple[ProtectedCounts, ...]:
    """Return the last year of each source and definition, of the years that are asked for."""
    last: dict[tuple[str, ...], ProtectedCounts] = {}
    for table in tables:
        kind = tuple("".join(values_of(table, name)) for name in APART[1:])
        asked = spec.years is None or table.year in spec.years
        if asked and (kind not in last or (table.year or 0) > (last[kind].year or 0)):
            last[kind] = table
    refuse_telling_apart(last.values())
    return tuple(last.values())


def _sides(release: Release | ProtectedCounts, spec: MapSpec, by: str | None) -> list[_Side]:
    """Return what each small map is of: women and men, years, sources by their names."""
    tables = tables_beside(release, spec, by)
    if spec.facet == "year":
        return [_Side(str(table.year), table, spec) for table in tables]
    if spec.facet == "source":
        titles = _source_titles(tables, spec)
        sides = [_Side(title, table, spec) for title, table in zip(titles, tables, strict=True)]
        return sorted(sides, key=lambda side: sort_key(side.title))
    (protected,) = tables
    cells = protected.cells
    if not (cells["sex"].isin(["F", "M"]) & (cells["state"] != "no_data")).any():
        raise UsageError(message("drawing.facets_without_sexes"))
    own = {sex: replace(spec, measure=sex, facet=None) for sex in SEXES}
    return [
        _Side(text(f"measure.{sex}", spec.language), protected, shown) for sex, shown in own.items()
    ]


def _source_titles(tables: Sequence[ProtectedCounts], spec: MapSpec) -> list[str]:
    """Name sources by their titles, with definition and year where these tell them apart."""

    def column(name: str) -> list[str]:
        return ["".join(values_of(table, name)[:1]) for table in tables]

    names, years = column("source"), column("year")
    definitions = [d and text(f"definition.{d}", spec.language) for d in column("definition")]
    known = [table.sources.get(name) for table, name in zip(tables, names, strict=True)]
    titles = [
        in_print(source.title if source else name, spec.language)
        for source, name in zip(known, names, strict=True)
    ]
    for more in (definitions, years):
        if len(set(titles)) < len(titles) or (more is years and len(set(years)) > 1):
            titles = [", ".join(filter(None, pair)) for pair in zip(titles, more, strict=True)]
    return titles


def _smaller(style: Style, spec: MapSpec, number: int) -> Style:
    """Return a style with circles of the size that so many small maps have room for."""
    paper, circle = spec.paper, style.circle
    breadth = math.sqrt(PROPORTION * PAPER * paper.width * paper.height / number)
    largest = min(circle["largest_mm"], round(LARGEST * breadth, 1))
    smallest = min(circle["smallest_mm"], SMALLEST)
    return replace(style, circle={**circle, "largest_mm": largest, "smallest_mm": smallest})


def _drawn_as_one(
    tables: Sequence[pd.DataFrame],
    geography: Geography,
    spec: MapSpec,
    style: Style,
    scale: CircleScale | None,
) -> Drawing:
    """Draw all small maps as one, each place under the number of its map."""
    import pandas as pd

    numbered = [
        table.set_axis([f"{number}/{place}" for place in table.index])
        for number, table in enumerate(tables)
    ]
    every = pd.concat(numbered)
    home = every["key"] == "origin"  # its entry in the legend is one
    kept = every[~home | (home.cumsum() == 1)]
    drawing = KINDS[spec.drawn_as].draw(kept, geography, spec, style, scale)
    fills = {str(place): drawing.fills.get(str(place), "origin") for place in every.index}
    parts = tuple(
        replace(part, entries=tuple(replace(e, note="") for e in part.entries if e.kind != "seat"))
        for part in drawing.legend
    )
    notes = (*drawing.notes, *scale_notes(every, drawing, spec, style))
    return replace(drawing, fills=fills, legend=parts, notes=notes)


def _part_of(drawing: Drawing, number: int, labels: int) -> Drawing:
    """Return what one small map shows of the drawing of all."""
    own, marks = f"{number}/", _numbered(drawing.marks, number)
    fills, texts = _numbered(drawing.fills, number), _numbered(drawing.texts, number)
    asked = [place.removeprefix(own) for place in drawing.labels if place.startswith(own)]
    named = tuple(dict.fromkeys([*asked, *marks]))[:labels] if marks else ()
    dots = drawing.dots and replace(drawing.dots, numbers=_numbered(drawing.dots.numbers, number))
    return replace(drawing, fills=fills, marks=marks, texts=texts, labels=named, dots=dots)


def _numbered(found: Mapping[str, Drawn], number: int) -> dict[str, Drawn]:
    own = f"{number}/"
    return {place.removeprefix(own): what for place, what in found.items() if place.startswith(own)}


def _total(side: _Side, table: pd.DataFrame, geography: Geography) -> str:
    """Write the sum of what a small map counts, or its rate."""
    shown, spec = table[is_shown(table) & counted_in(table, geography)], side.spec
    if shown.empty:
        return text("legend.no_data", spec.language)
    if spec.of.in_people:
        return amount(shown["value"].sum(), spec)
    return overall_text(side.protected, spec, shown)


def _words(
    sides: Sequence[_Side], panels: Sequence[Facet], spec: MapSpec, drawing: Drawing
) -> Words:
    """Write the texts of the sheet: each once, and what is said of some small maps with these."""
    language, last = spec.language, panels[-1].composition
    years = sorted({str(side.protected.year) for side in sides if side.protected.year})
    when = "\N{EN DASH}".join(dict.fromkeys((years[0], years[-1]))) if years else None
    found = {name for side in sides for name in values_of(side.protected, "definition")}
    definition = found.pop() if len(found) == 1 else None
    title = title_text(sides[-1].protected, spec, last.geography, when, definition)
    titles = [panel.title for panel in panels]
    listed = [name.lower() for name in titles] if spec.facet == "sex" else titles
    same = "dots" if drawing.dots else "circles" if drawing.marks else "classes"
    fields = {"by": by_text(last.geography, spec), "panels": list_text(listed, language)}
    subtitle = text("facet.subtitle", language, same=text(f"facet.{same}", language), **fields)
    if spec.subtitle is not None:
        subtitle = in_print(spec.subtitle, language)
    captions = [panel.composition.words.captions for panel in panels]
    told = [[notes_of(note, language) for note in some[1:-2]] for some in captions]
    notes = [*drawing.notes, *_notes(told, titles, spec)]
    parts = [_told(panel, spec) for panel in panels]
    alt = text(
        "facet.alt",
        language,
        title=title,
        kind=say(f"kind.{spec.drawn_as}", spec),
        panels=" ".join(parts),
    )
    written = Words(
        title=title,
        subtitle=capitalised(subtitle),
        captions=(
            sources_caption([side.protected for side in sides], language),
            *noted(notes, language),
            *captions[-1][-2:],
        ),
        alt=alt,
        source=short_source(sides[-1].protected, language) if spec.facet != "source" else "",
    )
    return written.stamped(language, confidential=any(s.protected.confidential for s in sides))


def _notes(found: Sequence[Sequence[str]], titles: Sequence[str], spec: MapSpec) -> Iterator[str]:
    """Give the notes of small maps: those of all once, others behind the names of theirs."""
    having: dict[str, list[str]] = {}
    for title, notes in zip(titles, found, strict=True):
        for sentence in (part for note in notes for part in SENTENCE.split(note)):
            having.setdefault(sentence, []).append(title)
    said: dict[tuple[str, ...], list[str]] = {}
    for sentence, some in having.items():
        said.setdefault(tuple(some), []).append(sentence)
    for titled, sentences in sorted(said.items(), key=lambda one: -len(one[0])):
        named, note = list_text(titled, spec.language), " ".join(sentences)
        whole = len(titled) == len(titles)
        yield note if whole else text("facet.note", spec.language, panels=named, note=note)


def _told(panel: Facet, spec: MapSpec) -> str:
    """Say what a small map shows: its total, and the largest circles."""
    table = panel.composition.table
    counted = counted_in(table, panel.composition.geography)
    shown = table[is_shown(table) & (table["value"] > 0) & counted]
    largest = largest_text(ranked(shown).head(NAMED))
    key = "facet.told" if spec.of.in_people and len(shown) else "facet.told_total"
    return text(key, spec.language, title=panel.title, total=panel.total, largest=largest)
