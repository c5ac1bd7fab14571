"""Registers of names: a name of a place is exact, ambiguous or unknown, and never guessed.

Every kind of place has one: countries, their first-level units, cities, the parts of an origin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.tables.redaction import kind_of, redacted_place

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How like a known name must be to be suggested (0 to 100), and how many are.
LIKENESS: Final = 75
SUGGESTED: Final = 3

#: Why there is no place where a text says that none is stated.
NOT_STATED: Final = "not_stated"

#: Words that tell no place from another, in French and English.
_ARTICLES: Final = frozenset(
    ["le", "la", "les", "l", "du", "de", "des", "d", "et", "the", "of", "and"]
)
#: Letters that stand alone side by side: "r d c" is "rdc", while the "d" of "cote d ivoire" stays.
_INITIALS: Final = re.compile(r"\b[a-z](?: [a-z])+\b")
_BETWEEN_WORDS: Final = re.compile(r"[^\w]+|_")
_WRITTEN_OUT: Final = {"st": "saint", "ste": "sainte"}
#: A mark before a name, or a question mark behind it.
_MARKED: Final = re.compile(
    r"\s*[#?¿!;:,/\\≠=<>~*+|•·‣▪►→†‡§%&@^_–—-]+\s*(\(?[^\W\d].*)|\s*(\w.*?)\s*\(?\?+\)?\s*"
)
_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "\u0131": "i", "ł": "l"}
)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Return a name without case, accents, punctuation, articles and double spaces.

    Two names that differ in these only are the same name: "L'Île de Man" is "ile man".
    """
    letters = name.casefold()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters.translate(_LIGATURES))
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    text = _BETWEEN_WORDS.sub(" ", letters.replace("&", " and "))
    words = _INITIALS.sub(lambda run: run[0].replace(" ", ""), text).split()
    kept = [_WRITTEN_OUT.get(word, word) for word in words if word not in _ARTICLES]
    return " ".join(kept or words)


def bare_name(name: str) -> str:
    """Return a name without the mark before or after it, "" where it has none.

    "# Belgique" is a row that somebody took out, "≠ France" and "Gabon ?" are doubts.
    """
    found = _MARKED.fullmatch(name)
    return (found[1] or found[2]) if found else ""


@dataclass(frozen=True)
class Match:
    """What a name was found to be.

    `place` is its code, None where the name does not tell. `reason` is "" where it matched,
    "unclear" where it can mean several places or only a part of one, "part" where it is a part of a
    country and only countries are asked for, "code" where it may be a code or an answer, "marked"
    where a mark stands before it, `NOT_STATED` where it says that none is stated, "unknown"
    otherwise; of a city also "elsewhere", where it is one of other countries. `suggestions` are
    places that may be meant, each as "code (French name / English name)".
    """

    place: str | None
    reason: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def offered(self) -> object:
        """The suggestions in one text, "" without."""
        return joined(self.suggestions, "errors.or") if self.suggestions else ""

    @property
    def ask(self) -> str:
        """How the hint of a name that fits nothing begins: which of the suggestions is meant."""
        return message("places.is_it", offered=self.offered) if self.suggestions else ""


@dataclass(frozen=True)
class OwnNames:
    """Codes by names of one's own, folded by `own_key`; they go before all other names."""

    codes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, aliases: Mapping[str, str] | OwnNames | None) -> OwnNames:
        """Fold each name once; what is folded already stays as it is."""
        if isinstance(aliases, OwnNames):
            return aliases
        return cls({own_key(name): code for name, code in (aliases or {}).items()})

    def code(self, name: str) -> str:
        """Return the code that is declared for a name, "" where none is."""
        return self.codes.get(own_key(name), "") if self.codes else ""


#: Codes by names of one's own, as written or folded; a table of them is read by `read_aliases`.
Aliases = Mapping[str, str] | OwnNames | None


def own_key(name: str) -> str:
    """Return the form in which a name is looked up among names of one's own."""
    return plain_name(name) or name.strip()


class Entry(Protocol):
    """What bears a name in a register."""

    @property
    def place(self) -> str:
        """Code of the place."""

    @property
    def title(self) -> str:
        """The place as a message names it."""


class Place(NamedTuple):
    """A place and how a message names it: "FRA (France)"."""

    place: str
    title: str


