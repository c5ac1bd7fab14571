"""What a reader can tell, against tables of which it is known, and against all tables that fit."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from diasporamap.protection.audit import Sum, Told, least_of, sums_of, told_of
from diasporamap.protection.linked import Cell, linked_system, residence_side
from diasporamap.protection.linked.suppress import suppress
from tests.protection.registers import random_register


def cell(name):
    return Cell("country", name, "T")


def total(name, groups, people=None, *, least=0, most=None):
    """A sum that is shown with people, and hidden between bounds without."""
    if people is not None:
        return Sum(cell(name), np.array(groups), people, people)
    return Sum(cell(name), np.array(groups), least, most, hidden=True)


def ranges(sums, threshold=5):
    return {told.cell.place: told[1:4] for told in told_of(sums, threshold)}


def two_countries(hidden):
    """Two countries in one district, of which some cells are hidden, as docs/protection.md has."""
    rows = [("CIV", "F", 3), ("CIV", "M", 30), ("GAB", "F", 40), ("GAB", "M", 20)]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"]).assign(district="libreville")
    system = linked_system([residence_side(counts, pieces=counts[["place", "district"]])])
    shown = {c: system.people(c) for c in system.cells if c not in hidden}
    return sums_of(system, shown, least_of(system, shown, hidden))


CIV = {sex: Cell("country", "CIV", sex) for sex in "FM"}
DISTRICT = {sex: Cell("district", "libreville", sex) for sex in "FM"}


def test_a_cell_that_one_subtraction_gives():
    (told,) = told_of(two_countries({CIV["F"]}), 5)
    assert told[:4] == (CIV["F"], 3, 3, 1)
    assert told.is_narrow(5)
    terms = {(term.times, term.people, tuple(term.cell[1:])) for term in told.high}
    assert sum(times * people for times, people, _ in terms) == 3
    assert terms in (
        {(1, 33, ("CIV", "T")), (-1, 30, ("CIV", "M"))},
        {(1, 43, ("libreville", "F")), (-1, 40, ("GAB", "F"))},
        # the same in a longer way
        {(1, 93, ("libreville", "T")), (-1, 60, ("GAB", "T")), (-1, 30, ("CIV", "M"))},
    )


def test_two_tables_open_what_each_hides():
    hidden = {CIV["F"], CIV["M"]}
    both = told_of(two_countries(hidden), 5)
    assert [told[1:4] for told in both] == [(3, 3, 1), (30, 30, 1)]
    assert [told.is_narrow(5) for told in both] == [True, False]  # 30 people are no small group
    assert sum(term.times * term.people for term in both[0].high) == 3
    assert {term.cell.table for term in both[0].high} == {"country", "district"}
    safe = told_of(two_countries(hidden | set(DISTRICT.values())), 5)
    assert {told.cell: told[1:4] for told in safe} == {
        CIV["F"]: (1, 32, 32),
        CIV["M"]: (1, 32, 32),
        DISTRICT["F"]: (41, 72, 32),
        DISTRICT["M"]: (21, 52, 32),
    }
    assert not any(told.is_narrow(5) for told in safe)
    assert not any(told.low or told.high for told in safe)


def test_what_nothing_bounds():
    assert ranges([total("A", [0, 1], least=1), total("B", [1], 7)]) == {"A": (7, None, None)}


def test_bounds_of_hidden_cells_are_in_the_way_in():
    sums = [total("A", [0], most=4), total("B", [1], most=4), total("T", [0, 1], 8)]
    for told in told_of(sums, 5):
        assert told[1:4] == (4, 4, 1)
        assert told.low
        assert sum(term.times * term.people for term in told.low) == 4
        assert {term.shown for term in told.low} == {True, False}


def test_values_that_no_whole_table_has_are_not_counted():
    """Two countries are equal, so that both together are an even number."""
    sums = [total("A", [0, 1], 1), total("B", [1, 2], 1), total("C", [0, 2])]
    (told,) = told_of(sums, 5)
    assert told[1:4] == (0, 2, 2)
    assert told.is_narrow(5)


def test_figures_that_no_table_fits():
    assert told_of([total("A", [0], 3), total("B", [0, 1], 2), total("C", [1])], 5) is None
    assert told_of([Sum(cell("A"), np.zeros(0, dtype=np.int64), 3, 3)], 5) is None
    assert told_of([], 5) == ()


@pytest.mark.parametrize(
    ("least", "most", "possible", "narrow"),
    [
        (0, 0, 1, False),  # nobody
        (3, 3, 1, True),
        (0, 1, 2, True),
        (0, 2, 3, True),
        (1, 4, 4, False),
        (4, 5, 2, True),
        (5, 6, 2, False),
        (0, None, None, False),
        (0, 100, 2, True),
    ],
)
def test_which_figures_are_narrow(least, most, possible, narrow):
    assert Told(cell("A"), least, most, possible).is_narrow(5) is narrow


def test_the_least_that_the_rules_tell():
    rows = [
        *(("A", "d", "F", 0), ("A", "d", "M", 2), ("B", "d", "F", 3), ("B", "d", "M", 9)),
        *(("C", "e", "F", 0), ("C", "e", "M", 2)),
    ]
    counts = pd.DataFrame(rows, columns=["place", "district", "sex", "count"])
    system = linked_system([residence_side(counts, pieces=counts[["place", "district"]])])
    hidden = {Cell("country", "A", sex) for sex in "FMT"} | {Cell("country", "B", "F")}
    hidden |= {Cell(*at, sex) for at in (("country", "C"), ("district", "e")) for sex in "FMT"}
    shown = {c: system.people(c) for c in system.cells if c not in hidden}
    least = least_of(system, shown, hidden)
    assert {(c.place, c.sex): least[c] for c in hidden if c.table == "country"} == {
        ("A", "T"): 1,
        ("A", "F"): 0,
        ("A", "M"): 0,
        ("B", "F"): 1,
        ("C", "T"): 1,
        ("C", "F"): 0,
        ("C", "M"): 0,
    }
    assert set(least_of(system, shown, hidden, level=2).values()) == {0}
    told = Cell("country", "A", "M")
    assert least_of(system, shown, hidden, level=2, occupied=[told])[told] == 1


def fitting(sums, count, most=6):
    """Give every table of a few groups that fits what is published."""
    for table in product(range(most + 1), repeat=count):
        people = [sum(table[at] for at in each.groups) for each in sums]
        if all(
            each.least <= n and (each.most is None or n <= each.most)
            for each, n in zip(sums, people, strict=True)
        ):
            yield people


@pytest.mark.parametrize("seed", range(40))
def test_against_every_table_that_fits(seed):
    draw = np.random.default_rng(seed)
    count = int(draw.integers(3, 6))
    truth = draw.integers(0, 4, count)
    everyone = list(range(count))
    sums = [total("all", everyone, int(truth.sum()))]  # so that every group is bounded
    for number in range(int(draw.integers(3, 7))):
        groups = sorted(draw.choice(everyone, int(draw.integers(1, count)), replace=False).tolist())
        people = int(truth[groups].sum())
        if draw.random() < 0.5:
            sums.append(total(f"shown {number}", groups, people))
        else:
            least = int(people > 0 and draw.random() < 0.5)
            sums.append(total(f"hidden {number}", groups, least=least))
    tables = list(fitting(sums, count, int(truth.sum())))
    for told in told_of(sums, 5):
        at = next(n for n, each in enumerate(sums) if each.cell == told.cell)
        values = {people[at] for people in tables}
        if told.is_narrow(5):  # every value was tried
            assert (told.least, told.most, told.possible) == (min(values), max(values), len(values))
        else:
            assert told.least <= min(values)
            assert max(values) <= told.most
            assert len(values) >= 4 or not any(0 < value < 5 for value in values)


@pytest.mark.parametrize("kind", ["small", "survey", "wide", "unsexed"])
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_found_in_a_release_and_the_truth_is_possible(kind, seed):
    system = random_register(seed, kind).system()
    pattern = suppress(system, 5)
    shown = {c: system.people(c) for c in system.cells if c not in pattern.hidden}
    least = least_of(system, shown, pattern.hidden, level=pattern.level)
    told = told_of(sums_of(system, shown, least), 5)
    assert {each.cell for each in told} == pattern.hidden
    for each in told:
        people = system.people(each.cell)
        assert each.least <= people
        assert each.most is None or people <= each.most
        assert not (0 < people < 5 and each.is_narrow(5)), each


def test_small_cells_hidden_alone_are_found():
    """Primary suppression without secondary: the audit is not one that never finds."""
    everywhere = []
    for seed in range(8):
        system = random_register(seed).system()
        hidden = {c for c in system.cells if 0 < system.people(c) < 5}
        shown = {c: system.people(c) for c in system.cells if c not in hidden}
        told = told_of(sums_of(system, shown, dict.fromkeys(hidden, 0)), 5)
        found = [each for each in told if each.is_narrow(5)]
        for each in found:
            assert each.least <= system.people(each.cell) <= each.most
            if each.possible == each.most - each.least + 1:  # the programme's own bounds
                for terms, bound in ((each.low, each.least), (each.high, each.most)):
                    added = sum(term.times * term.people for term in terms)
                    assert added == pytest.approx(bound, abs=0.999)
        everywhere += found
    assert len(everywhere) > 10
