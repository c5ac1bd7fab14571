"""Scans the parts of an XLSX workbook: sizes, formulas, errors, raised runs, what is hidden."""

from __future__ import annotations

import re
from functools import cache
from typing import IO, TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

import numpy as np

from diasporamap.tables.scan import (
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_CALCULATED,
    SPANNED,
    TIMES_SPANNED,
    ImpossibleSizeError,
    Scan,
    parse,
    parser,
    raised_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from diasporamap.tables.archives import Archive

_DIGITS: Final = "0123456789"
_TRUE: Final = ("1", "true")

#: Bytes of a sheet that are looked at together.
_PIECE: Final = 2**20
#: How a sheet begins whose bytes can be looked at: in UTF-8, its elements without a prefix.
_BEGINS: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>\s*)?<worksheet[\s>]"
)
#: Words of what a scan finds, and of what hides them: signs by number, comments, verbatim text.
_WORDS: Final = (b'"e"', b"superscript", b"filterColumn", b"filterMode")
#: Such words with a sign that most sheets do not have, which is found ten times as fast.
_RARE_WORDS: Final = ((b"'", b"'e'"), (b"&", b"&#"), (b"!", b"<!"))
_FORMULA: Final = re.compile(rb"<f[\s/>]")
_HIDDEN: Final = re.compile(rb"hidden\s*=\s*[\"']\s*(?:1|true)")
_PREFIXED: Final = re.compile(rb"<[^\s>]*:")
#: How a cell begins, and the most letters and digits of its reference.
_CELL: Final = np.frombuffer(b'<c r="', np.uint8)
_MOST_LETTERS, _MOST_DIGITS = 3, 7
_ROOM: Final = bytes(len(_CELL) + _MOST_LETTERS + _MOST_DIGITS + 1)
_ROW: Final = re.compile(rb"<row[\s/>]")
_ROWS: Final = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
#: Which signs end the name of an element.
_ENDS_NAME: Final = np.isin(np.arange(256), list(b" \t\r\n\v\f/>"))


