"""The circles of a map: one a place, or a disc for the lowest figure in a ring for the highest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.maps.style import Style

#: What a circle stands for: the figure of its place, the highest or the lowest of several, or one
#: figure where others have several, which is no agreement.
Kind = Literal["circle", "highest", "lowest", "single"]

#: Kinds that are dark enough for a label inside, in white.
DARK: Final = ("circle", "lowest")


#: A circle that holds fewer dashes has a solid outline; its colour tells what it is.
FEWEST_DASHES: Final = 6


@dataclass(frozen=True)
class Look:
    """How a circle is painted.

    Attributes
    ----------
    fill : str
        Colour.
    opacity : float
        Of the fill, 0 to 1.
    edge : str
        Colour of the outline.
    width : float
        Width of the outline in points.
    dashes : tuple of float
        Dashes of the outline in its widths; empty for a solid one.
    """

    fill: str
    opacity: float
    edge: str
    width: float
    dashes: tuple[float, ...] = ()

    def dashes_around(self, radius: float) -> tuple[float, ...]:
        """Return the dashes of a circle whose radius is given in points: none on a small one."""
        holds = 2 * math.pi * radius >= FEWEST_DASHES * sum(self.dashes) * self.width
        return self.dashes if holds else ()


def symbols_of(table: pd.DataFrame) -> dict[str, tuple[tuple[Kind, float], ...]]:
    """Return the circles of each place that has some, in the order in which they are painted.

    Parameters
    ----------
    table : pandas.DataFrame
        The table of a composition. On a map of ranges `value` is the highest figure, and `lowest`
        and `shown` are there too.

    Returns
    -------
    dict of str to tuple of (kind, people)
        Places from the largest circle to the smallest; the outermost circle comes first.
    """
    shown = table[(table["state"] == "value") & (table["value"] > 0)]
    shown = shown.sort_values("value", ascending=False, kind="stable")
    if "lowest" not in shown.columns:
        return {
            str(place): (("circle", float(value)),)
            for place, value in zip(shown.index, shown["value"], strict=True)
        }
    return {
        str(place): _range(float(low), float(high), several=number > 1)
        for place, low, high, number in zip(
            shown.index, shown["lowest"], shown["value"], shown["shown"], strict=True
        )
    }


def _range(low: float, high: float, *, several: bool) -> tuple[tuple[Kind, float], ...]:
    """Return a ring and the disc in it; only a ring where the lowest figure is zero."""
    if not several:
        return (("single", high),)
    return (("highest", high), ("lowest", low)) if low > 0 else (("highest", high),)


def looks_of(style: Style, measure: str) -> Mapping[Kind, Look]:
    """Return how each kind of circle is painted; people of one sex have their own colour."""
    circle = style.circle
    colour, apart = circle["colour"][measure], circle["range"]
    return {
        "circle": Look(colour, circle["opacity"], circle["edge"], circle["edge_width"]),
        "highest": Look(colour, apart["ring_opacity"], colour, apart["ring_width"]),
        "lowest": Look(colour, circle["opacity"], circle["edge"], 0.0),
        "single": Look(
            apart["single"],
            apart["single_opacity"],
            apart["single"],
            apart["ring_width"],
            tuple(apart["single_dashes"]),
        ),
    }
