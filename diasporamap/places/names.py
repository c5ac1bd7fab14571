"""Turns names into place codes by exact match; what does not match gets suggestions, no guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem, UnmatchedPlacesError
from diasporamap.persons.tally import NO_PLACE
from diasporamap.places.aliases import alias_key, by_key
from diasporamap.places.gazetteer import gazetteer, plain_country
from diasporamap.places.matches import (
    SUGGESTED,
    WRONG_COLUMN,
    Match,
    most_alike,
    written_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_M49_DIGITS: Final = 3

#: A name with what stands before it written behind: after a comma, or in parentheses.
_INVERTED: Final = re.compile(r"([^,()]+?) ?(?:, ?|\()([^,()]+)\)?")

#: How the code of a part of a country begins: "NG-LA", "AFG-1741".
_PART: Final = re.compile(r"[A-Z]{2,3}[-+]")


def place_code(name: str, *, aliases: Mapping[str, str] | None = None) -> str:
    """Return the code of a country or territory.

    Parameters
    ----------
    name : str
        A French or English name, with or without accents and articles; an ISO 3166-1 alpha-3 or
        alpha-2 code, or an M49 code. "NA" is Namibia.
    aliases : mapping of str to str, optional
        Codes by names of one's own, which go before all others.

    Returns
    -------
    str
        ISO 3166-1 alpha-3 code, or XKX.

    Raises
    ------
    UnmatchedPlacesError
        If the name fits no place, or more than one.
    """
    match = match_place(name, aliases=aliases)
    if match.place is None:
        raise UnmatchedPlacesError([unmatched_place(name, match)])
    return match.place


def match_places(
    names: Iterable[str], *, aliases: Mapping[str, str] | None = None, units: bool = False
) -> pd.DataFrame:
    """Match names to places, one by one.

    Parameters
    ----------
    names : iterable of str
        Names or codes, as for `place_code`.
    aliases : mapping of str to str, optional
        Codes by names of one's own.
    units : bool, default False
        Whether codes of admin-1 units are places too.

    Returns
    -------
    pandas.DataFrame
        A row a name, in order: `name`, `place` (blank where there is no match), `reason`
        ("", "unclear", "part" or "unknown") and `suggestions` (tuple of "code (name)").
    """
    import pandas as pd

    names = list(names)
    own = by_key(aliases)
    matched = {name: _match(name, own, units=units) for name in dict.fromkeys(names)}
    return pd.DataFrame(
        {
            "name": names,
            "place": pd.array([matched[name].place for name in names], dtype="string"),
            "reason": [matched[name].reason for name in names],
            "suggestions": [matched[name].suggestions for name in names],
        }
    )


def match_place(
    name: str, *, aliases: Mapping[str, str] | None = None, units: bool = False
) -> Match:
    """Match one name or code; see `place_code` and, for `units`, `match_places`."""
    return _match(name, by_key(aliases), units=units)


def _match(name: str, own: Mapping[str, str], *, units: bool) -> Match:
    """Match one name: own names go before codes, and these before names."""
    known = gazetteer()
    plain = plain_country(name)
    declared = own.get(alias_key(name), "")
    if declared in known.titles:
        return Match(declared)
    part = _match_part(declared or name, units=units)
    if part is not None:
        return part
    code = _code(name.strip())
    if code in known.codes:
        return Match(known.codes[code])
    for written in filter(None, (plain, _turned_round(name))):
        if written in known.names:
            return Match(known.names[written])
        if written in known.unclear:
            choices = known.unclear[written]
            return Match(None, "unclear", tuple(known.titles[place] for place in choices))
    return Match(None, "unknown", _suggestions(plain))


def _turned_round(name: str) -> str:
    """Return the plain name of "Korea, Republic of" or "Corée (République de)", "" of others."""
    found = _INVERTED.fullmatch(name.strip())
    return plain_country(f"{found[2]} {found[1]}") if found else ""


def unmatched_place(name: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no place of residence, with what may be meant.

    Parameters
    ----------
    name : str
        The name as written.
    match : Match
        What it was found to be.
    told : bool, default True
        Whether the name may be shown; see `diasporamap.places.matches.name_places`.
    """
    if match.reason == "part":
        message = f"'{name}' is a part of {match.offered}, and the map is by country"
        hint = (
            "Map it by consular district (--by district), or write the country here and its part "
            "in a column 'subdivision'."
        )
    elif match.reason == "unclear":
        message = f"'{name}' does not tell which place is meant"
        hint = f"Write the code of what is meant: {match.offered}."
    elif name == NO_PLACE:
        message = f"people of no known place of residence, '{name}', are on no map"
        hint = "Find out where they live, or go on without them: --allow-unmatched FILE."
    else:
        message = f"{written_name(name, told=told)} is not a known place"
        hint = f"{match.hint} its French or English name or its code, or declare it in an alias"
        hint += " table." + ("" if told else WRONG_COLUMN)
    return Problem(message, hint, topic="Place")


def _match_part(text: str, *, units: bool) -> Match | None:
    """Match the code of an admin-1 unit; None where a text is none."""
    code = text.strip().upper()
    if not _PART.match(code):
        return None
    from diasporamap.places.units import known_units, suggested_units

    country = known_units().country_of.get(code)
    if country is None:
        return Match(None, "unknown", suggested_units(code)) if units else None
    return Match(code) if units else Match(None, "part", (gazetteer().titles[country],))


def _code(text: str) -> str:
    """Return a text as codes are written: alpha-3 in capitals, M49 with three digits.

    Two letters must be capitals: "no" or "na" in small letters are words, not Norway or Namibia.
    """
    if text.isascii() and text.isdigit():
        return text.zfill(_M49_DIGITS)
    return text.upper() if len(text) == len("FRA") else text


def _suggestions(plain: str) -> tuple[str, ...]:
    """Return the places whose names are most like a name, the most alike first."""
    known = gazetteer()
    places = dict.fromkeys(known.names[name] for name in most_alike(plain, known.names))
    return tuple(known.titles[place] for place in list(places)[:SUGGESTED])
