"""Turns names of countries and territories into codes by exact match; no name is guessed."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

from diasporamap.errors import Problem
from diasporamap.persons.tally import NO_PLACE
from diasporamap.places.registers import (
    Aliases,
    Match,
    OwnNames,
    Place,
    Register,
    plain_name,
    unmatched,
)
from diasporamap.places.units import PART, known_units, suggested_units

#: Words of the names of countries that are written short, or in French and in English.
_OF_COUNTRIES: Final = {
    "rep": "republique",
    "republic": "republique",
    "dem": "democratique",
    "democratic": "democratique",
    "is": "islands",
}
_M49_DIGITS: Final = 3
#: A name with what stands before it written behind: after a comma, or in parentheses.
_INVERTED: Final = re.compile(r"([^,()]+?) ?(?:, ?|\()([^,()]+)\)?")


def plain_country(name: str) -> str:
    """Return the plain name of a country, its short words written out.

    "Rep. of Korea" and "Republic of Korea" are "republique korea".
    """
    words = plain_name(name).split()
    return " ".join(_OF_COUNTRIES.get(word, word) for word in words)


@cache
def countries_register() -> Register:
    """Return every country and territory: shipped names, CLDR names, codes, reviewed aliases.

    Names that alone do not tell which place is meant are listed in ``unclear.csv``; they match
    nothing, even where a place bears exactly that name.
    """
    from babel import Locale

    from diasporamap.places.layers import read_table

    names: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    cldr = [Locale(language).territories for language in ("fr", "en")]
    for country in read_table("countries").to_dict("records"):
        place, iso2, m49 = (str(country[key]) for key in ("place", "iso2", "m49"))
        short = dict.fromkeys(str(country[key]) for key in ("short_fr", "short_en"))
        titles[place] = f"{place} ({' / '.join(short)})"
        codes |= {code: place for code in (place, iso2, m49) if code}
        given = [str(country[key]) for key in ("name_fr", "name_en", "short_fr", "short_en")]
        for name in (*given, *(territories[iso2] for territories in cldr)):
            names.setdefault(plain_country(name), set()).add(place)
    for row in _shipped("aliases.csv"):
        names.setdefault(plain_country(row["name"]), set()).add(row["place"])
    refused = {name: sorted(places) for name, places in names.items() if len(places) > 1}
    for row in _shipped("unclear.csv"):
        refused[plain_country(row["name"])] = row["places"].split()
    entries = {place: (Place(place, title),) for place, title in titles.items()}
    return Register(
        {name: entries[min(places)] for name, places in names.items() if name not in refused},
        titles,
        codes,
        {name: [Place(at, titles[at]) for at in places] for name, places in refused.items()},
        plain=plain_country,
        code=_code,
    )


def _shipped(file: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _code(text: str) -> str:
    """Return a text as codes are written: alpha-3 in capitals, M49 with three digits.

    Two letters must be capitals: "no" or "na" in small letters are words, not Norway or Namibia.
    """
    if text.isascii() and text.isdigit():
        return text.zfill(_M49_DIGITS)
    return text.upper() if len(text) == len("FRA") else text


def match_place(name: str, *, aliases: Aliases = None, units: bool = False) -> Match:
    """Match the name or code of a country or territory; with `units`, codes of admin-1 units too.

    It is a French or English name, with or without accents and articles, an ISO 3166-1 alpha-3 or
    alpha-2 code, or an M49 code. "NA" is Namibia.
    """
    register = countries_register()
    own = OwnNames.of(aliases)
    declared = own.code(name)
    if declared not in register.titles:
        part = _match_part(declared or name, units=units)
        if part is not None:
            return part
    return register.match(name, own, or_as=_turned_round(name))


def _match_part(text: str, *, units: bool) -> Match | None:
    """Match the code of an admin-1 unit; None where a text is none."""
    code = text.strip().upper()
    if not PART.match(code):
        return None
    country = known_units().country_of.get(code)
    if country is None:
        return Match(None, "unknown", suggested_units(code)) if units else None
    return Match(code) if units else Match(None, "part", (countries_register().titles[country],))


def _turned_round(name: str) -> str:
    """Return the plain name of "Korea, Republic of" or "Corée (République de)", "" of others."""
    found = _INVERTED.fullmatch(name.strip())
    return plain_country(f"{found[2]} {found[1]}") if found else ""


def unmatched_place(name: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no place of residence, with what may be meant."""
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
        what = "is not a known place"
        write = "its French or English name or its code, or declare it in an alias table."
        return unmatched(name, match, what, write, "Place", told=told)
    return Problem(message, hint, topic="Place")
