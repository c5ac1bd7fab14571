"""What is read back from an output: figures, changes, and the words that both stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from diasporamap.tables.headers import WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diasporamap.language import Language
    from diasporamap.protection.linked import Cell
    from diasporamap.protection.tables import Key

#: The places of each table by the name that maps write, in a language.
Names: TypeAlias = "dict[tuple[str, Language], dict[str, str]]"

#: The figure of each row of a page and of each measure of a map.
FIGURES: Final = {"total": "T", **WIDE}

#: What a `text` of several fields is split at.
HOLE: Final = "\x00"

DIGITS: Final = re.compile("[0-9]+(?:[,\u00a0\u202f ][0-9]{3})*")
_PAIR: Final = re.compile("\\(([^()|]+)\u00a0\\|\u00a0([^()|]+)\\)")
_NUMBER: Final = re.compile(rf"\(([+\u2212]?{DIGITS.pattern})\)")


class Read(NamedTuple):
    """A figure that a file shows, None where it says that it is hidden.

    The key is year, definition and source, each "" where the file does not say it.
    """

    cell: Cell
    people: int | None
    key: Key = ("", "", "")


class Change(NamedTuple):
    """How many people more there are in a year than in an earlier one, as a file shows it."""

    cell: Cell
    more: int
    year: str
    since: str


@dataclass(frozen=True)
class Output:
    """What was read back from a file.

    `complete` are the tables of which it names every place; `rates` tells whether it has rates, of
    which no figure is read; `why` is why nothing was read, a kind of ``language/en/audit.toml``.
    """

    file: str
    figures: tuple[Read, ...] = ()
    complete: frozenset[str] = frozenset()
    why: str = ""
    picture: bool = False
    changes: tuple[Change, ...] = ()
    rates: bool = False


def signed(written: str) -> int:
    """Read a number of people, or how many more or fewer there are."""
    return (-1 if written.startswith("\u2212") else 1) * int(re.sub(r"\D", "", written))


def named(sentence: str, names: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Give the places that a sentence names with a number of people behind: "France (720)"."""
    for number in _NUMBER.finditer(sentence):
        if place := _place_before(sentence[: number.start()], names):
            yield place, signed(number[1])


def named_by_sex(sentence: str, names: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Give the places that a sentence names with their women and men: "France (400 | 320)"."""
    for pair in _PAIR.finditer(sentence):
        place = _place_before(sentence[: pair.start()], names)
        for sex, written in zip("FM", pair.groups(), strict=True):
            if place and DIGITS.fullmatch(written):
                yield place, sex, signed(written)


def _place_before(words: str, names: Mapping[str, str]) -> str:
    """Return the place with the longest name that words end with, "" for none."""
    fits = [name for name in names if words.rstrip().endswith(name)]
    return names[max(fits, key=len)] if fits else ""
