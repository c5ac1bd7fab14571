"""Breaks the texts of a sheet into lines, and stands them above and below the map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from math import inf
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.language import message, text
from diasporamap.maps.captions import lead_of, noted
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.logo import logo_box
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diasporamap.maps import Composition, Paper, Style
    from diasporamap.sheet.fonts import Face, Fonts

#: Distance between baselines, in sizes of the text; and in captions.
PITCH, CAPTION_PITCH = 1.3, 1.2
#: Open Sans, in sizes of the text: height of capitals, depth of descenders.
CAPITAL, DESCENT = 0.72, 0.24
#: Of the legend, in sizes of its text: height of a row; and in millimetres and, for large text, in
#: sizes of it the gap under a title.
ROW_PITCH = 1.45
TITLE_GAP, TITLE_PITCH = 2.6, 0.92
#: A title that is too long for its lines is set smaller, down to this share of its size.
SMALLEST_TITLE = 0.7
TITLE_LINES = 2
#: How many of ten sizes are tried for a title of one line.
NEARLY = 5
#: Distance of the stamp of a confidential map from the title, in millimetres.
UNDER_STAMP = 2.0
#: Between two columns of captions, in millimetres; and in how many steps their breadths are tried.
CAPTION_GAP, STEPS = 9.0, 20


@dataclass(frozen=True)
class Block:
    """Lines of text in one face and size; `top` is where its capitals end, in millimetres.

    The lines of a second column, if any, stand `beside` them, from `across` on. `leads` are the
    bold words that a line begins with, by the line.
    """

    lines: tuple[str, ...]
    face: Face
    size: float
    top: float
    pitch: float = PITCH
    beside: tuple[str, ...] = ()
    across: float = 0.0
    leads: Mapping[str, str] = field(default_factory=dict)

    @property
    def baselines(self) -> tuple[float, ...]:
        """Height of each line's baseline, the first line's first."""
        first = self.top - CAPITAL * self.size * POINT
        rows = max(len(self.lines), len(self.beside))
        return tuple(first - self.pitch * self.size * POINT * n for n in range(rows))

    @property
    def bottom(self) -> float:
        """Where the descenders of the last line end; `top` where there is no line."""
        below = DESCENT * self.size * POINT
        return self.baselines[-1] - below if self.lines or self.beside else self.top


class NoRoom(UsageError):  # noqa: N818 - told as it is
    """A sheet has too little room for what shall stand on it."""


def require_room(high: float, least: float, paper: Paper) -> None:
    """Refuse texts that leave a map less than the least height worth printing."""
    if high < least:
        raise NoRoom(message("sheet.no_room", size=paper.name))


def row_height(style: Style) -> float:
    """Return the height of a row of the legend, in millimetres."""
    return float(ROW_PITCH * style.text["legend"] * POINT)


def title_height(style: Style, lines: int = 1) -> float:
    """Return how far under the top of the legend its circles or classes begin, in millimetres."""
    size = style.text["heading"] * POINT
    more = (lines - 1) * CAPTION_PITCH * size
    return float(CAPITAL * size + more + max(TITLE_GAP, TITLE_PITCH * size))


def text_blocks(composition: Composition, fonts: Fonts) -> tuple[Block, Block, Block]:
    """Break title, subtitle and captions into lines and stand them at the sheet's edges.

    On a bare sheet they have no lines.
    """
    sizes, words, paper = composition.style.text, composition.words, composition.paper
    bare, top = composition.spec.bare, title_top(composition, fonts)
    logo = logo_box(composition)
    wide = paper.text_width if logo is None else logo.left - paper.gap - paper.sides
    title = _title("" if bare else words.title, fonts, sizes["title"], wide, top=top)
    lines = [] if bare else fonts.wrap(words.subtitle, "regular", sizes["subtitle"], width=wide)
    under = title.bottom - (1.2 if title.lines else 0)
    subtitle = Block(tuple(lines), "regular", sizes["subtitle"], under)
    return title, subtitle, _captions(composition, fonts)


def room_between(composition: Composition, subtitle: Block, captions: Block) -> Box:
    """Return the room for map and legend between the texts of a sheet."""
    paper, logo = composition.paper, logo_box(composition)
    floor, ceiling = captions.top, subtitle.bottom
    if logo is not None:
        ceiling = min(ceiling, logo.bottom)
    if captions.lines:
        floor += paper.gap
    if ceiling < paper.height - paper.top:
        ceiling -= paper.gap
    return Box(paper.sides, floor, paper.right, ceiling)


def _captions(composition: Composition, fonts: Fonts) -> Block:
    """Set the captions at the foot of the sheet, in its columns; in few words where it has few."""
    paper, size = composition.paper, composition.style.text["caption"]
    captions = () if composition.spec.bare else _fitting(composition, fonts)
    block = captions_block(captions, fonts, size, paper.text_width, paper.caption_columns)
    return replace(block, top=paper.bottom - block.bottom)


def captions_block(
    captions: Sequence[str], fonts: Fonts, size: float, width: float, columns: int = 1
) -> Block:
    """Set captions in a breadth, a paragraph each, that begin with what they are in bold letters.

    No paragraph of two columns is broken: these are as broad as makes them most nearly level. The
    last one stands by itself where that takes no more than a line.
    """
    if columns == 1 or len(captions) < columns:
        return _columns(captions, (), fonts, size, (width, 0.0))
    room = width - CAPTION_GAP
    steps = [room * step / STEPS for step in range(3, STEPS - 2)]
    blocks = {
        (whole, wide): _columns(
            captions[:whole], captions[whole:], fonts, size, (wide, room - wide)
        )
        for whole, wide in product(range(1, len(captions)), steps)
    }

    def rank(way: tuple[int, float]) -> tuple[int, bool, float]:
        joined = way[0] < len(captions) - 1
        return len(blocks[way].baselines) + joined, joined, abs(way[1] - room / 2)

    return blocks[min(blocks, key=rank)]


def _columns(
    first: Sequence[str],
    second: Sequence[str],
    fonts: Fonts,
    size: float,
    widths: tuple[float, float],
) -> Block:
    """Set paragraphs in one or two columns of some breadths."""
    columns = [
        [set_caption(caption, fonts, size, width) for caption in some]
        for some, width in zip((first, second), widths, strict=True)
    ]
    left, right = (tuple(line for lines, _ in column for line in lines) for column in columns)
    leads = {lines[0]: lead for column in columns for lines, lead in column if lead}
    across = widths[0] + CAPTION_GAP
    return Block(left, "regular", size, 0.0, CAPTION_PITCH, right, across, leads)


@lru_cache(maxsize=4096)
def set_caption(
    caption: str, fonts: Fonts, size: float, width: float
) -> tuple[tuple[str, ...], str]:
    """Break a paragraph into lines; return the bold words that it begins with too."""
    lead = lead_of(caption)
    bolder = fonts.width(f"{lead} ", "bold", size) - fonts.width(f"{lead} ", "regular", size)
    lines = fonts.wrap(caption, "regular", size, width=width, indent=bolder)
    return tuple(lines), lead_of(lines[0]) if lines else ""


def _fitting(composition: Composition, fonts: Fonts) -> tuple[str, ...]:
    """Return the captions in as many words as the lines of the sheet hold.

    Names that found no room have more lines, for nobody knows otherwise that they are left out.
    """
    paper, size, words = composition.paper, composition.style.text["caption"], composition.words
    unnamed = noted([words.unnamed], composition.spec.language)

    def lines(captions: Sequence[str]) -> int:
        return sum(len(set_caption(one, fonts, size, paper.text_width)[0]) for one in captions)

    most = paper.caption_lines + lines(unnamed) if paper.caption_lines else inf
    for captions in _tellings(composition, unnamed):
        if lines(captions) <= most:
            return captions
    return (_cut(composition, fonts, paper.text_width), *unnamed)


def _tellings(composition: Composition, unnamed: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the captions in ever fewer words: all, the notes and that more is beside, the source.

    The source is named by its title where its citation is too long.
    """
    captions, language = composition.words.captions, composition.spec.language
    yield captions
    source, *notes = captions[:-2]
    disclaimer, more = (text(f"caption.{key}", language) for key in ("brief", "continued"))
    yield (source, *notes, f"{disclaimer} {more}")
    yield (source, *unnamed, f"{disclaimer} {more}")
    yield (f"{source.rstrip('.')}. {more}", *unnamed)
    if composition.words.source:
        yield (f"{composition.words.source} {more}", *unnamed)


