"""Reads back the figures that a page embeds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from diasporamap.checking.audits.readback import (
    DIGITS,
    FIGURES,
    HOLE,
    Change,
    Output,
    Read,
    signed,
)
from diasporamap.language import text
from diasporamap.measures import MEASURES
from diasporamap.places.geography import NOWHERE
from diasporamap.protection import supplied
from diasporamap.protection.linked import Cell
from diasporamap.web.packing import unpacked_column, unpacked_runs, unpacked_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diasporamap.web.data import Geography, Page, Text

_DATA: Final = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
#: The row of a page that tells how many more or fewer people there are.
_CHANGE: Final = "change"
#: The letter of a hidden figure.
_HIDDEN: Final = "s"


def read_page(page: str, name: str) -> Output:
    """Read the tables that a page embeds, of every year and every geography."""
    found = _DATA.search(page)
    if found is None:
        return Output(name, why="no_figures")
    data: Page = json.loads(found[1])
    if data.get("compared"):
        return Output(name, why="comparison")
    figures: list[Read] = []
    changes: list[Change] = []
    rows: set[str] = set()
    years = [str(year) for year in data["years"]] or [""]
    since = str(data.get("since", ""))
    for geography in data["geographies"]:
        rows |= geography["figures"].keys()
        for key, columns in geography["figures"].items():
            for year, column in zip(years, columns, strict=True):
                shown = zip(geography["places"]["ids"], unpacked_column(column), strict=True)
                for place, figure in shown:
                    if key in FIGURES and (figure == _HIDDEN or not isinstance(figure, str)):
                        people = None if isinstance(figure, str) else _whole(figure)
                        cell = Cell(geography["key"], place, FIGURES[key])
                        figures.append(Read(cell, people, (year, "", "")))
                    elif key == _CHANGE and since and not isinstance(figure, str):
                        cell = Cell(geography["key"], place, "T")
                        changes.append(Change(cell, _whole(figure), year, since))
        figures += _beside(data, geography, years)
    return Output(
        *(name, tuple(dict.fromkeys(figures))),
        frozenset(geography["key"] for geography in data["geographies"]),
        changes=tuple(changes),
        rates=not rows.isdisjoint(_rates()),
    )


def _whole(figure: float) -> int:
    return int(figure)


def _rates() -> set[str]:
    """Return the measures that tell something of more than the figures beside them."""
    return {
        name
        for name, measure in MEASURES.items()
        if measure.form == "rate" and not set(measure.needs) <= set(supplied.FIGURES)
    }


def _beside(data: Page, geography: Geography, years: Sequence[str]) -> Iterator[Read]:
    """Read how many people of no stated residence the notes of a page tell."""
    layers, language = geography["layers"], next(iter(data["words"]))
    note = text("caption.residence_not_stated", "en" if language == "en" else "fr", people=HOLE)
    before, _ = note.split(HOLE)
    for measure, at, captions in zip(
        unpacked_runs(layers["measure"]), layers["year"], layers["captions"], strict=True
    ):
        cell = Cell(geography["key"], NOWHERE, FIGURES.get(data["measures"][measure], "T"))
        for written in unpacked_texts(data["words"], _captions(data, captions)):
            for told in _notes(written, before):
                number = DIGITS.match(told)
                yield Read(cell, signed(number[0]) if number else None, (years[at], "", ""))


def _captions(data: Page, captions: int) -> list[Text]:
    return [data["paragraphs"][paragraph] for paragraph in data["captions"][captions]]


def _notes(written: str, before: str) -> Iterator[str]:
    """Give what stands behind a beginning of a sentence."""
    if before in written:
        yield written.partition(before)[2]
