"""Registries: what the package knows by name, and what others add to it from outside."""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, TypeVar

from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, has_text, in_print, message
from diasporamap.language.texts import catalogue
from diasporamap.language.values import meant, names_in_each

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diasporamap.language import Language


def require_language(language: str) -> Language:
    """Return `language`; it is a UsageError that there is no catalogue for it."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise UsageError(message("registry.no_language", language=language))


def add_texts(texts: Mapping[Language, Mapping[str, str]]) -> None:
    """Add texts from outside to the catalogues, by language and dotted key.

    It is a UsageError that a language is left out, or that a catalogue has a text under a key.
    """
    if not texts:
        return
    keys = {key for of_language in texts.values() for key in of_language}
    wrong = [key for key in sorted(keys) if any(has_text(key, known) for known in LANGUAGES)]
    wrong += [k for k in sorted(keys) if any(k not in texts.get(known, {}) for known in LANGUAGES)]
    if wrong:
        raise UsageError(
            message("registry.texts_given", keys=wrong, languages=", ".join(LANGUAGES))
        )
    for language, of_language in texts.items():
        for key, written in of_language.items():
            *tables, last = key.split(".")
            table = catalogue(language)
            for name in tables:
                table = table.setdefault(name, {})
            table[last] = in_print(written, language)


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """Its key in the registry."""


Entry = TypeVar("Entry", bound=Named)


def _names_of(package: str) -> list[str]:
    """Return the names of what the files of a package hold, without importing them."""
    modules = iter_modules(import_module(package).__path__)
    return [module.name.replace("_", "-") for module in modules]


class Registry(MutableMapping[str, Entry]):
    """Entries by name, in the order in which they are offered; `what` is one of them.

    Those that are shipped are imported when they are asked for, so that whoever needs none waits
    for none. The module `entries` adds several. Each module of the package `files` holds one, as
    ``KIND`` where `what` is "kind", and has its name, with _ for -: the names are known without
    importing one. They are offered in the order of `names`, by default that of the alphabet.
    """

    def __init__(
        self, what: str, *, entries: str = "", files: str = "", names: Sequence[str] = ()
    ) -> None:
        self.what = what
        self._unread = entries
        self._files = files
        named = names or (_names_of(files) if files else ())
        self._entries: dict[str, Entry | None] = dict.fromkeys(named)

    @property
    def _known(self) -> dict[str, Entry | None]:
        """The entries, with those that are shipped; None where one has not been imported."""
        if self._unread:
            unread, self._unread = self._unread, ""  # adding them asks for what is known
            import_module(unread)
        return self._entries

    def __getitem__(self, name: str) -> Entry:
        """Return the entry of a name."""
        entry = self._known[name]
        if entry is None:
            module = import_module(f"{self._files}.{name.replace('-', '_')}")
            entry = self._entries[name] = getattr(module, self.what.upper())
        return entry

    def __contains__(self, name: object) -> bool:
        """Tell whether there is an entry of a name."""
        return name in self._known

    def __setitem__(self, name: str, entry: Entry) -> None:
        """Set the entry of a name; `add` refuses one that there is."""
        self._known[name] = entry

    def __delitem__(self, name: str) -> None:
        """Take an entry out."""
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._known)

    def add(self, entry: Entry, texts: Mapping[Language, Mapping[str, str]] | None = None) -> Entry:
        """Add an entry, with its texts by language and dotted key; return it.

        A UsageError tells that there is one of that name, or a text under one of the keys.
        """
        if entry.name in self:
            raise UsageError(message(f"registry.taken.{self.what}", name=entry.name))
        add_texts(texts or {})
        self[entry.name] = entry
        return entry

    def named(self, name: str) -> Entry:
        """Return an entry, or refuse a name that is none of theirs with those that are."""
        name = name if name in self else meant(name)
        if name not in self:
            raise UsageError(
                message(f"registry.unknown.{self.what}", name=name, known=names_in_each(self))
            )
        return self[name]
