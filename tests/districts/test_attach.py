from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.aggregation import select_counts
from diasporamap.districts import Weights, attach_counts
from diasporamap.errors import CountsError, DataError
from diasporamap.places.units import known_units
from diasporamap.readers.example import read_example
from tests.sealed import protected_cells

POPULATION = Weights(
    {part: Fraction(at + 1) for at, part in enumerate(known_units().parts["GNQ"])},
    "population",
    "weights.csv",
)


def counts_of(*rows, columns=("place", "sex", "count")):
    frame = pd.DataFrame(rows, columns=list(columns))
    return frame.assign(count=pd.array(frame["count"], dtype="Int64"))


@pytest.mark.parametrize(
    ("day", "shared"),
    [
        (None, ("COG", "GNQ", "NGA")),
        ("2020-07-01", ("COG", "GNQ", "NGA")),
        ("2008-01-01", ("GNQ",)),
    ],
)
def test_the_example_adds_up(shipped_districts, day, shared):
    counts, _ = read_example()
    chosen = select_counts(counts, year=2020)
    attached = attach_counts(chosen, shipped_districts, day)
    report = attached.report
    parts = [report.people(name) for name in ("attached", "not_attributable", "not_attached")]
    assert sum(parts) == report.people() == 441_015
    assert attached.counts["count"].sum() == 441_015
    assert report.places("not_attributable") == shared
    if day != "2008-01-01":
        assert parts == [371_232, 64_671, 5_112]


def test_each_count_goes_where_it_belongs(make):
    districts = make(
        ("fra-paris", "FRA"),
        ("fra-paris", "PRT"),
        ("nga-lagos-cg", "NG-LA"),
        ("nga-lagos-cg", "BEN"),
        ("nga-abuja", "rest of NGA"),
        ("gnq-bata-cg", "GQ-LI"),
    )
    counts = counts_of(
        ("FRA", "F", 5),
        ("PRT", "F", 2),
        ("NG-LA", "F", 10),
        ("NG-KN", "F", 20),
        ("BEN", "F", 40),
        ("GNQ", "F", 80),
        ("GHA", "F", 160),
        ("CM-OU", "F", 320),
    )
    before = counts.copy()
    attached = attach_counts(counts, districts)
    table = attached.counts.set_index("place")
    assert table["count"].to_dict() == {
        "fra-paris": 7,
        "nga-lagos-cg": 50,
        "nga-abuja": 20,
        "GNQ": 80,
        "GHA": 160,
        "CMR": 320,
    }
    assert table["attachment"].to_dict() == {
        "fra-paris": "attached",
        "nga-lagos-cg": "attached",
        "nga-abuja": "attached",
        "GNQ": "not_attributable",
        "GHA": "not_attached",
        "CMR": "not_attached",
    }
    assert not table["apportioned"].any()
    pd.testing.assert_frame_equal(counts, before)


def test_the_day_decides(shipped_districts):
    counts = counts_of(("CAF", "F", 100))
    before = attach_counts(counts, shipped_districts, "2012-07-18").counts
    after = attach_counts(counts, shipped_districts, "2012-07-19").counts
    assert before[["place", "attachment"]].to_numpy().tolist() == [["caf-bangui", "attached"]]
    assert after[["place", "attachment"]].to_numpy().tolist() == [["CAF", "not_attributable"]]


def test_weights_apportion_a_shared_country(make):
    districts = make(("gnq-malabo", "rest of GNQ"), ("gnq-bata-cg", "GQ-LI"))
    attached = attach_counts(
        counts_of(("GNQ", "F", 100), ("GNQ", "M", 51), ("FRA", "F", 9)),
        districts,
        weights=POPULATION,
    )
    table = attached.counts
    assert table.set_index(["place", "sex"])["count"].to_dict() == {
        ("FRA", "F"): 9,
        ("gnq-bata-cg", "F"): 21,  # Litoral weighs 6 of 28
        ("gnq-malabo", "F"): 79,
        ("gnq-bata-cg", "M"): 11,
        ("gnq-malabo", "M"): 40,
    }
    assert set(table.loc[table["apportioned"], "place"]) == {"gnq-bata-cg", "gnq-malabo"}
    assert attached.report.people_apportioned == 151
    assert attached.report.people("not_attributable") == 0


def test_weights_leave_what_no_district_covers_at_the_country(make):
    attached = attach_counts(
        counts_of(("GNQ", "F", 28)), make(("gnq-bata-cg", "GQ-LI")), weights=POPULATION
    )
    table = attached.counts.set_index("place")
    assert table["count"].to_dict() == {"rest of GNQ": 22, "gnq-bata-cg": 6}
    assert table.loc["rest of GNQ", "attachment"] == "not_attached"
    assert attached.report.people_apportioned == 6


