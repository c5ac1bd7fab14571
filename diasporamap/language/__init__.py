"""French and English texts, numbers and lists, as a ministry would print them."""

from __future__ import annotations

from diasporamap.language.numbers import date_text, number_text, percent_text, range_text
from diasporamap.language.texts import (
    LANGUAGES,
    Language,
    add_texts,
    both,
    capitalised,
    has_text,
    in_print,
    keys_of,
    list_text,
    require_language,
    series_text,
    sort_key,
    template,
    text,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "add_texts",
    "both",
    "capitalised",
    "date_text",
    "has_text",
    "in_print",
    "keys_of",
    "list_text",
    "number_text",
    "percent_text",
    "range_text",
    "require_language",
    "series_text",
    "sort_key",
    "template",
    "text",
]
