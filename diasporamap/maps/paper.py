"""Sizes of paper: margins, text and the places of what stands on a sheet, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A size of paper and how a sheet of it is divided; in millimetres.

    Margins are `sides`, `top` and `bottom`, and there is a `gap` between the parts of the sheet.
    Under a map of the world a `strip` holds insets and legend; `insets` gives the breadth and the
    height of the room for one on each side of it, which may be higher where there is only ocean. A
    `legend_strip` over 0 is one for the legend alone, under that of the insets. Beside a map of the
    parts of a country stand columns of legend and insets as broad as `column`, a `gutter` apart, or
    under it a `parts_strip` of them where that leaves it more room. A map of the world or of parts
    that is lower than its `least` height is not worth printing.

    `text` are sizes in points that replace those of the style, by their names there; the largest
    circle has the radius of the style's times `circles`.
    """

    name: str
    width: float
    height: float
    sides: float
    top: float
    bottom: float
    strip: float
    insets: Mapping[Literal["left", "right"], tuple[float, float]]
    gap: float = 3.0
    legend_strip: float = 0.0
    column: float = 70.0
    gutter: float = 4.0
    parts_strip: float = 48.0
    least_world: float = 70.0
    least_parts: float = 90.0
    text: Mapping[str, float] = field(default_factory=dict)
    circles: float = 1.0

    @property
    def right(self) -> float:
        """Where the margin on the right begins."""
        return self.width - self.sides

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.sides


#: Every size of paper.
PAPERS: Final[Registry[Paper]] = Registry("paper")

A4_LANDSCAPE: Final = PAPERS.add(
    Paper(
        name="a4-landscape",
        width=297.0,
        height=210.0,
        sides=10.0,
        top=10.0,
        bottom=10.0,
        strip=39.0,
        insets={"left": (72.0, 58.4), "right": (58.5, 39.0)},
    )
)
