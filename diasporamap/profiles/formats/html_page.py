"""Writes a profile as one HTML file that opens offline, on a phone too, and prints on a page."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from diasporamap.files import MAKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diasporamap.profiles.model import Drawn, Grid, Profile

_STYLE: Final = """
body { margin: 0; }
.profile { font: 15px/1.45 "Open Sans", "Segoe UI", Arial, sans-serif; color: #1f2933;
  margin: 0 auto; max-width: 52rem; padding: 1.25rem 1rem 3rem; }
.profile h1 { font-size: 2.1rem; line-height: 1.15; margin: .1rem 0 .25rem; }
.profile h2 { font-size: 1rem; margin: 1.1rem 0 .4rem; }
.profile .kicker, .profile .subtitle, .profile .beside, .profile .below { color: #52606d; }
.profile .kicker, .profile .subtitle { margin: 0; font-size: .9rem; }
.profile .stamp { color: #b3001b; font-weight: 700; margin: 0 0 .4rem; }
.profile header { border-bottom: 3px solid #0033a0; padding-bottom: .5rem; }
.profile dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; margin: .7rem 0; }
.profile dl div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.profile dd { margin: 0; font-size: 1.65rem; line-height: 1.2; font-weight: 700; color: #0033a0; }
.profile dt { font-size: .9rem; } .profile .beside { display: block; font-size: .8rem; }
.profile .two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.5rem; }
.profile img { display: block; width: 100%; height: auto; }
.profile ul { margin: 0; padding-left: 1.1rem; } .profile li { margin-bottom: .35rem; }
.profile li::marker { color: #0033a0; }
.profile .scroll { overflow-x: auto; }
.profile table { border-collapse: collapse; width: 100%; font-size: .85rem;
  font-variant-numeric: tabular-nums; }
.profile th, .profile td { padding: .2rem .5rem; text-align: left;
  border-bottom: 1px solid #d0d7de; }
.profile .number { text-align: right; }
.profile thead th { background: #0033a0; color: #fff; vertical-align: bottom; }
.profile tbody th { font-weight: 400; }
.profile .total th, .profile .total td { font-weight: 700; border-top: 2px solid #0033a0; }
.profile .below { font-size: .78rem; margin: 1.4rem 0 0; }
@media (max-width: 40rem) { .profile dl { grid-template-columns: 1fr 1fr; }
  .profile .two { grid-template-columns: 1fr; } }
@media print { @page { size: A4; margin: 14mm 16mm; }
  .profile { max-width: none; padding: 0; font-size: 8.4pt; } .profile h2 { margin-top: .6rem; } }
"""


def write(profile: Profile, path: Path) -> None:
    """Write the page."""
    head = [f'<!DOCTYPE html>\n<html lang="{profile.language}">\n<head>\n<meta charset="utf-8">']
    head.append(f'<meta name="generator" content="{MAKER}">')
    head.append('<meta name="viewport" content="width=device-width, initial-scale=1">')
    head.append(f"<title>{escape(profile.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>")
    lines = [*head, '<main class="profile">', *_lines(profile), "</main>\n</body>\n</html>"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def shown(profile: Profile) -> str:
    """Return what a notebook shows."""
    return "\n".join(
        [f"<style>{_STYLE}</style>", '<div class="profile">', *_lines(profile), "</div>"]
    )


def _lines(profile: Profile) -> Iterator[str]:
    yield "<header>"
    if profile.stamp:
        yield f'<p class="stamp">{escape(profile.stamp)}</p>'
    yield f'<p class="kicker">{escape(profile.kicker)}</p>\n<h1>{escape(profile.name)}</h1>'
    yield f'<p class="subtitle">{escape(profile.subtitle)}</p>\n</header>\n<dl>'
    for one in profile.figures:
        beside = f'<span class="beside">{escape(one.beside)}</span>' if one.beside else ""
        yield f"<div><dt>{escape(one.label)}{beside}</dt><dd>{escape(one.value)}</dd></div>"
    yield '</dl>\n<div class="two">\n<div>'
    yield from _drawn(profile.map)
    yield "</div>\n<div>"
    for chart in profile.charts:
        yield from _drawn(chart)
    yield "</div>\n</div>"
    if profile.countries is not None:
        yield from _table(profile.countries)
    yield '<div class="two">' if profile.lines else "<div>"
    if profile.lines is not None:
        yield from ("<div>", *_drawn(profile.lines), "</div>")
    items = "".join(f"<li>{escape(point)}</li>" for point in profile.points)
    yield f"<div>\n<h2>{escape(profile.points_title)}</h2>\n<ul>{items}</ul>\n</div>\n</div>"
    if profile.missions is not None:
        yield from _table(profile.missions)
    told = " ".join(
        f"<strong>{escape(head)}</strong> {escape(rest)}" for head, rest in profile.below
    )
    yield f'<p class="below">{told}</p>'


def _drawn(one: Drawn) -> Iterator[str]:
    data = b64encode(one.png).decode("ascii")
    yield f"<h2>{escape(one.title)}</h2>"
    yield f'<img alt="{escape(one.alt)}" src="data:image/png;base64,{data}">'
    if one.text:
        yield f"<p>{escape(one.text)}</p>"


def _table(grid: Grid) -> Iterator[str]:
    title = escape(grid.title)
    yield f"<h2>{title}</h2>"
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
    yield "<table>\n<thead><tr>"
    for at, head in enumerate(grid.header):
        look = ' class="number"' if at in grid.numbers else ""
        yield f'<th scope="col"{look}>{escape(head)}</th>'
    yield "</tr></thead>\n<tbody>"
    for number, row in enumerate(grid.rows):
        total = ' class="total"' if grid.total and number == len(grid.rows) - 1 else ""
        first, *rest = row
        looks = [' class="number"' if at in grid.numbers else "" for at in range(1, len(row))]
        cells = "".join(
            f"<td{look}>{escape(cell)}</td>" for look, cell in zip(looks, rest, strict=True)
        )
        yield f'<tr{total}><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>"
