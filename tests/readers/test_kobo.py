from __future__ import annotations

import pytest

from diasporamap.errors import CountsError, UnmatchedPlacesError
from diasporamap.intake import join_file
from diasporamap.readers.options import ReadingOptions
from diasporamap.readers.registry import read_counts, recognise
from tests.notes import texts

END = ["_id", "_uuid", "_submission_time", "_validation_status", "_index"]


def end(number, status=""):
    return [str(100 + number), f"u{number}", f"2026-01-0{number}T10:00:00", status, str(number)]


@pytest.fixture
def export(tmp_path):
    def write(header, *rows):
        lines = [";".join(f'"{cell}"' for cell in line) for line in (header, *rows)]
        path = tmp_path / "export.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("mark", ["/", "::", "|", ".", " - "])
def test_groups_of_any_separator(export, rows_of, mark):
    header = [f"identite{mark}sexe", f"identite{mark}pays_residence", *END]
    path = export(header, ["f", "fr", *end(1)], ["h", "ga", *end(2)], ["", "ga", *end(3)])
    assert recognise(path).format == "kobo"
    counts = read_counts(path).table
    expected = [("F", 1), ("M", 1), ("U", 1)]
    assert rows_of(counts[counts["count"] > 0], "sex", "count") == expected


def test_labels_with_slashes_and_answers_that_are_no_questions(export, rows_of):
    header = ["Sexe", "Pays de résidence", "Métiers", "Métiers/Bâtiment / travaux", "Métiers/Sexe"]
    path = export([*header, *END], ["Femme", "Gabon", "Sexe", "0", "1", *end(1)])
    assert rows_of(read_counts(path).table, "place", "sex", "count") == [
        ("Gabon", "F", 1),
        ("Gabon", "M", 0),
    ]


def test_a_row_of_hxl_tags_is_no_person(export):
    path = export(
        ["Sexe", "Pays de résidence", *END],
        ["#gender", "#country+dest", *[""] * len(END)],
        ["Femme", "Gabon", *end(1)],
    )
    assert read_counts(path).table["count"].tolist() == [1, 0]


def test_doubtful_submissions_are_counted_and_told(export):
    twice = [*end(1)[:1], "u1", *end(1)[2:]]
    path = export(
        ["Sexe", "Pays de résidence", *END],
        ["Femme", "Gabon", *end(1)],
        ["Femme", "Gabon", *twice],
        ["Homme", "Gabon", *end(3, "validation_status_not_approved")],
    )
    assert read_counts(path).table["count"].tolist() == [2, 1]
    notes = texts(recognise(path).notes)
    assert "rows that repeat a submission (same _uuid) and are counted again: 1" in notes
    assert "1 submissions are marked as not approved, and are counted" in notes


def test_a_person_without_a_place_is_not_lost(export):
    path = export(["Sexe", "Pays de résidence", *END], ["Femme", "", *end(1)])
    assert read_counts(path).table["place"].tolist() == ["(not stated)", "(not stated)"]


def test_what_is_not_recognised_is_said_without_a_value(export):
    path = export(["Genre/Q1", "Où ?", *END], ["Ada Secret", "Gabon", *end(1)])
    with pytest.raises(CountsError) as caught:
        read_counts(path)
    assert "no column is recognised as the place" in str(caught.value)
    assert "Secret" not in str(caught.value)
    path = export(["Sexe", "Pays de résidence", *END], ["Ada Secret", "Gabon", *end(1)])
    with pytest.raises(CountsError) as caught:
        read_counts(path)
    assert "1 different values tell no sex" in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_a_repeated_row_that_belongs_to_nobody_is_refused(save_sheets):
    path = save_sheets(
        ("Main", [["Sexe", "Pays de résidence", *END], ["Femme", "Gabon", *end(1)]]),
        (
            "members",
            [
                ["Sexe", "_index", "_parent_table_name", "_parent_index"],
                ["Homme", 1, "Main", 1],
                ["Femme", 2, "Main", 9],
            ],
        ),
    )
    with pytest.raises(CountsError, match="the row belongs to no row of the sheet 'Main'"):
        read_counts(path, sheet="members")
    assert read_counts(path).table["count"].tolist() == [1, 0]


