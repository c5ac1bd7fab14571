"""Scans an XLS workbook: the records of Excel 97 to 2003, in the container that OLE makes of them.

Source of the layouts: Microsoft, [MS-CFB] and [MS-XLS].
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING, Final

from diasporamap.tables.scan import ImpossibleSizeError, Scan, raised_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOF, _EOF, _FILEPASS, _SHEET, _FONT = 0x809, 0x0A, 0x2F, 0x85, 0x31
_STRINGS, _CONTINUE, _ROW, _COLUMNS, _FILTER = 0xFC, 0x3C, 0x208, 0x7D, 0x9B
_FORMULA, _ERROR, _SHARED, _SEVERAL, _DIMENSIONS = 0x06, 0x205, 0xFD, 0xBD, 0x200
#: Cells of one value: numbers, texts, logical values, formulas.
_CELLS: Final = (0x203, 0x27E, 0x204, 0xD6, _ERROR, _SHARED, _FORMULA)
_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_EXCEL_97: Final = 0x600
_MOST_ROWS, _MOST_COLUMNS = 2**16, 2**8
_SUPERSCRIPT: Final = 1
_LAST_SECTOR: Final = 0xFFFFFFFA


def scan_xls(content: bytes) -> dict[str, Scan]:
    """Scan every sheet, by its name."""
    stream = _workbook(content)
    places: dict[str, int] = {}
    fonts: list[bool] = []
    shared: list[bytes] = []
    in_strings = False
    for kind, body in _records(stream, 0):
        in_strings = kind == _STRINGS or (in_strings and kind == _CONTINUE)
        if in_strings:
            shared.append(body)
        elif kind == _BOF and unpack_from("<H", body)[0] != _EXCEL_97:
            raise ValueError("a workbook of Excel 95 or before")
        elif kind == _FILEPASS:
            from python_calamine import PasswordError

            raise PasswordError
        elif kind == _SHEET:
            at, sort, length, wide = unpack_from("<IxBBB", body)
            if sort == 0:
                places[_decoded(body[8 : 8 + length * (1 + (wide & 1))], wide)] = at
        elif kind == _FONT:
            fonts.append(unpack_from("<H", body, 8)[0] == _SUPERSCRIPT)
    if shared and unpack_from("<I", shared[0], 4)[0] > sum(map(len, shared)):
        raise ValueError("more texts than there is room for")
    fonts.insert(4, False)  # no font has that number
    raised = _raised_strings(shared, fonts) if any(fonts) and shared else {}
    return {name: _scan_sheet(stream, at, raised) for name, at in places.items()}


def _scan_sheet(stream: bytes, at: int, raised: dict[int, str]) -> Scan:
    found = Scan()
    for kind, body in _records(stream, at):
        if kind in _CELLS:
            row, column = unpack_from("<HH", body)
            found.fill(row + 1, [column])
            if kind == _FORMULA:
                found.formulas.add((row + 1, column))
            text = _text_of(kind, body, raised)
            if text is not None:
                found.texts[row + 1, column] = text
        elif kind == _SEVERAL:
            row, first, last = *unpack_from("<HH", body), unpack_from("<H", body, len(body) - 2)[0]
            if last >= _MOST_COLUMNS:
                raise ImpossibleSizeError
            found.fill(row + 1, range(first, last + 1))
        else:
            _note_look(found, kind, body)
    found.check()
    return found


def _note_look(found: Scan, kind: int, body: bytes) -> None:
    """Note what is hidden, and refuse a sheet that says it is larger than one can be."""
    if kind == _DIMENSIONS:  # calamine makes room for as many cells
        _, rows, _, columns = unpack_from("<IIHH", body)
        if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
            raise ImpossibleSizeError
    elif kind == _ROW and unpack_from("<I", body, 12)[0] & 0x20:
        found.hidden_rows.add(unpack_from("<H", body)[0] + 1)
    elif kind == _COLUMNS and unpack_from("<H", body, 8)[0] & 1:
        first, last = unpack_from("<HH", body)
        found.hide_columns(first, last + 1)
    found.filtered |= kind == _FILTER


def _text_of(kind: int, body: bytes, raised: dict[int, str]) -> str | None:
    """Return the text of an error or of a text with raised runs."""
    if kind == _SHARED:
        return raised.get(unpack_from("<I", body, 6)[0])
    if kind == _ERROR and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:  # noqa: PLR2004 - an error
        return _ERRORS.get(body[8], "#N/A")
    return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records up to the end of their part."""
    while True:
        kind, length = unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _decoded(content: bytes, wide: int) -> str:
    return content.decode("utf-16-le" if wide & 1 else "latin-1", errors="replace")


