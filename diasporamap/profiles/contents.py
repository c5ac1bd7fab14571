"""Makes the profile of a country or consular district, on one page whatever it has to say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from diasporamap.language import (
    capitalised,
    in_print,
    list_text,
    number_text,
    percent_text,
    series_text,
    text,
)
from diasporamap.maps import read_style
from diasporamap.maps.captions import (
    led,
    noted,
    place_captions,
    short_source,
    source_notes,
    sources_caption,
    values_of,
)
from diasporamap.maps.computed import population_note
from diasporamap.measures import MEASURES, measure_values
from diasporamap.points.missions import missions_on
from diasporamap.profiles.charts import (
    draw_places,
    draw_sexes,
    draw_years,
    lines_of,
    percent_of,
    place_rows,
    places_height,
    sex_rows,
    sign_of,
)
from diasporamap.profiles.drawn import drawn
from diasporamap.profiles.facts import Figure, facts_of
from diasporamap.profiles.grids import countries_grid, missions_grid
from diasporamap.profiles.missions import kinds_text, missions_of
from diasporamap.profiles.model import KeyFigure, Profile
from diasporamap.profiles.place_map import draw_place, place_map
from diasporamap.profiles.room import Room
from diasporamap.profiles.sentences import (
    ordinal,
    people_of,
    points_of,
    signed,
    signed_percent,
    women_by_year,
)
from diasporamap.protection.inhabitants import inhabitants_of
from diasporamap.registry import require_language
from diasporamap.sheet.fonts import fonts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Composition
    from diasporamap.profiles.charts import PlaceRow, SexRow
    from diasporamap.profiles.facts import Facts
    from diasporamap.profiles.missions import Mission
    from diasporamap.profiles.model import Drawn, Grid
    from diasporamap.protection import ProtectedCounts

#: From how many inhabitants on they are written in millions.
MILLION = 1e6
#: States in the order in which their signs are explained.
STATES = ("suppressed", "no_data", "not_applicable", "base_too_small", "unknown_sex_too_high")


def made_profile(
    place: str,
    table: ProtectedCounts,
    countries: ProtectedCounts,
    years: Iterable[tuple[ProtectedCounts, ProtectedCounts]] = (),
    *,
    lacking: Sequence[str] = (),
    language: Language = "fr",
    style: str = "iom",
) -> Profile:
    """Make the profile of a place; see `diasporamap.Release.profile_of`.

    Parameters
    ----------
    place : str
        Code of a country or of a district, as `table` has it.
    table, countries : ProtectedCounts
        The tables of one release, the one that has the place and the one by country.
    years : iterable of (ProtectedCounts, ProtectedCounts)
        Tables as `table` and as `countries` of other years and sources.
    lacking : sequence of str
        What the counts do not say: "age", "origin", "subdivision".
    language : {"fr", "en"}, default "fr"
        Language of every text.
    style : str, default "iom"
        Name of a shipped style or path of a style file.

    Raises
    ------
    UsageError, StyleError
        If the counts are no people, none are counted in the place, or the style is wrong.
    """
    require_language(language)
    facts = facts_of(place, table, countries, years, lacking=lacking, language=language)
    missions = missions_of(table.districts, place, table.by, language)
    kind = "district" if facts.is_district else "country"
    rows, ranked = sex_rows(facts), place_rows(facts)
    grids = countries_grid(facts), missions_grid(facts, missions)
    lines, sources = lines_of(facts)
    words = Room(
        fonts=fonts_of(read_style(style)),
        subtitle=_subtitle(facts, missions),
        figures=tuple(_key_figures(facts, missions)),
        sentence=women_by_year(facts),
        points=points_of(facts, missions),
        grids=tuple(grid for grid in grids if grid is not None),
        has_lines=bool(lines),
        sex_rows=len(rows),
        places=places_height(ranked) if len(ranked) > 1 and not facts.is_district else 0.0,
        tall=not facts.is_district,
        stamped=table.confidential,
    )
    # The words at the foot are those of what is in view, and that of how high the map is.
    first = place_map(facts, words.first, style)
    below = tuple(_below(facts, first.land, [*grids], words.figures, missions))
    heights = words.fitted(below)
    composition = first
    if heights.map != words.first:
        composition = place_map(facts, heights.map, style)
        below = tuple(_below(facts, composition.land, [*grids], words.figures, missions))
    picture = partial(drawn, language=language, style=style)
    charts: list[Drawn] = []
    if rows:
        span = f"{rows[0].year}\N{EN DASH}{rows[-1].year}" if len(rows) > 1 else str(rows[0].year)
        undated = rows[0].year == 0
        charts.append(
            picture(
                lambda page: draw_sexes(page, rows, language),
                title=text(
                    "profile.title.undated" if undated else "profile.title.sexes",
                    language,
                    years=span,
                ),
                alt=_alt_sexes(facts, rows),
                height=heights.sexes,
                text=words.sentence,
            )
        )
    if words.places:
        charts.append(
            picture(
                lambda page: draw_places(page, ranked, language),
                title=text(f"profile.title.places.{kind}", language),
                alt=_alt_places(facts, ranked),
                height=words.places,
                text="" if rows else words.sentence,
            )
        )
    return Profile(
        place=place,
        kind="district" if facts.is_district else "country",
        kicker=text(f"profile.kicker.{kind}", language),
        name=facts.name,
        subtitle=words.subtitle,
        foot=text("profile.foot", language, of_origin=table.origin.of(language)),
        stamp=text("confidential.stamp", language) if table.confidential else "",
        figures=words.figures,
        map=picture(
            lambda page: draw_place(page, facts, composition, missions),
            title=_map_title(facts, missions),
            alt=_alt_map(facts, missions),
            height=heights.map,
        ),
        charts=tuple(charts),
        lines=picture(
            lambda page: draw_years(page, lines, sources, language, style),
            title=text(f"profile.title.lines.{'one' if len(lines) == 1 else 'other'}", language),
            alt=_alt_lines(facts),
            height=heights.lines,
        )
        if lines
        else None,
        points_title=text("profile.title.points", language),
        points=words.points,
        countries=grids[0],
        missions=grids[1],
        below=below,
        language=language,
    )


def _subtitle(facts: Facts, missions: Sequence[Mission]) -> str:
    """Say whom the counts are of, in which year, by whose figures; of a district first its seat."""
    language = facts.language
    own = [one.name for one in missions if one.code == facts.place]
    year = f", {facts.table.year}" if facts.table.year else ""
    people = capitalised(people_of(facts))
    source = led(short_source(facts.table, language))[1]
    if not (values_of(facts.table, "source") or facts.table.sources):
        source = f"{text('caption.source_unnamed', language)}."
    seat = f"{own[0].rstrip('.')}. " if own and facts.is_district else ""
    return in_print(f"{seat}{people}{year}. {source}", language)


def _key_figures(facts: Facts, missions: Sequence[Mission]) -> Iterator[KeyFigure]:
    yield _people(facts)
    yield _women(facts)
    yield _change(facts)
    yield _reach(facts, missions) if facts.is_district else _per_1000(facts)


def _people(facts: Facts) -> KeyFigure:
    language, figure = facts.language, facts.figure("T")
    kind = "district" if facts.is_district else "country"
    if facts.rank is None or figure.value is None:
        label = text("profile.people", language)
        return KeyFigure(sign_of(figure, language), label, facts.means_of(figure.state))
    rank = ordinal(facts.rank, language, feminine=facts.is_district)
    number = number_text(len(facts.ranked), language)
    label = text(f"profile.ranked.{kind}", language, rank=rank, number=number)
    beside = ""
    if facts.everyone:
        share = percent_text(100 * figure.value / facts.everyone, language)
        everyone = number_text(facts.everyone, language)
        beside = text(f"profile.of_all.{kind}", language, share=share, people=everyone)
    elif facts.hides:
        beside = text("profile.of_shown", language)
    return KeyFigure(sign_of(figure, language), label, beside)


def _women(facts: Facts) -> KeyFigure:
    language, share, women = facts.language, facts.share_women(), facts.figure("F")
    if share.value is None:
        label = text("profile.share_women", language)
        sign = text(f"chart.signs.{share.state}", language)
        return KeyFigure(sign, label, facts.means_of(share.state))
    label = text("profile.of_women", language, women=sign_of(women, language))
    beside = _whole(facts, facts.share_women_of_all)
    return KeyFigure(percent_text(share.value, language), label, beside)


def _whole(facts: Facts, value: float | None, *, change: bool = False) -> str:
    """Write the figure of the whole diaspora, or of all districts, "" where it is not told."""
    if value is None:
        return ""
    written = (signed_percent if change else percent_text)(value, facts.language)
    kind = "district" if facts.is_district else "country"
    number = number_text(len(facts.ranked), facts.language)
    return text(f"profile.whole.{kind}", facts.language, value=written, number=number)


def _change(facts: Facts) -> KeyFigure:
    language, percent, people = facts.language, facts.change_percent, facts.change
    if facts.before is None:
        sign = text("chart.signs.no_data", language)
        label, why = (text(f"profile.{key}", language) for key in ("change_title", "one_year"))
        return KeyFigure(sign, label, why)
    label = text("profile.since", language, year=facts.before.year)
    if percent.value is not None:
        whole = _whole(facts, facts.change_of_all, change=True)
        told = [signed(people.known, language), *([whole] if whole else [])]
        return KeyFigure(
            signed_percent(percent.value, language), label, series_text(told, language)
        )
    if people.value is not None:  # of too few people for a share
        why = facts.means_of(percent.state)
        people_label = text("profile.people_since", language, year=facts.before.year)
        return KeyFigure(signed(people.value, language), people_label, why)
    sign = text(f"chart.signs.{people.state}", language)
    return KeyFigure(sign, label, facts.means_of(people.state))


def _per_1000(facts: Facts) -> KeyFigure:
    language, label = facts.language, text("profile.per_1000", facts.language)
    found: dict[Any, Any]
    found = measure_values(facts.table, "per_1000").table.loc[facts.place].to_dict()
    state = str(found["state"])
    if state == "value" and found["base"] < facts.base:
        state = "base_too_small"
    inhabited = facts.table.populations.of(facts.place, facts.table.year)
    if state != "value" or inhabited is None:
        return KeyFigure(text(f"chart.signs.{state}", language), label, facts.means_of(state))
    value = MEASURES["per_1000"].written(float(found["value"]), language)
    people = _inhabitants(inhabitants_of(facts.table).people[facts.place], language)
    key = "inhabitants_in" if inhabited.year else "inhabitants"
    beside = text(f"profile.{key}", language, people=people, year=inhabited.year)
    return KeyFigure(value, label, beside)


def _inhabitants(people: float, language: Language) -> str:
    if people < MILLION:
        return text("profile.inhabitants_few", language, people=number_text(people, language))
    millions = people / MILLION
    form = "one" if round(millions, 1) < 2 else "other"  # noqa: PLR2004 - French counts up to 2
    number = number_text(millions, language, decimals=1)
    return text(f"profile.million.{form}", language, number=number)


def _reach(facts: Facts, missions: Sequence[Mission]) -> KeyFigure:
    """Say in how many countries a district is, and which missions there have no known area."""
    language, number = facts.language, len(facts.members["country"].unique())
    own = [one for one in missions if one.code == facts.place]
    others = [one for one in missions if one.code != facts.place]
    form = "one" if number == 1 else "other"
    label = text(f"profile.countries_of.{form}", language, missions=kinds_text(own, language))
    beside = ""
    if others:
        beside = text("profile.no_limits", language, missions=kinds_text(others, language))
    return KeyFigure(number_text(number, language), label, beside)


def _map_title(facts: Facts, missions: Sequence[Mission]) -> str:
    if facts.is_district:
        return text("profile.title.map.district", facts.language)
    key = "missions" if missions else "country"
    of_origin = facts.table.origin.of(facts.language)
    return text(f"profile.title.map.{key}", facts.language, of_origin=of_origin)


def _below(
    facts: Facts,
    composition: Composition,
    grids: Sequence[Grid | None],
    figures: Sequence[KeyFigure],
    missions: Sequence[Mission],
) -> Iterator[tuple[str, str]]:
    """Give the paragraphs at the foot: sources, the signs that the page shows, borders."""
    language = facts.language
    tables = [series.tables[-1] for series in facts.series if series.tables] or [facts.table]
    own = [one for one in tables if one.year != facts.table.year]
    yield led(sources_caption([facts.table, *own], language))
    notes = [missions_on(facts.table.districts).credit[language == "en"]] if missions else []
    if not facts.is_district:
        notes.append(population_note(facts.table, facts.place, language))
    notes += [*_lacking(facts), *source_notes(tables, language)]
    if facts.apart:
        notes.append(text("profile.apart", language))
    yield from map(led, noted(notes, language))
    cells = {cell for grid in grids if grid is not None for row in grid.rows for cell in row}
    cells |= {figure.value for figure in figures}
    cells |= {
        cell
        for row in sex_rows(facts)
        for cell in (
            sign_of(row.women, language),
            sign_of(row.men, language),
            percent_of(row.share, language),
        )
    }
    signs = {text(f"chart.signs.{state}", language): state for state in STATES}
    told = [f"{sign} {facts.means_of(state)}" for sign, state in signs.items() if sign in cells]
    if told:
        yield text("table.signs", language), f"{series_text(told, language)}."
    for paragraph in place_captions(composition.spec, composition.style, composition.geography):
        yield led(paragraph)


def _lacking(facts: Facts) -> Iterator[str]:
    """Say which of the countries of the place other sources have no figure of."""
    for series in facts.series[1:]:
        if lacks := facts.lacks(series.tables[-1], series):
            places = list_text([str(facts.country_names[at]) for at in lacks], facts.language)
            yield text("figure.lacks", facts.language, source=series.name, places=places)


def _alt_map(facts: Facts, missions: Sequence[Mission]) -> str:
    language = facts.language
    names = [one.name for one in missions]
    key = "map" if names else "map_alone"
    listed = series_text(names, language)
    return text(f"profile.alt.{key}", language, place=facts.name, missions=listed)


def _alt_sexes(facts: Facts, rows: Sequence[SexRow]) -> str:
    language = facts.language
    told = [
        text(
            "profile.alt.sexes_row",
            language,
            year=row.year or "",
            women=_read(facts, row.women),
            men=_read(facts, row.men),
        ).lstrip(" :\N{NO-BREAK SPACE}")
        for row in rows
    ]
    return text("profile.alt.sexes", language, told=series_text(told, language))


def _read(facts: Facts, figure: Figure) -> str:
    """Read a figure out, what is not shown in words."""
    if figure.value is None:
        return facts.means_of(figure.state)
    return number_text(figure.value, facts.language)


def _alt_places(facts: Facts, rows: Sequence[PlaceRow]) -> str:
    told = [f"{row.name} {number_text(row.people, facts.language)}" for row in rows]
    return text("profile.alt.places", facts.language, told=series_text(told, facts.language))


def _alt_lines(facts: Facts) -> str:
    language = facts.language
    told = []
    for series, by_year in facts.in_series:
        known = [(year, value) for year, value in sorted(by_year.items()) if value is not None]
        (first, low), (last, high) = known[0], known[-1]
        told.append(
            text(
                "profile.alt.line",
                language,
                source=series.name,
                first=first,
                low=number_text(low, language),
                last=last,
                high=number_text(high, language),
            )
        )
    return text("profile.alt.lines", language, told=series_text(told, language))
