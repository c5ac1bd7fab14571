"""Reads one figure as tables write it: a whole number of people, no data, or withheld.

Nothing becomes 0 but 0, and no number becomes another. Conventions differ between publishers, so
what can be read in two ways is refused with the way to write it:

- ``..``, ``:``, ``n/a`` and blanks are no data; ``~``, ``*``, ``c``, ``x`` and ``<5`` are withheld.
- A dash alone is nobody in tables of the United Nations, and nobody or not applicable in
  Eurostat's: refused.
- ``~5``, ``>100``, ``about 40`` are estimates or bounds, no counts: refused.
- A mark behind a number is taken off where it can be nothing else: asterisks and daggers, a letter
  in parentheses, raised letters and digits, and after a space the SDMX flags b (break), e
  (estimated) and p (provisional). Letters that mean withheld, as in ``12 (c)``, are refused.

A number is spelt with the digits 0 to 9, a plus before them or none, in groups of three between
which blanks or apostrophes stand, not both, or a comma or point where the file proves it; behind it
a mark and 1, 2 or at least 4 zeros. ``38891.00000000001`` is the whole number that its first 15
digits make: a computer wrote it. Signs without width are taken off, those that turn the direction
at its ends only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Context
from typing import TYPE_CHECKING, Final

from diasporamap.language import message
from diasporamap.tables.redaction import MOST, bare_figure, is_figure, redacted_figure

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
_BELOW: Final = re.compile(r"(?:[<\u2264]|less than|fewer than|under|moins de) ?[0-9]+")

#: More signs than a number of people has with all its marks.
_LONGEST: Final = 100

#: Blanks that print puts between groups of digits.
_BLANK: Final = " \u00a0\u2007\u2009\u202f"
#: Signs without width, which change nothing wherever they stand, and those that turn what follows.
_NO_WIDTH: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TURNING: Final = "\u061c\u200e\u200f"

#: Blanks or apostrophes between groups of three digits, as French and Swiss tables have it.
SPACED: Final = re.compile(
    rf"([+-]?[1-9][0-9]{{0,2}}(?:(?:[{_BLANK}][0-9]{{3}})+|(?:['\u2019][0-9]{{3}})+))((?:[.,][0-9]+)?)"
)
_WHOLE: Final = re.compile(r"[+-]?[0-9]+(?:[.,](?:0{1,2}|0{4,}))?")
_GROUPED: Final = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]*[.,][0-9]+")
_ROUND: Final = re.compile(r"[+-]?[0-9]+\.0+")
_TWO_WAYS: Final = re.compile(r"[0-9]{1,3}[.,]000")
#: The digits that a computer's number keeps.
_KEPT: Final = Context(prec=15)

#: A number and the mark of a footnote behind it, or flags of SDMX after a space.
_MARKED: Final = re.compile(
    r"(?P<figure>.*[0-9])(?P<mark>\s?(?:\*{1,3}|[\u2020\u2021]{1,2}|\([a-zA-Z]\))"
    r"|\s?[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u00aa\u00ba\u02b0-\u02b8\u1d2c-\u1d6a]{1,3}"
    r"|\s[bep](?:\s?[bep]){0,2})"
)
_DASH: Final = re.compile(r"[-\u2010-\u2015\u2212]{1,3}")
_ABOUT: Final = re.compile(
    r"(?:[~\u2248\u2245\u00b1>\u2265<\u2264]=?|about|circa|ca?\.?|approx\.?|around|over|more than|"
    r"environ|env\.?|plus de|pr\u00e8s de) ?[0-9].*|[0-9].*\+",
    re.IGNORECASE,
)
_WITH_LETTERS: Final = re.compile(r"[\d\s.,'\u2019]*\d\s?\(?[^\W\d_]{1,2}\)?")
_DAY: Final = re.compile(
    r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?:[T ].*)?|[0-9]{1,2}([-/.])[0-9]{1,2}\2[0-9]{2,4}"
)

#: What is no whole number: how it looks, and its kind in the catalogue.
_REFUSED: Final = (
    (_DASH, "dash"),
    (_ABOUT, "estimate"),
    (_TWO_WAYS, "two_ways"),
    (_GROUPED, "separator"),
    (_DECIMAL, "fraction"),
    (re.compile(r"[0-9]*[\u00bc-\u00be\u2150-\u215f]"), "fraction"),
    (_DAY, "day"),
    (re.compile(r"[0-9]+ ?(?:[-\u2010-\u2015/]|to|\u00e0) ?[0-9]+"), "two_numbers"),
    (re.compile(r"[-\u2010-\u2015\u2212(] ?[0-9][0-9 .,]*\)?"), "negative_or_dash"),
    (re.compile(r".*[0-9] ?[%\u2030\uff05]"), "percentage"),
    (re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]+"), "power"),
    (re.compile(r"[0-9]+(?:[\s.,'\u2019][0-9]+)+"), "separators"),
    (re.compile("[a-zA-Z]"), "mark"),
    (_WITH_LETTERS, "letters"),
)


@dataclass(frozen=True)
class Figure:
    """What one cell says: people, that the source keeps the figure back, or else no data.

    `message` and `hint` say what is wrong with it, `mark` is what was taken off the number.
    """

    count: int | None = None
    withheld: bool = False
    message: str = ""
    hint: str = ""
    mark: str = ""

    @property
    def status(self) -> str:
        """Return "withheld" or "", as the column `status` of the schema has it."""
        return "withheld" if self.withheld else ""


@dataclass(frozen=True)
class Numerals:
    """How the numbers of a file are written, "" where the file does not prove it.

    `decimal` is the decimal mark, `group` the comma or point between groups of three digits. White
    space and apostrophes are always read as such.
    """

    decimal: str = ""
    group: str = ""


def numerals_of(texts: Iterable[str]) -> Numerals:
    """Find out how a file writes its numbers.

    A comma or point is taken as a separator of thousands only where a number proves it:
    "1,234,567" or "1,234.5". "1,234" alone can be a fraction in French and proves nothing. Other
    digits than three after it, more than three before it or a zero alone prove a decimal mark.
    """
    proofs, decimals = set(), set()
    for text in (without_mark(cell)[0] for cell in texts):
        for mark, other in ((",", "."), (".", ",")):
            if mark not in text:
                continue
            group, point = re.escape(mark), re.escape(other)
            more = rf"\d{{1,3}}(?:{group}\d{{3}}){{2,}}(?:{point}\d+)?"
            if re.fullmatch(rf"{more}|\d{{1,3}}(?:{group}\d{{3}})+{point}\d+", text):
                proofs.add(mark)
            elif re.fullmatch(
                rf"(?:\d+|\d{{1,3}}(?:\s\d{{3}})+){group}(?:\d{{1,2}}|\d{{4,}})"
                rf"|(?:0|\d{{4,}}|\d{{1,3}}(?:\s\d{{3}})+){group}\d{{3}}",
                text,
            ):
                decimals.add(mark)
    groups = proofs - decimals
    group = groups.pop() if len(groups) == 1 else ""
    decimal = decimals.pop() if len(decimals) == 1 else ""
    return Numerals(decimal, group)


def read_figure(text: str, numerals: Numerals = Numerals(), *, marks: bool = False) -> Figure:
    """Read a cell that should hold a number of people, without outer white space.

    Marks of footnotes are taken off only with `marks`; whoever asks for it says so in a note.
    """
    text = shown_signs(text)
    plain = text.casefold()
    if plain in NO_DATA:
        return Figure()
    if plain in WITHHELD or _BELOW.fullmatch(plain):
        return Figure(withheld=True)
    bare, mark = without_mark(text) if marks else (text, "")
    figure = _strange(text) or _number(bare, numerals)
    if not mark or figure.message:
        return figure
    return _refused(text, text) if figure.count is None else replace(figure, mark=mark)


def wrong_figure(kind: str, value: str, **fields: str) -> Figure:
    """Return what a cell says that is no figure, of a kind of the catalogue ``tables.figure``."""
    what, hint = (
        message(f"tables.figure.{kind}.{part}", value=value, **fields)
        for part in ("message", "hint")
    )
    return Figure(message=what, hint=hint)


def _number(text: str, numerals: Numerals) -> Figure:
    """Read the digits of a number, whatever stands between them."""
    if text.casefold() in NO_DATA | WITHHELD:
        return Figure()
    digits = text
    if spaced := SPACED.fullmatch(text):
        digits = re.sub(r"[^+\-0-9]", "", spaced[1]) + spaced[2]
    if numerals.group and _is_grouped(digits, numerals.group):
        digits = digits.replace(numerals.group, "")
    if _WHOLE.fullmatch(digits) or (numerals.decimal == "." and _ROUND.fullmatch(digits)):
        return _bounded(int(re.split(r"[.,]", digits)[0]), text)
    if _DECIMAL.fullmatch(digits) and len(re.sub(r"\D", "", digits).strip("0")) > _KEPT.prec:
        kept = _KEPT.create_decimal(digits.replace(",", "."))
        if kept == kept.to_integral_value():
            return _bounded(int(kept), text)
    return _refused(digits, text)


def _strange(text: str) -> Figure | None:
    """Refuse what is too long for a number, signs that are not shown, and digits of others."""
    if len(text) > _LONGEST:
        return wrong_figure("long", redacted_figure(text))
    for sign in text:
        kind = unicodedata.category(sign)
        if kind[0] in "CM" or (kind[0] == "Z" and sign not in _BLANK):
            told = "".join(other if other.isprintable() else "?" for other in text)
            return wrong_figure("sign", redacted_figure(told), code=f"{ord(sign):04X}")
        if kind == "Nd" and not sign.isascii():
            return wrong_figure("digits", redacted_figure(text))
    return None


def shown_signs(text: str) -> str:
    """Take off signs without width, and blanks at the ends."""
    return text.translate(_NO_WIDTH).strip(_TURNING + _BLANK)


def without_mark(text: str) -> tuple[str, str]:
    """Take the mark of a footnote off a number; letters that may mean withheld stay."""
    found = _MARKED.fullmatch(text)
    if not found or found["mark"].strip("() ").casefold() in WITHHELD - {"*"}:
        return text, ""
    return found["figure"], found["mark"].strip()


def _is_grouped(digits: str, group: str) -> bool:
    grouped = rf"[+-]?[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+(?:[.,][0-9]+)?"
    return bool(re.fullmatch(grouped, digits))


def _bounded(count: int, text: str) -> Figure:
    if count < 0 or text.lstrip().startswith("-"):
        return wrong_figure("negative", bare_figure(text))
    if count > MOST:
        return wrong_figure("large", bare_figure(text))
    return Figure(count)


def _refused(digits: str, text: str) -> Figure:
    """Describe what is no whole number, and say what to do about it."""
    alone = message("tables.figure.digits_alone")
    bare = re.sub(r"\D", "", digits) if is_figure(text) else alone
    fields = {"bare": bare, "whole": re.split(r"[.,]", digits)[0]}
    found = (kind for pattern, kind in _REFUSED if pattern.fullmatch(digits))
    return wrong_figure(next(found, "no_number"), redacted_figure(text), **fields)
