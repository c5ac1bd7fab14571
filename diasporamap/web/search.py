"""Gives places the names and codes that they are searched by, beside those that are shown."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from diasporamap.places.country_names import written_names

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Letters of a name that is rather a code, as UK or RDC.
SHORT = 4


def folded(name: str) -> str:
    """Return a name as the search of a page compares it: no case, accents and punctuation."""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", name))
    return re.sub(r"[^\w]+|_", " ", plain).strip().lower()


def search_names(place: str, shown: Iterable[str]) -> str:
    """Return the names of a country that those shown do not lead to, with a bar between two."""
    kept: list[str] = []
    known = [folded(name) for name in (*shown, place)]
    for name in sorted(written_names().get(place, ()), key=len, reverse=True):
        key = folded(name)
        reached = any(f" {other}".find(f" {key}") >= 0 for other in known)
        # What is as short as a code is found first, and so has to be there by itself.
        if key not in known and key and (len(key) <= SHORT or not reached):
            known.append(key)
            kept.append(key)
    return "|".join(sorted(kept))
