"""Gives the rows of a file of persons one by one, so that memory does not grow with the file."""

from __future__ import annotations

import csv
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.files.archives import DAMAGED, check_archive, damaged
from diasporamap.counts.files.books import (
    TEXT_ENDINGS,
    XLSX_ENDINGS,
    check_file,
    choose_one,
    grid_named,
    open_book,
)
from diasporamap.counts.files.delimited import DECLARED, delimiter_of
from diasporamap.counts.files.encodings import SAMPLE, check_is_text, windows_text
from diasporamap.counts.files.workbooks import cell_text
from diasporamap.counts.hxl import is_hxl
from diasporamap.counts.persons.exports import is_submissions
from diasporamap.counts.persons.parents import Sheets, with_parents
from diasporamap.counts.raw import Book, Grid
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    import io
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from diasporamap.counts.persons.codebook import Codebook
    from diasporamap.errors import DataError

    Rows = Iterator[tuple[int, Sequence[str]]]

#: After how many rows progress is told.
STEP: Final = 5_000


@dataclass(frozen=True)
class Persons:
    """A file of persons, opened.

    Attributes
    ----------
    header : tuple of str
        Its first row.
    rows : iterator of (int, sequence of str)
        Row number and cells of each person, to be gone through once.
    readable : callable
        Turns a cell into text.
    elsewhere : mapping of str to tuple of str
        Headers of the other sheets by name, for messages.
    note : str
        Which sheet was read where none was named, else "".
    """

    header: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str]]]
    readable: Callable[[str], str]
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""


