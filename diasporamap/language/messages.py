"""Writes messages of a kind, whose texts stand in a catalogue of each language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from diasporamap.language.numbers import number_text
from diasporamap.language.texts import catalogue, in_print

if TYPE_CHECKING:
    from diasporamap.language.texts import Language


def message(subject: str, kind: str, language: Language, fields: Mapping[str, object]) -> str:
    """Write a message of a catalogue with its fields filled in.

    Of a text that has ``one`` and ``other`` the field `number` chooses: 1 is one, in French 0 too.
    A number is written as the language does it; a mapping holds a text a language; of a
    sequence every item is written; anything else is text.
    """
    text = catalogue(language, subject)[kind]
    if isinstance(text, dict):
        number = fields["number"]
        single = number == 1 or (language == "fr" and number == 0)
        text = text["one" if single else "other"]
    filled: str = text.format(**{name: _written(part, language) for name, part in fields.items()})
    return in_print(filled, language)


def _written(part: object, language: Language) -> str:
    if isinstance(part, (int, Decimal)):
        decimals = -int(Decimal(part).as_tuple().exponent)
        return number_text(part, language, decimals=decimals)
    if isinstance(part, Mapping):
        return str(part[language])
    if isinstance(part, (tuple, list)):
        return ", ".join(_written(item, language) for item in part)
    if hasattr(part, "text"):
        return str(part.text(language))
    return str(part)
