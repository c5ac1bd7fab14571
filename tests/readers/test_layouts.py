"""Headers and layouts of publishers, pandas and R, each read to its right figures."""

from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_counts, read_table
from tests.notes import texts

UNHCR = "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),"


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def observed(path, sexes):
    """Write a figure for each code of sex, 1, 2, 4 and so on, so that a sum tells its parts."""
    rows = [f"ESTAT:MIGR_POP1CTZ(1.0),CM,{sex},LU,2022,{2**at}\n" for at, sex in enumerate(sexes)]
    return written(path, "DATAFLOW,citizen,sex,geo,TIME_PERIOD,OBS_VALUE\n" + "".join(rows))


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        *((code, "F") for code in ("F", "2", "FEM", "FE", "WMN", "Female", "Females", "FEMMES")),
        *((code, "M") for code in ("M", "1", "MA", "MAL", "MEN", "Male", "Males", "HOMMES")),
        *((code, "U") for code in ("9", "U", "_U", "_N", "_O", "_Z", "UNK", "NAP", "NRP")),
        *((code, "U") for code in ("T", "_T", "TOT", "Total", "0", "ALL")),  # nobody's sex is told
    ],
)
def test_every_code_of_sex_is_known(tmp_path, code, sex):
    counts = read_counts(observed(tmp_path / "f.csv", [code])).table
    assert (counts["sex"].tolist(), counts["count"].tolist()) == ([sex], [1])


def test_codes_of_sex_not_stated_are_added_up_and_a_code_that_stands_twice_is_refused(tmp_path):
    counts = read_counts(observed(tmp_path / "f.csv", ["F", "M", "UNK", "NAP", "T"])).table
    assert dict(zip(counts["sex"], counts["count"], strict=True)) == {"F": 1, "M": 2, "U": 12}
    with pytest.raises(CountsError, match="already stands"):
        read_counts(observed(tmp_path / "g.csv", ["F", "UNK", "UNK"]))


def test_codes_of_sex_of_an_sdmx_file_can_be_declared(tmp_path):
    path = observed(tmp_path / "f.csv", ["K", "V", "8"])
    counts = read_counts(path, sex_codes={"K": "M", "V": "F", "8": "U"}).table
    assert dict(zip(counts["sex"], counts["count"], strict=True)) == {"M": 1, "F": 2, "U": 4}


def test_eurostat_with_labels_alone(tmp_path):
    start = "ESTAT:MIGR_POP3CTB(1.0),Annual,{},Total,{},{},{},2021,{},\n"
    rows = [
        ("Cameroon", "Number", "Females", "Ireland", 31),
        ("Cameroon", "Number", "Males", "Ireland", 29),
        ("Cameroon", "Number", "Females", "European Union - 27 countries (from 2020)", 31),
        ("Nigeria", "Number", "Females", "Ireland", 999),
    ]
    header = "DATAFLOW,freq,c_birth,age,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    path = written(tmp_path / "f.csv", header + "".join(start.format(*row) for row in rows))
    counts = read_counts(path).table
    assert counts[["place", "sex", "count"]].to_numpy().tolist() == [
        ["Ireland", "F", 31],
        ["Ireland", "M", 29],
    ]


def test_a_table_of_unhcr_is_read_for_its_origin_under_its_titles(tmp_path):
    path = written(
        tmp_path / "f.csv",
        "Extracted from the Refugee Data Finder\n\n"
        f"{UNHCR}Refugees under UNHCR's mandate\n"
        "2022,Cameroon,CMR,Nigeria,NGA,300\n2022,Chad,TCD,Nigeria,NGA,77\n"
        "2022,Cameroon,CMR,Chad,TCD,40\n",
    )
    table = read_table(path)
    assert table.counts[["place", "count"]].to_numpy().tolist() == [["NGA", 300], ["TCD", 40]]
    assert "kept the people from Cameroon, of 2 origins in the table" in texts(
        table.recognised.notes
    )
    assert read_counts(path, origin="TCD").table["count"].tolist() == [77]
    with pytest.raises(CountsError, match="no people from Gabon"):
        read_counts(path, origin="GAB")


@pytest.mark.parametrize(
    "header",
    [
        "dest,femmes,hommes",
        "iso3c,femmes,hommes",
        "Code ISO,Nombre de femmes,Nombre d'hommes",
        "Country of asylum,women,men",
        '"Major area, region, country or area of destination",Female,Male',
        "Paese di residenza,Femmine,Maschi",
    ],
)
def test_headers_of_publishers_and_offices(tmp_path, header):
    counts = read_counts(written(tmp_path / "f.csv", f"{header}\nITA,64,32\nTUN,16,8\n")).table
    assert counts["place"].unique().tolist() == ["ITA", "TUN"]
    assert counts["count"].tolist() == [64, 32, 16, 8]
    assert counts["sex"].tolist() == ["F", "M", "F", "M"]


@pytest.mark.parametrize("header", ["Immatriculés", "Nombre de personnes", "Total général"])
def test_headers_of_totals(tmp_path, header):
    path = written(tmp_path / "f.csv", f"Pays,{header}\nItalie,640\nTunisie,81\nGabon,81\n")
    assert read_counts(path).table["count"].tolist() == [640, 81, 81]


@pytest.mark.parametrize(("name", "first"), [("", 0), ('""', 1), ("Unnamed: 0", 0), ("X", 1)])
def test_a_first_column_that_numbers_the_rows_is_passed_over(tmp_path, name, first):
    rows = f"{first},ITA,64,32\n{first + 1},TUN,16,8\n"
    path = written(tmp_path / "f.csv", f"{name},place,women,men\n{rows}")
    assert read_counts(path).table["count"].tolist() == [64, 32, 16, 8]


def test_a_first_column_without_header_that_numbers_no_rows_is_refused(tmp_path):
    path = written(tmp_path / "f.csv", ",place,women,men\n7,ITA,64,32\n3,TUN,16,8\n")
    with pytest.raises(CountsError, match="no header stands in column number 1"):
        read_counts(path)


def test_where_nothing_is_recognised_the_likely_header_is_named_and_not_each_row(tmp_path):
    rows = "".join(f"Pays {number},{number},x\n" for number in range(50))
    text = f"Tableau 4\nSource,Office\n\nPays d'accueil,Recensés,Autre\n{rows}"
    with pytest.raises(CountsError) as caught:
        read_counts(written(tmp_path / "f.csv", text))
    assert {problem.row for problem in caught.value.problems} == {4}
    assert len(str(caught.value).splitlines()) <= 2
