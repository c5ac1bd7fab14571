"""The words of a published table: title, names of rows of several places, signs, notes, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import is_characteristic, label_of
from diasporamap.counts.origin import Bilingual
from diasporamap.language import has_text, in_print, number_text, range_text, series_text, text
from diasporamap.maps.captions import led, sex_notes, source_notes, sources_caption, values_of
from diasporamap.maps.quantities import title_of
from diasporamap.maps.spec import MapSpec
from diasporamap.maps.words import by_text, origin_fields, places_text
from diasporamap.measures import sex_quality
from diasporamap.protection.profiles import PUBLISHED_BASE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from diasporamap.counts.sources import Source
    from diasporamap.export.published.spec import TableSpec
    from diasporamap.export.published.table import Column, Part, Row
    from diasporamap.language import Language
    from diasporamap.places.geography import Geography
    from diasporamap.protection import ProtectedCounts

#: States whose signs are explained, in their order.
_SIGNED: Final = (
    *("suppressed", "no_data", "not_applicable", "base_too_small", "unknown_sex_too_high"),
)


@dataclass(frozen=True)
class TableWords:
    """The words of a table in its language, beside those of its columns and rows.

    `label` is the header of the names of rows; `signs` what signs in cells mean; `notes` sentences
    on the figures; `citation` the paragraph of the `sources` that are declared; a confidential
    table has a `stamp`.
    """

    title: str
    label: Bilingual
    signs: Mapping[str, str]
    notes: tuple[str, ...]
    citation: str
    sources: Mapping[str, Source]
    stamp: str = ""

    def below(self, language: Language) -> Iterator[tuple[str, str]]:
        """Give the paragraphs below the table, each its first word and what follows."""
        if self.signs:
            signs = series_text([f"{sign} {means}" for sign, means in self.signs.items()], language)
            yield text("table.signs", language), f"{signs}."
        if self.notes:
            yield text("table.note", language), " ".join(self.notes)
        yield led(self.citation)


def words_of(
    tables: Sequence[ProtectedCounts],
    spec: TableSpec,
    columns: Sequence[Column],
    rows: Sequence[Row],
    geography: Geography | None,
) -> TableWords:
    """Write the words of a table of one or of several years."""
    language, last = spec.language, tables[-1]
    names = {column.name for column in columns}
    states = {
        cell.state for row in rows for name, cell in row.cells.items() if name in names - {"rank"}
    }
    label = label_of_places(last, geography)
    return TableWords(
        title=in_print(spec.title, language) if spec.title else _title(tables, spec, names, label),
        label=label,
        signs=signs_of(states, language, last.base),
        notes=(*_notes(tables, spec, columns, geography), *source_notes(tables, language)),
        citation=sources_caption(tables, language),
        sources=dict(last.sources),
        stamp=text("confidential.stamp", language) if last.confidential else "",
    )


def signs_of(
    states: Collection[str], language: Language, base: int = PUBLISHED_BASE
) -> dict[str, str]:
    """Return what the signs of states mean, in order; a rate is of `base` people at least."""
    least = number_text(base, language)
    return {
        text(f"chart.signs.{state}", language): text(f"table.means.{state}", language, least=least)
        for state in _SIGNED
        if state in states
    }


def label_of_places(table: ProtectedCounts, geography: Geography | None) -> Bilingual:
    """Return the header of the names of rows: "Pays de résidence", "Âge", "Année"."""
    if geography is None:
        return label_of(table.by if is_characteristic(table.by) else "year")
    fr, en = (by_text(geography, _of_map(table, known)) for known in ("fr", "en"))
    return Bilingual(fr[:1].upper() + fr[1:], en[:1].upper() + en[1:])


def _of_map(table: ProtectedCounts, language: Language) -> MapSpec:
    return MapSpec(language=language, quantity=table.quantity)


def _title(
    tables: Sequence[ProtectedCounts], spec: TableSpec, names: set[str], label: Bilingual
) -> str:
    """Write whom the table counts, by what, in which year or years."""
    language, last = spec.language, tables[-1]
    years = sorted(table.year for table in tables if table.year is not None)
    when = str(years[0]) if years else ""
    if len(years) > 1:
        when = range_text(str(years[0]), str(years[-1]), language)
    by = label(language)
    by = by[:1].lower() + by[1:]
    if last.quantity is not None:
        return title_of(last.quantity, _of_map(last, language), when, by=by)
    definition = (
        "all_origins" if last.all_origins else next(iter(values_of(last, "definition")), "")
    )
    people = text(
        f"people.{definition or 'unknown'}.total", language, **origin_fields(last.origin, language)
    )
    key = "by_sex" if "women" in names else "by"
    year = f", {when}" if when else ""
    written = text(f"table.title.{key}", language, people=people, by=by, year=year)
    return written[:1].upper() + written[1:]


def group_name(part: Part, number: int, geography: Geography | None, spec: TableSpec) -> str:
    """Name a row of so many places together."""
    language = spec.language
    if part == "total":
        return text("chart.total", language)
    if part == "small" and geography is not None:
        places = places_text(number, geography, language)
        least = number_text(spec.group_under, language)
        return text("table.small", language, places=places, least=least)
    own = f"chart.{part}.{geography.key}" if geography is not None else ""
    key = own if has_text(own, language) else f"chart.{part}.places"
    return text(key, language, number=number_text(number, language))


def _notes(
    tables: Sequence[ProtectedCounts],
    spec: TableSpec,
    columns: Sequence[Column],
    geography: Geography | None,
) -> Iterator[str]:
    """Say what figures are of, what sums leave out, and where the sexes are not known."""
    language, last = spec.language, tables[-1]
    kinds = {column.kind for column in columns}
    if "percent" in kinds:
        yield text("table.rounded", language)
    if geography is None and not is_characteristic(last.by):
        if any(table.suppressed_cells for table in tables):
            yield text("table.years_hidden", language)
        return
    if last.suppressed_cells:
        yield text("chart.sums", language)
        if "rank" in kinds:
            yield text("table.ranks", language)
    if last.before is not None:
        since, until = str(last.before.year), str(last.year)
        yield text("caption.change", language, since=since, until=until)
    if geography is not None and last.quantity is None and spec.sexes:
        of_women = MapSpec(measure="share_women", language=language)
        short = geography.table.rename(columns={f"short_{language}": "short"})
        yield from sex_notes(sex_quality(last), of_women, geography, short)
