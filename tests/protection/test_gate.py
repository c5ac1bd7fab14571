from __future__ import annotations

import copy
import dataclasses
import pickle

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.sources import Source
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError, NotProtectedError
from diasporamap.protection import STANDARD, STRICT, ProtectedCounts, Release, require_protected
from diasporamap.protection.gate import place_cells

DESA = Source("desa", "Stock", "ONU", "UN", published=True)
REGISTER = Source("register", "Registre", "Registre", "Register")


def counts(*rows, columns=("place", "sex", "count")):
    return pd.DataFrame(rows, columns=columns)


def protect(table, profile=STANDARD, *, sources=None):
    return Release(table, profile, sources or {}).by("country")


def figures(protected, place):
    cells = protected.cells.set_index(["place", "sex"]).loc[place]
    return {
        sex: (cells.at[sex, "state"] if pd.isna(count) else int(count))
        for sex, count in cells["count"].items()
    }


def test_large_cells_pass_with_their_total():
    protected = protect(counts(("FRA", "F", 58769), ("FRA", "M", 34214)))
    assert figures(protected, "FRA") == {"F": 58769, "M": 34214, "T": 92983}
    assert protected.suppressed_cells == 0


def test_a_small_cell_takes_a_partner_and_the_total_stays():
    protected = protect(counts(("NAM", "F", 4), ("NAM", "M", 17), ("NAM", "U", 0)))
    assert figures(protected, "NAM") == {
        "F": "suppressed",
        "M": "suppressed",
        "U": 0,
        "T": 21,
    }


def test_primary_and_partner_look_the_same():
    cells = protect(counts(("NAM", "F", 4), ("NAM", "M", 17))).cells
    primary, partner = (cells[cells["sex"] == sex].drop(columns="sex") for sex in "FM")
    assert primary.reset_index(drop=True).equals(partner.reset_index(drop=True))


def test_the_strict_profile_hides_more():
    table = counts(("NAM", "F", 8), ("NAM", "M", 17))
    assert protect(table).suppressed_cells == 0
    assert protect(table, STRICT).suppressed_cells == 2


def test_a_blank_part_leaves_no_total_and_an_absent_one_does():
    protected = protect(counts(("LVA", "M", 40), ("POL", "M", 40), ("POL", "F", None)))
    assert figures(protected, "LVA") == {"F": "no_data", "M": 40, "T": 40}
    assert figures(protected, "POL") == {"F": "no_data", "M": 40, "T": "no_data"}


def test_a_total_without_sexes_is_of_unknown_sex():
    assert figures(protect(counts(("LVA", "U", 40))), "LVA") == {
        "F": "no_data",
        "M": "no_data",
        "U": 40,
        "T": 40,
    }


def test_only_a_source_declared_as_published_passes_untouched():
    table = counts(
        ("NAM", "F", 1, "desa"),
        ("NAM", "M", 2, "desa"),
        ("NAM", "F", 1, "register"),
        ("NAM", "M", 2, "register"),
        columns=("place", "sex", "count", "source"),
    )
    declared = protect(table, sources={"desa": DESA, "register": REGISTER})
    assert declared.suppressed_cells == 3
    assert declared.cells.query("source == 'desa'")["count"].tolist() == [1, 2, 3]
    assert declared.sources == {"desa": DESA, "register": REGISTER}
    assert protect(table).suppressed_cells == 6


def test_a_blank_source_is_not_published():
    table = counts(("NAM", "F", 1, None), columns=("place", "sex", "count", "source"))
    assert protect(table, sources={"desa": DESA}).suppressed_cells == 3


def test_years_and_definitions_stay_apart():
    table = counts(
        ("NAM", "F", 30, 2010, "born_in"),
        ("NAM", "F", 3, 2020, "born_in"),
        ("NAM", "F", 40, 2020, "national"),
        columns=("place", "sex", "count", "year", "definition"),
    )
    cells = protect(table).cells
    assert list(cells.columns) == [
        *("place", "year", "definition", "sex", "count", "state"),
    ]
    shown = cells[cells["sex"] == "T"]
    assert shown["state"].tolist() == ["value", "suppressed", "value"]


def test_other_dimensions_are_summed_first():
    table = counts(
        ("NAM", "F", 3, "OU"), ("NAM", "F", 4, "CE"), columns=("place", "sex", "count", "origin")
    )
    assert figures(protect(table), "NAM") == {"F": 7, "M": "no_data", "T": 7}


def test_the_order_of_the_rows_does_not_matter():
    table = counts(("NAM", "M", 17), ("FRA", "F", 9), ("NAM", "F", 4), ("FRA", "M", 9))
    pd.testing.assert_frame_equal(protect(table).cells, protect(table.iloc[::-1]).cells)


