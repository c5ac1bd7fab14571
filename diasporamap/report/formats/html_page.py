"""Writes a report as one HTML file that opens offline and reads aloud well."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from diasporamap.export.formats.html_page import table_body
from diasporamap.files import MAKER
from diasporamap.language import text
from diasporamap.report.model import Heading, Listed, Paragraph, Picture, TablePart, Told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.report.model import Part, Report

_STYLE: Final = """
body { font: 16px/1.5 "Open Sans", "Segoe UI", Arial, sans-serif; color: #1f2933; margin: 0 auto;
  max-width: 56rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { color: #0033a0; font-size: 1.4rem; margin: 2.5rem 0 .75rem; }
nav ol { padding-left: 1.2rem; } nav a { color: #0033a0; }
.draft { border-left: 4px solid #e0a100; padding-left: .75rem; }
.notice { color: #6b4e00; font-size: .85rem; }
figure { margin: 1.5rem 0; } figure > img { width: 100%; height: auto; display: block; }
.title { font-weight: 700; margin-bottom: .4rem; }
.below { color: #52606d; font-size: .8rem; margin: .35rem 0 0; }
.stamp { color: #b3001b; font-weight: 700; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .85rem;
  font-variant-numeric: tabular-nums; }
caption { font-weight: 700; text-align: left; padding-bottom: .4rem; font-size: 1rem; }
th, td { padding: .2rem .5rem; text-align: right; border-bottom: 1px solid #d0d7de; }
thead th { background: #0033a0; color: #fff; vertical-align: bottom; }
th.name { text-align: left; } tbody th { font-weight: 400; } td.total { font-weight: 700; }
tr.group th { font-style: italic; }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid #0033a0; }
@media print { body { max-width: none; font-size: 10pt; } figure, tr { break-inside: avoid; }
  h2 { break-after: avoid; } thead { display: table-header-group; } }
"""


def write(report: Report, path: Path) -> None:
    """Write the page."""
    path.write_text("\n".join(_lines(report)) + "\n", encoding="utf-8", newline="\n")


def _lines(report: Report) -> Iterator[str]:
    title = escape(report.title)
    stamp = f"{escape(report.stamp)} | " if report.stamp else ""
    yield f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta name="generator" content="{MAKER}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{stamp}{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    if report.stamp:
        yield f'<p class="stamp">{escape(report.stamp)}</p>'
    yield f"<h1>{title}</h1>\n<p>{escape(report.subtitle)}</p>"
    yield from _contents(report)
    number, noticed = 0, False
    for part in report.parts:
        if isinstance(part, Heading):
            number += 1
            yield f'<h2 id="c{number}">{number}. {escape(part.text)}</h2>'
            noticed = False
        elif isinstance(part, Paragraph) and part.draft and not noticed:
            noticed = True
            yield f'<p class="notice">{escape(text("report.draft", report.language))}</p>'
        yield from _part(part, report)
    yield "</main>\n</body>\n</html>"


def _contents(report: Report) -> Iterator[str]:
    name = escape(text("report.contents", report.language))
    yield f'<nav aria-label="{name}">\n<ol>'
    headings = (part for part in report.parts if isinstance(part, Heading))
    for number, heading in enumerate(headings, start=1):
        yield f'<li><a href="#c{number}">{escape(heading.text)}</a></li>'
    yield "</ol>\n</nav>"


def _part(part: Part, report: Report) -> Iterator[str]:
    if isinstance(part, Paragraph):
        look = ' class="draft"' if part.draft else ""
        yield f"<p{look}>{escape(part.text)}</p>"
    elif isinstance(part, Told):
        runs = (escape(run) if isinstance(run, str) else _link(run, report) for run in part.runs)
        yield f"<p>{''.join(runs)}</p>"
    elif isinstance(part, Listed):
        yield "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in part.items) + "</ul>"
    elif isinstance(part, Picture):
        data = b64encode(part.png).decode("ascii")
        yield f'<figure id="{part.kind}{part.number}">'
        yield f'<figcaption class="title">{_title(part, report)}</figcaption>'
        yield f'<img alt="{escape(part.alt)}" src="data:image/png;base64,{data}">'
        for head, told in part.below:
            yield f'<p class="below"><strong>{escape(head)}</strong> {escape(told)}</p>'
        yield "</figure>"
    elif isinstance(part, TablePart):
        yield f'<div id="table{part.number}">'
        yield from table_body(part.table, _title(part, report))
        yield "</div>"


def _link(target: tuple[str, int], report: Report) -> str:
    kind, number = target
    return f'<a href="#{kind}{number}">{escape(report.label(kind, number))}</a>'


def _title(part: Picture | TablePart, report: Report) -> str:
    return f"{escape(report.label(part.kind, part.number))}. {escape(part.title)}"
