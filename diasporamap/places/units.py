"""Knows the units that a district can cover: countries, their admin-1 units, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from diasporamap.places.matches import SUGGESTED, most_alike

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How many units of a country are listed where none is like the code written.
FEW: Final = 12

_REST: Final = re.compile(r"(?:the )?rest of |(?:le )?reste d(?:e |u |es |')", re.IGNORECASE)
_PART: Final = re.compile(r"[A-Z]{2}-")


@dataclass(frozen=True)
class Unit:
    """What a district covers in one membership.

    Attributes
    ----------
    code : str
        Country (ISO 3166-1 alpha-3) or admin-1 unit (`place` of the layer ``admin1``).
    country : str
        The country that it is or belongs to.
    rest : bool
        Whether it is only what other districts leave of the country.
    """

    code: str
    country: str
    rest: bool = False

    @property
    def whole(self) -> bool:
        """Whether the unit is a whole country."""
        return self.code == self.country and not self.rest

    def __str__(self) -> str:
        """Write the unit as the tables do."""
        return f"rest of {self.code}" if self.rest else self.code


@dataclass(frozen=True)
class KnownUnits:
    """Every country and admin-1 unit of the shipped boundaries.

    Attributes
    ----------
    parts : mapping of str to tuple of str
        Admin-1 units by country, sorted.
    country_of : mapping of str to str
        Country by admin-1 unit, and each country by itself.
    names : mapping of str to (str, str)
        French and English name by country or admin-1 unit.
    """

    parts: Mapping[str, tuple[str, ...]]
    country_of: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]


@cache
def known_units() -> KnownUnits:
    """Return the units of the shipped layers ``countries`` and ``admin1``."""
    from diasporamap.places.layers import read_table

    parts: dict[str, list[str]] = {}
    country_of: dict[str, str] = {}
    names: dict[str, tuple[str, str]] = {}
    for country in read_table("countries").to_dict("records"):
        country_of[country["place"]] = country["place"]
        names[country["place"]] = (country["name_fr"], country["name_en"])
    for part in read_table("admin1", detail="zoom").to_dict("records"):
        parts.setdefault(part["country"], []).append(part["place"])
        country_of[part["place"]] = part["country"]
        names[part["place"]] = (part["name_fr"], part["name_en"])
    sorted_parts = {country: tuple(sorted(codes)) for country, codes in parts.items()}
    return KnownUnits(sorted_parts, country_of, names)


@lru_cache(maxsize=65536)
def unit_of(text: str) -> Unit | None:
    """Return the unit that a text means, None where it means none.

    Parameters
    ----------
    text : str
        A code of a country or an admin-1 unit, a country's French or English name, or a country
        after "rest of" or "reste de".
    """
    from diasporamap.places.names import match_place

    known = known_units()
    rest, name = split_rest(text)
    code = name.upper()
    if code not in known.country_of:
        code = match_place(name).place or ""
    if code not in known.country_of:
        return None
    country = known.country_of[code]
    return None if rest and code != country else Unit(code, country, rest=rest)


def split_rest(text: str) -> tuple[bool, str]:
    """Tell whether a text begins with "rest of", and return what follows it."""
    start = _REST.match(text)
    return start is not None, (text[start.end() :] if start else text).strip()


def suggested_units(text: str, *, countries_only: bool = False) -> tuple[str, ...]:
    """Return the units that may be meant, each as "NG-LA (Lagos)", the most like first.

    For a code of ISO 3166-2 these are units of its country: those like it, or else all of them
    where they are few.
    """
    known = known_units()
    code = text.strip().upper()
    candidates = _by_plain_text()
    if countries_only:
        candidates = {name: at for name, at in candidates.items() if known.country_of[at] == at}
    elif _PART.match(code):
        siblings = [unit for unit in known.country_of if unit.startswith(code[:3])]
        candidates = {_plain(unit): unit for unit in siblings}
    alike = most_alike(_plain(text), candidates)
    found = list(dict.fromkeys(candidates[name] for name in alike))[:SUGGESTED]
    if not found and _PART.match(code) and len(candidates) <= FEW:
        found = sorted(candidates.values())
    return tuple(f"{unit} ({known.names[unit][0]})" for unit in found)


@cache
def _by_plain_text() -> dict[str, str]:
    """Return a unit by its code and by each of its names, in small letters."""
    texts: dict[str, str] = {}
    for code, names in known_units().names.items():
        for text in (code, *names):
            texts.setdefault(_plain(text), code)
    return texts


def _plain(text: str) -> str:
    return text.strip().casefold()
