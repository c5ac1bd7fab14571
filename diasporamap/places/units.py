"""Knows the countries and their first-level units, and matches units by name or code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.counts.origin_tables import UNIT_KINDS
from diasporamap.places.country_names import countries
from diasporamap.places.registers import (
    SUGGESTED,
    Aliases,
    Match,
    Register,
    most_alike,
    register_of,
    unmatched,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.errors import Problem

#: How many units of a country are listed where none is like the code written.
FEW: Final = 12
#: How the code of a part of a country begins: "NG-LA", "AFG-1741"; and that of ISO 3166-2.
PART: Final = re.compile(r"[A-Z]{2,3}[-+]")
_ISO_PART: Final = re.compile(r"[A-Z]{2}-")


@dataclass(frozen=True)
class KnownUnits:
    """Every country and admin-1 unit of the shipped boundaries.

    `parts` are the sorted units by country; `country_of` the country by unit, and each country by
    itself; `names` the French and English name by country or unit.
    """

    parts: Mapping[str, tuple[str, ...]]
    country_of: Mapping[str, str]
    names: Mapping[str, tuple[str, str]]


def country_of(place: str) -> str:
    """Return the country of a place, itself or the one that it is a unit of; "" of no place.

    The many units are not read where countries alone are asked for.
    """
    return place if place in countries() else known_units().country_of.get(place, "")


def countries_by_row(places: pd.Series) -> pd.Series:
    """Return the country of each place; each place that differs is looked up once."""
    import pandas as pd

    codes, given = places.factorize()
    found = pd.array([country_of(str(one)) or None for one in given], dtype="string")
    return pd.Series(found.take(codes, allow_fill=True), places.index)


@cache
def known_units() -> KnownUnits:
    """Return the units of the shipped layers ``countries`` and ``admin1``."""
    from diasporamap.places.layers import read_names

    parts: dict[str, list[str]] = {}
    countries_of = {place: place for place in countries()}
    names = {place: (country.name_fr, country.name_en) for place, country in countries().items()}
    columns = ("place", "name_fr", "name_en", "country")
    for part, french, english, country in read_names("admin1", *columns, detail="zoom"):
        parts.setdefault(country, []).append(part)
        countries_of[part] = country
        names[part] = (french, english)
    sorted_parts = {country: tuple(sorted(codes)) for country, codes in parts.items()}
    return KnownUnits(sorted_parts, countries_of, names)


@cache
def units_of(country: str) -> Register:
    """Return the register of the admin-1 units of a country."""
    known = known_units()
    parts = known.parts.get(country, ())
    titles = {code: f"{code} ({' / '.join(dict.fromkeys(known.names[code]))})" for code in parts}
    written = [(name, code) for code in parts for name in known.names[code]]
    return register_of(
        written, titles, dict(zip(parts, parts, strict=True)), kinds=frozenset(UNIT_KINDS)
    )


def match_subdivision(name: str, country: str, *, aliases: Aliases = None) -> Match:
    """Match an ISO 3166-2 code, or a French or English name with or without the word "state"."""
    return units_of(country).match(name, aliases)


def unmatched_subdivision(part: str, country: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no part of its country, with what may be meant."""
    return unmatched(
        *("subdivision_unknown", part, match, "Subdivisions"),
        told=told,
        country=country,
    )


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
    elif _ISO_PART.match(code):
        candidates = {at.casefold(): at for at in known.country_of if at.startswith(code[:3])}
    alike = most_alike(text.strip().casefold(), candidates)
    found = list(dict.fromkeys(candidates[name] for name in alike))[:SUGGESTED]
    if not found and _ISO_PART.match(code) and len(candidates) <= FEW:
        found = sorted(candidates.values())
    return tuple(f"{unit} ({known.names[unit][0]})" for unit in found)


@cache
def _by_plain_text() -> dict[str, str]:
    """Return a unit by its code and by each of its names, in small letters."""
    texts: dict[str, str] = {}
    for code, names in known_units().names.items():
        for text in (code, *names):
            texts.setdefault(text.strip().casefold(), code)
    return texts
