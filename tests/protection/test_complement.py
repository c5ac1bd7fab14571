import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.protection import protect, with_complement

PLACES = ["AAA", "BBB", "CCC", "none"]
COUNTS = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from("FMU"), st.integers(0, 60)),
    min_size=1,
    unique_by=lambda row: row[:2],
)


def table(*rows):
    return pd.DataFrame(rows, columns=["place", "sex", "count"])


def states(protected, place):
    cells = protected.cells
    return cells[cells["place"] == place].set_index("sex")["state"].to_dict()


def test_the_first_place_is_hidden_whole():
    counts = table(("AAA", "F", 2), ("AAA", "M", 1), ("none", "F", 90), ("none", "M", 80))
    hidden = with_complement(protect(counts), first="none")
    assert set(states(hidden, "none").values()) == {"suppressed"}
    assert hidden.cells["count"].isna().all()


def test_without_it_the_smallest_large_place_is():
    counts = table(("AAA", "F", 2), ("BBB", "F", 50), ("CCC", "F", 40))
    hidden = with_complement(protect(counts), first="none")
    assert states(hidden, "CCC")["T"] == "suppressed"
    assert states(hidden, "BBB")["T"] == "value"


def test_zeros_stay():
    counts = table(("AAA", "F", 2), ("none", "F", 90), ("none", "M", 0))
    assert states(with_complement(protect(counts), first="none"), "none")["M"] == "value"


def test_no_place_large_enough_changes_nothing():
    protected = protect(table(("AAA", "F", 2)))
    assert with_complement(protected, first="none") is protected


@given(rows=COUNTS)
def test_what_hides_something_leaves_the_hidden_people_open(rows):
    protected = protect(table(*rows))
    if not protected.suppressed_cells:
        return
    hidden = with_complement(protected, first="none")
    before, after = (
        cells[(cells["sex"] == "T") & (cells["state"] == "value")]["count"]
        for cells in (protected.cells, hidden.cells)
    )
    large = before[before >= protected.profile.threshold]
    assert len(after) == len(before) - bool(len(large))
    everybody = sum(count for _, _, count in rows)
    lost = everybody - after.sum()
    assert not len(large) or lost >= protected.profile.threshold


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
