from __future__ import annotations

import datetime as dt

import pytest

from diasporamap.errors import CountsError, UsageError
from diasporamap.readers.registry import read_counts, read_table, recognise
from tests.notes import texts


@pytest.fixture
def table(tmp_path):
    def write(text, name="counts.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_titles_years_over_sexes_french_thousands_and_a_footnote(fixture_file, rows_of):
    found = read_table(fixture_file("french_years.csv"))
    assert found.recognised.header_rows == (3, 4)
    assert rows_of(found.counts, "place", "year", "sex", "count", "status") == [
        ("France", 2010, "F", 12450, None),
        ("France", 2010, "M", 10120, None),
        ("France", 2020, "F", 15000, None),
        ("France", 2020, "M", 13400, None),
        ("Centrafrique", 2010, "F", None, "withheld"),
        ("Centrafrique", 2010, "M", 7, None),
        ("Centrafrique", 2020, "F", None, None),
        ("Centrafrique", 2020, "M", 9, None),
    ]
    assert texts(found.recognised.notes) == (
        "passed over 1 row of titles above the header",
        "passed over 1 row of notes under the table",
        "left out 1 group of countries, which is no place: Total",
        "the places add up to the total of the table in all 4 sums",
    )


def test_tags_of_hxl_say_what_columns_mean(fixture_file, rows_of):
    found = read_table(fixture_file("hxl.csv"))
    assert found.recognised.header_rows == (1, 2)
    assert rows_of(found.counts, "place", "sex", "count", "year", "source", "status") == [
        ("FRA", "F", 10, 2021, "register", None),
        ("FRA", "M", 20, 2021, "register", None),
        ("FRA", "U", 3, 2021, "register", None),
        ("GAB", "F", None, 2021, "register", "withheld"),
        ("GAB", "M", 40, 2021, "register", None),
        ("GAB", "U", None, 2021, "register", None),
    ]


def test_years_in_headers(table, rows_of):
    wide = "pays;Femmes 2010;Hommes 2010;Total 2010;femmes_2020;hommes_2020\nGAB;1;2;4;5;6\n"
    assert rows_of(read_counts(table(wide)).table, "year", "sex", "count") == [
        (2010, "F", 1),
        (2010, "M", 2),
        (2010, "U", 1),
        (2020, "F", 5),
        (2020, "M", 6),
    ]
    tidy = "pays,sexe,2010,2020\nGAB,F,1,2\nGAB,M,3,\n"
    assert rows_of(read_counts(table(tidy)).table, "year", "sex", "count") == [
        (2010, "F", 1),
        (2020, "F", 2),
        (2010, "M", 3),
        (2020, "M", None),
    ]


def test_a_total_that_the_places_do_not_make_is_told(table):
    notes = tuple(
        map(str, recognise(table("place,women,men\nFRA,1,2\nGAB,3,4\nTotal,5,6\n")).notes)
    )
    assert notes[-1] == (
        "the places do not add up to the total of the table (people: 11 stated, 10 added up)"
    )


def test_a_total_that_would_give_a_withheld_sex_away_is_not_used(table, rows_of):
    found = read_table(table("place,women,men,total\nFRA,<5,20,23\n"))
    assert rows_of(found.counts, "sex", "count", "status") == [
        ("F", None, "withheld"),
        ("M", 20, None),
    ]
    assert "1 totals are not used" in texts(found.recognised.notes)[0]


@pytest.mark.parametrize("mark", ["..", "...", ":", "n/a", "nd", ""])
def test_marks_of_no_data(table, mark):
    counts = read_counts(table(f"place,women,men\nFRA,{mark},2\n")).table
    assert counts["count"].isna().tolist() == [True, False]
    assert "status" not in counts


@pytest.mark.parametrize("mark", ["~", "<5", "< 10", "c", "(c)", "moins de 5", "less than 5", "*"])
def test_marks_of_withheld_figures(table, mark):
    counts = read_counts(table(f"place,women,men\nFRA,{mark},2\n")).table
    assert counts["count"].isna().tolist() == [True, False]
    assert counts["status"].fillna("").tolist() == ["withheld", ""]


def test_continents_and_unions_are_left_out(table):
    text = "place,women,men\nFRA,1,2\nEurope,3,4\nAfrique subsaharienne,5,6\nEU27_2020,7,8\n"
    assert read_counts(table(text)).table["place"].unique().tolist() == ["FRA"]
    with pytest.raises(CountsError, match="every row is a group of countries"):
        read_counts(table("place,women,men\nEurope,3,4\n"))


def test_a_format_can_be_named(table):
    path = table("place,women,men\nFRA,1,2\n")
    assert read_counts(path, format="table").table["count"].tolist() == [1, 2]
    with pytest.raises(CountsError, match="no column holds the place"):
        read_counts(path, format="sdmx")
    with pytest.raises(CountsError):
        read_counts(path, format="undesa")
    with pytest.raises(UsageError, match="There is no format 'x'"):
        read_counts(path, format="x")


def test_excels_own_line_names_the_separator(table):
    found = read_table(table("sep=;\nplace;women;men\nFRA;1;2\n"))
    assert found.counts.index.tolist() == [3, 3]


def test_the_only_sheet_with_counts_is_read(save_sheets, rows_of):
    path = save_sheets(
        ("Lisez-moi", [["Notes"], ["Une note"]]),
        ("Données", [["pays", "femmes", "hommes"], ["FRA", 1, 2]]),
    )
    assert rows_of(read_counts(path).table, "place", "count") == [("FRA", 1), ("FRA", 2)]
    assert texts(recognise(path).notes) == ("read the sheet 'Données' and not Lisez-moi",)


def test_codes_of_sex_that_mean_the_same_are_added_up(table, rows_of):
    path = table("place,sex,count\nGAB,1,5\nGAB,8,2\nGAB,9,3\nTCD,8,\nTCD,9,4\nCAF,8,~\nCAF,9,1\n")
    codes = {"1": "M", "8": "U", "9": "U"}
    assert rows_of(read_counts(path, sex_codes=codes).table, "place", "sex", "count", "status") == [
        ("GAB", "M", 5, None),
        ("GAB", "U", 5, None),
        ("TCD", "U", None, None),
        ("CAF", "U", None, "withheld"),
    ]
    twice = table("place,sex,count\nGAB,9,2\nGAB,9,3\n")
    with pytest.raises(CountsError, match="already stands in row 2"):
        read_counts(twice, sex_codes=codes)


def test_a_code_of_totals_is_declared(table, rows_of):
    rows = ("GAB,1,5", "GAB,2,7", "GAB,9,14", "TCD,9,30", "CAF,1,4", "CAF,2,6", "CAF,9,10")
    path, codes = table("\n".join(["place,sex,count", *rows])), {"1": "M", "2": "F", "9": "T"}
    assert rows_of(read_counts(path, sex_codes=codes).table, "place", "sex", "count") == [
        *(("GAB", "M", 5), ("GAB", "F", 7), ("GAB", "U", 2), ("TCD", "U", 30)),
        *(("CAF", "M", 4), ("CAF", "F", 6)),
    ]
    twice = table("place,sex,count\nGAB,8,14\nGAB,9,14\n")
    with pytest.raises(CountsError, match="total of the same people already stands in row 2"):
        read_counts(twice, sex_codes={"8": "T", "9": "T"})
    less = table("place,sex,count\nGAB,1,5\nGAB,2,7\nGAB,9,11\n")
    with pytest.raises(CountsError, match="more than the total"):
        read_counts(less, sex_codes=codes)


def test_codes_of_sex_are_for_tidy_tables(table):
    with pytest.raises(UsageError, match="has a column a sex"):
        read_counts(table("place,women,men\nGAB,1,2\n"), sex_codes={"1": "F"})


def test_marks_of_footnotes_are_taken_off_and_told(table, rows_of):
    rows = ("pays,femmes,hommes", "France,100*,1 234 p", "Gabon,12 (a),..", "Tchad,5,6")
    read = read_table(table("\n".join(rows)))
    assert rows_of(read.counts, "place", "sex", "count") == [
        *(("France", "F", 100), ("France", "M", 1234)),
        *(("Gabon", "F", 12), ("Gabon", "M", None), ("Tchad", "F", 5), ("Tchad", "M", 6)),
    ]
    assert texts(read.recognised.notes) == (
        "took the marks off 3 figures ((a), *, p): what they mean stays in the file",
    )


@pytest.mark.parametrize(
    "text",
    [
        "pays;total\nGAB;1 234\nTCD;12*\nCAF;\n",
        "Registre\npays;effectif\nGAB;1 234\nTCD;12\nCAF;..\n",
        "pays;2020\nGAB;1234\nTCD;12\nCAF;:\n",
        "pays;Total 2020\nGAB;1234\nTCD;12\nCAF;\n",
        "country;count;source\nGAB;1234;register\nTCD;12;register\nCAF;;register\n",
    ],
)
def test_people_without_sexes_are_of_unknown_sex(table, rows_of, text):
    read = read_table(table(text))
    assert read.layout == "totals"
    assert rows_of(read.counts, "place", "sex", "count") == [
        ("GAB", "U", 1234),
        ("TCD", "U", 12),
        ("CAF", "U", None),
    ]
    note = "the table has no sexes: all are counted as of unknown sex"
    assert note in texts(read.recognised.notes)


@pytest.mark.parametrize(
    "text",
    [
        "pays;nombre\nGAB;1\nTCD;2\nCAF;3\nFRA;4\n",
        "pays;valeur\nGAB;oui\nTCD;non\nCAF;3\n",
        "pays;nombre;total\nGAB;1;2\n",
    ],
)
def test_a_register_without_sexes_is_not_taken_for_counts(table, text):
    with pytest.raises(CountsError, match="the column 'sex' is missing"):
        read_counts(table(text))


def test_totals_alone_that_can_be_read_in_two_ways_are_refused_as_such(table):
    with pytest.raises(CountsError, match="Write 12000 or 12, whichever is the count"):
        read_counts(table("pays;total\nFRA;12.000\nGAB;7.500\n"))


def test_codes_of_sex_are_not_for_tables_without_sexes(table):
    with pytest.raises(UsageError, match="has no sexes and no codes of sex"):
        read_counts(table("place,total\nGAB,7\n"), sex_codes={"1": "F"})


def test_a_total_and_one_sex_are_refused_with_the_way_to_go_on(table):
    with pytest.raises(CountsError, match=r"Add the men: .* keep the column of totals alone"):
        read_counts(table("pays,total,femmes\nGAB,7,3\n"))
    with pytest.raises(CountsError, match="Add the women: "):
        read_counts(table("pays,total,hommes\nGAB,7,3\n"))


@pytest.mark.parametrize("name", ["UE-28", "UE28", "EU-28", "UE 27", "EU", "1W", "OECD", "OCDE"])
def test_unions_by_their_short_names_are_left_out(table, name):
    read = read_table(table(f"place,women,men\nFRA,1,2\n{name},7,8\n"))
    assert read.counts["place"].unique().tolist() == ["FRA"]
    assert name in texts(read.recognised.notes)[0]


@pytest.mark.parametrize("name", ["Reste du monde", "Rest of world"])
def test_the_rest_of_the_world_is_no_group_whose_people_may_be_left_out(table, name):
    counts = read_counts(table(f"place,women,men\nFRA,1,2\n{name},7,8\n")).table
    assert counts["place"].unique().tolist() == ["FRA", name]


def test_columns_without_a_header_and_a_cell_are_passed_over(table, save_sheets, rows_of):
    expected = [("GAB", "F", 1), ("GAB", "M", 2)]
    for text in (
        "pays;femmes;hommes;;\nGAB;1;2;;\n",
        "pays;femmes;hommes;;\nGAB;1;2\n",
        "pays;;femmes;hommes\nGAB;;1;2\n",
    ):
        assert rows_of(read_counts(table(text)).table, "place", "sex", "count") == expected
    rows = [["Titre", None, None, None, "2020"], ["pays", "femmes", "hommes"], ["GAB", 1, 2]]
    read = read_counts(save_sheets(("Feuille", rows))).table
    assert rows_of(read, "place", "sex", "count") == expected
    with pytest.raises(CountsError, match="no header stands in column number 4"):
        read_counts(table("pays;femmes;hommes;;\nGAB;1;2;9;\n"))


def test_formulas_do_no_harm_in_rows_that_are_left_out(save_sheets, rows_of):
    rows = [["pays", "femmes", "hommes"], ["GAB", 1, 2], ["Total", "=SUM(B2:B2)", 9]]
    read = read_table(save_sheets(("Feuille", rows)))
    assert rows_of(read.counts, "place", "count") == [("GAB", 1), ("GAB", 2)]
    assert texts(read.recognised.notes) == (
        "left out 1 group of countries, which is no place: Total",
    )
    rows[1][1] = "=1+1"
    with pytest.raises(CountsError, match=r"row 2.*the cell is a formula"):
        read_counts(save_sheets(("Feuille", rows)))


def test_a_date_in_a_column_of_years_gives_its_year(save_sheets):
    header = ["pays", "femmes", "hommes", "année"]
    day = dt.datetime(2020, 12, 31)  # noqa: DTZ001 - as workbooks have it
    read = read_table(save_sheets(("Feuille", [header, ["GAB", 1, 2, day]])))
    assert read.counts["year"].tolist() == [2020, 2020]
    assert texts(read.recognised.notes) == ("took the year of 1 date in the column of years",)
    day = dt.datetime(1905, 7, 12)  # noqa: DTZ001
    with pytest.raises(CountsError, match="a date of 1905: most likely a number"):
        read_counts(save_sheets(("Feuille", [header, ["GAB", 1, 2, day]])))


def test_figures_above_a_row_of_tags_are_refused(table):
    text = "Land,Frauen,Kerle\nGAB,1,2\n#country+code,#population+f,#population+m\nTCD,3,4\n"
    with pytest.raises(CountsError, match=r"row 2: .*above the row of tags \(row 3\)"):
        read_counts(table(text))
    with pytest.raises(CountsError, match=r"above the row of tags \(row 2\)"):
        read_counts(table(text.partition("\n")[2]))


def test_figures_above_a_header_are_named(table):
    notes = tuple(
        map(str, recognise(table("GAB,1,2\nAnnée,2020,\npays,femmes,hommes\nTCD,3,4\n")).notes)
    )
    assert "row 1 holds figures above the header, which are not read" in notes
    assert not any("row 2" in note for note in notes)


@pytest.mark.usefixtures("french")
def test_what_is_wrong_with_a_table_is_said_in_french(table):
    with pytest.raises(CountsError) as caught:
        read_counts(table("pays;femmes;hommes;total\nFrance;3;4;5\nGabon;3;;9\nTchad;12,5;1;\n"))
    told = [problem.text("fr").partition(", ")[2] for problem in caught.value.problems]
    assert told[0] == (
        "ligne 2, colonne «\xa0total\xa0»\xa0: la somme des sexes est supérieure au total. "
        "Corrigez les chiffres de la ligne."
    )
    assert told[1] == (
        "ligne 3, colonne «\xa0hommes\xa0»\xa0: la ligne a un total et un sexe, mais "
        "«\xa0hommes\xa0» est vide. Écrivez les deux sexes, ou laissez les deux vides."
    )
    assert told[2] == (
        "ligne 4, colonne «\xa0femmes\xa0»\xa0: «\xa012,5\xa0» est un nombre à décimales. "
        "Écrivez un nombre entier de personnes."
    )
    with pytest.raises(CountsError, match=r"la colonne «\xa0men\xa0» manque \(nombre d’hommes\)"):
        read_counts(table("pays;femmes\nFrance;3\n"))
    with pytest.raises(UsageError, match=r"n’a pas de feuille «\xa0A\xa0»\. N’en nommez pas"):
        read_counts(table("pays;total\nFrance;3\n"), sheet="A")


def test_an_error_can_be_had_in_both_languages(table):
    with pytest.raises(CountsError) as caught:
        read_counts(table("titre\npays;arrivées\nFrance;3\nGabon;7\n"))
    (problem,) = caught.value.problems
    assert "by its header ('arrivees') the table counts those who arrive in" in problem.text("en")
    assert "d’après l’en-tête («\xa0arrivees\xa0»), le tableau compte" in problem.text("fr")
