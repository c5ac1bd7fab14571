"""What a reader is: one format, how it is recognised, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.tables.raw import Book, Grid


@dataclass(frozen=True)
class Reader:
    """A format of tables of counts.

    Attributes
    ----------
    name : str
        What ``--format`` calls it.
    title : str
        What it is, in words.
    fits : callable
        Tells whether a grid of a book is of this format.
    read : callable
        Reads the grid with `ReadingOptions`: tidy counts, notes, sources and problems.
    uses : tuple of str
        Options about codes that it has a use for: "sex_codes", "codebook".
    """

    name: str
    title: str
    fits: Callable[[Book, Grid], bool]
    read: Callable[[Book, Grid, ReadingOptions], Table]
    uses: tuple[str, ...] = ()
