"""The suppression rule, tried on every table that a reader could think of."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.protection.suppression import TOTAL, hidden_cells

FIGURES = ("F", "M", "U", TOTAL)


def published(women, men, unknown, threshold):
    """Return what a reader sees: each figure, None where it is hidden."""
    parts = {"F": women, "M": men, "U": unknown}
    hidden = hidden_cells(parts, threshold)
    figures = {**parts, TOTAL: sum(parts.values())}
    return tuple(None if name in hidden else figures[name] for name in FIGURES)


@pytest.mark.parametrize("threshold", [4, 5, 6, 10])
def test_a_reader_who_runs_the_rules_on_every_table_cannot_tell_a_hidden_figure(threshold):
    most = 3 * threshold + 4
    fitting = defaultdict(list)
    for parts in product(range(most + 1), repeat=3):
        fitting[published(*parts, threshold)].append((*parts, sum(parts)))
    for seen, tables in fitting.items():
        if seen[3] is not None and seen[3] > most:
            continue  # tables over the range fit too
        for position, value in enumerate(seen):
            if value is None:
                values = {table[position] for table in tables}
                assert len(values) >= threshold - 2, (seen, sorted(tables))


@pytest.mark.parametrize("threshold", [4, 5, 6, 10])
def test_a_shown_total_leaves_each_hidden_part_a_span_of_the_threshold(threshold):
    for parts in product(range(2 * threshold), repeat=3):
        seen = published(*parts, threshold)
        hidden = [value for value, shown in zip(parts, seen[:3], strict=True) if shown is None]
        if hidden and seen[3] is not None:
            assert len(hidden) >= 2
            assert sum(hidden) >= threshold  # each of them can be 0 to that many
            assert sum(hidden) - len(hidden) + 1 >= threshold - 1  # or 1 to that many


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.sampled_from([4, 5, 10]))
def test_what_is_small_is_hidden_and_zero_never_is(women, men, unknown, threshold):
    seen = published(women, men, unknown, threshold)
    whole = (women, men, unknown, women + men + unknown)
    for value, shown in zip(whole, seen, strict=True):
        if 0 < value < threshold:
            assert shown is None
        if value == 0:
            assert shown == 0


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_nothing_is_hidden_where_nothing_is_small(women, men, unknown):
    parts = (women, men, unknown)
    seen = published(*parts, 5)
    if not any(0 < value < 5 for value in parts):
        assert seen == (*parts, sum(parts))


@given(st.integers(0, 60), st.integers(0, 60))
def test_women_and_men_are_hidden_alike(one, other):
    mirrored = {"F": "M", "M": "F", TOTAL: TOTAL, "U": "U"}
    hidden = hidden_cells({"F": one, "M": other, "U": 0}, 5)
    assert {mirrored[name] for name in hidden} == hidden_cells({"F": other, "M": one, "U": 0}, 5)


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"F": 58769, "M": 34214}, ""),
        ({"F": 4, "M": 17}, "FM"),
        ({"F": 1, "M": 2, "U": 0}, "FMT"),
        ({"F": 2, "M": 0, "U": 0}, "FT"),
        ({"F": 804, "M": 922, "U": 3}, "MU"),
        ({"F": 1, "M": 1, "U": 50}, "FMU"),
        ({"F": 3, "M": 0, "U": 40}, "FU"),
        ({"F": 1, "M": 1, "U": 3}, "FMUT"),
        ({"F": 4, "M": 90, "U": 4}, "FMU"),
        ({"M": 4}, "MT"),
        ({"M": 5}, ""),
        ({"F": 0, "M": 0, "U": 0}, ""),
        ({}, ""),
    ],
)
def test_examples(parts, hidden):
    assert hidden_cells(parts, 5) == frozenset(hidden)


def test_a_choice_by_size_would_give_the_figures_away():
    """The reason why partners have a fixed order: see the module."""

    def smallest_partner(parts):
        small = [sex for sex in "UMF" if 0 < parts[sex] < 5]
        others = sorted((sex for sex in "UMF" if sex not in small), key=lambda sex: parts[sex])
        return {*small, others[0]} if len(small) == 1 else set(small)

    fits = []
    for women in range(1, 11):
        parts = {"F": women, "M": 7, "U": 11 - women}
        if smallest_partner(parts) == {"F", "U"}:
            fits.append(parts)
    assert fits == [{"F": 4, "M": 7, "U": 7}]
