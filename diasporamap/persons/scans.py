"""Opens tables of persons in an engine: DuckDB on this machine, Spark on one or on many."""

from __future__ import annotations

import csv
import os
import pickle
import re
import shutil
import sys
import tempfile
import warnings
import zlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from importlib.util import find_spec
from io import StringIO
from itertools import filterfalse, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError, UsageError
from diasporamap.language import message
from diasporamap.persons.engine import DeclinedError
from diasporamap.persons.rows import LOOKED_AT, Persons, header_at
from diasporamap.persons.streams import DATABASE_ENDINGS, open_persons
from diasporamap.tables.books import PARQUET_ENDINGS, TEXT_ENDINGS, check_file
from diasporamap.tables.delimited import DECLARED, delimiter_of
from diasporamap.tables.frames import is_index, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from diasporamap.persons.codebook import Codebook
    from diasporamap.tables.frames import Source

    #: What computes columns, by name: a function of batches, and the columns that it takes.
    Functions = Mapping[str, tuple[Callable[..., Any], Sequence[str]]]
    #: Asked columns and the codebook, by which a header is found.
    Asked = tuple[Sequence[str], Codebook | None]

#: From how many bytes on a file is worth starting an engine for.
WORTHWHILE: Final = 8 * 2**20
#: What DuckDB may use; it may not write what does not fit to a disk.
MEMORY: Final = "700MB"
#: How many rows functions are given together, and how many batches wait for their turn.
TOGETHER: Final = 250_000
AHEAD: Final = 2

_SPARK: Final = re.compile(r"spark://.+|local(?:\[.+\]|-cluster\[.+\])|yarn|k8s://.+")


@dataclass(frozen=True)
class Scan:
    """A table of persons in an engine; its columns are called c0, c1 … by their position.

    `persons` is its header with the first rows. `numbered` says that groups have the number of
    their first person, `blanks_are_none` that rows without any cell are no persons.
    """

    engine: str
    persons: Persons
    table: Any
    applied: Callable[..., Any]
    numbered: bool = False
    blanks_are_none: bool = False
    top: Sequence[tuple[int, Sequence[str]]] = field(default=())

    @property
    def header(self) -> tuple[str, ...]:
        """The header of the file."""
        return self.persons.header

    @staticmethod
    def with_row(table: Any) -> Any:
        """Add the number of each row, from 1."""
        import ibis

        return table.mutate(row=ibis.row_number() + 1)


def engine_for(engine: str | None, table: Source) -> str:
    """Return which engine counts a table: "python", "duckdb" or the master of Spark.

    Where none is named, DuckDB where it is installed and the file is worth it.

    Raises
    ------
    UsageError
        If there is no such engine, or it is not installed.
    """
    path = table if isinstance(table, (str, os.PathLike)) else None
    suffix = Path(path).suffix.lower() if path is not None else ""
    if engine is None:
        if suffix in DATABASE_ENDINGS:
            engine = "duckdb"
        elif path is None or suffix not in (*TEXT_ENDINGS, *PARQUET_ENDINGS):
            return "python"
        else:
            large = Path(path).is_file() and Path(path).stat().st_size >= WORTHWHILE
            return "duckdb" if large and find_spec("duckdb") and find_spec("ibis") else "python"
    if engine == "duckdb" and not (find_spec("duckdb") and find_spec("ibis")):
        raise UsageError(message("persons.not_installed", name="DuckDB", extra="database"))
    if engine in ("python", "duckdb"):
        return engine
    if not _SPARK.fullmatch(engine):
        raise UsageError(message("persons.no_engine", name=engine))
    if not (find_spec("pyspark") and find_spec("ibis")):
        raise UsageError(message("persons.not_installed", name="Spark", extra="spark"))
    if path is None or suffix not in (*TEXT_ENDINGS, *PARQUET_ENDINGS):
        raise UsageError(message("persons.spark_files"))
    return engine


