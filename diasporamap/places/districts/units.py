"""Knows the units that a district can cover: countries, their admin-1 units, and what is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: How like a known code or name a text must be to be suggested (0 to 100), and how many are.
LIKENESS: Final = 75
SUGGESTED: Final = 3

_REST: Final = re.compile(r"(?:the )?rest of |(?:le )?reste d(?:e |u |es |')", re.IGNORECASE)


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


def unit_of(text: str) -> Unit | None:
    """Return the unit that a text means, None where it means none.

    Parameters
    ----------
    text : str
        A code of a country or an admin-1 unit, a country's French or English name, or one of
        these after "rest of" or "reste de".
    """
    from diasporamap.places.names import match_place

    known = known_units()
    start = _REST.match(text)
    name = (text[start.end() :] if start else text).strip()
    code = name.upper()
    if code not in known.country_of:
        code = match_place(name).place or ""
    if code not in known.country_of:
        return None
    country = known.country_of[code]
    if start and code != country:
        return None
    return Unit(code, country, rest=bool(start))


def suggested_units(text: str) -> tuple[str, ...]:
    """Return the units whose code or name is most like a text, each as "NG-LA (Lagos)"."""
    from rapidfuzz import fuzz, process

    alike = process.extract(
        _plain(_REST.sub("", text)),
        list(_by_plain_text()),
        scorer=fuzz.ratio,
        score_cutoff=LIKENESS,
        limit=2 * SUGGESTED,
    )
    codes = dict.fromkeys(_by_plain_text()[name] for name, _, _ in alike)
    return tuple(f"{code} ({known_units().names[code][0]})" for code in list(codes)[:SUGGESTED])


@cache
def _by_plain_text() -> dict[str, str]:
    """Return a unit by its code and by each of its names, in small letters."""
    known = known_units()
    texts: dict[str, str] = {}
    for code, names in known.names.items():
        for text in (code, *names):
            texts.setdefault(_plain(text), code)
    return texts


def _plain(text: str) -> str:
    return text.strip().casefold()
