"""Finds limits between classes: the ways known to cartographers, and a choice among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Ways of which a limit is a rule's, not a value's: a value at the limit is in the class over it.
RULED: Final = ("equal", "geometric", "standard-deviation", "pretty")
#: Head/tails breaks divide a head again where it is a minority: at most so large a share (Jiang, B.
#: 2013, Head/tail breaks, The Professional Geographer 65, 482-494).
MINORITY: Final = 0.4
#: Steps between round limits, within a power of ten.
ROUND_STEPS: Final = (1.0, 2.0, 2.5, 5.0)
#: Digits of a limit, which a reader can keep in mind, and the most that a float has.
FEW_DIGITS, ALL_DIGITS = 2, 17
#: What `chosen` sees: the highest value so many times the lowest, skewness over which a few values
#: stand out and under which none does, and how much of the variance round limits should explain.
WIDE, SKEWED, EVEN, EXPLAINED = 100.0, 2.0, 0.5, 0.85


class Chosen(NamedTuple):
    """A way of finding limits, and a key of what was seen in the values ("" where it was asked)."""

    way: str
    saw: str = ""


def limits_of(values: Sequence[float], number: int, way: str) -> tuple[float, ...]:
    """Return limits with as few digits, two or more, as leave each value in the class it is in.

    A class holds its lower limit; there are values under the first limit and from the last one on.
    There are at most `number` classes, of two or more distinct values.
    """
    distinct = sorted(set(values))
    found = set()
    for limit in breaks_of(values, number, way):
        upper = [value for value in distinct if (value >= limit if way in RULED else value > limit)]
        if upper and len(upper) < len(distinct):
            low, high = distinct[-len(upper) - 1], upper[0]
            found.add(_written_short(limit if limit > low else (low + high) / 2, low, high))
    return tuple(sorted(found or {distinct[-1]}))


def _written_short(limit: float, low: float, high: float) -> float:
    """Round a limit so that it stays over `low` and no higher than `high`."""
    tried = (float(f"{limit:.{digits}g}") for digits in range(FEW_DIGITS, ALL_DIGITS + 1))
    return next((short for short in tried if low < short <= high), high)


def chosen(values: Sequence[float], number: int) -> Chosen:
    """Choose a way by what is seen in the values, of which two or more are distinct."""
    given = np.sort(np.asarray(values, dtype=float))
    if len(np.unique(given)) <= number:
        return Chosen("jenks", "few")
    skewed = _skewness(given)
    if given[0] > 0 and given[-1] >= WIDE * given[0] and abs(_skewness(np.log(given))) <= 1:
        return Chosen("geometric", "wide")
    if skewed >= SKEWED or given[-1] > given[:-1].sum():
        return Chosen("head-tails", "tail")
    if abs(skewed) <= EVEN and _explained(given, limits_of(values, number, "pretty")) >= EXPLAINED:
        return Chosen("pretty", "even")
    return Chosen("jenks", "groups")


def _skewness(given: np.ndarray) -> float:
    apart = given - given.mean()
    return float((apart**3).mean() / (apart**2).mean() ** 1.5)


def _explained(given: np.ndarray, limits: Sequence[float]) -> float:
    """Return the goodness of variance fit: the share of the variance that lies between classes."""
    groups = np.split(given, np.searchsorted(given, limits))
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in groups if len(group))
    return 1 - within / float(((given - given.mean()) ** 2).sum())


def breaks_of(values: Sequence[float], number: int, way: str) -> list[float]:
    """Return the highest value, or the limit, of each class but the last.

    There are at least as many distinct values as classes, two or more; many equal ones leave fewer
    quantiles. Natural breaks ("jenks") are those for which the squares of the distances to the
    means of the classes have the least sum (Fisher, W. D. 1958, On grouping for maximum
    homogeneity, Journal of the American Statistical Association 53, 789-798). Limits a standard
    deviation apart lie evenly around the mean.
    """
    given = np.sort(np.asarray(values, dtype=float))
    steps = np.arange(1, number) / number
    if way == "quantiles":
        found = np.unique(np.quantile(given, [*steps, 1.0]))[:-1]
    elif way == "equal":
        found = given[0] + steps * (given[-1] - given[0])
    elif way == "geometric":
        found = _geometric(given, steps)
    elif way == "head-tails":
        found = _head_tails(given, number)
    elif way == "standard-deviation":
        found = given.mean() + given.std() * (np.arange(number - 1) - (number - 2) / 2)
    elif way == "pretty":
        found = _pretty(given, number)
    else:
        found = _natural_breaks(given, number)
    return [float(limit) for limit in found]


def _geometric(given: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Return limits of which each is the same number of times the one before, from values over 0.

    Values of 0 and under are in the lowest class.
    """
    over = given[given > 0]
    if not len(over) or over[0] == over[-1]:
        return np.asarray(given[0] + steps * (given[-1] - given[0]))
    limits: np.ndarray = over[0] * (over[-1] / over[0]) ** steps
    return limits


def _head_tails(given: np.ndarray, number: int) -> np.ndarray:
    """Return the mean of the values, then that of those over it, and so on."""
    means: list[float] = []
    head, share = given, 0.0
    while len(means) < number - 1 and share <= MINORITY and len(set(head.tolist())) > 1:
        means.append(float(head.mean()))
        over = head[head > means[-1]]
        head, share = over, len(over) / len(head)
    return np.array(means)


def _pretty(given: np.ndarray, number: int) -> np.ndarray:
    """Return round numbers at equal distances: as many as make up to `number` classes."""
    low, high = float(given[0]), float(given[-1])
    power = 10.0 ** np.floor(np.log10((high - low) / number))
    steps = (factor * power * ten for ten in (1.0, 10.0, 100.0) for factor in ROUND_STEPS)
    tried = (
        step * np.arange(np.floor(low / step) + 1, np.floor(high / step) + 1) for step in steps
    )
    return next(limits for limits in tried if len(limits) < number)


def _natural_breaks(given: np.ndarray, number: int) -> np.ndarray:
    """Return the last value of each class but the last, by dynamic programming over `given`."""
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
