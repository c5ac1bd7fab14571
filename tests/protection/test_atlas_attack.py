"""Whole folders of an atlas are attacked, and a leak that is put in is noticed.

`benchmarks/atlas_attack.py` attacks as many registers as one likes.
"""

from __future__ import annotations

import csv

import pytest

from diasporamap.checking import audit
from tests.protection import folders

pytestmark = pytest.mark.slow


#: Registers of few and of some people; in the second a total of ten or more is hidden.
SEEDS = (2, 6)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Build atlases; give of each the register, the outputs and what is read in them."""
    return [atlas_of(seed, tmp_path_factory.mktemp("atlas")) for seed in SEEDS]


def atlas_of(seed, folder):
    register, rows = folders.invented(seed)
    outputs = folders.built(
        rows, folder, folders.atlas_text(folders.TABLES, profiles=seed == SEEDS[1])
    )
    return register, outputs, folders.read_folder(outputs)


@pytest.mark.parametrize("at", range(len(SEEDS)))
def test_a_reader_of_a_whole_folder_finds_nobody(made, at):
    register, outputs, found = made[at]
    assert {table for table, _, _ in found.published} == set(folders.TABLES)
    assert any(value is None for value in found.published.values())
    assert not found.differing
    assert not audit(outputs, origin="CMR").found
    result = folders.attacked(register, found)
    assert result.small
    assert not result.weak
    assert not list(folders.told_in_words(outputs, register, found))


def test_what_one_file_shows_by_mistake_is_noticed(made):
    register, outputs, _ = made[1]
    truth = folders.truth_of(register)
    path = outputs / "tables" / "t_country_en.csv"
    whole = path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        grid = list(csv.reader(stream))
    at = next(n for n, row in enumerate(grid) if row[0] == "place")
    column = grid[at].index("Total")
    row = next(row for row in grid[at + 1 :] if row[column] == "c" and len(row[0]) == 3)
    row[column] = str(truth["country", row[0], "T"])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(grid)
    try:
        again = folders.read_folder(outputs)
    finally:
        path.write_bytes(whole)
    assert [cell for cell, _ in again.differing] == [("country", row[0], "T")]


def test_a_hidden_figure_in_a_sentence_is_noticed(made):
    register, outputs, found = made[1]
    truth = folders.truth_of(register)
    cell = next(
        cell
        for cell, value in found.published.items()
        if value is None and cell[0] == "country" and truth[cell] >= folders.TELLING
    )
    name = folders.countries().table["short_en"][cell[1]]
    own = outputs / "maps" / "m_leak.md"
    own.write_text(f"{name} has {truth[cell]} people.", encoding="utf-8")
    try:
        told = list(folders.told_in_words(outputs, register, found))
    finally:
        own.unlink()
    assert (own.name, cell, truth[cell]) in [one[:3] for one in told]
