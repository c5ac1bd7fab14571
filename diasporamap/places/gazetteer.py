"""Knows every name and code by which a country or territory is written."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words that tell no place from another, in French and English.
_ARTICLES: Final = frozenset(
    ["le", "la", "les", "l", "du", "de", "des", "d", "et", "the", "of", "and"]
)
#: Letters that stand alone side by side: "r d c" is "rdc", while the "d" of "cote d ivoire" stays.
_INITIALS: Final = re.compile(r"\b[a-z](?: [a-z])+\b")
_WRITTEN_OUT: Final = {"st": "saint", "ste": "sainte"}
#: Words of the names of countries that are written short, or in French and in English.
_OF_COUNTRIES: Final = {
    "rep": "republique",
    "republic": "republique",
    "dem": "democratique",
    "democratic": "democratique",
    "is": "islands",
}
_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "\u0131": "i", "ł": "l"}
)


@dataclass(frozen=True)
class Gazetteer:
    """The places by what they are called.

    Attributes
    ----------
    names : mapping of str to str
        Place code by plain name.
    codes : mapping of str to str
        Place code by ISO 3166-1 alpha-3 or alpha-2 code or three-digit M49 code.
    unclear : mapping of str to tuple of str
        Plain names that alone do not tell which place is meant, and the places they can mean.
    titles : mapping of str to str
        Each place as a message names it: its code, its short French and English name.
    """

    names: Mapping[str, str]
    codes: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Return a name without case, accents, punctuation, articles and double spaces.

    Two names that differ in these only are the same name: "L'Île de Man" is "ile man".
    """
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = re.sub(r"[^\w]+|_", " ", bare.replace("&", " and "))
    words = _INITIALS.sub(lambda run: run[0].replace(" ", ""), text).split()
    kept = [_WRITTEN_OUT.get(word, word) for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


def plain_country(name: str) -> str:
    """Return the plain name of a country, its short words written out.

    "Rep. of Korea" and "Republic of Korea" are "republique korea".
    """
    words = plain_name(name).split()
    return " ".join(_OF_COUNTRIES.get(word, word) for word in words)


@cache
def gazetteer() -> Gazetteer:
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
    unclear = {name: tuple(sorted(places)) for name, places in names.items() if len(places) > 1}
    for row in _shipped("unclear.csv"):
        unclear[plain_country(row["name"])] = tuple(row["places"].split())
    clear = {name: min(places) for name, places in names.items() if name not in unclear}
    return Gazetteer(clear, codes, unclear, titles)


def _shipped(file: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
