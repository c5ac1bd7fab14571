"""The names and codes of countries and territories: shipped, those of CLDR, reviewed aliases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from diasporamap.counts.codes import territories
from diasporamap.places.registers import Place, Register, plain_name
from diasporamap.resources import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Words of the names of countries that are written short, or in French and in English.
_OF_COUNTRIES: Final = {
    short: word
    for word, written in {
        "republique": "rep repub republic",
        "democratique": "dem democ democrat democratic",
        "federal": "fed feder federale federated federes federe federative",
        "populaire": "pop people peoples popular",
        "islands": "is isl island ile iles isles ils",
        "islamique": "islamic",
        "socialiste": "soc socialist",
        "arabe": "arab",
        "nouvelle": "nlle nvelle nouv",
    }.items()
    for short in written.split()
}
_M49_DIGITS: Final = 3
_HERE: Final = Path(__file__).parent
#: Codes of Eurostat that are not those of ISO.
_OF_EUROSTAT: Final = {"EL": "GRC", "UK": "GBR"}


class Country(NamedTuple):
    """A country or territory of the shipped boundaries: its codes and its names."""

    place: str
    iso2: str
    m49: str
    name_fr: str
    name_en: str
    short_fr: str
    short_en: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the layer, the short ones last."""
        return self[3:]

    @property
    def cldr_names(self) -> tuple[str, ...]:
        """The French and the English name that CLDR has, if any."""
        row = territories().get(self.iso2)
        return (row["name_fr"], row["name_en"]) if row else ()


@cache
def countries() -> Mapping[str, Country]:
    """Return every country and territory of the shipped boundaries by its code."""
    from diasporamap.places.layers import read_names

    return {row[0]: Country(*row) for row in read_names("countries", *Country._fields)}


def plain_country(name: str) -> str:
    """Return the plain name of a country, its short words written out.

    "Rep. of Korea" and "Republic of Korea" are "republique korea".
    """
    words = plain_name(name).replace("people s ", "people ").split()
    return " ".join(_OF_COUNTRIES.get(word, word) for word in words)


@cache
def countries_register() -> Register:
    """Return every country and territory: shipped names, CLDR names, codes, reviewed aliases.

    Names that alone do not tell which place is meant are listed in ``unclear.csv``; they match
    nothing, even where a place bears exactly that name.
    """
    names: dict[str, set[str]] = {}
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    for place, country in countries().items():
        short = dict.fromkeys((country.short_fr, country.short_en))
        titles[place] = f"{place} ({' / '.join(short)})"
        codes |= {code: place for code in (place, country.iso2, country.m49) if code}
        for name in dict.fromkeys((*country.names, *country.cldr_names)):
            names.setdefault(plain_country(name), set()).add(place)
    for row in rows_of(_HERE / "aliases.csv"):
        names.setdefault(plain_country(row["name"]), set()).add(row["place"])
    codes |= _OF_EUROSTAT
    refused = {name: sorted(places) for name, places in names.items() if len(places) > 1}
    for row in rows_of(_HERE / "unclear.csv"):
        refused[plain_country(row["name"])] = row["places"].split()
    entries = {place: (Place(place, title),) for place, title in titles.items()}
    return Register(
        {name: entries[min(places)] for name, places in names.items() if name not in refused},
        titles,
        codes,
        {name: [Place(at, titles[at]) for at in places] for name, places in refused.items()},
        plain=plain_country,
        code=country_code,
    )


@cache
def written_names() -> dict[str, tuple[str, ...]]:
    """Return every name and code of each country as they are written, for a search."""
    eurostat = {place: code for code, place in _OF_EUROSTAT.items()}
    found: dict[str, dict[str, None]] = {}
    for place, country in countries().items():
        codes = (place, country.iso2, eurostat.get(place, ""))
        names = (*country.names, country.m49, *country.cldr_names, *codes)
        found[place] = dict.fromkeys(filter(None, names))
    for file, columns in (
        ("un_names.csv", ("name_fr", "name_en", "short_fr", "short_en")),
        ("aliases.csv", ("name",)),
    ):
        for row in rows_of(_HERE / file):
            more = dict.fromkeys(row[column] for column in columns if row[column])
            found.setdefault(row["place"], {}).update(more)
    return {place: tuple(names) for place, names in found.items()}


def country_code(text: str) -> str:
    """Return a text as codes are written: alpha-3 in capitals, M49 with three digits.

    Two letters must be capitals: "no" or "na" in small letters are words, not Norway or Namibia.
    """
    if text.isascii() and text.isdigit():
        return text.zfill(_M49_DIGITS)
    return text.upper() if len(text) == len("FRA") else text


def code_system(text: str) -> str:
    """Return the system that the code of a country is of, with its case; "" of what is no code."""
    code = text.strip()
    if country_code(code) not in countries_register().codes:
        return ""
    case = "" if code.isdigit() else " in capitals" if code.isupper() else " in small letters"
    return ("M49" if code.isdigit() else f"alpha-{len(code)}") + case
