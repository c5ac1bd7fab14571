"""Divides the sheet: title on top, the world, a strip of insets and legend, captions below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.page import HEIGHT, MARGIN, WIDTH, Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.fonts import Face, Fonts
    from diasporamap.sheet.shapes import Inset, Shapes

#: Distance between baselines, in sizes of the text.
PITCH = 1.3
#: Open Sans, in sizes of the text: height of capitals, depth of descenders.
CAPITAL, DESCENT = 0.72, 0.24
#: A title that is too long for its lines is set smaller, down to this share of its size.
SMALLEST_TITLE = 0.7
TITLE_LINES = 2
#: Millimetres between the parts of the sheet.
GAP = 3.0
#: The least height of the world that is worth printing, in millimetres.
LEAST_WORLD = 70.0
#: Height of the strip under the world; an inset may stand higher where there is only ocean.
STRIP = 39.0
TEXT_WIDTH = WIDTH - 2 * MARGIN


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
    """Where everything stands on the sheet.

    Attributes
    ----------
    title, subtitle, captions : Block
        Text.
    world : Box
        The map of the world.
    insets : mapping of Inset to Box
        The insets.
    legend : Box
        What is left for the legend: only paper or ocean.
    """

    title: Block
    subtitle: Block
    captions: Block
    world: Box
    insets: Mapping[Inset, Box]
    legend: Box


def lay_out(
    composition: Composition, fonts: Fonts, world: Shapes, insets: Sequence[tuple[Inset, Box]]
) -> Layout:
    """Lay out one map.

    Parameters
    ----------
    composition : Composition
        Gives the texts.
    fonts : Fonts
        Measures them.
    world : Shapes
        Gives the proportions of the world's map.
    insets : sequence of (Inset, Box)
        Insets; each box is given from the lower corner of the strip, negative from the right.

    Raises
    ------
    UsageError
        If the texts are so long that no room is left for the map.
    """
    title, subtitle, captions = text_blocks(composition, fonts)
    strip = captions.top + GAP
    floor, ceiling = strip + STRIP, subtitle.bottom - GAP
    west, south, east, north = world.frame.bounds
    scale = min(TEXT_WIDTH / (east - west), (ceiling - floor) / (north - south))
    if scale * (north - south) < LEAST_WORLD:
        raise UsageError(
            "The title, subtitle and captions leave no room for the map. Shorten them."
        )
    half = scale * (east - west) / 2
    middle = (floor + ceiling - scale * (north - south)) / 2
    boxes = {inset: _placed(box, strip) for inset, box in insets}
    left = max(
        (box.right + 2 * GAP for box in boxes.values() if box.left < WIDTH / 2), default=MARGIN
    )
    right = min(
        (box.left - 2 * GAP for box in boxes.values() if box.left > WIDTH / 2),
        default=WIDTH - MARGIN,
    )
    return Layout(
        title=title,
        subtitle=subtitle,
        captions=captions,
        world=Box(WIDTH / 2 - half, middle, WIDTH / 2 + half, middle + scale * (north - south)),
        insets=boxes,
        legend=Box(left, strip, right, floor - GAP),
    )


def text_blocks(composition: Composition, fonts: Fonts) -> tuple[Block, Block, Block]:
    """Break title, subtitle and captions into lines and stand them at the sheet's edges."""
    sizes, words = composition.style.text, composition.words
    title = _title(words.title, fonts, sizes["title"])
    subtitle = Block(
        tuple(fonts.wrap(words.subtitle, "regular", sizes["subtitle"], width=TEXT_WIDTH)),
        "regular",
        sizes["subtitle"],
        title.bottom - 1.2,
    )
    lines = [
        line
        for caption in words.captions
        for line in fonts.wrap(caption, "regular", sizes["caption"], width=TEXT_WIDTH)
    ]
    return title, subtitle, _standing_on(MARGIN, lines, sizes["caption"])


def _title(text: str, fonts: Fonts, size: float) -> Block:
    """Set a title as large as lets it stand on its lines; a very long one takes more lines."""
    top = HEIGHT - MARGIN
    for step in range(10):
        smaller = size * (1 - step * (1 - SMALLEST_TITLE) / 9)
        lines = fonts.wrap(text, "bold", smaller, width=TEXT_WIDTH)
        if len(lines) <= TITLE_LINES:
            break
    return Block(tuple(lines), "bold", smaller, top)


def _standing_on(bottom: float, lines: Sequence[str], size: float) -> Block:
    """Return a block whose last line stands on `bottom`."""
    block = Block(tuple(lines), "regular", size, 0.0)
    return Block(block.lines, block.face, size, bottom - block.bottom)


def _placed(box: Box, strip: float) -> Box:
    """Turn an inset's box in the strip into one on the sheet."""
    left = MARGIN + box.left if box.left >= 0 else WIDTH - MARGIN + box.left
    return Box(left, strip + box.bottom, left + box.width, strip + box.top)
