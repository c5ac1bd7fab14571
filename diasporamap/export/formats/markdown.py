"""Writes a published table as Markdown, with its title above and its notes below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diasporamap.files import MAKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.export.published import PublishedTable


def write(table: PublishedTable, path: Path) -> None:
    """Write a pipe table, its figures on the right, sums and totals bold."""
    path.write_text("\n".join(_lines(table)), encoding="utf-8", newline="\n")


def _lines(table: PublishedTable) -> Iterator[str]:
    if table.words.stamp:
        yield from (f"**{table.words.stamp}**", "")
    yield from (f"**{_plain(table.words.title)}**", "")
    yield _row(map(_plain, table.header))
    yield _row([":---", *("---:" for _ in table.columns)])
    for row in table.rows:
        cells = map(_plain, table.written(row))
        strong = row.part == "total"
        yield _row(f"**{cell}**" if strong and cell else cell for cell in cells)
    for head, paragraph in table.words.below(table.language):
        yield from ("", f"**{head}** {_plain(paragraph)}")
    yield from ("", f"<!-- {MAKER} -->", "")


def _row(cells: Iterator[str] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(written: str) -> str:
    """Return a text in which no sign is one of Markdown's."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(written.split("\n")))