def scan_xlsx(archive: Archive) -> dict[str, Scan]:
    """Scan every sheet, by its name."""
    _elements(archive, "[Content_Types].xml", "Types")  # calamine would do without it
    for link in _elements(archive, "_rels/.rels", "Relationship"):
        is_book = link["Type"].endswith("/officeDocument")
        if is_book and link["Target"].removeprefix("/").casefold() != "xl/workbook.xml":
            raise ValueError("a workbook in another place")
    targets = {
        link["Id"]: link["Target"].removeprefix("/")
        for link in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    raised = _raised_strings(archive) if archive.has("xl/sharedStrings.xml") else {}
    scans = {}
    for sheet in _elements(archive, "xl/workbook.xml", "sheet"):
        target = targets[next(value for key, value in sheet.items() if key.endswith(":id"))]
        part = target if target.startswith("xl/") else f"xl/{target}"
        with archive.open(part) as stream:
            plain = not raised and is_plain(stream)
        scans[sheet["name"]] = Scan() if plain else _Sheet(raised).scan(archive, part)
    return scans


def is_plain(stream: IO[bytes]) -> bool:
    """Tell whether a sheet surely has nothing that a scan finds element by element.

    Its bytes are looked at, a piece between two elements at a time. What is damaged, or written in
    another way than programs write it, is not sure.
    """
    reader = parser()
    sizes = _Sizes()
    before, beginning = b"", True
    while read := stream.read(_PIECE):
        piece, mark, before = (before + read).rpartition(b"<")
        before = mark + before
        if (beginning and not _BEGINS.match(piece)) or len(before) > _PIECE:
            return False
        if _finds(piece) or not sizes.take(piece):
            return False
        try:
            reader.Parse(piece, False)  # noqa: FBT003 - expat takes it by position
        except (ExpatError, ValueError):
            return False
        beginning = False
    try:
        reader.Parse(before, True)  # noqa: FBT003
    except (ExpatError, ValueError):
        return False
    return not beginning and sizes.fine


def _finds(piece: bytes) -> bool:
    """Tell whether there may be a formula, an error, raised letters, or what is hidden."""
    return (
        any(word in piece for word in _WORDS)
        or any(sign in piece and word in piece for sign, word in _RARE_WORDS)
        or (b"<f" in piece and _FORMULA.search(piece) is not None)
        or (b"hidden" in piece and _HIDDEN.search(piece) is not None)
        or (b":" in piece and _PREFIXED.search(piece) is not None)
    )


class _Sizes:
    """The cells of a sheet, as far as its bytes tell: not fewer than those that have content."""

    def __init__(self) -> None:
        self._stored = self._last_row = self._last_column = 0

    def take(self, piece: bytes) -> bool:
        """Take a piece; tell whether each row and each cell says first where it stands."""
        rows = _ROWS.findall(piece)
        places = _places(piece)
        if places is None or len(rows) != len(_ROW.findall(piece)):
            return False
        self._last_row = max([self._last_row, places[0], *map(int, rows)])
        self._last_column = max(self._last_column, places[1])
        self._stored += piece.count(b"<v>") + piece.count(b"<is>")
        return True

    @property
    def fine(self) -> bool:
        """Whether no sheet that a scan refuses is as large."""
        spanned = self._last_row * (self._last_column + 1)
        most = max(SPANNED, TIMES_SPANNED * self._stored)
        return self._last_row <= MOST_ROWS and self._last_column < MOST_COLUMNS and spanned <= most


def _places(piece: bytes) -> tuple[int, int] | None:
    """Return the last row and column of cells; None where one does not say first where it stands.

    All references are read together, a sign of each at a time.
    """
    signs = np.frombuffer(piece + _ROOM, np.uint8)
    at = np.flatnonzero(signs == _CELL[0])
    at = at[(signs[at + 1] == _CELL[1]) & _ENDS_NAME[signs[at + 2]]]
    fine = np.logical_and.reduce([signs[at + k] == sign for k, sign in enumerate(_CELL)])
    at += len(_CELL)
    columns, letters = _numbers(signs, at, "A", 26, _MOST_LETTERS)
    at += letters
    rows, digits = _numbers(signs, at, "0", 10, _MOST_DIGITS)
    fine &= (
        (letters > 0) & (digits > 0) & (signs[at] != ord("0")) & (signs[at + digits] == ord('"'))
    )
    return (int(rows.max(initial=0)), int(columns.max(initial=0)) - 1) if fine.all() else None


def _numbers(
    signs: NDArray[np.uint8], at: NDArray[np.intp], first: str, base: int, most: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Read a number at each position, and how many signs it has; of letters A is 1."""
    numbers, lengths = np.zeros((2, len(at)), np.intp)
    for k in range(most):
        digits = signs[at + k] - np.uint8(ord(first))  # a sign before the first one is large
        more = (lengths == k) & (digits < base)
        numbers[more] = numbers[more] * base + digits[more] + (first == "A")
        lengths += more
    return numbers, lengths


def _plain(name: str) -> str:
    """Take the prefix of the namespace off the name of an element."""
    return name.rpartition(":")[2]


@cache
def _column(letters: str) -> int:
    """Return the position of a column."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
        if not "A" <= letter <= "Z" or number > MOST_COLUMNS:
            raise ImpossibleSizeError
    if not number:
        raise ValueError("a cell without a column")
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, digit = divmod(column, 26)
        letters = chr(ord("A") + digit) + letters
        column -= 1
    return letters


def _place(reference: str) -> tuple[int, int]:
    """Return the row and the column of a cell."""
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), _column(letters)


def _pairs(attributes: list[str]) -> dict[str, str]:
    return dict(zip(attributes[::2], attributes[1::2], strict=True))


def _elements(archive: Archive, part: str, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of the elements of one name."""
    found = []

    def start(name: str, attributes: list[str]) -> None:
        if _plain(name) == wanted:
            found.append(_pairs(attributes))

    reader = parser()
    reader.StartElementHandler = start
    with archive.open(part) as stream:
        parse(reader, stream)
    return found


class _Runs:
    """The runs of one rich text, and which of them are raised."""

    def __init__(self, *, in_text: bool = False) -> None:
        self.runs: list[tuple[str, bool]] = []
        self._in_text = in_text
        self._raised = self._spoken = False

    def start(self, name: str, attributes: list[str]) -> None:
        kind = _plain(name)
        if kind == "vertAlign":
            self._raised = _pairs(attributes).get("val") == "superscript"
        elif kind == "r":
            self._raised = False
        self._spoken |= kind == "rPh"  # how the text is spoken stands behind it
        self._in_text = kind == "t" and not self._spoken

    def end(self, _name: str) -> None:
        self._in_text = False

    def data(self, text: str) -> None:
        if self._in_text:
            self.runs.append((text, self._raised))


def _raised_strings(archive: Archive) -> dict[str, str]:
    """Return the texts with raised runs among those that cells share, by their number."""
    found: dict[str, str] = {}
    with archive.open("xl/sharedStrings.xml") as stream:
        if not _has(stream, b"superscript"):
            return found
    reader = parser()
    runs = _Runs()
    number = -1

    def start(name: str, attributes: list[str]) -> None:
        nonlocal runs, number
        if _plain(name) == "si":
            runs = _Runs()
            number += 1
        runs.start(name, attributes)

    def end(name: str) -> None:
        runs.end(name)
        if _plain(name) == "si" and (text := raised_text(runs.runs)) is not None:
            found[str(number)] = text

    def data(text: str) -> None:
        runs.data(text)

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler = data
    with archive.open("xl/sharedStrings.xml") as stream:
        parse(reader, stream)
    return found


def _has(stream: IO[bytes], word: bytes) -> bool:
    """Tell whether a part holds a word."""
    before = b""
    while piece := stream.read(2**20):
        if word in before + piece:
            return True
        before = piece[-len(word) :]
    return False


class _Names(dict[str, str]):
    """Names of elements without the prefix of their namespace."""

    def __missing__(self, name: str) -> str:
        self[name] = plain = _plain(name)
        return plain


class _Sheet:
    """Scans one sheet, a row at a time; texts only in the cells that calamine may tell wrong."""

    def __init__(self, raised: Mapping[str, str]) -> None:
        self._found = Scan()
        self._raised = raised
        self._reader = parser()
        self._reader.StartElementHandler = self._start
        self._names = _Names()
        self._row = 0
        self._cell: list[str] | None = None  # its attributes, the reference first
        self._filled: list[str] = []  # references of the cells of this row that have content
        self._waiting: tuple[int, int] | None = None  # a formula, until a value follows it

    def scan(self, archive: Archive, part: str) -> Scan:
        """Scan a part of the archive."""
        with archive.open(part) as stream:
            parse(self._reader, stream)
        self._end_row()
        self._found.check()
        return self._found

    def _start(self, name: str, attributes: list[str]) -> None:
        """Take the start of an element; most are cells and values, so these come first."""
        kind = self._names[name]
        if kind == "c":
            if self._waiting:
                self._end_formula()
            if attributes and attributes[0] == "r":
                self._cell = attributes
            else:
                self._cell = self._referenced(attributes)
        elif kind == "v" and self._cell:
            self._filled.append(self._cell[1])
            if self._raised or self._waiting or "e" in self._cell:
                self._start_value(self._cell)
        elif kind in ("f", "is") and self._cell:
            self._filled.append(self._cell[1])
            if kind == "is":
                self._take(kind, raised_text)
            else:
                self._waiting = _place(self._cell[1])
                self._found.formulas.add(self._waiting)
        elif kind == "row":
            self._start_row(_pairs(attributes))
        else:
            self._cell = None
            self._start_other(kind, attributes)

    def _referenced(self, attributes: list[str]) -> list[str]:
        """Put the reference of a cell first; without one it stands behind the cell before it."""
        pairs = _pairs(attributes)
        if "r" not in pairs:
            column = _place(self._cell[1])[1] + 1 if self._cell else 0
            pairs["r"] = f"{_letters(column)}{self._row}"
        return ["r", pairs["r"], "t", pairs.get("t", "n")]

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._end_row()
        self._row = int(attributes.get("r", self._row + 1))
        if self._row > MOST_ROWS:
            raise ImpossibleSizeError
        if attributes.get("hidden") in _TRUE:
            self._found.hidden_rows.add(self._row)

    def _end_row(self) -> None:
        """Count the cells of a row, which nearly always say that they stand in it."""
        self._end_formula()
        number = str(self._row)
        length = len(number)
        if all(reference[-length:] == number for reference in self._filled):
            columns = [_column(reference[:-length]) for reference in self._filled]
            self._found.fill(self._row, columns)
        else:
            for row, column in map(_place, self._filled):
                self._found.fill(row, [column])
        self._filled.clear()
        self._cell = None

    def _end_formula(self) -> None:
        if self._waiting:
            self._found.texts[self._waiting] = NOT_CALCULATED
            self._waiting = None

    def _start_value(self, cell: list[str]) -> None:
        kind = cell[cell.index("t") + 1] if "t" in cell else "n"
        if kind == "e":
            self._take("v", _joined)
        elif kind == "s" and self._raised:
            self._take("v", lambda runs: self._raised.get(_joined(runs)))
        elif kind == "n" and self._waiting:
            self._take("v", lambda runs: None if _joined(runs) else NOT_CALCULATED)
        self._waiting = None

    def _take(self, kind: str, text_of: Callable[[list[tuple[str, bool]]], str | None]) -> None:
        """Read the texts within an element, and keep what becomes of them."""
        runs = _Runs(in_text=kind == "v")
        reader = self._reader
        at = _place(self._filled[-1])

        def end(name: str) -> None:
            runs.end(name)
            if _plain(name) == kind:
                reader.StartElementHandler = self._start
                reader.EndElementHandler = reader.CharacterDataHandler = None
                text = text_of(runs.runs)
                if text is not None:
                    self._found.texts[at] = text

        reader.StartElementHandler, reader.EndElementHandler = runs.start, end
        reader.CharacterDataHandler = runs.data

    def _start_other(self, kind: str, attributes: list[str]) -> None:
        """Note the columns that are hidden, and filters."""
        pairs = _pairs(attributes)
        if kind == "col" and pairs.get("hidden") in _TRUE:
            self._found.hide_columns(int(pairs["min"]) - 1, int(pairs["max"]))
        elif kind == "filterColumn" or (kind == "sheetPr" and pairs.get("filterMode") in _TRUE):
            self._found.filtered = True


def _joined(runs: list[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in runs).strip()
