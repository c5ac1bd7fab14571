"""Says in few lines what an object is where it is shown: as text, and in a notebook as a card."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

from diasporamap.language.messages import messages_language, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diasporamap.language.texts import Language

#: How many items of a row are listed before the rest is only counted.
LISTED: Final = 8

# Colours are those of the notebook, light or dark; grey lines are seen on both.
_BOX: Final = (
    "max-width: 48em; padding: .6em .9em; border: 1px solid rgba(128, 128, 128, .5); "
    "border-left: 4px solid #4178be; border-radius: 3px; line-height: 1.45"
)
_ROWS: Final = (
    "display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1em 1em; "
    "margin: .4em 0 0"
)
_WORD: Final = "margin: 0; font-weight: normal; opacity: .75"
_TOLD: Final = "margin: 0; overflow-wrap: anywhere"


@dataclass(frozen=True)
class Card:
    """What an object says of itself: its `title`, rows of a label and a text, what comes next.

    Labels are keys of the catalogue of cards. `verbs` are written as code.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    language: Language = field(default_factory=messages_language)
    verbs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The card as lines of text, the first of which says what it is."""
        rows = [*self._labelled(), (card_text("next", self.language), ", ".join(self.verbs))]
        lines = [
            "  " + card_text("line", self.language, label=label, text=told)
            for label, told in rows
            if told
        ]
        return "\n".join([self.title, *lines])

    @property
    def html(self) -> str:
        """The card as one element of HTML, with its own looks and no script."""
        from html import escape

        rows = [(label, escape(told)) for label, told in self._labelled()]
        if self.verbs:
            verbs = " ".join(f"<code>{escape(verb)}</code>" for verb in self.verbs)
            rows.append((card_text("next", self.language), verbs))
        told = "".join(
            f'<dt style="{_WORD}">{escape(label)}</dt><dd style="{_TOLD}">{text}</dd>'
            for label, text in rows
        )
        return (
            f'<div lang="{self.language}" style="{_BOX}"><strong>{escape(self.title)}</strong>'
            f'<dl style="{_ROWS}">{told}</dl></div>'
        )

    def _labelled(self) -> Iterable[tuple[str, str]]:
        return ((card_text(label, self.language), told) for label, told in self.rows if told)


class Shown(ABC):
    """What is shown by a card: as text by itself, as HTML in a notebook."""

    @abstractmethod
    def _card(self) -> Card:
        """Return what it says of itself."""

    def __repr__(self) -> str:
        """Say it in a few lines."""
        return self._card().text

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return self._card().html


def card_text(key: str, language: Language, **fields: object) -> str:
    """Return a text of the catalogue of cards with its fields filled in."""
    return written(f"cards.{key}", language, fields)


def listed(items: Iterable[object], language: Language) -> str:
    """List items, and count those beyond the first ones."""
    told = list(map(str, items))
    if len(told) <= LISTED + 1:
        return ", ".join(told)
    return card_text("listed", language, items=told[:LISTED], number=len(told) - LISTED)


def stated(made: Any) -> str:  # noqa: ANN401 - of any dataclass
    """Write a dataclass as the call that makes it, without the fields that are as usual."""
    given = [
        f"{each.name}={getattr(made, each.name)!r}"
        for each in fields(made)
        if each.default is MISSING or getattr(made, each.name) != each.default
    ]
    return f"{type(made).__name__}({', '.join(given)})"
