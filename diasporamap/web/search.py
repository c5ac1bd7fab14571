"""Gives places the names and codes that they are searched by, beside those that are shown."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from diasporamap.places.country_names import written_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What stands over letters, and between words.
ACCENTS: Final = re.compile("[\u0300-\u036f]")
APART: Final = re.compile(r"[^\w]+|_")
#: Letters of a name that is rather a code, as UK or RDC.
SHORT = 4


def folded(name: str) -> str:
    """Return a name as the search of a page compares it: no case, accents and punctuation."""
    plain = name if name.isascii() else ACCENTS.sub("", unicodedata.normalize("NFD", name))
    return APART.sub(" ", plain).strip().lower()


def search_names(shown: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the names and codes of each country, with a bar between two.

    Those are left out that begin a word of another one, or of the names by which it is `shown`.
    """
    found = {}
    for place, names in sorted(written_names().items()):
        known = [folded(name) for name in (*shown.get(place, ()), place)]
        kept: list[str] = []
        for key in sorted({folded(name) for name in names}, key=lambda key: (-len(key), key)):
            reached = f" {key}" in "".join(f" {other}\n" for other in (*known, *kept))
            # What is as short as a code is found first, and so has to be there by itself.
            if key and key not in known and (len(key) <= SHORT or not reached):
                kept.append(key)
        found[place] = "|".join(sorted(kept))
    return {place: names for place, names in found.items() if names}
