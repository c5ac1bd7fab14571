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
    """Return `language` if there is a catalogue for it.

    Raises
    ------
    UsageError
        If the language is neither ``"fr"`` nor ``"en"``.
    """
    for known in LANGUAGES:
        if language == known:
            return known
    raise UsageError(f"'{language}' is not a language of diasporamap. Choose fr or en.")


@cache
def catalogue(language: Language) -> dict[str, Any]:
    """Return the whole catalogue of a language as nested tables of texts."""
    written = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(french_spaces(written) if language == "fr" else written)


def add_texts(texts: Mapping[Language, Mapping[str, str]]) -> None:
    """Add texts from outside to the catalogues, by language and dotted key.

    Raises
    ------
    UsageError
        If a language is left out, or a catalogue has a text under one of the keys.
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
    """Return one text of the catalogue with its fields filled in.

    Parameters
    ----------
    key : str
        Dotted key, for example ``"legend.no_data"``.
    language : {"fr", "en"}
        Language of the text.
    **fields : object
        Values for the ``{name}`` places of the text, already written in the language.

    Returns
    -------
    str
        The text.

    Raises
    ------
    KeyError
        If the catalogue has no such text, or a field is missing: a programming error.
    """
    found: Any = catalogue(language)
    for part in key.split("."):
        found = found[part]
    if not isinstance(found, str):
        raise KeyError(key)
    return found.format(**fields)


def has_text(key: str, language: Language) -> bool:
    """Tell whether the catalogue has a text under `key`."""
    found: Any = catalogue(language)
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return isinstance(found, str)


def list_text(items: Sequence[str], language: Language) -> str:
    """Join items as a sentence does: "a, b et c", "a, b, and c" (CLDR list patterns)."""
    from babel.lists import format_list

    return str(format_list(list(items), locale=language))