@dataclass(frozen=True, eq=False)
class Register:
    """Every name and code by which the places of one kind are written.

    `names` has what bears a plain name: several places under one make it ambiguous. `titles` has
    each place as a message names it, `codes` the place by code. Names that are `refused` alone do
    not tell which place is meant, and are not suggested. `kinds` are words that say of what kind a
    place is, and not which: "Région de l'Ouest" is "Ouest". `plain` and `code` return the plain
    form of a name, and a text as codes are written. With `by_word`, names that hold every word of
    an unknown one are suggested before those like it.
    """

    names: Mapping[str, Sequence[Entry]]
    titles: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    plain: Callable[[str], str] = plain_name
    code: Callable[[str], str] = str.upper
    by_word: bool = False

    def match(
        self,
        name: str,
        aliases: Aliases = None,
        *,
        or_as: Sequence[str] = (),
        coded: bool = True,
        suggesting: bool = True,
    ) -> Match:
        """Match a name or code: own names go before codes, and these before names.

        Own names of places that are not in the register are passed over. `or_as` are other
        plain forms of the name, looked up after it. What is not `coded` is no code. Without
        `suggesting` nothing is looked for that an unknown name is like.
        """
        declared = OwnNames.of(aliases).code(name)
        if declared in self.titles:
            return Match(declared)
        code = self.code(name.strip())
        if coded and code in self.codes:
            return Match(self.codes[code])
        if bare := bare_name(name):
            meant = self.match(bare, or_as=or_as, coded=coded, suggesting=suggesting)
            offered = (self.titles[meant.place],) if meant.place else ()
            return Match(None, "marked", offered or meant.suggestions)
        plain = self.plain(name)
        for form in filter(None, (plain, without(plain, self.kinds), *or_as)):
            found = self.names.get(form, ())
            if len({entry.place for entry in found}) == 1:
                return Match(found[0].place)
            if found or form in self.refused:
                return Match(None, "unclear", titled(found or self.refused[form]))
        return Match(None, "unknown", self.suggested(plain) if suggesting else ())

    def suggested(self, plain: str) -> tuple[str, ...]:
        """Return the places whose names are most like a plain name, the most alike first."""
        words = set(without(plain, self.kinds).split()) if self.by_word else set()
        holding = [name for name in self.names if words and words <= set(name.split())]
        alike = most_alike(plain, self.names)
        found = titled(entry for name in (*holding, *alike) for entry in self.names[name])
        return found[:SUGGESTED]


def register_of(
    written: Iterable[tuple[str, str]],
    titles: Mapping[str, str],
    codes: Mapping[str, str],
    *,
    kinds: frozenset[str] = frozenset(),
    by_word: bool = False,
) -> Register:
    """Make a register of pairs of a name as written and its place."""
    names: dict[str, dict[str, Place]] = {}
    for name, place in written:
        plain = plain_name(name)
        for form in filter(None, (plain, without(plain, kinds))):
            names.setdefault(form, {})[place] = Place(place, titles[place])
    entries = {name: tuple(found.values()) for name, found in names.items()}
    return Register(entries, titles, codes, kinds=kinds, by_word=by_word)


def without(plain: str, words: frozenset[str]) -> str:
    """Return a plain name without some words."""
    return " ".join(word for word in plain.split() if word not in words)


def titled(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return what messages call what is found, each place once."""
    by_place: dict[str, str] = {}
    for entry in entries:
        if entry.place not in by_place:
            by_place[entry.place] = entry.title
    return tuple(by_place.values())


def most_alike(plain: str, names: Iterable[str], *, least: int = LIKENESS) -> list[str]:
    """Return the known names that are most like one that is not known, the most alike first.

    There are up to twice as many as are suggested, since several can be of one place.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    alike = process.extract(
        plain, list(names), scorer=fuzz.ratio, score_cutoff=least, limit=2 * SUGGESTED
    )
    return sorted((name for name, _, _ in alike), key=lambda name: OSA.distance(plain, name))


def name_places(matches: Iterable[Match]) -> bool:
    """Tell whether different names are those of places, so that messages may show them.

    A wrong column may hold names of persons. At least half of the different names must be known,
    unclear, or like a known name.
    """
    strange = [match.reason == "unknown" and not match.suggestions for match in matches]
    return 2 * sum(strange) <= len(strange)


def unmatched(
    kind: str,
    name: str,
    match: Match,
    topic: str,
    *,
    told: bool,
    **fields: Any,  # noqa: ANN401 - those of problem
) -> Problem:
    """Describe a name that fits nothing: what it is not, and what to write instead.

    `kind` is the problem where no mark stands beside the name. The name is shown where `told`.
    """
    shown = redacted_place(name) if told else kind_of(name)
    if match.reason == "marked":
        meant = match.offered if told and match.suggestions else message("places.the_name")
        return problem("name_marked", topic=topic, name=shown, meant=meant)
    said: dict[str, Any] = {"shown": shown, "ask": match.ask, "offered": match.offered}
    more = "" if told else message("places.wrong_column")
    return problem(kind, topic=topic, more=more, **said, **fields)
