"""Compare the time of reading a workbook with that of openpyxl, which read them before.

Run it with the Python that has diasporamap installed, on workbooks of one's own or without any on
one that it writes: ``.venv/bin/python benchmarks/workbooks.py [FILE.xlsx ...]``.
Both sides give every cell of every sheet as text; ours scans the file first.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from diasporamap.tables.books import open_book

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7
ROWS, COLUMNS = 20_000, 12


def write_workbook(path: Path) -> None:
    """Write a table of places and counts."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.append(["place", *(f"count {at}" for at in range(1, COLUMNS))])
    for row in range(ROWS):
        sheet.append([f"Place {row}", *(row * at for at in range(1, COLUMNS))])
    book.save(path)


def read_with_openpyxl(path: Path) -> None:
    """Read every cell as text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        for cells in sheet.iter_rows():
            [("" if cell.value is None else str(cell.value), cell.data_type) for cell in cells]
    book.close()


def seconds(read: Callable[[Path], object], path: Path) -> float:
    """Return the processor time of one reading."""
    start = time.process_time()
    read(path)
    return time.process_time() - start


def main() -> None:
    """Read each file in turn with both, and print the medians and the median of the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in sys.argv[1:]]
        if not files:
            files = [Path(folder) / "table.xlsx"]
            write_workbook(files[0])
        for path in files:
            open_book(path)
            pairs = [
                (seconds(open_book, path), seconds(read_with_openpyxl, path)) for _ in range(RUNS)
            ]
            ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(theirs / ours for ours, theirs in pairs)
            print(f"{path.name}: ours {ours:.2f} s, openpyxl {theirs:.2f} s, ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
