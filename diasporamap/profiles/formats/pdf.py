"""Writes a profile as one page of PDF/UA-1 by typst."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from diasporamap.export.formats.typesetting import quoted, typeset
from diasporamap.files import MAKER
from diasporamap.language import message
from diasporamap.profiles.room import (
    BELOW,
    BESIDE,
    BOTTOM,
    CELL,
    FIGURE,
    GUTTER,
    HEADING,
    KICKER,
    LABEL,
    NAME,
    SIDES,
    SUBTITLE,
    TOP,
)
from diasporamap.profiles.room import BODY as TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.profiles.model import Drawn, Grid, Profile

#: Looks. What is too high for its page, in spite of all measuring, is set smaller and never cut.
_HEAD: Final = """\
#set document(title: {title}, author: {maker}, date: none)
#let muted = rgb("#52606d")
#let blue = rgb("#0033a0")
#set page(paper: "a4", margin: (x: {sides}mm, top: {top}mm, bottom: {bottom}mm),
  footer-descent: 3mm,
  footer: {{
    set text(size: 7.5pt, fill: muted)
    block(width: 100%, stroke: (top: 0.3pt + rgb("#d0d7de")), inset: (top: 1.6mm),
      [#{foot} #h(1fr) #{kicker}])
  }})
#set text(lang: {language}, font: "Open Sans", size: {size}pt, fill: rgb("#1f2933"))
#set par(leading: 0.5em, spacing: 0.75em)
#set table(stroke: (_, y) => (bottom: 0.3pt + rgb("#d0d7de")), inset: (x: 3pt, y: 3pt))
#show table.cell: set text(size: {cell}pt)
#show heading: it => block(above: 4.4mm, below: 2.4mm, sticky: true,
  text(size: {heading}pt, weight: "bold", it.body))
#let name(body) = block(above: 3.4mm, below: 3.2mm,
  heading(level: 1, text(size: {name_size}pt, body)))
#let key(value, label, beside) = {{
  block(above: 0pt, below: 2.2mm, text(size: {figure}pt, weight: "bold", fill: blue, value))
  block(above: 0pt, below: 1.7mm, text(size: {label}pt, label))
  block(above: 0pt, below: 0pt, text(size: {beside}pt, fill: muted, beside))
}}
#let two(left, right) = block(above: 4.4mm,
  grid(columns: (1fr, 1fr), column-gutter: {gutter}mm, left, right))
#let stamp(body) = block(above: 0pt, below: 2.2mm,
  text(size: {label}pt, weight: "bold", fill: rgb("#b3001b"), body))
#let below(lead, body) = [*#lead* #body ]
#let fitted(body) = layout(size => {{
  let high = measure(block(width: size.width, body)).height
  if high <= size.height {{ block(width: 100%, height: 100%, body) }} else {{
    let part = size.height / high
    scale(part * 99%, reflow: true, origin: top + left, block(width: size.width / part, body))
  }}
}})
"""


def write(profile: Profile, path: Path) -> None:
    """Write the page."""
    typeset(partial(_lines, profile), path, message("profiles.no_pdf"))


def _lines(profile: Profile, folder: Path) -> Iterator[str]:
    yield _HEAD.format(
        title=quoted(profile.title),
        maker=quoted(MAKER),
        language=quoted(profile.language),
        foot=quoted(profile.foot),
        kicker=quoted(profile.kicker),
        sides=SIDES,
        top=TOP,
        bottom=BOTTOM,
        size=TEXT,
        cell=CELL,
        heading=HEADING,
        name_size=NAME,
        figure=FIGURE,
        label=LABEL,
        beside=BESIDE,
        gutter=GUTTER,
    )
    yield "#fitted["
    if profile.stamp:
        yield f"#stamp({quoted(profile.stamp)})"
    yield f"#text(size: {KICKER}pt, fill: muted, {quoted(profile.kicker)})"
    yield f"#name({quoted(profile.name)})"
    yield f"#text(size: {SUBTITLE}pt, fill: muted, {quoted(profile.subtitle)})"
    yield "#block(above: 2.4mm, below: 3.4mm, line(length: 100%, stroke: 1.2pt + blue))"
    figures = "".join(
        f"[#key({quoted(one.value)}, {quoted(one.label)}, {quoted(one.beside)})], "
        for one in profile.figures
    )
    yield f"#grid(columns: (1fr,) * {len(profile.figures)}, column-gutter: 4mm, {figures})"
    left = "".join(_drawn(profile.map, "map", folder))
    right = "".join(
        line for at, one in enumerate(profile.charts) for line in _drawn(one, f"chart{at}", folder)
    )
    yield f"#two([{left}], [{right}])"
    if profile.countries is not None:
        yield from _table(profile.countries)
    points = (
        f"== {_heading(profile.points_title)}\n"
        "#list(spacing: 0.85em, marker: text(fill: blue, sym.bullet), "
    )
    points += "".join(f"{quoted(point)}, " for point in profile.points) + ")"
    if profile.lines is None:
        yield points
    else:
        lines = "".join(_drawn(profile.lines, "lines", folder))
        yield f"#two([{lines}], [{points}])"
    if profile.missions is not None:
        yield from _table(profile.missions)
    yield "#v(1fr)"
    yield f"#block(above: 3mm)[#set text(size: {BELOW}pt, fill: muted)"
    yield " ".join(f"#below({quoted(head)}, {quoted(told)})" for head, told in profile.below)
    yield "]"
    yield "]"


def _heading(words: str) -> str:
    return f"#{quoted(words)}"


def _drawn(one: Drawn, name: str, folder: Path) -> Iterator[str]:
    (folder / f"{name}.svg").write_text(one.svg, encoding="utf-8")
    yield f"== {_heading(one.title)}\n"
    yield f'#image("{name}.svg", alt: {quoted(one.alt)}, width: 100%)\n'
    if one.text:
        yield f"#par({quoted(one.text)})\n"


def _table(grid: Grid) -> Iterator[str]:
    """Give a small table under its heading: header on blue, figures right, a rule over a sum."""
    widths = ", ".join(f"{share}fr" for share in grid.shares)
    head = ", ".join(f'text(fill: white, weight: "bold", {quoted(one)})' for one in grid.header)
    rows = []
    for at, row in enumerate(grid.rows):
        bold = grid.total and at == len(grid.rows) - 1
        rows += [f'text(weight: "bold", {quoted(one)})' if bold else quoted(one) for one in row]
    numbers = ", ".join(map(str, grid.numbers))
    last = len(grid.rows) - 1
    plain = '(bottom: 0.3pt + rgb("#d0d7de"))'
    rule = f"if y == {last} {{ (bottom: 1pt + blue) }} else {{ {plain} }}" if grid.total else plain
    yield f"== {_heading(grid.title)}"
    yield (
        f"#table(columns: ({widths}), fill: (_, y) => if y == 0 {{ blue }}, "
        f"align: (x, _) => if ({numbers}{',' if numbers else ''}).contains(x) "
        "{ right + horizon } else { left + horizon }, "
        f"stroke: (_, y) => {rule}, "
        f"table.header({head}), {', '.join(rows)})"
    )
