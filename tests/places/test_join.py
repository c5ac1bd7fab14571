from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import CountsError, UnmatchedPlacesError
from diasporamap.places.country_names import countries_register
from diasporamap.places.join import join_places


def counts(*rows, columns=("place", "sex", "count")):
    frame = pd.DataFrame(rows, columns=columns)
    return frame.set_axis(range(2, len(frame) + 2), axis=0)


def test_names_become_codes_and_nothing_else_changes():
    table = counts(("Guinée équatoriale", "F", 1204), ("Congo (RDC)", "F", 38))
    before = table.copy()
    joined = join_places(table)
    assert joined.counts["place"].tolist() == ["GNQ", "COD"]
    assert joined.counts["count"].tolist() == [1204, 38]
    assert joined.counts.index.tolist() == [2, 3]
    pd.testing.assert_frame_equal(table, before)


def test_both_sides_are_accounted_for():
    report = join_places(
        counts(("Kosovo", "F", 5), ("Kosovo", "M", None), ("Namibie", "F", 7))
    ).report
    assert (report.rows_in, report.rows_matched, report.rows_unmatched) == (3, 3, 0)
    assert (report.people_in, report.people_matched, report.people_unmatched) == (12, 12, 0)
    assert report.places_matched == ("NAM", "XKX")
    assert len(report.places_without_counts) == len(countries_register().titles) - 2
    assert "FRA" in report.places_without_counts


def test_unmatched_names_fail_the_run_each_with_all_its_rows():
    table = counts(("Congo", "F", 1), ("France", "F", 2), ("Congo", "M", 3), ("Alemagne", "F", 4))
    with pytest.raises(UnmatchedPlacesError) as caught:
        join_places(table, file="register.csv", column="pays")
    assert str(caught.value) == (
        "register.csv, row 2, 4, column 'pays': 'Congo' does not tell which place is meant. "
        "Write the code of what is meant: COG (Congo) or COD (RD Congo / DR Congo).\n"
        "register.csv, row 5, column 'pays': 'Alemagne' is not a known place. "
        "Is it DEU (Allemagne / Germany)? Write its French or English name or its code, "
        "or declare it in an alias table."
    )


def test_unmatched_rows_can_be_left_out_and_are_listed():
    table = counts(("Congo", "F", 1), ("France", "F", 2), ("Autres", "U", None))
    joined = join_places(table, allow_unmatched=True)
    assert joined.counts["place"].tolist() == ["FRA"]
    assert joined.report.people_unmatched == 1
    listed = joined.report.unmatched.fillna({"people": -1}).values.tolist()  # noqa: PD011
    assert listed == [
        [2, "place", "Congo", "F", 1, "unclear", "COG (Congo); COD (RD Congo / DR Congo)"],
        [4, "place", "Autres", "U", -1, "unknown", ""],
    ]


def test_aliases_of_ones_own_match():
    joined = join_places(counts(("Congo", "F", 1)), aliases={"Congo": "COG"})
    assert joined.counts["place"].tolist() == ["COG"]


def test_two_names_of_one_place_are_refused_with_both_rows():
    with pytest.raises(
        CountsError, match=r"row 3.*'République française' is FRA, as is 'France' in row 2"
    ):
        join_places(counts(("France", "F", 1), ("République française", "F", 2)))
    columns = ("place", "sex", "count", "year")
    apart = counts(
        ("France", "F", 1, 2010), ("République française", "F", 2, 2020), columns=columns
    )
    assert len(join_places(apart).counts) == 2


def test_a_table_in_which_nothing_matches_is_refused():
    with pytest.raises(CountsError, match="no row fits a place"):
        join_places(counts(("x1", "F", 1)), allow_unmatched=True)


NAMES = [
    "France",
    "Congo (RDC)",
    "Congo Brazza",
    "Namibie",
    "Congo",
    "Alemagne",
    "Autres",
    "Kosovo",
    "Guinée",
]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["F", "M", "U"]),
        st.one_of(st.none(), st.integers(0, 10**8)),
    ),
    min_size=1,
    unique_by=lambda row: row[:2],
)


@given(ROWS)
def test_totals_in_are_totals_out(rows):
    table = counts(("Gabon", "F", 1), *rows)
    joined = join_places(table, allow_unmatched=True)
    report = joined.report
    assert report.rows_in == len(table) == report.rows_matched + report.rows_unmatched
    assert report.people_in == sum(row[2] or 0 for row in rows) + 1
    assert report.people_in == report.people_matched + report.people_unmatched
    assert report.people_matched == joined.counts["count"].sum()
    assert set(report.unmatched["place"]) == {"Congo", "Alemagne", "Autres", "Guinée"} & {
        row[0] for row in rows
    }
    both = {*report.places_matched, *report.places_without_counts}
    assert both == set(countries_register().titles)
    assert not {*report.places_matched} & {*report.places_without_counts}
