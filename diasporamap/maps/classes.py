"""Classes of a choropleth: limits, colours and the legend's words, the same for paper and page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from diasporamap.language import number_text, text
from diasporamap.maps.breaks import Chosen, chosen, limits_of
from diasporamap.maps.colours import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style

#: How many classes are found, and how, where neither is asked for.
CLASSES: Final = 5
CLASSIFICATION: Final = "quantiles"


@dataclass(frozen=True)
class Classes:
    """Rising limits between classes, and their colours; a class holds its lower limit.

    There is no limit where all values are the `only` one: they are one class. So many as `under`,
    the lowest, lie whole under the middle of a diverging scale. Limits that were `found` tell how.
    """

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    only: float | None = None
    under: int = 0
    found: Chosen | None = None

    def index(self, value: float) -> int:
        """Return the number of the class that holds `value`, 0 for the lowest."""
        return bisect_right(self.breaks, value)

    def limits(self, language: Language) -> tuple[str, ...]:
        """Write the limits between classes, the lowest first."""
        return tuple(limit_words(limit, language) for limit in self.breaks)

    def labels(self, language: Language) -> tuple[str, ...]:
        """Write the limits of each class, the lowest first."""
        if not self.breaks:
            return ("" if self.only is None else limit_words(_rounded(self.only), language),)
        written = self.limits(language)
        inner = [
            text("legend.between", language, low=low, high=high) for low, high in pairwise(written)
        ]
        return (
            text("legend.under", language, high=written[0]),
            *inner,
            text("legend.over", language, low=written[-1]),
        )


def classes_of(values: Sequence[float], spec: MapSpec, style: Style) -> Classes:
    """Find the classes of the values that a map shows, none of them suppressed or missing.

    They diverge around the middle of the measure where it has one, and a class on both sides of it
    is of neither colour; nothing hidden can be read from a limit, since limits are found from what
    is shown.
    """
    middle = spec.of.middle
    known = spec.breaks or (() if spec.finds_classes else style.breaks.get(spec.measure, ()))
    breaks, found = (known, None) if known else _found(values, spec)
    only = max(values, default=None) if not breaks else None
    if middle is None:
        colours = spread(style.sequential, len(breaks) + 1)
        if known and not spec.breaks and values:
            # Classes of a style keep their colours; those under and over all values are left out.
            first, last = (bisect_right(breaks, end) for end in (min(values), max(values)))
            first = min(first, max(last - 1, 0))
            last = max(last, first + 1)
            breaks, colours = breaks[first:last], colours[first : last + 1]
        return Classes(breaks, colours, only, found=found)
    if only is not None and only != middle:
        colour = (style.low if only < middle else style.high)[0]
        return Classes((), (colour,), only, under=int(only < middle))
    under = sum(limit <= middle for limit in breaks)
    neutral = () if middle in breaks else (style.neutral,)
    lows = spread(style.low, under)
    highs = spread(style.high, len(breaks) + 1 - under - len(neutral))
    return Classes(breaks, (*reversed(lows), *neutral, *highs), only, under, found)


def _found(values: Sequence[float], spec: MapSpec) -> tuple[tuple[float, ...], Chosen | None]:
    """Find limits, and tell how, with values on both sides of each.

    With values on both sides of the middle, it takes the place of the limit that is nearest.
    """
    distinct = sorted(set(values))
    number = min(spec.classes or CLASSES, len(distinct))
    if number < 2:  # noqa: PLR2004 - two classes need two values
        return (), None
    how = Chosen(spec.classification or CLASSIFICATION)
    if how.way == "auto":
        how = chosen(values, number)
    limits = set(limits_of(values, number, how.way))
    middle = spec.of.middle
    if middle is not None and distinct[0] < middle <= distinct[-1]:
        limits.remove(min(sorted(limits), key=lambda limit: abs(limit - middle)))
        limits.add(middle)
    return tuple(sorted(limits)), how


def _rounded(value: float) -> float:
    """Round a value to a decimal, one under 1 to two digits."""
    return round(value, 1) if abs(value) >= 1 else float(f"{value:.2g}")


def limit_words(limit: float, language: Language) -> str:
    """Write a limit with the decimals it has, six at most."""
    decimals = next((n for n in range(6) if abs(limit - round(limit, n)) < 1e-9), 6)  # noqa: PLR2004
    return number_text(limit, language, decimals=decimals)