def _raised_strings(records: list[bytes], fonts: list[bool]) -> dict[int, str]:
    """Return the texts with raised runs among those that cells share, by their number."""
    strings = _Strings(records)
    _, number = unpack_from("<II", strings.take(8))
    found = {}
    for at in range(number):
        length, flags = unpack_from("<HB", strings.take(3))
        runs = unpack_from("<H", strings.take(2))[0] if flags & 8 else 0
        more = unpack_from("<I", strings.take(4))[0] if flags & 4 else 0
        text = strings.text(length, flags)
        marks = [(0, False)]
        for _ in range(runs):
            start, font = unpack_from("<HH", strings.take(4))
            marks.append((start, font < len(fonts) and fonts[font]))
        strings.take(more)
        ends = [start for start, _ in marks[1:]] + [length]
        pieces = [
            (_decoded(text[2 * start : 2 * end], 1), high)
            for (start, high), end in zip(marks, ends, strict=True)
        ]
        shown = raised_text(pieces)
        if shown is not None:
            found[at] = shown
    return found


class _Strings:
    """Texts that go on from one record to the next."""

    def __init__(self, records: list[bytes]) -> None:
        self._rest = iter(records)
        self._record = next(self._rest)
        self._at = 0

    def take(self, length: int) -> bytes:
        """Return bytes that may go on in the next record as they are."""
        taken = b""
        while len(taken) < length:
            piece = self._left()[: length - len(taken)]
            taken += piece
            self._at += len(piece)
        return taken

    def text(self, length: int, flags: int) -> bytes:
        """Return letters as UTF-16; a record in which they go on says anew how wide they are."""
        text = b""
        while len(text) < 2 * length:
            new = self._at == len(self._record)
            left = self._left()
            if new:
                flags, left = left[0], left[1:]
                self._at += 1
            width = 1 + (flags & 1)
            piece = left[: min(length - len(text) // 2, len(left) // width) * width]
            if not piece:
                raise EOFError
            text += piece if width > 1 else piece.decode("latin-1").encode("utf-16-le")
            self._at += len(piece)
        return text

    def _left(self) -> bytes:
        """Return what is left of the record, or the next one."""
        while self._at >= len(self._record):
            self._record = next(self._rest, b"")
            self._at = 0
            if not self._record:
                raise EOFError
        return self._record[self._at :]


def _workbook(content: bytes) -> bytes:
    """Return the stream of the workbook, from the sectors that it is split into."""
    size = 1 << unpack_from("<H", content, 30)[0]
    count, directory = unpack_from("<I", content, 44)[0], unpack_from("<I", content, 48)[0]
    more, tables = unpack_from("<II", content, 68)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def numbers(number: int) -> tuple[int, ...]:
        return unpack_from(f"<{size // 4}I", sector(number))

    if tables * size > len(content):
        raise ValueError("more tables than sectors")
    parts = list(unpack_from("<109I", content, 76))
    for _ in range(tables):
        *others, more = numbers(more)
        parts += others
    following = [number for part in parts[:count] for number in numbers(part)]
    entries = b"".join(map(sector, _chain(directory, following)))
    for at in range(0, len(entries), 128):
        name = entries[at : at + unpack_from("<H", entries, at + 64)[0]].decode("utf-16-le")
        if name.rstrip("\0") == "Workbook":
            first, used = unpack_from("<II", entries, at + 116)
            return b"".join(map(sector, _chain(first, following)))[:used]
    raise LookupError("no workbook")


def _chain(first: int, following: Sequence[int]) -> list[int]:
    chain = []
    while first < _LAST_SECTOR:
        chain.append(first)
        if len(chain) > len(following):
            raise ValueError("sectors in a circle")
        first = following[first]
    return chain
