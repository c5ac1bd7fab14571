"""Writes the French and English name of a mission by rule, from its kind and its city."""

from __future__ import annotations

from typing import Final

from diasporamap.districts.model import KINDS

#: What the preposition "à" becomes with the article that a city's name begins with.
_CONTRACTED: Final = {"Le ": "au ", "Les ": "aux "}


def mission_name_fr(kind: str, city: str) -> str:
    """Return the French name: "Consulat général à Lagos", "Ambassade au Caire"."""
    for article, contracted in _CONTRACTED.items():
        if city.startswith(article):
            return f"{KINDS[kind][0]} {contracted}{city.removeprefix(article)}"
    return f"{KINDS[kind][0]} à {city}"


def mission_name_en(kind: str, city: str) -> str:
    """Return the English name: "Consulate General in Lagos"."""
    return f"{KINDS[kind][1]} in {city}"
