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

    Attributes
    ----------
    name : str
        What it is called in a spec.
    width, height : float
        Size of the sheet.
    sides, top, bottom : float
        Margins.
    gap : float, default 3
        Free paper between the parts of the sheet.
    strip : float
        Height of the strip under a map of the world, in which insets and the legend stand. An
        inset may stand higher where there is only ocean.
    insets : mapping of str to ("left" or "right", float)
        Side of the strip and breadth of each inset that the paper has room for.
    legend_strip : float, default 0
        Height of a strip for the legend alone, under that of the insets; 0 where it stands
        between them.
    column, gutter : float
        Breadth of the columns of legend and insets beside a map of the parts of a country, and
        free paper between them.
    least_world, least_parts : float
        The least height of a map of the world, and of parts of a country, that is worth printing.
    text : mapping of str to float
        Sizes of text in points that replace those of the style, by their names there.
    circles : float, default 1
        Radius of the largest circle as a share of the style's.
    """

    name: str
    width: float
    height: float
    sides: float
    top: float
    bottom: float
    strip: float
    insets: Mapping[str, tuple[Literal["left", "right"], float]]
    gap: float = 3.0
    legend_strip: float = 0.0
    column: float = 70.0
    gutter: float = 4.0
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
        insets={"europe": ("left", 72.0), "gulf_of_guinea": ("right", 58.5)},
    )
)
