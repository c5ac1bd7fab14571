import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.api import release
from diasporamap.counts.origin import read_origin
from diasporamap.errors import CountsError, UnmatchedPlacesError, UsageError
from diasporamap.places.origins import NOT_STATED, counts_by_origin, parts_of
from diasporamap.protection import Release
from diasporamap.resources import shipped

EXAMPLE = shipped("examples") / "invented_origins.csv"


def table(*rows):
    counts = pd.DataFrame(rows, columns=["place", "sex", "origin", "count"])
    return counts.astype({"count": "Int64"})


def people(counts, place, sex="F"):
    found = counts[(counts["place"] == place) & (counts["sex"] == sex)]["count"]
    return found.item()


def test_residences_are_summed_and_blanks_are_kept():
    given_counts = table(
        ("FRA", "F", "Mfoundi", 5),
        ("DEU", "F", "mfoundi", 7),
        ("FRA", "F", "Centre", 11),
        ("FRA", "F", None, 13),
        ("DEU", "F", " ", 17),
    )
    before = given_counts.copy()
    regions, of_regions = counts_by_origin(given_counts, "region")
    assert people(regions, "CM-CE") == 23
    assert people(regions, NOT_STATED) == 30
    assert (of_regions.people_placed, of_regions.people_not_stated) == (23, 30)
    divisions, of_divisions = counts_by_origin(given_counts, "division")
    assert people(divisions, "cm-ce-mfoundi") == 12
    assert people(divisions, "CM-CE") == 11
    assert (of_divisions.people_placed, of_divisions.people_above_only) == (12, 11)
    pd.testing.assert_frame_equal(given_counts, before)


def test_a_cell_with_a_blank_part_is_blank_and_its_people_are_reported():
    counts, report = counts_by_origin(
        table(("FRA", "F", "Est", 40), ("DEU", "F", "Est", None)), "region"
    )
    assert counts["count"].isna().all()
    assert (report.people_in, report.people_placed, report.people_in_blanks) == (40, 0, 40)


def test_every_name_that_is_no_origin_is_reported_with_its_rows():
    counts = table(
        ("FRA", "F", "Mbam", 1), ("DEU", "F", "Mbam", 1), ("FRA", "M", "Paris", 1)
    ).set_axis([2, 3, 4])
    with pytest.raises(UnmatchedPlacesError) as caught:
        counts_by_origin(counts, "region", file="register.csv", column="origine")
    first, second = str(caught.value).splitlines()
    assert first.startswith("register.csv, row 2, 3, column 'origine': 'Mbam' is no region")
    assert "cm-ce-mbam-et-kim" in first
    assert "row 4, column 'origine': 'Paris'" in second
    assert "leave it blank if it is not stated" in second


def test_a_table_without_origins_is_refused():
    with pytest.raises(CountsError, match="column 'origin' is missing"):
        counts_by_origin(table(("FRA", "F", "Est", 1)).drop(columns="origin"), "region")
    with pytest.raises(UsageError, match="Choose among: region, division"):
        counts_by_origin(table(("FRA", "F", "Est", 1)), "communes")


PARTS = parts_of(read_origin())
NAMES = sorted(PARTS.register.titles)
CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from(["FRA", "DEU", "GAB"]),
        st.sampled_from("FMU"),
        st.sampled_from([*NAMES, ""]),
    ),
    st.one_of(st.none(), st.integers(0, 10**6)),
    min_size=1,
    max_size=30,
)


@given(CELLS)
def test_totals_in_are_totals_out(cells):
    counts = table(*((*cell, people) for cell, people in cells.items()))
    for level in ("region", "division"):
        result, report = counts_by_origin(counts, level)
        parts = (
            report.people_placed,
            report.people_above_only,
            report.people_not_stated,
            report.people_in_blanks,
        )
        assert report.people_in == sum(people or 0 for people in cells.values()) == sum(parts)
        assert result["count"].sum() == report.people_in - report.people_in_blanks
        assert not result.duplicated(["place", "sex"]).any()


@given(CELLS)
def test_divisions_add_up_to_their_regions(cells):
    counts = table(*((*cell, people or 0) for cell, people in cells.items()))
    regions, _ = counts_by_origin(counts, "region")
    divisions, _ = counts_by_origin(counts, "division")
    region = divisions["place"].map({**PARTS.at("region"), NOT_STATED: NOT_STATED})
    summed = divisions.groupby([region.rename("place"), "sex"])["count"].sum().reset_index()
    wanted = regions[["place", "sex", "count"]].sort_values(["place", "sex"], ignore_index=True)
    pd.testing.assert_frame_equal(summed, wanted, check_dtype=False)


def test_a_region_is_shown_and_the_small_division_in_it_cannot_be_subtracted():
    counts = table(
        ("TCD", "F", "Bénoué", 40),
        ("TCD", "M", "Bénoué", 50),
        ("TCD", "F", "Faro", 1),
        ("TCD", "M", "Faro", 2),
    )
    release = Release(counts)
    north = release.by("region").cells.set_index("sex")
    assert north["count"].to_dict() == {"F": 41, "M": 52, "T": 93}
    assert set(release.by("division").cells["state"]) == {"suppressed"}


def test_the_example_has_every_kind_of_row():
    chosen = release(EXAMPLE).counts
    counts, report = counts_by_origin(chosen, "division", file=EXAMPLE.name)
    assert report.people_not_stated > 0
    assert report.people_above_only > 0
    totals = counts.groupby("place")["count"].sum()
    assert totals["cm-es-boumba-et-ngoko"] == 0
    assert 0 < totals["cm-no-faro"] < 5
    assert "cm-ad-mbere" not in totals.index
