"""Proportional circles: the area of a circle is in proportion to the people it stands for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from diasporamap.errors import UsageError
from diasporamap.language import message, number_text, text
from diasporamap.maps.drawing import ROUND
from diasporamap.maps.quantities import limit_text
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diasporamap.maps.drawing import Drawing
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style

#: Steps of round numbers within a power of ten: for most, and for the largest of a legend.
COARSE = (1, 2, 5)
FINE = (1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8)
#: On a fixed scale the largest circle of a map may be so many times as wide as that of the scale.
MOST = 2.0
#: The figure that circles are sized by where colours are the value.
SIZED_BY = TOTAL


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


def fixed_scale(spec: MapSpec, style: Style) -> CircleScale | None:
    """Return the scale that a spec fixes; None where it fits the values of a map."""
    if spec.scale is None:
        return None
    smallest = style.circle["smallest_mm"] / style.circle["largest_mm"]
    step = spec.quantity.step if spec.quantity else 1.0
    return circle_scale([spec.scale], smallest=smallest, step=step)


def scale_notes(places: pd.DataFrame, drawing: Drawing, spec: MapSpec, style: Style) -> list[str]:
    """Say in the captions of a map of a fixed scale how large circles are.

    A UsageError tells of a scale on which the largest would cover the map.
    """
    if spec.scale is None or not drawing.marks:
        return []
    widest = {
        place: max(found, key=lambda disc: disc.radius) for place, found in drawing.marks.items()
    }
    place = max(widest, key=lambda place: widest[place].radius)
    largest, whole = widest[place].radius, math.sqrt(ROUND / widest[place].sweep)
    times = largest / whole
    if times > MOST:
        raise UsageError(
            message(
                "drawing.scale_too_large",
                scale=f"{spec.scale:g}",
                times=Decimal(f"{times:.1f}"),
                least=f"{spec.scale * times**2:.0f}",
            )
        )

    def across(radius: float) -> str:
        diameter = 2 * style.circle["largest_mm"] * radius
        return number_text(diameter, spec.language, decimals=1)

    if whole > 1:  # a part of a circle has the area of a whole one of as many people
        fields = {"largest": limit_text(spec.scale, spec), "diameter": across(whole)}
        return [text("caption.scale_of_halves", spec.language, **fields)]
    told = places.at[place, "text"]
    if SIZED_BY in places.columns:  # the value is a rate, and its circle is of people
        told = limit_text(float(places[SIZED_BY][place]), spec)
    known = {"name": places.at[place, "short"], "value": told}
    fields = {"largest": limit_text(spec.scale, spec), "diameter": across(1.0)}
    return [text("caption.scale", spec.language, **fields, **known, known=across(largest))]


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
