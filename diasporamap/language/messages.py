"""Messages to who runs the program: in the language of messages, and in any other on demand.

A message has a key, as ``"atlas.no_such_job"``: the catalogue of each language, and its kind there.
The language of messages is the one that was set by `set_language`, else that of the environment
variable ``DIASPORAMAP_LANGUAGE``, else that of the locale, else English.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Self

from diasporamap.language.numbers import number_text
from diasporamap.language.texts import LANGUAGES, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diasporamap.language.texts import Language

#: The environment variable that names the language of messages.
VARIABLE: Final = "DIASPORAMAP_LANGUAGE"
#: What POSIX names the language of messages by, the first that is set.
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

#: Fields whose numbers are names: they have no separators.
_PLAIN: Final = ("year", "since", "row", "other", "revision")

_chosen: list[Language] = []


def set_language(language: Language | None) -> None:
    """Choose the language of messages; None leaves it to the environment."""
    _chosen[:] = [known for known in LANGUAGES if known == language]


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Write messages in a language meanwhile; None asks the environment for it, once."""
    before = [*_chosen]
    set_language(language or messages_language())
    try:
        yield
    finally:
        _chosen[:] = before


def messages_language() -> Language:
    """Return the language that messages are written in."""
    if _chosen:
        return _chosen[0]
    for written in (os.environ.get(VARIABLE, ""), _locale()):
        for known in LANGUAGES:
            if written.lower().startswith(known):
                return known
    return "en"


def _locale() -> str:
    """Return the locale of messages, as ``fr_CM.UTF-8``."""
    written = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    if not written and sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        written = locale.windows_locale.get(number, "")
    return written


class Message(str):
    """A text in the language of messages, which can also be had in another.

    `fields` fill the places of its text; see `written`.
    """

    __slots__ = ("fields", "key")
    key: str
    fields: Mapping[str, object]

    def __new__(cls, key: str, fields: Mapping[str, object]) -> Self:
        """Write the message of a key."""
        made = super().__new__(cls, written(key, messages_language(), fields))
        made.key, made.fields = key, dict(fields)
        return made

    def text(self, language: Language) -> str:
        """Write the message in a language."""
        return written(self.key, language, self.fields)

    def texts(self) -> dict[Language, str]:
        """Write the message in every language."""
        return {language: self.text(language) for language in LANGUAGES}

    def __reduce__(self) -> tuple[Any, ...]:
        """Let processes hand messages to each other."""
        return Message, (self.key, self.fields)


def message(key: str, /, **fields: object) -> Message:
    """Make the message of a key, as ``message("atlas.no_such_job", name="m1")``."""
    return Message(key, fields)


def written(key: str, language: Language, fields: Mapping[str, object]) -> str:
    """Write the text of a key with its fields filled in.

    Of a text that has ``one`` and ``other`` the field `number` chooses: 1 is one, in French 0 too.
    A number is written as the language does it, but for years and rows; a mapping holds a text
    a language, and so does what is called with one, as the names of an origin; of a
    sequence every item is written; a message, a note or whatever else has a text in each language
    is written in this one; anything else is text, and stays as it is.
    """
    found: Any = catalogue(language, key.partition(".")[0])
    for part in key.split(".")[1:]:
        found = found[part]
    if isinstance(found, dict):
        number = fields["number"]
        single = number == 1 or (language == "fr" and number == 0)
        found = found["one" if single else "other"]
    parts = {
        name: str(part) if name in _PLAIN else _filled(part, language)
        for name, part in fields.items()
    }
    return str(found).format(**parts)


def joined(items: Iterable[object], key: str = "errors.and") -> str:
    """Join items by the "and" or the "or" of a language: ``joined(names, "errors.or")``."""
    first, *others = items
    start = first if isinstance(first, str) else message("errors.item", item=first)
    return reduce(lambda before, after: message(key, before=before, after=after), others, start)


def text_in(part: str, language: Language) -> str:
    """Return a text in a language where it has one in each, else as it is."""
    return part.text(language) if isinstance(part, Message) else part


def _filled(part: object, language: Language) -> str:
    if hasattr(part, "text"):
        return str(part.text(language))
    if type(part) is float and math.isfinite(part):
        part = Decimal(str(part)).normalize()
    if type(part) in (int, Decimal):
        number = Decimal(str(part))
        decimals = max(-int(number.as_tuple().exponent), 0)
        return number_text(number, language, decimals=decimals)
    if isinstance(part, Mapping):
        return str(part[language])
    if callable(part):
        return str(part(language))
    if isinstance(part, (tuple, list)):
        return ", ".join(_filled(item, language) for item in part)
    return str(part)