def test_a_country_without_weights_stops_the_run(make):
    districts = make(("nga-abuja", "rest of NGA"), ("nga-lagos-cg", "NG-LA"))
    with pytest.raises(DataError, match=r"37 of the 37 units of NGA have no weight \(NG-AB"):
        attach_counts(counts_of(("NGA", "F", 1)), districts, weights=POPULATION)
    nothing = Weights(dict.fromkeys(known_units().parts["NGA"], Fraction(0)), "w", "weights.csv")
    with pytest.raises(DataError, match="the units of NGA all weigh 0"):
        attach_counts(counts_of(("NGA", "F", 1)), districts, weights=nothing)


def test_a_blank_part_makes_the_district_blank_and_the_report_counts_the_rest(make):
    districts = make(("fra-paris", "FRA"), ("fra-paris", "PRT"))
    attached = attach_counts(counts_of(("FRA", "F", 5), ("PRT", "F", None)), districts)
    assert attached.counts["count"].isna().tolist() == [True]
    assert attached.report.people("attached") == 5


def test_years_and_origins_are_kept_apart(make):
    columns = ("place", "year", "origin", "sex", "count")
    counts = counts_of(
        ("FRA", 2010, "CM-OU", "F", 1),
        ("FRA", 2010, "CM-CE", "F", 2),
        ("FRA", 2020, "CM-OU", "F", 4),
        ("PRT", 2020, "CM-OU", "F", 8),
        columns=columns,
    )
    table = attach_counts(counts, make(("fra-paris", "FRA"), ("fra-paris", "PRT"))).counts
    assert sorted(table[["year", "origin", "count"]].to_numpy().tolist()) == [
        [2010, "CM-CE", 2],
        [2010, "CM-OU", 1],
        [2020, "CM-OU", 12],
    ]


def test_a_country_and_its_part_are_not_counted_twice(make):
    columns = ("place", "year", "sex", "count")
    counts = counts_of(
        ("NGA", 2020, "F", 10), ("NG-LA", 2020, "M", 4), ("NG-LA", 2010, "F", 4), columns=columns
    )
    with pytest.raises(DataError) as caught:
        attach_counts(counts, make(("nga-abuja", "NGA")))
    assert [problem.row for problem in caught.value.problems] == [1]
    assert "NG-LA is a part of NGA, which is counted as a whole in row 0" in str(caught.value)


def test_names_must_be_joined_first(make):
    with pytest.raises(CountsError, match="'France' is not the code"):
        attach_counts(counts_of(("France", "F", 1)), make(("fra-paris", "FRA")))


def test_counts_by_district_pass_the_gate(make):
    districts = make(("fra-paris", "FRA"), ("fra-paris", "PRT"))
    attached = attach_counts(
        counts_of(("FRA", "F", 2), ("PRT", "F", 1), ("FRA", "M", 40), ("GHA", "F", 3)), districts
    )
    shown = protected_cells(attached.counts).set_index(["place", "sex"])["state"]
    assert shown["fra-paris", "F"] == "suppressed"
    assert shown["GHA", "F"] == "suppressed"


PLACES = ["FRA", "PRT", "GNQ", "CAF", "GHA", "NG-LA", "NG-KN", "CF-NM"]


@given(
    people=st.dictionaries(
        st.tuples(st.sampled_from(PLACES), st.sampled_from("FMU")),
        st.one_of(st.none(), st.integers(0, 10**6)),
        min_size=1,
    ),
    units=st.sets(
        st.sampled_from(["FRA", "PRT", "GQ-LI", "GQ-KN", "rest of GNQ", "CF-NM", "NG-LA"])
    ),
    weighted=st.booleans(),
)
def test_totals_in_are_totals_out(make, people, units, weighted):
    names = ["fra-paris", "gnq-malabo", "caf-bangui"]
    rows = [(names[at % 3], unit) for at, unit in enumerate(sorted(units))]
    counts = counts_of(*((place, sex, count) for (place, sex), count in people.items()))
    counts = counts[~counts["place"].eq("CAF") | ~counts["place"].eq("CF-NM").any()]
    if counts.empty:
        return
    every = [part for country in ("GNQ", "CAF") for part in known_units().parts[country]]
    weights = Weights({part: Fraction(len(part)) for part in every}, "w", "weights.csv")
    attached = attach_counts(counts, make(*rows), weights=weights if weighted else None)
    report = attached.report
    whole = int(counts["count"].sum())
    assert report.people() == whole
    kinds = ("attached", "not_attributable", "not_attached")
    assert sum(report.people(kind) for kind in kinds) == whole
    if counts["count"].notna().all():
        assert attached.counts["count"].sum() == whole
    if weighted:
        assert report.people("not_attributable") == 0
