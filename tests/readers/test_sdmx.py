from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts, read_table, recognise
from tests.notes import texts

COLUMNS = ("place", "year", "sex", "count")


def test_sdmx_csv_of_eurostat(fixture_file, rows_of):
    path = fixture_file("eurostat_sdmx.csv")
    table = read_table(path)
    assert table.recognised.format == "sdmx"
    assert table.recognised.title == "SDMX-CSV, Eurostat"
    assert table.counts["source"].unique().tolist() == ["eurostat_migr_pop3ctb"]
    assert table.counts["definition"].unique().tolist() == ["born_in"]
    assert table.sources["eurostat_migr_pop3ctb"].published
    assert rows_of(table.counts, *COLUMNS, "status") == [
        ("DE", 2020, "F", 11500, None),
        ("DE", 2020, "M", 12500, None),
        ("GR", 2020, "F", 12, None),
        ("GR", 2020, "M", None, "withheld"),
        ("GB", 2020, "F", None, None),
        ("GB", 2020, "M", 0, None),
    ]
    assert texts(table.recognised.notes) == (
        "kept the people from Cameroon, of 2 origins in the table",
        "kept the total of age, of 2 groups",
        "totals of places where a sex is withheld are not used",
        "1 figure with a flag of the source (p)",
        "left out 1 group of countries, which is no place: EU27_2020",
    )


def test_tsv_of_eurostat(fixture_file, rows_of):
    counts = read_counts(fixture_file("eurostat.tsv")).table
    assert recognise(fixture_file("eurostat.tsv")).format == "eurostat-tsv"
    assert rows_of(counts, *COLUMNS, "status") == [
        ("DE", 2019, "F", 11000, None),
        ("DE", 2020, "F", 11500, None),
        ("DE", 2019, "M", 12000, None),
        ("DE", 2020, "M", 12500, None),
        ("GR", 2019, "F", None, None),
        ("GR", 2020, "F", None, "withheld"),
        ("GR", 2019, "M", 0, None),
        ("GR", 2020, "M", 7, None),
    ]
    nigeria = read_counts(fixture_file("eurostat.tsv"), origin="NGA").table
    assert nigeria["count"].tolist() == [1, 2]


def test_labelled_csv_of_the_oecd_keeps_definitions_apart(fixture_file, rows_of):
    table = read_table(fixture_file("oecd_labelled.csv"))
    assert rows_of(table.counts, "place", "definition", "sex", "count") == [
        ("DEU", "born_in", "F", 11500),
        ("DEU", "born_in", "M", 12500),
        ("DEU", "national", "F", 9000),
        ("DEU", "national", "M", 10000),
    ]
    assert "men are the total less the women: the file has no men" in tuple(
        map(str, table.recognised.notes)
    )
    assert table.sources["oecd_df_mig"].published


def test_older_csv_of_the_oecd(fixture_file, rows_of):
    table = read_table(fixture_file("oecd_legacy.csv"))
    assert table.recognised.format == "oecd-legacy"
    assert rows_of(table.counts, *COLUMNS, "definition") == [
        ("FRA", 2019, "M", 38000, "born_in"),
        ("FRA", 2019, "F", 52000, "born_in"),
    ]


def test_sdmx_csv_2_with_labels_in_the_cells(fixture_file, rows_of):
    table = read_table(fixture_file("sdmx2_labels.csv"))
    assert rows_of(table.counts, *COLUMNS, "source") == [
        ("GA", 2021, "F", 410, "df_diaspora"),
        ("GA", 2021, "M", 520, "df_diaspora"),
    ]
    assert table.sources == {}