def test_declared_codes_and_a_codebook(export, rows_of, save_sheets):
    survey = [["type", "name", "label"], ["select_one s", "sexe", "Sexe"]]
    survey += [["select_one p", "pays_residence", "Pays"], ["select_one r", "region_origine", "R"]]
    choices = [["list_name", "name", "label"], ["s", "1", "Homme"], ["s", "2", "Femme"]]
    choices += [["p", "31", "Gabon"], ["p", "32", None], ["r", "7", "Ouest"]]
    form = save_sheets(("survey", survey), ("choices", choices), name="form.xlsx")
    header = ["g/sexe", "g/pays_residence", "g/region_origine", *END]
    rows = [["2", "31", "7", *end(1)], ["1", "31", "7", *end(2)], ["", "fr", "", *end(3)]]
    path = export(header, *rows)
    with pytest.raises(CountsError, match="'1', '2' tells no sex"):
        read_counts(path)
    counts = read_counts(path, codebook=form).table
    assert rows_of(counts[counts["count"] > 0], "place", "sex", "origin", "count") == [
        ("Gabon", "F", "Ouest", 1),
        ("Gabon", "M", "Ouest", 1),
        ("FR", "U", None, 1),
    ]
    counts = read_counts(path, codebook=form, sex_codes={"1": "F", "2": "M"}).table
    assert counts.loc[counts["count"] > 0, "sex"].tolist() == ["M", "F", "U"]
    assert set(counts.index) == {""}


def test_columns_of_contacts_are_refused(export):
    path = export(["Sexe", "Pays de résidence", *END], ["Femme", "+237 699 12 34 00", *end(1)])
    with pytest.raises(CountsError, match="holds telephone numbers") as caught:
        read_counts(path)
    assert "699" not in str(caught.value)


def joined_of(path, **options):
    return join_file(path, ReadingOptions(**options)).refuse_problems()


def test_answers_that_mean_one_place_are_added_up(export):
    rows = [
        ["Femme", place, *end(at)] for at, place in enumerate(("FRANCE", "France", "la France"), 1)
    ]
    joined = joined_of(export(["Sexe", "Pays de résidence", *END], *rows))
    counts = joined.counts
    assert counts[["place", "sex", "count"]].to_numpy().tolist() == [
        ["FRA", "F", 3],
        ["FRA", "M", 0],
    ]
    assert joined.report.people_in == joined.report.people_matched == 3


def test_an_answer_that_fits_no_place_is_told_with_its_persons_and_no_row(export):
    header = ["Sexe", "Pays de résidence", *END]
    rows = [["Femme", "supprime", *end(1)], ["Homme", "supprime", *end(2)], ["", "", *end(3)]]
    path = export(header, *rows, ["Femme", "Gabon", *end(4)])
    with pytest.raises(UnmatchedPlacesError) as caught:
        joined_of(path)
    (first,) = str(caught.value).splitlines()
    assert "'supprime' is not a known place (fewer than 10 persons with this answer)" in first
    assert "alias table" in first
    assert "--allow-unmatched FILE" in first
    assert "row" not in first.removeprefix(str(path)).replace("own", "")
    report = joined_of(path, allow_unmatched=True).report
    assert (report.people_in, report.people_not_stated, report.people_unmatched) == (4, 1, 2)
    lost = report.unmatched
    assert set(lost["row"]) == {""}


