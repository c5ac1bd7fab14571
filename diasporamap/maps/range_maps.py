"""Maps of ranges: for each place the lowest and the highest figure of several sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import (
    capitalised,
    in_print,
    list_text,
    message,
    number_text,
    range_text,
    sort_key,
    text,
)
from diasporamap.maps.captions import cited, noted, place_captions, sentences_of
from diasporamap.maps.composition import Composition, drawn_on, style_of
from diasporamap.maps.drawing import Look
from diasporamap.maps.extents import counted_in
from diasporamap.maps.in_extent import drawn_in
from diasporamap.maps.kinds.circles import circle_look, drawing_of, largest_first, scale_of
from diasporamap.maps.place_table import place_table
from diasporamap.maps.ranges import ranges_of
from diasporamap.maps.words import (
    Words,
    by_text,
    largest_text,
    map_text,
    origin_fields,
    places_text,
    titled,
)
from diasporamap.measures import sex_quality
from diasporamap.places.geography import countries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.language import Language
    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.ranges import Compared, Ranges
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography

#: A range has two ends.
FEWEST = 2
#: Radius of a disc in its ring, in the legend, as a share of the ring's.
DISC: Final = 0.95 / 1.75


def compose_range(
    columns: Sequence[Compared], spec: MapSpec, *, style: Style | None = None
) -> Composition:
    """Compose a map of countries that sets the figures of several sources side by side.

    It has a disc for the lowest figure shown in a ring for the highest, and a circle of its own
    look where only one figure is shown. A UsageError or StyleError tells of fewer than two sources,
    a form other than circles and a wrong style; other errors are those of `ranges_of` and
    `place_table`.
    """
    if len(columns) < FEWEST:
        raise UsageError(message("drawing.too_few_sources", fewest=FEWEST, number=len(columns)))
    if spec.drawn_as != "circles":
        raise UsageError(message("drawing.ranges_are_circles"))
    ranges = ranges_of(columns, spec.measure)
    style = style_of(spec) if style is None else style
    geography = drawn_on(countries(), spec, style, columns[0].protected.districts)
    table = place_table(
        ranges.table.rename(columns={"highest": "value"}), spec, geography, ranges.origin
    )
    table[["shown", "hidden"]] = table[["shown", "hidden"]].fillna(0).astype(int)
    several = table["shown"] > 1
    table.loc[several, "text"] = [_text(row, spec) for _, row in table[several].iterrows()]
    whole = table
    table, drawing = drawn_in(
        whole, geography, spec, style, lambda places: draw(places, geography, spec, style)
    )
    table["key"] = list(drawing.fills.values())
    words = _words(ranges, spec, style, geography, whole)
    return Composition(spec, ranges.origin, style, geography, table, drawing, words)


def draw(places: pd.DataFrame, geography: Geography, spec: MapSpec, style: Style) -> Drawing:
    """Draw a ring and the disc in it for each place; one of its own look for a single figure."""
    shown, looks = largest_first(places), looks_of(style, spec)
    return drawing_of(
        *(places, geography, spec, style),
        scale=scale_of(places, style),
        marks={
            str(place): _parts(low, high, several=number > 1)
            for place, low, high, number in zip(
                shown.index, shown["lowest"], shown["value"], shown["shown"], strict=True
            )
        },
        looks=looks,
        explained=_explained(looks),
    )


def _parts(low: float, high: float, *, several: bool) -> tuple[tuple[str, float], ...]:
    """Return look and people of the discs of a place; only a ring where the lowest is zero."""
    if not several:
        return (("single", high),)
    return (("highest", high), ("lowest", low)) if low > 0 else (("highest", high),)


def looks_of(style: Style, spec: MapSpec) -> dict[str, Look]:
    """Return how the ring, the disc and a single figure are painted."""
    disc, apart = circle_look(style, spec), style.circle["range"]
    dashes = tuple(apart["single_dashes"])
    single, ring = apart["single"], disc.fill
    return {
        "highest": Look(ring, apart["ring_opacity"], ring, apart["ring_width"]),
        "lowest": replace(disc, width=0.0),
        "single": Look(single, apart["single_opacity"], single, apart["ring_width"], dashes),
    }


def _explained(looks: Mapping[str, Look]) -> dict[str, tuple[tuple[float, Look], ...]]:
    """Return the discs of a legend's rows: both ends in both, the one that is meant in its look."""
    ring, disc = looks["highest"], looks["lowest"]
    return {
        "highest": ((1.0, ring), (DISC, replace(disc, opacity=0.12))),
        "lowest": ((1.0, replace(ring, opacity=0.0, width=0.35)), (DISC, disc)),
        "single": ((1.0, looks["single"]),),
    }


