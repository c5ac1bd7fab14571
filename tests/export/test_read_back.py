"""What is written here is read here unchanged, whatever stands in its cells."""

from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.commands import main
from diasporamap.export import write_table
from diasporamap.readers.registry import read_counts
from diasporamap.tables.frames import read_raw
from tests.readers.writers.plain import PLACES
from tests.readers.writers.tables import WITHHELD, read_cells, tables

OFTEN = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FORMULAS = ["=1+1", "+1", "-", "@SUM(A1)", "'=1", "''=1", "' -1", " =1", "'tis", "\t=1", "\uff1d1"]
TEXTS = st.one_of(
    st.sampled_from([*FORMULAS, 'a "b", c; d|e', "NA", "1 234", "01", "one\ntwo"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
CELLS = st.one_of(TEXTS, st.integers(-(10**6), 10**9), st.none())
ENDINGS = ["csv", "xlsx"]


def as_read(cell):
    return "" if cell is None else str(cell).strip()


@pytest.mark.parametrize("ending", ENDINGS)
@OFTEN
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_any_table(tmp_path, ending, rows):
    path = tmp_path / f"table.{ending}"
    write_table(pd.DataFrame(rows, columns=["first", "second", "third"], dtype="object"), path)
    texts = [tuple(map(as_read, row)) for row in rows]
    table = read_raw(path)
    assert table.header == ("first", "second", "third")
    assert [cells for _, cells in table.rows] == [cells for cells in texts if any(cells)]
    assert table.formulas == frozenset()


@pytest.mark.parametrize("ending", ENDINGS)
@OFTEN
@given(table=tables([*PLACES, *FORMULAS[:4], "'=1", "' -1"]))
def test_any_counts(tmp_path, ending, table):
    columns = {"place": "string", "year": "Int64", "sex": "string", "count": "Int64"}
    rows = [
        (*key, *((None, WITHHELD) if figure == WITHHELD else (figure, None)))
        for key, figure in table.items()
    ]
    counts = pd.DataFrame(rows, columns=[*columns, "status"]).astype(columns)
    path = tmp_path / f"counts.{ending}"
    write_table(counts, path)
    assert read_cells(read_counts(path).table) == table


@pytest.fixture
def run():
    def running(*arguments):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code == 0, result.output
        return result

    return running


@pytest.mark.parametrize("ending", ENDINGS)
def test_counts_of_persons(tmp_path, run, ending):
    persons, output = tmp_path / "persons.csv", tmp_path / f"counts.{ending}"
    lines = ["pays;sexe;an;région", "=Pays;F;2020;Ouest", "=Pays;;2020;Ouest", "France;M;2021;-"]
    persons.write_text("\n".join(lines) + "\n", encoding="utf-8")
    by = (
        "--place-column",
        "pays",
        "--sex-column",
        "sexe",
        "--year-column",
        "an",
        "--by-column",
        "région",
    )
    run("aggregate", persons, output, *by)
    counts = read_counts(output).table
    assert counts["count"].sum() == 3
    people = {key: count for key, count in read_cells(counts).items() if count}
    assert people == {("=Pays", 2020, "F"): 1, ("=Pays", 2020, "U"): 1, ("FRA", 2021, "M"): 1}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_comparison_and_rows_that_fit_no_place(tmp_path, run, ending):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("place,women,men\nFrance,1200,1300\nGabon,3,90\n=Atlantis,7,8\n", "utf-8")
    second.write_text("place,women,men\nFrance,1000,1500\nTchad,70,80\n", "utf-8")
    lost, table = tmp_path / f"lost.{ending}", tmp_path / f"table.{ending}"
    run("check", first, "--allow-unmatched", lost)
    unmatched = read_raw(lost)
    place, people = unmatched.header.index("place"), unmatched.header.index("people")
    assert [(cells[place], cells[people]) for _, cells in unmatched.rows] == [
        ("=Atlantis", "7"),
        ("=Atlantis", "8"),
    ]
    first.write_text("place,women,men\nFrance,1200,1300\nGabon,3,90\n", "utf-8")
    run("compare", first, second, "--output", table)
    compared = read_raw(table)
    assert {cells[0] for _, cells in compared.rows} == {"FRA", "GAB", "TCD"}
    french = next(cells for _, cells in compared.rows if cells[0] == "FRA")
    assert french.count("2500") == 4  # both sources, lowest and highest
