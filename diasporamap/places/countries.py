"""Turns names of countries and territories into codes by exact match; no name is guessed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.errors import Problem, problem
from diasporamap.places.country_forms import of_several, other_forms, read_further
from diasporamap.places.country_names import code_system, countries_register, country_code
from diasporamap.places.registers import (
    NOT_STATED,
    Aliases,
    Match,
    OwnNames,
    plain_name,
    unmatched,
)
from diasporamap.places.units import PART, known_units, suggested_units
from diasporamap.tables.redaction import is_position

if TYPE_CHECKING:
    from collections.abc import Iterable

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
#: From which part of its names on a column is one of codes, and with those that fit several places.
_NEARLY_ALL: Final = 0.9
_MOST: Final = 0.8


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


def column_system(names: Iterable[str], aliases: Aliases = None) -> str:
    """Return the system of codes that nearly all names of a column are of, "" where there is none.

    Names of one's own, what is not stated and names that fit nothing tell nothing. Names that fit
    several places, as "Guinea", tell less than those that fit one: they are what a column of codes
    made of names is left with.
    """
    own, register = OwnNames.of(aliases), countries_register()
    found: Counter[str] = Counter()
    named: Counter[str] = Counter()
    unclear = 0
    for name in {name.strip() for name in names} - _DOUBTED:
        if own.code(name) or is_non_answer(name) or PART.match(name.upper()):
            continue
        system, match = code_system(name), register.match(name, coded=False, suggesting=False)
        if system:
            (named if match.place else found)[system] += 1
        elif match.place:
            found[""] += 1
        elif match.reason == "unclear":
            unclear += 1
    likest = max(found, key=lambda system: (found[system], system), default="")
    codes, together = found[likest] + named[likest], found.total() + named[likest]
    most = codes >= _NEARLY_ALL * together and codes >= _MOST * (together + unclear)
    return likest if most else ""


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
    given = code_system(name)
    coded = system is None or given == system
    is_code = coded and bool(given)
    match = register.match(name, own, or_as=() if is_code else other_forms(name), coded=coded)
    if declared not in register.titles and not is_code:
        match = of_several(name) or (match if match.place else read_further(name, match))
    if coded or match.place or match.reason == "unclear" or not given:
        return match
    return Match(None, "code", (register.titles[register.codes[country_code(name.strip())]],))


def _match_part(text: str, *, units: bool) -> Match | None:
    """Match the code of an admin-1 unit; None where a text is none."""
    code = text.strip().upper()
    if not PART.match(code):
        return None
    country = known_units().country_of.get(code)
    if country is None:
        return Match(None, "unknown", suggested_units(code)) if units else None
    return Match(code) if units else Match(None, "part", (countries_register().titles[country],))


def unmatched_place(name: str, match: Match, *, told: bool = True) -> Problem:
    """Describe a name that is no place of residence, with what may be meant."""
    if match.reason in ("part", "unclear"):
        kind = "place_part" if match.reason == "part" else "place_unclear"
        return problem(kind, topic="Place", name=name, offered=match.offered)
    if match.reason == "code":
        title = match.suggestions[0]  # not its code, which is refused
        meant = title.partition("(")[2].removesuffix(")")
        return problem("code_among_names", topic="Place", name=name, meant=meant)
    if is_position(name):
        return problem("place_position", topic="Place")
    return unmatched("place_unknown", name, match, "Place", told=told)
