"""Attacks on protected registers, and changes of the method that an attack must notice."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from diasporamap.errors import NotProtectedError
from diasporamap.protection.linked import certify
from diasporamap.protection.linked.search import Search
from diasporamap.protection.linked.suppress import suppress
from tests.protection import cases
from tests.protection.attacker import attack
from tests.protection.registers import random_register

pytestmark = pytest.mark.slow

#: Registers of each kind; benchmarks/protection_attack.py takes any number of them.
ALL = {"small": 40, "survey": 16, "unsexed": 8, "wide": 2}
SOME = {"small": 12, "survey": 5}


def announced(pattern):
    return sorted(tuple(cell) for weak in pattern.weak for cell in weak.cells)


def registers(numbers, first=0):
    for kind, number in numbers.items():
        for seed in range(first, first + number):
            yield random_register(seed, kind), 10 if seed % 5 == 4 else 5


@pytest.mark.parametrize("case", cases.PROMISED, ids=lambda case: case.__name__)
def test_a_reader_finds_nothing(case):
    small = 0
    for register, threshold in registers(ALL if case is cases.alone else SOME, first=1000):
        result, pattern = case(register, threshold)
        assert not result.weak
        assert not pattern.weak
        small += result.small
    assert small > 100


@pytest.mark.parametrize("case", cases.LISTED, ids=lambda case: case.__name__)
def test_a_reader_who_knows_more_finds_what_the_pattern_lists_and_nothing_else(case):
    for register, threshold in registers(SOME, first=2000):
        result, pattern = case(register, threshold)
        assert result.weak == announced(pattern)
        assert not pattern.refused


def caught(monkeypatch, change):
    """Attack sixteen registers protected by a method that was changed; count what is opened.

    The certificate has to notice whatever the attack does.
    """
    module = import_module("diasporamap.protection.linked.suppress")
    weak = 0
    for number in range(16):
        register = random_register(number // 2, "survey" if number % 2 else "small")
        system = register.system()
        with monkeypatch.context() as patch:
            patch.setattr(module, "certify", lambda *_: None)
            pattern = suppress(change(patch, system), 5)
        truth = cases.truth_of(system)
        shown = cases.shown(truth, pattern.hidden)
        result = attack(register, shown, truth, threshold=5, level=pattern.level)
        unlisted = set(result.weak) - set(announced(pattern))
        if unlisted:
            weak += len(unlisted)
            with pytest.raises(NotProtectedError):
                certify(system, pattern)
    return weak


def test_the_method_as_it_is_opens_nothing(monkeypatch):
    assert not caught(monkeypatch, lambda _patch, system: system)


def test_zeros_must_be_hidden_with_the_total_of_their_place(monkeypatch):
    def change(patch, system):
        patch.setattr(Search, "zeros_to_hide", lambda search: np.zeros_like(search.hidden))
        return system

    assert caught(monkeypatch, change)


def test_a_hidden_sex_is_at_least_one_where_its_total_is_shown(monkeypatch):
    def change(patch, system):
        patch.setattr(Search, "least_known", lambda search: 0 * search.figures.people)
        return system

    assert caught(monkeypatch, change)


def test_each_sex_is_linked_between_residence_and_origin(monkeypatch):
    assert caught(monkeypatch, lambda _patch, system: replace(system, links=system.links[1:]))


def test_a_second_profile_keeps_to_what_the_first_hides():
    """Made apart, two profiles open figures: what either shows is known."""
    opened = 0
    for seed in range(30):
        register = random_register(seed, "survey" if seed % 2 else "small")
        system = register.system()
        truth = cases.truth_of(system)
        first = suppress(system, 5)
        for after in (first, None):
            second = suppress(system, 8, after=after)
            both = cases.shown(truth, first.hidden & second.hidden)
            weak = attack(register, both, truth, level=max(first.level, second.level)).weak
            if after:
                assert not weak
            else:
                opened += len(weak)
    assert opened
