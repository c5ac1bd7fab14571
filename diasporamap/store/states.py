"""The states of a database: what stood in a table after a load, and what a load changes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.store.migrations import STEPS, VERSION
from diasporamap.store.tables import COUNTS, LOADS, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.store.connection import Connection
    from diasporamap.store.tables import StoreTable

#: What the database says that it is.
FORMAT: Final = "diasporamap database"
_DASH: Final = re.compile("[\u2010-\u2015\u2212]")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Changes:
    """What a load says of one table: rows that are new, corrected, withdrawn, and left out.

    `kept` are blank rows that stand where a figure is known: no data does not take its place.
    """

    added: list[dict[str, Any]] = field(default_factory=list)
    corrected: list[dict[str, Any]] = field(default_factory=list)
    withdrawn: list[dict[str, Any]] = field(default_factory=list)
    kept: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.corrected or self.withdrawn)

    @property
    def changes_known(self) -> bool:
        """Whether something that was said before is said otherwise now."""
        return bool(self.corrected or self.withdrawn)


def meta(store: Connection) -> dict[str, str]:
    """Return what a database says of itself; refuse one that is none or of another version."""
    if "meta" not in store.ibis.list_tables():
        raise UsageError(message("store.holds_none", database=store.address))
    frame = store.frame(store.ibis.table("meta"))
    known = dict(zip(frame["name"], frame["value"], strict=True))
    if known.get("format") != FORMAT:
        raise UsageError(message("store.not_ours", database=store.address))
    if int(known["version"]) > VERSION:
        raise UsageError(message("store.newer", database=store.address))
    return known


def require_current(store: Connection) -> dict[str, str]:
    """Return what a database says of itself where it is of this version."""
    known = meta(store)
    if int(known["version"]) < VERSION:
        raise UsageError(message("store.earlier", database=store.address))
    return known


def migrate(store: Connection, origin: str, *, upto: int = VERSION) -> list[int]:
    """Bring a database up to a version; return the steps that were taken, in one transaction."""
    import pyarrow as pa

    there = "meta" in store.ibis.list_tables()
    version = int(meta(store)["version"]) if there else 0
    steps = [number for number in sorted(STEPS) if version < number <= upto]
    if not steps:
        return []
    with store.transaction():
        for number in steps:
            STEPS[number](store)
        said = {"format": FORMAT, "origin": origin}
        if there:
            said = meta(store)
            store.ibis.raw_sql("DELETE FROM meta")
        said["version"] = str(upto)
        store.insert("meta", pa.table({"name": list(said), "value": list(said.values())}))
    return steps


def loads(store: Connection, upto: int | None = None) -> pd.DataFrame:
    """Return the loads in their order, a row each."""
    table = store.ibis.table("loads")
    if upto is not None:
        table = table.filter(table.load <= upto)
    frame = store.frame(table.order_by("load"))
    texts = [name for name, kind in LOADS.items() if kind == "string"]
    return frame.assign(**{name: frame[name].fillna("") for name in texts})


def load_of(store: Connection, as_of: str | None) -> int:
    """Return the last load up to a day (its end, UTC), a moment, or a load by its number.

    Raises
    ------
    UsageError
        If it is none of these, or nothing was loaded yet.
    """
    known = loads(store)
    if as_of is None:
        return int(known["load"].max()) if len(known) else 0
    text = str(as_of).strip()
    if text.isdigit():
        found = known[known["load"] == int(text)]
    else:
        found = known[known["at"] < _end_of(text)]
    if found.empty:
        first = f"{known['at'].min():%Y-%m-%d}" if len(known) else message("store.never")
        told = {"database": store.address, "text": text, "first": first}
        raise UsageError(message("store.nothing_loaded", **told))
    return int(found["load"].max())


def _end_of(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text) + timedelta(days=1)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(message("store.no_moment", text=text)) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) + timedelta(microseconds=1)


def state(store: Connection, table: StoreTable, load: int) -> pd.DataFrame:
    """Return the rows of a table as they stood after a load, in the order of their keys."""
    import ibis

    rows = store.ibis.table(table.name)
    keys = table.keys_in(rows.columns)
    rows = rows.filter(rows.load <= load)
    last = rows.load.max().over(ibis.window(group_by=[rows[key] for key in keys]))
    rows = rows.mutate(last_load=last)
    rows = rows.filter(rows.load == rows.last_load, ~rows.withdrawn)
    rows = rows.drop("load", "withdrawn", "last_load")
    frame = store.frame(rows)
    order = sorted(range(len(frame)), key=[*_keys_of(frame, keys)].__getitem__)
    return frame.iloc[order].reset_index(drop=True)


def past(store: Connection, table: StoreTable, chosen: Mapping[str, object]) -> pd.DataFrame:
    """Return all that loads said of the rows that are chosen, in the order of keys and loads."""
    rows = store.ibis.table(table.name)
    for column, value in chosen.items():
        rows = rows.filter(rows[column] == value)
    frame = store.frame(rows)
    keys = list(_keys_of(frame, table.keys_in(frame.columns)))
    order = sorted(range(len(frame)), key=lambda at: (keys[at], int(frame["load"].iloc[at])))
    return frame.iloc[order].reset_index(drop=True)


def differences(
    known: pd.DataFrame, given: pd.DataFrame, table: StoreTable, *, whole: bool
) -> Changes:
    """Compare rows with those that are known; with `whole` what is not given is withdrawn."""
    columns = list(dict.fromkeys([*table.columns, *given.columns, *known.columns]))
    keys = table.keys_in(columns)
    values = [name for name in columns if name not in keys]
    counted = table.name == COUNTS.name
    before = _rows_by_key(known, keys, columns, counted=counted)
    now = _rows_by_key(given, keys, columns, counted=counted)
    changes = Changes(withdrawn=[row for key, row in before.items() if whole and key not in now])
    kept = 0
    for key, row in now.items():
        there = before.get(key)
        if there is not None:  # a name keeps the spelling that it has
            row.update({name: there[name] for name in keys})
        if there is None:
            changes.added.append(row)
        elif not whole and counted and _says_nothing(row):
            kept += not _says_nothing(there)
        elif any(row[name] != there[name] for name in values):
            changes.corrected.append(row)
    return Changes(changes.added, changes.corrected, changes.withdrawn, kept)


def _says_nothing(row: Mapping[str, Any]) -> bool:
    return row["count"] is None and row.get("status") is None


def append(store: Connection, table: StoreTable, changes: Changes, load: int) -> None:
    """Write down what a load says of a table."""
    import pyarrow as pa

    rows = [*changes.added, *changes.corrected, *changes.withdrawn]
    if not rows:
        return
    there = store.ibis.table(table.name).columns
    own = [name for name in rows[0] if name not in there]
    for name in own:
        store.add_column(table.name, name)
    schema = _arrow({**table.schema, **{n: "string" for n in rows[0] if n not in table.schema}})
    gone = len(rows) - len(changes.withdrawn)
    records = [{**row, "load": load, "withdrawn": at >= gone} for at, row in enumerate(rows)]
    store.insert(table.name, pa.Table.from_pylist(records, schema=schema))


def append_load(store: Connection, record: Mapping[str, Any]) -> None:
    """Write down a load."""
    import pyarrow as pa

    store.insert("loads", pa.Table.from_pylist([dict(record)], schema=_arrow(LOADS)))


def _arrow(schema: Mapping[str, str]) -> Any:  # noqa: ANN401 - a schema of pyarrow
    import ibis

    return ibis.schema(dict(schema)).to_pyarrow()


def _rows_by_key(
    frame: pd.DataFrame, keys: Sequence[str], columns: Sequence[str], *, counted: bool
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the rows by their keys, as plain values: None where a cell is blank.

    Counts of what is spelt in two ways, as "Paris" and "PARIS", are added up: nobody is lost.
    """
    records = [dict.fromkeys(columns) for _ in range(len(frame))]
    for name in frame.columns:
        for record, value in zip(records, _plain(frame[name]), strict=True):
            record[name] = value
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        key = tuple(_spelt(record[key]) for key in keys)
        same = found.setdefault(key, record)
        if same is not record and counted:
            people = (same["count"], record["count"])
            same["count"] = None if None in people else sum(people)
    return found


def _spelt(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a text without what spellings of one name differ by: case, accents, dashes, spaces."""
    if not isinstance(value, str):
        return value
    letters = unicodedata.normalize("NFKD", value.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(_DASH.sub("-", plain).split())


def _plain(column: pd.Series) -> Iterator[Any]:
    for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True):
        yield None if missing or value == "" else value


def _keys_of(frame: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Give the keys of rows so that they sort: blanks first, numbers as numbers."""
    columns = [
        [(value is not None, value or ("" if name not in _NUMERIC else 0)) for value in cells]
        for name, cells in ((name, _plain(frame[name])) for name in keys)
    ]
    return zip(*columns, strict=True)


_NUMERIC: Final = frozenset(("year", "lon", "lat"))


def every_table() -> list[str]:
    """Return the names of all tables, as a copy takes them."""
    return ["meta", "loads", *TABLES]
