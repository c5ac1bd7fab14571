"""Gives places the names and codes that they are searched by, beside those that are shown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from diasporamap.places.country_names import written_names


def folded(name: str) -> str:
    """Return a name as the search of a page compares it: no case, accents and punctuation."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", name))
    return re.sub(r"[^\w]+|_", " ", plain).strip().lower()


@cache
def search_names() -> dict[str, str]:
    """Return the names and codes of each country, with a bar between two.

    What begins a word of another one is found by that.
    """
    found = {}
    for place, names in sorted(written_names().items()):
        kept: list[str] = []
        for key in sorted({folded(name) for name in names}, key=lambda key: (-len(key), key)):
            if key and not any(f" {other}".find(f" {key}") >= 0 for other in kept):
                kept.append(key)
        found[place] = "|".join(sorted(kept))
    return found
