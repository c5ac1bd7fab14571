"""Reads the state of a database: what it held after the last load, or as of a day."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.counts.sources import SHIPPED, Source
from diasporamap.store.address import is_server
from diasporamap.store.connection import opened
from diasporamap.store.states import load_of, loads, require_current, state
from diasporamap.store.tables import COUNTS, SOURCES, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

    Address = str | os.PathLike[str]


@dataclass(frozen=True, eq=False)
class Stored:
    """A state of a database.

    `origin` is the country that the people come from, `load` the last load that is in it, `at` when
    that was; `counts` the tidy counts, `sources` those that are declared.
    """

    origin: str
    load: int
    at: datetime | None
    counts: pd.DataFrame
    sources: Mapping[str, Source]


def read_state(database: Address, as_of: str | None = None) -> Stored:
    """Read the counts and the sources of a database as of a day, of the last load without one."""
    with opened(database) as store, store.snapshot():
        known = require_current(store)
        load = load_of(store, as_of)
        counts = state(store, COUNTS, load)
        sources = state(store, SOURCES, load)
        done = loads(store, load)
    at = done["at"].iloc[-1].to_pydatetime() if len(done) else None
    return Stored(known["origin"], load, at, counts, as_sources(sources, database))


def read_declared(database: Address) -> dict[str, Source]:
    """Read the sources of a database as they are now."""
    with opened(database) as store:
        require_current(store)
        return as_sources(state(store, SOURCES, load_of(store, None)), database)


def read_stored(database: Address, table: str, as_of: str | None = None) -> pd.DataFrame:
    """Read another table of a database; texts that are not known are blank."""
    with opened(database) as store, store.snapshot():
        require_current(store)
        frame = state(store, TABLES[table], load_of(store, as_of))
    texts = [name for name, kind in TABLES[table].columns.items() if kind == "string"]
    return frame.assign(**{name: frame[name].astype("object").fillna("") for name in texts})


def origin_of(database: Address) -> str:
    """Return the country of origin of the people in a database."""
    with opened(database) as store:
        return require_current(store)["origin"]


def as_sources(frame: pd.DataFrame, database: Address) -> dict[str, Source]:
    """Make the sources of their rows."""
    found = {}
    for row in frame.to_dict("records"):
        given = {str(name): _value(str(name), value) for name, value in row.items()}
        same = given.get("same_people_as")
        if same and not SHIPPED.fullmatch(same) and not is_server(database):
            given["same_people_as"] = str(Path(database).parent / same)
        named = {name: value for name, value in given.items() if value is not None}
        found[named["name"]] = Source(**named)
    return found


def source_row(source: Source, database: Address) -> dict[str, Any]:
    """Return a source as a row; a file is named from the folder of the database."""
    row = {
        field.name: getattr(source, field.name)
        for field in fields(Source)
        if field.name in SOURCES.columns
    }
    same = source.same_people_as
    if same and not SHIPPED.fullmatch(same) and not is_server(database):
        row["same_people_as"] = Path(os.path.relpath(same, Path(database).parent)).as_posix()
    known = source.known_totals
    return {**row, "known_totals": json.dumps(list(known)) if known else None}


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - a cell
    import pandas as pd

    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    if name == "known_totals":
        return tuple(json.loads(value))
    return bool(value) if SOURCES.columns.get(name) == "boolean" else value
