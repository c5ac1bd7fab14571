"""French and English texts, numbers and lists, as a ministry would print them."""

from __future__ import annotations

from diasporamap.language.messages import (
    Message,
    joined,
    message,
    messages_language,
    set_language,
)
from diasporamap.language.numbers import date_text, number_text, percent_text, range_text
from diasporamap.language.texts import (
    LANGUAGES,
    Language,
    both,
    capitalised,
    has_text,
    in_print,
    keys_of,
    list_text,
    series_text,
    sort_key,
    template,
    text,
)

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "both",
    "capitalised",
    "date_text",
    "has_text",
    "in_print",
    "joined",
    "keys_of",
    "list_text",
    "message",
    "messages_language",
    "number_text",
    "percent_text",
    "range_text",
    "series_text",
    "set_language",
    "sort_key",
    "template",
    "text",
]
