"""Of a matrix of origins and destinations one origin is read, or the matrix is refused."""

from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_table
from tests.notes import texts
from tests.readers.writers import undesa
from tests.workbooks import save_workbook

ORIGINS = """\
Country of destination,Total,Women,Afghanistan,Cameroon,Georgia,"Bolivia (Plurinational State of)"
Belgium,1900000,950000,900,21165,310,..
Gabon,410000,180000,,50906,0,12
Chad,540000,240000,3,35635,..,1
"""
DESTINATIONS = """\
Origine \\ Destination;France;Gabon;Tchad;Îles inconnues;Monde
Sénégal;110000;8100;400;7;118507
Cameroun;92983;50906;..;2;143891
Monde;202983;59006;400;9;262398
"""


def table(tmp_path, text, **options):
    path = tmp_path / "matrix.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, **options)


def refused(tmp_path, text, **options):
    with pytest.raises(CountsError) as caught:
        table(tmp_path, text, **options)
    (problem,) = caught.value.problems
    return problem


def test_the_column_of_the_origin_is_read_and_no_total(tmp_path, rows_of):
    read = table(tmp_path, ORIGINS)
    assert rows_of(read.counts, "place", "sex", "count") == [
        ("Belgium", "U", 21165),
        ("Gabon", "U", 50906),
        ("Chad", "U", 35635),
    ]
    assert read.headers["count"] == "Cameroon"
    assert "kept the people from Cameroon, of 4 origins in the table" in texts(
        read.recognised.notes
    )


@pytest.mark.parametrize(
    ("origin", "counts"),
    [("AFG", [900, None, 3]), ("GEO", [310, 0, None]), ("BOL", [None, 12, 1])],
)
def test_another_origin_has_its_own_column(tmp_path, rows_of, origin, counts):
    read = table(tmp_path, ORIGINS, origin=origin)
    assert [count for (count,) in rows_of(read.counts, "count")] == counts


def test_the_row_of_the_origin_is_read_where_destinations_stand_across(tmp_path, rows_of):
    read = table(tmp_path, DESTINATIONS)
    assert rows_of(read.counts, "place", "count") == [
        ("France", 92983),
        ("Gabon", 50906),
        ("Tchad", None),
        ("Îles inconnues", 2),
    ]
    said = texts(read.recognised.notes)
    assert "the places add up to the total of the table" in said
    assert "left out 1 group of countries, which is no place: Monde" in said


@pytest.mark.parametrize(
    ("text", "what", "country"),
    [
        (ORIGINS, "column", "SEN"),
        (DESTINATIONS, "row", "AFG"),
        ("Destination,Total,Camerounais,Tchadiens\nFrance,900,60,40\n", "column", "CMR"),
        ("Destination,Total,Africa,Europe,Asia\nFrance,900,600,200,100\n", "column", "CMR"),
        ("Destination,Total,Guinea,Congo\nFrance,900,600,200\n", "column", "COG"),
    ],
)
def test_an_origin_that_is_not_there_is_refused_and_no_total_is_taken(
    tmp_path, text, what, country
):
    problem = refused(tmp_path, text, origin=country)
    assert f"no {what} of the table is of people from" in problem.message
    assert "--origin" in problem.hint


@pytest.mark.parametrize(
    "corner", ["Country", "Pays", "", "Origin / destination", "Countries of birth and residence"]
)
def test_a_matrix_that_does_not_say_which_way_it_goes_is_refused_in_words(tmp_path, corner):
    text = f"{corner},Total,Cameroon,France\nGabon,60,50,10\nCameroon,12,,12\n"
    problem = refused(tmp_path, text)
    assert problem.kind == "matrix_unclear"
    assert problem.row == 1
    assert "Head the column 'destination'" in problem.hint


@pytest.mark.parametrize(
    ("head", "counts"),
    [
        (["dest,Total,CMR,FRA"], [50, None]),
        (["Pays d'accueil,Total,CMR,FRA"], [50, None]),
        (["Sending country,Total,CMR,FRA"], [12]),
        (["Receiving country (across) - Sending country (down),WORLD,CMR,FRA"], [12]),
        (["Rows: destination | columns: origin,Total,CMR,FRA"], [50, None]),
        (["Origin in columns and residence in rows,,,", "Country,Total,CMR,FRA"], [50, None]),
        ([",,Country or area of origin,", "Country,Total,CMR,FRA"], [50, None]),
        ([",,Pays de destination,", "Pays,Total,CMR,FRA"], [12]),
        (["Geo\\country of birth,Total,CMR,FRA"], [50, None]),
    ],
)
def test_corner_titles_and_banners_say_which_way_it_goes(tmp_path, rows_of, head, counts):
    read = table(tmp_path, "\n".join([*head, "Gabon,60,50,10", "Cameroon,12,,12", ""]))
    found = [count for (count,) in rows_of(read.counts, "count")]
    assert found == counts


def test_years_and_sexes_beside_are_kept_both_ways(tmp_path, rows_of):
    across = "Year,Sex,Destination,TCD,CMR\n2015,F,Gabon,4,9\n2015,M,Gabon,3,8\n2020,F,Gabon,1,7\n"
    columns = ("place", "year", "sex", "count")
    wanted = [("Gabon", 2015, "F", 9), ("Gabon", 2015, "M", 8), ("Gabon", 2020, "F", 7)]
    assert rows_of(table(tmp_path, across).counts, *columns) == wanted
    down = "Origine;Année;Sexe;Gabon;Mali;Total\nCameroun;2015;F;9;;9\nCameroun;2015;H;8;;8\n"
    down += "Cameroun;2020;F;7;;7\nTchad;2015;F;4;1;5\n"
    assert rows_of(table(tmp_path, down).counts, *columns) == wanted


