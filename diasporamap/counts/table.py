"""What was read of a file: its counts, how it was understood, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diasporamap.counts.described import rows_of, what_is_counted
from diasporamap.errors import problem
from diasporamap.language.cards import Card, Shown, card_text
from diasporamap.language.messages import messages_language

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.notes import Note
    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.errors import Problem


def all_origins_said() -> Problem:
    """Return what to say of a table that has no origin, and what to do about it."""
    return problem("all_origins")


@dataclass(frozen=True)
class Recognised:
    """How a file was understood.

    `format` is its name as ``--format`` takes it, and `title` what that is in words; `kind` is
    "text", "xlsx", "xls", "ods", "frame", "parquet" or "database". Encoding and separator are those
    of a text file; `decimal` is "" where the file shows no mark; `header_rows` are the rows that
    make the header; `notes` say what was left out, derived or put together.
    """

    format: str
    title: str
    kind: str
    encoding: str | None = None
    separator: str | None = None
    decimal: str = ""
    header_rows: tuple[int, ...] = ()
    sheet: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """Counts as they stand in a file, before names become codes; see `diasporamap.read_counts`.

    `layout` is "tidy" (a row a place and sex), "wide" (a row a place), "totals" (a row a place,
    without sexes), or the format for tables of known publishers. `headers` gives the header in the
    file of each column recognised; the headers `ignored` are not used. Sources are declared by the
    file itself or in a sources file. With `all_origins` the table counts migrants from all
    countries together and not those of one: its figures are never shown as people from the country
    of origin. With `of_persons` persons of a survey were counted, so that no count stands in a row
    of the file. Figures of a `quantity` are whole numbers of its smallest step.
    """

    counts: pd.DataFrame
    layout: str
    headers: dict[str, str]
    recognised: Recognised
    ignored: tuple[str, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    all_origins: bool = False
    of_persons: bool = False
    quantity: Quantity | None = None
    file: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Counts(Shown):
    """Counts of people from one country of origin, names as written; they are not protected.

    Attributes
    ----------
    read : Table
        What was recognised in the file. Its counts are of every year and source.
    origin : Origin
        The country that the people come from.
    chosen : pandas.DataFrame
        The counts of the year, source and definition that were asked for; all where none was.
    aliases, allow_unmatched : optional
        How names become codes later on; see `diasporamap.readers.options.ReadingOptions`.
    as_of : str, optional
        The state of the database that they were read in.
    """

    read: Table
    origin: Origin
    chosen: pd.DataFrame = field(repr=False)
    aliases: Mapping[str, str] | str | os.PathLike[str] | None = None
    allow_unmatched: bool = False
    as_of: str | None = None

    def _card(self) -> Card:
        """Say how many rows of what, and no figure."""
        what = what_is_counted(self.origin, self.quantity, messages_language())
        rows = card_text("rows", messages_language(), number=len(self.chosen))
        return Card(
            card_text("counts", messages_language(), what=what),
            (
                ("file", f"{self.read.file}, {rows}"),
                *rows_of(self.chosen, self.sources, messages_language()),
            ),
            verbs=(".table", ".notes", "dm.release(counts)"),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The tidy counts, a fresh copy; see `diasporamap.read_counts` for its columns."""
        if self.quantity is None:
            return self.chosen.copy()
        return self.chosen.assign(count=self.quantity.unscaled(self.chosen["count"]))

    @property
    def quantity(self) -> Quantity | None:
        """What the figures are of where it is not people."""
        return self.read.quantity

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that are declared, by name."""
        return self.read.sources

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was left out, derived or put together on the way."""
        return self.read.recognised.notes

    @property
    def headers(self) -> Mapping[str, str]:
        """The header in the file of each column."""
        return self.read.headers
