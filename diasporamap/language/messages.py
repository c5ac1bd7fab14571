"""Reads the texts of notes and problems: a catalogue of each, in every language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.language.numbers import number_text
from diasporamap.language.texts import french_spaces

if TYPE_CHECKING:
    from diasporamap.language.texts import Language


@cache
def messages(subject: str, language: Language) -> dict[str, Any]:
    """Return the texts of one subject by kind; a text with a number has ``one`` and ``other``."""
    path = Path(__file__).with_name(f"{subject}.{language}.toml")
    written = path.read_text(encoding="utf-8")
    return tomllib.loads(french_spaces(written) if language == "fr" else written)


def message(subject: str, kind: str, language: Language, fields: Mapping[str, object]) -> str:
    """Write a message of a catalogue with its fields filled in.

    Of a text that has ``one`` and ``other`` the field `number` chooses: 1 is one, in French 0 too.
    A whole number is written as the language does it; a mapping holds a text a language; of a
    sequence every item is written; anything else is text.
    """
    text = messages(subject, language)[kind]
    if isinstance(text, dict):
        number = fields["number"]
        single = number == 1 or (language == "fr" and number == 0)
        text = text["one" if single else "other"]
    filled: str = text.format(**{name: _written(part, language) for name, part in fields.items()})
    return filled


def _written(part: object, language: Language) -> str:
    if isinstance(part, int):
        return number_text(part, language)
    if isinstance(part, Mapping):
        return str(part[language])
    if isinstance(part, (tuple, list)):
        return ", ".join(_written(item, language) for item in part)
    if hasattr(part, "text"):
        return str(part.text(language))
    return str(part)
