"""Reads the Humanitarian Exchange Language tags that may stand in the row under a header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Attributes of #population, and the header that each means.
_PEOPLE: Final = {
    "f": "women",
    "m": "men",
    "unknown": "unknown",
    "u": "unknown",
    "total": "total",
    "all": "total",
}
#: Other tags: the tag, the attributes that it must have, the header that it means.
_TAGS: Final[tuple[tuple[str, set[str], str], ...]] = (
    ("country", {"origin"}, ""),
    ("country", {"code"}, "iso3"),
    ("country", set(), "country"),
    ("date", set(), "year"),
    ("meta", {"source"}, "source"),
    ("meta", {"definition"}, "definition"),
    ("adm1", {"origin"}, "origin"),
    ("loc", {"city"}, "city"),
    ("gender", set(), "sex"),
    ("sex", set(), "sex"),
)


def is_hxl(cells: Sequence[str]) -> bool:
    """Tell whether a row holds tags: each cell that is not blank begins with a ``#``."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell.startswith("#") and len(cell) > 1 for cell in filled)


def meaning_of(tag: str) -> str | None:
    """Return the header that a tag means, "" for one that is not used, None for one unknown.

    ``#country+dest+code+v_iso3`` is a code of the place, ``#population+f`` women.
    """
    name, *attributes = tag.casefold().replace(" ", "").removeprefix("#").split("+")
    if name in ("population", "affected"):
        meant = [_PEOPLE[part] for part in attributes if part in _PEOPLE]
        return meant[0] if meant else "count"
    for known, needed, header in _TAGS:
        if name == known and needed <= set(attributes):
            return header
    return None
