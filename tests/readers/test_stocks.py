"""Only stocks of migrants are read as a diaspora; what is none is refused by name."""

from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts, read_table
from tests.notes import texts
from tests.workbooks import save_workbook

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


def plain(path, text, *, declared=False):
    path.write_text(text, encoding="utf-8")
    if declared:
        path.with_suffix(".sources.toml").write_text(SOURCES.format("mine"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "words", "what"),
    [
        ("Country,Arrivals", "arrivals", "those who arrive in a year"),
        ("Country,Immigration flow 2019", "immigration flow", "those who move in a year"),
        ("Destination,Inflows of women,Inflows of men", "inflows", "those who arrive in a year"),
        ("Pays;Entrées", "entrees", "those who arrive in a year"),
        ("Pays;Flux d'entrée", "flux", "those who move in a year"),
        ("Pays;Femmes (entrées);Hommes (entrées)", "entrees", "those who arrive in a year"),
        ("Pays;Sorties", "sorties", "those who leave in a year"),
        ("Country,Number of asylum applications", "asylum applications", "applications for asylum"),
        ("Pays;Demandes d’asile", "demandes d'asile", "applications for asylum"),
        ("Pays;Naturalisations", "naturalisations", "those who acquire a nationality in a year"),
        (
            "Pays;Acquisitions de la nationalité",
            "acquisitions de la nationalite",
            "those who acquire a nationality in a year",
        ),
        ("Country,Acquisition of citizenship", "acquisition of citizenship", "those who acquire"),
        ("Pays;Premiers titres de séjour", "titres de sejour", "residence permits"),
        ("Country,Net migration", "net migration", "the difference of those who arrive and leave"),
        ("Country,Population", "population", "the whole population"),
    ],
)
def test_headers_of_plain_tables_that_are_no_stock_are_refused_until_declared(
    tmp_path, header, words, what
):
    separator = ";" if ";" in header else ","
    columns = header.count(separator)
    rows = [
        separator.join(["France", *["41"] * columns]),
        separator.join(["Gabon", *["37"] * columns]),
    ]
    text = "\n".join([header, *rows, ""])
    said = refused(plain(tmp_path / "t.csv", text))
    assert f"by its header ('{words}') the table counts {what}" in said
    assert "stock = true under [source.NAME]" in said
    counts = read_counts(plain(tmp_path / "t.csv", text, declared=True)).table
    assert set(counts["count"].dropna()) == {41, 37}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Asylum applications lodged by Cameroonians in 2021", "asylum applications"),
        ("Entrées de Camerounais par pays", "entrees"),
        ("Table 3. Inflows of foreign population", "inflows"),
        ("Acquisitions de nationalité, 2010-2020", "acquisitions de nationalite"),
        ("Les Camerounais à l'étranger (en %)", "en %"),
        ("Camerounais par pays (%)", "pays %"),
        ("Répartition des Camerounais en pourcentage", "en pourcentage"),
        ("Taux d'émigration", "taux"),
    ],
)
def test_titles_of_plain_tables_that_are_no_stock_are_refused_until_declared(
    tmp_path, title, words
):
    text = f"{title};;\nPays;Femmes;Hommes\nFrance;41;37\n"
    assert f"by its title ('{words}')" in refused(plain(tmp_path / "t.csv", text))
    read = read_counts(plain(tmp_path / "t.csv", text, declared=True)).table
    assert read["count"].tolist() == [41, 37]


@pytest.mark.parametrize(
    ("header", "words", "what"),
    [
        ("Pays;% femmes;% hommes", "%", "a percentage"),
        ("Pays;Part des femmes;Part des hommes", "part", "a percentage"),
        ("Country;Share (%)", "%", "a percentage"),
        ("Country;Women (per cent);Men (per cent)", "per cent", "a percentage"),
        ("Pays;Taux pour 1 000 habitants", "taux", "a rate"),
        ("Pays;Femmes (‰);Hommes (‰)", "permil", "a rate"),
        ("Country;Emigrants per 1,000", "per 1 000", "a rate"),
        ("Pays;Femmes (milliers);Hommes (milliers)", "milliers", "thousands of people"),
        ("Country;Remittances (USD)", "remittances", "money"),
    ],
)
def test_percentages_and_rates_are_no_counts_whatever_is_declared(tmp_path, header, words, what):
    rows = [";".join([place, *["12"] * header.count(";")]) for place in ("France", "Gabon")]
    path = plain(tmp_path / "t.csv", "\n".join([header, *rows, ""]), declared=True)
    said = refused(path)
    assert f"('{words}') the table counts {what}, and no people" in said
    assert "stock = true" not in said


