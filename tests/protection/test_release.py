from __future__ import annotations

import copy
import itertools
import pickle
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from diasporamap.counts.origin_files import read_origin
from diasporamap.districts import Weights, read_districts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.places.origins import parts_of
from diasporamap.places.units import known_units
from diasporamap.protection import STRICT, Release, tables_of

#: By place, sex and origin; 3 women of Menoua live in France, and every country is large.
MENOUA = [
    *(("FRA", "F", "cm-ou-menoua", 3), ("FRA", "M", "cm-ou-menoua", 12)),
    *(("FRA", "F", "cm-lt-wouri", 80), ("FRA", "M", "cm-lt-wouri", 70)),
    *(("DEU", "F", "cm-ce-mfoundi", 60), ("DEU", "M", "cm-ce-mfoundi", 55)),
    *(("DEU", "F", "cm-ou-mifi", 20), ("DEU", "M", "cm-ou-mifi", 25)),
    *(("GAB", "F", None, 30), ("GAB", "M", None, 9)),
]
NIGERIA = [
    *(("NG-LA", "F", None, 30), ("NG-LA", "M", None, 40), ("NG-OG", "F", None, 9)),
    *(("NG-CR", "F", None, 2), ("NG-CR", "M", None, 3)),
    *(("FR-01", "F", None, 3), ("FR-02", "F", None, 18), ("FRA", "M", None, 24)),
]
TABLES = ("country", "district", "region", "division")


def table(rows):
    counts = pd.DataFrame(rows, columns=["place", "sex", "origin", "count"])
    return counts.astype({"count": "Int64", "origin": "string"})


def figures(protected):
    cells = protected.cells
    shown = cells["count"].astype("Float64").where(cells["state"] == "value")
    return dict(zip(zip(cells["place"], cells["sex"], strict=True), shown, strict=True))


def test_three_women_of_menoua_are_found_by_no_subtraction():
    """Sum the women by country, take the other divisions' away: 3 were left over."""
    release = Release(table(MENOUA))
    by_country = release.by("country").cells
    women = by_country.loc[by_country["sex"] == "F", "count"]
    assert women.sum() == 193
    divisions = release.by("division").cells
    shown = divisions[(divisions["sex"] == "F") & (divisions["state"] == "value")]
    assert 193 - shown["count"].sum() > 3
    low, high = bounds(release, "cm-ou-menoua", "F")
    assert high - low + 1 >= 4


def bounds(release, place, sex):
    """Return the least and the most people that a reader of every table must take for possible."""
    rows = table(MENOUA).fillna({"origin": "origin-not-stated"})
    region = {**parts_of(read_origin()).at("region"), "origin-not-stated": "origin-not-stated"}
    held = release.attached.report.units.set_index("unit")["place"]
    of_row = {
        "country": rows["place"],
        "district": rows["place"].map(held),
        "region": rows["origin"].map(region),
        "division": rows["origin"],
    }
    # A reader knows no joint table: residence and origin are unknown apart and have the same sums.
    sides = {"country": 0, "district": 0, "division": 1, "region": 1}
    keys = [
        {key: at for at, key in enumerate(sorted(set(zip(of_row[name], rows["sex"], strict=True))))}
        for name in ("country", "division")
    ]
    width = len(keys[0]) + len(keys[1])
    known, sums = [], []
    for by in TABLES:
        side = sides[by]
        own = of_row[("country", "division")[side]]
        within = dict(zip(own, of_row[by], strict=True))
        for (where, which), count in figures(release.by(by)).items():
            if pd.isna(count):
                continue
            row = np.zeros(width)
            for (inner, one), at in keys[side].items():
                if within[inner] == where and which in ("T", one):
                    row[at + side * len(keys[0])] = 1
            known.append(row)
            sums.append(float(count))
    for one in "FM":
        row = np.zeros(width)
        for side in (0, 1):
            for (_, which), at in keys[side].items():
                row[at + side * len(keys[0])] = (1 - 2 * side) * (which == one)
        known.append(row)
        sums.append(0.0)
    aim = np.zeros(width)
    aim[keys[1][place, sex] + len(keys[0])] = 1
    found = [
        linprog(sign * aim, A_eq=np.array(known), b_eq=sums, bounds=[(1, 1000)] * width)
        for sign in (1, -1)
    ]
    return round(found[0].fun), round(-found[1].fun)


def test_every_table_is_the_same_whichever_is_asked_for_first():
    counts = pd.concat([table(MENOUA), table(NIGERIA[:-3])], ignore_index=True)
    wanted = {by: figures(Release(counts).by(by)) for by in TABLES}
    for order in itertools.permutations(TABLES):
        shuffled = Release(counts.sample(frac=1, random_state=1))
        for by in order:
            assert str(figures(shuffled.by(by))) == str(wanted[by])


