"""Finds the header of a table of persons that has titles above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError
from diasporamap.persons.questions import look_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.persons.codebook import Codebook

#: How many rows from the top a header is looked for.
LOOKED_AT: Final = 20


def header_at(
    top: Sequence[Sequence[str]], wanted: Sequence[str], *, codebook: Codebook | None = None
) -> int:
    """Return which of the first rows is the header: the first in which every column asked for is.

    Parameters
    ----------
    top : sequence of (sequence of str)
        Cells of the first rows.
    wanted : sequence of str
        Columns that are asked for; see `questions.find_column`.
    codebook : Codebook, optional
        Lists the answers of each question.

    Returns
    -------
    int
        Its position; 0 where none has them all, or nothing is asked for.
    """
    for at, cells in enumerate(top[:LOOKED_AT]):
        try:
            if all(look_for(cells, name, codebook=codebook) for name in wanted):
                return at
        except CountsError:
            # It has a column that may be meant; what is wrong with it is told when it is taken.
            return at
    return 0


def titles_note(rows: int) -> str:
    """Say how many rows stand above the header, "" for none."""
    return f"passed over {rows} rows of titles above the header" if rows else ""
