"""Reads what a point is: an organisation, an event or a place, and never a person.

A kind is read only where its head is a word of ``words.csv`` for such: the first noun in French
("association étudiante"), the last in English ("student association"), each before a "link" as "de"
or "of". Articles and what stands before a French noun are "passed" over: "la grande mosquée". All
else is refused, whether or not it is known as a word for persons.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from diasporamap.districts.cells import CellError
from diasporamap.points.model import PERSON, known_kind, words
from diasporamap.tables.headers import plain_header
from diasporamap.tables.redaction import is_address, kind_of

#: How long a kind may be.
LONGEST_KIND: Final = 60
#: Endings of gender and number: "étudiant(e)", "étudiant·e·s", "directeur/trice".
_ENDINGS: Final = re.compile(
    r"(?<=\w)(?:[(\[·•./-](?:e|s|x|es|ne|nes|le|les|ve|ves|se|ses|re|res|fe|aux|t?rices?|"
    r"euses?|i?[eè]res?)(?!\w)[)\]]?)+",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"(?<!\w)(\w)\.(?=\w(?!\w))|(?<=\w)\.(?=\w\b)")
_PARTS: Final = re.compile(r"[()\[\]/,;:|+]|\s[-\u2013\u2014]\s")
#: How an English word for one who does or is something ends.
_DOER: Final = re.compile(r"(?<!i)(?:er|or|ist|ee)s?")
#: Known kinds that persons have: a women's association, but no student university.
_GATHERINGS: Final = ("", "association", "event")
_SEVERAL: Final = ("s", "men", "children", "youth", "ian", "ese")
_GROUP: Final = "group"


def read_kind(text: str) -> str:
    """Return the key of a known kind, or the words of the table; refuse all but groups and places.

    A word of one's own is read with what it is beside it: "Dahira (association)".
    """
    known = known_kind(text)
    if known and known != PERSON:
        return known
    if known == PERSON or _is(text) == PERSON:
        raise CellError("point_person")
    if is_address(text) or len(text) > LONGEST_KIND:
        raise CellError("point_kind", shown=kind_of(text))
    if _is(text) != _GROUP:
        raise CellError("point_kind_unknown", shown=kind_of(text))
    return text


def _is(text: str) -> str:
    """Tell whether words mean a group or a place, a "person", or nothing that is known ("")."""
    if plain_header(text) in words("alone"):
        return _GROUP
    whole = _ENDINGS.sub("", _DOTTED.sub(r"\1", text))
    parts = {_part(part) for part in _PARTS.split(whole)}
    return PERSON if PERSON in parts else _GROUP if _GROUP in parts else ""


def _part(text: str) -> str:
    """Tell what the head of some words means."""
    plain = [word for word in plain_header(text).split("_") if word and not word.isdigit()]
    phrase = [*takewhile(lambda word: word not in words("link"), plain)]
    while phrase and phrase[0] in words("passed") and len(phrase) > 1:
        phrase = phrase[1:]
    persons = {word for word in phrase if _is_person(word)}
    if not phrase:
        return ""
    heads = words("head")
    first, last = heads.get(phrase[0]), heads.get(phrase[-1])
    if first in ("fr", "both") and persons <= words("after").keys():
        english = first == "both" and len(phrase) > 1 and not last
        if not (english and _DOER.search(phrase[-1][-4:])):
            return _GROUP
    if last in ("en", "both") and persons <= words("before").keys():
        several = all(word.endswith(_SEVERAL) for word in persons)
        if several or known_kind(phrase[-1]) in _GATHERINGS:
            return _GROUP
    return PERSON if persons else ""


def _is_person(word: str) -> bool:
    """Tell whether a word of either number means persons."""
    known = words(PERSON)
    return any(form in known for form in (word, word.removesuffix("s"), word.removesuffix("es")))
