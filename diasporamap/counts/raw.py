"""The grid of texts that every kind of file is read into before it becomes counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawTable:
    """A header and the rows under it, all cells as text without outer white space.

    Attributes
    ----------
    header : tuple of str
        The cells of row 1.
    rows : tuple of (int, tuple of str)
        Row number in the file and its cells, as many as the header has; blank rows are left out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
