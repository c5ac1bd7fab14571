"""Reads one figure as tables write it: a whole number of people, no data, or withheld."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import MOST
from diasporamap.counts.telling import told_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a source writes where it has no figure, in lower case.
NO_DATA: Final = frozenset(
    ["", "..", "...", "\u2026", ":", "n/a", "n.a.", "nd", "n.d.", "nan", "null", "#n/a"]
)
#: What a source writes where it has a figure and keeps it back, in lower case.
WITHHELD: Final = frozenset(
    ["~", "c", "(c)", "s", "x", "*", "confidential", "confidentiel", "suppressed", "withheld"]
)
_BELOW: Final = re.compile(r"(?:[<\u2264]|less than|fewer than|under|moins de) ?\d+")

#: White space and apostrophes between groups of three digits, as French and Swiss tables have it.
_SPACED: Final = re.compile(r"([+-]?\d{1,3}(?:[\s'\u2019]\d{3})+)((?:[.,]\d+)?)")
_WHOLE: Final = re.compile(r"([+-]?\d+)(?:[.,]0{1,2})?")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
_DECIMAL: Final = re.compile(r"[+-]?\d*[.,]\d+")
_ROUND: Final = re.compile(r"[+-]?\d+\.0+")


@dataclass(frozen=True)
class Figure:
    """What one cell says.

    Attributes
    ----------
    count : int or None
        People, where the cell gives them.
    withheld : bool
        Whether the source has the figure and keeps it back. Without a count and not withheld
        there is no data.
    message, mend : str
        What is wrong with the cell, "" where nothing is.
    """

    count: int | None = None
    withheld: bool = False
    message: str = ""
    mend: str = ""

    @property
    def status(self) -> str:
        """Return "withheld" or "", as the column `status` of the schema has it."""
        return "withheld" if self.withheld else ""


@dataclass(frozen=True)
class Numerals:
    """How the numbers of a file are written.

    Attributes
    ----------
    decimal : str
        Decimal mark, "" where the file does not show it.
    group : str
        Comma or point that stands between groups of three digits, "" where none is proved. White
        space and apostrophes are always read as such.
    """

    decimal: str = ""
    group: str = ""


def numerals_of(texts: Iterable[str]) -> Numerals:
    """Find out how a file writes its numbers.

    A comma or point is taken as a separator of thousands only where a number proves it:
    "1,234,567" or "1,234.5". "1,234" alone can be a fraction in French and proves nothing.
    """
    proofs, decimals = set(), set()
    for text in texts:
        for mark, other in ((",", "."), (".", ",")):
            if mark not in text:
                continue
            group, point = re.escape(mark), re.escape(other)
            if re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{3}}){{2,}}(?:{point}\d+)?", text) or (
                re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{3}})+{point}\d+", text)
            ):
                proofs.add(mark)
            elif re.fullmatch(
                rf"(?:\d+|\d{{1,3}}(?:\s\d{{3}})+){group}(?:\d{{1,2}}|\d{{4,}})", text
            ):
                decimals.add(mark)
    groups = proofs - decimals
    group = groups.pop() if len(groups) == 1 else ""
    decimal = decimals.pop() if len(decimals) == 1 else ""
    return Numerals(decimal, group)


def read_figure(text: str, numerals: Numerals = Numerals()) -> Figure:
    """Read a cell that should hold a number of people.

    Parameters
    ----------
    text : str
        The cell, without outer white space.
    numerals : Numerals
        How the file writes numbers.

    Returns
    -------
    Figure
        The count; a blank, ``..``, ``:`` and their like are no data, ``~``, ``c``, ``<5`` and
        their like are withheld; anything else has a message and a mend. Nothing becomes 0 but 0.
    """
    plain = text.casefold()
    if plain in NO_DATA:
        return Figure()
    if plain in WITHHELD or _BELOW.fullmatch(plain):
        return Figure(withheld=True)
    digits = text
    spaced = _SPACED.fullmatch(text)
    if spaced:
        digits = re.sub(r"[\s'\u2019]", "", spaced[1]) + spaced[2]
    if numerals.group and _is_grouped(digits, numerals.group):
        digits = digits.replace(numerals.group, "")
    whole = _WHOLE.fullmatch(digits) or (
        _ROUND.fullmatch(digits) if numerals.decimal == "." else None
    )
    if whole:
        return _bounded(int(re.split(r"[.,]", digits)[0]), text)
    return _refused(digits, text)


def _is_grouped(digits: str, group: str) -> bool:
    return bool(re.fullmatch(rf"[+-]?\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:[.,]\d+)?", digits))


def _bounded(count: int, text: str) -> Figure:
    told = told_figure(text).strip("'")
    if count < 0:
        return Figure(message=f"{told} is negative", mend="Write 0 or more people.")
    if count > MOST:
        message = f"{told} is more than all migrants in the world"
        return Figure(message=message, mend="Correct the count.")
    return Figure(count)


def _refused(digits: str, text: str) -> Figure:
    told = told_figure(text)
    if _GROUPED.fullmatch(digits):
        bare = re.sub(r"\D", "", digits) if told.startswith("'") else "the digits alone"
        return Figure(
            message=f"{told} has a separator between its digits",
            mend=f"Write {bare} if that is the count.",
        )
    if _DECIMAL.fullmatch(digits):
        return Figure(message=f"{told} is a fraction", mend="Write a whole number of people.")
    return Figure(message=f"{told} is not a number", mend="Write digits only; leave no data blank.")
