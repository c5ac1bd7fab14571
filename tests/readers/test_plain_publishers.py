"""Plain tables as publishers and offices head them: years across, origins, merged cells."""

from __future__ import annotations

import openpyxl
import pytest

from diasporamap.errors import CountsError
from diasporamap.readers.registry import read_table
from tests.notes import texts
from tests.tables.test_workbooks_scan import row, text_cell, write_ods
from tests.workbooks import save_workbook


def table(tmp_path, text, **options):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, **options)


def refused(tmp_path, text):
    with pytest.raises(CountsError) as caught:
        table(tmp_path, text)
    return [(problem.row, problem.message) for problem in caught.value.problems]


YEARLY = [
    ("FRA", 2015, "U", 9),
    ("FRA", 2020, "U", 12),
    ("GAB", 2015, "U", 5),
    ("GAB", 2020, "U", None),
]


@pytest.mark.parametrize(
    "header",
    [
        "Country Name,Country Code,Series Name,Series Code,2015 [YR2015],2020 [YR2020]",
        "Country Name,Country Code,Indicator Name,Indicator Code,2015,2020",
        "country,iso3c,a,b,X2015,X2020",
        "Pays,Code ISO,a,b,Année 2015,Année 2020",
        "Pays,Code ISO,a,b,Effectif 2015,Effectif 2020 (p)",
        "Pays,Code ISO,a,b,Immatriculés au 31 décembre 2015,Immatriculés au 1er janvier 2020",
        "Country,iso3,a,b,Migrants (2015)*,2020 (est.)",
        "Country,iso3,a,b,Total 2015,Total 2020",
    ],
)
def test_each_year_of_a_header_is_a_year_of_its_own(tmp_path, rows_of, header):
    text = f"{header}\nFrance,FRA,People,X,9,12\nGabon,GAB,People,X,5,..\n"
    read = table(tmp_path, text)
    assert rows_of(read.counts, "place", "year", "sex", "count") == YEARLY


def test_years_across_with_sexes_down_and_notes_below(tmp_path, rows_of):
    text = (
        "Country Name,Country Code,Sex,2015 [YR2015],2020 [YR2020]\n"
        "France,FRA,Female,9,12\nFrance,FRA,Male,5,..\n"
        '"Data from database: Migration",,,,\nLast Updated: 12/16/2021,,,,\n'
    )
    read = table(tmp_path, text)
    assert rows_of(read.counts, "place", "year", "sex", "count") == [
        ("FRA", 2015, "F", 9),
        ("FRA", 2020, "F", 12),
        ("FRA", 2015, "M", 5),
        ("FRA", 2020, "M", None),
    ]
    assert "passed over 2 rows of notes under the table" in texts(read.recognised.notes)


@pytest.mark.parametrize(
    "years",
    ["1 janvier 2020,1 juillet 2020", "2015-16,2016-17", "2015 Q1,2016 Q1", "FY2015,FY2016"],
)
def test_what_is_no_one_year_is_refused(tmp_path, years):
    found = refused(tmp_path, f"pays,sexe,{years}\nFrance,F,9,12\n")
    assert any("the column 'count' is missing" in message for _, message in found)


BILATERAL = (
    "Country Origin Name,Country Origin Code,Migration by Gender Name,Migration by Gender Code,"
    "Country Dest Name,Country Dest Code,1990 [1990],2000 [2000]\n"
    "Cameroon,CMR,Female,FEM,France,FRA,9,12\nCameroon,CMR,Male,MAL,France,FRA,5,6\n"
    "Cameroon,CMR,Total,TOT,France,FRA,15,18\n"
    "Senegal,SEN,Female,FEM,France,FRA,70,80\nSenegal,SEN,Male,MAL,France,FRA,60,50\n"
    "Senegal,SEN,Total,TOT,France,FRA,130,130\n"
)


@pytest.mark.parametrize(
    ("origin", "figures"),
    [
        ("CMR", {(1990, "F"): 9, (1990, "M"): 5, (1990, "U"): 1, (2000, "F"): 12, (2000, "M"): 6}),
        ("SEN", {(1990, "F"): 70, (1990, "M"): 60, (2000, "F"): 80, (2000, "M"): 50}),
    ],
)
def test_the_bilateral_database_of_the_world_bank(tmp_path, rows_of, origin, figures):
    read = table(tmp_path, BILATERAL, origin=origin)
    found = rows_of(read.counts, "place", "year", "sex", "count")
    assert {place for place, *_ in found} == {"FRA"}
    assert {(year, sex): count for _, year, sex, count in found if count} == figures


