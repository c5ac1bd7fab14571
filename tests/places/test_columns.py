from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.api import release
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.schema import COLUMNS
from diasporamap.errors import CountsError, UnmatchedPlacesError
from diasporamap.places.columns import Naming, matched_columns
from diasporamap.places.join import joined_with_problems
from diasporamap.places.origins import NOT_STATED
from tests.sealed import summed


def counts(*rows):
    table = pd.DataFrame(rows, columns=["place", "subdivision", "origin", "sex", "count"])
    return table.set_axis(range(2, len(table) + 2), axis=0)


def written(tmp_path, *lines):
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


EVERYTHING = counts(
    ("Nigeria", "Lagos", "Ouest", "F", 1),
    ("Nigeria", "Lagoss", "Grand Nord", "F", 2),
    ("Nowhere", "Lagos", "Ouest", "F", 3),
    ("Federal Republic of Nigeria", "NG-LA", "West", "F", 4),
)


def test_every_column_gives_its_codes_its_unmatched_names_and_its_double_cells():
    joined = joined_with_problems(EVERYTHING, Naming("a.csv", origin=read_origin()))
    assert joined.counts["place"].tolist() == ["NGA"] * 3
    assert joined.counts["subdivision"].tolist() == ["NG-LA", "Lagoss", "NG-LA"]
    assert joined.counts["origin"].tolist() == ["CM-OU", "Grand Nord", "CM-OU"]
    names = [(found.column, found.name, found.problem.row) for found in joined.unmatched]
    assert names == [
        ("place", "Nowhere", "4"),
        ("subdivision", "Lagoss", "3"),
        ("origin", "Grand Nord", "3"),
    ]
    (problem,) = joined.problems
    assert str(problem) == (
        "a.csv, row 5, column 'place': 'Federal Republic of Nigeria' is NGA, as is 'Nigeria' in "
        "row 2. Add the two rows together, or keep one of them. If aggregate counted these "
        "persons, give it the same --aliases, and it adds them up."
    )


@pytest.mark.parametrize(
    ("units", "needed", "lost"),
    [
        (False, ("place",), ["Nowhere"]),
        (True, ("place", "subdivision"), ["Nigeria, Lagoss", "Nowhere"]),
        (False, ("place", "origin"), ["Grand Nord", "Nowhere"]),
    ],
)
def test_a_row_is_lost_where_a_name_that_is_needed_fits_nothing(units, needed, lost):
    naming = Naming("a.csv", units=units, origin=read_origin())
    report = joined_with_problems(EVERYTHING, naming, needed=needed).report
    assert report.unmatched["place"].tolist() == lost
    assert report.people_in == 10 == report.people_matched + report.people_unmatched


def test_names_are_matched_in_order():
    table = counts(*((name, "", "", "F", 1) for name in ("Gabon", "Congo", "Gabon", "Gabom")))
    places = matched_columns(table, Naming())["place"]
    assert places.codes.fillna("").tolist() == ["GAB", "", "GAB", ""]
    assert [match.reason for match in places.matches] == ["", "unclear", "", "unknown"]
    assert places.matches[3].suggestions == ("GAB (Gabon)",)
    assert places.lost.tolist() == [False, True, False, True]


def test_two_names_of_one_part_or_one_origin_are_one_cell(tmp_path):
    origins = written(
        tmp_path, "place,origin,women,men", "FRA,Extreme Nord,1,2", "FRA,Far North,3,4"
    )
    with pytest.raises(CountsError, match=r"row 3, column 'origin': 'Far North' is CM-EN, as is"):
        release(origins)
    parts = written(tmp_path, "place,subdivision,women,men", "NGA,Lagos,1,2", "NGA,NG-LA,3,4")
    with pytest.raises(CountsError, match=r"column 'subdivision': 'NG-LA' is NG-LA, as is 'Lagos'"):
        release(parts)
    units = written(tmp_path, "place,subdivision,women,men", "NGA,Lagos,1,2", "NG-LA,,3,4")
    with pytest.raises(CountsError, match=r"'NG-LA' is NG-LA, as is 'NGA, Lagos' in row 2"):
        release(units, by=["district"])


