"""The errors that diasporamap raises on purpose, each with the way to mend it.

The tree, with the exit code of the command line::

    DiasporaMapError
    ├── DataError                1   something in a file or a table is wrong
    │   ├── CountsError              a counts table breaks the schema
    │   ├── UnmatchedPlacesError     names or codes that fit no place
    │   └── BoundaryError            a boundary layer is missing or damaged
    ├── NotProtectedError        1   counts reached a renderer without protection
    └── UsageError               2   an option or an argument makes no sense
        └── StyleError               a style file or a map spec is wrong
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: How many problems are printed before the rest is only counted.
SHOWN = 20


class DiasporaMapError(Exception):
    """Base of every error that diasporamap raises on purpose."""

    exit_code = 1


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in an input, where it is, and how to mend it.

    Attributes
    ----------
    message : str
        What is wrong, in one clause.
    mend : str
        What the reader can do about it.
    file : str, optional
        Name of the file as the user gave it.
    row : int or str, optional
        Row as a spreadsheet or a text editor numbers it (the header is row 1).
    column : str, optional
        Column as it is written in the header.
    """

    message: str
    mend: str
    file: str | None = None
    row: int | str | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Write the problem in one line: where, what, mend."""
        where = [
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else None,
                f"column '{self.column}'" if self.column is not None else None,
            )
            if part
        ]
        prefix = ", ".join(where) + ": " if where else ""
        return f"{prefix}{self.message}. {self.mend}"


class DataError(DiasporaMapError):
    """Something in an input is wrong; carries every problem found, not only the first.

    Parameters
    ----------
    problems : sequence of Problem
        All problems, in the order of the input.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """List the problems, a line each, and count what is left off."""
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        left = len(self.problems) - SHOWN
        if left > 0:
            lines.append(f"... and {left} more problems of this kind.")
        return "\n".join(lines)

    @classmethod
    def one(
        cls,
        message: str,
        mend: str,
        *,
        file: str | None = None,
        row: int | str | None = None,
        column: str | None = None,
    ) -> DataError:
        """Make the error of a single problem."""
        return cls([Problem(message, mend, file, row, column)])


class CountsError(DataError):
    """A counts table cannot be read or breaks the schema."""


class UnmatchedPlacesError(DataError):
    """Rows of a counts table name places that no boundary layer knows."""


class BoundaryError(DataError):
    """A boundary layer is missing, damaged or not what it says it is."""


class NotProtectedError(DiasporaMapError):
    """Counts reached a renderer or an exporter without passing the protection gate."""


class UsageError(DiasporaMapError):
    """An option or an argument makes no sense."""

    exit_code = 2


class StyleError(UsageError):
    """A style file or a map spec is wrong."""