@pytest.mark.parametrize(
    "header",
    [
        "origin,destination",
        "Origine,Pays de destination",
        "Country of birth,Country of residence",
        "Nationalité,Pays de résidence",
        "Paese di cittadinanza,Paese di residenza",
        "Country of citizenship,dest",
    ],
)
@pytest.mark.parametrize("origin", ["Cameroun", "Cameroon", "CMR", "Camerun"])
def test_a_column_of_countries_of_origin_is_read_for_one(tmp_path, rows_of, header, origin):
    other = "TCD" if origin == "CMR" else "Tchad"
    text = f"{header},sex,count\n{origin},FRA,F,9\n{origin},FRA,M,7\n{other},FRA,F,80\n"
    read = table(tmp_path, f"{text}{other},GAB,M,60\n")
    assert rows_of(read.counts, "place", "sex", "count") == [("FRA", "F", 9), ("FRA", "M", 7)]
    assert "origin" not in read.counts.columns
    assert "kept the people from Cameroon, of 2 origins in the table" in texts(
        read.recognised.notes
    )
    without = text.replace(origin, "Mali" if other == "Tchad" else "MLI")
    assert "the table has no people from Cameroon" in refused(tmp_path, without)[0][1]


@pytest.mark.parametrize("regions", [("Centre", "Littoral"), ("AD", "ES"), ("CM001", "CM-LT")])
def test_a_column_of_regions_of_origin_stays_one(tmp_path, rows_of, regions):
    rows = "".join(f"{region},FRA,F,9\n" for region in regions)
    read = table(tmp_path, f"origine,pays,sexe,effectif\n{rows}")
    assert rows_of(read.counts, "origin", "count") == [(region, 9) for region in regions]


def test_istat_in_both_languages(tmp_path, rows_of):
    italian = (
        "Territorio;Paese di cittadinanza;Sesso;TIME;Value\nItalia;Camerun;maschi;2020;8\n"
        "Italia;Camerun;femmine;2020;9\nItalia;Camerun;totale;2020;17\nItalia;Ciad;maschi;2020;3\n"
    )
    english = (
        'ITTER107,Territory,"Country of citizenship",SEXISTAT1,Gender,TIME,Value,Flags\n'
        "IT,Italy,Cameroon,1,males,2020,8,\nIT,Italy,Cameroon,2,females,2020,9,\n"
        "IT,Italy,Cameroon,9,total,2020,17,\nIT,Italy,Chad,1,males,2020,3,\n"
    )
    for text in (italian, english):
        found = rows_of(table(tmp_path, text).counts, "year", "sex", "count")
        assert found == [(2020, "M", 8), (2020, "F", 9)]


@pytest.mark.parametrize(
    ("header", "counts"),
    [
        ("dest,n", [30, 20]),
        ("iso3c,n", [30, 20]),
        ("Code ISO;Total général", [30, 20]),
        ("Pays;Nombre de personnes", [30, 20]),
        ("Pays;Immatriculés", [30, 20]),
        ("Pays de destination;Nombre d'émigrés", [30, 20]),
        ("Country;Number of migrants", [30, 20]),
        ("Territorio;Persone", [30, 20]),
        ("Country of asylum;Refugees", [30, 20]),
    ],
)
def test_headers_of_people(tmp_path, rows_of, header, counts):
    separator = ";" if ";" in header else ","
    text = f"{header}\nFRA{separator}30\nGAB{separator}20\n"
    assert [count for (count,) in rows_of(table(tmp_path, text).counts, "count")] == counts


@pytest.mark.parametrize("header", ["Total migrants", "Effectif total", "Nombre total"])
def test_totals_beside_women_and_men_are_checked(tmp_path, rows_of, header):
    text = f"Pays;{header};Femmes;Hommes\nFRA;12;5;6\nGAB;4;4;0\n"
    found = rows_of(table(tmp_path, text).counts, "place", "sex", "count")
    assert [count for place, _, count in found if place == "FRA"] == [5, 6, 1]
    wrong = refused(tmp_path, text.replace("FRA;12", "FRA;10"))
    assert wrong == [(2, "the sexes add up to more than the total")]


def test_the_numbers_of_persons_are_no_counts(tmp_path):
    found = refused(tmp_path, "n,pays,sexe\n1,France,F\n2,France,M\n3,Gabon,F\n")
    assert found[0][1].startswith("the column 'count' is missing")


AGES = [("FRA", "F", "0-14", 10), ("FRA", "F", "15+", 20), ("FRA", "M", "15+", 5)]


