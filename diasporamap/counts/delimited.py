"""Reads text tables: comma, semicolon or tab, in UTF-8."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, NoReturn

from diasporamap.counts.raw import RawTable
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS: Final = (",", ";", "\t")

#: Bytes looked at to tell a text from something else.
SAMPLE: Final = 2**16

#: First bytes of files that are no text, and what they are.
_SIGNATURES: Final = {
    b"PK\x03\x04": "a spreadsheet or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old or password-protected spreadsheet",
    b"%PDF": "a PDF document",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_SAVE_AS: Final = "Save the table as 'CSV UTF-8' or as XLSX."


def read_delimited(file: Path) -> RawTable:
    """Read a text table.

    Raises
    ------
    CountsError
        If the file is not text in UTF-8, or its rows do not have the fields of its header.
    """
    with file.open("rb") as stream:
        _check_is_text(stream.read(SAMPLE), str(file))
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        _refuse(f"byte {error.start + 1} is not UTF-8 text", _SAVE_AS, str(file), row)
    return _parse(text, str(file))


def _check_is_text(sample: bytes, file: str) -> None:
    """Refuse a file that its first bytes show to be something else than a text."""
    for signature, what in _SIGNATURES.items():
        if sample.startswith(signature):
            _refuse(f"the file is {what}, not a CSV file in UTF-8", _SAVE_AS, file)
    if sample.translate(None, _CONTROL) != sample:
        _refuse("the file is not text", "Check that it is the right file.", file)


def _parse(text: str, file: str) -> RawTable:
    """Split a text into header and rows."""
    lines = [(row, cells) for row, cells in _records(text, file) if any(cells)]
    if not lines:
        _refuse("the file is empty", "Give a header and at least one row.", file)
    header = tuple(lines[0][1])
    rows, problems = [], []
    for row, cells in lines[1:]:
        if len(cells) < len(header) or any(cells[len(header) :]):
            problems.append(
                Problem(
                    f"the row has {len(cells)} fields, the header {len(header)}",
                    "Give each row a field for every column, in quotes where a text holds the "
                    "separator.",
                    file,
                    row,
                )
            )
        rows.append((row, tuple(cells[: len(header)])))
    if problems:
        raise CountsError(problems)
    return RawTable(header, tuple(rows))


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it starts on, cells without outer white space."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, [cell.strip() for cell in cells]
            row = reader.line_num + 1
    except csv.Error as error:
        _refuse(f"the row cannot be split into fields ({error})", "Check its quotes.", file, row)


def _delimiter(text: str) -> str:
    """Return the delimiter that splits the header into most fields, a comma where none does."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=unquoted.count)


def _refuse(message: str, mend: str, file: str, row: int | None = None) -> NoReturn:
    raise CountsError.one(message, mend, file=file, row=row)
