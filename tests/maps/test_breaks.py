import warnings

import mapclassify
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diasporamap.maps.classes import breaks_of

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
