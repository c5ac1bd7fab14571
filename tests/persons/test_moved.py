from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons

KOBO = "_id,_uuid,_submission_time,_index"


def test_a_question_that_moved_into_a_group_is_one(register, cells):
    rows = "GAB,f,,,1,a,x,1\n,,TCD,m,2,b,x,2\n,,,,3,c,x,3\n"
    path = register(f"pays,sexe,qui/pays,qui/sexe,{KOBO}\n{rows}")
    result = aggregate_persons(path, place="pays", sex="sexe")
    found = cells(result, "place", "sex", "count")
    assert found == [("(not stated)", "U", 1), ("GAB", "F", 1), ("TCD", "M", 1)]
    (note,) = result.notes
    assert (note.kind, note.fields) == ("moved", {"names": ("qui/pays", "qui/sexe")})


def test_two_answers_that_differ_are_refused_without_telling_them(register):
    path = register(f"pays,sexe,qui/sexe,{KOBO}\nGAB,f,f,1,a,x,1\nGAB,f,m,2,b,x,2\n")
    with pytest.raises(CountsError) as caught:
        aggregate_persons(path, place="pays", sex="sexe")
    (problem,) = caught.value.problems
    assert (problem.kind, problem.row, problem.column) == ("moved_differ", 3, "sexe")


def test_a_question_that_moved_to_another_group_is_one(register, cells):
    rows = "GAB,,f,,1,a,x,1\n,TCD,,m,2,b,x,2\n"
    path = register(f"a/pays,b/pays,a/sexe,b/sexe,{KOBO}\n{rows}")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert cells(result, "place", "sex", "count") == [("GAB", "F", 1), ("TCD", "M", 1)]
    assert [note.fields["names"] for note in result.notes] == [("b/pays", "b/sexe")]


def test_two_questions_of_two_groups_are_refused_and_told_by_their_groups(register, cells):
    path = register(f"pays,chef/sexe,conjoint/sexe,{KOBO}\nGAB,f,,1,a,x,1\nGAB,f,f,2,b,x,2\n")
    with pytest.raises(CountsError, match="are both answered"):
        aggregate_persons(path, place="pays", sex="sexe")
    result = aggregate_persons(path, place="pays", sex="chef/sexe")
    assert cells(result, "sex", "count") == [("F", 2)]


def test_in_a_plain_register_the_column_named_is_taken(register, cells):
    path = register("pays,sexe,conjoint/sexe\nGAB,f,m\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert cells(result, "place", "sex", "count") == [("GAB", "F", 1)]


def test_members_take_the_place_from_either_version_of_their_submission(save_sheets, cells):
    end = ["_id", "_uuid", "_submission_time", "_index"]
    path = save_sheets(
        (
            "Forme",
            [
                ["pays", "qui/pays", *end],
                ["GAB", None, 1, "a", "x", 1],
                [None, "TCD", 2, "b", "x", 2],
            ],
        ),
        (
            "membres",
            [
                ["sexe", "_index", "_parent_table_name", "_parent_index"],
                ["f", 1, "Forme", 1],
                ["m", 2, "Forme", 2],
            ],
        ),
    )
    result = aggregate_persons(path, place="pays", sex="sexe", sheet="membres")
    assert cells(result, "place", "sex", "count") == [("GAB", "F", 1), ("TCD", "M", 1)]
