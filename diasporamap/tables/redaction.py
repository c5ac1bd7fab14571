"""Says what a wrong cell is without giving a person away: a cell is shown where it is harmless.

A wrong column, or a table without its header, can put names, telephone numbers and dates of birth
where figures and sexes are looked for. Messages and reports are passed on, so they show a cell only
where it can hardly tell who somebody is, and else say of what kind it is. Row and column are named
with it, which is enough to find and correct it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from diasporamap.language import Message, message
from diasporamap.tables.headers import WIDE, known_headers, plain_header

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

#: How long a code may be that is shown; longer ones may be names.
LONGEST: Final = 2
#: From how many digits on a number may be that of a telephone or an identity card.
MANY_DIGITS: Final = 8
#: More than all migrants in the world, who were 304 million in 2024 as UN DESA counts them. A
#: larger number is hardly a count: it may be that of a telephone.
MOST: Final = 4 * 10**8
#: Up to how many digits a number is shown however it is written.
FEW_DIGITS: Final = 5
#: How long a cell may be that is looked at closely.
LONG: Final = 40
#: How like a known word a text must be to be shown, from 0 to 1.
ALIKE: Final = 0.7

#: Digits and marks, and at most two letters after them.
_FIGURE: Final = re.compile(r"[^\w@]*\d(?:[\d\W]*\d)?[^\w@]*[^\W\d_]{0,2}[^\w@]*")
_IN_THREES: Final = re.compile(r"\D*\d{1,3}(?:[\s.,'\u2019]\d{3})*(?:[.,]\d{1,3})?\D*|\D*\d+\D*")
_DAY: Final = re.compile(r"\D*\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}\D*")
_PLACE_ON_EARTH: Final = re.compile(r".*\d[.,]\d{4,}.*")
_PAIR: Final = re.compile(
    r"\(?\s*([+-]?\d{1,3}(?:\.\d+|,\d+)?\s*°?)\s*[NS]?\s*(?:[;/\s]\s*|,\s*)"
    r"([+-]?\d{1,3}(?:\.\d+|,\d+)?\s*°?)\s*[EWO]?(?:\s+-?[\d.]+){0,2}\s*\)?"
)
_POSITION: Final = re.compile(r"(?i)geo:[-\d]|(?:srid=\d+;)?point\s*z?\s*\([-\d]")
_YEAR: Final = re.compile(r"\d{1,4}(?:[.,]\d|[-\s]?[A-Za-z]\d{0,2})?")
_SPREADSHEET: Final = re.compile(r"#[A-Z/0]{2,8}[!?]?")
_CODE: Final = re.compile(r"[A-Z0-9_]{1,16}")


def kind_of(text: str) -> str:
    """Say of what kind a cell is, without what stands in it: "a text of 15 letters"."""
    letters = sum(character.isalpha() for character in text)
    digits = sum(character.isdigit() for character in text)
    if not text.strip():
        return message("tables.cell.blank")
    if digits and not letters:
        return message(f"tables.cell.{'digits' if digits > 1 else 'digit'}", number=digits)
    if letters and not digits:
        return message(f"tables.cell.{'letters' if letters > 1 else 'letter'}", number=letters)
    return message("tables.cell.characters", number=len(text))


def quoted(text: str) -> str:
    """Quote what stands in a cell as the language does it."""
    return message("tables.cell.quoted", value=text)


def redacted_figure(text: str) -> str:
    """Return a cell of a column of figures, quoted, or its kind where it may be more than a figure.

    Shown are digits and marks with at most two letters after them, unless they look like a
    telephone number, a day or a position on earth.
    """
    return quoted(text) if is_figure(text) else kind_of(text)


def bare_figure(text: str) -> str:
    """Return what `redacted_figure` does, without quotes."""
    return text if is_figure(text) else kind_of(text)


def redacted_code(text: str) -> str:
    """Return a cell of a column of codes, quoted where it has two characters or fewer."""
    return quoted(text) if len(text) <= LONGEST else kind_of(text)


def redacted_year(text: str) -> str:
    """Return a cell of a column of years, quoted where it is a year, a quarter or a month."""
    return quoted(text) if _YEAR.fullmatch(text) else kind_of(text)


def bare_year(text: str) -> str:
    """Return what `redacted_year` does, without quotes."""
    return text if _YEAR.fullmatch(text) else kind_of(text)


def redacted_word(text: str, known: Iterable[str]) -> str:
    """Return a cell, quoted where it is much like one of the words known."""
    words = [word.casefold() for word in known]
    like = difflib.get_close_matches(text.casefold(), words, n=1, cutoff=ALIKE)
    return quoted(text) if like or len(text) <= LONGEST else kind_of(text)


def redacted_place(text: str) -> str:
    """Return the name of a place, quoted, unless it looks like a mail address or a number."""
    return kind_of(text) if is_address(text) else quoted(text)


def redacted_value(code: str) -> str:
    """Return a code of a publisher, quoted where it looks like one."""
    return quoted(code) if _is_code(code) else kind_of(code)


def shown_codes(
    codes: Iterable[str], *, known: Callable[[str], object] = lambda _: False
) -> tuple[list[str], int]:
    """Return the codes of a publisher that look like codes or are known, and how many others."""
    given = sorted(set(codes))
    fine = [code for code in given if known(code) or _is_code(code)]
    return fine, len(given) - len(fine)


def redacted_codes(
    codes: Iterable[str], *, most: int, known: Callable[[str], object] = lambda _: False
) -> str:
    """List codes of a publisher, `most` at most, and only count those that may be something else.

    A code that is `known` is listed whatever it looks like.
    """
    fine, left = shown_codes(codes, known=known)
    left += max(len(fine) - most, 0)
    if not fine:
        return message("tables.codes.only", number=left)
    if left:
        return message("tables.codes.more", names=fine[:most], number=left)
    return ", ".join(fine)


def shown_names(
    rows: Iterable[tuple[object, str]], declared: Collection[str] = ()
) -> tuple[list[str], int]:
    """Return the names of sources that may be told, sorted, and how many others there are.

    Those of a column with one for each row are not told, unless they are declared.
    """
    by_name: dict[str, set[object]] = {}
    for row, name in rows:
        by_name.setdefault(name, set()).add(row)
    others = {name: found for name, found in by_name.items() if name not in declared}
    shared = len(set().union(*others.values())) >= 2 * len(others) if others else True
    told = sorted(
        name
        for name in by_name
        if name in declared or _is_identifier(name) or (shared and not is_address(name))
    )
    return told, len(by_name) - len(told)


def redacted_names(rows: Iterable[tuple[object, str]], declared: Collection[str] = ()) -> str:
    """List the names of `shown_names`, and count the others."""
    told, left = shown_names(rows, declared)
    untold = [message("tables.names.untold", number=left)] if left else []
    return message("tables.names.listed", names=[*told, *untold])


def redacted_headers(
    header: Sequence[str], *, row: int = 1, known: Callable[[str], bool] | None = None
) -> str:
    """List the columns of a table, or say that its first row is hardly a header.

    By default those of ``headers.csv`` are known, of which words for one sex alone do not count,
    since they are answers too.
    """
    names = [name for name in header if name]
    if not names:
        return message("tables.headers.none")
    if not (any(map(known, names)) if known else _is_header(names)):
        return message("tables.headers.unknown", number=len(names), row=row)
    fine = [name for name in names if not is_address(name)]
    listed = shorten(", ".join(fine), 200)
    left = len(names) - len(fine)
    kind = "found_more" if left else "found"
    return message(f"tables.headers.{kind}", names=listed, number=left)


def lists_headers(told: str) -> bool:
    """Tell whether `redacted_headers` names columns."""
    return isinstance(told, Message) and told.key.startswith("tables.headers.found")


def is_address(text: str) -> bool:
    """Tell whether a text looks like a mail address, a telephone number, a day or a position."""
    digits = sum(character.isdigit() for character in text)
    mostly = digits and digits >= sum(character.isalpha() for character in text)
    if re.search(r"\S@\S", text) or digits >= MANY_DIGITS or re.match(r"(?i)https?:", text):
        return True
    return bool(mostly and (_DAY.fullmatch(text) or _PLACE_ON_EARTH.fullmatch(text)))


def is_position(text: str) -> bool:
    """Tell whether a text is coordinates: a pair of degrees with decimals, or WKT.

    Examples
    --------
    >>> is_position("3.848, 11.502"), is_position("48°51'N 2°21'E"), is_position("12, 5")
    (True, True, False)
    """
    pair = _PAIR.fullmatch(text)
    if pair and all(re.search(r"[.,]\d|°", degrees) for degrees in pair.groups()):
        return True
    return bool(_POSITION.match(text)) or len(re.findall(r"\d\s*°", text)) > 1


def is_figure(text: str) -> bool:
    """Tell whether a text is hardly more than a figure, so that messages may show it."""
    if len(text) <= LONGEST or _SPREADSHEET.fullmatch(text):
        return True
    if len(text) > LONG:
        return False
    plain = unicodedata.normalize("NFKC", text)
    if not _FIGURE.fullmatch(plain) or _DAY.fullmatch(plain) or _PLACE_ON_EARTH.fullmatch(plain):
        return False
    digits = sum(character.isdigit() for character in plain)
    return digits <= FEW_DIGITS or (digits < MANY_DIGITS and bool(_IN_THREES.fullmatch(plain)))


def _is_code(text: str) -> bool:
    """Tell whether a text is a code: capitals with a digit or a bar, or three characters."""
    if not _CODE.fullmatch(text) or sum(map(str.isdigit, text)) >= MANY_DIGITS:
        return False
    return len(text) <= len("FRA") or bool(re.search(r"[A-Z]", text) and re.search(r"[\d_]", text))


def _is_identifier(name: str) -> bool:
    """Tell whether a name is a short name as programs have it: "undesa_2020"."""
    return bool(re.fullmatch(r"[a-z][a-z0-9]*_[a-z0-9_]+", name)) and not is_address(name)


def _is_header(names: Iterable[str]) -> bool:
    found = {known_headers().get(plain_header(name)) for name in names} - {None}
    return bool(found - {*WIDE, "total"}) or {"women", "men"} <= found
