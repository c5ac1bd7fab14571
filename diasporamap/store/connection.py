"""Opens a database, and does the little for which Ibis has no words: transactions and locks.

Tables are read and written through Ibis, so that one code serves DuckDB and PostgreSQL. All that
speaks to one of the two stands here.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import DataError, UsageError
from diasporamap.language import message
from diasporamap.store.address import is_server, label, server_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd
    import pyarrow as pa

#: How long one who finds a database in use waits for it, in seconds, and between two attempts.
PATIENCE: Final = 5.0
PAUSE: Final = 0.1
#: What may be done by others to a file that holds the figures of a register: nothing.
PRIVATE: Final = 0o077


@dataclass(frozen=True, eq=False)
class Connection:
    """An open database: `ibis` is its backend, `address` what messages call it."""

    ibis: Any
    address: str
    on_server: bool

    def create(self, name: str, schema: Mapping[str, str]) -> None:
        """Make an empty table."""
        import ibis

        self.ibis.create_table(name, schema=ibis.schema(dict(schema)))

    def add_column(self, table: str, column: str) -> None:
        """Add a column of texts to a table; its rows are blank there."""
        quoted = column.replace('"', '""')
        self.ibis.raw_sql(f'ALTER TABLE {table} ADD COLUMN "{quoted}" TEXT')

    def drop(self, name: str) -> None:
        """Take a table away, with all that is in it."""
        self.ibis.raw_sql(f"DROP TABLE {name}")

    def frame(self, rows: Any) -> pd.DataFrame:  # noqa: ANN401 - a table of Ibis
        """Return rows as a frame whose numbers are whole also where some are blank.

        Ibis's own way there asks pandas for an option that is about to go.
        """
        import pandas as pd
        import pyarrow as pa

        kinds = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype()}
        frame: pd.DataFrame = rows.to_pyarrow().to_pandas(types_mapper=kinds.get)
        return frame

    def insert(self, table: str, rows: pa.Table) -> None:
        """Add rows to a table."""
        import ibis

        if rows.num_rows:
            self.ibis.insert(table, ibis.memtable(rows))

    @contextmanager
    def transaction(self, *, locks: str = "") -> Iterator[None]:
        """Do all or nothing; on a server nobody else writes to the table that is locked."""
        if not self.on_server:
            self.ibis.raw_sql("BEGIN TRANSACTION")
            try:
                yield
            except BaseException:
                self.ibis.raw_sql("ROLLBACK")
                raise
            self.ibis.raw_sql("COMMIT")
            return
        import psycopg

        with self.ibis.con.transaction():
            if locks:
                self.ibis.raw_sql(f"SET LOCAL lock_timeout = '{int(PATIENCE * 1000)}ms'")
                try:
                    self.ibis.con.execute(f"LOCK TABLE {locks} IN EXCLUSIVE MODE")
                except psycopg.errors.LockNotAvailable as error:
                    raise _in_use(self.address) from error
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read several tables in one state."""
        with self.transaction():
            if self.on_server:
                self.ibis.raw_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def settle(self) -> None:
        """Write into the file itself what stands in the log beside it."""
        if not self.on_server:
            self.ibis.raw_sql("CHECKPOINT")


@contextmanager
def opened(
    database: str | os.PathLike[str], *, write: bool = False, new: bool = False
) -> Iterator[Connection]:
    """Open a database; who finds a file in use waits a little.

    Raises
    ------
    UsageError
        If it is not there, is in use, or what opens it is not installed.
    DataError
        If it is no database.
    """
    called = label(database)
    if is_server(database):
        backend = _server(server_address(database), called)
    else:
        path = Path(database)
        if not new and not path.is_file():
            raise UsageError(message("store.no_database", database=str(path)))
        if not new and not os.access(path, os.W_OK if write else os.R_OK):
            raise UsageError(message("store.confidential", database=str(path)))
    with _private(write or new):
        if not is_server(database):
            backend = _file(Path(database), write=write or new)
        try:
            with _refusals(called):
                yield Connection(backend, called, is_server(database))
        finally:
            backend.disconnect()


@contextmanager
def _refusals(called: str) -> Iterator[None]:
    """Turn what a database refuses, as on a full disk, into a message without its values."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("_duckdb", "duckdb", "psycopg"):
            raise
        where = {"file": called, "error": type(error).__name__}
        raise DataError.of("database_refused", **where) from error


@contextmanager
def _private(writes: bool) -> Iterator[None]:  # noqa: FBT001 - whether it does anything
    """Let files that are made be nobody else's: a database writes a log beside itself."""
    before = os.umask(PRIVATE) if writes else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def _file(path: Path, *, write: bool) -> Any:  # noqa: ANN401 - a backend of Ibis
    """Open a file as soon as nobody else writes to it."""
    try:
        import duckdb
        import ibis
    except ImportError as error:
        raise UsageError(
            message("store.not_installed", what=path.name, extra="database")
        ) from error
    until = time.monotonic() + PATIENCE
    while True:
        try:
            # Nothing is fetched: a machine without internet has all that is needed.
            return ibis.duckdb.connect(
                path, read_only=not write, autoinstall_known_extensions=False
            )
        except duckdb.IOException as error:
            if "lock" not in str(error).casefold():
                raise _no_database(path) from error
            if time.monotonic() > until:
                raise _in_use(str(path)) from error
        except duckdb.Error as error:
            raise _no_database(path) from error
        time.sleep(PAUSE)


def _server(address: str, called: str) -> Any:  # noqa: ANN401 - a backend of Ibis
    try:
        import ibis
        import psycopg
    except ImportError as error:
        raise UsageError(
            message("store.not_installed", what="PostgreSQL", extra="postgresql")
        ) from error
    try:
        backend = ibis.postgres.from_connection(psycopg.connect(address, autocommit=True))
    except psycopg.Error as error:
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UsageError(message("store.not_opened", database=called, why=why)) from error
    with suppress(psycopg.Error):  # notices of a server are none of ours
        backend.con.execute("SET client_min_messages = warning")
    return backend


def _in_use(called: str) -> UsageError:
    return UsageError(message("store.in_use", database=called))


def _no_database(path: Path) -> DataError:
    return DataError.of("file_no_database", file=str(path))
