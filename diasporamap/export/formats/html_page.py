"""Writes a published table as one HTML page that reads aloud well and needs no network."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from diasporamap.files import MAKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.export.published import PublishedTable, Row

#: Looks of the table: a blue header that stays in view, lines between rows, none between columns.
_STYLE: Final = """
body { font: 15px/1.45 "Open Sans", "Segoe UI", Arial, sans-serif; color: #1f2933;
  margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { font-weight: 700; font-size: 1.1rem; text-align: left; padding-bottom: .5rem; }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid #d0d7de; }
thead th { background: #0033a0; color: #fff; position: sticky; top: 0; vertical-align: bottom; }
th.name { text-align: left; }
tbody th { font-weight: 400; }
td.total { font-weight: 700; }
tr.group th { font-style: italic; }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid #0033a0; border-bottom: 0; }
p { color: #52606d; font-size: .85rem; margin: .5rem 0 0; }
p.stamp { color: #b3001b; font-weight: 700; font-size: 1rem; }
@media print { body { margin: 0; max-width: none; font-size: 8.2pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; } thead th { position: static; } }
"""


def write(table: PublishedTable, path: Path) -> None:
    """Write the page."""
    path.write_text("\n".join(_lines(table)) + "\n", encoding="utf-8", newline="\n")


def _lines(table: PublishedTable) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{table.language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta name="generator" content="{MAKER}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(table.title)}</title>\n<style>{_STYLE}</style>"
    yield "</head>\n<body>\n<main>"
    yield from _stamped_body(table)
    yield "</main>\n</body>\n</html>"


def shown(table: PublishedTable) -> str:
    """Write the table as a notebook shows it, in the looks of the notebook's own tables."""
    box = f'<div lang="{table.language}" style="max-height: 32em; overflow: auto">'
    return "\n".join([box, *_stamped_body(table), "</div>"])


def _stamped_body(table: PublishedTable) -> Iterator[str]:
    if table.words.stamp:
        yield f'<p class="stamp"><strong>{escape(table.words.stamp)}</strong></p>'
    yield from table_body(table, escape(table.words.title))


def table_body(table: PublishedTable, title: str) -> Iterator[str]:
    """Give the lines of a table and of what stands under it; `title` is escaped already."""
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
    yield f"<table>\n<caption>{title}</caption>\n<thead>\n<tr>"
    name, *columns = map(escape, table.header)
    yield f'<th scope="col" class="name">{name}</th>'
    yield from (f'<th scope="col">{column}</th>' for column in columns)
    yield "</tr>\n</thead>\n<tbody>"
    yield from (_row(table, row) for row in table.rows if row.part != "total")
    yield "</tbody>"
    for row in table.rows:
        if row.part == "total":
            yield f"<tfoot>\n{_row(table, row)}\n</tfoot>"
    yield "</table>\n</div>"
    for head, paragraph in table.words.below(table.language):
        yield f'<p class="below"><strong>{escape(head)}</strong> {escape(paragraph)}</p>'


def _row(table: PublishedTable, row: Row) -> str:
    name, *cells = map(escape, table.written(row))
    look = ' class="group"' if row.part not in ("place", "total") else ""
    told = [
        f'<td class="total">{cell}</td>' if column.name == "total" else f"<td>{cell}</td>"
        for column, cell in zip(table.columns, cells, strict=True)
    ]
    return f'<tr{look}><th scope="row" class="name">{name}</th>{"".join(told)}</tr>'
