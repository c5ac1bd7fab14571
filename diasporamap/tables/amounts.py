"""Reads figures that may have decimals, as amounts of money, into exact whole numbers.

All figures of a table are kept in the smallest step that one of them has, as whole numbers of
hundredths where there are hundredths: sums are exact. What is no figure is refused as for people
(`diasporamap.tables.figures`). A comma or point before three digits is a decimal mark where the
file proves it, a separator of thousands where the file proves that, and refused otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Final

from diasporamap.language import Message, message
from diasporamap.language.texts import catalogue
from diasporamap.tables.figures import (
    SPACED,
    Figure,
    Numerals,
    read_figure,
    shown_signs,
    without_mark,
    wrong_figure,
)
from diasporamap.tables.redaction import bare_figure, is_figure, redacted_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

#: More decimals are noise of a computation and are rounded, which is told.
MOST_DECIMALS: Final = 6
#: Digits of all figures together that a whole number of the tables holds.
_MOST_DIGITS: Final = 18
#: A larger amount is none of any currency in the world.
MOST: Final = 10**16

_KEPT: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)
_POWER: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]-[0-9]{1,2}")
_NEGATIVE: Final = re.compile(r"[-\u2212] ?[0-9].*")
_UNPROVED: Final = Numerals()
_FRACTION: Final = re.compile(r"([0-9]*)([.,])([0-9]+)")
_MARK: Final = re.compile("[.,]")
#: Kinds of what is no count whose hint gives all digits of a cell.
_ONE_NUMBER: Final = ("separator", "separators", "negative_or_dash")
#: Commas or points between groups of three digits, and another mark before decimals.
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]+)?"
)


@dataclass(frozen=True)
class Amounts:
    """How the figures of a table are read: as whole numbers of units of ``10 ** -decimals``.

    `rounded` is how many figures have more decimals than are kept, `fractions` how many have any,
    and `filled` how many are over 0.
    """

    decimals: int = 0
    rounded: int = 0
    fractions: int = 0
    filled: int = 0

    @property
    def mostly_fractions(self) -> bool:
        """Whether half of the figures or more have decimals, as no numbers of people do."""
        return 0 < self.filled <= 2 * self.fractions

    def read(self, text: str, numerals: Numerals = _UNPROVED, *, marks: bool = False) -> Figure:
        """Read a cell; `Figure.count` is a whole number of the smallest step."""
        text = shown_signs(text)
        bare, mark = without_mark(text) if marks else (text, "")
        found = _amount(bare, numerals)
        if _NEGATIVE.fullmatch(bare):
            return _in_words_of_amounts(wrong_figure("negative", bare_figure(bare)), bare)
        if found is None:
            figure = read_figure(text, numerals, marks=marks)
            if figure.count is None:
                return _in_words_of_amounts(figure, text)
            return replace(figure, count=figure.count * 10**self.decimals)
        if found > MOST:
            return wrong_figure("large_amount", redacted_figure(text))
        step = Decimal(1).scaleb(-self.decimals)
        return Figure(int(found.quantize(step, ROUND_HALF_EVEN).scaleb(self.decimals)), mark=mark)


def amounts_of(texts: Iterable[str], numerals: Numerals) -> Amounts:
    """Find out in which steps the figures of a table are."""
    read = (_amount(without_mark(shown_signs(text))[0], numerals) for text in texts)
    found = [figure for figure in read if figure is not None and figure <= MOST]
    given = [max(-int(figure.normalize().as_tuple().exponent), 0) for figure in found]
    room = _MOST_DIGITS - len(str(int(sum(found))))
    kept = max(min(max(given, default=0), MOST_DECIMALS, room), 0)
    return Amounts(
        kept,
        rounded=sum(decimals > kept for decimals in given),
        fractions=sum(map(bool, given)),
        filled=sum(map(bool, found)),
    )


def _amount(text: str, numerals: Numerals) -> Decimal | None:
    """Return a figure of digits, None for whatever else a cell may hold."""
    text = text.removeprefix("+")
    if _POWER.fullmatch(text):  # a computer's; above 1 it has lost digits
        return _KEPT.create_decimal(text)
    digits, sure = text, False
    if spaced := SPACED.fullmatch(text):
        digits, sure = re.sub(r"[^0-9]", "", spaced[1]) + spaced[2], True
    elif (grouped := _GROUPED.fullmatch(text)) and _are_groups(text, grouped[1], numerals):
        digits, sure = text.replace(grouped[1], ""), True
    if digits.isascii() and digits.isdigit():
        return Decimal(digits)
    fraction = _FRACTION.fullmatch(digits)
    if fraction is None or not (
        sure or _is_decimal(fraction[1], fraction[2], fraction[3], numerals)
    ):
        return None
    return _KEPT.create_decimal(digits.replace(",", "."))


def _are_groups(text: str, mark: str, numerals: Numerals) -> bool:
    """Tell whether commas or points before three digits are separators of thousands."""
    return len({*text} & {*",."}) > 1 or text.count(mark) > 1 or numerals.group == mark


def _is_decimal(whole: str, mark: str, decimals: str, numerals: Numerals) -> bool:
    """Tell whether a comma or point is a decimal mark: three digits behind it may be thousands."""
    if len(decimals) != 3 or len(whole) > 3 or whole in ("", "0"):  # noqa: PLR2004 - a group
        return True
    return numerals.decimal == mark and numerals.group != mark


def _in_words_of_amounts(figure: Figure, text: str) -> Figure:
    """Return what is wrong with a cell in words for amounts, if anything is."""
    hint = figure.hint
    if not isinstance(hint, Message):
        return figure
    kind, bare = hint.key.split(".")[2], str(hint.fields.get("bare", ""))
    if _FRACTION.fullmatch(text) and is_figure(text):
        fields = {"bare": re.sub("[.,]", "", text), "whole": f"{text}0"}
        hint = message("tables.figure.either_amount", **fields)
    elif _MARK.search(text) and bare.isdigit() and kind in _ONE_NUMBER:
        hint = message("tables.figure.in_digits")  # those of a count are without its decimals
    elif "amount" in catalogue("en", "tables")["figure"][kind]:
        hint = message(f"tables.figure.{kind}.amount", **hint.fields)
    return replace(figure, hint=hint)