def test_countries_add_their_parts_up_and_are_protected_whole():
    release = Release(table(NIGERIA).drop(columns="origin").drop(index=7))
    by_country = figures(release.by("country"))
    assert by_country["NGA", "F"] == 41
    assert by_country["FRA", "F"] == 21
    # Nobody sees admin-1 units: only what districts have of them is hidden.
    cells = release.by("district").cells
    hidden = cells[cells["state"] == "suppressed"]
    assert set(hidden["place"]) == {"nga-abuja", "nga-lagos-cg"}
    assert set(hidden["sex"]) == {"F", "M"}


def test_a_district_of_many_small_parts_stays_on_the_map():
    """With a new consulate in Lyon, the district of Paris has 728 people in departments of few."""
    shipped = read_districts()
    rows = [("rest of FRA", "fra-paris"), *((f"FR-{n}", "fra-marseille") for n in (69, "01", 38))]
    memberships = pd.DataFrame(rows, columns=["unit", "district"]).assign(
        valid_from="", valid_to="", confidence="documented", basis="", source="", note=""
    )
    districts = replace(shipped, memberships=memberships[list(shipped.memberships.columns)])
    departments = [unit for unit in known_units().parts["FRA"] if unit not in dict(rows)]
    people = [1 + number % 15 for number in range(len(departments))]
    people[0] += 728 - sum(people)
    parts = [*zip(departments, people, strict=True), ("FR-69", 90), ("GAB", 4_182)]
    counts = table(
        [
            (place, sex, None, count)
            for place, people in parts
            for sex, count in (("F", people // 2), ("M", people - people // 2))
        ]
    ).drop(columns="origin")
    assert counts["count"].sum() == 5_000
    by_district = figures(Release(counts, districts=DistrictChoice(districts)).by("district"))
    assert by_district["fra-paris", "T"] == 728
    assert not any(pd.isna(figure) for figure in by_district.values())


def test_weights_hide_the_same_parts():
    counts = table([("NGA", "F", None, 41), ("NGA", "M", None, 3), ("FRA", "F", None, 50)])
    weights = Weights(dict.fromkeys(known_units().parts["NGA"], Fraction(1)), "people", "w.csv")
    plain, shared = Release(counts), Release(counts, districts=DistrictChoice(weights=weights))
    assert plain.patterns == shared.patterns
    assert {cell.table for cell in plain.patterns[()].hidden} >= {"country", "district"}
    assert plain.by("district").apportioned == ()
    assert shared.by("district").apportioned == ("NGA",)
    assert "NGA" not in set(shared.by("district").cells["place"])


def test_releases_of_the_same_counts_districts_and_profile_are_one():
    counts = table(MENOUA)
    release = Release(counts)
    name = release.by("country").release
    assert {release.by(by).release for by in TABLES} == {name}
    assert Release(counts.sample(frac=1, random_state=3)).name == name
    others = (
        Release(counts, STRICT),
        Release(counts.assign(count=counts["count"] + 1)),
        Release(counts, districts=DistrictChoice(day="2010-01-01")),
        Release(counts, districts=DistrictChoice(read_districts())),
    )
    assert name not in {other.name for other in others}
    assert name not in repr(release.by("country"))


def test_renderers_take_tables_of_one_release_only():
    release = Release(table(MENOUA))
    other = replace(release, profile=STRICT)
    assert [at.by for at in tables_of(release, ("district", "country"))] == ["district", "country"]
    assert tables_of(release)[0].by == tables_of(release.by("country"))[0].by == "country"
    both = [release.by("country"), Release(table(MENOUA)).by("district")]
    assert tables_of(both) == tuple(both)
    with pytest.raises(NotProtectedError, match="two releases"):
        tables_of([release.by("country"), other.by("district")])
    with pytest.raises(NotProtectedError, match="not protected"):
        tables_of([table(MENOUA)])
    with pytest.raises(UsageError, match="are by country"):
        tables_of(release.by("country"), ["district"])


def test_there_are_no_other_tables():
    with pytest.raises(UsageError, match="no level 'village'"):
        Release(table(MENOUA)).by("village")


@pytest.mark.parametrize("by", TABLES)
def test_nothing_hidden_is_in_a_table_or_its_copies(by):
    # The men are hidden, since the women are.
    counts = table([("FRA", "F", "cm-ou-menoua", 3), ("FRA", "M", "cm-ou-menoua", 987651)])
    protected = Release(counts).by(by)
    assert "suppressed" in set(protected.cells["state"])
    hidden = protected.cells["count"].isna()
    assert set(protected.cells["count"].array._data[hidden]) <= {0, 1}
    again = copy.deepcopy(protected)
    assert (987651).to_bytes(4, "little") not in pickle.dumps(again)
    assert str(figures(again)) == str(figures(protected))
    assert again.geography.name == protected.geography.name


def test_the_counts_of_the_caller_are_not_changed():
    counts = table(MENOUA)
    before = counts.copy()
    for by in TABLES:
        cells = Release(counts).by(by).cells
        cells["count"] = 0
    pd.testing.assert_frame_equal(counts, before)
