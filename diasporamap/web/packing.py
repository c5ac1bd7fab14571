"""Packs what a page embeds: words, columns with runs, and pools of what is there twice."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Generic, TypeVar

from diasporamap.language import LANGUAGES
from diasporamap.maps.captions import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diasporamap.language import Language
    from diasporamap.web.data import Column, Runs, Text, Words

Kept = TypeVar("Kept")

#: Where a text is cut, the first way that cuts it alike in every language: behind a point, a digit
#: and a point, or a colon; what stood there is put back.
CUTS = (
    re.compile(r"(?<=[.:;!?]) "),
    re.compile(rf"{SENTENCE.pattern}|(?<=\d\.) |(?<=:) "),
    SENTENCE,
)


#: Writes what is kept as a key: one encoder for all, since making one takes longer than writing.
_KEY = json.JSONEncoder(sort_keys=True).encode


@dataclass
class Pool(Generic[Kept]):
    """Keeps what is there several times once, and tells it by its number."""

    kept: list[Kept] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, value: Kept) -> int:
        """Return the number of a value."""
        key = _KEY(value)
        if key not in self._numbers:
            self._numbers[key] = len(self.kept)
            self.kept.append(value)
        return self._numbers[key]


class WordPool:
    """Keeps words in every language once, and tells them by a number."""

    def __init__(self) -> None:
        """Begin with no words, which are number 0."""
        self._pool: Pool[list[str]] = Pool()
        self.word(dict.fromkeys(LANGUAGES, ""))

    def word(self, written: Mapping[Language, str]) -> int:
        """Return the number of words."""
        return self._pool.add([written[language] for language in LANGUAGES])

    def text(self, written: Mapping[Language, str]) -> Text:
        """Return the numbers of the parts of a text, between which stands a space."""
        for cut in CUTS:
            parts = [cut.split(written[language]) for language in LANGUAGES]
            if len({len(part) for part in parts}) == 1:
                words = zip(*parts, strict=True)
                return [self.word(dict(zip(LANGUAGES, word, strict=True))) for word in words]
        return [self.word(written)]

    @property
    def kept(self) -> Words:
        """The words by language; what is the same as in the first language is 0."""
        first, *others = zip(*self._pool.kept, strict=True)
        same = [
            [0 if word == own else word for word, own in zip(words, first, strict=True)]
            for words in others
        ]
        return dict(zip(LANGUAGES, [list(first), *same], strict=True))


def runs(values: Iterable[int]) -> Runs:
    """Write numbers from 0 on: ``-n`` stands for the last one n times more."""
    found: Runs = []
    for value, same in groupby(values):
        more = len(list(same)) - 1
        found += [value, -more] if more else [value]
    return found


def column(values: Iterable[float | str]) -> Column:
    """Write a column: a number for a value, a letter for a state, with how many in a row."""
    found: Column = []
    for value, same in groupby(values, key=lambda value: (type(value) is str, value)):
        many, (is_state, what) = len(list(same)), value
        if is_state:
            found.append(f"{what}{many if many > 1 else ''}")
        else:
            found += [what] * many
    return found


def unpacked_runs(found: Runs) -> list[int]:
    """Read what `runs` wrote."""
    numbers: list[int] = []
    for number in found:
        numbers += [number] if number >= 0 else [numbers[-1]] * -number
    return numbers


def unpacked_column(found: Column) -> Iterator[float | str]:
    """Read what `column` wrote: a number, or the letter of a state."""
    for entry in found:
        if isinstance(entry, str):
            yield from entry[0] * int(entry[1:] or 1)
        else:
            yield entry


def unpacked_texts(words: Words, texts: Iterable[Text]) -> list[str]:
    """Read texts in the first language of a page."""
    first = next(iter(words.values()))
    return [" ".join(str(first[word]) for word in written) for written in texts]


def spans(numbers: Sequence[int]) -> list[int]:
    """Write positions as steps from one to the next, in runs: 0, 1, 2, 5 is 0, 1, -1, 3."""
    steps = [b - a for a, b in zip([0, *numbers], numbers, strict=False)]
    if any(step < 0 for step in steps):
        raise ValueError(numbers)
    return runs(steps)