def test_percentages_beside_counts_do_no_harm(tmp_path):
    text = "Pays;Femmes;Hommes;% femmes;Taux de femmes\nFrance;41;37;52,6;53\nGabon;30;20;60;60\n"
    read = read_table(plain(tmp_path / "t.csv", text))
    assert read.counts["count"].tolist() == [41, 37, 30, 20]
    assert read.ignored == ("% femmes", "Taux de femmes")


@pytest.mark.parametrize(
    "text",
    [
        "place,women,men\nFRA,51.2,48.8\nGAB,49.0,51.0\n",
        "place;women;men\nFRA;51,25;48,75\nGAB;40;60\n",
        "place,count\nFRA,51.2\nGAB,30.5\nITA,18.3\n",
        "place,sex,count\nFRA,F,51.2\nFRA,M,48.8\nGAB,F,40\nGAB,M,60\n",
        "place,count\nFRA,60.5\nGAB,39.5\nTotal,100\n",
    ],
)
def test_figures_with_decimals_that_add_up_to_100_are_percentages(tmp_path, text):
    said = refused(plain(tmp_path / "t.csv", text, declared=True))
    assert "add up to 100 in each place or in all: they are percentages" in said


def test_whole_percentages_of_many_places_are_refused_until_declared(tmp_path):
    rows = [
        f"{place},{women},{100 - women}\n"
        for place, women in zip("FGBCI", range(40, 90, 10), strict=True)
    ]
    text = "place,women,men\n" + "".join(rows)
    assert "they look like percentages" in refused(plain(tmp_path / "t.csv", text))
    read = read_counts(plain(tmp_path / "t.csv", text, declared=True)).table
    assert read["count"].sum() == 500
    text = text.replace("40", "40.0").replace("60", "60.0")
    assert "they look like percentages" in refused(plain(tmp_path / "noise.csv", text))
    few = read_counts(plain(tmp_path / "few.csv", "".join(text.splitlines(keepends=True)[:5])))
    assert few.table["count"].sum() == 400


def test_columns_of_indicators_and_names_of_sheets_are_read_too(tmp_path):
    text = "country,indicator,2019\nFrance,{0},41\nGabon,{0},37\n"
    for indicator, what in (
        ("Asylum applications", "applications for asylum"),
        ("International migrant stock, total", "migrants from all countries together"),
        ("Migrants (% of population)", "a percentage"),
    ):
        said = refused(plain(tmp_path / "t.csv", text.format(f'"{indicator}"')))
        assert f"the table counts {what}" in said
    rows = [["Pays", "Femmes", "Hommes"], ["France", 41, 37]]
    said = refused(save_workbook(tmp_path / "t.xlsx", ("Naturalisations", rows)))
    assert "by its title ('naturalisations')" in said


def test_a_dataset_of_eurostat_named_in_a_title_is_known(tmp_path):
    text = "Immigrants by citizenship [MIGR_IMM1CTZ];;\nGeo;;\nCountry;Women;Men\nFrance;41;37\n"
    assert "the dataflow migr_imm1ctz counts those who arrive" in refused(
        plain(tmp_path / "t.csv", text, declared=True)
    )


@pytest.mark.parametrize(
    "title",
    [
        "Camerounais de l'étranger : données entrées le 5 mai 2021",
        "Registre consulaire, 100 % des missions",
        "Taux de couverture : 85 %",
        "People from Cameroon who live abroad, and rates in table 2",
        "Population née au Cameroun, par pays de résidence",
    ],
)
def test_other_titles_do_no_harm(tmp_path, title):
    text = f'"{title}";;\nPays;Femmes;Hommes\nFrance;41;37\n'
    assert read_counts(plain(tmp_path / "t.csv", text)).table["count"].tolist() == [41, 37]
