from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons
from diasporamap.readers.registry import read_counts

END = ["_id", "_uuid", "_submission_time", "_index"]
LINK = ["_index", "_parent_table_name", "_parent_index"]


def test_submissions_are_read_without_being_named(export, cells):
    result = aggregate_persons(export, place="pays_residence", sex="sexe")
    assert cells(result, "place", "sex", "count") == [("FR", "M", 1), ("GA", "F", 1)]
    notes = [str(note) for note in result.notes]
    assert notes == ["read the sheet 'Enquête' and not membres, diplomes"]


def test_members_have_what_their_submission_says(export, cells):
    result = aggregate_persons(
        export,
        place="pays_residence",
        sex="sexe_membre",
        by=["langues/fr", "region_origine"],
        sheet="membres",
    )
    assert cells(result, "place", "sex", "by_langues_fr", "origin", "count") == [
        ("FR", "F", None, "Sud", 1),
        ("GA", "F", "1", "Ouest", 1),
        ("GA", "M", "1", "Ouest", 1),
    ]
    assert result.notes == ()
    counts = read_counts(export, sheet="membres").table
    assert counts["count"].sum() == result.persons == 3


def test_members_of_members(export, cells):
    result = aggregate_persons(
        export, place="pays_residence", sex="sexe_membre", by=["niveau"], sheet="diplomes"
    )
    assert cells(result, "place", "sex", "by_niveau", "count") == [
        ("FR", "F", "bac", 1),
        ("GA", "F", "bac", 1),
    ]


def test_members_of_nobody_are_refused(save_sheets):
    main = ("Main", [["pays", *END], ["GAB", 1, "u", "t", 1]])
    lost = ("members", [["sexe", *LINK], ["F", 1, "Main", 1], ["F", 2, "Main", 7]])
    with pytest.raises(CountsError, match=r"row 3.*1 rows belong to no row"):
        aggregate_persons(save_sheets(main, lost), place="pays", sex="sexe", sheet="members")
    alone = ("members", [["sexe", *LINK], ["F", 1, "Elsewhere", 1]])
    with pytest.raises(CountsError, match=r"the sheet of the submissions .* is missing"):
        aggregate_persons(save_sheets(main, alone), place="pays", sex="sexe", sheet="members")


def test_sheets_that_belong_to_each_other_in_a_ring_are_refused(save_sheets):
    one = ("one", [["sexe", *LINK], ["F", 1, "two", 1]])
    two = ("two", [["age", *LINK], ["4", 1, "one", 1]])
    with pytest.raises(CountsError, match="is missing"):
        aggregate_persons(save_sheets(one, two), place="pays", sex="sexe", sheet="one")


def test_rows_that_are_blank_at_the_end_are_whole(save_sheets, cells):
    path = save_sheets(("persons", [["pays", "sexe", "note"], ["GAB", "F", None], ["GAB", None]]))
    result = aggregate_persons(path, place="pays", sex="sexe")
    assert cells(result, "sex", "count") == [("F", 1), ("U", 1)]
