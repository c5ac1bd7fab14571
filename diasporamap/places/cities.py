"""Matches a city of residence to its country and to the part of the country that it is in.

Cities are those of GeoNames in ``boundaries/cities.csv`` (CC BY 4.0); ``boundaries/README.md`` says
which. A smaller place is not known there, and no name is guessed.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.language import message
from diasporamap.places.countries import is_non_answer, match_place
from diasporamap.places.registers import (
    Aliases,
    Match,
    OwnNames,
    Register,
    bare_name,
    plain_name,
    titled,
    unmatched,
)
from diasporamap.places.units import known_units, match_subdivision
from diasporamap.resources import shipped
from diasporamap.tables.headers import known_headers, plain_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.errors import Problem
    from diasporamap.places.registers import Entry

#: How many cities are named where a name can mean many.
CHOICES: Final = 6
#: What stands for cities that are not named, beside what says that a place is not stated.
OTHERS: Final = frozenset(
    (
        *("autre", "autres", "autre_ville", "autres_villes", "ailleurs", "divers"),
        *("other", "others", "other_city", "other_cities", "elsewhere", "city_not_stated"),
    )
)
#: What may follow a city: a part of its country, or the country.
_BEHIND: Final = re.compile(r"\s*[,;(/]\s*")
#: A city and, after a space alone, a code in capitals: "Columbus OH".
_CODE_BEHIND: Final = re.compile(r"(.+?)\s+([A-Z]{2,3})")
#: The cities whose arrondissements have numbers: where they are, and how many there are.
_NUMBERED: Final = {"paris": ("FR-75C", 20), "lyon": ("FR-69", 9), "marseille": ("FR-13", 16)}
_ARRONDISSEMENT: Final = re.compile(
    r"(?P<city>[a-z]+) (?:0?(?P<number>[1-9]\d?)|(?P<roman>[xvi]+)) ?(?:er|e|eme)?"
    r"(?: arr(?:ondissement)?)?"
)
_ROMAN: Final = {
    tens + ones: 10 * at + number
    for at, tens in enumerate(("", "x", "xx"))
    for number, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
}


@dataclass(frozen=True)
class CityMatch:
    """What a city was found to be: its country and admin-1 unit, None where one is not known.

    `reason` is "" where the unit is known or the city is the country; "unclear" where cities of
    several units bear the name; "elsewhere" where it is no city of the country given but one of
    others; "unknown" otherwise. `suggestions` are cities that may be meant, the largest first.
    """

    country: str | None
    unit: str | None = None
    reason: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def in_country(self) -> Match:
        """The country, which cities of several units in it tell too."""
        return Match(self.country, "" if self.country else self.reason, self.suggestions)

    @property
    def in_unit(self) -> Match:
        """The unit, or the country where the city has none."""
        place = self.unit or (None if self.reason else self.country)
        return Match(place, self.reason, self.suggestions)


class City(NamedTuple):
    """A row of the table: the place that the city is in, its name, point, and other names, plain.

    The point is blank where several cities of the name lie far apart in the place.
    """

    place: str
    name: str
    lon: str
    lat: str
    names: str

    @property
    def title(self) -> str:
        """The city as a message names it: "FR-93 (Saint-Denis, Seine-Saint-Denis)"."""
        return f"{self.place} ({self.name}, {known_units().names[self.place][0]})"


def match_city(name: str, country: str | None = None, *, aliases: Aliases = None) -> CityMatch:
    """Match the name of a city, of any country or of one; no name is guessed, however large a city.

    The name is French, English or of the city's own language. A part of its country or the country
    may follow after a comma or in brackets: "Saint-Denis (93)", "Springfield, Illinois". The code
    of an admin-1 unit stands for its cities.
    """
    declared = OwnNames.of(aliases).code(name)
    if bare_name(name) and not declared:
        return CityMatch(country, None, "marked", ())
    of_declared = known_units().country_of.get(declared)
    if of_declared and country in (None, of_declared):
        return CityMatch(of_declared, declared if declared != of_declared else None)
    return _match(name.strip(), country)


def city_named(name: str, country: str | None = None) -> City | None:
    """Return the city that a name means, None where it means none, or several.

    Own names go before other ones: "Lens" is not a city that is called so in another language.
    """
    found = _found(name.strip(), country)
    first = plain_name(_BEHIND.split(name.strip())[0])
    cities = [city for city in found if isinstance(city, City)]
    meant = [city for city in cities if _plain(city.name) == first] or cities
    return meant[0] if len(meant) == 1 else None


def is_not_stated(name: str) -> bool:
    """Tell whether a cell says that the city is not known, as "Non précisé" or "Autres villes"."""
    plain = plain_header(name)
    return plain in OTHERS or known_headers().get(plain) == "unknown" or is_non_answer(name)


@lru_cache(maxsize=65536)
def _match(name: str, country: str | None) -> CityMatch:
    country_of = known_units().country_of
    code = name.upper()
    if country_of.get(code, code) != code and country in (None, country_of[code]):
        return CityMatch(country_of[code], code)
    found = _found(name, country)
    if not found:
        elsewhere = _found(name, None) if country else ()
        if elsewhere:
            return CityMatch(country, None, "elsewhere", _offered(elsewhere))
        return CityMatch(country, None, "unknown", _cities(country).suggested(plain_name(name)))
    places = {city.place for city in found}
    countries = {country_of[place] for place in places}
    if country is None:
        of_name = match_place(name).place  # "Lebanon" is a country too
        countries |= {of_name} if of_name else set()
    of_city = min(countries) if len(countries) == 1 else None
    if of_city is None or len(places) > 1:
        return CityMatch(of_city, None, "unclear", _offered(found))
    (place,) = places
    return CityMatch(of_city, place if place != of_city else None)


def _found(name: str, country: str | None) -> Sequence[Entry]:
    """Return the cities that a text can mean: those of the whole name, or of its first part."""
    names = _cities(country).names
    if named := names.get(plain_name(name)) or _of_arrondissement(name, country):
        return named
    first, *behind = _BEHIND.split(name.rstrip(") "))
    coded = _CODE_BEHIND.fullmatch(name)
    if coded and not behind:
        first, *behind = coded.groups()
    if not behind:
        return ()
    candidates = names.get(plain_name(first), ())
    return [city for city in candidates if _lies_in(city.place, filter(None, behind))]


def _of_arrondissement(name: str, country: str | None) -> Sequence[Entry]:
    """Return the city of a numbered arrondissement: "Paris 13", "Lyon 3e", "Paris XVIIIe"."""
    found = _ARRONDISSEMENT.fullmatch(plain_name(name))
    if not found or found["city"] not in _NUMBERED:
        return ()
    place, last = _NUMBERED[found["city"]]
    number = int(found["number"] or _ROMAN.get(found["roman"] or "", 0))
    if not 1 <= number <= last:
        return ()
    return [city for city in _cities(country).names.get(found["city"], ()) if city.place == place]


def _lies_in(place: str, behind: Iterable[str]) -> bool:
    """Tell whether everything that is written behind a city names its place or country."""
    country = known_units().country_of[place]
    return all(
        match_place(text).place == country or _unit_named(text, country) == place for text in behind
    )


@lru_cache(maxsize=4096)
def _unit_named(text: str, country: str) -> str | None:
    """Return the unit of a country by name or code, or by the last part of its code: 93, IL."""
    short = text.strip().upper()
    for unit in known_units().parts.get(country, ()):
        if unit.partition("-")[2] == short:
            return unit
    return match_subdivision(text, country).place


@cache
def known_cities() -> tuple[City, ...]:
    """Return every city, the largest first."""
    with (shipped("boundaries") / "cities.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return tuple(map(City._make, rows))


@cache
def _cities(country: str | None) -> Register:
    """Return the register of the cities of one country, or of all."""
    country_of = known_units().country_of
    found: defaultdict[str, list[City]] = defaultdict(list)
    for city in known_cities():
        if country is None or country_of[city.place] == country:
            for plain in (_plain(city.name), *filter(None, city.names.split("|"))):
                found[plain].append(city)
    return Register(found)


def _plain(name: str) -> str:
    """Return the plain name, at once where a name is one word of bare letters."""
    return name.lower() if name.isascii() and name.isalpha() else plain_name(name)


def _offered(cities: Iterable[Entry]) -> tuple[str, ...]:
    """Name the first few places that cities are in, and how many more there are."""
    titles = titled(cities)
    more = len(titles) - CHOICES
    return (*titles[:CHOICES], message("places.more", number=more)) if more > 0 else titles


def unmatched_city(name: str, country: str | None, match: Match, *, told: bool = True) -> Problem:
    """Describe a city that is not known, unclear or in another country, with what may be meant."""
    kind = "city_unknown_in" if country else "city_unknown"
    if match.reason == "elsewhere":
        kind = "city_elsewhere"
    elif match.reason == "unclear":
        kind = "city_unclear"
    return unmatched(kind, name, match, "City", told=told, country=country)
