"""Only stocks of migrants are read as a diaspora; what is none is refused by name."""

from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts, read_table
from tests.notes import texts

EUROSTAT = "DATAFLOW,freq,{origin},age,unit,sex,geo,TIME_PERIOD,OBS_VALUE\n"
OECD = (
    "STRUCTURE,STRUCTURE_ID,REF_AREA,CITIZENSHIP,MEASURE,SEX,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
)
SOURCES = '[source.{}]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\nstock = true\n'


def eurostat(path, dataset, *, origin="citizen", unit="NR"):
    path.write_text(
        EUROSTAT.format(origin=origin)
        + f"ESTAT:{dataset}(1.0),A,CM,TOTAL,{unit},F,DE,2021,810\n"
        + f"ESTAT:{dataset}(1.0),A,CM,TOTAL,{unit},M,DE,2021,790\n",
        encoding="utf-8",
    )
    return path


def oecd(path, *measures, unit="PS", flow="OECD.ELS.IMD:DSD_MIG@DF_MIG(1.0)"):
    rows = [
        f"DATAFLOW,{flow},FRA,CMR,{measure},{sex},{unit},2021,{count}\n"
        for measure in measures
        for sex, count in (("F", 41), ("M", 37))
    ]
    path.write_text(OECD + "".join(rows), encoding="utf-8")
    return path


def refused(path, **options):
    with pytest.raises(CountsError) as caught:
        read_counts(path, **options)
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("dataset", "what"),
    [
        ("MIGR_IMM1CTZ", "those who arrive in a year"),
        ("MIGR_IMM3CTB", "those who arrive in a year"),
        ("MIGR_EMI1CTZ", "those who leave in a year"),
        ("MIGR_ASYAPPCTZA", "applications and decisions on asylum"),
        ("MIGR_ASYDCFSTA", "applications and decisions on asylum"),
        ("MIGR_ACQ", "those who acquire a nationality in a year"),
        ("MIGR_RESFIRST", "residence permits"),
        ("MIGR_EIORD1", "those who are turned back or sent away in a year"),
        ("DEMO_PJAN", "the whole population, or its births and deaths"),
        ("LFSQ_PGACWS", "a sample of workers"),
    ],
)
def test_datasets_of_eurostat_that_are_no_stock_are_refused_by_name(tmp_path, dataset, what):
    said = refused(eurostat(tmp_path / "f.csv", dataset))
    assert f"the dataflow {dataset} counts {what}, which is no stock of migrants" in said


@pytest.mark.parametrize(
    ("dataset", "origin"),
    [("MIGR_POP1CTZ", "citizen"), ("MIGR_POP3CTB", "c_birth"), ("migr_pop5ctz", "citizen")],
)
def test_populations_of_eurostat_by_origin_are_stocks(tmp_path, dataset, origin):
    counts = read_counts(eurostat(tmp_path / "f.csv", dataset, origin=origin)).table
    assert counts["count"].tolist() == [810, 790]


@pytest.mark.parametrize("unit", ["PC", "PC_POP", "PERCENT: Percentage"])
def test_percentages_are_refused_by_their_unit(tmp_path, unit):
    said = refused(eurostat(tmp_path / "f.csv", "MIGR_POP1CTZ", unit=unit))
    assert f"the unit {unit.split(':')[0]} counts a percentage" in said


def test_percentages_of_the_oecd_are_refused_by_their_unit(tmp_path):
    said = refused(oecd(tmp_path / "f.csv", "B14", unit="PT_POP"))
    assert "the unit PT_POP counts a percentage" in said


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("estat_migr_emi1ctz.tsv", "freq,citizen,age,unit,sex,geo"),
        ("download.tsv", "freq,citizen,agedef,age,unit,sex,geo"),
        ("download.tsv", "freq,citizen,decision,age,unit,sex,geo"),
    ],
)
def test_a_tsv_is_told_by_its_name_or_its_dimensions(tmp_path, name, header):
    path = tmp_path / name
    cells = ",".join(
        {"freq": "A", "citizen": "CM", "unit": "NR", "sex": "F", "geo": "BE"}.get(part, "TOTAL")
        for part in header.split(",")
    )
    path.write_text(f"{header}\\TIME_PERIOD\t2020 \n{cells}\t12 \n", encoding="utf-8")
    assert "which is no stock of migrants" in refused(path)


@pytest.mark.parametrize(
    ("measure", "what"),
    [
        ("B11", "those who arrive in a year"),
        ("B12", "those who leave in a year"),
        ("B13", "asylum seekers of a year"),
        ("B16", "those who acquire a nationality in a year"),
        ("B23", "foreign workers alone"),
    ],
)
def test_measures_of_the_oecd_that_are_no_stock_are_refused_by_name(tmp_path, measure, what):
    said = refused(oecd(tmp_path / "f.csv", measure))
    assert f"the measure {measure} counts {what}, which is no stock of migrants" in said
    legacy = tmp_path / "legacy.csv"
    legacy.write_text(
        f"CO2,VAR,GEN,COU,YEA,Value\nCMR,{measure},WMN,ITA,2019,17\nCMR,{measure},TOT,ITA,2019,40\n",
        encoding="utf-8",
    )
    assert f"the measure {measure} counts {what}" in refused(legacy)


def test_of_several_measures_the_stocks_are_taken_and_the_others_told(tmp_path):
    table = read_table(oecd(tmp_path / "f.csv", "B11", "B15", "B16"))
    assert table.counts["count"].tolist() == [41, 37]
    assert table.counts["definition"].unique().tolist() == ["national"]
    assert "left out 4 figures of other measures (B11, B16)" in texts(table.recognised.notes)


@pytest.mark.parametrize("measure", ["POP", "X9"])
def test_what_is_not_known_to_be_a_stock_is_read_once_it_is_declared(tmp_path, measure):
    path = oecd(tmp_path / "f.csv", measure, flow="NSO:DF_FOREIGN(2.1)")
    said = refused(path)
    assert "it is not known whether DF_FOREIGN is a stock of migrants" in said
    assert "stock = true under [source.df_foreign]" in said
    path.with_suffix(".sources.toml").write_text(SOURCES.format("df_foreign"), encoding="utf-8")
    assert read_counts(path).table["count"].tolist() == [41, 37]
    path.with_suffix(".sources.toml").write_text(SOURCES.format("other"), encoding="utf-8")
    assert "DF_FOREIGN" in refused(path)


def test_a_known_flow_stays_refused_though_it_is_declared(tmp_path):
    path = eurostat(tmp_path / "f.csv", "MIGR_IMM1CTZ")
    name = "eurostat_migr_imm1ctz"
    path.with_suffix(".sources.toml").write_text(SOURCES.format(name), encoding="utf-8")
    assert "MIGR_IMM1CTZ" in refused(path)
