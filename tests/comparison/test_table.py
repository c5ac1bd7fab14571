from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.comparison import compare_counts, save_range_map
from diasporamap.errors import UsageError
from diasporamap.maps.ranges import ranges_of

STOCK = "place,women,men\nFRA,58769,34214\nGAB,1000,2000\n"
ALL = '[source.all]\ntitle = "A"\ncitation_fr = "T"\ncitation_en = "A"\nall_origins = true\n'


@pytest.fixture
def with_all(tmp_path):
    """A source of people from Cameroon, and one of migrants from all countries."""
    tmp_path.joinpath("stock.csv").write_text(STOCK, encoding="utf-8")
    tmp_path.joinpath("all.csv").write_text("place,women,men\nFRA,9,9000000\n", encoding="utf-8")
    tmp_path.joinpath("all.sources.toml").write_text(ALL, encoding="utf-8")
    return [tmp_path / "all.csv", tmp_path / "stock.csv"]


def test_migrants_of_all_origins_stand_apart(with_all, tmp_path):
    comparison = compare_counts(with_all)
    assert comparison.columns == ("stock", "all (all origins)")
    row = comparison.table.set_index("place").loc["FRA"]
    assert row["all (all origins)"] == 9_000_009
    assert row[["lowest", "highest", "ratio"]].isna().all()
    assert comparison.warnings[0].startswith("all (all origins): the figures are migrants from all")
    assert [column.name for column in comparison.compared] == ["stock"]
    with pytest.raises(UsageError, match="needs 2 sources or definitions to compare"):
        save_range_map(comparison, tmp_path / "range.png")
    assert not (tmp_path / "range.png").exists()


def test_only_migrants_of_all_origins_make_no_range(with_all):
    comparison = compare_counts(with_all[:1])
    assert comparison.compared == ()
    assert comparison.table["lowest"].isna().all()


def test_the_table_and_the_map_have_one_range(comparison):
    table = comparison.table.set_index("place")
    ranges = ranges_of(comparison.compared).table
    several = ranges["shown"] > 1
    assert table.loc[several, "highest"].tolist() == ranges.loc[several, "highest"].tolist()
    assert table.loc[~several, "lowest"].isna().all()
    assert table.at["DEU", "register (registered)"] == "suppressed"
    assert pd.isna(table.at["DEU", "ratio"])


def test_what_a_published_source_withholds_is_told_apart_from_what_is_hidden(tmp_path):
    for name, published in (("eurostat", "true"), ("register", "false")):
        path = tmp_path / f"{name}.csv"
        path.write_text("place,women,men\nFRA,~,90\nDEU,70,80\nBEL,2,1\n", encoding="utf-8")
        path.with_suffix(".sources.toml").write_text(
            f'[source.{name}]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\n'
            f'definition = "national"\npublished = {published}\n',
            encoding="utf-8",
        )
    files = [tmp_path / "eurostat.csv", tmp_path / "register.csv"]
    table = compare_counts(files, measure="women").table.set_index("place")
    assert table["eurostat (national)"].to_dict() == {"BEL": 2, "DEU": 70, "FRA": "withheld"}
    assert table["register (national)"].to_dict() == {
        "BEL": "suppressed",
        "DEU": 70,
        "FRA": "suppressed",
    }


def test_the_order_of_files_changes_no_range(files, comparison):
    turned = compare_counts(files[::-1])
    kept = ["place", "lowest", "highest", "ratio"]
    pd.testing.assert_frame_equal(turned.table[kept], comparison.table[kept])


def test_sources_that_are_protected_by_themselves_are_warned_of(comparison):
    (warning,) = comparison.warnings
    assert warning.startswith("2 of the columns are not published")


def test_a_source_without_the_year_is_left_out_with_a_word(tmp_path):
    for name, year in (("a", 2010), ("b", 2020)):
        text = f"place,women,men,year\nFRA,100,200,{year}\n"
        tmp_path.joinpath(f"{name}.csv").write_text(text, encoding="utf-8")
    tmp_path.joinpath("c.csv").write_text("place,women,men\nFRA,1000,2000\n", encoding="utf-8")
    comparison = compare_counts([tmp_path / f"{name}.csv" for name in "abc"], year=2010)
    assert comparison.columns == ("a (2010)", "c")
    assert comparison.warnings == ("b has no year 2010 and is left out",)
