"""Reads back the figures that a page embeds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from diasporamap.checking.audits.readback import (
    DIGITS,
    FIGURES,
    HOLE,
    Change,
    Names,
    Output,
    Read,
    named,
    signed,
)
from diasporamap.language import text
from diasporamap.measures import MEASURES
from diasporamap.places.geography import NOWHERE
from diasporamap.protection import gate
from diasporamap.protection.linked import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.protection.tables import Key

_DATA: Final = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
#: The row of a page that tells how many more or fewer people there are.
_CHANGE: Final = "change"


def read_page(page: str, name: str, names: Names) -> Output:
    """Read the tables that a page embeds, and what districts tell of countries that they share."""
    found = _DATA.search(page)
    if found is None:
        return Output(name, why="no_figures")
    data = json.loads(found[1])
    language: Language = "en" if data["language"] == "en" else "fr"
    figures, complete = [], set()
    changes: list[Change] = []
    for geography in data["geographies"]:
        if any(key.startswith("source-") for key, _ in geography["rows"]):
            return Output(name, why="comparison")
        table = "district" if "own" in geography else "country"
        complete.add(table)
        year, since, *_ = *map(str, geography.get("years", ())), "", ""
        key = (year, "", "")
        for place, entry in geography["places"].items():
            for row, (state, written) in entry["values"].items():
                if row in FIGURES and state in ("value", "suppressed"):
                    people = signed(written) if state == "value" else None
                    figures.append(Read(Cell(table, place, FIGURES[row]), people, key))
                elif row == _CHANGE and state == "value" and since:
                    changes.append(Change(Cell(table, place, "T"), signed(written), year, since))
            for sentence in entry.get("about", ()):
                before, _ = text("web.districts.apart", language, countries=HOLE).split(HOLE)
                if sentence.startswith(before):
                    figures += [
                        Read(Cell(table, shared, "T"), people, key)
                        for shared, people in named(sentence, names["country", language])
                    ]
        figures += _beside(geography["layers"], table, language, key)
    rows = {key for geography in data["geographies"] for key, _ in geography["rows"]}
    return Output(
        *(name, tuple(dict.fromkeys(figures)), frozenset(complete)),
        changes=tuple(changes),
        rates=not rows.isdisjoint(_rates()),
    )


def _rates() -> set[str]:
    """Return the measures that tell something of more than the figures beside them."""
    return {
        name
        for name, measure in MEASURES.items()
        if measure.form == "rate" and not set(measure.needs) <= set(gate.FIGURES)
    }


def _beside(
    layers: Sequence[Mapping[str, Any]], table: str, language: Language, key: Key
) -> Iterator[Read]:
    """Read how many people of no stated residence the notes of a page tell."""
    before, _ = text("caption.residence_not_stated", language, people=HOLE).split(HOLE)
    for layer in layers:
        cell = Cell(table, NOWHERE, FIGURES.get(layer["measure"], "T"))
        for note in layer["captions"]:
            if note.startswith(before):
                number = DIGITS.match(note, len(before))
                yield Read(cell, signed(number[0]) if number else None, key)
