"""Writes a report as PDF/UA-1 by typst: tagged, with its language, bookmarks and its own fonts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from diasporamap.export.formats.typesetting import quoted, typeset
from diasporamap.files import MAKER
from diasporamap.language import message, text
from diasporamap.report.model import Heading, Listed, Paragraph, Picture, TablePart, Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from diasporamap.report.model import Part, Report

#: Nothing that a text of the report says is code: every text is a string of typst.
_HEAD: Final = """\
#set document(title: {title}, author: {maker}, date: none)
#set text(lang: {language}, font: "Open Sans", size: 10pt, fill: rgb("#1f2933"))
#set page(paper: "a4", margin: (x: 20mm, top: 22mm, bottom: 22mm), numbering: "1",
  header: context if counter(page).get().first() > 1 {{
    set text(size: 8pt, fill: rgb("#52606d"))
    [#{title} #h(1fr) #{stamp}]
  }},
  footer: context {{
    set text(size: 8pt, fill: rgb("#52606d"))
    line(length: 100%, stroke: 0.3pt + rgb("#d0d7de"))
    [#{subtitle} #h(1fr) #counter(page).display()]
  }})
#set par(leading: 0.65em, spacing: 0.9em)
#set heading(numbering: "1")
#show heading.where(level: 1): it => {{
  set text(size: 17pt, weight: "bold", fill: rgb("#0033a0"))
  block(above: 1.6em, below: 0.8em, sticky: true, it)
}}
#show figure.caption: set text(weight: "bold", size: 9.5pt)
#show figure.caption: set align(left)
#show figure.caption: set block(sticky: true)
#set figure.caption(position: top, separator: [. ])
#show figure.where(kind: table): set block(breakable: true)
#show table.cell: set text(size: 8.2pt)
#let below(body) = block(above: 0.5em, below: 0.5em,
  text(size: 7.5pt, fill: rgb("#52606d"), body))
#let draft(body) = block(above: 0.7em, below: 0.7em, inset: (left: 8pt),
  stroke: (left: 2pt + rgb("#e0a100")), body)
#let notice(body) = text(size: 8pt, fill: rgb("#6b4e00"), body)
"""


def write(report: Report, path: Path) -> None:
    """Write the document."""
    typeset(partial(_lines, report), path, message("report.no_pdf"))


def _lines(report: Report, folder: Path) -> Iterator[str]:
    yield _HEAD.format(
        title=quoted(report.title),
        maker=quoted(MAKER),
        language=quoted(report.language),
        stamp=quoted(report.stamp),
        subtitle=quoted(report.subtitle),
    )
    if report.stamp:
        yield f'#text(weight: "bold", fill: rgb("#b3001b"), {quoted(report.stamp)})'
    yield f"#title(text(size: 24pt, {quoted(report.title)}))"
    yield f'#text(size: 12pt, fill: rgb("#52606d"), {quoted(report.subtitle)})'
    yield f"#outline(title: {quoted(text('report.contents', report.language))}, depth: 1)"
    noticed = False
    for part in report.parts:
        if isinstance(part, Heading):
            noticed = False
        elif isinstance(part, Paragraph) and part.draft and not noticed:
            noticed = True
            yield f"#notice({quoted(text('report.draft', report.language))})\n"
        yield from _part(part, report, folder)


def _part(part: Part, report: Report, folder: Path) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"#heading(level: {part.level}, {quoted(part.text)})\n"
    elif isinstance(part, Paragraph):
        yield f"#{'draft' if part.draft else 'par'}({quoted(part.text)})\n"
    elif isinstance(part, Told):
        runs = (f"#{quoted(run)}" if isinstance(run, str) else _ref(run) for run in part.runs)
        yield f"#par[{''.join(runs)}]\n"
    elif isinstance(part, Listed):
        items = "".join(f"{quoted(item)}, " for item in part.items)
        yield f"#list({items})\n"
    elif isinstance(part, Picture):
        name = f"{part.kind}{part.number}.svg"
        (folder / name).write_text(part.svg, encoding="utf-8")
        picture = f"image({quoted(name)}, alt: {quoted(part.alt)}, width: {part.width}mm)"
        yield _figure(picture, part, report)
        yield from _below(part.below)
    elif isinstance(part, TablePart):
        if part.is_long:
            yield "#pagebreak(weak: true)"
        yield _figure(_table(part), part, report)
        yield from _below(part.table.words.below(part.table.language))


def _ref(target: tuple[str, int]) -> str:
    kind, number = target
    return f"#ref(<{kind}{number}>)"


def _below(paragraphs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give what stands under a picture or table, the word for what each is in bold letters."""
    for head, told in paragraphs:
        yield f"#below[*#{quoted(head)}* #{quoted(told)}]" if head else f"#below({quoted(told)})"


def _figure(body: str, part: Picture | TablePart, report: Report) -> str:
    supplement = quoted(text(f"report.{part.kind}", report.language))
    kind = "table" if isinstance(part, TablePart) else quoted(part.kind)
    return (
        f"#figure({body}, kind: {kind}, supplement: {supplement}, "
        f"caption: {quoted(part.title)}) <{part.kind}{part.number}>\n"
    )


def _table(part: TablePart) -> str:
    """Return the table: its header on each page, names left, figures right, rules between rows."""
    table = part.table
    columns = len(table.header)
    header = ", ".join(f'text(fill: white, weight: "bold", {quoted(one)})' for one in table.header)
    rows = []
    for row in table.rows:
        cells = table.written(row)
        bold = row.part == "total"
        rows += [f'text(weight: "bold", {quoted(one)})' if bold else quoted(one) for one in cells]
    widths = ", ".join(["2fr", *["1fr"] * (columns - 1)])
    return (
        f"table(columns: ({widths}), inset: (x: 3pt, y: 3.15pt), "
        'fill: (_, y) => if y == 0 { rgb("#0033a0") }, '
        "align: (x, _) => if x == 0 { left + horizon } else { right + horizon }, "
        'stroke: (_, y) => (bottom: 0.3pt + rgb("#d0d7de")), '
        f"table.header({header}), {', '.join(rows)})"
    )