@contextmanager
def open_scan(
    engine: str, table: Source, asked: Asked, *, sheet: str | None = None, numbered: bool = False
) -> Iterator[Scan]:
    """Open a table of persons in DuckDB, or in the Spark whose master `engine` is.

    `numbered` asks for the numbers of rows, which DuckDB knows and Spark does not.
    """
    if not isinstance(table, (str, os.PathLike)):
        raise DeclinedError
    if engine != "duckdb":
        with warnings.catch_warnings():
            # Nothing of pandas goes through Spark.
            warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
            with _session(engine) as session:
                yield _spark(session, str(table), asked)
        return
    path = Path(table)
    suffix = path.suffix.lower()
    if suffix in DATABASE_ENDINGS:
        if not path.is_file():
            raise CountsError.of("file_missing", file=str(path))
        with _duckdb(path) as con:
            yield _of_database(con, path, sheet, numbered=numbered)
        return
    check_file(path, largest=None)
    with _duckdb() as con:
        if suffix in PARQUET_ENDINGS:
            found = con.read_parquet(str(path))
            yield _of_table(found, [*filterfalse(is_index, found.columns)], numbered=numbered)
        elif suffix in TEXT_ENDINGS and sheet is None:
            with open_persons(path, wanted=asked[0], codebook=asked[1]) as persons:
                yield _of_text(con, path, persons)
        else:
            raise DeclinedError


def without_core_dumps() -> None:
    """Let no crash of this process leave its memory, with rows of persons, on a disk."""
    if find_spec("resource"):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def engine_errors(engine: str) -> tuple[type[Exception], ...]:
    """Return what an engine raises where it cannot count; its messages may hold cells."""
    if engine == "duckdb":
        import duckdb

        return (DeclinedError, duckdb.Error)
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (DeclinedError, PySparkException, Py4JError)


@contextmanager
def _duckdb(path: Path | None = None) -> Iterator[Any]:
    """Open DuckDB in memory, or a file of it to read; nothing is ever written to a disk."""
    import ibis

    options: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": ""}
    if path is None:
        con = ibis.duckdb.connect(**options)
    else:
        con = ibis.duckdb.connect(path, read_only=True, **options)
    try:
        yield con
    finally:
        con.disconnect()


def _of_text(con: Any, path: Path, persons: Persons) -> Scan:
    """Open a text as UTF-8, split as the csv module splits it; other texts are declined."""
    top = list(islice(persons.rows, LOOKED_AT))
    if not top or not persons.separator:
        raise DeclinedError
    names = {f"c{at}": "VARCHAR" for at in range(len(persons.header))}
    try:
        table = con.read_csv(
            str(path),
            columns=names,
            header=False,
            skip=top[0][0] - 1,
            delim=persons.separator,
            quote='"',
            escape='"',
            strict_mode=True,
            null_padding=False,
        )
        first = table.limit(len(top)).to_pyarrow().to_pylist()
    except engine_errors("duckdb"):
        raise DeclinedError from None
    cells = [tuple(value or "" for value in row.values()) for row in first]
    if cells != [tuple(row) for _, row in top]:
        raise DeclinedError
    own = Persons(persons.header, iter(top), persons.readable, notes=persons.notes)
    return Scan("duckdb", own, table, _in_batches, top=top)


def _of_table(
    table: Any,
    names: Sequence[str],
    *,
    numbered: bool = False,
) -> Scan:
    """Open a table whose columns have names and types."""
    own = table.select(**{f"c{at}": table[name] for at, name in enumerate(names)})
    frame = own.limit(LOOKED_AT).to_pyarrow().to_pandas()
    rows = zip(*(texts_of(column) for _, column in frame.items()), strict=True)
    top = [(at, cells) for at, cells in enumerate(rows, start=1) if any(cells)]
    header = tuple(name.strip() for name in names)
    persons = Persons(header, iter(top), str)
    return Scan(
        "duckdb",
        persons,
        own,
        _in_batches,
        numbered,
        blanks_are_none=True,
        top=top,
    )


def _of_database(con: Any, path: Path, sheet: str | None, *, numbered: bool) -> Scan:
    """Open a table of a database: the one that is named, or the only one."""
    tables = con.list_tables()
    if sheet is None and len(tables) == 1:
        sheet = tables[0]
    if sheet not in tables:
        raise UsageError(message("persons.which_table", file=path.name, known=sorted(tables)))
    found = con.table(sheet)
    return _of_table(found, list(found.columns), numbered=numbered)


def _in_batches(table: Any, functions: Functions, kept: Sequence[str]) -> Any:
    """Compute columns by functions of batches between two connections, on two cores."""
    import ibis
    import pyarrow as pa

    needed = dict.fromkeys([*kept, *(name for _, inputs in functions.values() for name in inputs)])
    given = table.select(*needed).to_pyarrow_batches(chunk_size=TOGETHER)
    types = {name: given.schema.field(name).type for name in kept} | (
        {"at": pa.int32()} if "at" in functions else {}
    )
    found = pa.RecordBatchReader.from_batches(
        pa.schema(types), _ahead(partial(computed, functions, kept), given)
    )
    con = ibis.duckdb.connect(memory_limit=MEMORY, temp_directory="")
    con.con.register("prepared", found)
    return con.table("prepared")