def test_a_question_that_moved_into_a_group_is_one(export, rows_of):
    header = ["Sexe", "Pays de résidence", "Profil/Sexe", "Profil/Pays de résidence", *END]
    rows = [["Femme", "Gabon", "", "", *end(1)], ["", "", "Homme", "Tchad", *end(2)]]
    path = export(header, *rows, ["Femme", "", "", "Gabon", *end(3)], ["", "", "", "", *end(4)])
    table = read_counts(path).table
    assert rows_of(table[table["count"] > 0], "place", "sex", "count") == [
        ("Gabon", "F", 2),
        ("Tchad", "M", 1),
        ("(not stated)", "U", 1),
    ]
    said = recognise(path)
    assert "read the answers in Profil/Sexe, Profil/Pays de résidence with those" in " ".join(
        texts(said.notes)
    )


def test_answers_of_a_moved_question_that_differ_are_refused_by_their_row(export):
    header = ["pays_residence", "sexe", "conjoint/sexe", *END]
    path = export(header, ["Gabon", "f", "f", *end(1)], ["Gabon", "f", "m", *end(2)])
    with pytest.raises(CountsError) as caught:
        read_counts(path)
    (problem,) = caught.value.problems
    assert (problem.kind, problem.file, problem.row) == ("moved_differ", str(path), 3)
    assert problem.column == "sexe"


@pytest.mark.parametrize("groups", [("a/", "b/"), ("a/", "a/b/"), ("Profil::", "Suite::")])
def test_a_question_that_moved_to_another_group_is_one(export, rows_of, groups):
    names = [f"{group}{name}" for name in ("pays_residence", "sexe") for group in groups]
    rows = [["Gabon", "", "f", "", *end(1)], ["", "Tchad", "", "m", *end(2)]]
    table = read_counts(export([*names, *END], *rows)).table
    people = table[table["count"] > 0]
    assert rows_of(people, "place", "sex") == [("Gabon", "F"), ("Tchad", "M")]


@pytest.mark.parametrize("spouse", ["m", "f"])
def test_questions_of_two_groups_that_are_both_answered_are_two(export, spouse):
    header = ["pays_residence", "chef/sexe", "conjoint/sexe", *END]
    path = export(header, ["Gabon", "f", "", *end(1)], ["Gabon", "f", spouse, *end(2)])
    with pytest.raises(CountsError, match="'conjoint/sexe' are both answered") as caught:
        read_counts(path)
    assert caught.value.problems[0].row == 3


def test_two_columns_of_one_header_stay_two(export):
    with pytest.raises(CountsError, match="both mean sex"):
        read_counts(export(["pays_residence", "sexe", "Sexe", *END], ["Gabon", "f", "", *end(1)]))


def test_members_of_a_group_whose_country_moved(save_sheets, rows_of):
    end_of = ["_id", "_uuid", "_submission_time", "_index"]
    main = [["pays_residence", "qui/pays_residence", *end_of]]
    main += [["ga", None, 1, "a", "x", 1], [None, "td", 2, "b", "x", 2]]
    members = [["sexe", "_index", "_parent_table_name", "_parent_index"]]
    members += [["f", 1, "Forme", 1], ["m", 2, "Forme", 2]]
    path = save_sheets(("Forme", main), ("membres", members))
    table = read_counts(path, sheet="membres").table
    assert rows_of(table[table["count"] > 0], "place", "sex") == [("GA", "F"), ("TD", "M")]


@pytest.mark.parametrize(
    "origin",
    [
        *("Region of origin in Cameroon", "Région d'origine au Cameroun"),
        *("Profil/Département d'origine au Cameroun", "Division of origin in Cameroon"),
    ],
)
def test_a_question_on_the_region_of_origin_names_the_country(export, rows_of, origin):
    path = export(["Sexe", "Pays de résidence", origin, *END], ["Femme", "Gabon", "Ouest", *end(1)])
    table = read_counts(path).table
    assert rows_of(table, "place", "sex", "origin") == [
        ("Gabon", "F", "Ouest"),
        ("Gabon", "M", "Ouest"),
    ]
