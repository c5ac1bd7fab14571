"""Divides the sheet: title on top, the world, a strip of insets and legend, captions below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.maps.drawing import Boxes
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.maps import Composition, Paper, Style
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.shapes import Inset, Shapes

#: Distance between baselines, in sizes of the text.
PITCH = 1.3
#: Open Sans, in sizes of the text: height of capitals, depth of descenders.
CAPITAL, DESCENT = 0.72, 0.24
#: Of the legend, in millimetres and, for large text, in sizes of it: height of a row, and the gap
#: under a title.
ROW, ROW_PITCH = 4.0, 1.08
TITLE_GAP, TITLE_PITCH = 2.6, 0.92
#: A title that is too long for its lines is set smaller, down to this share of its size.
SMALLEST_TITLE = 0.7
TITLE_LINES = 2
#: Distance of the stamp of a confidential map from the title, in millimetres.
UNDER_STAMP = 2.0


@dataclass(frozen=True)
class Block:
    """Lines of text in one face and size; `top` is where its capitals end, in millimetres."""

    lines: tuple[str, ...]
    face: Face
    size: float
    top: float

    @property
    def baselines(self) -> tuple[float, ...]:
        """Height of each line's baseline, the first line's first."""
        first = self.top - CAPITAL * self.size * POINT
        return tuple(first - PITCH * self.size * POINT * n for n in range(len(self.lines)))

    @property
    def bottom(self) -> float:
        """Where the descenders of the last line end; `top` where there is no line."""
        return self.baselines[-1] - DESCENT * self.size * POINT if self.lines else self.top


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the sheet; the box of the legend is only paper or ocean."""

    title: Block
    subtitle: Block
    captions: Block
    world: Box
    insets: Mapping[Inset, Box]
    legend: Box


def lay_out(
    composition: Composition, fonts: Fonts, world: Shapes, insets: Sequence[Inset]
) -> Layout:
    """Lay out a map of the world with insets on sides that the paper has a place on."""
    paper = composition.paper
    title, subtitle, captions = text_blocks(composition, fonts)
    ground = captions.top + paper.gap
    strip = ground + (paper.legend_strip + paper.gap if paper.legend_strip else 0)
    tall = max(paper.strip, classes_height(composition) + paper.gap)
    floor, ceiling = strip + tall, subtitle.bottom - paper.gap
    west, south, east, north = world.frame.bounds
    scale = min(paper.text_width / (east - west), (ceiling - floor) / (north - south))
    require_room(scale * (north - south), paper.least_world)
    half = scale * (east - west) / 2
    middle, bottom = paper.width / 2, (floor + ceiling - scale * (north - south)) / 2
    boxes = {inset: _inset_box(inset, paper, strip) for inset in insets}
    legend = Box(paper.sides, ground, paper.right, ground + paper.legend_strip)
    if not paper.legend_strip:
        lefts = [box.right for box in boxes.values() if box.left < middle]
        rights = [box.left for box in boxes.values() if box.left > middle]
        legend = Box(
            max((right + 2 * paper.gap for right in lefts), default=paper.sides),
            strip,
            min((left - 2 * paper.gap for left in rights), default=paper.right),
            floor - paper.gap,
        )
    return Layout(
        title=title,
        subtitle=subtitle,
        captions=captions,
        world=Box(middle - half, bottom, middle + half, bottom + scale * (north - south)),
        insets=boxes,
        legend=legend,
    )


def row_height(style: Style) -> float:
    """Return the height of a row of the legend, in millimetres."""
    return float(max(ROW, ROW_PITCH * style.text["legend"] * POINT))


def title_height(style: Style) -> float:
    """Return how far under the top of the legend its circles or classes begin, in millimetres."""
    size = style.text["legend"] * POINT
    return float(CAPITAL * size + max(TITLE_GAP, TITLE_PITCH * size))


def classes_height(composition: Composition) -> float:
    """Return the height of the classes of a legend with their title, in millimetres."""
    classes = [part for part in composition.drawing.legend if isinstance(part, Boxes)]
    rows = max((len(part.entries) for part in classes), default=0)
    return title_height(composition.style) + rows * row_height(composition.style)


def require_room(height: float, least: float) -> None:
    """Refuse texts that leave a map less than the least height worth printing."""
    if height < least:
        raise UsageError(
            "The title, subtitle and captions leave no room for the map. Shorten them."
        )


def _inset_box(inset: Inset, paper: Paper, strip: float) -> Box:
    """Return where an inset stands: on its side of the strip, as large as there is room."""
    wide, high = paper.insets[inset.side]
    scale = min(wide / inset.width, high / inset.height)
    wide, high = scale * inset.width, scale * inset.height
    left = paper.sides if inset.side == "left" else paper.right - wide
    return Box(left, strip, left + wide, strip + high)


def text_blocks(composition: Composition, fonts: Fonts) -> tuple[Block, Block, Block]:
    """Break title, subtitle and captions into lines and stand them at the sheet's edges."""
    sizes, words, paper = composition.style.text, composition.words, composition.paper
    title = _title(words.title, fonts, sizes["title"], paper, top=title_top(composition, fonts))
    subtitle = Block(
        tuple(fonts.wrap(words.subtitle, "regular", sizes["subtitle"], width=paper.text_width)),
        "regular",
        sizes["subtitle"],
        title.bottom - 1.2,
    )
    lines = [
        line
        for caption in words.captions
        for line in fonts.wrap(caption, "regular", sizes["caption"], width=paper.text_width)
    ]
    return title, subtitle, _standing_on(paper.bottom, lines, sizes["caption"])


def stamp_block(composition: Composition, fonts: Fonts) -> Block:
    """Stand the stamp of a confidential map at the head of the sheet; without lines elsewhere."""
    paper, size = composition.paper, composition.style.text["subtitle"]
    lines = fonts.wrap(composition.words.stamp, "bold", size, width=paper.text_width)
    return Block(tuple(filter(None, lines)), "bold", size, paper.height - paper.top)


def title_top(composition: Composition, fonts: Fonts) -> float:
    """Return where the title begins: at the head of the sheet, or under the stamp."""
    stamp = stamp_block(composition, fonts)
    return stamp.bottom - UNDER_STAMP if stamp.lines else stamp.top


def _title(text: str, fonts: Fonts, size: float, paper: Paper, *, top: float) -> Block:
    """Set a title as large as lets it stand on its lines; a very long one takes more lines."""
    for step in range(10):
        smaller = size * (1 - step * (1 - SMALLEST_TITLE) / 9)
        lines = fonts.wrap(text, "bold", smaller, width=paper.text_width)
        if len(lines) <= TITLE_LINES:
            break
    return Block(tuple(lines), "bold", smaller, top)


def _standing_on(bottom: float, lines: Sequence[str], size: float) -> Block:
    """Return a block whose last line stands on `bottom`."""
    block = Block(tuple(lines), "regular", size, 0.0)
    return Block(block.lines, block.face, size, bottom - block.bottom)
