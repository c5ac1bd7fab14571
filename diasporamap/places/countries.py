"""Turns names of countries and territories into codes by exact match; no name is guessed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem
from diasporamap.language.problems import problem
from diasporamap.places.registers import (
    NOT_STATED,
    Aliases,
    Match,
    OwnNames,
    Place,
    Register,
    plain_name,
    unmatched,
)
from diasporamap.places.units import PART, known_units, suggested_units

if TYPE_CHECKING:
    from collections.abc import Iterable

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
#: Codes of Eurostat that are not those of ISO.
_OF_EUROSTAT: Final = {"EL": "GRC", "UK": "GBR"}
#: What says that a place is not stated, and the words that may stand with it.
_NON_ANSWERS: Final = """
    non renseigné, non précisé, non déclaré, non indiqué, non spécifié, non communiqué, non connu,
    non disponible, non réponse, non identifié, non déterminé, pas renseigné, pas précisé, inconnu,
    indéterminé, sans réponse, pas de réponse, aucune réponse, ne sait pas, ne se prononce pas,
    refus, refus de répondre, préfère ne pas répondre, préfère ne pas dire, manquant,
    donnée manquante, sans indication, sans information, sans objet, not stated, not specified,
    unspecified, not declared, undeclared, not reported, not known, unknown, not available,
    not indicated, not provided, not answered, not identified, unidentified, not determined,
    no answer, no response, non response, no information, don't know, dont know, do not know,
    refused, refusal, prefer not to say, prefer not to answer, missing, undetermined, unstated,
    not applicable, non applicable, unknown or not stated, unknown not stated