def test_the_rest_of_the_world_is_no_place(tmp_path, rows_of):
    text = (
        "Bilateral estimates of migrant stocks in 2017,,,,\n"
        "destination country (across) - source country (down),France,Gabon,Other South,WORLD\n"
        "Cameroon,50,40,3,93\nChad,5,4,1,10\nWORLD,55,44,4,103\n"
    )
    read = table(tmp_path, text)
    assert rows_of(read.counts, "place", "count") == [("France", 50), ("Gabon", 40)]
    said = " ".join(texts(read.recognised.notes))
    assert "Other South" in said
    assert "do not add up to the total" in said


def test_two_columns_of_one_origin_are_refused(tmp_path):
    text = "Destination,Cameroon,CMR,Chad\nGabon,50,60,10\n"
    assert refused(tmp_path, text).kind == "matrix_twice"


def test_formulas_are_told_of_the_origin_alone(tmp_path):
    rows = [["Destination", "Chad", "Cameroon"], ["Gabon", "=1+1", 60], ["France", 5, "=2+2"]]
    with pytest.raises(CountsError) as caught:
        read_table(save_workbook(tmp_path / "m.xlsx", ("S", rows)))
    assert [(found.row, found.column) for found in caught.value.problems] == [(3, "Cameroon")]


@pytest.mark.parametrize(
    "text",
    [
        "pays,femmes,hommes,Tchad\nFrance,4,5,1\n",
        "destination,origine,effectif\nFrance,Centre,4\nGabon,Sud,3\n",
        "pays,effectif,UE,OCDE\nFrance,9,1,1\nGabon,8,0,0\n",
    ],
)
def test_other_tables_stay_what_they_were(tmp_path, text):
    assert "kept the people" not in " ".join(texts(table(tmp_path, text).recognised.notes))


FIGURES = {
    (place, year, sex): count
    for place, year, sex, count in [
        ("250", 2010, "F", 40),
        ("250", 2010, "M", 30),
        ("250", 2015, "F", 58),
        ("250", 2015, "M", 34),
        ("266", 2015, "F", 21),
        ("266", 2015, "M", 29),
    ]
}


def test_the_2015_workbook_is_read_by_year_and_sex(tmp_path, rows_of):
    undesa.write_matrix_2015(tmp_path / "m.xlsx", FIGURES)
    read = read_table(tmp_path / "m.xlsx")
    assert read.recognised.format == "undesa-matrix"
    found = rows_of(read.counts, "place", "year", "sex", "count")
    assert {(place, year, sex): count for place, year, sex, count in found} == FIGURES
    assert read.counts["source"].unique().tolist() == ["undesa_2015"]


@pytest.mark.parametrize(
    ("name", "origin"), [("Cameroon", "CMR"), ("Viet Nam", "VNM"), ("Côte d'Ivoire", "CIV")]
)
def test_its_table_16_alone_has_both_sexes_of_2015(tmp_path, rows_of, name, origin):
    table = {key: count for key, count in FIGURES.items() if key[1] == 2015}
    undesa.write_matrix_2015(tmp_path / "m.xlsx", table, "T", name=name)
    read = read_table(tmp_path / "m.xlsx", origin=origin)
    assert rows_of(read.counts, "place", "year", "sex", "count") == [
        ("250", 2015, "U", 92),
        ("266", 2015, "U", 50),
    ]
    congo = read_table(tmp_path / "m.xlsx", origin="COG")
    assert congo.counts["count"].tolist() == [3, 3]
    with pytest.raises(CountsError, match="no column of people from Senegal"):
        read_table(tmp_path / "m.xlsx", origin="SEN")


def test_its_table_16_as_text_is_read_too(tmp_path, rows_of):
    text = (
        "United Nations\n"
        '"Total migrant stock at mid-year by origin and by destination, 2015"\n'
        "POP/DB/MIG/Stock/Rev.2015\n"
        "Sort order,Country or area of destination,Country code,Country or area of origin,,\n"
        ",,,Total,Cameroon,Chad\n"
        "1,WORLD,900,900,50,70\n2,Gabon,266,800,41,..\n3,France,250,70,..,70\n"
    )
    assert rows_of(table(tmp_path, text).counts, "place", "year", "count") == [
        ("266", 2015, 41),
        ("250", 2015, None),
    ]
    dateless = refused(tmp_path, text.replace("destination, 2015", "destination"))
    assert dateless.kind == "matrix_title"


def test_without_its_titles_it_is_a_matrix_of_no_year(tmp_path, rows_of):
    text = (
        "Sort order,Country or area of destination,Country code,Country or area of origin,,,\n"
        ",,,Total,Other North,Cameroon,Chad\n"
        "1,WORLD,900,900,5,50,70\n2,Gabon,266,800,1,41,..\n3,France,250,70,1,9,70\n"
    )
    read = table(tmp_path, text)
    assert rows_of(read.counts, "place", "count") == [("266", 41), ("250", 9)]


@pytest.mark.parametrize("header", ["nationalité", "Nationality", "Country of birth"])
def test_origins_in_words_that_are_no_countries_are_not_added_up(tmp_path, header):
    text = f"pays,{header},femmes,hommes\nFrance,Sénégalaise,30,40\nGabon,Camerounaise,33,40\n"
    assert "it tells whose people they are" in refused(tmp_path, text).message
    one = text.replace("Sénégalaise", "camerounaise")
    assert table(tmp_path, one).counts["count"].sum() == 143
