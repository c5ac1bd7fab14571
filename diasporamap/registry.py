"""Registries: what the package knows by name, and what others add to it from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from diasporamap.errors import UsageError
from diasporamap.language import add_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.language import Language


class Named(Protocol):
    """What has a name."""

    @property
    def name(self) -> str:
        """Its key in the registry."""


Entry = TypeVar("Entry", bound=Named)


class Registry(dict[str, Entry]):
    """Entries by name, in the order in which they are offered; `what` is one of them."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what

    def add(self, entry: Entry, texts: Mapping[Language, Mapping[str, str]] | None = None) -> Entry:
        """Add an entry, with its texts by language and dotted key; return it.

        A UsageError tells that there is one of that name, or a text under one of the keys.
        """
        if entry.name in self:
            raise UsageError(
                f"There is a {self.what} '{entry.name}' already. Give yours another name."
            )
        add_texts(texts or {})
        self[entry.name] = entry
        return entry

    def named(self, name: str) -> Entry:
        """Return an entry, or refuse a name that is none of theirs with those that are."""
        if name not in self:
            raise UsageError(f"'{name}' is not a {self.what}. Choose {', '.join(self)}.")
        return self[name]
