"""Tells the sheets of a KoboToolbox export by the columns that Kobo adds to the questions."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Columns that link the members of a repeated group to the row that they belong to.
INDEX, PARENT, PARENT_TABLE = "_index", "_parent_index", "_parent_table_name"

#: Column that tells one submission from all others.
UUID: Final = "_uuid"

_OWN: Final = frozenset([INDEX, UUID, "_submission_time"])
_MEMBERS: Final = frozenset([INDEX, PARENT, PARENT_TABLE])
_XML: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_./:|>-]*(?: [/:|>-]+ [A-Za-z0-9_./:|>-]+)*")

#: Characters that the name of a sheet may have, those that it never has, and how it is cut short.
_LONGEST: Final = 31
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_CUT: Final = re.compile(r"(.*)\.\.\.(?: \(\d+\))?")
#: Bytes of a hash: of a million submissions, two differ and have one hash once in 30 million files.
_BYTES: Final = 8
_TWO_LETTERS: Final = re.compile(r"[a-z]{2}")


def is_submissions(header: Iterable[str]) -> bool:
    """Tell whether a header is that of the submissions, a row a respondent."""
    names = set(header)
    return names >= _OWN and PARENT not in names


def is_members(header: Iterable[str]) -> bool:
    """Tell whether a header is that of a repeated group, a row a member."""
    return set(header) >= _MEMBERS


def is_xml(header: Sequence[str]) -> bool:
    """Tell whether the header of an export has XML names and no labels, so that cells are codes."""
    kobo = is_submissions(header) or is_members(header)
    return kobo and all(_XML.fullmatch(name) for name in header)


def as_code(place: str) -> str:
    """Return a place as codes are written: names of answers are often codes in small letters."""
    return place.upper() if _TWO_LETTERS.fullmatch(place) else place


def sheet_of(name: str, sheets: Iterable[str]) -> str | None:
    """Return the sheet of the form or group that members name as theirs, None for none or several.

    Members give its whole name. A sheet has 31 characters at most: a longer name is cut and ends
    in "..." or "... (1)", and an underscore stands for what no sheet may be called.
    """
    names = tuple(sheets)
    plain = _FORBIDDEN.sub("_", name)
    cut = [(sheet, _CUT.fullmatch(sheet)) for sheet in names if len(sheet) == _LONGEST]
    begun = [sheet for sheet, parts in cut if parts and plain.startswith(parts[1])]
    for same in (name, plain):
        if same in names:
            return same
    return begun[0] if len(begun) == 1 and len(plain) > _LONGEST else None


class Submissions:
    """The submissions seen so far, as short hashes, and how many rows repeat one."""

    def __init__(self) -> None:
        self.repeated = 0
        self._seen: set[bytes] = set()

    def note(self, uuid: str) -> None:
        """Take note of the submission of a row; a blank is none."""
        if not uuid.strip():
            return
        before = len(self._seen)
        self._seen.add(hashed(uuid.strip()))
        self.repeated += len(self._seen) == before


def hashed(text: str) -> bytes:
    """Return a short hash of what tells somebody apart, which itself is not kept."""
    bare = text.encode("utf-8", errors="surrogateescape")
    return blake2b(bare, digest_size=_BYTES).digest()
