"""Shipped figures of every origin are those of their source, and are read in place of a file."""

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.reference import REVISIONS, named
from diasporamap.readers.registry import read_counts, read_table, read_undesa
from diasporamap.resources import PACKAGE, shipped
from tests.notes import texts

DATA = PACKAGE.parent.parent / "shared" / "data"
TABLES = ("undesa_stock_2020", "undesa_stock_2024", "remittances_2017")
SOURCES = {
    "undesa_stock_2020": "undesa/undesa_stock_revision_2020_all_origins.csv.gz",
    "undesa_stock_2024": "undesa/undesa_stock_revision_2024_all_origins.csv.gz",
    "remittances_2017": "worldbank/bilateral_remittances_2017.csv.gz",
}
FLAGS = {"type_b": "B", "type_c": "C", "type_r": "R", "type_i": "I"}

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no shared inputs beside the checkout")


def table(name):
    return pd.read_csv(shipped("reference") / f"{name}.csv", keep_default_na=False)


def long(name):
    """Return a shipped table of UN DESA with a row a figure, as its source has it."""
    figures = table(name).melt(["origin", "destination", "type"], value_name="count")
    figures["sex"] = figures["variable"].str[0]
    figures["year"] = figures["variable"].str[1:].astype(int)
    return figures.drop(columns="variable")


@needs_data
@pytest.mark.parametrize("revision", REVISIONS)
def test_totals_of_every_origin_and_year_all_figures_and_flags_are_those_of_the_source(
    revision,
):
    name = f"undesa_stock_{revision}"
    source = pd.read_csv(DATA / SOURCES[name], keep_default_na=False)
    ours = long(name)
    by = ["origin", "year"]
    assert ours.groupby(by)["count"].sum().equals(source.groupby(by)["count"].sum())
    for flag, letter in FLAGS.items():
        ours[flag] = ours["type"].str.contains(letter).astype(int)
    key = ["origin", "destination", "year", "sex"]
    columns = [*key, "count", *FLAGS]
    sort = {"by": key, "ignore_index": True}
    assert ours[columns].sort_values(**sort).equals(source[columns].sort_values(**sort))