@contextmanager
def open_persons(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    wanted: Sequence[str] = (),
    codebook: Codebook | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Persons]:
    """Open a file of persons.

    Parameters
    ----------
    path : path-like
        A text table or a workbook, header in the first row. Text and XLSX are read row by row.
    sheet : str, optional
        Sheet of a workbook that has several; by default that of the submissions of an export of
        KoboToolbox.
    wanted : sequence of str
        Columns that are asked for. Those that a sheet of a repeated group lacks are taken from the
        submission that each row belongs to.
    codebook : Codebook, optional
        Lists the answers of each question.
    progress : callable, optional
        Called now and then with how many bytes (of a text) or rows are read, and of how many.

    Raises
    ------
    CountsError
        If the file cannot be read, or a row does not have the fields of the header.
    """
    file = Path(path)
    check_file(file, largest=None)
    tell = progress or _silent
    kind = file.suffix.lower()
    if kind in TEXT_ENDINGS:
        if sheet is not None:
            grid_named(Book(str(file), "text", (Grid(()),)), sheet)
        with file.open("rb") as stream:
            sample = stream.read(SAMPLE)
        encoding = _encoding_of(sample, str(file))
        start = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
        with file.open(encoding=encoding, errors="surrogateescape", newline="") as text:
            yield _text(text, start, file, tell)
    elif kind in XLSX_ENDINGS:
        check_archive(file, "XLSX")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's notes on styles and validation it drops
            with file.open("rb") as stream:
                yield _workbook(stream, file, (sheet, wanted, codebook), tell)
    else:
        book = open_book(file)
        by_name = {str(grid.sheet): grid for grid in book.grids if grid.rows}
        sheets = Sheets(
            {name: grid.rows[0][1] for name, grid in by_name.items()},
            lambda name: _whole_rows(
                iter(by_name[name].rows[1:]), len(by_name[name].rows[0][1]), str(file)
            ),
        )
        yield _of_sheet(book, sheets, sheets.rows, (sheet, wanted, codebook))


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def _text(
    text: io.TextIOWrapper, start: str, file: Path, tell: Callable[[int, int], None]
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
    return _with_header(rows, _letters(str(file)), str(file))


def _encoding_of(sample: bytes, file: str) -> str:
    """Return UTF-16 where the text has its mark, else UTF-8."""
    check_is_text(sample, file)
    return "utf-16" if sample[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


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
        raise CountsError.one(
            f"the row cannot be split into fields ({type(error).__name__})",
            "Check its quotes, and save the table as CSV UTF-8.",
            file=str(file),
            row=row,
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
                raise CountsError.one(
                    "a value is neither UTF-8 nor Windows-1252 text",
                    "Save the table as CSV UTF-8.",
                    file=file,
                ) from None
            return text
        return cell

    return readable


def _workbook(
    stream: Any,  # noqa: ANN401
    file: Path,
    asked: tuple[str | None, Sequence[str], Codebook | None],
    tell: Callable[[int, int], None],
) -> Persons:
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(stream, read_only=True)
        worksheets = {worksheet.title: worksheet for worksheet in workbook.worksheets}
        sizes = {name: worksheet.max_row or 0 for name, worksheet in worksheets.items()}
    except DAMAGED as error:
        raise damaged(error, file) from None
    headers = {}
    for name, worksheet in worksheets.items():
        worksheet.reset_dimensions()
        first = next(_sheet_rows(worksheet, file, 0, _silent), None)
        if first is not None:
            headers[name] = first[1]

    def rows(name: str, tell: Callable[[int, int], None] = _silent) -> Rows:
        found = _sheet_rows(worksheets[name], file, sizes[name], tell)
        next(found, None)
        return _whole_rows(found, len(headers[name]), str(file))

    empty = Book(str(file), "xlsx", tuple(Grid((), name) for name in worksheets))
    return _of_sheet(empty, Sheets(headers, rows), lambda name: rows(name, tell), asked)


def _of_sheet(
    book: Book,
    sheets: Sheets,
    counted: Callable[[str], Rows],
    asked: tuple[str | None, Sequence[str], Codebook | None],
) -> Persons:
    """Choose the sheet, and add what its rows have of those that they belong to."""
    sheet, wanted, codebook = asked
    grid = grid_named(book, sheet)
    submissions = [name for name, header in sheets.headers.items() if is_submissions(header)]
    if grid is None and len(submissions) != 1:
        raise choose_one(book)
    name = submissions[0] if grid is None else str(grid.sheet)
    others = {title: header for title, header in sheets.headers.items() if title != name}
    note = f"read the sheet '{name}' and not {', '.join(others)}" if grid is None else ""
    if name not in sheets.headers:
        raise _empty(book.file)
    header, rows = with_parents(sheets, name, counted(name), wanted, codebook=codebook)
    return Persons(header, rows, str, others, note)


def _sheet_rows(
    worksheet: Any,  # noqa: ANN401
    file: Path,
    total: int,
    tell: Callable[[int, int], None],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give rows as wide as the first one, since cells that are blank at the end are not stored."""
    width = 0
    try:
        for row, cells in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if row % STEP == 0:
                tell(row, max(total, row))
            texts = tuple(cell_text(value) for value in cells)
            if any(texts):
                width = width or len(texts)
                yield row, texts + ("",) * (width - len(texts))
    except DAMAGED as error:
        raise damaged(error, file) from None


def _with_header(
    rows: Iterator[tuple[int, Any]], readable: Callable[[str], str], file: str
) -> Persons:
    first = next(rows, None)
    if first is None:
        raise _empty(file)
    header = tuple(readable(cell).strip() for cell in first[1])
    return Persons(header, _whole_rows(rows, len(header), file), readable)


def _empty(file: str) -> DataError:
    return CountsError.one("the file is empty", "Give a header and rows.", file=file)


def _whole_rows(
    rows: Iterable[tuple[int, Any]], width: int, file: str
) -> Iterator[tuple[int, Any]]:
    """Give rows that have every field; rows of tags and blank rows are passed over."""
    for at, (row, cells) in enumerate(rows):
        if at == 0 and is_hxl(cells):
            continue
        if len(cells) == width:
            yield row, cells
        elif len(cells) > width and not any(cells[width:]):
            yield row, cells[:width]
        elif any(cells):
            message = f"the row has {len(cells)} fields, the header {width}"
            mend = "Give each row a field for every column, in quotes where a text needs them."
            raise CountsError([Problem(message, mend, file, row)])
