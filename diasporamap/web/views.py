"""Gathers the geographies of a page: countries or consular districts, a map a measure and year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, message
from diasporamap.maps import MapSpec, compose, read_style
from diasporamap.maps.classes import classes_of
from diasporamap.maps.quantities import measures_of
from diasporamap.maps.spec import KINDS
from diasporamap.measures import MEASURES, measure_values
from diasporamap.points import is_missions, points_of
from diasporamap.protection import Release, tables_of
from diasporamap.web.content import Figures, figures_of, require_measures, shared_scale
from diasporamap.web.districts import beside_districts
from diasporamap.web.tokens import page_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, Composition
    from diasporamap.points import Pointed, Points
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web import data
    from diasporamap.web.districts import Beside

#: What a page's places can be.
BY = ("country", "district")
#: Ways to draw a measure, by what a page calls them, the first one first.
KINDS_OF: Final[Mapping[str, Mapping[data.PageKind, str]]] = {
    "stock": {"circles": "circles", "colours": "choropleth"},
    "rate": {"circles": "rate-circles", "colours": "choropleth"},
    "change": {"circles": "changes"},
}


def require_views(by: Sequence[str]) -> None:
    """Refuse what a page cannot be by."""
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(message("page.by"))


def tables_by_year(
    shown: Release | ProtectedCounts | Sequence[ProtectedCounts], by: Sequence[str] | None
) -> list[tuple[ProtectedCounts, ...]]:
    """Return the tables of each geography, one a year, the earliest first.

    Years are those of the release, which are of one source and definition.
    """
    if not isinstance(shown, Release) or shown.before is not None:
        return [(table,) for table in tables_of(shown, by)]
    found = [shown.each(name) for name in by or BY[:1]]
    for tables in found:
        if len({table.year for table in tables}) < len(tables):
            raise UsageError(message("page.several_sources"))
    return [tuple(sorted(tables, key=lambda table: table.year or 0)) for tables in found]


@dataclass(frozen=True, eq=False)
class View:
    """One geography of a page: its maps by measure, year and kind, each in every language."""

    tables: tuple[ProtectedCounts, ...]
    maps: Mapping[tuple[str, int, data.PageKind], Mapping[Language, Composition]]
    figures: tuple[Figures, ...]
    year: int = 0
    told: Mapping[Language, Mapping[str, list[str]]] = field(default_factory=dict)

    @cached_property
    def beside(self) -> dict[str, Beside]:
        """The places of a view that are no areas of its maps."""
        if self.by != "district":
            return {}
        return beside_districts(self.tables, tuple(self.first), self.some.style)

    @cached_property
    def first(self) -> Mapping[Language, Composition]:
        """The map that is shown first, in every language."""
        return next(both for (_, year, _), both in self.maps.items() if year == self.year)

    @property
    def some(self) -> Composition:
        """The first map in the first language."""
        return next(iter(self.first.values()))

    @property
    def by(self) -> str:
        """What the places are."""
        return self.tables[0].by


@dataclass(frozen=True, eq=False)
class Gathered:
    """All that a page shows: its geographies, with the same measures, kinds, years and scale."""

    views: tuple[View, ...]
    measures: tuple[str, ...]
    kinds: Mapping[str, Sequence[data.PageKind]]
    scale: CircleScale
    year: int = 0
    compared: bool = False
    made_on: str | None = None
    contact: str | None = None


def page_views(
    geographies: Sequence[Sequence[ProtectedCounts]],
    measures: Sequence[str] | None,
    *,
    language: Language,
    style: str,
    title: str | None = None,
    points: Pointed = None,
    year: int | None = None,
) -> Gathered:
    """Gather the geographies of a page, tables by year of one release."""
    by = [tables[0].by for tables in geographies]
    require_views(by)
    if measures is None:
        measures = measures_of(geographies[0][-1])
    require_measures(measures)
    every = [table for tables in geographies for table in tables]
    scale = shared_scale(every, measures, read_style(style))
    read = points_of(points, every[0].districts, by=by)
    languages = (language, *(known for known in LANGUAGES if known != language))
    years = [table.year for table in geographies[0]]
    first = years.index(year) if year in years else len(years) - 1
    views = [
        view_of(
            tables,
            measures,
            languages=languages,
            style=style,
            circles=scale,
            title=title,
            # A map of districts has the missions already.
            points=None if tables[0].by == "district" and is_missions(points) else read,
            year=first,
        )
        for tables in geographies
    ]
    kinds = {measure: (*kinds_of(measure), *_of_flows(views, measure)) for measure in measures}
    return Gathered(tuple(views), tuple(measures), kinds, scale, first)


def view_of(
    tables: Sequence[ProtectedCounts],
    measures: Sequence[str],
    *,
    languages: Sequence[Language],
    style: str,
    circles: CircleScale,
    title: str | None,
    points: Points | None,
    year: int,
) -> View:
    """Compose the maps of a geography: a map a measure, year, kind and language.

    Classes are the same in all years, so that colours can be compared as circles are.
    """
    maps: dict[tuple[str, int, data.PageKind], dict[Language, Composition]] = {}
    drawn = page_style(style)
    for measure in measures:
        specs = {}
        for kind, name in kinds_of(measure).items():
            spec = MapSpec(measure=measure, kind=name, style=style, title=title)
            spec = _with_classes(tables, spec) if KINDS[name].has_classes else spec
            spec = replace(spec, quantity=tables[-1].quantity, least=tables[-1].base)
            specs[kind] = {language: replace(spec, language=language) for language in languages}
        made = {
            # Kinds of one year follow each other, since they share their values.
            (kind, at): {
                language: compose(
                    table, spec, circles=circles, points=points, beside=False, style=drawn
                )
                for language, spec in specs[kind].items()
            }
            for at, table in enumerate(tables)
            for kind in specs
        }
        maps |= {(measure, at, kind): made[kind, at] for kind in specs for at in range(len(tables))}
    states: dict[str, list[pd.Series]] = {measure: [] for measure in measures}
    for (measure, _, kind), both in maps.items():
        if kind == next(iter(kinds_of(measure))):
            states[measure].append(both[languages[0]].table["state"])
    return View(tuple(tables), maps, tuple(figures_of(tables, measures, states)), year)


def kinds_of(measure: str) -> Mapping[data.PageKind, str]:
    """Return the kinds of map that a page has of a measure, by what it calls them."""
    form = MEASURES.named(measure).form
    return {own: name for own, name in KINDS_OF[form].items() if name in KINDS}


def _of_flows(views: Sequence[View], measure: str) -> tuple[data.PageKind, ...]:
    """Return the kind of lines from the country of origin, where every map of a stock has it."""
    own = [
        both
        for view in views
        for (name, _, _), every in view.maps.items()
        if name == measure
        for both in every.values()
    ]
    home = all(both.drawing.fills.get(both.origin.code) == "origin" for both in own)
    return ("flows",) if home and MEASURES.named(measure).is_stock else ()


def _with_classes(tables: Sequence[ProtectedCounts], spec: MapSpec) -> MapSpec:
    """Return a spec with the class limits that fit the values of all years."""
    last = tables[-1]
    own = replace(spec, quantity=last.quantity, least=last.base)
    values: list[float] = []
    least = own.of.least
    for table in tables:
        found = measure_values(table, spec.measure).table
        shown = found["value"].to_numpy()[
            (found["state"].to_numpy() == "value") & (found["base"].to_numpy() >= least)
        ]
        values += (shown[shown != 0] if own.of.in_people else shown).tolist()
    style = read_style(spec.style)
    if spec.measure in style.breaks or len(tables) == 1:
        return spec
    breaks = classes_of(values, own, style).breaks
    return replace(spec, breaks=breaks) if breaks else spec
