"""What a file of persons is once it is opened: a header, under titles too, and whole rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError
from diasporamap.persons.questions import look_for
from diasporamap.tables.hxl import is_hxl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from diasporamap.persons.codebook import Codebook

#: How many rows from the top a header is looked for.
LOOKED_AT: Final = 20

#: After how many rows progress is told.
STEP: Final = 5_000


@dataclass(frozen=True)
class Persons:
    """A file of persons, opened; its rows, numbered, can be gone through once.

    `readable` turns a cell into text, `elsewhere` has the headers of the other sheets for messages.
    `separator` stands between the cells of a text in UTF-8, "" for any other table.
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str]]]
    readable: Callable[[str], str]
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    separator: str = ""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def whole_rows(rows: Iterable[tuple[int, Any]], width: int, file: str) -> Iterator[tuple[int, Any]]:
    """Give rows that have every field; rows of tags and blank rows are passed over."""
    for at, (row, cells) in enumerate(rows):
        if at == 0 and is_hxl(cells):
            continue
        if len(cells) == width:
            yield row, cells
        elif len(cells) > width and not any(cells[width:]):
            yield row, cells[:width]
        elif any(cells):
            raise CountsError.of("row_fields", file=file, row=row, fields=len(cells), width=width)


def header_at(
    top: Sequence[Sequence[str]], wanted: Sequence[str], *, codebook: Codebook | None = None
) -> int:
    """Return which of the first rows is the header: the first in which every column asked for is.

    It is 0 where none has them all, or nothing is asked for.
    """
    for at, cells in enumerate(top[:LOOKED_AT]):
        try:
            if all(look_for(cells, name, codebook=codebook) for name in wanted):
                return at
        except CountsError:
            # It has a column that may be meant; what is wrong with it is told when it is taken.
            return at
    return 0


def titles_notes(rows: int) -> tuple[Note, ...]:
    """Say how many rows stand above the header, where there are any."""
    return (Note("titles_above", {"number": rows}),) if rows else ()
