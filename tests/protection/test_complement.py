from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from diasporamap.protection import complement
from diasporamap.protection.gate import protected_cells

PLACES = ["AAA", "BBB", "CCC", "none"]
COUNTS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from("FMU"), st.integers(0, 60)),
    min_size=1,
    unique_by=lambda row: row[:2],
)


def table(*rows):
    return pd.DataFrame(rows, columns=["place", "sex", "count"])


def protect(counts):
    return protected_cells(counts, 5)


def with_complement(cells, **options):
    return complement.with_complement(cells, 5, **options)


def states(cells, place):
    return cells[cells["place"] == place].set_index("sex")["state"].to_dict()


def test_the_first_place_is_hidden_whole():
    counts = table(("AAA", "F", 2), ("AAA", "M", 1), ("none", "F", 90), ("none", "M", 80))
    hidden = with_complement(protect(counts), first="none")
    assert set(states(hidden, "none").values()) == {"suppressed"}
    assert hidden["count"].isna().all()


def test_without_it_the_smallest_large_place_is():
    counts = table(("AAA", "F", 2), ("BBB", "F", 50), ("CCC", "F", 40))
    hidden = with_complement(protect(counts), first="none")
    assert states(hidden, "CCC")["T"] == "suppressed"
    assert states(hidden, "BBB")["T"] == "value"


def test_zeros_stay():
    counts = table(("AAA", "F", 2), ("none", "F", 90), ("none", "M", 0))
    assert states(with_complement(protect(counts), first="none"), "none")["M"] == "value"


def test_nothing_hidden_changes_nothing():
    protected = protect(table(("AAA", "F", 20), ("BBB", "F", 0)))
    assert with_complement(protected, first="none") is protected


def test_where_no_place_is_large_enough_those_that_hide_something_are_hidden_whole():
    counts = table(("AAA", "F", 2), ("AAA", "M", 10), ("BBB", "F", 9), ("BBB", "M", 0))
    hidden = with_complement(protect(counts))
    assert set(states(hidden, "AAA").values()) == {"suppressed"}
    assert states(hidden, "BBB") == {"F": "suppressed", "M": "value", "T": "suppressed"}


def test_several_places_cover_what_no_single_one_does():
    counts = table(
        *(("AAA", "F", 3), ("AAA", "M", 20)),
        *(("BBB", "F", 0), ("BBB", "M", 30)),
        *(("CCC", "F", 40), ("CCC", "M", 0)),
    )
    hidden = with_complement(protect(counts))
    assert states(hidden, "BBB")["T"] == states(hidden, "CCC")["T"] == "suppressed"
    assert states(hidden, "AAA")["T"] == "value"


def test_a_figure_that_is_hidden_elsewhere_is_covered_here():
    counts = table(("AAA", "M", 13), ("BBB", "M", 24))
    hidden = with_complement(protect(counts), elsewhere={"M", "T"})
    assert states(hidden, "AAA")["M"] == "suppressed"
    assert states(hidden, "BBB")["M"] == "value"


def test_the_last_place_is_hidden_only_where_no_other_is_large_enough():
    counts = table(("AAA", "F", 2), ("BBB", "F", 50), ("none", "F", 40))
    assert states(with_complement(protect(counts), last="none"), "none")["T"] == "value"
    counts = table(("AAA", "F", 2), ("none", "F", 40))
    assert states(with_complement(protect(counts), last="none"), "none")["T"] == "suppressed"


@given(rows=COUNTS)
@settings(max_examples=150, deadline=None)
def test_the_sums_over_all_places_bring_no_small_figure_back(rows):
    """Whoever has the places and their protected sums cannot tell a small figure."""
    counts = table(*rows)
    whole = counts.groupby("sex", as_index=False)["count"].sum().assign(place="all")
    sums = protect(whole)
    elsewhere = set(sums.loc[sums["state"] == "suppressed", "sex"])
    shown = [sums, with_complement(protect(counts), elsewhere=elsewhere)]
    unknown = {key: at for at, key in enumerate(zip(counts["place"], counts["sex"], strict=True))}
    known: list[tuple[list[int], int]] = []
    hidden: list[tuple[list[int], int]] = []
    for place, sex, count, state in pd.concat(shown)[["place", "sex", "count", "state"]].to_numpy():
        row = [int(place in ("all", at[0]) and sex in ("T", at[1])) for at in unknown]
        if state == "value":
            known.append((row, count))
        elif state == "suppressed":
            hidden.append((row, int(np.dot(row, counts["count"]))))
    for row, count in hidden:
        if count < 5:
            low, high = bounds(row, known, [at for at, _ in hidden])
            assert high - low + 1 >= 4


def bounds(row, known, hidden):
    """Return the least and the most that a sum of unknown figures can be; hidden ones are not 0."""
    limits = []
    for sign in (1, -1):
        solved = linprog(
            sign * np.array(row),
            A_ub=-np.array(hidden),
            b_ub=-np.ones(len(hidden)),
            A_eq=np.array([at for at, _ in known]) if known else None,
            b_eq=np.array([float(count) for _, count in known]) if known else None,
            bounds=[(0, 1000)] * len(row),
        )
        assert solved.status == 0
        limits.append(sign * solved.fun)
    return math.ceil(limits[0] - 1e-6), math.floor(limits[1] + 1e-6)


def test_a_place_that_hides_a_sex_itself_is_no_cover_for_it():
    counts = table(
        *(("AAA", "F", 2), ("AAA", "M", 3)),
        *(("BBB", "F", 0), ("BBB", "M", 6)),
        *(("CCC", "F", 30), ("CCC", "M", 40)),
    )
    hidden = with_complement(protect(counts), first="none")
    assert set(states(hidden, "CCC").values()) == {"suppressed"}
    assert states(hidden, "AAA")["T"] == states(hidden, "BBB")["T"] == "value"


def test_only_places_of_a_known_total_are_hidden():
    counts = table(("AAA", "F", 2), ("BBB", "F", 10), ("CCC", "F", 40))
    hidden = with_complement(protect(counts), first="none", among={"AAA", "CCC"})
    assert states(hidden, "CCC")["T"] == "suppressed"
    assert states(hidden, "BBB")["T"] == "value"
