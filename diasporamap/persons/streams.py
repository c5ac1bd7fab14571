"""Gives the rows of a file of persons one by one; memory does not grow with those of a text."""

from __future__ import annotations

import csv
import os
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError
from diasporamap.persons.rows import (
    LOOKED_AT,
    STEP,
    Persons,
    header_at,
    silent,
    titles_notes,
    whole_rows,
)
from diasporamap.persons.sheets import read_sheets
from diasporamap.tables.books import LARGEST, PARQUET_ENDINGS, TEXT_ENDINGS, check_file, grid_named
from diasporamap.tables.delimited import DECLARED, delimiter_of
from diasporamap.tables.encodings import SAMPLE, check_is_text, utf16_of, windows_text
from diasporamap.tables.frames import (
    RowLabel,
    is_frame,
    is_index,
    name_of,
    opened,
    texts_of,
    without_parquet,
)
from diasporamap.tables.raw import Book, Grid

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Sequence

    from diasporamap.persons.codebook import Codebook
    from diasporamap.tables.frames import Source

#: Databases, whose tables are read by an engine.
DATABASE_ENDINGS: Final = (".duckdb", ".db")
#: How many rows of a Parquet file are in memory at a time.
BATCH: Final = 50_000


@contextmanager
def open_persons(
    table: Source,
    *,
    sheet: str | None = None,
    wanted: Sequence[str] = (),
    codebook: Codebook | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Persons]:
    """Open a file or a frame of persons; by default the sheet of submissions of a Kobo export.

    A text and a large Parquet file are read bit by bit, a workbook at about 80 bytes a cell.
    Columns of `wanted` that a sheet of a repeated group lacks are taken from the submission of
    each row.
    """
    file = Path(name_of(table))
    if isinstance(table, (str, os.PathLike)):
        check_file(file, largest=None)
    tell = progress or silent
    kind = file.suffix.lower()
    if kind in PARQUET_ENDINGS and not readable_by_row(table):
        yield _parquet(file, tell)
    elif is_frame(table):
        book = opened(table, persons=True)
        grid_named(book, sheet)
        (_, header), *rows = book.grids[0].rows
        yield Persons(header, whole_rows(rows, len(header), book.file), str)
    elif kind in TEXT_ENDINGS:
        if sheet is not None:
            grid_named(Book(str(file), "text", (Grid(()),)), sheet)
        with file.open("rb") as stream:
            sample = stream.read(SAMPLE)
        encoding = _encoding_of(sample, str(file))
        start = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        with file.open(encoding=encoding, errors="surrogateescape", newline="") as text:
            yield _text(text, start, file, tell, (wanted, codebook))
    else:
        yield read_sheets(file, (sheet, wanted, codebook), tell)


def readable_by_row(table: Source, *, whatever_size: bool = False) -> bool:
    """Tell whether a table can be read row by row: a text always, another if it is small enough."""
    file = Path(name_of(table))
    kind = file.suffix.lower()
    if kind in PARQUET_ENDINGS:
        return whatever_size or file.stat().st_size <= LARGEST
    return kind not in DATABASE_ENDINGS


def _parquet(file: Path, tell: Callable[[int, int], None]) -> Persons:
    """Read a large Parquet file by batches of rows, which are called as pandas calls them."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise without_parquet(file) from error
    stored = parquet.ParquetFile(file)
    header = tuple(name for name in stored.schema_arrow.names if not is_index(name))

    def rows() -> Iterator[tuple[int, Sequence[str]]]:
        done, many = 0, stored.metadata.num_rows
        for batch in stored.iter_batches(BATCH, columns=list(header)):
            texts = (texts_of(column) for _, column in batch.to_pandas().items())
            for at, cells in enumerate(zip(*texts, strict=True), start=done + 1):
                if any(cells):
                    yield RowLabel(at, at - 1), cells
            done += batch.num_rows
            tell(done, many)

    return Persons(tuple(name.strip() for name in header), rows(), str)


def rows_called(
    table: Source, wanted: Sequence[str], codebook: Codebook | None, rows: Sequence[int]
) -> dict[int, int]:
    """Return how rows that are counted from 1 are numbered in a text, whose lines are gone through.

    Rows of other tables are their own numbers.
    """
    if Path(name_of(table)).suffix.lower() not in TEXT_ENDINGS:
        return {row: row for row in rows}
    with open_persons(table, wanted=wanted, codebook=codebook) as persons:
        found = enumerate(islice(persons.rows, max(rows)), start=1)
        return {at: row for at, (row, _) in found if at in rows}


def _text(
    text: io.TextIOWrapper,
    start: str,
    file: Path,
    tell: Callable[[int, int], None],
    asked: tuple[Sequence[str], Codebook | None],
) -> Persons:
    """Read a text; bytes of Windows-1252 are turned into letters once a cell is needed."""
    size = file.stat().st_size
    binary: Any = text.buffer
    declared = DECLARED.match(start)
    if declared:
        text.readline()
    separator = declared[1] if declared else delimiter_of(start)
    reader = csv.reader(text, delimiter=separator, strict=True)
    first = 2 if declared else 1
    rows = _records(reader, file, first, lambda: tell(min(binary.tell(), size), size))
    persons = _with_header(rows, _letters(str(file)), str(file), asked)
    return replace(persons, separator=separator if text.encoding == "utf-8-sig" else "")


def _encoding_of(sample: bytes, file: str) -> str:
    """Return UTF-16 where the text is, else UTF-8."""
    check_is_text(sample, file)
    return utf16_of(sample) or "utf-8-sig"


def _records(
    reader: Any,  # noqa: ANN401 - csv's own kind
    file: Path,
    row: int,
    tell: Callable[[], None],
) -> Iterator[tuple[int, list[str]]]:
    before = row
    try:
        for at, cells in enumerate(reader):
            if at % STEP == 0:
                tell()
            if cells:
                yield row, cells
            row = reader.line_num + before
    except (csv.Error, UnicodeError) as error:
        raise CountsError.of(
            "row_unsplit", file=str(file), row=row, why=type(error).__name__
        ) from None
    tell()


def _letters(file: str) -> Callable[[str], str]:
    """Return the function that turns a cell into text, bytes of Windows-1252 too."""

    def readable(cell: str) -> str:
        try:
            cell.encode("utf-8")
        except UnicodeEncodeError:
            text = windows_text(cell.encode("utf-8", errors="surrogateescape"))
            if text is None:
                raise CountsError.of("value_no_text", file=file) from None
            return text
        return cell

    return readable


def _with_header(
    rows: Iterator[tuple[int, Any]],
    readable: Callable[[str], str],
    file: str,
    asked: tuple[Sequence[str], Codebook | None],
) -> Persons:
    """Take the first row in which every column asked for stands, else the first row."""
    top = list(islice(rows, LOOKED_AT))
    if not top:
        raise CountsError.of("persons_empty", file=file)
    wanted, codebook = asked
    texts = [tuple(readable(cell).strip() for cell in cells) for _, cells in top]
    at = header_at(texts, wanted, codebook=codebook)
    under = whole_rows(chain(top[at + 1 :], rows), len(texts[at]), file)
    return Persons(texts[at], under, readable, notes=titles_notes(at))
