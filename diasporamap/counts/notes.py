"""Tells notes of a reading apart by their words: those to repeat, to doubt, and with sums.

A note is a text in `Recognised.notes`: what was left out, derived or put together.
"""

from __future__ import annotations

from typing import Final

#: How a note says that a unit of the source is not shown; its people count in sums all the same.
NO_SINGLE_PLACE: Final = "which is no single place"

#: How a note begins that tells how many persons a reading counted.
PERSONS: Final = "counted "

#: What a note says of submissions that an export has twice, before how many; and the hint.
REPEATED: Final = "rows that repeat a submission (same _uuid) and are counted again: "
REPEATED_HINT: Final = "Delete what stands twice in the project, and export it again."

#: How notes begin that say that part of the table is not in what is shown.
_LEFT_OUT: Final = ("left out", "kept", "read the sheet", "passed over", "took the marks")

#: How a note says that parts and their total differ; the figures stand behind it in parentheses.
_NO_SUM: Final = "do not add up"

#: What stands in notes that ask for a look.
_DOUBTFUL: Final = (
    *(_NO_SUM, REPEATED, "not approved", "withheld", "Windows"),
    NO_SINGLE_PLACE,
)


def is_left_out(note: str) -> bool:
    """Tell whether a note says that part of the table is not in what is shown."""
    return note.startswith(_LEFT_OUT)


def is_doubtful(note: str) -> bool:
    """Tell whether a note asks for a look."""
    return any(mark in note for mark in _DOUBTFUL)


def without_sums(note: str) -> str:
    """Return a note without sums of people, "" where it is nothing else."""
    if note.startswith(PERSONS):
        return ""
    return note.partition(" (")[0] if _NO_SUM in note else note
