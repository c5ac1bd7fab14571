"""The names and codes of countries and territories: shipped, those of CLDR, reviewed aliases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from diasporamap.places.registers import Place, Register, plain_name
from diasporamap.resources import rows_of

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
    from babel import Locale

    from diasporamap.places.layers import read_table

    cldr = [Locale(language).territories for language in ("fr", "en")]
    eurostat = {place: code for code, place in _OF_EUROSTAT.items()}
    found: dict[str, dict[str, None]] = {}
    for country in read_table("countries").to_dict("records"):
        place, iso2 = str(country["place"]), str(country["iso2"])
        given = [country[key] for key in ("name_fr", "name_en", "short_fr", "short_en", "m49")]
        codes = (place, iso2, eurostat.get(place, ""))
        names = (*given, *(territories.get(iso2, "") for territories in cldr), *codes)
        found[place] = dict.fromkeys(str(name) for name in names if name)
    for file, columns in (
        ("un_names.csv", ("name_fr", "name_en", "short_fr", "short_en")),
        ("aliases.csv", ("name",)),
    ):
        for row in rows_of(_HERE / file):
            written = dict.fromkeys(row[column] for column in columns if row[column])
            found.setdefault(row["place"], {}).update(written)
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
