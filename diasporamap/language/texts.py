"""Reads the texts of maps and pages from one catalogue a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from diasporamap.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Languages that every text exists in, French first as in the report.
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_FRENCH_SPACES = {
    " :": "\N{NO-BREAK SPACE}:",
    "« ": "«\N{NO-BREAK SPACE}",
    " »": "\N{NO-BREAK SPACE}»",
    " ;": "\N{NARROW NO-BREAK SPACE};",
    " !": "\N{NARROW NO-BREAK SPACE}!",
    " ?": "\N{NARROW NO-BREAK SPACE}?",
}


def require_language(language: str) -> Language:
    """Return `language`; it is a UsageError that there is no catalogue for it."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise UsageError(f"'{language}' is not a language of diasporamap. Choose fr or en.")


@cache
def catalogue(language: Language, subject: str = "") -> dict[str, Any]:
    """Return the catalogue of a language, of maps and pages or of one subject, as nested tables."""
    name = ".".join(filter(None, (subject, language, "toml")))
    written = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return tomllib.loads(french_spaces(written) if language == "fr" else written)


def add_texts(texts: Mapping[Language, Mapping[str, str]]) -> None:
    """Add texts from outside to the catalogues, by language and dotted key.

    It is a UsageError that a language is left out, or that a catalogue has a text under a key.
    """
    if not texts:
        return
    keys = {key for of_language in texts.values() for key in of_language}
    wrong = [key for key in sorted(keys) if any(has_text(key, known) for known in LANGUAGES)]
    wrong += [k for k in sorted(keys) if any(k not in texts.get(known, {}) for known in LANGUAGES)]
    if wrong:
        raise UsageError(
            f"The texts {', '.join(wrong)} are there already, or not in every language. "
            f"Give new keys, each in {' and '.join(LANGUAGES)}."
        )
    for language, of_language in texts.items():
        for key, written in of_language.items():
            *tables, last = key.split(".")
            table = catalogue(language)
            for name in tables:
                table = table.setdefault(name, {})
            table[last] = french_spaces(written) if language == "fr" else written


def french_spaces(written: str) -> str:
    """Put no-break spaces where French print has them, so that no line begins with a mark."""
    for plain, fixed in _FRENCH_SPACES.items():
        written = written.replace(plain, fixed)
    return written


def text(key: str, language: Language, **fields: object) -> str:
    """Return one text of the catalogue by its dotted key, as ``"legend.no_data"``.

    The fields for its ``{name}`` places are already written in the language. A KeyError is a
    programming error: there is no such text, or a field is missing.
    """
    found = _found(key, language)
    if found is None:
        raise KeyError(key)
    return found.format(**fields)


def has_text(key: str, language: Language) -> bool:
    """Tell whether the catalogue has a text under `key`."""
    return _found(key, language) is not None


def _found(key: str, language: Language) -> str | None:
    found: Any = catalogue(language)
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def list_text(items: Sequence[str], language: Language) -> str:
    """Join items as a sentence does: "a, b et c", "a, b, and c" (CLDR list patterns)."""
    from babel.lists import format_list

    return str(format_list(list(items), locale=language))