@needs_data
@pytest.mark.parametrize("name", TABLES)
def test_the_script_makes_the_same_bytes_and_provenance_from_the_source(name, tmp_path):
    script = PACKAGE.parent / "reference" / "build" / "migrants.py"
    made = tmp_path / f"{name}.csv"
    first = ["undesa", name[-4:]] if name.startswith("undesa") else ["remittances"]
    subprocess.run([sys.executable, script, *first, DATA / SOURCES[name], made], check=True)
    for path in (made, made.with_suffix(".toml")):
        assert path.read_bytes() == (shipped("reference") / path.name).read_bytes()


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_what_its_provenance_says(name):
    path = shipped("reference") / f"{name}.csv"
    about = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert about["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert about["rows"] == len(table(name))
    assert about["licence"] == {"u": "CC BY 3.0 IGO", "r": "CC BY 4.0"}[name[0]]
    assert ("preliminary" in about["sources"][0]["data"]) == name.endswith("2024")


def read_sums(origin, revision):
    """Return the people of a year as they are read, and those who are set aside and told."""
    read = read_table(f"undesa-{revision}:{origin}", origin=origin)
    return read.counts.groupby("year")["count"].sum(), read.recognised.notes


def right_sums(origins, revision):
    figures = long(f"undesa_stock_{revision}")
    for origin in origins:
        own = figures[figures["origin"] == origin]
        aside = own["destination"] == "XCX"
        sums, notes = read_sums(origin, revision)
        kept = own[~aside].groupby("year")["count"].sum()
        assert sums.astype(int).to_dict() == kept.to_dict(), origin
        last = own[aside & (own["year"] == own["year"].max())]
        told = [note for note in notes if note.kind == "no_single_place"]
        assert len(told) == (1 if len(last) else 0), origin
        for note in told:
            assert note.fields["people"].fields["number"] == last["count"].sum()
    return len(origins)


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_is_read_of_an_origin_adds_up_to_the_shipped_table(revision):
    sample = ["PHL", "SEN", "MAR", "HTI", "IND", "MEX", "TUV", "ESH", "GBR", "PSE"]
    assert right_sums(sample, revision) == 10


@pytest.mark.slow
@pytest.mark.parametrize(("revision", "origins"), [("2020", 231), ("2024", 232)])
def test_what_is_read_of_every_origin_adds_up_to_the_shipped_table(revision, origins):
    every = table(f"undesa_stock_{revision}")["origin"].unique().tolist()
    assert {"OOO", "XCX"} < set(every)  # origins not known, and two islands: no country
    countries = [code for code in every if code not in ("OOO", "XCX")]
    assert right_sums(countries, revision) == origins


def test_people_from_a_country_are_read_by_its_code_with_source_and_types():
    read = dm.read_undesa("SEN")
    counts = read.table
    assert read.origin.code == "SEN"
    assert counts["year"].unique().tolist() == [1990, 1995, 2000, 2005, 2010, 2015, 2020]
    last = counts[counts["year"] == 2020]
    assert last["count"].sum() == 693_765
    france = last[last["place"] == "FRA"].set_index("sex")
    assert france["count"].to_dict() == {"F": 60_414, "M": 74_434}
    assert set(last.loc[last["place"] == "CIV", "type"]) == {"B C R"}
    assert set(counts["source"]) == {"undesa_2020"}
    source = read.sources["undesa_2020"]
    assert source.published
    assert "Preliminary" not in source.note_en
    assert "people born in Senegal or citizens of Senegal" in source.note_en


def test_the_default_origin_has_the_figures_of_the_example_which_leaves_out_zeros():
    example, _ = dm.read_example()
    columns = ["place", "year", "sex", "count", "definition", "source"]
    ours = read_undesa("CMR").table[columns]
    counted = ours[ours["count"] > 0]
    figures = [
        set(frame[columns].astype(str).itertuples(index=False, name=None))
        for frame in (counted, example)
    ]
    assert figures[0] == figures[1]
    assert len(counted) == len(example) == 698
    assert len(ours) == 798


def test_revisions_are_apart_and_what_one_does_not_report_is_in_no_row():
    latest = read_undesa("CMR", revision=2024, year=2024)
    assert latest.table["count"].sum() == 409_677
    assert latest.table.groupby("sex")["count"].sum().to_dict() == {"F": 208_702, "M": 200_975}
    assert not set(latest.table["place"]) & {"USA", "DEU", "GBR"}
    assert {"USA", "DEU", "GBR"} <= set(read_undesa("CMR").table["place"])
    source = latest.sources["undesa_2024"]
    assert source.note_en.endswith("Preliminary extract of January 2025.")
    assert source.note_fr.endswith("Extrait provisoire de janvier 2025.")
    shown = dm.release("undesa-2024:CMR").by("country").cells.set_index("place")
    assert not {"USA", "DEU", "GBR"} & set(shown.index)


def test_citizens_and_imputed_figures_are_told_by_the_flags():
    told = texts(read_undesa("SEN").notes)
    citizens, imputed = told
    assert citizens.endswith(
        "foreign citizens, not people born abroad: CIV, CZE, GAB, GIN, LBY, MAR, MRT, TGO, TUN"
    )
    assert imputed == "1 place has no data of its own: UN DESA imputed them"


def test_people_of_no_single_place_are_told_under_every_map():
    (source,) = read_undesa("GBR").sources.values()
    assert "Channel Islands" in source.note_en
    assert "60,665 people in 2020" in source.note_en
    assert source.note_fr.endswith(" en 2020.")
    assert "îles anglo-normandes" in source.note_fr.casefold()
    (other,) = read_undesa("SEN").sources.values()
    assert "Channel" not in other.note_en


def test_a_country_that_a_revision_does_not_have_is_not_reported_and_never_zero():
    with pytest.raises(CountsError, match="not reported, which is not 0") as raised:
        read_undesa("TWN")
    assert "undesa-2024:TWN" in str(raised.value)
    assert read_undesa("TWN", revision=2024).table["count"].sum() > 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("undesa:XYZ", "'XYZ' is no country code"),
        ("undesa:", "'' is no country code"),
        ("undesa-2019:SEN", "2020 and 2024 are shipped"),
    ],
)
def test_a_name_that_means_nothing_shipped_is_refused(name, told):
    with pytest.raises(UsageError, match=told):
        dm.release(name)


def test_names_stand_for_files_in_any_case_of_the_code_and_paths_do_not():
    assert named("undesa:sen") == named(Path("undesa-2020:SEN")) == ("2020", "SEN")
    assert named("folder/undesa:SEN") is named("undesa.csv") is named(table(TABLES[2])) is None


def test_the_origin_is_that_of_the_name_and_no_other():
    assert dm.release("undesa:SEN").read.origin.code == "SEN"
    assert read_counts("undesa:SEN", origin="SEN").origin.code == "SEN"
    for read in (read_counts, dm.release, dm.check):
        with pytest.raises(UsageError, match="people from SEN, not from CMR"):
            read("undesa:SEN", origin="CMR")


@pytest.mark.parametrize("option", [{"sheet": "Table 1"}, {"sex_codes": {"1": "M"}}])
def test_options_about_files_are_refused(option):
    with pytest.raises(UsageError, match="is shipped, and is read without --"):
        read_counts("undesa:SEN", **option)


def test_nothing_is_protected_or_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    release = dm.release("undesa:TUV")
    cells = release.by("country").cells
    assert release.by("country").suppressed_cells == 0
    assert (cells["count"] < 5).any()
    assert release.keep() is None
    assert not list(tmp_path.iterdir())


def test_more_people_than_live_in_the_country_are_right():
    release = dm.release("undesa:NIU")
    assert release.by("country").sums_told


def test_shipped_counts_can_be_the_same_people_as_a_register(tmp_path):
    register = tmp_path / "register.csv"
    register.write_text("place,sex,count\nFRA,F,3\nFRA,M,9\nITA,F,20\n", encoding="utf-8")
    register.with_name("register.sources.toml").write_text(
        "[source.ours]\ntitle='x'\ncitation_fr='x'\ncitation_en='x'\nsame_people_as='undesa:SEN'\n",
        encoding="utf-8",
    )
    told = dm.release(register, origin="SEN").suppression.told_elsewhere
    assert "FRA" in {cell.place for cell in told}
