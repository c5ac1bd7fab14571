import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diasporamap.maps.breaks import RULED, breaks_of, chosen, limits_of

COUNTS = st.lists(st.integers(0, 9) | st.integers(0, 10**7), min_size=2, max_size=60)
SHARES = st.lists(st.floats(0, 100).map(lambda share: round(share, 1)), min_size=2, max_size=60)


def squares(values, breaks):
    """Return the sum that natural breaks make least."""
    given_values = np.asarray(values, dtype=float)
    classes = np.searchsorted(breaks, given_values)
    groups = [given_values[classes == number] for number in set(classes)]
    return sum(float(((group - group.mean()) ** 2).sum()) for group in groups)


def by_mapclassify(values, number, finder):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # slow without numba; fewer quantiles than asked for
        return list(finder(np.asarray(values, dtype=float), k=number).bins[:-1])


@given(values=COUNTS | SHARES, number=st.integers(2, 7))
@example([0, 0, 8388385, 2, 8388841], 3)  # mapclassify adds up in single precision: it is worse
def test_natural_breaks_are_those_of_mapclassify_or_better(values, number):
    number = min(number, len(set(values)))
    if number < 2:
        return
    ours = breaks_of(values, number, "jenks")
    theirs = by_mapclassify(values, number, mapclassify.FisherJenks)
    assert len(ours) == number - 1
    least = squares(values, theirs)
    assert ours == theirs or squares(values, ours) <= least * (1 + 1e-9) + 1e-6


def test_natural_breaks_of_a_world_of_places_are_those_of_mapclassify():
    values = np.random.default_rng(1).lognormal(5, 3, 250)
    for number in (3, 5, 7):
        assert breaks_of(values, number, "jenks") == by_mapclassify(
            values, number, mapclassify.FisherJenks
        )


@given(values=COUNTS | SHARES, number=st.integers(2, 7))
@pytest.mark.parametrize(
    ("way", "finder"),
    [("quantiles", mapclassify.Quantiles), ("equal", mapclassify.EqualInterval)],
)
def test_other_breaks_are_those_of_mapclassify(way, finder, values, number):
    number = min(number, len(set(values)))
    if number < 2:
        return
    # mapclassify adds up its steps, and so may take one limit for two that differ in the last digit
    ours = breaks_of(values, number, way)
    theirs = by_mapclassify(values, number, finder)
    assert all(np.isclose(theirs, limit, rtol=1e-9, atol=1e-9).any() for limit in ours)
    assert all(np.isclose(ours, limit, rtol=1e-9, atol=1e-9).any() for limit in theirs)


@pytest.mark.parametrize(
    ("way", "values", "number", "limits"),
    [
        # Each limit is ten times the one before.
        ("geometric", [1, 3, 40, 700, 10_000], 4, [10, 100, 1000]),
        ("geometric", [0, 1, 3, 40, 10_000], 2, [100]),
        # The mean of all, of the two over it, and no more: half of the head is no minority.
        ("head-tails", [1, 1, 1, 1, 1, 1, 2, 12, 60, 100], 5, [18, 80]),
        ("head-tails", [1, 2, 3, 4], 5, [2.5]),
        # Mean 10 and standard deviation 4: limits half a deviation and one and a half around it.
        ("standard-deviation", [2, 8, 8, 10, 10, 10, 12, 12, 18], 5, [4, 8, 12, 16]),
        ("standard-deviation", [2, 8, 8, 10, 10, 10, 12, 12, 18], 4, [6, 10, 14]),
        ("pretty", [3, 97], 4, [25, 50, 75]),
        ("pretty", [3, 97], 5, [20, 40, 60, 80]),
        ("pretty", [1010, 1049], 5, [1020, 1030, 1040]),
        ("pretty", [0.12, 0.31], 5, [0.15, 0.2, 0.25, 0.3]),
    ],
)
def test_breaks_of_rules_are_those_of_their_rule(way, values, number, limits):
    assert breaks_of(values, number, way) == pytest.approx(limits)


WAYS = [*RULED, "quantiles", "jenks", "head-tails"]


@pytest.mark.parametrize("way", WAYS)
@given(values=COUNTS | SHARES, number=st.integers(2, 7))
def test_short_limits_leave_every_value_in_its_class(way, values, number):
    number = min(number, len(set(values)))
    if number < 2:
        return
    limits = limits_of(values, number, way)
    assert list(limits) == sorted(set(limits))
    assert 1 <= len(limits) < number
    assert min(values) < limits[0]
    assert limits[-1] <= max(values)
    side = "right" if way in RULED else "left"
    exact = np.searchsorted(breaks_of(values, number, way), values, side=side)
    if len(set(exact)) == 1:  # quantiles of nearly equal values
        assert limits == (max(values),)
        return
    short = np.searchsorted(limits, values, side="right")
    assert len(set(zip(exact, short, strict=True))) == len(set(exact)) >= len(set(short))


@pytest.mark.parametrize(
    ("way", "values", "limits"),
    [
        ("jenks", [1, 2, 3, 10, 11, 12], (6.5,)),
        ("quantiles", [1, 2, 3, 1000, 2000, 3000], (500,)),
        ("equal", [1_234_500, 1_234_600, 1_235_500], (1_235_000,)),
        ("equal", [51.2, 51.4, 51.6, 51.8], (51.5,)),
    ],
)
def test_limits_have_few_digits_but_enough(way, values, limits):
    assert limits_of(values, 2, way) == limits


def test_a_way_is_chosen_by_what_is_seen():
    steady = list(range(0, 101, 4))
    assert chosen([1, 1, 5, 9], 5) == ("jenks", "few")
    assert chosen([10**step for step in np.linspace(1, 5, 30)], 5) == ("geometric", "wide")
    assert chosen([90, 100, 110, 120, 130, 140, 150, 9000], 5) == ("head-tails", "tail")
    assert chosen(steady, 5) == ("pretty", "even")
    assert chosen([1, 2, 3, 4, 48, 49, 51, 52, 53, 97, 98, 99], 3) == ("jenks", "groups")
