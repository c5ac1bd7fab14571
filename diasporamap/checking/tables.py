"""The tables of a release that can be shown, with what is hidden in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import DataError
from diasporamap.protection import BY, Release

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.intake import JoinedFile, Remembered
    from diasporamap.protection import Profile, ProtectedCounts


def release_of(
    read: JoinedFile,
    chosen: pd.DataFrame,
    profile: Profile,
    before: Remembered,
    *,
    quantity: Quantity | None,
    districts: DistrictChoice | None = None,
    confidential: bool = False,
) -> Release:
    """Make the release of the counts that are chosen of a file."""
    return Release(
        *(chosen, profile, read.sources, districts or DistrictChoice(origin=read.origin)),
        read.table.file or None,
        aside=read.joined.not_stated(chosen),
        known=before.known,
        earlier=before.earlier,
        confidential=confidential,
        quantity=quantity,
    )


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
            len(table.cells) + (len(table.aside.cells) if table.aside is not None else 0),
        )
        for table in tables
    }
