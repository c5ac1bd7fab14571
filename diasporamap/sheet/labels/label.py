"""A label on paper: its lines, how much room they take, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.collections import EllipseCollection, LineCollection

from diasporamap.maps.drawing import BAR
from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.ids import ids_of
from diasporamap.sheet.layout import CAPITAL, DESCENT
from diasporamap.sheet.page import Box, level
from diasporamap.sheet.written import SIDES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from diasporamap.sheet.fonts import Face, Text
    from diasporamap.sheet.page import Page, Panel
    from diasporamap.sheet.written import Align

#: Distance between the lines of a label, in sizes of the text.
LABEL_PITCH = 1.16
#: The space before a value that stands behind its name, in sizes of the text.
SPACE = 0.35
#: Signs that reach under the line.
DEEP = frozenset("gjpqyQ,;()[]|ç@§µ")
#: Capitals whose signs reach over the line, and how far, in sizes of the text.
TALL, ABOVE = frozenset("ÀÁÂÃÄÅÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜÝŠŽČĆİ"), 0.24
#: The dot at the end of a leader, in millimetres.
DOT = 0.5


@dataclass(frozen=True)
class Label:
    """A label that found its place, in millimetres on paper.

    `lines` stand in `box` as `align` says, the last one a value where it is `valued`, which stands
    behind the name where the label is `flat`; `leader` is the line from what they name; `inside` is
    a circle or another dark ground, on which they have the style's colour for letters inside, or
    their own `ink`. A `slanted` one is in italics and in its ink. `papers` are the boxes of the
    lines as they are seen.
    """

    lines: tuple[str, ...]
    box: Box
    align: Align
    flat: bool = False
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None
    inside: bool = False
    place: str = ""
    valued: bool = True
    ink: str = ""
    slanted: bool = False
    papers: tuple[Box, ...] = ()

    @property
    def paper(self) -> Box:
        """Its box with the signs that stand over capital letters."""
        top = max([self.box.top, *(line.top for line in self.papers)])
        return replace(self.box, top=top)


class Way(NamedTuple):
    """Lines in which a label can be written; a `flat` one has its value behind its name."""

    lines: tuple[str, ...]
    flat: bool = False


@dataclass(frozen=True, eq=False)
class Wanted:
    """A label without a place yet, in millimetres on paper.

    `ways` are those in which it can be written, the best first. It names what stands at `x`,
    `y`: a circle or sign of a `radius`, in which letters inside can be read up to the radius
    `dark`, or an `area`, whose fill may be dark too. The letters are `slanted`, in an `ink`.
    """

    place: str
    ways: tuple[Way, ...]
    x: float
    y: float
    radius: float
    dark: float = 0.0
    valued: bool = True
    area: BaseGeometry | None = None
    ink: str = ""
    slanted: bool = False


def measured(way: Way, text: Text, *, valued: bool) -> tuple[float, float]:
    """Return the width and height of a label, in millimetres; a value is set in a lighter face."""
    last = len(way.lines) - 1
    wide = [
        text.fonts.width(line, "regular" if valued and row == last else text.face, text.size)
        for row, line in enumerate(way.lines)
    ]
    rows = 0 if way.flat else last
    breadth = sum(wide) + last * SPACE * text.size * POINT if way.flat else max(wide)
    return breadth, (CAPITAL + LABEL_PITCH * rows + DESCENT) * text.size * POINT


class Inked(NamedTuple):
    """A line of a label as it is seen: breadth, and foot and head over the floor of its box, in mm.

    `side` is where it stands in a label whose lines have the point `0` to `1` of its breadth; None
    where it stands as the label is aligned.
    """

    wide: float
    low: float
    high: float
    side: float | None = None


def inked(way: Way, text: Text, *, valued: bool) -> tuple[Inked, ...]:
    """Return the lines of a label as their letters need: with descenders and accents, or not."""
    size, last = text.size * POINT, len(way.lines) - 1
    found = []
    for row, line in enumerate(way.lines):
        face: Face = "regular" if valued and row == last else text.face
        foot = (DESCENT + LABEL_PITCH * (0 if way.flat else last - row)) * size
        low = foot - DESCENT * size if DEEP & set(line) else foot
        side = float(row == last) if way.flat else None
        wide = text.fonts.width(line, face, text.size)
        high = foot + (CAPITAL + ABOVE * bool(TALL & set(line))) * size
        found.append(Inked(wide, low, high, side))
    return tuple(found)


def ways_of(name: str, value: str = "") -> tuple[Way, ...]:
    """Return the ways in which a name can be written, the best first.

    The value stands under the name where there is one, or behind it; a long name may break at a
    space or after a hyphen, the nearest its middle.
    """
    breaks = [at for at, sign in enumerate(name) if sign in "- " and 0 < at < len(name) - 1]
    names: list[tuple[str, ...]] = [(name,)]
    if breaks:
        at = min(breaks, key=lambda place: abs(place + 1 - len(name) / 2))
        names.append((name[: at + 1].rstrip(" "), name[at + 1 :]))
    if not value:
        return tuple(map(Way, names))
    return (*(Way((*lines, value)) for lines in names), Way((name, value), flat=True))


def draw_labels(
    page: Page,
    panel: Panel,
    labels: Sequence[Label],
    text: Text,
    *,
    colour: str | None = None,
    inks: Sequence[str] = (),
) -> None:
    """Write labels with a halo, and the lines that lead to those that stand away.

    The parts of a value that has several, between bars, have a colour of `inks` each.
    """
    leaders = [label.leader for label in labels if label.leader]
    size, zorder, text_colours = text.size, level("leaders", above=panel.above), page.style.text
    ink, halo = text_colours["colour"], page.halo()
    lines = LineCollection(leaders, colors=ink, linewidths=0.4, path_effects=halo, zorder=zorder)
    page.axes.add_collection(lines, autolim=False)
    dots = EllipseCollection(
        *([DOT] * len(leaders), [DOT] * len(leaders), [0.0] * len(leaders)),
        units="xy",
        offsets=[start for start, _ in leaders],
        offset_transform=page.axes.transData,
        facecolors=ink,
        edgecolors=text_colours["halo"],
        linewidths=0.3,
        zorder=zorder,
    )
    if leaders:
        page.axes.add_collection(dots, autolim=False)
    for label in labels:
        pitch = LABEL_PITCH * size * POINT * (not label.flat)
        across = label.box.left + SIDES[label.align] * label.box.width
        lower = label.box.bottom + DESCENT * size * POINT
        for row, line in enumerate(label.lines, start=1):
            last = row == len(label.lines)
            if label.flat:
                across = label.box.right if last else label.box.left
            valued = last and label.valued
            face: Face = "italic" if label.slanted else "regular" if valued else text.face
            align: Align = ("right" if last else "left") if label.flat else label.align
            own = label.ink if label.slanted else colour
            if label.inside:
                own = label.ink or text_colours["inside"]
            parts = [(line, own)]
            if valued and inks and not label.inside and BAR in line:
                parts = list(zip(line.split(BAR), inks, strict=True))
                parts[1:1] = [(BAR, text_colours["muted"])]
                across -= SIDES[align] * text.fonts.width(line, face, size)
                align = "left"
            for number, (part, shade) in enumerate(parts):
                written = page.write(
                    across,
                    lower + (len(label.lines) - row) * pitch,
                    part,
                    size=size,
                    face=face,
                    align=align,
                    colour=shade,
                    above=panel.above,
                    haloed=not label.inside,
                )
                thing = ("value" if valued else "label") + "-part" * number
                written.set_gid(ids_of(thing, [label.place]) if label.place else None)
                across += text.fonts.width(part, face, size) if len(parts) > 1 else 0.0
