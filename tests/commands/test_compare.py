from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.comparison import compare_counts
from diasporamap.counts.example import example_path
from diasporamap.errors import CountsError, UsageError
from diasporamap.resources import shipped

REGISTER = shipped("examples") / "invented_register.csv"


def compare(*arguments):
    return CliRunner().invoke(main, ["compare", *map(str, arguments)], env={"COLUMNS": "200"})


def test_a_row_a_country_a_column_a_source():
    comparison = compare_counts([example_path(), REGISTER])
    assert comparison.columns == ("undesa_2020 (born_in, 2020)", "invented_register (registered)")
    table = comparison.table.set_index("place")
    nigeria = table.loc["NGA"]
    assert list(nigeria[list(comparison.columns)]) == [52_489, 6315]
    assert (nigeria["lowest"], nigeria["highest"], nigeria["ratio"]) == (6315, 52_489, 8.31)
    assert table.loc["FRA", comparison.columns[1]] is None
    assert pd.isna(table.loc["FRA", "ratio"])


def test_small_figures_of_a_register_are_hidden_and_in_no_range():
    table = compare_counts([example_path(), REGISTER]).table.set_index("place")
    assert table.loc["XKX", "invented_register (registered)"] == "suppressed"
    assert pd.isna(table.loc["XKX", "lowest"])
    assert table.loc["LVA", "undesa_2020 (born_in, 2020)"] == 4


def test_two_definitions_in_one_file_are_two_columns(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text(
        "place,women,men,year,definition\n"
        "FRA,100,200,2010,born_in\nFRA,10,20,2010,registered\nFRA,110,210,2020,born_in\n",
        encoding="utf-8",
    )
    comparison = compare_counts([path])
    assert comparison.columns == ("two (born_in, 2020)", "two (registered, 2010)")
    assert comparison.table[list(comparison.columns)].iloc[0].tolist() == [320, 30]
    women = compare_counts([path], measure="women", year=2010)
    assert women.table.iloc[0][["lowest", "highest"]].tolist() == [10, 100]


def test_the_same_source_twice_is_refused():
    with pytest.raises(CountsError, match="is in two of the files"):
        compare_counts([example_path(), example_path()])
    with pytest.raises(UsageError, match="No source has the year 1900"):
        compare_counts([example_path()], year=1900)
    with pytest.raises(UsageError, match="'share' is not compared"):
        compare_counts([example_path()], measure="share")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_is_written(tmp_path, ending):
    output = tmp_path / f"side_by_side.{ending}"
    result = compare(example_path(), REGISTER, "--output", output)
    assert result.exit_code == 0
    table = pd.read_csv(output) if ending == "csv" else pd.read_excel(output)
    assert table.set_index("place").at["NGA", "highest"] == 52_489
    assert "suppressed" in set(table["invented_register (registered)"])


def test_the_table_is_printed_with_its_citations():
    result = compare(example_path(), REGISTER)
    assert result.exit_code == 0
    (line,) = [line for line in result.output.splitlines() if "│ NGA" in line]
    assert [cell.strip() for cell in line.split("│")[1:-1]] == [
        *("NGA", "Nigeria", "52,489", "6,315", "6,315", "52,489", "8.31"),
    ]
    assert "undesa_2020: United Nations" in result.output
