"""Reads the texts of maps and pages from one catalogue a language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Languages that every text exists in, French first as in the report.
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

#: What print has and a keyboard has not: apostrophes; in French spaces at which no line ends too.
_PRINT: Final = ((re.compile(r"(?<=[^\W\d_])'(?=[\w«])"), "\N{RIGHT SINGLE QUOTATION MARK}"),)
_FRENCH_PRINT: Final = (
    *_PRINT,
    (re.compile(r" (?=[:»])|(?<=«) "), "\N{NO-BREAK SPACE}"),
    (re.compile(r" (?=[;!?%])"), "\N{NARROW NO-BREAK SPACE}"),
)
#: Letters that are sorted as others, beside those with accents.
_SORTED_AS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'"})


@cache
def catalogue(language: Language, subject: str = "maps") -> dict[str, Any]:
    """Return the catalogue of a language, of maps and pages or of one subject, as nested tables."""
    written = (Path(__file__).parent / language / f"{subject}.toml").read_text(encoding="utf-8")
    return tomllib.loads(in_print(written, language))


def both(key: str) -> str:
    """Return a text in French and in English, for what has no language of its own."""
    return " / ".join(text(key, language) for language in LANGUAGES)


@lru_cache(maxsize=16384)
def in_print(written: str, language: Language) -> str:
    """Write a text, or a name from data, as the language prints it.

    Apostrophes are typographic; French has no-break spaces before ``: ; ? ! %`` and in ``« »``.
    """
    for plain, printed in _FRENCH_PRINT if language == "fr" else _PRINT:
        written = plain.sub(printed, written)
    return written


def capitalised(written: str) -> str:
    """Begin a text with a capital letter; the others stay as they are."""
    return written[:1].upper() + written[1:]


@lru_cache(maxsize=16384)
def sort_key(name: str) -> tuple[str, str]:
    """Return what names are sorted by in both languages: É with E, œ as oe, whatever the case."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SORTED_AS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), name


def text(key: str, language: Language, **fields: object) -> str:
    """Return one text of the catalogue by its dotted key, as ``"legend.no_data"``.

    The fields for its ``{name}`` places are already written in the language. A KeyError is a
    programming error: there is no such text, or a field is missing.
    """
    found = _found(key, language)
    if found is None:
        raise KeyError(key)
    return in_print(found.format(**fields), language)


def template(key: str, language: Language) -> str:
    """Return one text of the catalogue with its ``{name}`` places, for those who fill them."""
    found = _found(key, language)
    if found is None:
        raise KeyError(key)
    return found


def has_text(key: str, language: Language) -> bool:
    """Tell whether the catalogue has a text under `key`."""
    return _found(key, language) is not None


def keys_of(table: str) -> list[str]:
    """Return the dotted keys of all texts in a table of the catalogue, without the table's."""
    found: Any = catalogue(LANGUAGES[0])
    for part in table.split("."):
        found = found.get(part, {})
    return [*_keys(found, "")]


def _keys(table: Mapping[str, Any], above: str) -> Iterable[str]:
    for name, below in table.items():
        if isinstance(below, dict):
            yield from _keys(below, f"{above}{name}.")
        else:
            yield above + name


def _found(key: str, language: Language) -> str | None:
    found: Any = catalogue(language)
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def series_text(items: Iterable[str], language: Language) -> str:
    """Join sentences that are not over: "a ; b" in French, "a; b" in English."""
    return in_print((" ; " if language == "fr" else "; ").join(items), language)


def list_text(items: Sequence[str], language: Language) -> str:
    """Join items as a sentence does: "a, b et c", "a, b, and c" (CLDR's list patterns)."""
    *others, last = items or [""]
    if not others:
        return in_print(last, language)
    key = "list.two" if len(others) == 1 else "list.end"
    return text(key, language, before=", ".join(others), last=last)
