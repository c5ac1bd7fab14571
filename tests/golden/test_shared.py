"""The real files beside the checkout are read with no option, as worked out by hand from them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from diasporamap.api import release
from diasporamap.commands import main
from diasporamap.counts.origin_files import read_origin
from diasporamap.places.countries import match_place
from diasporamap.places.origins import match_origin
from diasporamap.readers.registry import read_counts, recognise
from tests.notes import texts

DATA = Path(__file__).parents[3] / "shared" / "data"
EXPECTED = Path(__file__).with_name("shared")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


def expected(name):
    return (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("file", "golden"),
    [("kobo_labels_fr_default", "kobo_labels"), ("kobo_xml_values_hierarchy", "kobo_xml")],
)
def test_both_exports_of_a_survey_give_the_same_counts(file, golden, ending):
    path = DATA / "kobo" / f"{file}.{ending}"
    assert recognise(path).format == "kobo"
    assert read_counts(path).table.to_csv(lineterminator="\n") == expected(golden)


def test_members_of_a_repeated_group_take_the_place_of_their_household():
    path = DATA / "kobo" / "kobo_xml_values_hierarchy.xlsx"
    counts = read_counts(path, sheet="membres_menage").table
    assert counts.to_csv(lineterminator="\n") == expected("kobo_members_xml")
    labels = read_counts(
        DATA / "kobo" / "kobo_labels_fr_default.xlsx", sheet="membres_menage"
    ).table
    assert labels["count"].sum() == 3
    assert labels["place"].tolist() == ["France", "France", "Gabon", "Gabon"]


def test_places_and_origins_of_both_exports_are_the_same():
    from_cameroon = partial(match_origin, origin=read_origin("CMR"))
    labels = read_counts(DATA / "kobo" / "kobo_labels_fr_default.csv").table
    codes = read_counts(DATA / "kobo" / "kobo_xml_values_hierarchy.csv").table
    for match, column in ((match_place, "place"), (from_cameroon, "origin")):
        found = [[match(name).place for name in table[column]] for table in (labels, codes)]
        assert found[0] == found[1]
    assert [from_cameroon(name).place for name in labels["origin"].unique()] == [
        *("CM-OU", "CM-NW", "CM-EN", "CM-SW"),
    ]


def test_a_workbook_of_un_desa():
    path = DATA / "undesa" / "undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx"
    recognised = recognise(path)
    assert (recognised.format, recognised.sheet, recognised.header_rows) == (
        *("undesa", "Table 1", (11,)),
    )
    assert any("47 groups of countries" in note for note in texts(recognised.notes))
    assert "the places add up to the total of the table, both sexes together" in tuple(
        map(str, recognised.notes)
    )
    counts = read_counts(path).table
    assert counts["source"].unique().tolist() == ["undesa_2020"]
    assert counts["place"].nunique() == 234
    cells = counts.set_index(["place", "sex", "year"])["count"]
    golden = pd.read_csv(EXPECTED / "undesa_2020_destination.csv", dtype={"place": "string"})
    for place, sex, year, count in golden.itertuples(index=False):
        found = cells.loc[(place, sex, year)]
        assert pd.isna(found) if pd.isna(count) else found == count
    world = counts[counts["year"] == 2020]["count"].sum()
    assert world + 84_087 == 280_598_105  # the Channel Islands, and the row WORLD of the workbook


def test_a_workbook_of_un_desa_goes_through_every_command_without_an_option(tmp_path):
    path = str(DATA / "undesa" / "undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx")
    aside = (
        "left out Channel Islands (830), which is no single place (Guernsey and Jersey together)"
    )
    for arguments in (
        ["check", path],
        ["map", path, str(tmp_path / "world.svg")],
        ["web", path, str(tmp_path / "world.html")],
        ["compare", path],
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert f"{aside}: 84,087 people in 2020" in result.output
    made = release(path)
    assert (made.read.report.rows_unmatched, made.by().suppressed_cells) == (0, 0)
    whole = made.by().cells.query("sex == 'T'")["count"].sum()
    assert whole + 84_087 == 280_598_105


def test_the_shared_figures_of_people_born_in_cameroon():
    counts = read_counts(DATA / "undesa" / "cameroon_origin_stock_by_sex_1990_2020.csv").table
    sums = counts[counts["year"] == 2020].groupby("sex")["count"].sum()
    assert (len(counts), counts["place"].nunique()) == (698, 57)
    assert (sums["F"], sums["M"]) == (221_636, 219_379)
