"""Reads text tables: comma, semicolon, tab or bar between the fields."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError
from diasporamap.formulas import as_meant
from diasporamap.tables.encoded import TOGETHER, Encoder
from diasporamap.tables.encodings import read_text
from diasporamap.tables.raw import Book, Grid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.tables.encoded import EncodedRows

DELIMITERS: Final = (",", ";", "\t", "|")

#: Records looked at to find the delimiter.
LOOKED_AT: Final = 60

#: Letters that are split into lines at a time.
PIECE: Final = 2**18

#: What Excel writes in the first line to say which separator follows.
DECLARED: Final = re.compile(r"sep=(.)(?:\r?\n|\r)")


def read_delimited(file: Path) -> Book:
    """Read a text table."""
    text, encoding = read_text(file)
    declared = DECLARED.match(text)
    separator = declared[1] if declared else delimiter_of(text)
    body, first = (text[declared.end() :], 2) if declared else (text, 1)
    rows = _records(body, separator, first, str(file)).not_blank()
    if not len(rows):
        raise CountsError.of("file_empty", file=str(file))
    return Book(str(file), "text", (Grid(rows),), encoding, separator)


def delimiter_of(text: str) -> str:
    """Return the delimiter that splits most of the first records into as many fields.

    A comma where none does. Titles above the table and decimal commas in it do not mislead; a tab
    goes before other marks that split as regularly, since texts hardly have any.
    """
    found = {mark: _regularity(text, mark) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (found[mark][0], mark == "\t", found[mark][1]))


def _regularity(text: str, mark: str) -> tuple[float, int]:
    """Return how many of the first records have the most frequent width over one, and it."""
    start = "".join(islice(_lines(text), LOOKED_AT))
    try:
        records = [
            row for row in csv.reader(io.StringIO(start, newline=""), delimiter=mark) if any(row)
        ]
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in records if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return times / len(records), width


def _pieces(text: str) -> Iterator[str]:
    """Give a text some whole lines at a time."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + PIECE) + 1 or len(text)
        yield text[start:end]
        start = end


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text with their ends, as the csv module wants them, piece by piece."""
    for piece in _pieces(text):
        yield from io.StringIO(piece, newline="")


def _records(text: str, separator: str, row: int, file: str) -> EncodedRows:
    """Return the records with the line that each starts on, cells without outer white space.

    An apostrophe that keeps a spreadsheet from running a cell is no part of its text.
    """
    return _regular(text, separator, row) or _any_records(text, separator, row, file)


def _regular(text: str, separator: str, row: int) -> EncodedRows | None:
    """Return the records of a text without quotes whose lines have as many cells; None of another.

    It is split as one, since cells of the first column are those with the end of a line before.
    """
    width = text.partition("\n")[0].count(separator) + 1
    if width == 1 or '"' in text or text.count("\r") != text.count("\r\n"):
        return None
    encoder, mark = Encoder(_meant), f"{separator}\n"
    for given in _pieces(text):
        piece = given.removesuffix("\n")
        cells, lines = piece.replace("\n", mark).split(separator), piece.count("\n") + 1
        begun = separator.join(cells[::width]).count(mark)
        if len(cells) != width * lines or begun != lines - 1:
            return None
        encoder.add_columns(range(row, row + lines), [cells[at::width] for at in range(width)])
        row += lines
    found = encoder.rows()
    longest = max(len(text) for column in found.columns for text in column.texts)
    return found if longest <= csv.field_size_limit() else None


def _any_records(text: str, separator: str, row: int, file: str) -> EncodedRows:
    """Return the records of a text as the csv module reads it."""
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    encoder = Encoder(_meant)
    before, next_row = row, row
    while True:
        records: list[list[str]] = []
        numbers = [next_row]
        try:
            for cells in islice(reader, TOGETHER):
                records.append(cells)
                numbers.append(reader.line_num + before)
        except csv.Error as error:
            where = {"file": file, "row": numbers[-1], "why": str(error)}
            raise CountsError.of("row_quotes", **where) from error
        if not records:
            return encoder.rows()
        next_row = numbers.pop()
        encoder.add(numbers, records)


def _meant(cell: str) -> str:
    return as_meant(cell.strip()).strip()
