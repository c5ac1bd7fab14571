"""What a figure is, the registry of all of them, and the sheet that they stand on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.maps import read_style
from diasporamap.maps.paper import paper_named
from diasporamap.maps.spec import MapSpec
from diasporamap.measures import MEASURES
from diasporamap.registry import Registry, require_language
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.frames import write_block
from diasporamap.sheet.layout import Block, captions_block
from diasporamap.sheet.page import Box, blank_page, in_layer, printing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Paper, Style
    from diasporamap.maps.words import Words
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.fonts import Face
    from diasporamap.sheet.page import MapFigure, Page

#: The least height of a figure, and room under the title and over the captions, in millimetres.
LEAST, UNDER, OVER = 30.0, 1.2, 3.0
#: How many rows a sheet has unless it is told; on a tall one, one for so many millimetres.
FEW, ROW_EVERY = 12, 9.6
#: The fewest rows that a sheet shows unless it is told.
FEWEST = 5
#: The most places that have a row or a line.
MOST_ROWS, MOST_LINES = 60, 8


class NoRoomError(UsageError):
    """A figure has more rows than its sheet has room for."""

    def __init__(self, rows: int, spec: FigureSpec) -> None:
        super().__init__(message("figures.no_room_for_rows", rows=rows, size=spec.size))


@dataclass(frozen=True, kw_only=True)
class FigureSpec:
    """What a figure shows.

    Attributes
    ----------
    kind : str, default "bars"
        One of `FIGURES`.
    measure : str, default "total"
        One of `diasporamap.measures.MEASURES`; which ones a figure takes it says itself.
    language : {"fr", "en"}, default "fr"
        Language of every text.
    size : str, default "half"
        Size of the sheet, as for `MapSpec`: "half" a page of text, "column", "a4", "160x110mm".
    bare : bool, default False
        Whether the sheet has no title, subtitle and captions, as for `MapSpec`.
    dpi : int, default 300
        Dots an inch of a picture that is saved, 72 to 1200.
    top : int, optional
        How many places have a row: 12 when left out, 20 on a4.
    places : tuple of str
        Codes of places that have a line in a figure of years; all people together without any.
    title, subtitle : str, optional
        Texts that replace the ones written from the counts.
    style : str, default "iom"
        Name of a shipped style or path of a style file.

    Raises
    ------
    UsageError
        If a value makes no sense; the message says what would.
    """

    kind: str = "bars"
    measure: str = "total"
    language: Language = "fr"
    size: str = "half"
    bare: bool = False
    dpi: int = 300
    top: int | None = None
    places: tuple[str, ...] = ()
    title: str | None = None
    subtitle: str | None = None
    style: str = "iom"

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(self.places))
        kind = FIGURES.named(self.kind)
        require_language(self.language)
        _ = self.paper, self.of_map
        MEASURES.named(self.measure)
        if self.measure not in kind.measures:
            raise UsageError(
                message(
                    "figures.measure_not_shown",
                    figure=kind.name,
                    measure=self.measure,
                    known=kind.measures,
                )
            )
        if not 1 <= self.rows <= MOST_ROWS:
            raise UsageError(message("figures.number_of_places", rows=self.rows, most=MOST_ROWS))
        if self.places and not kind.has_places:
            raise UsageError(message("figures.places_chosen", figure=kind.name))
        if len(self.places) > MOST_LINES:
            raise UsageError(message("figures.too_many_lines", most=MOST_LINES))

    @property
    def rows(self) -> int:
        """How many places have a row."""
        usual = min(max(FEW, int(self.paper.height / ROW_EVERY)), MOST_ROWS)
        return usual if self.top is None else self.top

    @property
    def paper(self) -> Paper:
        """The paper of its size."""
        return paper_named(self.size, dpi=self.dpi)

    @property
    def of_map(self) -> MapSpec:
        """The spec of a map of the same figures, which writes the same words."""
        return MapSpec(
            measure=self.measure,
            language=self.language,
            title=self.title,
            subtitle=self.subtitle,
            style=self.style,
            dpi=self.dpi,
        )

    @property
    def drawn_in(self) -> Style:
        """The style at the sizes of its paper."""
        return read_style(self.style).on(self.paper)


@dataclass(frozen=True, eq=False)
class Figured:
    """A figure ready to be drawn: its words, and what draws it into a box of the page."""

    words: Words
    draw: Callable[[Page, Box], None]


@dataclass(frozen=True, kw_only=True)
class FigureKind:
    """A kind of figure.

    `compose` makes it of protected tables, one a year, definition and source where it is of
    `several`, else of one; of places of its own where it says `by` what. It takes `measures`.
    """

    name: str
    compose: Callable[[Sequence[ProtectedCounts], FigureSpec], Figured]
    measures: tuple[str, ...]
    several: bool = False
    by: str = ""
    has_places: bool = False


#: Every kind of figure; `add` takes one from outside with its texts.
FIGURES: Final[Registry[FigureKind]] = Registry("figure")


def draw_figure(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> MapFigure:
    """Draw a figure of protected tables on a sheet; see `Release.figure`.

    Raises
    ------
    UsageError, StyleError
        If the tables do not have what the figure shows, or the texts leave no room for it.
    """
    fewest = spec.rows if spec.top is not None else min(spec.rows, FEWEST)
    for rows in range(spec.rows, fewest, -1):
        try:
            return _drawn(tables, replace(spec, top=rows))
        except NoRoomError:
            continue  # what nobody asked for may be less
    return _drawn(tables, replace(spec, top=fewest))


def _drawn(tables: Sequence[ProtectedCounts], spec: FigureSpec) -> MapFigure:
    figured = FIGURES.named(spec.kind).compose(tables, spec)
    words, style = figured.words, spec.drawn_in
    with printing():
        fonts = fonts_of(style)
        fonts.require_signs([words.title, words.subtitle, *words.captions, words.stamp])
        figure, page = blank_page(style, fonts, spec.paper)
        in_layer("companion")(figured.draw)(page, _written(page, words, bare=spec.bare))
        figure.title, figure.alt, figure.stamp = words.named, words.alt, words.stamp
        figure.words, figure.language, figure.print_dpi = words, spec.language, spec.dpi
    return figure


@in_layer("words")
def _written(page: Page, words: Words, *, bare: bool) -> Box:
    """Write the words at the head and the foot of the sheet; return the room between them.

    A bare sheet has the stamp alone.
    """
    paper, sizes, muted = page.paper, page.style.text, page.style.text["muted"]
    top = paper.height - paper.top
    heads: tuple[tuple[str, Face, str, str | None], ...] = (
        (words.stamp, "bold", "subtitle", sizes["stamp"]),
        ("" if bare else words.title, "bold", "title", None),
        ("" if bare else words.subtitle, "regular", "subtitle", muted),
    )
    for written, face, size, colour in heads:
        lines = page.fonts.wrap(written, face, sizes[size], width=paper.text_width)
        if lines:
            block = Block(tuple(lines), face, sizes[size], top)
            write_block(page, block, colour)
            top = block.bottom - UNDER
    captions, size = () if bare else words.captions, sizes["caption"]
    foot = captions_block(captions, page.fonts, size, paper.text_width)
    foot = replace(foot, top=paper.bottom - foot.bottom)
    write_block(page, foot, muted)
    box = Box(paper.sides, foot.top + OVER, paper.right, top - UNDER)
    if box.height < LEAST:
        raise UsageError(message("figures.no_room"))
    return box
