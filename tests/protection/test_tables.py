"""A register in its tables: parts of the origin add up, and nobody is lost."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.api import release
from diasporamap.counts.origin_files import read_origin
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError, UnmatchedPlacesError, UsageError
from diasporamap.places.columns import Naming
from diasporamap.places.join import joined_with_problems
from diasporamap.places.origins import NOT_STATED, parts_of
from diasporamap.protection import Release
from diasporamap.protection.tables import Register
from diasporamap.resources import shipped
from tests.sealed import summed

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
    regions = summed(given_counts, "region")
    assert people(regions, "CM-CE") == 23
    assert people(regions, NOT_STATED) == 30
    divisions = summed(given_counts, "division")
    assert people(divisions, "cm-ce-mfoundi") == 12
    assert people(divisions, "CM-CE") == 11
    assert people(divisions, NOT_STATED) == 30
    pd.testing.assert_frame_equal(given_counts, before)


def test_a_cell_with_a_blank_part_is_blank():
    counts = summed(table(("FRA", "F", "Est", 40), ("DEU", "F", "Est", None)), "region")
    assert counts["count"].isna().all()


def test_every_name_that_is_no_origin_is_reported_with_its_rows():
    counts = table(
        ("FRA", "F", "Mbam", 1), ("DEU", "F", "Mbam", 1), ("FRA", "M", "Paris", 1)
    ).set_axis([2, 3, 4])
    naming = Naming("register.csv", {"origin": "origine"}, origin=read_origin())
    with pytest.raises(UnmatchedPlacesError) as caught:
        joined_with_problems(counts, naming, needed=("place", "origin")).refuse_problems()
    first, second = str(caught.value).splitlines()
    assert first.startswith("register.csv, row 2, 3, column 'origine': 'Mbam' is no region")
    assert "cm-ce-mbam-et-kim" in first
    assert "row 4, column 'origine': 'Paris'" in second
    assert "leave it blank if it is not stated" in second


def test_a_table_without_origins_is_refused():
    with pytest.raises(CountsError, match="column 'origin' is missing"):
        Release(table(("FRA", "F", "Est", 1)).drop(columns="origin")).by("region")
    with pytest.raises(UsageError, match="Choose among: region, division"):
        Release(table(("FRA", "F", "Est", 1))).by("communes")


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
        result = summed(counts, level)
        blank = result.loc[result["count"].isna(), ["place", "sex"]]
        places = Register(counts, DistrictChoice()).places(level)
        known = counts.assign(place=places).merge(blank, how="left", indicator=True)
        assert result["count"].sum() == known.loc[known["_merge"] == "left_only", "count"].sum()
        assert not result.duplicated(["place", "sex"]).any()


@given(CELLS)
def test_divisions_add_up_to_their_regions(cells):
    counts = table(*((*cell, people or 0) for cell, people in cells.items()))
    regions, divisions = summed(counts, "region"), summed(counts, "division")
    region = divisions["place"].map({**PARTS.at("region"), NOT_STATED: NOT_STATED})
    added = divisions.groupby([region.rename("place"), "sex"])["count"].sum().reset_index()
    wanted = regions[["place", "sex", "count"]].sort_values(["place", "sex"], ignore_index=True)
    pd.testing.assert_frame_equal(added, wanted, check_dtype=False)


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
    totals = summed(chosen, "division").groupby("place")["count"].sum()
    assert totals[NOT_STATED] > 0
    assert totals["CM-NW"] > 0
    assert totals["cm-es-boumba-et-ngoko"] == 0
    assert 0 < totals["cm-no-faro"] < 5
    assert "cm-ad-mbere" not in totals.index