def _ahead(function: Callable[[Any], Any], batches: Iterable[Any]) -> Iterator[Any]:
    """Give what a function makes of each batch, in order, the next ones in hand meanwhile."""
    with ThreadPoolExecutor(AHEAD) as pool:
        waiting: deque[Any] = deque()
        for batch in batches:
            waiting.append(pool.submit(function, batch))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def computed(functions: Functions, kept: Sequence[str], batch: Any) -> Any:
    """Return a batch with columns that functions compute, and some of its own."""
    import pyarrow as pa

    columns = {name: batch.column(name) for name in kept}
    for name, (function, inputs) in functions.items():
        columns[name] = function(*(batch.column(column) for column in inputs))
    return pa.RecordBatch.from_pydict(columns)


@contextmanager
def _session(master: str) -> Iterator[Any]:
    """Start Spark, or take the session that runs; what is kept on disk is encrypted and removed."""
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    folder = tempfile.mkdtemp(prefix="diasporamap-")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.eventLog.enabled": "false",
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.io.encryption.enabled": "true",
        "spark.log.level": "OFF",
        "spark.sql.csv.parser.columnPruning.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
        "spark.sql.shuffle.partitions": "8",
        "spark.driver.extraJavaOptions": "-XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null",
        "spark.executor.extraJavaOptions": "-XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null",
    }
    if master.startswith("local"):
        settings |= {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("diasporamap")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _spark(session: Any, path: str, asked: Asked) -> Scan:
    """Open Parquet, or a CSV whose header is in the first line, in Spark."""
    import ibis

    con = ibis.pyspark.connect(session)
    applied = partial(_with_batches, con, session)
    if Path(path).suffix.lower() in PARQUET_ENDINGS:
        found = con.read_parquet(path)
        return replace(
            _of_table(found, [*filterfalse(is_index, found.columns)]),
            engine="spark",
            applied=applied,
        )
    lines = [row[0] for row in session.read.text(path).limit(LOOKED_AT).collect()]
    start = "\n".join(lines).removeprefix("\ufeff")
    separator = delimiter_of(start)
    top = list(csv.reader(StringIO(start, newline=""), delimiter=separator))
    texts = [tuple(cell.strip() for cell in cells) for cells in top]
    if not texts or header_at(texts, asked[0], codebook=asked[1]) or DECLARED.match(start):
        raise CountsError.of("spark_header", file=path, row=1)
    names = [f"c{at}" for at in range(len(texts[0]))]
    frame = session.read.csv(
        path,
        schema=", ".join(f"{name} string" for name in (*names, "broken")),
        sep=separator,
        header=True,
        quote='"',
        escape='"',
        mode="PERMISSIVE",
        columnNameOfCorruptRecord="broken",
        ignoreLeadingWhiteSpace=False,
        ignoreTrailingWhiteSpace=False,
    )
    # The record itself must go no further than this.
    frame = frame.withColumn("broken", frame["broken"].isNotNull())
    frame.createOrReplaceTempView("persons")
    first = list(enumerate(texts[1:], start=2))
    persons = Persons(texts[0], iter(first), str)
    return Scan("spark", persons, con.table("persons"), applied, top=first)


def _with_batches(
    con: Any,
    session: Any,
    table: Any,
    functions: Functions,
    kept: Sequence[str],
) -> Any:
    """Compute columns by functions of batches where the rows are; boundaries are sent once."""
    from pyspark.sql.types import IntegerType, StructType

    needed = [*kept, *(name for _, inputs in functions.values() for name in inputs)]
    rows = session.sql(con.compile(table.select(*dict.fromkeys(needed))))
    schema = StructType([rows.schema[name] for name in kept])
    if "at" in functions:
        schema = schema.add("at", IntegerType())
    shared = session.sparkContext.broadcast(zlib.compress(pickle.dumps(functions), 1))
    name = f"prepared_{id(shared)}"
    rows.mapInArrow(partial(_batches, shared, tuple(kept)), schema).createOrReplaceTempView(name)
    return con.table(name)


def _batches(shared: Any, kept: Sequence[str], batches: Iterator[Any]) -> Iterator[Any]:
    """Compute the columns of batches on a worker."""
    functions = _loaded(shared.value)
    for batch in batches:
        yield computed(functions, kept, batch)


@lru_cache(maxsize=1)
def _loaded(packed: bytes) -> Functions:
    """Return functions as they were sent to this worker, once for all its batches."""
    functions: Functions = pickle.loads(zlib.decompress(packed))  # noqa: S301 - sent by ourselves
    return functions
