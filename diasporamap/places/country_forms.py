"""Reads names of countries that no register has as they stand, where they mean one place only."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from diasporamap.places.country_names import code_system, countries_register, plain_country
from diasporamap.places.registers import (
    SUGGESTED,
    Match,
    most_alike,
    plain_name,
    titled,
    without,
)

if TYPE_CHECKING:
    from diasporamap.places.registers import Entry

#: Words, in plain form, of what a state or territory is: "Fédération de Malaisie", "Îles Tonga".
_GENERIC: Final = frozenset(
    [
        *("republique", "democratique", "federal", "populaire", "islamique", "socialiste"),
        *("arabe", "islands", "royaume", "kingdom", "principaute", "principality"),
        *("sultanat", "sultanate", "emirat", "emirate", "duche", "duchy", "etat", "state", "union"),
        *("territoire", "territory", "collectivite", "collectivity", "departement"),
        *("department", "commonwealth", "bailliage", "bailiwick", "federation"),
        *("confederation", "independant", "independent", "pays", "country", "nation"),
    ]
)
_REPUBLIC: Final = "republique"
#: A name with what stands before it written behind: after a comma, or in parentheses.
_INVERTED: Final = re.compile(r"([^,()]+?) ?(?:, ?|\()([^,()]+)\)?")
#: What stands between two names of one place, and before a name that it had.
_PARTS: Final = re.compile(r"\s*[,/()\[\]:]\s*|\s+[-\u2013]\s+")
_FORMER: Final = re.compile(r"(?i)^(?:ex|formerly|former|anciennement|ancien|anc\.)[ -]+(?:the )?")
#: What puts two places together.
_TOGETHER: Final = re.compile(r"(?i)\s+(?:et|and|&|\+)\s+|\s*/\s*")
#: The mark of a footnote behind a name, and what says by which resolution Kosovo is named.
_BEHIND: Final = re.compile(
    r"\s*(?:[²³¹⁰-⁹]+|[(\[](?:\d\d?|[abc])[)\]]|(?:\d\d?|\s[abc])[)/])\s*$"
    r"|(?i:(?<=kosovo)\W.*\b1244\b.*)"
)
#: A code beside the name of its place: "BE-Belgique", "CMR Cameroun", "France FR".
_BESIDE: Final = re.compile(r"(?P<before>[A-Z]{2,3})[\s_-]+(.+)|(.+?)[\s_-]+(?P<after>[A-Z]{2,3})")
#: What stands for the point of a word that is cut short; no punctuation, so that it is kept.
_CUT: Final = "\u02d1"
#: How many letters of words that are not cut, or of those that are, tell a place.
_TELLING: Final = 3
#: From which likeness on a name was meant to be a known one, whatever known words it holds.
_TYPED: Final = 90


def other_forms(name: str) -> tuple[str, ...]:
    """Return plain forms of a name: turned round, a known one of its words, its own words alone.

    "Korea, Republic of" is "republique korea", and "Fédération de Malaisie" is "malaisie".
    """
    turned = _turned_round(name)
    plain = plain_country(turned or name)
    alone = (without(plain, _GENERIC - {"islands"}), without(plain, _GENERIC))
    known = (_by_words().get(_words(form), "") for form in (plain, *alone))
    return (plain if turned else "", *known, *alone)


def _turned_round(name: str) -> str:
    found = _INVERTED.fullmatch(name.strip())
    return f"{found[2]} {found[1]}" if found else ""


def _words(plain: str) -> tuple[str, ...]:
    return tuple(sorted(plain.split()))


@cache
def _by_words() -> dict[tuple[str, ...], str]:
    """Return known names of several words by these, where they are of one place in any order."""
    register, found = countries_register(), dict[tuple[str, ...], str]()
    several = (name for name in (*register.refused, *register.names) if " " in name)
    for name in several:
        other = found.setdefault(_words(name), name)
        if register.names.get(other) != register.names.get(name):
            found[_words(name)] = ""
    # "Guinea Rep." may be several, "Republic of Guinea" is one.
    return {
        words: name
        for words, name in found.items()
        if without(" ".join(words), frozenset([_REPUBLIC])) not in register.refused
    }


def of_several(name: str) -> Match | None:
    """Refuse "Chine et Hong Kong", which is two places and not one; None of other names."""
    parts = _TOGETHER.split(name.strip())
    if len(parts) == 1:
        return None
    choices = [_choices(_registered(part, coded=False)) for part in parts]
    several = dict.fromkeys(place for places in choices for place in places)
    alike = "/" in name and set.intersection(*map(set, choices))
    if len(several) == 1 or alike or not all(choices):
        return None
    titles = countries_register().titles
    return Match(None, "unclear", tuple(titles[place] for place in several))


def read_further(name: str, match: Match) -> Match:
    """Match a name that no register has as it stands, or say what it may mean.

    `match` is what the register of countries says of it.
    """
    if match.reason == "marked":
        return match
    bare = _BEHIND.sub("", name.strip())
    if bare != name.strip() and not code_system(bare):
        found = _registered(bare, coded=False)
        match = found if found.place or match.reason == "unknown" else match
    ways = (_beside_code, _abbreviated, _of_parts)
    further = () if match.place else tuple(filter(None, (way(name) for way in ways)))
    for found in further:
        if found.place:
            return found
    if match.reason != "unknown":
        return match
    for found in further:
        if found.reason == "unclear":
            return found
    register, plain = countries_register(), plain_country(name)
    typed = most_alike(plain, register.names, least=_TYPED)
    offered = (
        *(title for found in further for title in found.suggestions),
        *titled(entry for known in typed for entry in register.names[known]),
        *_held(plain),
        *match.suggestions,
    )
    return Match(None, "unknown", tuple(dict.fromkeys(offered))[:SUGGESTED])


def _registered(name: str, *, coded: bool = True) -> Match:
    return countries_register().match(name, or_as=other_forms(name), coded=coded)


def _choices(match: Match) -> tuple[str, ...]:
    """Return the places that a name may be of, where it is known."""
    if match.place:
        return (match.place,)
    known = match.suggestions if match.reason == "unclear" else ()
    return tuple(title.partition(" ")[0] for title in known)


def _beside_code(name: str) -> Match | None:
    found = _BESIDE.fullmatch(name.strip())
    if found is None:
        return None
    place = countries_register().codes.get(found["before"] or found["after"])
    meant = _choices(_registered(found[2] or found[3], coded=False))
    return Match(place) if place in meant else None


def _abbreviated(name: str) -> Match | None:
    """Match "Guin. équat." and "N. Zealand", of which one place alone has the words."""
    marked = (_turned_round(name) or name).replace(".", f"{_CUT} ")
    words = plain_name(marked).split()
    own = [word for word in words if plain_country(word.removesuffix(_CUT)) not in _GENERIC]
    stems = [word.removesuffix(_CUT) for word in own if word.endswith(_CUT)]
    whole = any(len(word) >= _TELLING for word in own if not word.endswith(_CUT))
    cut = {stem for stem in stems if plain_country(stem) == stem}
    long = all(len(stem) > 1 for stem in stems) and len("".join(cut)) > _TELLING
    if not stems or len(words) == 1 or not (whole or long):
        return None
    register, whole_of, own_of = countries_register(), _compiled(words), _compiled(own)
    found = [
        entry
        for known in (*register.refused, *register.names)
        if whole_of.fullmatch(known) or own_of.fullmatch(without(known, _GENERIC))
        for entry in register.refused.get(known) or register.names[known]
    ]
    clear = not any(map(whole_of.fullmatch, register.refused))
    if clear and len({entry.place for entry in found}) == 1:
        return Match(found[0].place)
    return Match(None, "unclear", titled(found)) if found else None


def _compiled(words: list[str]) -> re.Pattern[str]:
    """Match words, of those that are cut any end, and what they are short for elsewhere."""
    parts = []
    for word in words:
        stem = word.removesuffix(_CUT)
        known = plain_country(stem)
        parts.append(rf"(?:{known}|{stem}\w*)" if stem != word else known)
    return re.compile(" ".join(parts))


def _of_parts(name: str) -> Match | None:
    """Match "Chine (RPC)", whose parts are all one place, and "Macao (China)", its state beside.

    A name that it had may stand behind "ex". Of other parts the first is offered, where it is
    known; None where it is not.
    """
    parts = [_FORMER.sub("", part) for part in _PARTS.split(name.strip(" )")) if part]
    if len(parts) == 1 or all(map(code_system, parts)):
        return None
    matches = list(map(_registered, parts))
    choices = list(map(_choices, matches))
    known = [set(places) for places in choices if places]
    common = set.intersection(*known) if known else set()
    if not common and "/" not in name:
        common = _part_of_state(known, either=" - " in name or "\u2013" in name)
    if len(known) == len(parts) and len(common) == 1:
        return Match(min(common))
    first = matches[0]
    if first.place:
        return Match(None, "unknown", (countries_register().titles[first.place],))
    return first if first.reason == "unclear" else None


def _part_of_state(choices: list[set[str]], *, either: bool) -> set[str]:
    """Return the territories among the first names whose state the others are; in either order."""
    states = _sovereigns()
    orders = [choices, choices[::-1]] if either else [choices]
    return {
        place
        for first, *others in filter(None, orders)
        for place in first
        if others and all(other == {states[place]} for other in others)
    }


@cache
def _sovereigns() -> dict[str, str]:
    """Return the state that each country or territory is one or a part of."""
    from diasporamap.places.layers import read_table

    table = read_table("countries")
    return dict(zip(table["place"], table["sovereign"], strict=True))


def _held(plain: str) -> tuple[str, ...]:
    """Return the places whose known names stand in a longer one, in their order."""
    register, words = countries_register(), plain.split()
    found: list[Entry] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            phrase = " ".join(words[at:end])
            entries = register.names.get(phrase) or register.refused.get(phrase, ())
            if entries and len(phrase) > _TELLING:
                found += entries
                at = end - 1
                break
        at += 1
    return titled(found)
