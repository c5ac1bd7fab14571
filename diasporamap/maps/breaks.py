"""Finds the limits between classes: quantiles, equal steps, natural breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np


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
