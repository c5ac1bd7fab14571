"""Knows every name and code by which a country or territory is written."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

#: Words that tell no place from another, in French and English.
_ARTICLES: Final = frozenset(
    ["le", "la", "les", "l", "du", "de", "des", "d", "et", "the", "of", "and"]
)
#: Letters that stand alone side by side: "r d c" is "rdc", while the "d" of "cote d ivoire" stays.
_INITIALS: Final = re.compile(r"\b[a-z](?: [a-z])+\b")
_WRITTEN_OUT: Final = {"st": "saint", "ste": "sainte"}
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
            names.setdefault(plain_name(name), set()).add(place)
    for row in _shipped("aliases.csv"):
        names.setdefault(plain_name(row["name"]), set()).add(row["place"])
    unclear = {name: tuple(sorted(places)) for name, places in names.items() if len(places) > 1}
    for row in _shipped("unclear.csv"):
        unclear[plain_name(row["name"])] = tuple(row["places"].split())
    clear = {name: min(places) for name, places in names.items() if name not in unclear}
    return Gazetteer(clear, codes, unclear, titles)


def read_aliases(path: str | os.PathLike[str]) -> dict[str, str]:
    """Read names of one's own: a CSV or XLSX table with the columns `name` and `place` (a code).

    Returns
    -------
    dict of str to str
        Place code by name as written.

    Raises
    ------
    CountsError
        If the file cannot be read, lacks a column, or a row gives no name or no known code.
        Every problem is listed.
    """
    from diasporamap.counts.readers import read_raw

    table = read_raw(path)
    if not {"name", "place"} <= set(table.header):
        raise CountsError.one(
            f"an alias table has the columns name and place, not {', '.join(table.header)}",
            "Write these two headers in row 1.",
            file=str(path),
            row=1,
        )
    name_at, place_at = table.header.index("name"), table.header.index("place")
    aliases, problems = {}, []
    for row, cells in table.rows:
        name, place = cells[name_at], cells[place_at]
        if not name:
            problems.append(Problem("the name is blank", "Write it.", str(path), row, "name"))
        elif place.startswith("?"):
            message = f"'{place}' is a suggestion that nobody confirmed"
            mend = "Delete the '?' if it is right, write another code, or delete the row."
            problems.append(Problem(message, mend, str(path), row, "place"))
        elif place not in gazetteer().titles:
            message = f"'{place}' is not the code of a place"
            mend = "Write an ISO 3166-1 alpha-3 code, for example FRA."
            problems.append(Problem(message, mend, str(path), row, "place"))
        aliases[name] = place
    if problems:
        raise CountsError(problems)
    return aliases


def _shipped(file: str) -> list[dict[str, str]]:
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
