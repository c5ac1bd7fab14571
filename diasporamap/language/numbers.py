"""Writes numbers and days the way each language prints them, as CLDR has it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from diasporamap.language.texts import Language

#: What stands between groups of three digits and before decimals in French, and before what is
#: negative in either language.
_SIGNS: Final = {
    "fr": str.maketrans({",": "\N{NARROW NO-BREAK SPACE}", ".": ",", "-": "\N{MINUS SIGN}"}),
    "en": str.maketrans({"-": "\N{MINUS SIGN}"}),
}


def number_text(value: float | Decimal, language: Language, *, decimals: int = 0) -> str:
    """Write a number: ``92 983`` in French (narrow no-break space), ``92,983`` in English.

    It is rounded half to even; before a negative one stands a minus sign, no hyphen.
    """
    # 0 and -0.0 are written apart, and are the same to a cache.
    return (_written if value else _written.__wrapped__)(value, language, decimals)


@lru_cache(maxsize=16384)
def _written(value: float | Decimal, language: Language, decimals: int) -> str:
    return format(Decimal(str(value)), f",.{decimals}f").translate(_SIGNS[language])


def percent_text(value: float, language: Language, *, decimals: int = 1) -> str:
    """Write a percentage given in per cent: ``63,2 %`` in French, ``63.2%`` in English."""
    number = number_text(value, language, decimals=decimals)
    return f"{number}\u202f%" if language == "fr" else f"{number}%"


def range_text(low: str, high: str, language: Language) -> str:
    """Join two written numbers as a range: ``40 à 50``, in English ``40–50`` or ``-5 to 5``."""
    if language == "fr":
        return f"{low} à {high}"
    return f"{low} to {high}" if "\N{MINUS SIGN}" in low + high else f"{low}–{high}"


def date_text(day: str, language: Language) -> str:
    """Write a day given as ISO 8601: ``1er novembre 2024``, ``1 November 2024``."""
    from datetime import date

    from babel.dates import format_date

    known = date.fromisoformat(day)
    pattern = "d'er' MMMM y" if language == "fr" and known.day == 1 else "d MMMM y"
    return str(format_date(known, pattern, locale=language))
