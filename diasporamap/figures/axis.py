"""What figures with an axis share: round numbers along it, small text and where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.sheet.fonts import POINT
from diasporamap.sheet.layout import CAPITAL

if TYPE_CHECKING:
    from diasporamap.maps import Style


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


def small_text(style: Style) -> float:
    """Return the size of the numbers of an axis, in points."""
    return float(max(style.text["legend"] - 0.5, 7.0))


def baseline(middle: float, size: float) -> float:
    """Return the baseline of a line of text round a middle, in millimetres."""
    return middle - CAPITAL * size * POINT / 2
