"""Whatever counts a file of Eurostat, the OECD or another SDMX source holds are read exactly."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.readers.registry import read_counts, read_table
from tests.readers.writers import eurostat, oecd, sdmx
from tests.readers.writers.tables import PEOPLE, WITHHELD, figures, read_cells, tables

OFTEN = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DIMENSIONS = ("freq", "origin", "age", "unit", "sex", "geo")
MANNERS = st.builds(
    eurostat.Manner,
    origin=st.sampled_from(["c_birth", "citizen"]),
    order=st.permutations(DIMENSIONS).map(tuple),
    names=st.sampled_from(["id", "name", "both"]),
    separator=st.sampled_from([",", ";", "\t"]),
    confidential=st.booleans(),
    totals=st.booleans(),
    others=st.booleans(),
)
DEFINITIONS = {"c_birth": "born_in", "citizen": "national"}


def in_iso(table):
    return {(eurostat.GEO[place], *rest): figure for (place, *rest), figure in table.items()}


@OFTEN
@given(table=tables(list(eurostat.GEO)), manner=MANNERS)
def test_sdmx_csv_of_eurostat(tmp_path, table, manner):
    path = tmp_path / "estat.csv"
    path.write_text(eurostat.sdmx_csv(table, manner), encoding="utf-8", newline="")
    counts = read_counts(path).table
    assert read_cells(counts) == in_iso(table)
    dataset = {"c_birth": "migr_pop3ctb", "citizen": "migr_pop1ctz"}[manner.origin]
    assert counts["source"].unique().tolist() == [f"eurostat_{dataset}"]
    assert counts["definition"].unique().tolist() == [DEFINITIONS[manner.origin]]
    assert counts.index.is_monotonic_increasing


@OFTEN
@given(table=tables(list(eurostat.GEO)), manner=MANNERS)
def test_tsv_of_eurostat(tmp_path, table, manner):
    from dataclasses import replace

    path = tmp_path / "estat.tsv"
    text = eurostat.tsv(table, replace(manner, confidential=False))
    path.write_text(text, encoding="utf-8", newline="")
    counts = read_counts(path).table
    found = read_cells(counts)
    assert {key: found.pop(key) for key in in_iso(table)} == in_iso(table)
    assert set(found.values()) <= {None}  # every row has every year
    assert counts["definition"].unique().tolist() == [DEFINITIONS[manner.origin]]


@st.composite
def women_and_men(draw):
    """Draw women and men; of a withheld or blank figure of women no men are told."""
    keys = draw(tables(list(oecd.PLACES), sexes="F"))
    table = {}
    for place, year, _ in keys:
        table[place, year, "F"] = women = draw(figures())
        if women not in (None, WITHHELD):
            table[place, year, "M"] = draw(PEOPLE)
    return table


@pytest.mark.parametrize("definition", ["born_in", "national"])
@OFTEN
@given(table=women_and_men(), labels=st.booleans())
def test_labelled_csv_of_the_oecd(tmp_path, definition, table, labels):
    path = tmp_path / "oecd.csv"
    path.write_text(oecd.labelled(table, definition, labels=labels), encoding="utf-8")
    found = read_table(path)
    assert read_cells(found.counts) == table
    assert found.counts["definition"].unique().tolist() == [definition]
    assert found.sources["oecd_df_mig"].published


@pytest.mark.parametrize("definition", ["born_in", "national"])
@OFTEN
@given(table=women_and_men())
def test_older_csv_of_the_oecd(tmp_path, definition, table):
    path = tmp_path / "MIG.csv"
    path.write_text(oecd.older(table, definition), encoding="utf-8")
    found = read_table(path)
    assert found.recognised.format == "oecd-legacy"
    assert read_cells(found.counts) == table
    assert found.counts["definition"].unique().tolist() == [definition]


@OFTEN
@given(
    table=tables(sdmx.PLACES),
    manner=st.builds(
        sdmx.Manner,
        separator=st.sampled_from([",", ";"]),
        year=st.sampled_from(["{}", "{}-A1"]),
        **{name: st.booleans() for name in ("both", "keys", "several", "action", "value_first")},
    ),
)
def test_sdmx_csv_2(tmp_path, table, manner):
    path = tmp_path / "sdmx.csv"
    path.write_text(sdmx.sdmx_csv(table, manner), encoding="utf-8", newline="")
    counts = read_counts(path).table
    assert read_cells(counts) == table
    assert counts["source"].unique().tolist() == ["df_diaspora"]
    assert counts.index.tolist() == list(range(2, 2 + len(table)))
