"""Gathers the geographies of a page: countries, consular districts, or ranges of sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, sort_key, text
from diasporamap.maps import MapSpec, circle_scale, compose, read_style
from diasporamap.maps.classes import classes_of
from diasporamap.maps.kinds.ranges import compared_label
from diasporamap.maps.quantities import measures_of
from diasporamap.maps.spec import KINDS
from diasporamap.measures import MEASURES, measure_values
from diasporamap.points import is_missions, points_of
from diasporamap.protection import Release, tables_of
from diasporamap.web.content import Figures, figures_of, require_measures, shared_scale
from diasporamap.web.districts import beside_districts, reached, told_of_districts
from diasporamap.web.layers import layer_of, layers_of
from diasporamap.web.marks import drawn_on_page
from diasporamap.web.packing import runs
from diasporamap.web.shapes import (
    country_sizes,
    district_shapes,
    district_sizes,
    page_coordinates,
)
from diasporamap.web.tokens import page_style
from diasporamap.web.words import subtitle_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, Composition
    from diasporamap.maps.ranges import Ranges
    from diasporamap.points import Pointed, Points
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web import data
    from diasporamap.web.districts import Beside
    from diasporamap.web.layers import Packer

#: What a page's places can be.
BY = ("country", "district")
#: Ways to draw a measure, by what a page calls them, the first one first.
KINDS_OF: Final[Mapping[str, Mapping[data.PageKind, str]]] = {
    "stock": {"circles": "circles", "colours": "choropleth"},
    "rate": {"circles": "rate-circles", "colours": "choropleth"},
    "change": {"circles": "changes"},
}
#: Rows of figures beside those of the sources that a page of ranges compares.
RANGE, RATIO = "range", "ratio"
#: What a place can be, by number.
STATUSES: Final[tuple[data.Status, ...]] = ("place", "split", "beyond", "origin", "mission")
#: Words of a geography that the page's frame needs, by their keys in the catalogue.
WORDS: Final = ("label", "heading")


def require_views(by: Sequence[str]) -> None:
    """Refuse what a page cannot be by."""
    if isinstance(by, str) or not by or len(set(by)) < len(by) or set(by) - set(BY):
        raise UsageError(
            f"A page is by {' or by '.join(BY)}, or by both as a list without repeats."
        )


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
            raise UsageError(
                "A page is of one source and definition, and the counts have several. Choose with "
                "source and definition."
            )
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
    kinds = {measure: tuple(kinds_of(measure)) for measure in measures}
    return Gathered(tuple(views), tuple(measures), kinds, scale, first)


def range_page(both: Mapping[Language, Composition], ranges: Ranges) -> Gathered:
    """Gather maps of ranges, as `compose_range` makes them in each language: one map.

    Beside the range each source's figure is told, and how many times the lowest the highest is.
    """
    some, table = next(iter(both.values())), ranges.columns[0].protected
    shown = some.table
    # Where no source says anything, one line says so.
    silent = ranges.table.index[ranges.table["state"] == "no_data"]
    people, of_ratio = MEASURES["total"], replace(MEASURES["sex_ratio"], decimals=1)
    labels = {
        key: {language: text(f"measure.{key}", language) for language in both}
        for key in (RANGE, RATIO)
    }
    texts = {
        str(place): {language: str(one.table.at[place, "text"]) for language, one in both.items()}
        for place in shown.index[(shown["state"] == "value") & (shown["shown"] > 1)]
    }
    rows = [
        Figures(RANGE, people, (shown["value"],), (shown["state"],), (None,), labels[RANGE], texts)
    ]
    for at, column in enumerate(ranges.columns):
        label = {language: compared_label(column, language) for language in both}
        found = ranges.people[at], ranges.states[at].drop(silent)
        rows.append(Figures(f"source-{at}", people, (found[0],), (found[1],), (None,), label))
    ratios = ranges.ratio.astype("Float64").astype("float64")
    states = ratios.map(lambda ratio: "value" if ratio == ratio else "not_applicable")  # noqa: PLR0124 - NaN
    rows.append(Figures(RATIO, of_ratio, (ratios,), (states,), (None,), labels[RATIO]))
    told: dict[Language, dict[str, list[str]]] = {
        language: {
            str(place): [text(f"web.range_{'single' if number == 1 else 'hidden'}", language)]
            for place, number, hidden in zip(
                shown.index, shown["shown"], shown["hidden"], strict=True
            )
            if number == 1 or (number and hidden)
        }
        for language in both
    }
    view = View((table,), {(RANGE, 0, "circles"): both}, tuple(rows), told=told)
    largest, circle = shown.loc[shown["state"] == "value", "value"].tolist(), some.style.circle
    scale = circle_scale(largest, smallest=circle["smallest_mm"] / circle["largest_mm"])
    return Gathered((view,), (RANGE,), {RANGE: ("circles",)}, scale, compared=True)


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
    for measure in measures:
        for kind, name in kinds_of(measure).items():
            spec = MapSpec(measure=measure, kind=name, style=style, title=title)
            spec = _with_classes(tables, spec) if KINDS[name].has_classes else spec
            for at, table in enumerate(tables):
                maps[measure, at, kind] = {
                    language: compose(
                        table,
                        replace(spec, language=language),
                        circles=circles,
                        points=points,
                        beside=False,
                        style=page_style(style),
                    )
                    for language in languages
                }
    states: dict[str, list[pd.Series]] = {measure: [] for measure in measures}
    for (measure, _, kind), both in maps.items():
        if kind == next(iter(kinds_of(measure))):
            states[measure].append(both[languages[0]].table["state"])
    return View(tuple(tables), maps, tuple(figures_of(tables, measures, states)), year)


def kinds_of(measure: str) -> Mapping[data.PageKind, str]:
    """Return the kinds of map that a page has of a measure, by what it calls them."""
    form = MEASURES.named(measure).form
    return {own: name for own, name in KINDS_OF[form].items() if name in KINDS}


def _with_classes(tables: Sequence[ProtectedCounts], spec: MapSpec) -> MapSpec:
    """Return a spec with the class limits that fit the values of all years."""
    last = tables[-1]
    own = replace(spec, quantity=last.quantity, least=last.base)
    values: list[float] = []
    for table in tables:
        found = measure_values(table, spec.measure).table
        shown = found[(found["state"] == "value") & (found["base"] >= own.of.least)]["value"]
        values += shown[shown != 0].tolist() if own.of.in_people else shown.tolist()
    style = read_style(spec.style)
    if spec.measure in style.breaks or len(tables) == 1:
        return spec
    breaks = classes_of(values, own, style).breaks
    return replace(spec, breaks=breaks) if breaks else spec


def geography_of(
    view: View, packer: Packer, kinds: Mapping[str, Sequence[data.PageKind]]
) -> data.Geography:
    """Write a geography: places, figures, and a layer a map. Nothing suppressed is in it."""
    order = _in_order(view)
    by_key = {row.key: row for row in view.figures}
    layers = []
    status = {place: _status_of(view, place) for place in order}
    for (measure, year, kind), composed in view.maps.items():
        both = {
            language: drawn_on_page(one, by_key, year, status, packer.scale)
            for language, one in composed.items()
        }
        leads, subtitles = {}, {}
        for language, one in both.items():
            leads[language], subtitles[language] = subtitle_of(
                one, by_key, year, status, in_circles=kind == "circles"
            )
        composition = next(iter(both.values()))
        table = composition.table
        values = by_key[measure].number(year)
        hidden = [
            place for place in order if by_key[measure].states[year].get(place) == "suppressed"
        ]
        layers.append(
            layer_of(
                both,
                packer,
                at=([*kinds].index(measure), year, kinds[measure].index(kind)),
                places=order,
                rows={row.key: row.number(year) for row in view.figures},
                ranked=[*sorted(values, key=lambda at: (-values[at], order.index(at))), *hidden],
                order=[*_ranked(by_key[measure], year, order), *hidden],
                lead=leads,
                subtitle=subtitles,
                small=_small(table, composition),
            )
        )
    places, own = _places(view, order, status, packer)
    written: data.Geography = {
        "key": "district" if view.by == "district" else "country",
        "words": view.some.geography.key,
        "texts": _texts(view, packer),
        "places": places,
        "figures": {
            row.key: [row.column(year, order) for year in range(len(view.tables))]
            for row in view.figures
        },
        "totals": {row.key: row.summed() for row in view.figures},
        "written": {
            row.key: {
                str(at): packer.words.word(row.texts[place])
                for at, place in enumerate(order)
                if place in row.texts
            }
            for row in view.figures
            if row.texts
        },
        "layers": layers_of(layers),
    }
    if own is not None:
        written["own"] = own
    seats = view.some.geography.seats
    if seats is not None:
        seats = seats.drop_duplicates("mission").sort_values("mission")
        written["signs"] = dict(zip(seats["mission"], seats["kind"], strict=True))
    if view.some.points is not None:
        written["has_points"] = True
    return written


def _ranked(figures: Figures, year: int, order: Sequence[str]) -> list[str]:
    """Rank places by what they show, the largest first; equal ones by name."""
    states, at = figures.states[year], {place: number for number, place in enumerate(order)}
    shown = {str(place) for place in states.index[states == "value"]}
    found = {str(p): v for p, v in figures.values[year].items() if str(p) in shown}  # noqa: PD011 - a field
    return sorted(found, key=lambda place: (-found[place], at[place]))


def _small(table: pd.DataFrame, composition: Composition) -> list[str]:
    """Return the places whose rate is of few people."""
    marks = composition.drawing.marks
    few = {place for place, discs in marks.items() if any(disc.look == "few" for disc in discs)}
    return [*few.union(table.index[table["key"] == "base_too_small"])]


def _in_order(view: View) -> list[str]:
    """Return the places of a view: those with figures in any year first, each by name."""
    names = {str(place): str(name) for place, name in view.some.table["short"].items()}
    names |= {place: one.name[view.some.spec.language] for place, one in view.beside.items()}
    told: set[str] = set()
    for row in view.figures:
        for states in row.states:
            told |= set(map(str, states.index[states.isin(["value", "suppressed"])]))
    status = {place: STATUSES.index(_status_of(view, place)) for place in names}
    return sorted(
        names, key=lambda place: (place not in told, status[place], sort_key(names[place]))
    )


def _texts(view: View, packer: Packer) -> dict[str, int]:
    """Return the words of the frame that are about the places of a view."""
    key = view.some.geography.key
    return {name: packer.told(partial(text, f"web.{key}.{name}")) for name in WORDS}


def _places(
    view: View, order: Sequence[str], status: Mapping[str, data.Status], packer: Packer
) -> tuple[data.Places, data.OwnShapes | None]:
    """Write the places of a view, and their shapes where they have some of their own."""
    import pandas as pd

    lon_0 = view.some.style.map["lon_0"]
    table, extra = view.some.table, view.beside
    own, sizes = None, country_sizes(lon_0)
    about = view.told
    of: dict[str, list[str]] = {}
    if view.by == "district":
        choice = view.tables[0].districts
        own = district_shapes(packer.shapes, choice, packer.plane, places={*order})
        sizes, of = {**sizes, **district_sizes(choice, lon_0)}, reached(view.tables[0])
        about = {
            language: told_of_districts(view.tables[0], extra, language, view.some.style)
            for language in view.first
        }
    names = {language: both.table["name"] for language, both in view.first.items()}
    shorts = {language: both.table["short"] for language, both in view.first.items()}
    told = about.get(view.some.spec.language, {})

    def called(found: Mapping[Language, pd.Series], place: str) -> int:
        if place in extra:
            return packer.words.word(extra[place].name)
        return packer.words.word({language: found[language][place] for language in found})

    lons = [extra[at].lon if at in extra else table.at[at, "label_lon"] for at in order]
    lats = [extra[at].lat if at in extra else table.at[at, "label_lat"] for at in order]
    points = page_coordinates(pd.Series(lons), pd.Series(lats), lon_0)
    places: data.Places = {
        "ids": list(order),
        "names": [called(names, place) for place in order],
        "shorts": [called(shorts, place) for place in order],
        "lon": [lon for lon, _ in points],
        "lat": [lat for _, lat in points],
        "sizes": [round(sizes.get(place, 0.0), 5) for place in order],
        "status": runs(STATUSES.index(status[at]) for at in order),
        "of": {str(at): of[place] for at, place in enumerate(order) if place in of},
        "about": {
            str(at): [
                packer.words.word({language: about[language][place][number] for language in about})
                for number in range(len(told[place]))
            ]
            for at, place in enumerate(order)
            if place in told
        },
    }
    return places, own


def _status_of(view: View, place: str) -> data.Status:
    """Return what a place of a view is."""
    if place in view.beside:
        return view.beside[place].status
    if place == view.some.origin.code:
        return "origin"
    return "beyond" if view.some.table.at[place, "status"] == "not_attached" else "place"
