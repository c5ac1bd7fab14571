"""The noun: a table as it is published, with what stands in its cells where no figure does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from diasporamap.language.cards import LISTED

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Bilingual
    from diasporamap.export.published.spec import TableSpec
    from diasporamap.export.published.words import TableWords
    from diasporamap.language import Language
    from diasporamap.maps.companion import Amount
    from diasporamap.protection import ProtectedCounts

#: What a row is of: one place, several together, people in no place of the table, or all.
Part = Literal[
    "place", "others", "small", "split", "outside", "nowhere", "hidden", "no_data", "total"
]


@dataclass(frozen=True)
class Column:
    """A column of figures.

    `name` is what data formats call it; the `header` ends in its unit; `meaning` is a sentence for
    the codebook; `tag` its tag in HXL. Values of `kind` "people" are whole unless a quantity has
    decimals; those that are `signed` have a plus.
    """

    name: str
    header: Bilingual
    meaning: Bilingual
    kind: Literal["rank", "people", "percent"]
    tag: str
    signed: bool = False


@dataclass(frozen=True)
class Row:
    """A row: of one place whose code is `place`, or of several, where that is blank."""

    name: str
    part: Part
    cells: Mapping[str, Amount]
    place: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class PublishedTable:
    """A table as it is published, of one release.

    Attributes
    ----------
    words : TableWords
        Title, signs, notes, sources and stamp, in the language of the table.
    columns : tuple of Column
        The columns of figures in their order, women first.
    rows : tuple of Row
        The rows in their order, the total last where figures of rows add up.
    wide : pandas.DataFrame
        Every place by its code, also those that share a row: `part`, `name_fr`, `name_en`, and of
        each column the values and, as ``NAME_state``, their states.
    tables : tuple of ProtectedCounts
        What the figures are taken from; several for a table of years.
    spec : TableSpec
        What was asked for.
    of : str, default ""
        What it is of where that is not the figures of its `tables`: "sources", "log" or "points".
    """

    words: TableWords
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: pd.DataFrame = field(repr=False)
    tables: tuple[ProtectedCounts, ...] = field(repr=False)
    spec: TableSpec
    of: str = ""

    def __repr__(self) -> str:
        """Write the title, the header and the first rows, a line each."""
        rows = [self.header, *map(self.written, self.rows[:LISTED])]
        left = len(self.rows) - LISTED
        lines = [self.title, *(" | ".join(row) for row in rows), *(["…"] if left > 0 else [])]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from diasporamap.export.formats.html_page import shown

        return shown(self)

    @property
    def title(self) -> str:
        """Its title, behind the stamp where it is confidential."""
        return " | ".join(filter(None, (self.words.stamp, self.words.title)))

    @property
    def language(self) -> Language:
        """Language of every text in it."""
        return self.spec.language

    @property
    def by(self) -> str:
        """What its rows are: "year", "sources", "log", or as for `Release.by`."""
        if self.of in ("sources", "log"):
            return self.of
        return "year" if len(self.tables) > 1 else self.tables[0].by

    @property
    def header(self) -> tuple[str, ...]:
        """The headers of a reader's table: the names of the rows, then the columns."""
        return self.words.label(self.language), *(at.header(self.language) for at in self.columns)

    def written(self, row: Row) -> tuple[str, ...]:
        """Return the cells of a row as a reader sees them, the name first."""
        return row.name, *(row.cells[column.name].text for column in self.columns)

    def as_json(self) -> dict[str, Any]:
        """Return the table as plain lists and dictionaries, for programs.

        Of each cell its `value`, None where no figure is shown, and the `state` that says why.
        """
        stamp = {"confidential": self.words.stamp} if self.words.stamp else {}
        return {
            **stamp,
            "title": self.words.title,
            "language": self.language,
            "by": self.by,
            "columns": [
                {"name": at.name, "header": at.header(self.language), "kind": at.kind}
                for at in self.columns
            ],
            "rows": [
                {
                    "place": row.place or None,
                    "name": row.name,
                    "part": row.part,
                    "cells": {at.name: _plain(row.cells[at.name]) for at in self.columns},
                }
                for row in self.rows
            ],
            "notes": list(self.words.notes),
            "sources": self.words.citation,
        }

    def write(self, path: str | os.PathLike[str], *, hxl: bool = False) -> None:
        """Write it to a file whose ending says how; see `formats.write_published`."""
        from diasporamap.export.formats import write_published

        write_published(self, path, hxl=hxl)


def _plain(cell: Amount) -> dict[str, Any]:
    """Return the value of a cell, a whole number where it is one, and its state."""
    value = cell.value
    whole = value is not None and float(value).is_integer()
    return {"value": int(value) if whole and value is not None else value, "state": cell.state}