@pytest.mark.parametrize("all_ages", ["Total", "All ages", "Tous âges", "Ensemble"])
def test_totals_of_all_ages_do_not_count_people_twice(tmp_path, rows_of, all_ages):
    ages = "".join(f"{place},{sex},{age},{count}\n" for place, sex, age, count in AGES)
    text = f"place,sex,age,count\nFRA,F,{all_ages},30\nFRA,M,{all_ages},5\n{ages}"
    read = table(tmp_path, text)
    assert rows_of(read.counts, "place", "sex", "age", "count") == AGES
    read = table(tmp_path, text.replace(f"{all_ages},30", f"{all_ages},31"))
    assert rows_of(read.counts, "sex", "age", "count") == [
        ("F", all_ages, 31),
        ("M", all_ages, 5),
    ]
    assert "kept the total of age, of 2 groups" in texts(read.recognised.notes)


def test_columns_of_ones_own_have_totals_too(tmp_path, rows_of):
    text = "place,sex,by_visa,count\nFRA,F,yes,3\nFRA,F,no,4\nFRA,F,total,7\nGAB,F,total,2\n"
    read = table(tmp_path, text)
    found = rows_of(read.counts, "place", "by_visa", "count")
    assert found == [("FRA", "yes", 3), ("FRA", "no", 4), ("GAB", "total", 2)]
    more = table(tmp_path, text.replace("total,7", "total,8"))
    assert rows_of(more.counts, "place", "count") == [("FRA", 8), ("GAB", 2)]
    answers = table(tmp_path, text.replace("FRA,F,total,7", "FRA,F,all,2"))
    assert answers.counts["count"].sum() == 3 + 4 + 2 + 2


ROWS = [
    ["Pays", "Ville", "Sexe", "Effectif"],
    ["France", "Paris", "F", 20],
    [None, None, "M", 30],
    [None, "Lyon", "F", 5],
    ["Gabon", "Libreville", "F", 6],
]
MERGED = [("France", "Paris", 20), ("France", "Paris", 30), ("France", "Lyon", 5)]


def merged(path, *ranges, rows=ROWS):
    save_workbook(path, ("S", rows))
    book = openpyxl.load_workbook(path)
    for cells in ranges:
        book["S"].merge_cells(cells)
    book.save(path)
    return path


def test_what_stands_in_merged_cells_is_of_all_their_rows(tmp_path, rows_of):
    read = read_table(merged(tmp_path / "t.xlsx", "A2:A4", "B2:B3"))
    found = rows_of(read.counts, "place", "city", "count")
    assert found == [*MERGED, ("Gabon", "Libreville", 6)]
    assert "took what stands in merged cells for 2 rows under them" in texts(read.recognised.notes)


def test_merged_cells_of_an_ods_too(tmp_path, rows_of):
    def cell(text, more=""):
        return text_cell(f"<text:p>{text}</text:p>", more)

    def number(count):
        return (
            f'<table:table-cell office:value-type="float" office:value="{count}">'
            f"<text:p>{count}</text:p></table:table-cell>"
        )

    spans = 'table:number-rows-spanned="{}" table:number-columns-spanned="1"'.format
    covered = "<table:covered-table-cell/>"
    rows = (
        row(*map(cell, ROWS[0])),
        row(cell("France", spans(3)), cell("Paris", spans(2)), cell("F"), number(20)),
        row(covered, covered, cell("M"), number(30)),
        row(covered, cell("Lyon"), cell("F"), number(5)),
    )
    read = read_table(write_ods(tmp_path / "t.ods", "".join(rows)))
    assert rows_of(read.counts, "place", "city", "count") == MERGED


def test_a_figure_that_is_merged_over_rows_is_refused(tmp_path):
    rows = [["Pays", "Sexe", "Effectif"], ["France", "F", 50], [None, "M", None]]
    with pytest.raises(CountsError) as caught:
        read_table(merged(tmp_path / "t.xlsx", "A2:A3", "C2:C3", rows=rows))
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (2, "Effectif")
    assert "the figure is merged over the rows down to 3" in problem.message


def test_blanks_under_a_place_are_refused_where_no_cell_is_merged(tmp_path):
    rows = [["Pays", "Sexe", "Effectif"], ["France", "F", 50], [None, "M", 40]]
    with pytest.raises(CountsError) as caught:
        read_table(save_workbook(tmp_path / "t.xlsx", ("S", rows)))
    (problem,) = caught.value.problems
    assert (problem.row, problem.message) == (3, "the place is blank")
    assert "merged over several rows" in problem.hint
