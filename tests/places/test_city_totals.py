from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.api import release
from diasporamap.errors import CountsError
from diasporamap.places.city_totals import NOT_STATED, settled
from diasporamap.places.columns import Naming


@pytest.fixture
def register(tmp_path):
    def write(*rows, header="pays,ville,femmes,hommes"):
        path = tmp_path / "register.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("units", [True, False])
@pytest.mark.parametrize("total", ["France,,90,80", "France,Total,1,2", "France,,200,300"])
def test_what_may_be_the_total_of_cities_is_refused(register, units, total):
    path = register("France,Paris,60,50", "France,Lyon,30,30", total)
    message = r"row 4, column 'ville': FRA is counted without a city here and by city in row 2"
    with pytest.raises(CountsError, match=message):
        release(path, by=["district"] if units else [])


@pytest.mark.parametrize("units", [True, False])
@pytest.mark.parametrize(
    "rest", ["France,,89,300", "France,,5,6", "France,non précisé,500,500", "Gabon,,500,500"]
)
def test_what_cannot_be_the_total_is_other_people(register, units, rest):
    path = register("France,Paris,60,50", "France,Lyon,30,30", rest)
    report = release(path, by=["district"] if units else []).read.report
    assert report.people_in == report.people_matched


def test_a_part_with_cities_has_a_total_too(register):
    header = "pays,subdivision,ville,femmes,hommes"
    path = register("Canada,Ontario,Toronto,60,50", "Canada,Ontario,,60,50", header=header)
    with pytest.raises(CountsError, match="CA-ON is counted without a city here"):
        release(path, by=["district"])
    path = register("Canada,Ontario,Toronto,60,50", "Canada,Québec,,60,50", header=header)
    assert release(path, by=["district"]).read.report.places_matched == ("CA-ON", "CA-QC")


def test_years_are_apart(register):
    header = "pays,ville,année,femmes,hommes"
    path = register("France,Paris,2020,60,50", "France,,2021,60,50", header=header)
    assert release(path, by=["district"]).read.report.rows_unmatched == 0


CELLS = st.lists(
    st.tuples(
        st.sampled_from(["FRA", "GAB"]),
        st.sampled_from("FMU"),
        st.one_of(st.none(), st.integers(0, 99)),
        st.sampled_from([None, "", "Paris", "Lyon", "Total"]),
    ),
    max_size=12,
)


@given(CELLS)
def test_a_city_stays_blank_only_where_no_city_of_its_place_is_named(rows):
    counts = pd.DataFrame(rows, columns=["place", "sex", "count", "city"])
    before = counts.copy()
    after, problems = settled(counts, Naming())
    pd.testing.assert_frame_equal(counts, before)
    for place, cells in after.groupby("place"):
        named = cells["city"].isin(["Paris", "Lyon"]).any()
        blank = cells["city"].isna() | (cells["city"] == "Total")
        assert not (named and blank.any())
        whole = cells[cells["city"] == NOT_STATED].dropna()
        if named and whole["count"].sum() >= cells.loc[~blank, "count"].sum() > 0:
            parts = cells[cells["city"].isin(["Paris", "Lyon"])]
            by_sex = whole.groupby("sex")["count"].sum()
            inside = parts.groupby("sex")["count"].sum().reindex(by_sex.index, fill_value=0)
            enough = by_sex.sum() >= parts["count"].sum() and (by_sex >= inside).all()
            assert not enough or any(problem.message.startswith(str(place)) for problem in problems)
