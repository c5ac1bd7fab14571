"""Reads tables of other quantities than people: their columns, and whether they may be people."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.quantity import tells_people
from diasporamap.errors import CountsError, problem
from diasporamap.language import LANGUAGES, message
from diasporamap.persons.identifying import identifies
from diasporamap.readers.plain_header import find_renamed, is_people
from diasporamap.tables.amounts import Amounts, amounts_of
from diasporamap.tables.headers import (
    CHARACTERISTICS,
    WIDE,
    YEAR,
    figures_named,
    is_total,
    known_headers,
    plain_header,
    sex_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from diasporamap.counts.origin import Bilingual
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.counts.table import Table
    from diasporamap.errors import Problem
    from diasporamap.readers.plain_header import Found
    from diasporamap.tables.figures import Numerals
    from diasporamap.tables.raw import Grid, RawTable

#: Words of headers whose figures are amounts, and never people.
_AMOUNT: Final = re.compile(
    r"(?:^|_)(?:amounts?|montants?|remittances?|transfers?|transferts?|envois?_de_fonds"
    r"|usd|eur|euros?|xaf|xof|f?cfa|gbp|dollars?|money|argent)(?:_|$)"
)
#: Headers of columns of figures that do not say what these are of.
_NEUTRAL: Final = frozenset(
    [
        *("count", "number", "value", "valeur", "valore", "nombre", "nb", "nbre", "n", "total"),
        *("totale", "ensemble", "all", "tous", "t", "total_general", "grand_total"),
        *("total_number", "nombre_total"),
    ]
)
#: Columns that only tables of people have.
_OF_PEOPLE: Final = (*CHARACTERISTICS, "definition")
#: What a title or a header may say that no quantity is: it cannot be added up.
NO_QUANTITY: Final = ("counts.what.percentage", "counts.what.rate")

#: What stands before the header of counts that are not read, beside those of the quantity.
_BESIDE: Final = "beside: "


def amounts_table(grid: Grid, quantity: Quantity, *, file: str) -> Found | None:
    """Find a header with columns of a quantity, whatever counts of people stand beside them.

    Where headers have the unit's own currency, theirs are the columns that are meant.
    """
    currency = plain_header(quantity.unit.currency)
    own = _own(quantity.unit.word) | _own(quantity.name)

    def named(header: Sequence[str]) -> tuple[str, ...]:
        plain = [plain_header(cell) for cell in header]
        meant = [
            [cell for cell in plain if currency and currency in cell.split("_")],
            [cell for cell in plain if _bare(cell) in own or _AMOUNT.search(cell)],
        ]
        chosen = next(filter(None, meant), None)
        if chosen is None:
            return tuple(header)
        meaning = {words: figures_named(words) for words in chosen}
        if not any(one.startswith(tuple(WIDE)) for one in meaning.values()):
            meaning = {words: one.replace("total", "count") for words, one in meaning.items()}
        return tuple(
            meaning.get(words, _BESIDE + cell if is_people(cell) else cell)
            for cell, words in zip(header, plain, strict=True)
        )

    return find_renamed(grid, named, file=file)


def _own(texts: Bilingual) -> set[str]:
    """Return the words of a quantity or a unit as headers have them, but those of any figures."""
    plain = {plain_header(texts(language)) for language in LANGUAGES}
    return {text for text in plain - {"", *_NEUTRAL} if not is_people(text)}


def is_named(quantity: Quantity, headers: Iterable[str]) -> bool:
    """Tell whether headers say themselves that their figures are amounts, or in which unit."""
    unit = _own(quantity.unit.word) | {quantity.unit.currency.casefold()} - {""}
    plain = [_bare(plain_header(header)) for header in headers]
    return all(_AMOUNT.search(one) or unit & {one, *one.split("_")} for one in plain)


def _bare(plain: str) -> str:
    """Return a plain header without its year."""
    return YEAR.sub("", plain).strip("_")


@dataclass(frozen=True)
class Measured:
    """Figures of one table of a quantity, and what shows that they are people or are not.

    They are in the columns at the positions `people`; `columns` are all that were recognised.
    """

    quantity: Quantity
    table: RawTable
    columns: Mapping[str, int]
    people: Collection[int]
    layout: str
    numerals: Numerals

    @cached_property
    def amounts(self) -> Amounts:
        """How its figures are read."""
        texts = (cells[at] for _, cells in self.table.rows for at in self.people)
        return amounts_of(texts, self.numerals)

    @property
    def headers(self) -> list[str]:
        """The headers of the columns of figures."""
        return [self.table.header[at] for at in sorted(self.people)]

    @property
    def by_sex(self) -> bool:
        """Whether figures are of women or men; codes of sex of its own mean these."""
        if self.layout != "tidy":
            return self.layout == "wide"
        given = {sex_of(cells[self.columns["sex"]]) for _, cells in self.table.rows}
        return not all(sex in ("U", "") or is_total(sex) for sex in given)

    @property
    def of_people(self) -> str:
        """What shows that the figures may be people, "" where nothing does.

        By sex headers name women and men whatever is counted, so that whole figures show it.
        """
        if self.quantity.of_people:
            return message("readers.people.name")
        if self.by_sex and not self.amounts.mostly_fractions:
            return message("readers.people.sexes")
        rows = [cells for _, cells in self.table.rows]
        for name in sorted({*self.columns} & {*_OF_PEOPLE}):
            if any(cells[self.columns[name]] for cells in rows):
                return message("readers.people.column", name=name)
        plain = [_bare(plain_header(header)) for header in self.headers]
        told = [one for one in plain if not _AMOUNT.search(one) and _tells_people(one)]
        return message("readers.people.header") if told and not self.by_sex else ""

    @property
    def settled(self) -> Quantity:
        """The quantity with its decimals: open where something shows that it is no people."""
        shown = self.quantity.is_open or self.amounts.mostly_fractions
        shown = shown or is_named(self.quantity, self.headers)
        is_open = shown and not self.of_people
        return replace(self.quantity, decimals=self.amounts.decimals, is_open=is_open)

    def problems(self) -> Iterator[Problem]:
        """Refuse a row a person, and decimals of what may be people."""
        used = {*self.people, *self.columns.values()}
        for at, header in enumerate(self.table.header):
            if at not in used and identifies(header):
                yield problem("quantity_persons", column=header, topic="Persons")
        if self.amounts.decimals and not self.settled.is_open:
            why = self.of_people or message("readers.people.few")
            yield problem("quantity_people", column=self.headers[0], topic="Count", why=why)

    def notes(self) -> Iterator[Note]:
        """Say what was rounded."""
        if self.amounts.rounded:
            said = {"number": self.amounts.rounded, "decimals": self.amounts.decimals}
            yield Note("rounded", said)


def _tells_people(plain: str) -> bool:
    return (known_headers().get(plain, "") and plain not in _NEUTRAL) or tells_people(plain)


def declared_quantity(
    given: Quantity | None, sources: Mapping[str, Source], *, file: str
) -> Quantity | None:
    """Return the quantity that is named, else the one that all sources of a file state."""
    stated = {source.measured for source in sources.values()}
    if len(stated) > 1:
        raise CountsError.of("sources_quantities", file=file, topic="Sources")
    own = next(iter(stated), None)
    if given is None or own is None or given.of_people:
        return own if given is None else given
    return replace(given, is_open=own.is_open)


def closed_for_people(table: Table, sources: Iterable[Source]) -> Table:
    """Protect the figures of a quantity as people where a source says what is said of people."""
    if table.quantity is None or not any(source.counts_people for source in sources):
        return table
    why = message("readers.people.source")
    decimals = table.quantity.decimals and table.quantity.is_open
    more = [problem("quantity_people", file=table.file, topic="Count", why=why)] if decimals else []
    closed = replace(table.quantity, is_open=False)
    return replace(table, quantity=closed, problems=(*table.problems, *more))