def test_eurostat_with_names_in_columns_of_their_own(tmp_path, rows_of):
    path = tmp_path / "names.csv"
    path.write_text(
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,c_birth,Country of birth,sex,"
        "Sex,geo,Geopolitical entity (reporting),TIME_PERIOD,Time,OBS_VALUE,Observation value,"
        "OBS_FLAG,Observation status (Flag) V2 structure\n"
        "dataflow,ESTAT:MIGR_POP3CTB(1.0),Population,A,Annual,CM,Cameroon,F,Females,EL,Greece,2020,"
        "2020,12,,p,provisional\n"
        "dataflow,ESTAT:MIGR_POP3CTB(1.0),Population,A,Annual,CM,Cameroon,F,Females,AT,Austria,2020,"
        "2020,3,,,\n",
        encoding="utf-8",
    )
    counts = read_counts(path).table
    assert rows_of(counts, *COLUMNS) == [("GR", 2020, "F", 12), ("AT", 2020, "F", 3)]
    assert counts["definition"].tolist() == ["born_in", "born_in"]


def test_keys_notes_and_orders_to_delete_are_no_figures(tmp_path, rows_of):
    path = tmp_path / "keys.csv"
    path.write_text(
        "STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,"
        "REMARK[]\n"
        "dataflow,NSO:DF_A(1.0): People: by sex,I,GA.F,GA.F.2020-A1,GA,F,2020-A1,5,Counted;late\n"
        "dataflow,NSO:DF_A(1.0): People: by sex,I,GA.M,GA.M.2020-A1,GA,M,2020-A1,6,Estimated\n"
        "dataflow,NSO:DF_A(1.0): People: by sex,D,GA.M,GA.M.2019-A1,GA,M,2019-A1,-,\n"
        "dataflow,NSO:DF_A(1.0): People: by sex,I,TD,,TD,,,,About the series\n",
        encoding="utf-8",
    )
    path.with_suffix(".sources.toml").write_text(
        '[source.df_a]\ntitle = "T"\ncitation_fr = "F"\ncitation_en = "E"\nstock = true\n',
        encoding="utf-8",
    )
    counts = read_counts(path).table
    assert rows_of(counts, *COLUMNS) == [("GA", 2020, "F", 5), ("GA", 2020, "M", 6)]
    assert counts["source"].unique().tolist() == ["df_a"]


def refused(fixture, change, message, tmp_path):
    path = tmp_path / fixture.name
    path.write_text(fixture.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(CountsError) as caught:
        read_counts(path)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("2020,11500,,", "2020-Q1,11500,,"), "'2020-Q1' is not a year"),
        (("NR,F,DE", "THS,F,DE"), "the figure is not in persons"),
        (("NR,F,DE", "NR,Z,DE"), "'Z' is not a code of a sex"),
        (("2020,11500,,", "2020,1.5,,"), "'1.5' is a fraction"),
        (("A,CM,TOTAL,NR,F,DE", "A,=1+1CM,TOTAL,NR,F,DE"), "is no code (of the country of birth)"),
        (("A,CM,TOTAL,NR,F,DE", "A,,TOTAL,NR,F,DE"), "the code of the origin is blank"),
        (("NR,M,DE", "NR,M,=1+1DE"), "is no code (of the place)"),
        (("NR,M,DE", "NR,@M,DE"), "'@M' is no code (of the sex)"),
        (("CM,Y_LT15", "CM,+Y_LT15"), "is no code (age)"),
        (("A,CM,", "A,ZZ,"), "the table has no people from Cameroon"),
        (("NR,M,DE", "NR,F,DE"), "the same cell (by place, sex and year) already stands"),
    ],
)
def test_what_is_wrong_in_a_file_of_observations(tmp_path, fixture_file, change, message):
    refused(fixture_file("eurostat_sdmx.csv"), change, message, tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("A,CM,TOTAL,NR,M,DE", "A,=1+1CM,TOTAL,NR,M,DE"), "is no code (of the country of birth)"),
        (("NR,F,EL", "NR,F,-EL"), "row 4: a text of 2 letters is no code (of the place)"),
        (("2019 ", "2091 "), "the years of the header leap from 2091 to 2020"),
        (("2020 ", "1960 "), "the years of the header leap from 2019 to 1960"),
        (("2020 ", "2019 "), "the years of the header are not in order"),
        (("2019 ", "20x9 "), "is not a year"),
    ],
)
def test_what_is_wrong_in_a_tsv_of_eurostat(tmp_path, fixture_file, change, message):
    refused(fixture_file("eurostat.tsv"), change, message, tmp_path)