"""
_OF_RESIDENCE: Final = (
    "pays country residence lieu place destination état code living ville city town"
)
_ENDED: Final = re.compile(r"(?:e|s|d)+$")
#: Codes of two letters that stand for "not stated" as often, and alone tell no system.
_DOUBTED: Final = frozenset(["DK", "NA", "NC", "NP", "NR", "SO", "SR"])
#: From which part of its names on a column is one of codes.
_NEARLY_ALL: Final = 0.9
#: A name with what stands before it written behind: after a comma, or in parentheses.
_INVERTED: Final = re.compile(r"([^,()]+?) ?(?:, ?|\()([^,()]+)\)?")
#: What stands between two names of one place, and before a name that it had.
_PARTS: Final = re.compile(r"\s*[,/()\[\]]\s*|\s+[-\u2013]\s+")
_FORMER: Final = re.compile(r"(?i)^(?:ex|formerly|former|anciennement|ancien|anc\.)[ -]+(?:the )?")


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
    for row in _shipped("aliases.csv"):
        names.setdefault(plain_country(row["name"]), set()).add(row["place"])
    codes |= _OF_EUROSTAT
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


def is_non_answer(name: str) -> bool:
    """Tell whether a text says, spelt out, that a place is not stated: "Pays non renseigné"."""
    return _of_answer(name) in _non_answers()


@cache
def _non_answers() -> frozenset[str]:
    return frozenset(map(_of_answer, _NON_ANSWERS.split(",")))


def _of_answer(text: str) -> str:
    """Return the words of an answer without the ends of gender and number, and what it is of."""
    passed_over = plain_name(_OF_RESIDENCE).split()
    words = (word for word in plain_name(text).split() if word not in passed_over)
    return " ".join(_ENDED.sub("", word) for word in words)


def code_system(text: str) -> str:
    """Return the system that the code of a country is of, with its case; "" of what is no code."""
    code = text.strip()
    if _code(code) not in countries_register().codes:
        return ""
    case = "" if code.isdigit() else " in capitals" if code.isupper() else " in small letters"
    return ("M49" if code.isdigit() else f"alpha-{len(code)}") + case


def column_system(names: Iterable[str], aliases: Aliases = None) -> str:
    """Return the system of codes that nearly all names of a column are of, "" where there is none.

    Names of one's own, what is not stated and names that fit nothing tell nothing.
    """
    own, register = OwnNames.of(aliases), countries_register()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for name in {name.strip() for name in names} - _DOUBTED:
        if own.code(name) or is_non_answer(name) or PART.match(name.upper()):
            continue
        system, match = code_system(name), register.match(name, coded=False)
        if system:
            (named if match.place else found)[system] += 1
        elif match.place or match.reason == "unclear":
            found[""] += 1
    likest = max(found, key=lambda system: (found[system], system), default="")
    together = found.total() + named[likest]
    return likest if found[likest] + named[likest] >= _NEARLY_ALL * together else ""


def match_place(
    name: str, *, aliases: Aliases = None, units: bool = False, system: str | None = None
) -> Match:
    """Match the name or code of a country or territory; with `units`, codes of admin-1 units too.

    It is a French or English name, with or without accents and articles, an ISO 3166-1 alpha-3 or
    alpha-2 code, or an M49 code. "NA" is Namibia. In a column of names, or of codes of another
    `system`, a code may be an answer, as NR for "non renseigné": it is no place then. "Non
    renseigné" itself is a match without a place, whose reason is `NOT_STATED`.
    """
    register = countries_register()
    own = OwnNames.of(aliases)
    declared = own.code(name)
    if declared not in register.titles:
        part = _match_part(declared or name, units=units)
        if part is not None:
            return part
        if not declared and is_non_answer(name):
            return Match(None, NOT_STATED)
    coded = system is None or code_system(name) == system
    match = register.match(name, own, or_as=_turned_round(name), coded=coded)
    if match.reason in ("unclear", "unknown"):
        of_parts = _of_parts(name)
        match = of_parts if of_parts and (of_parts.place or not match.suggestions) else match
    if coded or match.place or match.reason == "unclear" or not code_system(name):
        return match
    return Match(None, "code", (register.titles[register.codes[_code(name.strip())]],))


def _match_part(text: str, *, units: bool) -> Match | None:
    """Match the code of an admin-1 unit; None where a text is none."""
    code = text.strip().upper()
    if not PART.match(code):
        return None
    country = known_units().country_of.get(code)
    if country is None:
        return Match(None, "unknown", suggested_units(code)) if units else None
    return Match(code) if units else Match(None, "part", (countries_register().titles[country],))


def _turned_round(name: str) -> tuple[str, ...]:
    """Return the plain name of "Korea, Republic of", and known ones of the same words."""
    found = _INVERTED.fullmatch(name.strip())
    turned = plain_country(f"{found[2]} {found[1]}") if found else ""
    return (turned, _by_words().get(_words(turned or plain_country(name)), ""))


def _words(plain: str) -> tuple[str, ...]:
    return tuple(sorted(plain.split()))


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    """Return known names of several words by these, where they are of one place in any order."""
    register, found = countries_register(), dict[tuple[str, ...], str]()
    for name in (*register.refused, *register.names):
        other = found.setdefault(_words(name), name)
        if register.names.get(other) != register.names.get(name):
            found[_words(name)] = ""
    republic = "republique"  # "Guinea Rep." may be several, "Republic of Guinea" is one
    return {words: name for words, name in found.items() if len(set(words) - {republic}) > 1}


def _of_parts(name: str) -> Match | None:
    """Match "Chine (RPC)", whose parts are all one place, and "Macao (China)", its state behind.

    A name that it had may stand behind "ex". Of other parts the first is offered, where it is
    known; None where it is not.
    """
    titles = countries_register().titles
    parts = [_FORMER.sub("", part) for part in _PARTS.split(name.strip(" )")) if part]
    matches = [countries_register().match(part, or_as=_turned_round(part)) for part in parts]
    choices = [
        {match.place} if match.place else {title.partition(" ")[0] for title in match.suggestions}
        for match in matches
        if match.place or match.reason == "unclear"
    ]
    if len(parts) == 1 or not choices:
        return None
    common = set.intersection(*choices)
    if not common and "/" not in name:
        states = _sovereigns()
        common = {at for at in choices[0] if all(other == {states[at]} for other in choices[1:])}
    if len(choices) == len(parts) and len(common) == 1:
        return Match(min(common))
    first = matches[0]
    if first.place:
        return Match(None, "unknown", (titles[first.place],))
    return first if first.reason == "unclear" else None


@cache
def _sovereigns() -> dict[str, str]:
    """Return the state that each country or territory is one or a part of."""
    from diasporamap.places.layers import read_table

    table = read_table("countries")
    return dict(zip(table["place"], table["sovereign"], strict=True))


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
    elif match.reason == "code":
        meant = match.offered.partition("(")[2].removesuffix(")")  # not its code, which is refused
        return problem("code_among_names", topic="Place", name=name, meant=meant)
    else:
        what = "is not a known place"
        write = "its French or English name or its code, or declare it in an alias table."
        return unmatched(name, match, what, write, "Place", told=told)
    return Problem(message, hint, topic="Place")
