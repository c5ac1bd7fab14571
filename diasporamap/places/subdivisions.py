"""Matches a region, state or province of residence by its name, where a column gives one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem
from diasporamap.places.aliases import alias_key, by_key
from diasporamap.places.gazetteer import plain_name
from diasporamap.places.matches import (
    SUGGESTED,
    WRONG_COLUMN,
    Match,
    most_alike,
    written_name,
)
from diasporamap.places.units import known_units

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words that say of what kind a part of a country is, and not which.
KINDS: Final = frozenset(
    (
        *("region", "province", "etat", "state", "departement", "department", "prefecture"),
        *("canton", "comte", "county", "land", "district", "gouvernorat", "governorate"),
        *("wilaya", "oblast"),
    )
)


def match_subdivision(
    name: str, country: str, *, aliases: Mapping[str, str] | None = None
) -> Match:
    """Match the name or code of an admin-1 unit of one country.

    Parameters
    ----------
    name : str
        A French or English name, with or without accents and the word "state" or "région", or an
        ISO 3166-2 code.
    country : str
        ISO 3166-1 alpha-3 code of the country that it is in.
    aliases : mapping of str to str, optional
        Codes by names of one's own; those of other countries are passed over.

    Returns
    -------
    Match
        Its code. A name is never guessed; one that fits nothing gets suggestions.
    """
    parts = known_units().parts.get(country, ())
    declared = by_key(aliases).get(alias_key(name))
    if declared in parts:
        return Match(declared)
    code = name.strip().upper()
    if code in parts:
        return Match(code)
    names = _names(country)
    words = plain_name(name).split()
    for plain in (" ".join(words), " ".join(word for word in words if word not in KINDS)):
        found = names.get(plain, ())
        if len(found) == 1:
            return Match(found[0])
        if found:
            return Match(None, "unclear", tuple(map(_title, found)))
    return Match(None, "unknown", _suggestions(" ".join(words), names))


@cache
def _names(country: str) -> dict[str, tuple[str, ...]]:
    """Return the units of a country by plain name, with and without the word of their kind."""
    known = known_units()
    names: dict[str, dict[str, None]] = {}
    for code in known.parts.get(country, ()):
        for written in known.names[code]:
            words = plain_name(written).split()
            for plain in (words, [word for word in words if word not in KINDS]):
                names.setdefault(" ".join(plain), {})[code] = None
    return {plain: tuple(codes) for plain, codes in names.items() if plain}


def _suggestions(plain: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    codes = dict.fromkeys(code for name in most_alike(plain, names) for code in names[name])
    return tuple(map(_title, list(codes)[:SUGGESTED]))


def _title(code: str) -> str:
    return f"{code} ({' / '.join(dict.fromkeys(known_units().names[code]))})"


def unmatched_subdivision(part: str, country: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no part of its country, with what may be meant."""
    hint = f"{match.hint} its French or English name or its ISO 3166-2 code, leave it blank, or"
    hint += " declare it in an alias table." + ("" if told else WRONG_COLUMN)
    message = f"{written_name(part, told=told)} is no known part of {country}"
    return Problem(message, hint, topic="Subdivisions")
