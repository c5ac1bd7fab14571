"""Writes what stands on and around panels: texts, names of insets, outlines, scale bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patches import Polygon

from diasporamap.language import in_print, number_text
from diasporamap.language import text as language_text
from diasporamap.maps.scales import round_down
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL
from diasporamap.sheet.page import Box, in_layer, level
from diasporamap.sheet.shapes import SEAM, inset_edge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.language import Language
    from diasporamap.sheet.circles import Circle
    from diasporamap.sheet.fonts import Text
    from diasporamap.sheet.layout import Block
    from diasporamap.sheet.page import Page, Panel
    from diasporamap.sheet.shapes import Inset

#: Distance of a text in a corner from the frame, in millimetres.
EDGE = 1.3
#: How deep descenders reach under a text: in millimetres at least, and as a share of its size.
DEEP, DESCENT = 0.6, 0.24
#: The longest bar, as a share of the panel's width; height of its ends and the gap over it, in mm.
LONGEST = 0.25
TICK = 1.2
OVER = 0.8


@in_layer("words")
def write_stamp(page: Page, stamp: Block) -> None:
    """Write at the head of the sheet that the map is confidential."""
    write_block(page, stamp, page.style.text["stamp"])


@in_layer("words")
def write_blocks(page: Page, title: Block, subtitle: Block, captions: Block) -> None:
    """Write the texts above and below the map."""
    muted = page.style.text["muted"]
    for block, colour in ((title, None), (subtitle, muted), (captions, muted)):
        write_block(page, block, colour)


def write_block(page: Page, block: Block, colour: str | None) -> None:
    """Write lines of text at the sheet's edge, in their columns."""
    for lines, across in ((block.lines, 0.0), (block.beside, block.across)):
        for line, baseline in zip(lines, block.baselines, strict=False):
            left, lead = page.paper.sides + across, block.leads.get(line, "")
            if lead:
                page.write(left, baseline, lead, size=block.size, face="bold", colour=colour)
                left += page.fonts.width(f"{lead} ", "bold", block.size)
            rest = line.removeprefix(lead).lstrip()
            page.write(left, baseline, rest, size=block.size, face=block.face, colour=colour)


def name_corner(
    panel: Panel, name: str, text: Text, circles: Sequence[Circle], *, taken: Sequence[Box] = ()
) -> Box:
    """Return the corner of an inset that is free for its name."""
    wide, high = text.fonts.width(name, "italic", text.size), CAPITAL * text.size * POINT
    return free_corner(panel, wide, high, circles, taken=taken)


def write_corner(page: Page, panel: Panel, name: str, corner: Box) -> None:
    """Write the name of an inset into its corner."""
    page.write(
        corner.left,
        corner.bottom,
        name,
        size=page.style.text["inset"],
        face="italic",
        colour=page.style.text["muted"],
        above=panel.above,
        haloed=True,
    )


def free_corner(
    panel: Panel, wide: float, high: float, circles: Sequence[Circle], *, taken: Sequence[Box] = ()
) -> Box:
    """Return the corner of a panel, lower left first, that no circle and no box of `taken` covers.

    Where none is free it is the lower left one.
    """
    box = panel.box
    corners = [
        _within_frame(panel, Box(left, bottom, left + wide, bottom + high))
        for bottom in (box.bottom + EDGE, box.top - EDGE - high)
        for left in (box.left + EDGE, box.right - EDGE - wide)
    ]
    return next((c for c in corners if not _is_covered(c, circles, taken)), corners[0])


def _is_covered(corner: Box, circles: Sequence[Circle], taken: Sequence[Box]) -> bool:
    """Tell whether any circle or box stands in a corner."""
    return any(corner.distance(circle.x, circle.y) <= circle.radius for circle in circles) or any(
        corner.meets(paper) for paper in taken
    )


def _within_frame(panel: Panel, corner: Box) -> Box:
    """Move a corner towards the middle of its panel until the frame, round or not, holds it."""
    frame, box = panel.frame(), panel.box
    inward = 1.0 if corner.left < (box.left + box.right) / 2 - corner.width / 2 else -1.0
    for by in np.arange(0.0, box.width / 4, 1.0):
        moved = replace(corner, left=corner.left + inward * by, right=corner.right + inward * by)
        if frame.contains(moved.shape):
            return moved
    return corner


@dataclass(frozen=True, eq=False)
class Locator:
    """What an inset shows of the whole map, in one or two parts, and the box of its letter."""

    area: BaseGeometry
    letter: str
    box: Box

    @property
    def edge(self) -> BaseGeometry:
        """The outline of what it shows."""
        return shapely.boundary(self.area)


