"""Takes the header of a question apart: the groups that it is in, its name, one of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What may stand between the names of groups, of questions and of answers.
SEPARATORS: Final = ("/", "::", "|", ">", ".", ":", "-")

#: Separators that hardly stand inside a name, and those that do unless no space is beside them.
_CLEAR: Final = ("/", "::", "|", ">", " - ")
_TIGHT: Final = (".", ":")


def own_names(header: str) -> Iterator[str]:
    """Give what a header may be without its groups, the longest first.

    A name may itself hold a separator, as the label "Bâtiment / travaux publics" does.
    """
    for at in range(1, len(header)):
        for mark in (*_CLEAR, *_TIGHT):
            if not header.startswith(mark, at):
                continue
            rest = header[at + len(mark) :]
            spaced = header[at - 1].isspace() or rest[:1].isspace()
            if rest.strip() and not (mark in _TIGHT and spaced):
                yield rest.strip()


def answers_of(header: Iterable[str], question: str) -> list[str]:
    """Return the columns that are single answers of a question.

    A point or colon stands in names too, as in "Country: other"; two such columns are answers.
    """
    names = list(header)
    single = [name for name in names if any(name.startswith(question + mark) for mark in _CLEAR)]
    for mark in _TIGHT:
        tight = [name for name in names if name.startswith(question + mark)]
        single += tight if len(tight) > 1 else []
    return single
