"""Classes of a choropleth: limits, colours and the legend's words, the same for paper and page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from diasporamap.language import number_text, range_text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from diasporamap.language import Language
    from diasporamap.maps.spec import MapSpec
    from diasporamap.maps.style import Style


@dataclass(frozen=True)
class Classes:
    """Rising limits between classes, and their colours; a class holds its lower limit.

    There is no limit where all values are the `only` one: they are one class.
    """

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    only: float | None = None

    def index(self, value: float) -> int:
        """Return the number of the class that holds `value`, 0 for the lowest."""
        return bisect_right(self.breaks, value)

    def labels(self, language: Language) -> tuple[str, ...]:
        """Write the limits of each class, the lowest first."""
        if not self.breaks:
            return ("" if self.only is None else _limit_text(_rounded(self.only), language),)
        written = [_limit_text(limit, language) for limit in self.breaks]
        inner = [range_text(low, high, language) for low, high in pairwise(written)]
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
    breaks = spec.breaks or style.breaks.get(spec.measure) or _found(values, spec)
    only = max(values, default=None) if not breaks else None
    if middle is None:
        return Classes(breaks, _spread(style.sequential, len(breaks) + 1), only)
    if only is not None and only != middle:
        return Classes((), (style.low if only < middle else style.high)[:1], only)
    below = sum(limit <= middle for limit in breaks)
    neutral = () if middle in breaks else (_between((style.low[0], style.high[0]), 0.5),)
    lows = _spread(style.low, below)
    highs = _spread(style.high, len(breaks) + 1 - below - len(neutral))
    return Classes(breaks, (*reversed(lows), *neutral, *highs), only)


def _found(values: Sequence[float], spec: MapSpec) -> tuple[float, ...]:
    """Find limits of two digits, which a reader can keep in mind, with values on both sides.

    With values on both sides of the middle, it takes the place of the limit that is nearest.
    """
    distinct = sorted(set(values))
    number = min(spec.classes, len(distinct))
    if number < 2:  # noqa: PLR2004 - two classes need two values
        return ()
    found = {float(f"{limit:.2g}") for limit in breaks_of(values, number, spec.classification)}
    limits = {limit for limit in found if distinct[0] < limit <= distinct[-1]} or {distinct[-1]}
    middle = spec.of.middle
    if middle is not None and distinct[0] < middle <= distinct[-1]:
        limits.remove(min(sorted(limits), key=lambda limit: abs(limit - middle)))
        limits.add(middle)
    return tuple(sorted(limits))


def _spread(colours: Sequence[str], number: int) -> tuple[str, ...]:
    """Choose `number` colours evenly along a scale, mixing neighbours where it has too few."""
    if number <= 1:
        return (colours[-1],) * number
    steps = [index * (len(colours) - 1) / (number - 1) for index in range(number)]
    return tuple(_between(colours, step) for step in steps)


def _between(colours: Sequence[str], at: float) -> str:
    low = min(int(at), len(colours) - 2)
    share = at - low
    pairs = zip(*(bytes.fromhex(colour[1:]) for colour in colours[low : low + 2]), strict=True)
    mixed = (round(first + share * (second - first)) for first, second in pairs)
    return "#" + bytes(mixed).hex()


def _rounded(value: float) -> float:
    """Round a value to a decimal, one under 1 to two digits."""
    return round(value, 1) if abs(value) >= 1 else float(f"{value:.2g}")


def _limit_text(limit: float, language: Language) -> str:
    """Write a limit with the decimals it has, six at most."""
    decimals = next((n for n in range(6) if abs(limit - round(limit, n)) < 1e-9), 6)  # noqa: PLR2004
    return number_text(limit, language, decimals=decimals)


def breaks_of(values: Sequence[float], number: int, classification: str) -> list[float]:
    """Return the highest value, or the limit, of each class but the last.

    There are at least as many distinct values as classes, two or more; many equal ones leave fewer
    quantiles. Natural breaks ("jenks") are those for which the squares of the distances to the
    means of the classes have the least sum (Fisher, W. D. 1958, On grouping for maximum
    homogeneity, Journal of the American Statistical Association 53, 789-798).
    """
    import numpy as np

    given = np.sort(np.asarray(values, dtype=float))
    steps = np.arange(1, number) / number
    if classification == "quantiles":
        found = np.unique(np.quantile(given, [*steps, 1.0]))[:-1]
    elif classification == "equal":
        found = given[0] + steps * (given[-1] - given[0])
    else:
        found = _natural_breaks(given, number)
    return [float(limit) for limit in found]


def _natural_breaks(given: np.ndarray, number: int) -> np.ndarray:
    """Return the last value of each class but the last, by dynamic programming over `given`."""
    import numpy as np

    distinct, times = np.unique(given, return_counts=True)
    centred = distinct - given.mean()  # sums of squares lose fewer digits
    weights, sums, squares = (
        np.concatenate([[0.0], np.cumsum(times * centred**power)]) for power in range(3)
    )
    # The cost of each class from value `first` to before value `last`; infinite where it is empty.
    last, first = np.ogrid[: len(distinct) + 1, : len(distinct) + 1]
    weight = weights[last] - weights[first]
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = squares[last] - squares[first] - (sums[last] - sums[first]) ** 2 / weight
    cost = np.where(last > first, np.maximum(cost, 0.0), np.inf)

    best = cost[:, 0]
    starts = []
    for _ in range(1, number):
        total = best + cost
        starts.append(total.argmin(axis=1))
        best = total.min(axis=1)
    at = len(distinct)
    breaks = []
    for start in reversed(starts):
        at = start[at]
        breaks.append(distinct[at - 1])
    return np.array(breaks[::-1])
