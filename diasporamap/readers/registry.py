"""Reads a table of counts of any kind that analysts receive, and says what it was recognised as."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from diasporamap.counts.aggregation import kept_where
from diasporamap.counts.notes import Note
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.sources import read_sources, sources_file_of
from diasporamap.counts.stocks import OPEN
from diasporamap.counts.table import Counts, Table
from diasporamap.errors import CountsError, DataError, Problem, UsageError, problem
from diasporamap.language import message
from diasporamap.persons.meanings import as_codebook
from diasporamap.readers import kobo, plain, sdmx, undesa, undesa_matrix
from diasporamap.readers.database import read_database
from diasporamap.readers.options import ReadingKeywords, ReadingOptions, reading_options
from diasporamap.readers.publishers import REVISIONS
from diasporamap.readers.quantities import closed_for_people, declared_quantity
from diasporamap.readers.reader import USABLE, Reader
from diasporamap.readers.reference import named, read_named, with_origin
from diasporamap.store.address import is_database
from diasporamap.tables.books import choose_one, grid_named
from diasporamap.tables.encoded import encoded
from diasporamap.tables.frames import is_frame, label_of, labelled, name_of, opened
from diasporamap.tables.redaction import is_address, shown_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.counts.table import Recognised
    from diasporamap.tables.frames import Source as Readable
    from diasporamap.tables.raw import Book, Grid

#: Readers by the name of their format, in the order in which they are tried; see `add_reader`.
READERS: Final[dict[str, Reader]] = {
    reader.name: reader
    for reader in (kobo.READER, *sdmx.READERS, undesa.READER, undesa_matrix.READER, plain.READER)
}

#: From how many on, names of hardly a row each are hardly sources unless declared.
FEW_SOURCES: Final = 3


def add_reader(reader: Reader) -> None:
    """Add a reader, or replace the one of its name; it is tried before that of plain tables."""
    last = READERS.pop(plain.READER.name)
    READERS[reader.name] = reader
    READERS.setdefault(last.name, last)


def read_counts(table: Readable, **options: Unpack[ReadingKeywords]) -> Counts:
    """Read a table of counts into the tidy schema, names as written.

    Parameters
    ----------
    table : path-like or pandas.DataFrame
        A text table (CSV, TSV), a workbook (XLSX, ODS), a Parquet file, or a frame, which is not
        changed: a plain table, tidy (a row a place and sex: `place`, `sex`, `count`) or wide (a
        row a place: `place`, `women`, `men` and optionally `unknown` and `total`), with French or
        English headers; a workbook of UN DESA; a file of Eurostat, the OECD or another SDMX
        source; an export of KoboToolbox, whose persons are counted. The headers known are listed
        in ``tables/headers.csv``. Cells of a frame may be numbers, texts or both. "undesa:SEN" is
        what is shipped; see `read_undesa`.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`.

    Returns
    -------
    Counts
        Its `table` is a DataFrame of tidy counts in the order of the file. The index `row` is the
        row number in the file or the label in the index of the frame, blank where persons were
        counted; `count` (people) and `year` are Int64, every other column is text. A blank is no
        data, 0 is 0; where a figure is withheld, `status` says so. In a wide table with a total,
        people beyond women and men are of unknown sex. All years, sources and definitions are
        there unless one is asked for. `sources` are those that are declared, by the file itself or
        in the sources file beside it.

    Raises
    ------
    CountsError
        If the file cannot be read as a table or breaks the schema. Every problem is listed
        with file, row, column and hint.
    UsageError
        If there is no such option, sheet, format, year, source or definition, or the format has no
        use for an option.
    """
    asked = with_origin(reading_options(options), table)
    read = _sound(table_with_problems(table, asked))
    chosen = read.counts
    for column, value in asked.chosen.items():
        if value is not None:
            chosen = kept_where(chosen, column, value, read.sources)
    names = (asked.aliases, asked.allow_unmatched)
    return Counts(read, asked.country, chosen, *names, asked.as_of)


def read_undesa(
    origin: str | Origin, *, revision: int | str = REVISIONS[0], year: int | None = None
) -> Counts:
    """Read what UN DESA counts of people from one country: published, shipped, nothing to fetch.

    Parameters
    ----------
    origin : str or Origin
        The country that they come from, ISO 3166-1 alpha-3.
    revision : {2020, 2024}
        Which International Migrant Stock; revisions are never mixed. The extract of 2024 is
        preliminary and lacks large destinations.
    year : int, optional
        The year to keep; all where it is left out.

    Returns
    -------
    Counts
        As of `read_counts`: places of residence, women and men, every five years. A place that the
        revision does not report is in no row. The column `type` has the letters of UN DESA: B born
        abroad, C foreign citizens, R refugees added, I imputed.

    Raises
    ------
    CountsError
        If the revision has no row of people from there.
    UsageError
        If there is no such country, revision or year.
    """
    home = read_origin(origin)
    return read_counts(f"undesa-{revision}:{home.code}", origin=home, year=year)


def recognise(table: Readable, **options: Unpack[ReadingKeywords]) -> Recognised:
    """Tell what a table of counts is recognised as; parameters and errors as `read_counts`."""
    return read_table(table, **options).recognised


def read_table(table: Readable, **options: Unpack[ReadingKeywords]) -> Table:
    """Read all counts of a table and what was recognised in it; see `read_counts`."""
    return _sound(table_with_problems(table, reading_options(options)))


def _sound(table: Table) -> Table:
    if table.problems:
        raise CountsError(table.problems)
    return table


def table_with_problems(table: Readable, options: ReadingOptions) -> Table:
    """Read a table as it is, for whoever looks for all that is wrong with it.

    It has the source and the definition that are declared; breaches of the schema are `problems`.
    """
    if options.format is not None and options.format not in READERS:
        known = {"name": options.format, "known": [*READERS]}
        raise UsageError(message("readers.no_format", **known))
    file = name_of(table)
    declared = _declared_sources(table, options.sources)
    quantity = declared_quantity(options.measured, declared, file=file)
    codebook = as_codebook(options.codebook)
    options = replace(options, codebook=codebook, quantity=quantity, unit=None)
    try:
        read = _read_any(table, file, options)
    except DataError as error:
        raise type(error)(labelled(error.problems)) if is_frame(table) else error from None
    if is_frame(table):
        counts = read.counts.rename(index=label_of)
        read = replace(read, counts=counts, problems=tuple(labelled(read.problems)))
    sources = {**read.sources, **declared}
    if read.all_origins:
        sources = {name: replace(source, all_origins=True) for name, source in sources.items()}
    counts, problems = _with_declared(read.counts, sources, file=file)
    read = replace(read, counts=counts, sources=sources, file=file)
    read = closed_for_people(read, declared.values())
    stocks = {name for name, source in sources.items() if source.stock}
    if stocks == sources.keys():
        stocks |= {"NAME"}  # of a plain table, whose sources are known here only
    said = [
        found
        for found in read.problems
        if found.kind not in OPEN or not sources or found.fields["source"] not in stocks
    ]
    problems = [*said, *problems, *_strange_sources(read)]
    return replace(read, problems=tuple(problems))


def _read_any(table: Readable, file: str, options: ReadingOptions) -> Table:
    """Read shipped figures, the counts of a database, a file or a frame."""
    if isinstance(table, (str, os.PathLike)) and is_database(table):
        return read_database(table, options)
    options.refuse(["as_of"], message("readers.no_database", file=Path(file).name))
    name = named(table)
    return read_named(name, file, options) if name else _read(opened(table), options)


def _read(book: Book, options: ReadingOptions) -> Table:
    """Choose the sheet and the reader, and read."""
    given = grid_named(book, options.sheet)
    names = tuple(READERS) if options.format is None else (options.format,)
    grid, name = _chosen(book, given, names)
    reader = READERS[name]
    unused = [option for option in USABLE if option not in reader.uses]
    told = message("readers.is", file=Path(book.file).name, title=reader.words)
    options.refuse(unused, told)
    table = reader.read(book, grid, options)
    notes = [*_unshown(grid), *table.recognised.notes]
    others = tuple(other for other in book.sheets if other != grid.sheet)
    if given is None and others:
        notes.insert(0, Note("sheet", {"sheet": grid.sheet, "others": others}))
    return replace(table, recognised=replace(table.recognised, notes=tuple(notes)))


def _unshown(grid: Grid) -> Iterator[Note]:
    """Tell what is read although a spreadsheet program does not show it."""
    look = grid.look
    if look.hidden:
        yield Note("hidden_sheet", {"sheet": grid.sheet})
    if look.hidden_rows and (rows := sum(row in look.hidden_rows for row, _ in grid.rows)):
        yield Note("hidden_rows", {"number": rows})
    filled = (column.filled.any() for column in encoded(grid.rows).columns)
    if columns := sum(at in look.hidden_columns and bool(some) for at, some in enumerate(filled)):
        yield Note("hidden_columns", {"number": columns})


def _chosen(book: Book, given: Grid | None, names: tuple[str, ...]) -> tuple[Grid, str]:
    """Choose the sheet and the format: the only pair that fits, or the first of a publisher."""
    if given is not None:
        fitting = [name for name in names if len(names) > 1 and READERS[name].fits(book, given)]
        return given, fitting[0] if fitting else names[-1]
    for name in names:
        grids = [grid for grid in book.grids if READERS[name].fits(book, grid)]
        if grids and (len(grids) == 1 or name != plain.READER.name):
            return grids[0], name
    raise choose_one(book)


def _declared_sources(
    table: Readable, given: Mapping[str, Source] | str | os.PathLike[str] | None
) -> dict[str, Source]:
    """Return the sources that are given or named, or those of the file beside the table."""
    if isinstance(given, (str, os.PathLike)):
        return read_sources(given)
    if given is not None:
        return dict(given)
    beside = sources_file_of(table) if isinstance(table, (str, os.PathLike)) else None
    return read_sources(beside) if beside and beside.is_file() else {}


def _strange_sources(table: Table) -> list[Problem]:
    """Refuse a column of sources that may be one of persons: every output names its sources."""
    if "source" not in table.counts.columns:
        return []
    given = table.counts["source"].dropna().astype(str)
    _, left = shown_names(zip(given.index, given, strict=True), table.sources)
    if left < FEW_SOURCES and not any(map(is_address, set(given) - set(table.sources))):
        return []
    return [
        problem(
            "sources_strange",
            file=table.file,
            column=table.headers.get("source", "source"),
            topic="Sources",
            names=message("readers.names", number=left),
        )
    ]


def _with_declared(
    counts: pd.DataFrame, sources: Mapping[str, Source], *, file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Add the source and the definition that the sources file declares to a table without them."""
    if not sources:
        return counts, []
    if "source" not in counts.columns:
        if len(sources) > 1:
            where = {"file": Path(file).name, "topic": "Sources"}
            return counts, [problem("sources_without_column", **where, number=len(sources))]
        counts = counts.assign(source=next(iter(sources)))
    if "definition" not in counts.columns:
        definitions = {name: source.definition for name, source in sources.items()}
        counts = counts.assign(definition=counts["source"].map(definitions).astype("string"))
    return counts, []