def locators_of(
    whole: Panel, insets: Iterable[Inset], text: Text, *, letters: str = ""
) -> tuple[Locator, ...]:
    """Return what insets show of the whole map, with their letters if they have any.

    Where the map's edge runs through that it has two parts; there is none where it lies beyond.
    """
    found = []
    for number, inset in enumerate(insets):
        parts = [whole.locate(*shapely.get_coordinates(part).T) for part in _parts_of(inset, whole)]
        area = shapely.intersection(shapely.MultiPolygon([(p, ()) for p in parts]), whole.frame())
        if not area.is_empty:
            letter = letters[number : number + 1]
            edge = shapely.get_coordinates(max(shapely.get_parts(area), key=shapely.area))
            left, top = edge[(edge[:, 1] - edge[:, 0]).argmax()] + np.array([EDGE, -EDGE])
            wide = text.fonts.width(letter, "semibold", text.size)
            box = Box(left, top - CAPITAL * text.size * POINT, left + wide, top)
            found.append(Locator(area, letter, box))
    return tuple(found)


def _parts_of(inset: Inset, whole: Panel) -> np.ndarray:
    """Return what an inset shows as polygons in degrees, on either side of the edge of a world."""
    lons, lats = inset_edge(inset).T
    lons = inset.lon + (lons - inset.lon + 180) % 360 - 180
    around = shapely.Polygon(np.column_stack([lons, lats]))
    if whole.shapes.seam is None or not around.is_valid:
        return np.array([around])
    first = whole.shapes.seam - 720
    turns = [(first + turn + SEAM, first + turn + 360 - SEAM) for turn in range(0, 1441, 360)]
    parts = [shapely.clip_by_rect(around, west, -90, east, 90) for west, east in turns]
    return np.array([shapely.segmentize(part, 1) for part in parts if not part.is_empty])


def draw_locator(page: Page, locator: Locator) -> None:
    """Outline on the whole map what an inset shows, with its letter."""
    muted = page.style.text["muted"]
    for part in shapely.get_parts(locator.area):
        outline = Polygon(
            shapely.get_coordinates(part),
            closed=True,
            facecolor="none",
            edgecolor=muted,
            linewidth=0.5,
            zorder=level("locators"),
        )
        page.axes.add_artist(outline)
    if locator.letter:
        page.write(
            locator.box.left,
            locator.box.bottom,
            locator.letter,
            size=page.style.text["label"],
            face="semibold",
            colour=muted,
            haloed=True,
        )


def corner_text(panel: Panel, letter: str, named: str, language: Language, text: Text) -> str:
    """Return letter and name of an inset with its scale, where there is room for all.

    One that has no name, as a frame in figures, has its scale after the letter.
    """
    name, key = (f"{letter}  {named}", "scale") if named else (f"{letter} ", "scale_alone")
    exact = 1000 / panel.scale
    step = 10 ** (len(str(int(exact))) - 3)
    number = number_text(round(exact / step) * step, language)
    written = in_print(language_text(f"inset.{key}", language, name=name, number=number), language)
    room = panel.box.width - 2 * EDGE
    # Else the name alone, or as many of its words as there is room for.
    told = [written, name := name.rstrip()]
    words = name.removesuffix(" …").split(" ")
    told += [f"{' '.join(words[:n]).rstrip(',')} …" for n in range(len(words) - 1, 2, -1)]
    fits = (one for one in told if text.fonts.width(one, "italic", text.size) <= room)
    return next(fits, letter)


def paper_of(box: Box, size: float = 0.0) -> BaseGeometry:
    """Return what is written in a box as a shape, with the descenders of its size in points."""
    deep = max(DEEP, DESCENT * size * POINT)
    return shapely.box(box.left - deep, box.bottom - deep, box.right + deep, box.top + deep)


def bar_length(panel: Panel) -> int:
    """Return the longest 1, 2 or 5 times a power of ten, in whole kilometres, that fits."""
    room = LONGEST * panel.box.width / panel.scale / 1000
    return max(int(round_down(room)), 1)


def bar_corner(
    panel: Panel,
    language: Language,
    text: Text,
    circles: Sequence[Circle],
    *,
    taken: Sequence[Box] = (),
) -> Box:
    """Return the corner of a panel that is free for its scale bar."""
    length = bar_length(panel) * 1000 * panel.scale
    wide = max(length, text.fonts.width(_bar_words(panel, language), "regular", text.size))
    high = TICK + OVER + CAPITAL * text.size * POINT
    return free_corner(panel, wide, high, circles, taken=taken)


def _bar_words(panel: Panel, language: Language) -> str:
    return f"{number_text(bar_length(panel), language)}\N{NO-BREAK SPACE}km"


def draw_scale_bar(page: Page, panel: Panel, language: Language, corner: Box) -> None:
    """Draw the scale bar of a panel into a corner."""
    length = bar_length(panel) * 1000 * panel.scale
    middle = (corner.left + corner.right) / 2
    left, right = middle - length / 2, middle + length / 2
    floor = corner.bottom
    muted = page.style.text["muted"]
    page.line(
        [left, left, right, right],
        [floor + TICK, floor, floor, floor + TICK],
        color=muted,
        linewidth=0.7,
        solid_joinstyle="miter",
        solid_capstyle="butt",
        zorder=level("leaders", above=panel.above),
        path_effects=page.halo(),
    )
    page.write(
        middle,
        floor + TICK + OVER,
        _bar_words(panel, language),
        size=page.style.text["label"],
        colour=muted,
        align="center",
        above=panel.above,
        haloed=True,
    )
