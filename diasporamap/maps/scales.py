"""Proportional circles: the area of a circle is in proportion to the people it stands for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Steps of round numbers within a power of ten: for most, and for the largest of a legend.
COARSE = (1, 2, 5)
FINE = (1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8)


@dataclass(frozen=True)
class CircleScale:
    """Turns a number of people into a radius, as a share of the largest circle's.

    At and under `least` every circle has the same, just visible size, which the legend says. All
    values are multiples of `step`.
    """

    largest: float
    least: float
    step: float = 1.0

    def __bool__(self) -> bool:
        """Whether there is a circle: a scale of nobody gives way to another."""
        return self.largest > 0

    def radius(self, value: float) -> float:
        """Return the radius of `value` people, 0 to 1: the square root of its share.

        Area, not radius, is in proportion to the value (no Flannery correction): a reader can
        check it against the nested circles of the legend.
        """
        return math.sqrt(max(value, self.least) / self.largest) if value > 0 else 0.0

    def legend_values(self) -> tuple[float, ...]:
        """Return round numbers for the nested circles of the legend, the largest first.

        The first lies at most a quarter under the largest circle of the map, so that a reader
        can measure that one too.
        """
        first = round_down(self.largest, steps=FINE, least=self.step)
        values = [first, *(round_down(first / part, least=self.step) for part in (5, 50))]
        kept = [value for value in values if value >= max(self.least, self.step)]
        return tuple(dict.fromkeys(kept))


def circle_scale(values: Sequence[float], *, smallest: float, step: float = 1.0) -> CircleScale:
    """Make the scale of the values that a map shows; it has no circle where none is over zero.

    `smallest` is the radius of the smallest circle that is still seen, as a share of the largest's.
    """
    largest = float(max(values, default=0))
    return CircleScale(largest, round_down(largest * smallest**2, least=step), step)


def round_down(value: float, *, steps: Sequence[float] = COARSE, least: float = 1.0) -> float:
    """Return the largest of `steps`, times a power of ten, that is not over `value`.

    It is a multiple of `least`: with the steps of a legend 1, 2, 5, 10, 20, 50 ...; 0 under it.
    """
    if value < least:
        return 0
    if least != 1:
        return round_down(value / least, steps=steps) * least
    power = 10.0 ** math.floor(math.log10(value) + 1e-12)
    found = (round(step * power, 6) for step in reversed(steps))
    return next(step for step in found if step <= value * (1 + 1e-12) and float(step).is_integer())