def test_a_region_and_its_division_are_two_cells(tmp_path):
    path = written(tmp_path, "place,origin,women,men", "FRA,Ouest,10,20", "FRA,Mifi,30,40")
    assert release(path, by=["region"]).read.report.people_matched == 100


def test_origins_of_another_country_are_let_alone(tmp_path):
    path = written(tmp_path, "place,origin,women,men", "FRA,Ouest,10,20", "FRA,West,30,40")
    assert set(release(path, origin="BFA").counts["origin"]) == {"Ouest", "West"}


def test_all_that_is_wrong_is_raised_at_once(tmp_path):
    path = written(
        tmp_path,
        "pays,origine,sexe,effectif",
        "France,Grand Nord,F,10",
        "Congo,Ouest,X,20",
        "République française,Grand Nord,F,33",
        "Alemagne,,F,40.5",
    )
    with pytest.raises(CountsError) as caught:
        release(path, by=["region"])
    topics = [problem.topic for problem in caught.value.problems]
    assert sorted(topics) == ["Count", "Duplicate", "Origins", "Place", "Place", "Sex"]
    rows = ("France,Grand Nord,10,20", "Gabon,Ouest,10,20")
    by_country = written(tmp_path, "pays,origine,femmes,hommes", *rows)
    assert release(by_country).read.report.rows_unmatched == 0
    with pytest.raises(UnmatchedPlacesError, match="'Grand Nord' is no region or division"):
        release(by_country, by=["region"])


def test_a_name_is_not_shown_where_the_column_may_hold_persons(tmp_path):
    header = "place,subdivision,origin,women,men"
    path = written(tmp_path, header, "NGA,Ali Oumarou,Ali Oumarou,1,2", "Ali Oumarou,,,3,4")
    with pytest.raises(UnmatchedPlacesError) as caught:
        release(path, by=["region", "district"])
    assert "a text of 10 letters is no known part of NGA" in str(caught.value)
    assert "a text of 10 letters is no region or division" in str(caught.value)
    assert "check that it is the right one" in str(caught.value)
    assert [str(caught.value).count(name) for name in ("Ali", "Oumarou")] == [1, 1]  # of places


def test_people_of_an_origin_that_is_not_known_count_as_of_none_stated(tmp_path):
    path = written(tmp_path, "place,origin,women,men", "FRA,Grand Nord,10,20", "FRA,Ouest,30,40")
    made = release(path, by=["region"], allow_unmatched=True)
    report = made.read.report
    assert (report.people_matched, report.people_unmatched) == (100, 0)
    people = summed(made.counts, "region").groupby("place")["count"].sum()
    assert people.to_dict() == {"CM-OU": 70, NOT_STATED: 30}
    assert report.unmatched["column"].unique().tolist() == ["origin"]


NAMES = {
    "place": ["Nigeria", "Federal Republic of Nigeria", "NG-LA", "Congo", "Nowhere", "France"],
    "subdivision": ["Lagos", "NG-OG", "Lagoss", None],
    "origin": ["Ouest", "West", "Mfoundi", "Grand Nord", None],
}
ROWS = st.lists(
    st.tuples(*map(st.sampled_from, NAMES.values()), st.sampled_from("FMU"), st.integers(0, 999)),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.booleans(), st.booleans())
def test_totals_in_are_totals_out_by_whatever_is_mapped(rows, units, by_origin):
    table = counts(*rows)
    needed = ("place", *(["subdivision"] if units else []), *(["origin"] if by_origin else []))
    naming = Naming(units=units, origin=read_origin())
    joined = joined_with_problems(table, naming, needed=needed)
    report = joined.report
    assert report.rows_in == len(table) == report.rows_matched + report.rows_unmatched
    assert report.people_in == table["count"].sum()
    assert report.people_in == report.people_matched + report.people_unmatched
    key = [name for name in COLUMNS if name in joined.counts.columns and name != "count"]
    double = set(joined.counts.index[joined.counts.duplicated(key)])
    alike = table.duplicated([name for name in table.columns if name != "count"])
    told = {problem.row for problem in joined.problems}
    assert double <= told | set(table.index[alike])
