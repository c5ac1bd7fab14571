"""Whatever counts a workbook of UN DESA holds are read from it exactly."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.readers.registry import read_counts
from tests.readers.writers import undesa
from tests.readers.writers.tables import WITHHELD, figures, read_cells, tables

OFTEN = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def as_published(draw, revision):
    """Draw women and men of places and years; people of unknown sex are the rest of a total."""
    keys = tables(list(undesa.PLACES), sexes="F", years=undesa.YEARS[revision], most=12)
    table = {}
    for place, year, _ in draw(keys):
        women, men = draw(figures()), draw(figures())
        table |= {(place, year, "F"): women, (place, year, "M"): men}
        if women not in (None, WITHHELD) and men not in (None, WITHHELD) and draw(st.booleans()):
            table[place, year, "U"] = draw(st.integers(1, 10**6))
        elif women is None and men is None and draw(st.booleans()):
            table[place, year, "U"] = draw(st.integers(0, 10**6))
    return table


published = st.composite(as_published)


def assert_read(path, table, revision, *, every_year):
    counts = read_counts(path).table
    assert counts["source"].unique().tolist() == [f"undesa_{revision}"]
    assert counts["definition"].unique().tolist() == ["born_in"]
    found = read_cells(counts)
    places = {place for place, _, _ in table}
    others = {
        (place, year, sex): None
        for place in places
        for year in undesa.YEARS[revision]
        for sex in "FM"
        if (place, year, "F") not in table
    }
    total_alone = {key for key in table if (*key[:2], "U") in table and table[key] is None}
    told = {key: figure for key, figure in table.items() if key not in total_alone}
    assert found == {**told, **(others if every_year else {})}
    return counts


@pytest.mark.parametrize("revision", ["2020", "2024"])
@OFTEN
@given(data=st.data())
def test_destination_and_origin(tmp_path, revision, data):
    table = data.draw(published(revision))
    undesa.write_both(tmp_path / "both.xlsx", table, revision)
    counts = assert_read(tmp_path / "both.xlsx", table, revision, every_year=True)
    assert counts.index.is_monotonic_increasing


@pytest.mark.parametrize("two_rows", [False, True])
@OFTEN
@given(data=st.data())
def test_destination(tmp_path, two_rows, data):
    revision = "2019" if two_rows else "2020"
    table = data.draw(published(revision))
    undesa.write_destinations(tmp_path / "one.xlsx", table, revision, two_rows=two_rows)
    assert_read(tmp_path / "one.xlsx", table, revision, every_year=True)


@OFTEN
@given(data=st.data())
def test_matrix_of_origins(tmp_path, data):
    table = data.draw(published("2019"))
    undesa.write_matrix(tmp_path / "matrix.xlsx", table)
    assert_read(tmp_path / "matrix.xlsx", table, "2019", every_year=False)
