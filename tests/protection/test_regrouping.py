from fractions import Fraction

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.sources import Source
from diasporamap.protection.regrouping import regrouped
from tests.sealed import protected_cells

PUBLISHED = {"open": Source("open", "Open", "Ouvert", "Open", published=True)}


def table(*rows, **columns):
    return pd.DataFrame(rows, columns=["place", "sex", "count"]).assign(**columns)


def protect(counts, *, sources=None):
    return protected_cells(counts, sources)


def figure(cells, place, sex):
    cells = cells.set_index(["place", "sex"])
    state = cells.at[(place, sex), "state"]
    return int(cells.at[(place, sex), "count"]) if state == "value" else state


def to(*places, target="district"):
    return {place: {target: Fraction(1)} for place in places}


def test_shown_figures_add_up_and_other_places_stay():
    counts = table(("FRA", "F", 10), ("FRA", "M", 20), ("BEL", "F", 5), ("BEL", "M", 6))
    counts = pd.concat([counts, table(("KEN", "F", 7), ("KEN", "M", 8))])
    grouped = regrouped(protect(counts.reset_index(drop=True)), to("FRA", "BEL"))
    assert [figure(grouped, "district", sex) for sex in "FMT"] == [15, 26, 41]
    assert figure(grouped, "KEN", "T") == 15


def test_a_sum_with_a_hidden_part_is_hidden():
    counts = table(("FRA", "F", 100), ("FRA", "M", 200), ("BEL", "F", 3), ("BEL", "M", 60))
    grouped = regrouped(protect(counts), to("FRA", "BEL"))
    assert [figure(grouped, "district", sex) for sex in "FMT"] == ["suppressed", "suppressed", 363]


def test_a_sum_with_a_blank_part_is_not_known():
    counts = table(("FRA", "F", 100), ("FRA", "M", 200), ("BEL", "F", 50), ("BEL", "M", None))
    grouped = regrouped(protect(counts), to("FRA", "BEL"))
    assert [figure(grouped, "district", sex) for sex in "FMT"] == [150, "no_data", "no_data"]


def test_a_sex_that_the_counts_do_not_name_adds_nothing():
    counts = table(("DEU", "F", 9653), ("DEU", "M", 12421), ("LVA", "M", 4), source="open")
    grouped = regrouped(protect(counts, sources=PUBLISHED), to("DEU", "LVA"))
    assert [figure(grouped, "district", sex) for sex in "FMT"] == [9653, 12425, 22078]


def test_a_place_without_women_and_men_still_says_so():
    grouped = regrouped(protect(table(("FRA", "U", 40))), to("FRA"))
    assert [figure(grouped, "district", sex) for sex in "FMUT"] == ["no_data", "no_data", 40, 40]


def test_shares_are_whole_people_that_add_up():
    counts = table(("NGA", "F", 100), ("NGA", "M", 101), source="open")
    weights = {"NGA": {"lagos": Fraction(2), "abuja": Fraction(1)}}
    grouped = regrouped(protect(counts, sources=PUBLISHED), weights)
    assert [figure(grouped, "lagos", sex) for sex in "FMT"] == [67, 67, 134]
    assert [figure(grouped, "abuja", sex) for sex in "FMT"] == [33, 34, 67]


PLACES = ["AAA", "BBB", "CCC", "DDD"]
COUNTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from("FMU"),
        st.one_of(st.integers(0, 12), st.integers(0, 10_000)),
    ),
    min_size=1,
    unique_by=lambda row: row[:2],
)
GROUPS = st.dictionaries(st.sampled_from(PLACES), st.sampled_from(["x", "y"]))


@given(rows=COUNTS, groups=GROUPS)
def test_totals_of_published_figures_go_in_and_come_out(rows, groups):
    protected = protect(table(*rows, source="open"), sources=PUBLISHED)
    grouped = regrouped(protected, {place: {new: Fraction(1)} for place, new in groups.items()})
    for sex in "FMUT":
        before, after = (
            cells.loc[cells["sex"] == sex, "count"].sum() for cells in (protected, grouped)
        )
        assert before == after


@given(rows=COUNTS, groups=GROUPS)
def test_a_sum_is_made_of_shown_figures_only(rows, groups):
    protected = protect(table(*rows))
    grouped = regrouped(protected, {place: {new: Fraction(1)} for place, new in groups.items()})
    cells = protected.copy()
    cells["new"] = [groups.get(place, place) for place in cells["place"]]
    for (place, sex), parts in cells.groupby(["new", "sex"]):
        found = figure(grouped, place, sex)
        if "suppressed" in set(parts["state"]):
            assert found == "suppressed"
        elif isinstance(found, int):
            assert found == parts["count"].sum()


@given(rows=COUNTS)
def test_no_grouping_changes_nothing(rows):
    protected = protect(table(*rows))
    order = ["place", "sex"]
    before = protected.sort_values(order, ignore_index=True)
    after = regrouped(protected, {}).sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(before, after)
