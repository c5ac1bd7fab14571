"""Scans the content of an ODS workbook, in which rows and cells that repeat stand once."""

from __future__ import annotations

import io
import zipfile
from itertools import product
from typing import TYPE_CHECKING, Final

from diasporamap.tables.scan import (
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_CALCULATED,
    Scan,
    parse,
    parser,
    raised_text,
)

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from diasporamap.tables.archives import Archive

_NEEDED: Final = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "META-INF/manifest.xml": "<manifest/>",
}
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_COMMENT: Final = "office:annotation"
_SIGNS: Final = {"text:tab": "\t", "text:line-break": "\n"}
_UNSEEN: Final = ("collapse", "filter")


def completed(content: bytes, archive: Archive) -> bytes:
    """Add the parts without which calamine reads nothing, where a program left them out."""
    missing = {name: text for name, text in _NEEDED.items() if not archive.has(name)}
    if not missing:
        return content
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as added:
        for name, text in missing.items():
            added.writestr(name, text)
    return stream.getvalue()


def scan_ods(archive: Archive) -> dict[str, Scan]:
    """Scan every sheet, by its name."""
    content = _Content()
    for part in ("styles.xml", "content.xml"):
        if part == "content.xml" or archive.has(part):
            with archive.open(part) as stream:
                parse(content.reader(), stream)
    return content.scans


class _Content:
    """Goes through styles and sheets; a text is kept where calamine leaves out signs of it."""

    def __init__(self) -> None:
        self.scans: dict[str, Scan] = {}
        self._found = Scan()
        self._style = ""
        self._raising: set[str] = set()  # styles of raised letters
        self._row = self._rows = 1
        self._column = self._columns = 0
        self._cell: dict[str, str] | None = None
        self._covered = self._special = self._commented = False
        self._runs: list[tuple[str, bool]] = []
        self._raised: list[bool] = []  # of the spans that are open
        self._paragraphs = self._aside = 0  # how many are open

    def reader(self) -> XMLParserType:
        """Return a parser that tells this what it meets."""
        made = parser()
        made.StartElementHandler, made.EndElementHandler = self._start, self._end
        made.CharacterDataHandler = self._data
        return made

    def _start(self, name: str, attributes: list[str]) -> None:
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if name in _CELLS:
            self._start_cell(pairs, covered=name == _CELLS[1])
        elif name == "table:table-row":
            self._start_row(pairs)
        elif self._cell is not None:
            self._start_within(name, pairs)
        elif name == "table:table":
            title = pairs["table:name"]
            if title in self.scans:
                raise ValueError("two sheets of one name")
            self._found = self.scans[title] = Scan()
            self._row, self._rows, self._column = 1, 0, 0
        elif name == "table:table-column":
            last = min(self._column + _times(pairs, "columns"), MOST_COLUMNS)
            if pairs.get("table:visibility") in _UNSEEN:
                self._found.hide_columns(self._column, last)
            self._column = last
        elif name == "style:style":
            self._style = pairs.get("style:name", "")
        elif _is_raised(pairs.get("style:text-position", "")):
            self._raising.add(self._style)

    def _start_cell(self, pairs: dict[str, str], *, covered: bool) -> None:
        self._cell, self._runs = pairs, []
        self._special = self._commented = False
        self._covered = covered
        self._columns = _times(pairs, "columns")
        height = int(pairs.get("table:number-rows-spanned", "1"))
        if height > 1:
            self._found.merged.append((self._row, self._row + height - 1, self._column))

    def _start_row(self, pairs: dict[str, str]) -> None:
        self._row += self._rows
        self._rows = _times(pairs, "rows")
        self._column = 0
        seen = pairs.get("table:visibility")
        if seen in _UNSEEN:
            last = min(self._row + self._rows, MOST_ROWS + 1)
            self._found.hidden_rows.update(range(self._row, last))
            self._found.filtered |= seen == "filter"

    def _start_within(self, name: str, pairs: dict[str, str]) -> None:
        """Take what a cell holds; comments and shapes are no part of its text."""
        if name == "table:table":
            raise ValueError("a table in a cell")
        if _is_aside(name):
            self._aside += 1
            self._special = True
            self._commented |= name == _COMMENT
        elif name == "text:p" and not self._aside:
            self._paragraphs += 1
            if self._runs:
                self._runs.append(("\n", False))
        elif name == "text:span":
            self._raised.append(pairs.get("text:style-name") in self._raising)
            self._special |= self._raised[-1]
        elif name == "text:s":
            self._data(" " * min(int(pairs.get("text:c", "1")), MOST_COLUMNS))
        elif name in _SIGNS:
            self._special = True
            self._data(_SIGNS[name])

    def _data(self, text: str) -> None:
        if self._paragraphs and not self._aside:
            self._runs.append((text, any(self._raised)))

    def _end(self, name: str) -> None:
        if name in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
            self._column += self._columns
        elif self._cell is not None and _is_aside(name):
            self._aside -= 1
        elif name == "text:p" and self._paragraphs and not self._aside:
            self._paragraphs -= 1
        elif name == "text:span" and self._raised:
            self._raised.pop()

    def _end_cell(self, pairs: dict[str, str]) -> None:
        kind, formula = pairs.get("office:value-type"), "table:formula" in pairs
        blank = kind is None and not self._runs
        if blank and not formula and not self._commented:
            return
        columns = range(self._column, self._column + self._columns)
        self._found.fill(self._row, columns, rows=self._rows, stored=1)
        places = list(product(range(self._row, self._row + self._rows), columns))
        if formula:
            self._found.formulas.update(places)
        if self._commented:
            self._found.comments.update(places)
        text = None
        if self._covered:
            text = ""
        elif blank and formula:
            text = NOT_CALCULATED
        elif self._special and kind in (None, "string"):
            text = raised_text(self._runs) or "".join(text for text, _ in self._runs).strip()
        if text is not None:
            self._found.texts.update(dict.fromkeys(places, text))


def _times(pairs: dict[str, str], what: str) -> int:
    times = int(pairs.get(f"table:number-{what}-repeated", "1"))
    if times < 1:
        raise ValueError("repeated less than once")
    return times


def _is_aside(name: str) -> bool:
    return name == _COMMENT or name.startswith("draw:")


def _is_raised(position: str) -> bool:
    """Tell whether a style raises letters: "super 58%", "33% 58%"."""
    first = position.partition(" ")[0]
    return first == "super" or (first.endswith("%") and first[0] not in "-0")
