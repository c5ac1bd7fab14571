"""Tells rows of one person by a column that says who it is, and keeps hashes of it alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from diasporamap.counts.notes import Note
from diasporamap.errors import CountsError, UsageError, problem
from diasporamap.language import message
from diasporamap.persons.kobo import hashed
from diasporamap.tables.headers import sex_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

#: What is done with further rows of a person: they count too, or the first row alone does.
Duplicates: TypeAlias = Literal["keep", "drop"]

#: What names nobody: signs and zeros alone.
_NOBODY: Final = re.compile(r"[\W_0]*")

#: How many rows are listed.
LISTED: Final = 5


class Known:
    """The persons seen so far, and which rows are of one of them.

    A cell that is blank, or says that it is not stated, tells nobody apart.
    """

    def __init__(
        self, position: int, duplicates: Duplicates | None, *, readable: Callable[[str], str] = str
    ) -> None:
        self.position = position
        self.duplicates = duplicates
        self.readable = readable
        self.unnamed = 0
        self.again: list[int] = []
        self.differ: list[tuple[int, int]] = []
        self.different = 0
        self._seen: dict[bytes, tuple[int, int]] = {}

    def counts(self, row: int, cells: Sequence[str], key: Hashable) -> bool:
        """Take note of the person of a row and of what is counted; tell whether the row counts."""
        text = " ".join(self.readable(cells[self.position]).split())
        if _NOBODY.fullmatch(text) or sex_of(text) == "U":
            self.unnamed += 1
            return True
        first, answers = self._seen.setdefault(hashed(text), (row, hash(key)))
        if first == row:
            return True
        self.again.append(row)
        if answers != hash(key):
            self.different += 1
            if len(self.differ) < LISTED:
                self.differ.append((first, row))
        return self.duplicates != "drop"

    @property
    def listed(self) -> list[int]:
        """The rows that messages name."""
        return [*self.again[:LISTED], *(row for pair in self.differ for row in pair)]

    def notes(self, column: str, named: Mapping[int, int] | None = None) -> Iterator[Note]:
        """Say what was found; refuse persons who stand twice where nothing is said of them.

        `named` is how rows are called in the file, where that is not their number.
        """
        called = named or {row: row for row in self.listed}
        again = [str(called[row]) for row in self.again[:LISTED]]
        listed = ", ".join(again) + (", ..." * (len(self.again) > LISTED))
        differ = [f"{called[first]} / {called[row]}" for first, row in self.differ]
        pairs = ", ".join(differ) + (", ..." * (self.different > LISTED))
        fields = {"number": len(self.again), "column": column, "rows": listed}
        if self.again and self.duplicates is None:
            found = [problem("persons_twice", row=listed, column=column, number=len(self.again))]
            if self.different:
                found.append(problem("persons_differ", number=self.different, rows=pairs))
            raise CountsError(found)
        if self.again:
            yield Note("twice_dropped" if self.duplicates == "drop" else "twice_kept", fields)
        if self.different:
            yield Note("twice_differ", {"number": self.different, "rows": pairs})
        if self.unnamed:
            yield Note("unnamed", {"number": self.unnamed, "column": column})


def checked_duplicates(identifier: str | None, duplicates: str | None) -> None:
    """Refuse what is no way with further rows of a person, or is said without the column."""
    if duplicates is not None and duplicates not in get_args(Duplicates):
        raise UsageError(message("persons.no_duplicates", name=duplicates))
    if duplicates is not None and identifier is None:
        raise UsageError(message("persons.no_identifier"))
