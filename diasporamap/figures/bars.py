"""Bars of the largest places: the chart beside a map, alone on a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.figures.plan import FIGURES, Figured, FigureKind, FigureSpec, NoRoomError
from diasporamap.language import text
from diasporamap.maps import compose
from diasporamap.maps.captions import place_captions
from diasporamap.maps.companion import said
from diasporamap.maps.words import places_text
from diasporamap.sheet.bars import draw_bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.maps.companion import Row
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.page import Box, Page

#: How many rows the text for those who do not see it reads out.
READ = 5


def compose_bars(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> Figured:
    """Compose bars of one table, with the words of its map."""
    (protected,) = tables
    composition = compose(protected, spec.of_map)
    companion = composition.companion
    if companion is None:
        raise UsageError("Bars compare places, and people are shown in fewer than two of them.")
    composition = replace(composition, style=spec.drawn_in)
    drawn, geography = composition.words, composition.geography
    of_map = place_captions(composition.spec, composition.style, geography)
    rows = companion.rows(spec.rows)[:READ]
    pairs = companion.form == "sexes"
    title = companion.title(spec.rows)
    words = replace(
        drawn,
        subtitle=title if spec.subtitle is None else drawn.subtitle,
        captions=tuple(caption for caption in drawn.captions if caption not in of_map),
        alt=text(
            f"figure.bars_{'sexes' if pairs else 'total'}",
            spec.language,
            title=drawn.title,
            chart=title,
            places=places_text(len(companion.ranked), geography, spec.language),
            largest=", ".join(_read(row, composition) for row in rows if row.part == "place"),
        ),
    )
    words = words.stamped(spec.language, confidential=protected.confidential)

    def draw(page: Page, box: Box) -> None:
        if not draw_bars(page, box, composition, most=spec.rows, alone=True):
            raise NoRoomError(spec.rows, spec)

    return Figured(words, draw)


def _read(row: Row, composition: Composition) -> str:
    """Read a row out: "France (58,769 | 34,214)", women first; what is hidden in words."""
    companion = composition.companion
    form = companion.form if companion is not None else "total"
    shown = [row.share if form == "share" else row.figures["T"]]
    if form == "sexes":
        shown = [row.figures[sex] for sex in "FM"]
    between = "\N{NO-BREAK SPACE}|\N{NO-BREAK SPACE}"
    return f"{row.name} ({between.join(said(amount, composition.spec) for amount in shown)})"


FIGURES.add(
    FigureKind(name="bars", compose=compose_bars, measures=("total", "women", "men", "share_women"))
)
