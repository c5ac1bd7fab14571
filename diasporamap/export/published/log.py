"""Makes the table of what a release hides: figures by table, with its rules, sources and version.

It tells what a reader of the tables can count, and no more: how many of the hidden figures are
small, and how many protect others, would help to work them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from diasporamap.counts.characteristics import RESTRICTED, is_characteristic
from diasporamap.counts.origin import Bilingual
from diasporamap.export.published.columns import table_number
from diasporamap.export.published.table import Column, PublishedTable, Row
from diasporamap.export.published.words import TableWords, label_of_places, signs_of
from diasporamap.files import MAKER, VERSION
from diasporamap.language import LANGUAGES, number_text, text
from diasporamap.maps.captions import source_notes, sources_caption, values_of
from diasporamap.maps.companion import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.export.published.spec import TableSpec
    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts

#: What the table is by; its columns, each the states of the figures that it counts.
LOG: Final = "log"
_STATES: Final = {
    "figures": ("value", "suppressed", "no_data"),
    "shown": ("value",),
    "hidden": ("suppressed",),
    "blank": ("no_data",),
}


def table_of_log(tables: Sequence[ProtectedCounts], spec: TableSpec) -> PublishedTable:
    """Make the log of some tables of a release: how many figures each shows and hides.

    Tables that are restricted are left out unless the release is confidential.
    """
    language = spec.language
    told = [one for one in tables if one.by not in RESTRICTED or one.confidential]
    columns = tuple(
        Column(name, *_both(name), "people", "#meta+count")  # figures, which are no people
        for name in _STATES
    )
    rows, wide = [], []
    for table in told:
        label = label_of_places(table, None if is_characteristic(table.by) else table.geography)
        states = pd.concat([part.cells["state"] for part in table.with_aside])
        cells = {
            name: _amount(int(states.isin(counted).sum()), language)
            for name, counted in _STATES.items()
        }
        rows.append(Row(label(language), "place", cells, table.by))
        wide.append(
            {"place": table.by, "part": "place", "name_fr": label.fr, "name_en": label.en}
            | {name: cell.value for name, cell in cells.items()}
            | {f"{name}_state": cell.state for name, cell in cells.items()}
        )
    first = told[0]
    words = TableWords(
        title=spec.title or text("table.log.title", language),
        label=Bilingual(*(text("table.log.label", known) for known in LANGUAGES)),
        signs=signs_of(set(), language),
        notes=(*_rules(first, language), *source_notes(told, language)),
        citation=sources_caption(told, language),
        sources=dict(first.sources),
        stamp=text("confidential.stamp", language) if first.confidential else "",
    )
    return PublishedTable(
        words, columns, tuple(rows), pd.DataFrame(wide), tuple(told), spec, of=LOG
    )


def _both(name: str) -> tuple[Bilingual, Bilingual]:
    fr, en = (
        [text(f"table.{key}.{name}", language) for key in ("header", "meaning")]
        for language in LANGUAGES
    )
    return Bilingual(fr[0], en[0]), Bilingual(fr[1], en[1])


def _amount(number: int, language: Language) -> Amount:
    return Amount(float(number), table_number(number_text(number, language)))


def _rules(table: ProtectedCounts, language: Language) -> Iterator[str]:
    """Say by which rules figures are hidden, what they are of, and what made the table."""
    profile = table.profile
    if table.published:
        yield text("table.log.published", language)
    elif profile.threshold:
        least = number_text(profile.threshold, language)
        yield text("table.log.rule", language, profile=profile.name, least=least)
        yield text("table.log.reasons", language)
    else:
        yield text("table.log.nothing", language)
    for definition in values_of(table, "definition"):
        meant = text(f"definition.{definition}", language)
        yield text("table.log.definition", language, definition=meant)
    if table.year is not None:
        yield text("table.log.year", language, year=table.year)
    yield text("table.log.version", language, program=MAKER, version=VERSION)
