"""Rows of one person: told, and counted as it is said."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diasporamap.errors import CountsError, UsageError
from diasporamap.persons.aggregate import aggregate_persons
from tests.notes import texts

COLUMNS = {"place": "pays", "sex": "sexe", "identifier": "dossier"}
ROWS = "dossier,pays,sexe\nD-7,GAB,F\nD-8,GAB,M\nD-7,GAB,F\nD-9,TCD,F\nD-8,TCD,M\n D-7 ,GAB,F\n"


def test_persons_who_stand_twice_are_refused_until_it_is_said_what_to_do(register):
    with pytest.raises(CountsError) as caught:
        aggregate_persons(register(ROWS), **COLUMNS)
    twice, differ = caught.value.problems
    assert (twice.kind, twice.row, twice.column) == ("persons_twice", "4, 6, 7", "dossier")
    assert (differ.kind, differ.fields) == ("persons_differ", {"number": 1, "rows": "3 / 6"})
    assert "--duplicates drop" in twice.hint
    assert "D-" not in str(caught.value)


@pytest.mark.parametrize(
    ("duplicates", "persons", "found"),
    [
        ("keep", 6, [("GAB", "F", 3), ("GAB", "M", 1), ("TCD", "F", 1), ("TCD", "M", 1)]),
        ("drop", 3, [("GAB", "F", 1), ("GAB", "M", 1), ("TCD", "F", 1)]),
    ],
)
def test_they_count_each_row_or_once(register, cells, duplicates, persons, found):
    result = aggregate_persons(register(ROWS), **COLUMNS, duplicates=duplicates)
    assert result.persons == result.counts["count"].sum() == persons
    assert cells(result, "place", "sex", "count") == found
    said, differ = texts(result.notes)
    assert said.startswith("rows of persons who stand in a row above too (same 'dossier'), ")
    assert "left out: 3" in said if duplicates == "drop" else "counted again: 3" in said
    assert said.endswith("(rows 4, 6, 7)")
    assert differ == "rows of one person that are counted under different answers: 1 (rows 3 / 6)"


@pytest.mark.parametrize("nobody", ["", " ", "-", "000", "Non renseigné", "inconnu"])
def test_who_has_no_number_is_counted_and_told(register, nobody):
    rows = f"dossier,pays,sexe\n{nobody},GAB,F\n{nobody},GAB,F\nD-7,GAB,F\n"
    result = aggregate_persons(register(rows), **COLUMNS, duplicates="drop")
    assert result.persons == 3
    assert [(note.kind, note.fields["number"]) for note in result.notes] == [("unnamed", 2)]


def test_where_nobody_stands_twice_nothing_need_be_said(register):
    rows = "dossier,pays,sexe\n7,GAB,F\n07,GAB,F\n70,GAB,F\n"
    assert aggregate_persons(register(rows), **COLUMNS).notes == ()


def test_one_sees_answers_that_differ_only_in_what_is_counted(register):
    rows = "dossier,pays,sexe,age,ville\n7,GAB,F,20,A\n7,GAB,femme,30,B\n"
    result = aggregate_persons(register(rows), **COLUMNS, duplicates="drop")
    assert [note.kind for note in result.notes] == ["twice_dropped"]
    result = aggregate_persons(register(rows), **COLUMNS, by=["age"], duplicates="drop")
    assert [note.kind for note in result.notes] == ["twice_dropped", "twice_differ"]


def test_many_rows_are_counted_and_the_first_listed(register):
    rows = "".join(f"7,GAB,{sex}\n" for sex in "FM" * 20)
    path = register(f"dossier,pays,sexe\n{rows}")
    dropped, differ = texts(aggregate_persons(path, **COLUMNS, duplicates="drop").notes)
    assert dropped.endswith("left out: 39 (rows 3, 4, 5, 6, 7, ...)")
    assert differ.endswith("answers: 20 (rows 2 / 3, 2 / 5, 2 / 7, 2 / 9, 2 / 11, ...)")


def test_rows_of_a_frame_are_numbered():
    frame = pd.DataFrame(
        {"dossier": ["a", "a"], "pays": ["GAB", "GAB"], "sexe": ["F", "F"]}, index=["r1", "r2"]
    )
    with pytest.raises(CountsError, match="row 2, column 'dossier'"):
        aggregate_persons(frame, **COLUMNS)


def test_a_submission_that_stands_twice_is_told_once(register):
    header = "sexe,pays,_id,_uuid,_submission_time,_index"
    rows = "".join(f"F,GAB,{n + 1},u{n % 2},x,{n + 1}\n" for n in range(4))
    path = register(f"{header}\n{rows}")
    wanted = {"place": "pays", "sex": "sexe"}
    once = aggregate_persons(path, **wanted, identifier="_uuid", duplicates="drop")
    assert (once.persons, [note.kind for note in once.notes]) == (2, ["twice_dropped"])
    both = aggregate_persons(path, **wanted, identifier="_uuid", duplicates="keep")
    assert (both.persons, [note.kind for note in both.notes]) == (4, ["twice_kept"])
    other = aggregate_persons(path, **wanted, identifier="_id", duplicates="drop")
    assert (other.persons, [note.kind for note in other.notes]) == (4, ["repeated"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"duplicates": "drop"}, "--id-column"),
        ({"identifier": "dossier", "duplicates": "all"}, "'all'"),
    ],
)
def test_wrong_use(register, options, message):
    with pytest.raises(UsageError, match=message):
        aggregate_persons(register(ROWS), place="pays", sex="sexe", **options)


def test_nothing_is_counted_by_the_column_and_it_must_be_there(register):
    with pytest.raises(CountsError, match="no such column"):
        aggregate_persons(register(ROWS), **{**COLUMNS, "identifier": "carte"})
    with pytest.raises(CountsError, match="tells who somebody is"):
        aggregate_persons(register(ROWS.replace("dossier", "numéro")), place="pays", sex="numéro")


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("FM")), min_size=1))
def test_as_many_persons_as_there_are_numbers(rows):
    frame = pd.DataFrame(rows, columns=["dossier", "sexe"]).assign(pays="GAB")
    result = aggregate_persons(frame, **COLUMNS, duplicates="drop")
    first = dict(reversed(rows))
    assert result.persons == len(first)
    women = result.counts.loc[result.counts["sex"] == "F", "count"].sum()
    assert women == sum(sex == "F" for sex in first.values())
