from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

from diasporamap.errors import NotProtectedError
from diasporamap.protection.linked import (
    EVERYONE,
    Cell,
    Pattern,
    Side,
    Weak,
    certify,
    linked_system,
    parts_side,
    residence_side,
)
from diasporamap.protection.linked.moves import Moves
from diasporamap.protection.linked.suppress import suppress
from tests.protection.registers import random_register

LEVELS = pd.DataFrame(
    {"region": ["CE", "LT"], "division": ["Mfoundi", "Wouri"]}, index=["Mfoundi", "Wouri"]
)


def counts(column, *rows):
    """Make counts of rows such as ("CIV", "F", 3)."""
    return pd.DataFrame(rows, columns=[column, "sex", "count"])


def two_sexes(column, *rows):
    return counts(
        column, *((place, sex, n) for place, *ns in rows for sex, n in zip("FM", ns, strict=True))
    )


def pieces(*rows):
    return pd.DataFrame(rows, columns=["place", "district"])


def vector(countries, divisions):
    """Make the system of a test vector: country, district, division and region tables."""
    residence = two_sexes("place", *countries).assign(district=lambda rows: "d-" + rows["place"])
    districts = residence[["place", "district"]]
    return linked_system(
        [
            residence_side(residence, pieces=districts),
            parts_side(two_sexes("origin", *divisions), levels=LEVELS),
        ]
    )


def hidden(pattern, table):
    return {f"{cell.place} {cell.sex}" for cell in pattern.hidden if cell.table == table}


def values(pattern, cell):
    return {witness.value for witness in pattern.witnesses if witness.cell == cell}


def test_vector_a_hides_a_square_of_sexes_and_no_total():
    system = vector([("CIV", 3, 30), ("GAB", 40, 20)], [("Mfoundi", 27, 32), ("Wouri", 16, 18)])
    pattern = suppress(system, 5)
    assert hidden(pattern, "country") == {"CIV F", "CIV M", "GAB F", "GAB M"}
    assert hidden(pattern, "division") == hidden(pattern, "region") == set()
    assert values(pattern, Cell("country", "CIV", "F")) == {1, 2, 4}
    assert pattern.level == 1
    assert not pattern.weak


def test_vector_b_hides_a_total_where_sexes_alone_would_tell():
    system = vector([("CIV", 1, 1), ("GAB", 40, 20)], [("Mfoundi", 26, 12), ("Wouri", 15, 9)])
    pattern = suppress(system, 5)
    assert hidden(pattern, "country") == {"CIV F", "CIV M", "CIV T"}
    assert hidden(pattern, "division") == {"Wouri F", "Wouri M", "Wouri T"}
    assert values(pattern, Cell("country", "CIV", "F")) == {2, 3, 4}
    assert values(pattern, Cell("country", "CIV", "M")) == {2, 3, 4}
    assert values(pattern, Cell("country", "CIV", "T")) == {1, 3, 4}


def sums_by_hand(groups, table):
    return {cell: sum(table[n] for n in within) for cell, within in groups.items()}


def agrees(system, pattern, groups, table):
    """Tell whether a reader can take a table for the true one."""
    truth, sums = sums_by_hand(groups, system.counts.tolist()), sums_by_hand(groups, table)
    low = {
        cell: cell.sex == "T" or cell._replace(sex="T") not in pattern.hidden
        for cell in pattern.hidden
        if truth[cell]
    }
    sides = Counter()
    for name, people in zip(system.inner, table, strict=True):
        sides[name[0], name[-1]] += people
    return (
        min(table) >= 0
        and all(sums[cell] == truth[cell] for cell in groups if cell not in pattern.hidden)
        and all(sums[cell] >= least for cell, least in low.items())
        and all(sides["0", sex] == sides["1", sex] for sex in "FMU")
    )


@pytest.mark.parametrize(
    ("kind", "number"), [("small", 6), ("survey", 3), ("wide", 1), ("unsexed", 3)]
)
@pytest.mark.parametrize("threshold", [5, 10])
def test_every_witness_is_a_full_table_that_agrees_by_plain_sums(kind, number, threshold):
    for seed in range(number):
        system = random_register(seed, kind).system()
        pattern = suppress(system, threshold)
        groups = {cell: system.groups(cell).tolist() for cell in system.cells}
        seen = {
            cell: {people} for cell, people in sums_by_hand(groups, system.counts.tolist()).items()
        }
        for witness in pattern.witnesses:
            moves = dict(witness.moves)
            table = [
                people + moves.get(name, 0)
                for name, people in zip(system.inner, system.counts.tolist(), strict=True)
            ]
            assert agrees(system, pattern, groups, table)
            sums = sums_by_hand(groups, table)
            assert sums[witness.cell] == witness.value
            for cell in groups:
                seen[cell].add(sums[cell])
        for cell in groups:
            if 0 < system.people(cell) < threshold:
                assert cell in pattern.hidden
                assert len(seen[cell]) >= threshold - 1


