"""Writes the words of a map of ranges: what is compared, from which sources, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.language import list_text, number_text, range_text, text
from diasporamap.maps.captions import cited, place_captions
from diasporamap.maps.words import Words, largest_text, origin_fields, places_text
from diasporamap.measures import sex_quality

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps.ranges import Compared, Ranges
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style
    from diasporamap.places.geography import Geography


def range_words(
    ranges: Ranges, spec: MapSpec, style: Style, geography: Geography, table: pd.DataFrame
) -> Words:
    """Write the texts of a map of ranges.

    Parameters
    ----------
    ranges : Ranges
        The figures of each source.
    spec : MapSpec
        The map; its own title and subtitle come first.
    style : Style
        Gives the central meridian that the caption names.
    geography : Geography
        What the places are.
    table : pandas.DataFrame
        The table of the composition.
    """
    title = spec.title if spec.title is not None else _title(ranges, spec)
    counted = _counted(spec, geography, table)
    subtitle = spec.subtitle if spec.subtitle is not None else counted
    named = largest_text(table[table["state"] == "value"])
    return Words(
        title=title,
        subtitle=subtitle,
        captions=(
            _sources(ranges, spec.language),
            _notes(ranges, spec, table),
            *place_captions(spec, style, geography),
        ),
        alt=text(
            "alt.range" if named else "alt.empty",
            spec.language,
            map=text("alt.world", spec.language),
            title=title,
            counted=counted,
            largest=named,
        ),
    )


def compared_label(compared: Compared, language: Language) -> str:
    """Name a source with its definition and year: "register (nationality, 2020)"."""
    definition = text(f"definition.{compared.only('definition') or 'unknown'}", language)
    year = compared.only("year")
    return f"{compared.name} ({definition}{', ' + year if year else ''})"


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
    return written[:1].upper() + written[1:]


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
        by=text(f"by.{geography.name}", spec.language),
        several=places_text(several, geography, spec.language),
        single=places_text(single, geography, spec.language),
    )


def _sources(ranges: Ranges, language: Language) -> str:
    """Cite every source with its definition and year, then give their notes."""
    citations, notes = [], []
    for column in ranges.columns:
        label, declared = compared_label(column, language), column.protected.sources
        source = declared.get(column.only("source") or column.name)
        citation = f" – {source.citation(language).rstrip('.')}" if source else ""
        citations.append(label + citation)
        notes.append(source.note(language) if source else "")
    return cited(citations, language, notes=notes)


def _notes(ranges: Ranges, spec: MapSpec, table: pd.DataFrame) -> str:
    """Say that nothing is added up, what is in no range, and where a source has one sex only."""
    notes = [text("range.apart", spec.language)]
    if ((table["shown"] > 0) & (table["hidden"] > 0)).any():
        notes.append(text("range.hidden", spec.language))
    for column in ranges.columns:
        places = sex_quality(column.protected).one_sex_only
        if places:
            named = [str(table["short"].get(place, place)) for place in places]
            listed = list_text(named, spec.language)
            notes.append(text("range.partial", spec.language, source=column.name, places=listed))
    return " ".join(notes)
