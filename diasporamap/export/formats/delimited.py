"""Writes a published table as CSV: UTF-8 with a byte order mark, no cell a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.export.formats.grid import header_of, rows_of, tags_of
from diasporamap.export.tables import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.export.published import PublishedTable


def write(table: PublishedTable, path: Path, *, hxl: bool = False) -> None:
    """Write header and rows; a confidential table says so in the first line, after a ``#``."""
    rows = [
        header_of(table),
        *([tags_of(table)] if hxl else []),
        *(row for _, row in rows_of(table)),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.write(f"# {table.words.stamp}\n" if table.words.stamp else "")
        stream.writelines(f"{','.join(map(quoted, row))}\n" for row in rows)
