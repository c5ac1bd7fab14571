"""Names that choose something, as a measure or a kind of map, in each language.

A name is one of the program's, as ``women``, and is taken in any language, as ``femmes``: with or
without accents, in capitals or not, with hyphens or underscores.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from diasporamap.language.messages import messages_language
from diasporamap.language.texts import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diasporamap.language import Language


def meant(name: str) -> str:
    """Return the program's name for a name in any language; another text stays as it is."""
    return name if name in catalogue("en", "values") else _meanings().get(plain_name(name), name)


def named(name: str, language: Language | None = None) -> str:
    """Return a name of the program as a language, or that of messages, has it."""
    return str(catalogue(language or messages_language(), "values").get(name, name))


def names_in_each(names: Iterable[str]) -> Mapping[Language, str]:
    """List names in each language, as a field of a message."""
    listed = list(names)
    return {language: ", ".join(named(name, language) for name in listed) for language in LANGUAGES}


@cache
def _meanings() -> dict[str, str]:
    return {
        plain_name(written): name
        for language in LANGUAGES
        for name, written in catalogue(language, "values").items()
    }


def plain_name(name: str) -> str:
    """Write a name without what people type in several ways."""
    decomposed = unicodedata.normalize("NFKD", name.strip().casefold())
    kept = (sign for sign in decomposed if not unicodedata.combining(sign))
    return (
        "".join(kept)
        .replace("_", "-")
        .replace(" ", "-")
        .replace("'", "-")
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "-")
    )
