"""The errors that diasporamap raises on purpose, each with what to do about it.

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

import errno
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from diasporamap.language.messages import Message, message, messages_language, text_in, written
from diasporamap.language.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from diasporamap.language import Language

#: How many problems of one kind are printed before the rest is only counted.
SHOWN = 20

#: How many rows of one problem are printed before the rest is only counted.
ROWS_SHOWN = 10


#: Where a parser of TOML stopped.
_STOPPED: Final = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")


class DiasporaMapError(Exception):
    """Base of every error that diasporamap raises on purpose."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """Return what IPython and Jupyter show of it: what is wrong, and the line that asked.

        An error of the program itself is no such error, and keeps its traceback.
        """
        from itertools import takewhile
        from pathlib import Path
        from traceback import extract_tb

        own = str(Path(__file__).parent)
        frames = extract_tb(self.__traceback__)
        asking = takewhile(lambda frame: not frame.filename.startswith(own), frames)
        lines = [
            "  " + message("errors.asked", row=frame.lineno, line=frame.line)
            for frame in asking
            if frame.line
        ]
        return [f"{type(self).__name__}: {self}", *lines[-1:]]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in an input, where it is, and what to do about it.

    `message` is one clause; `file` is named as the user gave it, `row` as a spreadsheet or a text
    editor numbers it (the header is row 1), `column` as its header is written. A report groups
    problems by `topic`, a word or two. `kind` is the key in the catalogue of problems where it has
    one, and `fields` fill its texts.
    """

    message: str
    hint: str
    file: str | None = None
    row: int | str | None = None
    column: str | None = None
    topic: str = ""
    kind: str = field(default="", compare=False)
    fields: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        """Write the problem in one line: where, what, hint."""
        return self.text(messages_language())

    def text(self, language: Language) -> str:
        """Write the problem in one line of a language."""
        file = text_in(self.file or "", language)
        where = [part for part in (file, where_in_file(self.row, self.column, language)) if part]
        line = "line_somewhere" if where else "line"
        said = {"message": text_in(self.message, language), "hint": text_in(self.hint, language)}
        return written(f"errors.{line}", language, {"where": ", ".join(where), **said})


def problem(
    kind: str,
    *,
    file: str | None = None,
    row: Hashable = None,
    column: str | None = None,
    topic: str = "",
    **fields: object,
) -> Problem:
    """Make a problem of a kind of ``problems.toml``, its message and hint filled with fields."""
    what, hint = (message(f"problems.{kind}.{part}", **fields) for part in ("message", "hint"))
    where: Any = row  # a label of an index can be anything
    return Problem(what, hint, file, where, column, topic, kind, fields)


def where_in_file(
    row: int | str | None, column: str | None, language: Language | None = None
) -> str:
    """Write where something is in a file: the first rows, how many more there are, the column."""
    language = language or messages_language()
    parts = []
    if row not in (None, ""):
        rows = str(row).split(", ")
        left = len(rows) - ROWS_SHOWN
        fields = {"rows": ", ".join(rows[:ROWS_SHOWN]), "number": left}
        several = "rows_and_more" if left > 0 else "rows" if len(rows) > 1 else "row"
        parts.append(written(f"errors.{several}", language, fields))
    if column is not None:
        parts.append(written("errors.column", language, {"column": column}))
    return ", ".join(parts)


def reason(error: Exception) -> str:
    """Return why the system, a parser of TOML or this library refused, to be told in a problem.

    What the system says is in the catalogues as far as files often meet it; of a parser French
    tells where it stopped.
    """
    if isinstance(error, OSError):
        name = errno.errorcode.get(error.errno or 0, "")
        if name in catalogue("en", "errors")["system"]:
            return message(f"errors.system.{name}")
        return error.strerror or str(error)
    if error.args and isinstance(error.args[0], Message):
        return error.args[0]
    stopped = _STOPPED.search(str(error))
    if stopped:
        row, character = stopped.groups()
        kind = "toml" if row else "toml_end"
        return message(f"errors.{kind}", why=str(error), row=row, character=character)
    return str(error)


class DataError(DiasporaMapError):
    """Something in an input is wrong; carries every problem found, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """List the problems, a line each, and count what is left off of each kind."""
        kinds: dict[str, list[Problem]] = {}
        for each in self.problems:
            kinds.setdefault(each.topic, []).append(each)
        lines = []
        for problems in kinds.values():
            lines += [str(each) for each in problems[:SHOWN]]
            left = len(problems) - SHOWN
            if left > 0:
                lines.append(message("errors.more_problems", number=left))
        return "\n".join(lines)

    @classmethod
    def of(cls, kind: str, **where: Any) -> Self:  # noqa: ANN401 - those of problem
        """Make the error of a single problem; parameters as `problem`."""
        return cls([problem(kind, **where)])

    @classmethod
    def one(
        cls,
        message: str,
        hint: str,
        *,
        file: str | None = None,
        row: int | str | None = None,
        column: str | None = None,
    ) -> Self:
        """Make the error of a single problem."""
        return cls([Problem(message, hint, file, row, column)])


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


class BasemapWarning(UserWarning):
    """A map is drawn without the tiles that were asked for."""
