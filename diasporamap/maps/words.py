"""Writes the words of a map: title, subtitle, captions and the text for those who do not see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diasporamap.language import (
    capitalised,
    has_text,
    in_print,
    list_text,
    number_text,
    sort_key,
    text,
)
from diasporamap.maps.captions import (
    captions_of,
    frame_fields,
    short_source,
    split_people,
    values_of,
)
from diasporamap.maps.computed import everyone_text, origin_sentence, years_of
from diasporamap.maps.extents import counted_in, extent_in, has_members, shown_extent
from diasporamap.maps.place_table import listed, rows_shown
from diasporamap.maps.quantities import amount, say, subtitle_of, title_of
from diasporamap.measures import MEASURES, overall_value, stocks
from diasporamap.protection.supplied import EVERYONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: How many of the largest places the text for screen readers names.
NAMED = 5


@dataclass(frozen=True)
class Words:
    """The texts around a map: captions are a paragraph each; `alt` is for screen readers.

    The `stamp` of a confidential map stands over all other texts, and `alt` begins with it. On a
    sheet that has no room for the citation of its sources these are named as `source` has them.
    Places that found no room for their names are `unnamed`.
    """

    title: str
    subtitle: str
    captions: tuple[str, ...]
    alt: str
    stamp: str = ""
    source: str = ""
    unnamed: str = ""

    @property
    def named(self) -> str:
        """The title behind the stamp, if any: what a file is called in its metadata."""
        return f"{self.stamp} | {self.title}" if self.stamp else self.title

    def stamped(self, language: Language, *, confidential: bool) -> Words:
        """Return the texts with the stamp where they are confidential."""
        if not confidential:
            return self
        stamp = text("confidential.stamp", language)
        return replace(self, stamp=stamp, alt=f"{stamp}. {self.alt}")


def words_of(
    protected: ProtectedCounts,
    spec: MapSpec,
    style: Style,
    geography: Geography,
    table: pd.DataFrame,
    *,
    notes: Sequence[str] = (),
) -> Words:
    """Write the texts of a map; `notes` are sentences of its kind, for the captions."""
    definition = _only(protected, "definition")
    title = title_text(protected, spec, geography, _only(protected, "year"), definition)
    shown = table[rows_shown(table)]
    words = Words(
        title=title,
        subtitle=_subtitle(protected, spec, geography, table, shown)
        if spec.subtitle is None
        else in_print(spec.subtitle, spec.language),
        captions=captions_of(protected, spec, style, geography, table, notes=notes),
        alt=_alt(title, spec, geography, _counted(shown, geography)),
        source=short_source(protected, spec.language),
    )
    return words.stamped(spec.language, confidential=protected.confidential)


def title_text(
    protected: ProtectedCounts,
    spec: MapSpec,
    geography: Geography,
    year: str | None,
    definition: str | None,
) -> str:
    """Write the title of a map of a year and definition, or the one that is asked for."""
    if spec.title is not None:
        return in_print(spec.title, spec.language)
    written = _title(protected, spec, geography, year, definition)
    return titled(written, geography, spec.language)


def _title(
    protected: ProtectedCounts,
    spec: MapSpec,
    geography: Geography,
    year: str | None,
    definition: str | None,
) -> str:
    if spec.quantity is not None:
        return title_of(spec.quantity, spec, year, by=by_text(geography, spec))
    definition = definition or "unknown"
    if protected.all_origins:
        definition = "all_origins"
    fields = origin_fields(protected.origin, spec.language)
    # A measure with a title of its own is told of people; others are the people.
    known = has_text(f"title.{spec.measure}", spec.language)
    counted = "among" if known else spec.measure
    written = text(
        f"title.{spec.measure if known else 'stock'}",
        spec.language,
        people=text(f"people.{definition}.{counted}", spec.language, **fields),
        counted=text(f"people.{definition}.total", spec.language, **fields),
        by=by_text(geography, spec),
        year=f", {year}" if year else "",
        **years_of(protected),
    )
    if spec.beside:
        second = f"legend.{spec.beside}" if spec.beside in stocks() else f"measure.{spec.beside}"
        fields = {"first": written[:1].lower() + written[1:], "second": text(second, spec.language)}
        written = text("title.of_two", spec.language, **fields)
    return capitalised(written)


def origin_fields(origin: Origin, language: Language) -> dict[str, str]:
    """Return what texts say of the origin: after "in" and after "of"."""
    return {"in_origin": origin.within(language), "of_origin": origin.of(language)}


def _counted(shown: pd.DataFrame, geography: Geography) -> pd.DataFrame:
    """Return the places shown that the words of a map are about."""
    return shown if extent_in(geography) is None else shown[counted_in(shown, geography)]


def _subtitle(
    protected: ProtectedCounts,
    spec: MapSpec,
    geography: Geography,
    table: pd.DataFrame,
    shown: pd.DataFrame,
) -> str:
    if not spec.is_stock:
        shown = _counted(shown, geography)
    if shown.empty:
        return text("subtitle.empty", spec.language)
    fields = {
        "by": by_text(geography, spec),
        "places": places_text(len(_with_people(shown, spec)), geography, spec.language),
    }
    if spec.quantity is not None:
        return subtitle_of(protected, spec, shown, **fields)
    if spec.of.in_people:
        fields["sum"] = spec.of.written(shown["value"].sum(), spec.language)
    key: str = spec.of.form
    if spec.is_stock:
        key, fields = _of_stock(protected, spec, geography, table, shown, fields)
    else:
        fields["overall"] = overall_text(protected, spec, shown)
        fields |= _rises_and_falls(shown, geography, spec.language)
        if EVERYONE in spec.of.needs:
            fields["everyone"] = everyone_text(protected, spec.language)
    own = spec.measure if has_text(f"subtitle.{spec.measure}", spec.language) else key
    if not fields.get("overall", "known"):
        own = f"{spec.of.form}_of_few"
    written = text(f"subtitle.{own}", spec.language, **fields)
    if not spec.of_origin:
        return written
    return " ".join([written, *origin_sentence(protected, spec.language, "subtitle.of_origin")])


def _of_stock(
    protected: ProtectedCounts,
    spec: MapSpec,
    geography: Geography,
    table: pd.DataFrame,
    shown: pd.DataFrame,
    fields: dict[str, str],
) -> tuple[str, dict[str, str]]:
    """Return the key and fields of a subtitle of people: those in view, and of how many."""
    districts = geography.name == "districts"
    if districts and extent_in(geography) is None:
        more = _elsewhere(protected, spec, geography, table, shown)
        return ("stock_split", fields | more) if more else ("stock_districts", fields)
    near = _counted(shown, geography)
    if len(near) == len(shown):
        return "stock_districts" if districts else "stock", fields
    fields = {**fields, "everyone": fields["sum"], "all": fields["places"]}
    fields["sum"] = spec.of.written(near["value"].sum(), spec.language)
    fields["places"] = places_text(len(_with_people(near, spec)), geography, spec.language)
    if not has_members(geography):
        return "stock_extent", fields
    return "stock_members", {**fields, "extent": shown_extent(geography).name(spec.language)}


def _elsewhere(
    protected: ProtectedCounts,
    spec: MapSpec,
    geography: Geography,
    table: pd.DataFrame,
    shown: pd.DataFrame,
) -> dict[str, str]:
    """Say how many people are in countries that districts share, outside all, and altogether."""
    split = split_people(protected, spec.measure, geography)
    countries = sum(people > 0 for people in split.people.values())
    apart = table["status"].to_numpy(dtype=object) == "not_attached"
    outside = table["value"][apart].sum()
    one = "one" if countries == 1 else "many"
    told = []
    for key, people in ((f"split.{one}", split.total), ("outside", outside)):
        written = spec.of.written(people, spec.language)
        fields = {"people": written, "number": number_text(countries, spec.language)}
        if people > 0:
            told.append(text(f"subtitle.{key}", spec.language, **fields))
    if not told:
        return {}
    everyone = spec.of.written(shown["value"].sum() + split.total + outside, spec.language)
    return {"everyone": everyone, "elsewhere": list_text(told, spec.language)}


def overall_text(protected: ProtectedCounts, spec: MapSpec, shown: pd.DataFrame) -> str:
    """Write the rate of the people of all places shown, or their change; "" where they are few."""
    measure = spec.of if spec.of.form == "rate" else MEASURES["change_percent"]
    few = measure.least and shown["base"].sum() < measure.least
    overall = overall_value(protected, measure.name, shown.index)
    return "" if few else measure.written(overall, spec.language)


def _rises_and_falls(
    shown: pd.DataFrame, geography: Geography, language: Language
) -> dict[str, str]:
    """Return in how many places there are more and in how many fewer people than before."""
    values = shown["value"].to_numpy()
    numbers = {"rises": (values > 0).sum(), "falls": (values < 0).sum()}
    return {name: places_text(int(many), geography, language) for name, many in numbers.items()}


def by_text(geography: Geography, spec: MapSpec) -> str:
    """Write what the places are: "country of residence", "region of origin"."""
    if geography.level is not None:
        return text("by.level", spec.language, level=geography.level.one(spec.language))
    return say(f"by.{geography.key}", spec)


def places_text(number: int, geography: Geography, language: Language) -> str:
    """Write how many places there are: "57 countries", "1 district"."""
    written = number_text(number, language)
    one = number == 1 or (number == 0 and language == "fr")
    if geography.level is not None:
        word = geography.level.one if one else geography.level.many
        return f"{written} {word(language)}"
    key = f"number.{geography.key}.{'one' if one else 'many'}"
    return text(key, language, number=written)


def _with_people(shown: pd.DataFrame, spec: MapSpec) -> pd.DataFrame:
    """Return the places that people are in, for a place with 0 is none; all where all have 0."""
    if not spec.is_stock:
        return shown
    some = shown["value"].to_numpy() > 0
    return shown[some] if some.any() and not some.all() else shown


def largest_text(shown: pd.DataFrame) -> str:
    """Name the largest of the places shown with what they show: "France (92 983), Gabon (...)"."""
    return ", ".join(f"{short} ({said})" for short, said in _ranked(shown, abs)[:NAMED])


def _ranked(shown: pd.DataFrame, size: Callable[[float], float] = float) -> list[tuple[str, str]]:
    """Return names and texts of places from the largest, equal ones by name; see `ranked`."""
    columns = (listed(shown[name]) for name in ("value", "short", "text"))
    rows = [
        (-size(value), sort_key(short), short, said)
        for value, short, said in zip(*columns, strict=True)
    ]
    return [(short, said) for *_, short, said in sorted(rows)]


def _alt(title: str, spec: MapSpec, geography: Geography, shown: pd.DataFrame) -> str:
    """Write the text of those who do not see the map of the places shown."""
    fields = {"title": title, "map": map_text(geography, spec.language)}
    if shown.empty:
        return text("alt.empty", spec.language, **fields)
    some = _with_people(shown, spec)
    fields |= {
        "kind": say(f"kind.{spec.drawn_as}", spec),
        "places": places_text(len(some), geography, spec.language),
    }
    if spec.of.in_people:
        fields["sum"] = amount(shown["value"].sum(), spec)
        if not spec.is_stock:
            fields |= _rises_and_falls(shown, geography, spec.language)
        largest = largest_text(some)
        return say(f"alt.{spec.of.form}", spec, largest=largest, **fields)
    many = _ranked(shown[shown["base"].to_numpy() >= spec.of.least])
    if not many:
        return text("alt.rate_of_few", spec.language, **fields)
    for end, (short, said) in (("high", many[0]), ("low", many[-1])):
        fields |= {end: said, f"{end}_place": short}
    fields["least"] = number_text(spec.of.least, spec.language)
    return text(
        f"alt.{'rate' if len(many) == len(shown) else 'rate_of_many'}", spec.language, **fields
    )


def titled(title: str, geography: Geography, language: Language) -> str:
    """Return a title with the extent that the map shows, where that has a name."""
    extent = extent_in(geography)
    if extent is None or not extent.name(language):
        return title
    return text("title.extent", language, title=title, extent=extent.name(language))


def map_text(geography: Geography, language: Language) -> str:
    """Say what a map is of: the world, a part of it, which is named or said, or a country."""
    extent = extent_in(geography)
    if extent is not None:
        named = "extent" if extent.name(language) else "frame"
        return text(f"alt.{named}", language, **frame_fields(extent, language))
    if geography.level is None or geography.origin is None:
        return text("alt.world", language)
    return text("alt.country", language, of_origin=geography.origin.of(language))


def _only(protected: ProtectedCounts, column: str) -> str | None:
    """Return the one value of a column, or None where there is none."""
    values = values_of(protected, column)
    return values[0] if len(values) == 1 else None
