"""Backs a database up and restores it: whole and compared with its origin, or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.errors import DataError, UsageError
from diasporamap.language import message
from diasporamap.store.address import ENDING, is_server, label
from diasporamap.store.connection import opened
from diasporamap.store.states import every_table, meta

if TYPE_CHECKING:
    import pyarrow as pa

    from diasporamap.store.connection import Connection

    Address = str | os.PathLike[str]


def backup(database: Address, path: str | os.PathLike[str]) -> int:
    """Copy a database, of a file or of a server, to a new file in one consistent state.

    Parameters
    ----------
    database : path-like
        The database; nobody is kept from reading it.
    path : path-like
        The file to write, which ends in .duckdb and which only its owner may open.

    Returns
    -------
    int
        How many loads it holds.

    Raises
    ------
    UsageError
        If the file is there already, or the database is in use.
    DataError
        If the copy is not equal to the database.
    """
    target = Path(path)
    if target.suffix.lower() != ENDING:
        raise UsageError(message("database.backup_ending", file=str(target), ending=ENDING))
    if target.exists():
        raise UsageError(message("database.backup_there", file=str(target)))
    with opened(database) as store, store.snapshot():
        meta(store)
        tables = _tables(store)
    return _as_file(tables, target)


def restore(path: str | os.PathLike[str], database: Address, *, force: bool = False) -> int:
    """Make a database again from a backup: whole, or as it was before.

    Parameters
    ----------
    path : path-like
        The backup, which is not changed.
    database : path-like
        The database to make: a file, or a server that holds none.
    force : bool, default False
        Whether a database that is there is given up for the backup.

    Returns
    -------
    int
        How many loads it holds.

    Raises
    ------
    UsageError
        If a database is there and `force` is not given, or it is in use.
    DataError
        If the backup is no database.
    """
    with opened(path) as store, store.snapshot():
        meta(store)
        tables = _tables(store)
    if is_server(database):
        return _to_server(tables, database, force=force)
    target = Path(database)
    if target.exists() and target.samefile(path):
        raise UsageError(message("database.backup_itself", file=str(target)))
    if target.exists() and not force:
        raise UsageError(message("database.there", file=str(target)))
    if target.exists():
        _give_up(target)
    return _as_file(tables, target)


def _give_up(target: Path) -> None:
    """Take what stands in the log of a database into it, so that none is left for the next one."""
    try:
        with opened(target, write=True) as store:
            store.settle()
    except DataError:  # damaged: its log is of no use to anybody
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)


def _tables(store: Connection) -> dict[str, pa.Table]:
    """Read every table as it is, in the order of its rows."""
    there = store.ibis.list_tables()
    return {
        name: _sorted(store.ibis.table(name).to_pyarrow())
        for name in every_table()
        if name in there
    }


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names])


def _as_file(tables: dict[str, pa.Table], target: Path) -> int:
    """Write tables to a file that takes its name once it was read again and is equal."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.stem}.copy{ENDING}")
    try:
        with opened(temporary, new=True) as store:
            with store.transaction():
                _fill(store, tables)
            store.settle()
        with opened(temporary) as store:
            _require_equal(_tables(store), tables, label(target))
        _to_disk(temporary)
        temporary.replace(target)
    finally:
        for left in target.parent.glob(f"{temporary.name}*"):
            left.unlink()
    return int(tables["loads"].num_rows)


def _to_disk(path: Path) -> None:
    """See to it that a file is on the disk before it takes the place of another."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _to_server(tables: dict[str, pa.Table], database: Address, *, force: bool) -> int:
    with opened(database, write=True) as store:
        there = [name for name in every_table() if name in store.ibis.list_tables()]
        if there and not force:
            raise UsageError(message("database.holds_one", database=label(database)))
        with store.transaction():
            for name in there:
                store.drop(name)
            _fill(store, tables)
            _require_equal(_tables(store), tables, label(database))
    return int(tables["loads"].num_rows)


def _fill(store: Connection, tables: dict[str, pa.Table]) -> None:
    import ibis

    for name, table in tables.items():
        schema = ibis.Schema.from_pyarrow(table.schema)
        store.create(name, {column: str(kind) for column, kind in schema.items()})
        store.insert(name, table)


def _require_equal(made: dict[str, pa.Table], given: dict[str, pa.Table], called: str) -> None:
    wrong = [name for name, table in given.items() if made[name].to_pylist() != table.to_pylist()]
    if wrong:
        raise DataError.of("copy_differs", file=called, tables=wrong)