def _cut(composition: Composition, fonts: Fonts, width: float) -> str:
    """Cut a source that is too long for the few lines of a sheet, and say that more is beside."""
    paper, size = composition.paper, composition.style.text["caption"]
    more = text("caption.continued", composition.spec.language)
    words = (composition.words.source or composition.words.captions[0]).split(" ")
    while True:
        words.pop()
        told = f"{' '.join(words).rstrip(',;.')}… {more}"
        lines, _ = set_caption(told, fonts, size, width)
        if len(lines) <= paper.caption_lines or not words:
            return " ".join(lines[: paper.caption_lines])


def stamp_block(composition: Composition, fonts: Fonts) -> Block:
    """Stand the stamp of a confidential map at the head of the sheet; without lines elsewhere."""
    paper, size = composition.paper, composition.style.text["subtitle"]
    lines = fonts.wrap(composition.words.stamp, "bold", size, width=paper.text_width)
    return Block(tuple(filter(None, lines)), "bold", size, paper.height - paper.top)


def title_top(composition: Composition, fonts: Fonts) -> float:
    """Return where the title begins: at the head of the sheet, or under the stamp."""
    stamp = stamp_block(composition, fonts)
    return stamp.bottom - UNDER_STAMP if stamp.lines else stamp.top


def _title(text: str, fonts: Fonts, size: float, width: float, *, top: float) -> Block:
    """Set a title as large as lets it stand on its lines; a very long one takes more lines.

    One that is a little too long for a line is set smaller, so that no word stands alone.
    """
    sizes = [size * (1 - step * (1 - SMALLEST_TITLE) / 9) for step in range(10)]
    wanted = [(1, sizes[:NEARLY]), (TITLE_LINES, sizes)]
    for most, smaller in ((most, smaller) for most, some in wanted for smaller in some):
        lines = fonts.wrap(text, "bold", smaller, width=width)
        if len(lines) <= most:
            break
    return Block(tuple(lines), "bold", smaller, top)
