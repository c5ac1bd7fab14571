"""The tables of a release that can be shown, with what is hidden in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from diasporamap.counts.characteristics import (
    characteristics_of,
    is_characteristic,
    label_of,
)
from diasporamap.errors import DataError
from diasporamap.language import LANGUAGES, message
from diasporamap.protection import BY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diasporamap.counts.origin import Origin
    from diasporamap.intake import JoinedFile
    from diasporamap.language import Message
    from diasporamap.protection import ProtectedCounts, Release


def by_text(table: str, origin: Origin | None) -> Message:
    """Say what a table or a map is by: "by country", "by region"."""
    if table in BY:
        return message(f"audit.by_{table}")
    levels = {level.name: level.one for level in origin.levels} if origin is not None else {}
    if table in levels:
        return message("audit.by_level", level=levels[table])
    if is_characteristic(table):
        name = label_of(table)
        level = {each: name(each)[:1].lower() + name(each)[1:] for each in LANGUAGES}
        return message("audit.by_level", level=level)
    return message("audit.by_level", level=table)


def standing_of(release: Release) -> Literal["proved", "published", "open"]:
    """Return what holds of a release: proved, or public, or no people."""
    if release.suppression.linked:
        return "proved"
    return "open" if release.is_open else "published"


def shown_tables(
    read: JoinedFile, release: Release, by: str = BY[0]
) -> tuple[ProtectedCounts, ...]:
    """Return every table that the counts can be shown in, and the one that is asked for."""
    origin, found = read.origin, []
    names = [BY[0]]
    if BY[1] == by or release.districts.known:
        names.append(BY[1])
    if "origin" in read.counts.columns:
        names += [level.name for level in origin.levels]
    names += characteristics_of(read.counts.columns)
    for name in names:
        if name not in (BY[0], by) and _lacks(read.asking(name)):
            continue
        try:
            found.append(release.by(name))
        except DataError:
            if name in (BY[0], by):
                raise
    return tuple(found)


def _lacks(read: JoinedFile) -> bool:
    """Tell whether something is wrong for a table, beside names of countries that fit nothing."""
    joined, allowed = read.joined, read.options.allow_unmatched
    own = joined.needed[1:] if not allowed else ()
    return bool(joined.problems) or any(name.column in own for name in joined.unmatched)


def hidden_of(tables: Iterable[ProtectedCounts]) -> dict[str, tuple[int, int]]:
    """Return how many figures of each table are hidden, and how many it has."""
    return {
        table.by: (
            table.suppressed_cells,
            sum(len(part.cells) for part in table.with_aside),
        )
        for table in tables
    }
