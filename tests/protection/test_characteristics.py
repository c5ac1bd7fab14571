"""Education, arrival and columns of one's own are tables of the linked system, as ages are."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.protection import STANDARD, STRICT, Release, tables
from diasporamap.protection.audit import least_of, sums_of, told_of
from diasporamap.protection.linked import Cell, linked_system
from diasporamap.protection.tables import Published

PLACES, LEVELS, SECTORS = ("FRA", "GAB"), ("ED0-2", "ED5-8", ""), ("farm", "shop")
CELLS = [*product(PLACES, "FM", LEVELS, SECTORS)]


def frame(people):
    rows = [(*at, n) for at, n in people.items()]
    columns = ["place", "sex", "education", "by_sector", "count"]
    return pd.DataFrame(rows, columns=columns).astype({"count": "Int64"})


registers = st.lists(st.integers(0, 6), min_size=len(CELLS), max_size=len(CELLS)).map(
    lambda numbers: dict(zip(CELLS, numbers, strict=True))
)


def narrow(system, pattern, known=()):
    """Return the cells of which all that is shown and known leaves a reader too few values."""
    shown = {cell: system.people(cell) for cell in system.cells if cell not in pattern.hidden}
    shown |= {cell: system.people(cell) for cell in known}
    least = least_of(system, shown, pattern.hidden, level=pattern.level)
    told = told_of(sums_of(system, shown, least), 5)
    return {one.cell for one in told if one.is_narrow(5) and 0 < system.people(one.cell) < 5}


@settings(max_examples=8)
@given(registers)
def test_nobody_is_found_in_all_tables_together(people):
    release = Release(frame(people))
    ((system, pattern),) = release.suppression.linked.values()
    assert {cell.table for cell in system.cells} >= {"country", "education", "by_sector"}
    assert not narrow(system, pattern)
    for by in ("education", "by_sector"):
        cells = release.by(by).cells
        assert not cells.loc[cells["state"] == "value", "count"].between(1, 4).any()


@settings(max_examples=5)
@given(registers)
def test_who_knows_the_totals_of_countries_finds_what_is_listed_and_nobody_else(people):
    known = [Cell("country", place, "T") for place in PLACES]
    release = Release(frame(people), known=frozenset(Published("", None, cell) for cell in known))
    ((system, pattern),) = release.suppression.linked.values()
    assert narrow(system, pattern, known) == set(release.suppression.told_elsewhere)


def linked_again(system):
    """Return a system with its sides linked by sex, as readers know that they are."""
    sides = {}
    for at, name in enumerate(system.inner):
        number, *_, sex = name.split("|")
        sides.setdefault(sex, {}).setdefault(number, []).append(at)
    links = [
        (np.array([*first, *other]), np.repeat(np.array([1, -1]), [len(first), len(other)]))
        for first, *others in (list(of_sex.values()) for of_sex in sides.values())
        for other in others
    ]
    return replace(system, links=tuple(links))


def test_tables_protected_each_by_itself_give_people_away(monkeypatch):
    monkeypatch.setattr(tables, "linked_system", lambda sides: linked_system(sides, linked=False))
    chance, opened = random.Random(5), 0  # noqa: S311 - no secret
    for _ in range(6):
        people = {at: chance.choice((0, 0, 1, 2, 5)) for at in CELLS}
        ((system, pattern),) = Release(frame(people)).suppression.linked.values()
        opened += len(narrow(linked_again(system), pattern))
    assert opened


@settings(max_examples=3)
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8).filter(any))
def test_who_tries_all_margins_finds_several_values(numbers):
    names = [*product(PLACES, "FM", LEVELS[:2])]
    counts = pd.DataFrame(names, columns=["place", "sex", "education"]).assign(count=numbers)
    release = Release(counts.astype({"count": "Int64"}))
    shown, hidden = {}, set()
    for by in ("country", "education"):
        cells = release.by(by).cells
        for place, sex, count, state in cells.itertuples(index=False):
            hidden |= {(by, place, sex)} if state == "suppressed" else set()
            shown |= {(by, place, sex): int(count)} if state == "value" else {}
    truth = {}
    for (place, sex, level), n in zip(names, numbers, strict=True):
        for by, kind in product((("country", place), ("education", level)), (sex, "T")):
            truth[(*by, kind)] = truth.get((*by, kind), 0) + n
    values = {cell: set() for cell in hidden if 0 < truth[cell] < 5}
    for table in (women | men for women, men in product(*(fitting(sex, shown) for sex in "FM"))):
        for by, place in {(by, place) for by, place, _ in table}:
            table[by, place, "T"] = table[by, place, "F"] + table[by, place, "M"]
        if all(table[cell] == n for cell, n in shown.items()):
            for cell, found in values.items():
                found.add(table[cell])
    assert all(len(found) > 1 for found in values.values()), (numbers, values)


def fitting(sex, shown):
    """Return the margins of one sex that fit what is shown of it."""
    found = []
    for one, two, low in product(range(7), repeat=3):
        parts = (("FRA", one), ("GAB", two)), (("ED0-2", low), ("ED5-8", one + two - low))
        table = {
            (by, place, sex): n
            for by, pairs in zip(("country", "education"), parts, strict=True)
            for place, n in pairs
        }
        if low <= one + two and all(shown.get(cell, n) == n for cell, n in table.items()):
            found.append(table)
    return found


#: Three women work in shops, all of them in France.
PEOPLE = {at: 0 if at[1] == "F" and at[3] == "shop" else 20 for at in CELLS}
PEOPLE["FRA", "F", "ED5-8", "shop"] = 3


def test_the_same_figures_are_hidden_whichever_table_is_asked_for_first():
    asked = ("country", "education", "by_sector")
    one, other = Release(frame(PEOPLE)), Release(frame(PEOPLE).sample(frac=1, random_state=1))
    made = {by: other.by(by).cells for by in reversed(asked)}
    for by in asked:
        pd.testing.assert_frame_equal(one.by(by).cells, made[by])
    assert any((cells["state"] == "suppressed").any() for cells in made.values())


def test_who_states_nothing_has_a_row_and_nobody_is_lost():
    rows = [("FRA", sex, said, 50) for sex in "FM" for said in ("Primaire", " ", None, "Inconnu")]
    counts = pd.DataFrame(rows, columns=["place", "sex", "education", "count"])
    counts = counts.drop_duplicates(["sex", "education"]).astype({"count": "Int64"})
    cells = Release(counts).by("education").cells
    totals = cells[cells["sex"] == "T"].set_index("place")["count"].to_dict()
    assert totals == {"Primaire": 100, "education-not-stated": 300}


def test_people_of_no_stated_residence_have_an_education():
    rows = [("FRA", "F", "ED5-8", 50), ("FRA", "M", "ED5-8", 60), ("Unknown", "F", "ED5-8", 40)]
    release = dm.release(pd.DataFrame(rows, columns=["place", "sex", "education", "count"]))
    assert release.by("education").cells.set_index("sex")["count"]["F"] == 90


def test_single_years_of_arrival_are_ten_years_together():
    rows = [("FRA", sex, year, 20) for sex in "FM" for year in ("2003", "2008", "2011-02-03", "")]
    counts = pd.DataFrame(rows, columns=["place", "sex", "arrival", "count"])
    cells = Release(counts.astype({"count": "Int64"})).by("arrival").cells
    totals = cells[cells["sex"] == "T"].set_index("place")["count"].to_dict()
    assert totals == {"2000-2009": 80, "2010-2019": 40, "arrival-not-stated": 40}


def test_a_table_is_asked_for_by_the_column_or_a_header_that_means_it():
    rows = [(sex, "A", 50) for sex in "FM"]
    counts = pd.DataFrame(rows, columns=["sex", "by_niveau_d_etudes", "count"]).assign(place="FRA")
    release = dm.release(counts, by=("Niveau d'études",))
    assert release.by("by_education").by == release.by("education").by == "education"
    assert release.cells("education").loc[0, ["place", "name_fr"]].tolist() == ["A", "A"]
    with pytest.raises(UsageError, match="There is no map by education"):
        release.map(by="education")


def test_what_the_counts_lack_or_tell_too_finely_is_refused():
    rows = [("FRA", "F", f"c{number}", 9) for number in range(101)]
    counts = pd.DataFrame(rows, columns=["place", "sex", "by_course", "count"])
    release = Release(counts.astype({"count": "Int64"}))
    assert not (release.by().cells["state"] == "suppressed").any()
    for by, why in (("education", "no column of education"), ("by_course", "more than 100")):
        with pytest.raises(CountsError, match=why):
            release.by(by)


def test_audits_of_counts_know_every_table():
    counts = frame(PEOPLE)
    found = dm.audit(counts)
    assert {"country", "education", "by_sector"} <= set(found.tables)
    assert not found.found


def test_an_edition_keeps_every_table_and_binds_another_profile():
    register = frame(PEOPLE)
    first = Release(register)
    (kept,) = first.suppression.editions()
    assert {"education", "by_sector"} <= kept.tables
    again = Release(register, earlier=(kept,))
    assert again.suppression.editions() == (kept,)
    strict = Release(register, STRICT, earlier=(kept,))
    ((_, pattern),) = strict.suppression.linked.values()
    assert kept.hidden <= pattern.hidden
    assert kept.shown <= set(pattern.known)


def test_an_edition_without_the_tables_is_no_edition_of_them():
    """One that an older program kept has fewer tables: what it showed is known."""
    register = frame(PEOPLE)
    fewer = register.groupby(["place", "sex"], as_index=False)["count"].sum()
    (kept,) = Release(fewer).suppression.editions()
    whole = Release(register).suppression.editions()[0]
    older = replace(kept, salt=whole.salt, register=whole.register)
    made = Release(register, earlier=(older,))
    ((system, pattern),) = made.suppression.linked.values()
    assert older.shown <= set(pattern.known)
    assert older.hidden <= pattern.hidden
    assert not narrow(system, pattern, older.shown) - set(made.suppression.told_elsewhere)
    assert {"education", "by_sector"} <= made.suppression.editions()[0].tables
    assert made.profile is STANDARD
