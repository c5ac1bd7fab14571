"""Counts the rows of an export that repeat a submission, and keeps no identifier of one."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Bytes of a hash: of a million submissions, two differ and have one hash once in 30 million files.
_BYTES: Final = 8


class Submissions:
    """The submissions seen so far, as short hashes.

    Attributes
    ----------
    repeated : int
        Rows whose submission was seen before.
    """

    def __init__(self) -> None:
        self.repeated = 0
        self._seen: set[bytes] = set()

    def note(self, uuid: str) -> None:
        """Take note of the submission of a row; a blank is none."""
        text = uuid.strip().encode("utf-8", errors="surrogateescape")
        if not text:
            return
        before = len(self._seen)
        self._seen.add(blake2b(text, digest_size=_BYTES).digest())
        self.repeated += len(self._seen) == before

    def watch(
        self, rows: Iterable[tuple[int, Sequence[str]]], position: int
    ) -> Iterator[tuple[int, Sequence[str]]]:
        """Give rows as they are, and take note of the submission of each.

        Parameters
        ----------
        rows : iterable of (int, sequence of str)
            Row number and cells of each person.
        position : int
            Position of the column of the submission.
        """
        for row, cells in rows:
            self.note(cells[position])
            yield row, cells
