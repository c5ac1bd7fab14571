"""Writes the paragraphs under a map: sources, notes on the figures, boundaries, disclaimer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.language import in_print, list_text, number_text, percent_text, sort_key, text
from diasporamap.maps.areas import LEAST_KM, area_notes
from diasporamap.maps.computed import computed_notes
from diasporamap.maps.extents import extent_in
from diasporamap.maps.place_table import by_place, is_shown, label_texts, listed
from diasporamap.maps.quantities import amount, say
from diasporamap.measures import UNKNOWN_BLANKED, UNKNOWN_NOTED, measure_table, sex_quality
from diasporamap.places.origins import NOT_STATED
from diasporamap.protection.figures import figures_by_place
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.supplied import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Extent, Level
    from diasporamap.language import Language
    from diasporamap.maps.areas import Seen
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.measures import SexQuality
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: How many places a note names, the worst first.
MOST_NAMED = 10
#: What a paragraph begins with to say what it is of: a word, or some before a colon.
LEAD: Final = re.compile(r"(?:[^\W\d_]+\.|[^.:;,()]{1,40}:)(?=\s)")
#: Where one sentence of a note ends and the next begins.
SENTENCE: Final[re.Pattern[str]] = re.compile(r"(?<=[.!?]) (?=[^\W\d_a-zà-ÿ])")


@dataclass(frozen=True)
class Split:
    """What a measure shows of the countries that districts share, and whether it hides any."""

    people: Mapping[str, float]
    hidden: bool

    @property
    def total(self) -> float:
        """All of them together."""
        return float(np.sum([*self.people.values()]))


@lru_cache(maxsize=64)
def split_people(protected: ProtectedCounts, measure: str, geography: Geography) -> Split:
    """Return what a measure shows of countries that districts share; `hidden` is of any place."""
    table = measure_table(protected, measure)
    people = {
        place: value
        for place, value in by_place(table["value"]).items()
        if place in geography.beyond and value == value  # noqa: PLR0124 - NaN
    }
    return Split(people, "suppressed" in listed(table["state"]))


def captions_of(
    protected: ProtectedCounts,
    spec: MapSpec,
    style: Style,
    geography: Geography,
    table: pd.DataFrame,
    *,
    notes: Sequence[str] = (),
) -> tuple[str, ...]:
    """Write the paragraphs under a map: sources, notes on the figures, then `place_captions`."""
    notes = list(notes)
    if geography.name == "districts" and spec.of.in_people:
        notes.append(_district_note(protected, spec, geography, table))
    if geography.level is not None:
        notes += _origin_notes(protected, spec, geography, geography.level)
    notes += _residence_note(protected, spec)
    notes += computed_notes(protected, spec, geography, table)
    if spec.of.compares_years:
        notes += _left_out(protected, spec, geography, table)
    note = geography.note[spec.language == "en"]
    if note:
        notes.append(note)
    if spec.quantity is None:
        quality = sex_quality(protected, before=spec.of.compares_years)
        notes += sex_notes(quality, spec, geography, table)
    return (
        sources_caption([protected], spec.language),
        *noted([*source_notes([protected], spec.language), *notes], spec.language),
        *place_captions(spec, style, geography),
    )


def noted(sentences: Iterable[str], language: Language) -> tuple[str, ...]:
    """Write the paragraph of notes, one or none."""
    note = in_print(" ".join(filter(None, sentences)), language)
    return (text("caption.note", language, note=note),) if note else ()


def notes_of(caption: str, language: Language) -> str:
    """Return the sentences of a paragraph of notes."""
    return caption.removeprefix(text("caption.note", language, note=""))


def lead_of(caption: str) -> str:
    """Return what a paragraph begins with to say what it is: "Source.", "Limites."."""
    found = LEAD.match(caption)
    return found.group() if found else ""


def led(caption: str) -> tuple[str, str]:
    """Return what a paragraph begins with to say what it is, and what it says."""
    lead = lead_of(caption)
    return lead, caption.removeprefix(lead).lstrip()


def unnamed_note(table: pd.DataFrame, places: Iterable[str], language: Language) -> str:
    """Write which places have no name on a sheet for want of room, with what their labels say."""
    unnamed = table[table.index.isin(list(places))]
    found = unnamed.sort_values("value", ascending=False, kind="stable")
    listed = [
        f"{name} ({words})" if words else str(name)
        for name, words in zip(found["short"], label_texts(found), strict=True)
    ]
    form = "one" if len(listed) == 1 else "other"
    return text(f"caption.unnamed.{form}", language, places=first_of(listed, language))


def first_of(listed: Sequence[str], language: Language) -> str:
    """Write the first names of a list, and how many more there are."""
    left = len(listed) - MOST_NAMED
    if left < 2:  # noqa: PLR2004 - "and 1 more" is as long as a name
        return list_text(listed, language)
    first, number = ", ".join(listed[:MOST_NAMED]), number_text(left, language)
    return text("caption.and_more", language, places=first, number=number)


def sex_notes(
    quality: SexQuality, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> Iterator[str]:
    """Say where the sex of many people is unknown, the worst first, and where one sex lacks."""
    language = spec.language
    name_of = partial(_name_of, geography=geography, names=table["short"], spec=spec)

    def worst(places: Sequence[str]) -> str:
        listed = [
            f"{name_of(place)} ({percent_text(quality.unknown[place], language)})"
            for place in places
        ]
        return first_of(listed, language)

    if noted := _noted(quality, spec):
        limit = percent_text(UNKNOWN_NOTED, language, decimals=0)
        yield text("caption.unknown_over", language, limit=limit, places=worst(noted))
    if quality.blanked and spec.of.compares_sexes:
        limit = percent_text(UNKNOWN_BLANKED, language, decimals=0)
        yield text("caption.unknown_blank", language, limit=limit, places=worst(quality.blanked))
    if quality.one_sex_only:
        names = sorted(map(name_of, quality.one_sex_only), key=sort_key)
        key = "partial_sexes_of_two" if spec.of.compares_years else "partial_sexes"
        yield text(f"caption.{key}", language, places=list_text(names, language))


def _noted(quality: SexQuality, spec: MapSpec) -> tuple[str, ...]:
    """Return the places whose people of unknown sex are told of, the worst first.

    Where the sexes are compared the worst show nothing, which is another note; where neither is
    shown, those that have no sexes at all are no news.
    """
    if spec.of.compares_sexes:
        return quality.unknown_over
    by_sex = bool({"F", "M"} & set(spec.of.needs))
    return tuple(place for place, share in quality.unknown.items() if by_sex or share < 100)  # noqa: PLR2004 - per cent


def place_captions(spec: MapSpec, style: Style, geography: Geography) -> tuple[str, str]:
    """Write what every map says of its places: boundaries and projection; the disclaimer."""

    def say(key: str, **fields: object) -> str:
        return text(f"caption.{key}", spec.language, **fields)

    if geography.extent is not None:
        framed, level = extent_in(geography), geography.level
        seen = (
            np.vectorize(geography.extent.holds, otypes=[bool]) if framed is None else framed.inside
        )
        seen_as = "lambert" if framed is None or framed.name(spec.language) else "frame"
        credit = say("boundaries") if level is None else level.credit(spec.language)
        return (
            credit
            + " "
            + say(f"projection_{seen_as}", **frame_fields(geography.extent, spec.language)),
            disclaimer(spec.language, seen, least_km=0.0),
        )
    lon_0 = style.map["lon_0"]
    meridian = _degrees(lon_0, "EW", spec.language, decimals=int(lon_0 % 1 != 0))
    return (
        say("boundaries") + " " + say("projection", meridian=meridian),
        disclaimer(spec.language),
    )


def frame_fields(extent: Extent, language: Language) -> dict[str, str]:
    """Return where the middle of a frame lies, and its sides in kilometres, as texts say them."""
    lon, lat = extent.centre
    sides = {"breadth": extent.breadth_km, "height": extent.height_km}
    return {
        "centre": f"{_degrees(lat, 'NS', language)}, {_degrees(lon, 'EW', language)}",
        **{side: number_text(round(km), language) for side, km in sides.items()},
    }


def disclaimer(language: Language, seen: Seen | None = None, *, least_km: float = LEAST_KM) -> str:
    """Write the disclaimer, and what is said of areas and lines in view; see `area_notes`."""
    notes = area_notes(language, seen, least_km=least_km)
    return " ".join([text("caption.disclaimer", language), *notes])


def _district_note(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> str:
    """Say how the people shown divide: in a district, outside all, in a country that is split."""
    attached = table["value"][is_shown(table)].sum()
    split = split_people(protected, spec.measure, geography)
    parts = [
        ("attached", attached, []),
        ("not_attached", table["value"].sum() - attached, []),
        ("not_attributable", split.total, list(split.people)),
    ]
    states, shorts = table["state"], table["short"]
    partial = [
        str(shorts[place])
        for place, countries in geography.shared.items()
        if states[place] == "value" and not split.people.keys().isdisjoint(countries)
    ]
    sentences = []
    for key, people, places in parts:
        named = [geography.beyond[place][spec.language == "en"] for place in places]
        named.sort(key=sort_key)
        listed = f" ({list_text(named, spec.language)})" if named else ""
        told = f"caption.{'' if spec.is_stock else 'change_'}{key}"
        sentences.append(say(told, spec, people=amount(people, spec), places=listed))
    if split.hidden:
        sentences.append(say("caption.not_in_sums", spec))
    if partial:
        listed = list_text(sorted(partial, key=sort_key), spec.language)
        sentences.append(text("caption.partial_districts", spec.language, places=listed))
    return " ".join(sentences)


def _origin_notes(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, level: Level
) -> list[str]:
    """Say how many people the map cannot place: origin not stated, or only a part above is."""
    people: dict[str, str] = {}
    for place, _, written in _told(_years(protected, spec), spec):
        if place in geography.beyond:
            people[place] = f"{people[place]}, {written}" if place in people else written
    notes = []
    if NOT_STATED in people:
        number = people.pop(NOT_STATED)
        notes.append(text("caption.origin_not_stated", spec.language, people=number))
    if people:
        english = spec.language == "en"
        listed = [f"{geography.beyond[place][english]} ({people[place]})" for place in people]
        places = list_text(sorted(listed, key=sort_key), spec.language)
        notes.append(level.parent_only(spec.language).format(places=places))
    return notes


def _residence_note(protected: ProtectedCounts, spec: MapSpec) -> Iterator[str]:
    """Say how many people there are whose place of residence is not stated."""
    beside = [year.aside for year in _years(protected, spec) if year.aside is not None]
    if told := [written for _, value, written in _told(beside, spec) if value]:
        yield text("caption.residence_not_stated", spec.language, people=", ".join(told))


def _left_out(
    protected: ProtectedCounts, spec: MapSpec, geography: Geography, table: pd.DataFrame
) -> Iterator[str]:
    """Name the places that have people in one of two years and are in no change."""
    figures, states = figures_by_place(protected, BEFORE)
    people = figures[[TOTAL, f"{TOTAL} before"]]
    lacks = states[[TOTAL, f"{TOTAL} before"]] == "no_data"
    changes = measure_table(protected, spec.measure)["state"]
    left = {
        "one_year": lacks.any(axis=1) & (people > 0).any(axis=1),
        "from_nobody": (changes == "not_applicable") & (people > 0).any(axis=1),
    }
    for key, found in left.items():
        if places := [_name_of(at, geography, table["short"], spec) for at in found.index[found]]:
            listed = first_of(sorted(places, key=sort_key), spec.language)
            yield text(f"caption.change_{key}", spec.language, places=listed)


def _name_of(place: str, geography: Geography, names: pd.Series, spec: MapSpec) -> str:
    if place in geography.beyond:
        return geography.beyond[place][spec.language == "en"]
    return str(names.get(place, place))


def _years(protected: ProtectedCounts, spec: MapSpec) -> list[ProtectedCounts]:
    """Return the tables that a map is of, the earlier one first where it compares two years."""
    earlier = protected.before if spec.of.compares_years else None
    return [protected] if earlier is None else [earlier, protected]


def _told(tables: Sequence[ProtectedCounts], spec: MapSpec) -> Iterator[tuple[str, float, str]]:
    """Give the people of each place in each table, NaN where not shown, with the words for it."""
    for table in tables:
        found = measure_table(table, spec.measure if spec.is_stock else "total")
        year = table.year if spec.of.compares_years else None
        when = f"\N{NO-BREAK SPACE}({year})" if year else ""
        for place, value, state in zip(found.index, found["value"], found["state"], strict=True):
            shown = state == "value"
            people = _people(value, spec) if shown else text(f"caption.{state}", spec.language)
            yield str(place), value, people + when


def _people(value: float, spec: MapSpec) -> str:
    """Write people, or a quantity with its unit; no change of them."""
    return amount(value, spec) if spec.quantity else number_text(value, spec.language)


def _degrees(value: float, letters: str, language: Language, *, decimals: int = 1) -> str:
    """Write a latitude or longitude: "7,4° N", "12.4° E"; no letter after zero."""
    letter = letters[int(value < 0)].replace("W", "O" if language == "fr" else "W") if value else ""
    number = number_text(abs(value), language, decimals=decimals)
    return f"{number}°\N{NO-BREAK SPACE}{letter}".rstrip("\N{NO-BREAK SPACE}")


def sources_caption(tables: Iterable[ProtectedCounts], language: Language) -> str:
    """Write the paragraph of the sources of one or several tables, each once."""
    named = [(values_of(table, "source") or list(table.sources), table) for table in tables]
    found = {name: table.sources.get(name) for names, table in named for name in names}
    told = [one.citation(language) if one else name for name, one in found.items()]
    if told and not all(names for names, _ in named):
        told.insert(0, text("caption.source_unnamed", language))
    return cited(told, language)


def source_notes(tables: Iterable[ProtectedCounts], language: Language) -> list[str]:
    """Return the sentences that sources are explained with, each once."""
    return sentences_of(
        table.sources[name].note(language)
        for table in tables
        for name in values_of(table, "source") or table.sources
        if name in table.sources
    )


def sentences_of(notes: Iterable[str]) -> list[str]:
    """Return the sentences of notes, each once."""
    found = (sentence for note in notes if note for sentence in SENTENCE.split(note))
    return list(dict.fromkeys(found))


def short_source(protected: ProtectedCounts, language: Language) -> str:
    """Name the sources by their titles, for sheets that have no room for citations."""
    declared = protected.sources
    names = values_of(protected, "source") or list(declared)
    return cited([declared[n].title if n in declared else n for n in names], language)


def cited(citations: Sequence[str], language: Language) -> str:
    """Write the paragraph of the sources."""
    if not citations:
        return text("caption.no_source", language)
    key = "caption.source" if len(citations) == 1 else "caption.sources"
    mark = "\N{NARROW NO-BREAK SPACE}; " if language == "fr" else "; "
    return text(key, language, citation=mark.join(citations).rstrip(".") + ".")


def values_of(protected: ProtectedCounts, column: str) -> list[str]:
    """Return the distinct values of a column of the cells, as texts."""
    return [*_values_of(protected, column)]


@lru_cache(maxsize=256)
def _values_of(protected: ProtectedCounts, column: str) -> tuple[str, ...]:
    cells = protected.cells
    if column not in cells.columns:
        return ()
    return tuple(sorted(str(value) for value in cells[column].dropna().unique()))
