from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.comparison import compare_counts
from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.example import example_path
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
    table = pd.read_csv(output) if ending == "csv" else pd.read_excel(output, engine="openpyxl")
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


def test_maps_and_table_are_written_in_one_run(tmp_path):
    outputs = [tmp_path / "range.png", tmp_path / "range.html", tmp_path / "table.csv"]
    result = compare(
        *(example_path(), REGISTER, "--map", outputs[0], "--map", outputs[1]),
        *("--output", outputs[2], "--language", "en", "--title", "Both"),
    )
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in outputs}
    last = result.output.splitlines()[-1]
    assert last.startswith("World map with proportional circles, a disc for the lowest")
    assert "Both. By country of residence: several figures in 8 countries" in last
    assert "<title>Both</title>" in outputs[1].read_text(encoding="utf-8")


def test_options_that_say_nothing_are_usage_errors(tmp_path):
    for arguments, message in (
        (("--language", "en"), "--language is about the map"),
        (("--title", "T"), "--title is about the map"),
        (("--sheet", "Table"), "None of them is a workbook"),
        (("--source", "nobody"), "No file has the source 'nobody'"),
        (("--format", "table", "--format", "table", "--format", "table"), "is given 3 times"),
        (("--map", tmp_path / "a.gif"), "does not end in .png"),
        (("--map", tmp_path / "a.png", "--origin", "XX"), "is no country code"),
    ):
        result = compare(example_path(), REGISTER, *arguments)
        assert result.exit_code == 2, (arguments, result.output)
        assert message in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_map_of_one_source_is_refused_and_nothing_is_written(tmp_path):
    output = tmp_path / "table.csv"
    result = compare(example_path(), "--map", tmp_path / "a.png", "--output", output)
    assert result.exit_code == 2
    assert "needs 2 sources or definitions" in result.output
    assert list(tmp_path.iterdir()) == []


def test_rows_that_fit_no_place_go_to_one_file(tmp_path):
    paths = []
    for name, place in (("a", "Francia"), ("b", "Gabonn")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"place,women,men\nFRA,10,20\n{place},1,2\n", encoding="utf-8")
        paths.append(path)
    refused = compare(*paths)
    assert refused.exit_code == 1
    assert "Francia" in refused.output
    assert "Gabonn" in refused.output
    lost = tmp_path / "lost.csv"
    result = compare(*paths, "--allow-unmatched", lost)
    assert result.exit_code == 0, result.output
    table = pd.read_csv(lost, comment="#")
    assert set(zip(table["file"], table["place"], strict=True)) == {
        *(("a.csv", "Francia"), ("b.csv", "Gabonn")),
    }