def test_the_counts_of_the_caller_are_not_changed():
    table = counts(("NAM", "M", 17), ("NAM", "F", 4))
    before = table.copy()
    cells = protect(table).cells
    cells["count"] = 99
    pd.testing.assert_frame_equal(table, before)


def test_changing_the_cells_changes_a_copy():
    protected = protect(counts(("NAM", "M", 17)))
    cells = protected.cells
    cells["count"] = 99
    assert figures(protected, "NAM")["M"] == 17


def test_a_suppressed_value_is_nowhere_in_the_object():
    table = counts(("NAM", "F", 4), ("NAM", "M", 9876), ("NAM", "U", 0))
    table.attrs["note"] = "9876"
    protected = protect(table)
    kept = [repr(protected), protected.cells.to_string(), str(protected.cells.attrs)]
    kept += [str(vars(protected)), pickle.dumps(protected).decode("latin-1")]
    assert figures(protected, "NAM")["M"] == "suppressed"
    assert not any("9876" in text for text in kept)
    assert (9876).to_bytes(2, "little") not in pickle.dumps(protected)
    hidden = protected.cells["count"].array._data[protected.cells["count"].isna()]
    assert set(hidden) <= {0, 1}


def test_protected_counts_are_made_by_a_release_alone():
    cells = protect(counts(("NAM", "M", 17))).cells
    with pytest.raises(NotProtectedError, match="made by release"):
        ProtectedCounts(cells, STANDARD, {}, "country", "", DistrictChoice())
    with pytest.raises((NotProtectedError, ValueError)):
        dataclasses.replace(protect(counts(("NAM", "M", 17))), profile=STRICT)


def test_a_copy_of_protected_counts_is_protected():
    protected = protect(counts(("NAM", "M", 17)))
    assert figures(require_protected(copy.deepcopy(protected)), "NAM")["M"] == 17


def test_the_gate_lets_only_protected_counts_through():
    protected = protect(counts(("NAM", "M", 17)))
    assert require_protected(protected) is protected
    for raw in (counts(("NAM", "M", 17)), protected.cells, None):
        with pytest.raises(NotProtectedError, match="Take a table of a release"):
            require_protected(raw)


def test_counts_that_break_the_schema_do_not_get_in():
    with pytest.raises(CountsError, match="negative"):
        protect(counts(("NAM", "M", -17)))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["FRA", "NAM", "XKX", "CIV"]),
        st.sampled_from(["F", "M", "U"]),
        st.one_of(st.none(), st.integers(0, 12), st.integers(0, 10**6)),
    ),
    min_size=1,
    unique_by=lambda row: row[:2],
)


@given(ROWS)
def test_every_figure_is_honest(rows):
    """Shown figures are true and add up; blank stays blank; zero stays zero."""
    given_parts = {row[:2]: row[2] for row in rows}
    cells = protect(counts(*rows)).cells
    hidden = {(at.place, at.sex) for at in cells.itertuples() if at.state == "suppressed"}
    for cell in cells.itertuples():
        parts = {sex: n for (place, sex), n in given_parts.items() if place == cell.place}
        true = parts.get(cell.sex) if cell.sex != "T" else None
        if cell.sex == "T" and None not in parts.values():
            true = sum(parts.values())
        if cell.state == "value":
            assert cell.count is not pd.NA
            assert cell.count == true
        else:
            assert pd.isna(cell.count)
        if cell.state == "no_data":
            assert true is None
        # Where a total is hidden, so is a sex of which the counts say nothing, as if it were zero.
        elif true is None:
            assert cell.sex in "FM"
            assert cell.state == "suppressed"
            assert (cell.place, "T") in hidden


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("FRA", "F", 30), ("FRA", "M", 40)], True),
        ([("FRA", "F", 3), ("FRA", "M", 40)], False),
        ([("FRA", "F", 30), ("FRA", "M", None), ("GAB", "F", 50)], False),
    ],
)
def test_sums_are_told_only_where_every_figure_is_shown(rows, told):
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    assert protect(counts).sums_told is told


def test_a_hidden_sex_that_the_counts_do_not_name_is_seen_as_hidden():
    """Else a reader would count on nobody there."""
    table = counts(("FRA", "F", 3), ("FRA", "M", 31))
    cells = place_cells(table, {("FRA", sex) for sex in "FUT"}).set_index("sex")
    assert cells["state"].to_dict() == {
        **dict.fromkeys("FUT", "suppressed"),
        "M": "value",
    }
    assert "U" not in set(place_cells(table, {("FRA", "F")})["sex"])
