"""A label on paper: its lines, how much room they take, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from matplotlib.collections import LineCollection

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL, DESCENT
from diasporamap.sheet.page import Box, halo, level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.sheet.fonts import Fonts
    from diasporamap.sheet.page import Page, Panel

#: Distance between the lines of a label, in sizes of the text.
LABEL_PITCH = 1.16
#: Distance of a label from its circle or from the end of its line, in millimetres.
BESIDE = 0.7
#: Cosine of a direction over which the lines of a label lean on its circle.
LEANING = 0.3

Align = Literal["left", "center", "right"]

#: Where lines so aligned have their point, as a share of their breadth from the left.
SIDES: Final[Mapping[Align, float]] = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True)
class Label:
    """A label that found its place, in millimetres on paper.

    `lines` stand in `box` as `align` says, the last one a value where it is `valued`; `leader` is
    the line back to what they name; `inside` is a circle or another dark ground, on which they are
    white.
    """

    lines: tuple[str, ...]
    box: Box
    align: Align
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None
    inside: bool = False
    place: str = ""
    valued: bool = True


def measured(
    lines: Sequence[str], fonts: Fonts, size: float, *, valued: bool
) -> tuple[float, float]:
    """Return the width and height of lines, in millimetres; a value is set in a lighter face."""
    last = len(lines) - 1
    wide = max(
        fonts.width(line, "regular" if valued and row == last else "semibold", size)
        for row, line in enumerate(lines)
    )
    return wide, (CAPITAL + LABEL_PITCH * last + DESCENT) * size * POINT


def leaning(cosine: float) -> Align:
    """Return how the lines of a label stand that lies in a direction from its place."""
    return "left" if cosine > LEANING else "right" if cosine < -LEANING else "center"


def draw_labels(page: Page, panel: Panel, labels: Sequence[Label], *, size: float) -> None:
    """Write labels with a halo, and the lines that lead to those that stand away."""
    leaders = [label.leader for label in labels if label.leader]
    page.axes.add_collection(
        LineCollection(
            leaders,
            colors=page.style.text["muted"],
            linewidths=0.45,
            path_effects=halo(),
            zorder=level("leaders", above=panel.above),
        ),
        autolim=False,
    )
    for label in labels:
        across = label.box.left + SIDES[label.align] * label.box.width
        lower = label.box.bottom + DESCENT * size * POINT
        for row, text in enumerate(label.lines, start=1):
            last = row == len(label.lines)
            page.write(
                across,
                lower + (len(label.lines) - row) * LABEL_PITCH * size * POINT,
                text,
                size=size,
                face="regular" if last and label.valued else "semibold",
                align=label.align,
                colour="#ffffff" if label.inside else None,
                above=panel.above,
                haloed=not label.inside,
            )