def shuffled(register, seed):
    draw = np.random.default_rng(seed)
    tables = (register.residence, register.pieces, register.origin, register.levels)
    mixed = [table.iloc[draw.permutation(len(table))] for table in tables]
    return type(register)(*mixed)


@pytest.mark.parametrize("kind", ["small", "survey"])
def test_the_order_of_rows_changes_nothing(kind):
    for seed in range(8):
        register = random_register(seed, kind)
        found = suppress(register.system(), 5)
        assert suppress(shuffled(register, seed).system(), 5) == found


@pytest.mark.parametrize(("kind", "number"), [("small", 8), ("survey", 5), ("wide", 1)])
def test_the_order_of_rows_of_the_programme_changes_no_cell(kind, number, monkeypatch):
    systems = [random_register(seed, kind).system() for seed in range(10, 10 + number)]
    found = [suppress(system, 5).hidden for system in systems]
    rows = Moves._rows
    monkeypatch.setattr(Moves, "_rows", lambda moves: rows(moves)[::-1])
    assert [suppress(system, 5).hidden for system in systems] == found


def test_the_seed_of_hashes_changes_nothing():
    code = (
        "from tests.protection.registers import random_register\n"
        "from diasporamap.protection.linked.suppress import suppress\n"
        "found = suppress(random_register(3).system(), 5)\n"
        "print(sorted(found.hidden), found.witnesses)"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(printed) == 1
    assert printed.pop().startswith("[Cell(")  # the solver's own lines are kept off


def test_the_secret_breaks_ties():
    rows = [(f"P{number}", 40, 40) for number in range(8)]
    system = linked_system([residence_side(two_sexes("place", ("CIV", 3, 30), *rows))])
    known = [cell for cell in system.sums if cell.sex != "T"]
    found = {suppress(system, 5, known=known, secret=bytes([n])).hidden for n in range(8)}
    assert len(found) > 1


def test_nothing_small_needs_no_programme(monkeypatch):
    monkeypatch.setattr(Moves, "__init__", None)
    system = linked_system([residence_side(two_sexes("place", ("CIV", 5, 0), ("GAB", 0, 0)))])
    pattern = suppress(system, 5)
    assert not pattern.hidden
    assert not pattern.witnesses


def test_a_total_known_from_elsewhere_is_listed_and_stays_hidden():
    system = linked_system([residence_side(two_sexes("place", ("CIV", 2, 1), ("GAB", 40, 20)))])
    total = Cell("country", "CIV", "T")
    pattern = suppress(system, 5, known=[total])
    assert total in pattern.hidden
    assert [
        (weak.cells, weak.possible, weak.elsewhere) for weak in pattern.weak if total in weak.cells
    ] == [((total,), 1, True)]
    assert not pattern.refused
    assert not suppress(system, 5).weak


def test_single_persons_whose_number_is_known_may_be_nobody_at_level_2():
    rows = [(f"P{number}", "U", 1) for number in range(4)]
    system = linked_system([residence_side(counts("place", *rows))])
    everyone = [Cell(EVERYONE, EVERYONE, "T")]
    pattern = suppress(system, 5, known=everyone)
    assert pattern.level == 2  # at level 1 each of four would be one
    assert not pattern.weak
    assert not pattern.refused
    told = suppress(system, 5, known=everyone, public=[Cell("country", "P0", "T")])
    assert Cell("country", "P0", "U") in told.public  # the same figure
    assert Cell("country", "P0", "U") not in told.hidden
    assert {weak.possible for weak in told.weak} <= {1, 2, 3}


def test_a_figure_that_this_release_would_tell_is_refused():
    weak = Weak((Cell("country", "CIV", "T"),), 2, elsewhere=False)
    known = Weak((Cell("country", "GAB", "T"),), 1, elsewhere=True)
    assert Pattern(5, 2, frozenset(), weak=(weak, known)).refused == (weak,)


def test_level_2_hides_zeros_of_places_that_the_table_has():
    only = counts("place", ("CIV", "F", 3))
    everyone = [Cell(EVERYONE, EVERYONE, "T")]
    alone = suppress(linked_system([residence_side(only)]), 5, known=everyone)
    assert [weak.elsewhere for weak in alone.weak if ("country", "CIV", "T") in weak.cells] == [
        True
    ]
    beside = suppress(linked_system([residence_side(only, places=["GAB"])]), 5, known=everyone)
    assert Cell("country", "GAB", "T") in beside.hidden
    assert beside.level == 2


def test_published_cells_are_shown_and_protect_nobody():
    system = linked_system([residence_side(two_sexes("place", ("CIV", 3, 30), ("GAB", 2, 20)))])
    public = [cell for cell in system.cells if cell.place == "GAB"]
    pattern = suppress(system, 5, public=public)
    assert hidden(pattern, "country") == {"CIV F", "CIV M"}
    assert not any(name.startswith("0|GAB") for w in pattern.witnesses for name, _ in w.moves)


def test_what_another_profile_hides_stays_hidden():
    system = random_register(5, "wide").system()
    standard = suppress(system, 5)
    assert standard.hidden <= suppress(system, 10, after=standard).hidden
    assert suppress(system, 5, after=standard).hidden == standard.hidden


def test_the_certificate_is_checked_apart_from_the_search():
    system = vector([("CIV", 1, 1), ("GAB", 40, 20)], [("Mfoundi", 26, 12), ("Wouri", 15, 9)])
    pattern = suppress(system, 5)
    certify(system, pattern)
    first, *others = pattern.witnesses
    (name, by), *more = first.moves
    civ, total = Cell("country", "CIV", "F"), Cell("country", "CIV", "T")
    spoiled = [
        replace(pattern, hidden=pattern.hidden - {civ}),
        replace(pattern, hidden=pattern.hidden - {Cell("division", "Wouri", "F")}),
        replace(pattern, witnesses=()),
        replace(pattern, witnesses=(first._replace(value=9), *others)),
        replace(pattern, witnesses=(first._replace(moves=((name, by - 50), *more)), *others)),
        replace(pattern, known=(total,)),
    ]
    for wrong in spoiled:
        with pytest.raises(NotProtectedError):
            certify(system, wrong)


# From counts to systems


def people(system):
    return {" ".join(cell): system.people(cell) for cell in system.cells}


def test_a_country_of_one_district_and_its_district_are_one_figure():
    rows = two_sexes("place", ("CIV", 3, 30), ("GAB", 40, 20)).assign(district=["a", "a", "b", "b"])
    system = linked_system([residence_side(rows, pieces=pieces(("CIV", "a"), ("GAB", "b")))])
    pattern = suppress(system, 5)
    assert {cell.replace("CIV", "a") for cell in hidden(pattern, "country")} == hidden(
        pattern, "district"
    )


def test_a_country_is_shared_by_districts_and_some_of_its_people_are_of_none():
    rows = pd.DataFrame(
        [
            ("FRA", "paris", "F", 9),
            ("FRA", None, "F", 2),
            ("FRA", "lyon", "U", 1),
            ("CIV", None, "M", 7),
        ],
        columns=["place", "district", "sex", "count"],
    )
    system = linked_system([residence_side(rows, pieces=pieces(("FRA", "paris"), ("FRA", "lyon")))])
    assert system.inner == (
        *("0|CIV||F", "0|CIV||M", "0|FRA||F", "0|FRA|lyon|F", "0|FRA|lyon|M", "0|FRA|lyon|U"),
        *("0|FRA|paris|F", "0|FRA|paris|M", "0|FRA|paris|U"),
    )
    assert people(system) == {
        **dict(zip(("country CIV F", "country CIV M", "country CIV T"), (0, 7, 7), strict=True)),
        **{f"country FRA {sex}": n for sex, n in (("F", 11), ("M", 0), ("U", 1), ("T", 12))},
        **{f"district lyon {sex}": n for sex, n in (("F", 0), ("M", 0), ("U", 1), ("T", 1))},
        **{f"district paris {sex}": n for sex, n in (("F", 9), ("M", 0), ("U", 0), ("T", 9))},
    }


def test_levels_of_the_origin_are_nested_and_some_people_are_of_a_region_only():
    levels = pd.DataFrame(
        {"region": ["CE", "CE", "CE"], "division": ["Mfoundi", "Lekie", None]},
        index=["Mfoundi", "Lekie", "CE"],
    )
    rows = counts("origin", ("Mfoundi", "F", 5), ("CE", "F", 2), (None, "F", 1))
    system = linked_system([parts_side(rows, levels=levels)])
    found = people(system)
    assert found["region CE F"] == found["region CE T"] == 7
    assert found["division Mfoundi F"] == 5
    assert found["division Lekie T"] == 0
    assert system.people(Cell(EVERYONE, EVERYONE, "T")) == 8


def test_a_register_without_sexes_has_its_totals_and_no_women_or_men():
    system = linked_system([residence_side(counts("place", ("CIV", "U", 3), ("GAB", "U", 9)))])
    assert {cell.sex for cell in system.cells} == {"U", "T"}
    pattern = suppress(system, 5)
    assert hidden(pattern, "country") == {"CIV T", "CIV U"}


def test_a_table_by_something_else_is_a_side_of_its_own():
    residence = residence_side(two_sexes("place", ("CIV", 3, 30), ("GAB", 40, 20)))
    work = parts_side(two_sexes("by_work", ("none", 2, 10), ("some", 41, 40)), column="by_work")
    system = linked_system([residence, work])
    assert {cell.table for cell in system.cells} == {"country", "by_work"}
    pattern = suppress(system, 5)
    assert "none F" in hidden(pattern, "by_work")
    apart = linked_system([residence, work], linked=False)
    assert not apart.links
    assert len(suppress(apart, 5).hidden) <= len(pattern.hidden)


def test_blank_counts_are_in_no_cell_and_in_no_link():
    rows = two_sexes("place", ("CIV", 3, None), ("GAB", 40, 20)).astype({"count": "Int64"})
    system = linked_system(
        [residence_side(rows), parts_side(two_sexes("origin", ("Wouri", 43, 25)))]
    )
    assert Cell("country", "CIV", "M") not in system.cells
    assert Cell("country", "CIV", "T") not in system.cells
    assert len(system.links) == 1
    assert not suppress(system, 5).weak


def test_a_hidden_sex_of_a_place_without_a_total_is_at_least_one():
    rows = two_sexes("place", ("CIV", 3, None), ("GAB", 40, None)).astype({"count": "Int64"})
    women = [Cell(EVERYONE, EVERYONE, "F")]
    pattern = suppress(linked_system([residence_side(rows)]), 5, known=women)
    assert hidden(pattern, "country") == {"CIV F", "GAB F"}
    assert min(witness.value for witness in pattern.witnesses) == 1


def test_crossed_tables_are_proved_in_whole_numbers_where_the_programme_gives_halves():
    """All two-way tables of a cube: its linear programme has solutions that are not whole."""
    draw = np.random.default_rng(0)
    rows = [
        (f"a{i}b{j}", f"a{i}c{k}", f"b{j}c{k}", "U", int(draw.choice([0, 1, 3, 8, 20])))
        for i, j, k in product(range(4), repeat=3)
    ]
    groups = pd.DataFrame(rows, columns=["ab", "ac", "bc", "sex", "count"])
    system = linked_system([Side(groups, {"ab": 1.0, "ac": 1.0, "bc": 1.0})])
    pattern = suppress(system, 12)
    assert pattern.statistics["fractional"]
    assert pattern.witnesses
    assert not pattern.weak
    certify(system, pattern)


def test_nobody_is_protected_by_nothing():
    nobody = counts("place")
    assert not suppress(linked_system([residence_side(nobody)]), 5).hidden
    assert not suppress(linked_system([residence_side(nobody, places=["CIV"])]), 5).hidden


def test_sides_must_count_the_same_people():
    residence = residence_side(counts("place", ("CIV", "F", 3)))
    with pytest.raises(ValueError, match="different people"):
        linked_system([residence, parts_side(counts("origin", ("Wouri", "F", 4)))])
    with pytest.raises(ValueError, match="two sides"):
        linked_system([residence, Side(residence.groups, residence.tables)])


def test_small_groups_that_nobody_sees_are_not_protected_for_their_own_sake():
    """Three people of a large country live in a district that has many others."""
    rows = pd.DataFrame(
        [
            *(("FRA", "paris", "F", 500), ("FRA", "paris", "M", 500)),
            *(("FRA", "lyon", "F", 2), ("FRA", "lyon", "M", 1)),
            *(("CHE", "lyon", "F", 300), ("CHE", "lyon", "M", 300), ("BEL", "paris", "F", 80)),
            ("BEL", "paris", "M", 70),
        ],
        columns=["place", "district", "sex", "count"],
    )
    where = pieces(("FRA", "paris"), ("FRA", "lyon"), ("CHE", "lyon"), ("BEL", "paris"))
    assert not suppress(linked_system([residence_side(rows, pieces=where)]), 5).hidden
