"""What a figure is, the registry of all of them, and the sheet that they stand on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.figures.papers import paper_named
from diasporamap.language import require_language
from diasporamap.maps import read_style
from diasporamap.maps.spec import MapSpec
from diasporamap.measures import MEASURES
from diasporamap.registry import Registry
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.layout import PITCH, Block
from diasporamap.sheet.page import Box, blank_page, in_layer, printing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from diasporamap.language import Language
    from diasporamap.maps import Paper, Style
    from diasporamap.maps.words import Words
    from diasporamap.protection import ProtectedCounts
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.page import MapFigure, Page

#: The least height of a figure, and room under the title and over the captions, in millimetres.
LEAST, UNDER, OVER = 30.0, 1.2, 3.0
#: How many rows a sheet has unless it is told, on a tall one more, and how tall that is.
FEW, MANY, TALL = 12, 20, 150.0
#: The fewest rows that a sheet shows unless it is told.
FEWEST = 5
#: The most places that have a row or a line.
MOST_ROWS, MOST_LINES = 60, 8


class NoRoomError(UsageError):
    """A figure has more rows than its sheet has room for."""

    def __init__(self, rows: int, spec: FigureSpec) -> None:
        super().__init__(
            f"{rows} rows have no room on the size {spec.size}. "
            "Show fewer of them, or choose a larger size."
        )


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
    size : {"a4", "half", "column"}, default "half"
        Size of the sheet.
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
    top: int | None = None
    places: tuple[str, ...] = ()
    title: str | None = None
    subtitle: str | None = None
    style: str = "iom"

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(self.places))
        kind = FIGURES.named(self.kind)
        require_language(self.language)
        _ = self.paper
        MEASURES.named(self.measure)
        if self.measure not in kind.measures:
            raise UsageError(
                f"A figure of {kind.name} does not show {self.measure}. "
                f"Choose {', '.join(kind.measures)}."
            )
        if not 1 <= self.rows <= MOST_ROWS:
            raise UsageError(f"A figure of {self.rows} places is none. Choose 1 to {MOST_ROWS}.")
        if self.places and not kind.has_places:
            raise UsageError(f"A figure of {kind.name} chooses its places. Leave places out.")
        if len(self.places) > MOST_LINES:
            raise UsageError(f"More than {MOST_LINES} lines cross each other. Name fewer places.")

    @property
    def rows(self) -> int:
        """How many places have a row."""
        usual = MANY if self.paper.height > TALL else FEW
        return usual if self.top is None else self.top

    @property
    def paper(self) -> Paper:
        """The paper of its size."""
        return paper_named(self.size)

    @property
    def of_map(self) -> MapSpec:
        """The spec of a map of the same figures, which writes the same words."""
        return MapSpec(
            measure=self.measure,
            language=self.language,
            title=self.title,
            subtitle=self.subtitle,
            style=self.style,
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
        in_layer("companion")(figured.draw)(page, _written(page, words))
        figure.title, figure.alt, figure.stamp = words.named, words.alt, words.stamp
        figure.language = spec.language
    return figure


@in_layer("words")
def _written(page: Page, words: Words) -> Box:
    """Write the words at the head and the foot of the sheet; return the room between them."""
    paper, sizes, muted = page.paper, page.style.text, page.style.text["muted"]
    top = paper.height - paper.top
    heads: tuple[tuple[str, Face, str, str | None], ...] = (
        (words.stamp, "bold", "subtitle", sizes["stamp"]),
        (words.title, "bold", "title", None),
        (words.subtitle, "regular", "subtitle", muted),
    )
    for written, face, size, colour in heads:
        lines = page.fonts.wrap(written, face, sizes[size], width=paper.text_width)
        if lines:
            top = _block(page, Block(tuple(lines), face, sizes[size], top), colour).bottom - UNDER
    lines = [
        line
        for caption in words.captions
        for line in page.fonts.wrap(caption, "regular", sizes["caption"], width=paper.text_width)
    ]
    foot = Block(tuple(lines), "regular", sizes["caption"], 0.0)
    foot = replace(foot, top=paper.bottom - foot.bottom)
    _block(page, foot, muted)
    box = Box(paper.sides, foot.top + OVER, paper.right, top - UNDER)
    if box.height < LEAST:
        raise UsageError("The title and the captions leave no room for the figure. Shorten them.")
    return box


def _block(page: Page, block: Block, colour: str | None) -> Block:
    for line, baseline in zip(block.lines, block.baselines, strict=True):
        page.write(
            page.paper.sides, baseline, line, size=block.size, face=block.face, colour=colour
        )
    return block


def round_ticks(highest: float, most: int = 6) -> list[float]:
    """Return round values from 0 to the first that is no less than the highest: steps 1, 2, 5."""
    if highest <= 0:
        return [0.0, 1.0]
    step = next(
        step
        for power in range(-3, 12)
        for step in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)
        if highest / step <= most - 1
    )
    number = int(-(-highest // step))
    return [round(step * n, 6) for n in range(number + 1)]


def lines_of(fonts: Fonts, texts: Iterable[str], size: float, width: float) -> list[str]:
    """Break notes into lines of a width."""
    return [
        line for note in texts if note for line in fonts.wrap(note, "regular", size, width=width)
    ]


__all__ = ["FIGURES", "PITCH", "FigureKind", "FigureSpec", "Figured", "draw_figure"]
