"""What a reader is: one format, how it is recognised, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.table import Recognised, Table
from diasporamap.language import message
from diasporamap.tables.redaction import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from diasporamap.counts.notes import Note
    from diasporamap.errors import Problem
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid


#: Options that are of use to some readers only.
USABLE: Final = ("sex_codes", "codebook", "quantity")


@dataclass(frozen=True)
class Reader:
    """A format of tables of counts.

    Attributes
    ----------
    name : str
        What ``--format`` calls it.
    title : str
        What it is, in words; "" where the catalogues have it under ``readers.title`` and its name.
    fits : callable
        Tells whether a grid of a book is of this format.
    read : callable
        Reads the grid with `ReadingOptions`: tidy counts, notes, sources and problems.
    uses : tuple of str
        Those of `USABLE` that it has a use for.
    """

    name: str
    title: str
    fits: Callable[[Book, Grid], bool]
    read: Callable[[Book, Grid, ReadingOptions], Table]
    uses: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is, in the language of messages."""
        return self.title or title_of(self.name)


def title_of(name: str) -> str:
    """Say what a format that is shipped is."""
    return message(f"readers.title.{name}")


def table_of(  # noqa: PLR0913 - what a reader tells of its table, all named
    book: Book,
    grid: Grid,
    records: Sequence[Mapping[str, Any]] | pd.DataFrame,
    columns: Iterable[str],
    *,
    format: str,  # noqa: A002 - as the option is called
    title: str = "",
    headers: dict[str, str],
    notes: Iterable[Note] = (),
    header_rows: tuple[int, ...] = (),
    decimal: str = "",
    problems: Sequence[Problem] = (),
    layout: str = "",
    **more: Any,  # noqa: ANN401 - other fields of Table
) -> Table:
    """Make the table of records with `row` and a value for each column, its schema checked.

    Columns may have been made into the tidy frame already.
    """
    most = None if more.get("quantity") else MOST
    frame = tidy_frame(records, columns) if isinstance(records, Sequence) else records
    counts, wrong = checked(frame, list(problems), headers, file=book.file, most=most)
    text = (book.kind, book.encoding, book.separator, decimal)
    recognised = Recognised(
        format, title or title_of(format), *text, header_rows, grid.sheet, tuple(notes)
    )
    return Table(counts, layout or format, headers, recognised=recognised, problems=wrong, **more)
