import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.persons.kobo import Submissions

HEADER = "sexe,pays,_id,_uuid,_submission_time,_index"


def repeated_in(result):
    return sum(note.fields["number"] for note in result.notes if note.kind == "repeated")


def rows_of(uuids):
    return [f"F,Gabon,{n},{uuid},2026-01-01,{n}" for n, uuid in enumerate(uuids)]


@given(st.lists(st.uuids().map(str)), st.randoms(use_true_random=False))
def test_as_many_rows_repeat_as_there_are_more_rows_than_submissions(uuids, order):
    rows = uuids * 2 + uuids[:3]
    order.shuffle(rows)
    submissions = Submissions()
    for uuid in rows:
        submissions.note(uuid)
    assert submissions.repeated == len(rows) - len(set(rows))


def test_blanks_repeat_nothing_and_no_identifier_is_kept():
    submissions = Submissions()
    for uuid in ("", " ", "", "u-secret", "\udce9t\udce9", " u-secret "):
        submissions.note(uuid)
    assert submissions.repeated == 1
    assert "secret" not in repr(vars(submissions))


@pytest.mark.parametrize(("uuids", "repeated"), [("abab", 2), ("abcd", 0), ("aaaa", 3)])
def test_persons_of_an_export_that_stands_twice_are_counted_and_told(register, uuids, repeated):
    path = register("\n".join([HEADER, *rows_of(uuids)]) + "\n")
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert (result.persons, repeated_in(result)) == (4, repeated)
    assert list(result.counts.columns) == ["place", "sex", "count"]


def test_a_table_without_the_column_repeats_nothing(register):
    path = register("sexe,pays\nF,Gabon\nF,Gabon\n")
    assert repeated_in(aggregate_persons(path, place="pays", sex="sexe")) == 0


def test_members_of_one_submission_repeat_nothing(export):
    columns = {"place": "pays_residence", "sex": "sexe_membre"}
    result = aggregate_persons(export, sheet="membres", **columns)
    assert (result.persons, repeated_in(result)) == (3, 0)
