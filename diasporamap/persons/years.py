"""Reads the year of a day or a month as registers write it, always with its four digits."""

from __future__ import annotations

import re
from typing import Final

from diasporamap.tables.headers import plain_header

#: The forms that are read, for messages.
FORMS: Final = (
    "Write years as 2024, days as 2024-05-03, 03/05/2024, 03.05.2024 or 3 mai 2024, months as "
    "05/2024 or May 2024: four digits of the year, since two can be read in several ways."
)

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_TIME: Final = r"(?:[T ]+\d{1,2}[:h]\d\d.*)?"
_NAMES: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"jan|janv|feb|fev|fevr|mar|apr|avr|jun|jul|juil|aug|sep|sept|oct|nov|dec)"
)
#: In figures; in days of which the year stands last, day or month may stand first.
_FIGURES: Final = (
    rf"{_YEAR}",
    rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?:(?P=mark){_DAY})?{_TIME}",
    rf"{_DAY}(?P<mark>[-/.])(?:{_MONTH}|{_DAY})(?P=mark){_YEAR}{_TIME}",
    rf"{_MONTH}[-/.]{_YEAR}",
    rf"{_YEAR}[- ]?(?:[QT][1-4]|W\d\d?)",
)
#: With the name of a month, in lower case, without accents, words joined by underscores.
_WORDS: Final = (
    rf"(?:{_DAY}(?:er|st|nd|rd|th)?_)?(?:of_)?{_NAMES}_{_YEAR}",
    rf"{_NAMES}_{_DAY}(?:st|nd|rd|th)?_{_YEAR}",
    rf"{_YEAR}_{_NAMES}(?:_{_DAY})?",
)
_IN_FIGURES: Final = tuple(map(re.compile, _FIGURES))
_IN_WORDS: Final = tuple(map(re.compile, _WORDS))


def year_of(text: str) -> str | None:
    """Return the year of a year, a month or a day; None where it has no four digits of one.

    Examples
    --------
    >>> year_of("03.05.2024"), year_of("mai 2024"), year_of("03/05/24")
    ('2024', '2024', None)
    """
    found = [form.fullmatch(text) for form in _IN_FIGURES]
    found += [form.fullmatch(plain_header(text)) for form in _IN_WORDS]
    return next((match["year"] for match in found if match), None)