def test_an_origin_that_is_no_country_is_named(tmp_path, fixture_file):
    text = fixture_file("eurostat_sdmx.csv").read_text(encoding="utf-8")
    path = tmp_path / "origins.csv"
    path.write_text(text.replace("A,FR,", "A,CMX,"), encoding="utf-8")
    notes = texts(recognise(path).notes)
    assert "not read: 1 origins whose code is no country (CMX)" in notes


def test_a_dimension_without_a_total_is_not_added_up(tmp_path, fixture_file):
    text = fixture_file("sdmx2_labels.csv").read_text(encoding="utf-8")
    lines = [line.replace("SEX: Sex", "STATUS: Status,SEX: Sex") for line in text.splitlines()[:1]]
    for number, line in enumerate(text.splitlines()[1:]):
        lines.append(line.replace("GA: Gabon", f"GA: Gabon,S{number}: Some"))
    path = tmp_path / "dimension.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CountsError, match="status has several values and no total"):
        read_counts(path)


@pytest.mark.parametrize(
    ("name", "figure"),
    [("eurostat_sdmx.csv", "12500"), ("oecd_legacy.csv", "52000"), ("eurostat.tsv", "12500")],
)
def test_a_point_before_three_digits_is_read_only_where_the_file_proves_it(
    tmp_path, fixture_file, name, figure
):
    text = fixture_file(name).read_text(encoding="utf-8")
    path = tmp_path / name
    path.write_text(text.replace(figure, f"{figure[:2]}.000"), encoding="utf-8")
    with pytest.raises(CountsError, match=rf"Write {figure[:2]}000 or {figure[:2]}, whichever"):
        read_counts(path)
    path.write_text(text.replace(figure, f"{figure}.000"), encoding="utf-8")
    assert int(figure) in read_counts(path).table["count"].tolist()
    assert recognise(path).decimal == "."


HEAD = "DATAFLOW,geo,sex,citizen,TIME_PERIOD,OBS_VALUE"


def sdmx(tmp_path, *rows):
    path = tmp_path / "sdmx.csv"
    lines = [
        HEAD,
        *(f"ESTAT:MIGR_POP1CTZ(1.0),{place},{sex},CM,2020,{value}" for place, sex, value in rows),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_declared_codes_of_sex_add_up_and_may_be_totals(tmp_path, rows_of):
    rows = [("FR", "K", 50), ("FR", "V", 60), ("FR", "7", 2), ("FR", "8", 3), ("FR", "99", 120)]
    path = sdmx(tmp_path, *rows, ("GA", "K1", 5), ("GA", "K2", 6), ("GA", "V", 9), ("TD", "99", 70))
    codes = {"K": "F", "K1": "F", "K2": "F", "V": "M", "7": "U", "8": "U", "99": "T"}
    table = read_counts(path, sex_codes=codes).table
    assert sorted(rows_of(table, "place", "sex", "count")) == [
        *(("FR", "F", 50), ("FR", "M", 60), ("FR", "U", 5)),
        *(("GA", "F", 11), ("GA", "M", 9), ("TD", "U", 70)),
    ]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([("FR", "9", 5), ("FR", "T", 5)], {"9": "T"}),
        ([("FR", "8", 5), ("FR", "9", 5)], {"8": "T", "9": "T"}),
        ([("FR", "K", 5), ("FR", "K", 5)], {"K": "F"}),
    ],
)
def test_a_figure_that_stands_twice_is_refused_whatever_is_declared(tmp_path, rows, codes):
    with pytest.raises(CountsError, match="already stands in row 2"):
        read_counts(sdmx(tmp_path, *rows), sex_codes=codes)


def test_a_letter_of_another_language_is_what_is_declared(tmp_path, rows_of):
    path = sdmx(tmp_path, ("FR", "H", 50), ("FR", "M", 60))  # hombres, mujeres
    table = read_counts(path, sex_codes={"H": "M", "M": "F"}).table
    assert sorted(rows_of(table, "sex", "count")) == [("F", 60), ("M", 50)]