def _text(row: pd.Series, spec: MapSpec) -> str:
    """Write a range; one number where the sources agree."""
    low, high = (number_text(row[name], spec.language) for name in ("lowest", "value"))
    return high if low == high else range_text(low, high, spec.language)


def _words(
    ranges: Ranges, spec: MapSpec, style: Style, geography: Geography, table: pd.DataFrame
) -> Words:
    """Write what is compared, from which sources, and what is not."""
    written = titled(_title(ranges, spec), geography, spec.language)
    title = written if spec.title is None else spec.title
    near = table[counted_in(table, geography)]
    counted = _counted(spec, geography, near)
    named = largest_text(near[near["state"] == "value"])
    words = Words(
        title=title,
        subtitle=counted if spec.subtitle is None else spec.subtitle,
        captions=(
            _sources(ranges, spec.language),
            *noted(_notes(ranges, spec, table), spec.language),
            *place_captions(spec, style, geography),
        ),
        alt=text(
            "alt.range" if named else "alt.empty",
            spec.language,
            map=map_text(geography, spec.language),
            title=title,
            counted=counted,
            largest=named,
        ),
    )
    confidential = any(column.protected.confidential for column in ranges.columns)
    return words.stamped(spec.language, confidential=confidential)


def compared_label(compared: Compared, language: Language) -> str:
    """Name a source with its definition and year: "Consular register (nationality, 2020)"."""
    definition = text(f"definition.{compared.only('definition') or 'unknown'}", language)
    year = compared.only("year")
    return f"{_titled(compared, language)} ({definition}{', ' + year if year else ''})"


def _titled(compared: Compared, language: Language) -> str:
    """Return the title of a source; its name where it declares none."""
    source = _declared(compared)
    return in_print(source.title if source else compared.name, language)


def _declared(compared: Compared) -> Source | None:
    return compared.protected.sources.get(compared.only("source") or compared.name)


def _title(ranges: Ranges, spec: MapSpec) -> str:
    fields = origin_fields(ranges.origin, spec.language)
    people = text(f"people.unknown.{spec.measure}", spec.language, **fields)
    written = text(
        "range.title",
        spec.language,
        people=people,
        columns=_columns(ranges, spec.language),
        years=_years(ranges, spec.language),
    )
    return capitalised(written)


def _columns(ranges: Ranges, language: Language) -> str:
    """Write how many sources there are; where one gives several figures these are counted."""
    names = {column.name for column in ranges.columns}
    key = "sources" if len(names) == len(ranges.columns) else "series"
    return text(f"range.{key}", language, number=number_text(len(ranges.columns), language))


def _years(ranges: Ranges, language: Language) -> str:
    """Write the years of the sources, nothing where one of them has none."""
    given = {column.only("year") for column in ranges.columns}
    years = sorted(year for year in given if year)
    if not years or None in given:
        return ""
    return ", " + (range_text(years[0], years[-1], language) if len(years) > 1 else years[0])


def _counted(spec: MapSpec, geography: Geography, table: pd.DataFrame) -> str:
    """Say how many places have a range and how many only one figure; no sum is made."""
    several, single = int((table["shown"] > 1).sum()), int((table["shown"] == 1).sum())
    if not several + single:
        return text("subtitle.empty", spec.language)
    key = "subtitle" if several and single else "several" if several else "single"
    return text(
        f"range.{key}",
        spec.language,
        by=by_text(geography, spec),
        several=places_text(several, geography, spec.language),
        single=places_text(single, geography, spec.language),
    )


def _sources(ranges: Ranges, language: Language) -> str:
    """Cite every source with its definition and year."""
    citations = []
    for column in ranges.columns:
        label, source = compared_label(column, language), _declared(column)
        citation = f" – {source.citation(language).rstrip('.')}" if source else ""
        citations.append(label + citation)
    return cited(citations, language)


def _notes(ranges: Ranges, spec: MapSpec, table: pd.DataFrame) -> list[str]:
    """Explain the sources; say that nothing is added up, what is in no range, what has one sex."""
    declared = filter(None, map(_declared, ranges.columns))
    notes = sentences_of(source.note(spec.language) for source in declared)
    notes.append(text("range.apart", spec.language))
    if ((table["shown"] > 0) & (table["hidden"] > 0)).any():
        notes.append(text("range.hidden", spec.language))
    for column in ranges.columns:
        places = sex_quality(column.protected).one_sex_only
        if places:
            named = sorted((str(table["short"].get(p, p)) for p in places), key=sort_key)
            listed, source = list_text(named, spec.language), _titled(column, spec.language)
            notes.append(text("range.partial", spec.language, source=source, places=listed))
    return notes
