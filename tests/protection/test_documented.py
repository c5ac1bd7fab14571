"""The worked example of docs/protection.md is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from diasporamap.protection.linked import Cell, linked_system, residence_side
from diasporamap.protection.linked.elimination import eliminate
from diasporamap.protection.linked.figures import figures_of
from diasporamap.protection.linked.search import Search
from diasporamap.protection.linked.suppress import suppress

PAGE = (Path(__file__).parents[2] / "docs" / "protection.md").read_text(encoding="utf-8")
SECRET = b"example"


@pytest.fixture
def system():
    rows = [("CIV", "F", 3), ("CIV", "M", 30), ("GAB", "F", 40), ("GAB", "M", 20)]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"]).assign(district="libreville")
    return linked_system([residence_side(counts, pieces=counts[["place", "district"]])])


def block(name):
    """Return the lines of the block of text after a comment."""
    found = re.search(rf"<!-- {name} -->\s+```text\n(.*?)```", PAGE, re.DOTALL)
    return [line.strip() for line in found[1].strip().splitlines()]


def names(figures, numbers):
    return [f"{figures.faces[k][0].place} {figures.faces[k][0].sex}" for k in numbers]


def test_the_order_and_the_first_choice(system):
    figures = figures_of(system, (), (), (), SECRET, level=1)
    assert [", ".join(names(figures, figures.order))] == block("order")
    search = Search(figures, 5, figures.people < 0, level=1)
    assert names(figures, search.hidden.nonzero()[0]) == ["CIV F"]
    chosen = eliminate(figures, search.hidden, search.small, zeros=False)
    assert set(names(figures, chosen.nonzero()[0])) == {
        *("CIV F", "CIV M", "libreville F", "libreville M"),
    }


def test_the_witnesses(system):
    words = {"F": "women", "M": "men"}
    told = [
        f"{w.cell.place} {w.cell.sex} = {w.value}: "
        + ", ".join(
            f"{name.split('|')[1]} {words[name[-1]]} {change:+}" for name, change in w.moves
        )
        for w in suppress(system, 5, secret=SECRET).witnesses
    ]
    assert told == block("witnesses")


def test_the_result(system):
    pattern = suppress(system, 5, secret=SECRET)
    lines = [["F", "M", "T"]]
    for table, place, name in (
        ("country", "CIV", "CIV"),
        ("country", "GAB", "GAB"),
        ("district", "libreville", "libr."),
    ):
        cells = [Cell(table, place, sex) for sex in "FMT"]
        lines.append(
            [name, *("." if cell in pattern.hidden else str(system.people(cell)) for cell in cells)]
        )
    assert [line.split() for line in block("result")] == lines
