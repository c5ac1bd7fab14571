"""Makes the table of several sources: a row a country, a column a source, never a sum of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from diasporamap.counts.origin import Bilingual
from diasporamap.errors import UsageError
from diasporamap.export.published.columns import table_number
from diasporamap.export.published.table import Column, PublishedTable, Row
from diasporamap.export.published.words import TableWords, label_of_places, signs_of
from diasporamap.language import LANGUAGES, in_print, message, number_text, sort_key, text
from diasporamap.maps import read_style
from diasporamap.maps.captions import source_notes, sources_caption, values_of
from diasporamap.maps.companion import Amount
from diasporamap.maps.composition import named
from diasporamap.maps.ranges import Compared, latest, ranges_of, series_name
from diasporamap.places.geography import countries
from diasporamap.protection.gate import refuse_telling_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.export.published.spec import TableSpec
    from diasporamap.language import Language
    from diasporamap.maps.ranges import Ranges
    from diasporamap.protection import ProtectedCounts

#: What a table of sources is by, and how many it compares at least.
SOURCES: Final = "sources"
_FEWEST: Final = 2
#: The columns behind those of the sources.
_ENDS: Final = ("lowest", "highest")


def table_of_sources(tables: Sequence[ProtectedCounts], spec: TableSpec) -> PublishedTable:
    """Make a table of several sources by country, each of its last year and protected by itself.

    Raises
    ------
    UsageError
        If there are fewer than two sources or definitions, or what one hides may be read from
        another.
    """
    kept = latest(tables)
    if len(kept) < _FEWEST:
        raise UsageError(message("export.one_source"))
    if kept[0].by != "country" or any(table.quantity is not None for table in kept):
        raise UsageError(message("export.compared_by_country"))
    refuse_telling_apart(kept)
    ranges = ranges_of([Compared(series_name(t, spec.language), t) for t in kept])
    geography = named(countries(), read_style(spec.style))
    found = {
        language: geography.table[f"short_{language}"].astype(str).to_dict()
        for language in LANGUAGES
    }
    several = ranges.table["shown"].gt(0)
    order = sorted(
        map(str, ranges.table.index),
        key=lambda at: (
            not several[at],
            -float(ranges.table["highest"][at]) if several[at] else 0.0,
            sort_key(found[spec.language][at]),
        ),
    )
    columns = (*(_of_source(at, t) for at, t in enumerate(kept)), *map(_of_end, _ENDS))
    rows = [
        Row(
            in_print(found[spec.language][at], spec.language),
            "place",
            _cells(ranges, at, columns, spec.language),
            at,
        )
        for at in order[: spec.top]
    ]
    wide = pd.DataFrame(
        {"place": at, "part": "place", "name_fr": found["fr"][at], "name_en": found["en"][at]}
        | {name: cell.value for name, cell in row.items()}
        | {f"{name}_state": cell.state for name, cell in row.items()}
        for at in order
        for row in (_cells(ranges, at, columns, spec.language),)
    )
    states = {cell.state for row in rows for cell in row.cells.values()}
    words = TableWords(
        title=spec.title or text("table.compared", spec.language, number=len(kept)),
        label=label_of_places(kept[0], geography),
        signs=signs_of(states, spec.language),
        notes=(
            text("range.apart", spec.language),
            *([text("range.hidden", spec.language)] if "suppressed" in states else []),
            *source_notes(kept, spec.language),
        ),
        citation=sources_caption(kept, spec.language),
        sources={name: one for table in kept for name, one in table.sources.items()},
        stamp=text("confidential.stamp", spec.language)
        if any(table.confidential for table in kept)
        else "",
    )
    return PublishedTable(words, columns, tuple(rows), wide, tuple(kept), spec, of=SOURCES)


def _of_source(at: int, table: ProtectedCounts) -> Column:
    """Return the column of a source: its title, what it counts, in which year."""
    definition = next(iter(values_of(table, "definition")), "unknown")

    def written(key: str, language: Language) -> str:
        meant = text(f"definition.{definition}", language)
        year = f", {table.year}" if table.year else ""
        name = series_name(table, language)
        return text(f"table.{key}.source", language, source=name, definition=meant, year=year)

    header, meaning = (
        Bilingual(written(key, "fr"), written(key, "en")) for key in ("header", "meaning")
    )
    return Column(f"source_{at + 1}", header, meaning, "people", "#population")


def _of_end(name: str) -> Column:
    header, meaning = (
        Bilingual(*(text(f"table.{key}.{name}", language) for language in LANGUAGES))
        for key in ("header", "meaning")
    )
    return Column(name, header, meaning, "people", f"#population+{name}")


def _cells(
    ranges: Ranges, place: str, columns: Sequence[Column], language: Language
) -> dict[str, Amount]:
    """Return the figures of a place by source, and their range where two are shown."""
    made = {}
    for at, column in enumerate(columns):
        if column.name in _ENDS:
            state = "value" if ranges.table["shown"][place] > 1 else "not_applicable"
            figures = ranges.table[column.name]
        else:
            state, figures = str(ranges.states[at][place]), ranges.people[at]
        if state == "value":
            value = float(figures[place])
            made[column.name] = Amount(value, table_number(number_text(value, language)))
        else:
            made[column.name] = Amount(None, text(f"chart.signs.{state}", language), state)
    return made
