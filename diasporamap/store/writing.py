"""Writes what a load says into a database: who, when, from which file and why."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.schema import KEY
from diasporamap.errors import UsageError
from diasporamap.files import VERSION
from diasporamap.language import message
from diasporamap.store.states import (
    Changes,
    append,
    append_load,
    differences,
    loads,
    state,
)
from diasporamap.store.tables import COUNTS, TABLES

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from diasporamap.store.connection import Connection

#: Variable of the system that says who loads, where no author is given.
AUTHOR: Final = "DIASPORAMAP_AUTHOR"
#: The figures of a source are compared in the years and definitions that a load is of.
SCOPE: Final = ("source", "definition", "year")
#: What people of a place may be told apart by, beside columns of one's own.
_TOLD_BY: Final = frozenset(KEY) - {"place", "sex", "subdivision", "city", *SCOPE}


@dataclass(frozen=True, eq=False)
class Given:
    """The rows of each table that a file gives, and which file it is.

    `whole_tables` are those of which a file may be all that there is. With `needs_reason` a row
    that is known is said otherwise only for a reason. `read_with` are the options it was read with.
    """

    about: str
    file: str
    sha256: str
    frames: Mapping[str, pd.DataFrame]
    whole_tables: tuple[str, ...] = ()
    needs_reason: bool = True
    read_with: str = ""


@dataclass(frozen=True)
class Loaded:
    """What a load did.

    Attributes
    ----------
    number : int or None
        The load; None where nothing changed.
    same_as : int or None
        The load that the same file was before.
    changes : mapping of str to Changes
        What it said of each table.
    """

    number: int | None
    same_as: int | None = None
    changes: Mapping[str, Changes] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """How many blanks did not take the place of a figure."""
        return sum(each.kept for each in self.changes.values())


def write(
    store: Connection,
    given: Given,
    *,
    author: str | None = None,
    reason: str = "",
    whole: bool = False,
    again: bool = False,
) -> Loaded:
    """Write down what a load changes, in one transaction; nothing where it changes nothing."""
    with store.transaction(locks="loads"):
        before = loads(store)
        last = int(before["load"].max()) if len(before) else 0
        as_given = {"table": given.about, "sha256": given.sha256, "read_with": given.read_with}
        same = before[(before[[*as_given]] == [*as_given.values()]).all(axis=1)]
        same_as = int(same["load"].max()) if len(same) else None
        changes: dict[str, Changes] = {}
        said_before: dict[str, list[dict[Hashable, Any]]] = {}
        for name, frame in given.frames.items():
            known = _in_scope(state(store, TABLES[name], last), frame, name)
            if name == COUNTS.name:
                said_before[name] = known.to_dict("records")
            all_of_it = whole and name in given.whole_tables
            changes[name] = differences(known, frame, TABLES[name], whole=all_of_it)
        if not any(changes.values()):
            return Loaded(None, same_as, changes)
        if same_as is not None and not again:
            return Loaded(None, same_as)
        if not whole:
            for name, rows in said_before.items():
                _require_same_columns(rows, changes[name].added, given.file)
        otherwise = any(each.changes_known for each in changes.values())
        if otherwise and given.needs_reason and not reason.strip():
            raise UsageError(message("store.no_reason", file=given.file, database=store.address))
        now = datetime.now(UTC)
        if len(before) and now < before["at"].max():
            raise UsageError(message("store.clock", last=str(before["at"].max())))
        for name, each in changes.items():
            append(store, TABLES[name], each, last + 1)
        columns = ("added", "corrected", "withdrawn")
        numbers = {c: sum(len(getattr(each, c)) for each in changes.values()) for c in columns}
        told = {**as_given, "file": given.file}
        who = {"author": author_of(author), "reason": reason.strip() or None}
        made = f"diasporamap {VERSION}"
        record = {"load": last + 1, "at": now, **told, **who, "made_with": made, **numbers}
        append_load(store, record)
    return Loaded(last + 1, same_as, changes)


def author_of(author: str | None) -> str:
    """Return who loads: as given, as the system says, or its user."""
    return (author or os.environ.get(AUTHOR) or getpass.getuser()).strip()


def _require_same_columns(
    known: Sequence[Mapping[Hashable, Any]], added: Sequence[Mapping[str, Any]], file: str
) -> None:
    """Refuse figures of people who are there already by other columns: they would be added up."""
    before, now = _counted_by(known), _counted_by(added)
    for cell in sorted(now.keys() & before.keys(), key=str):
        if other := sorted(now[cell] ^ before[cell]):
            told = {"file": file, "place": cell[0], "columns": other}
            raise UsageError(message("store.other_columns", **told))


def _counted_by(rows: Sequence[Mapping[Any, Any]]) -> dict[tuple[str, ...], set[str]]:
    """Return the columns that the people of each place, source, definition and year are told by."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        cell = tuple(_text(row.get(name)) for name in ("place", *SCOPE))
        own = [n for n in row if n in _TOLD_BY or str(n).startswith("by_")]
        found.setdefault(cell, set()).update(str(name) for name in own if _text(row[name]))
    return found


def _text(value: object) -> str:
    import pandas as pd

    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]


def _in_scope(known: pd.DataFrame, given: pd.DataFrame, name: str) -> pd.DataFrame:
    """Keep of the counts that are known those of the sources, definitions and years given."""
    if name != COUNTS.name or known.empty:
        return known
    wanted = set(_scopes(given))
    return known[[scope in wanted for scope in _scopes(known)]].reset_index(drop=True)


def _scopes(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    texts = frame.reindex(columns=list(SCOPE))
    texts["year"] = texts["year"].astype("Int64")
    return list(texts.astype("string").fillna("").itertuples(index=False, name=None))
