from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.errors import CountsError
from diasporamap.persons.codebook import read_codebook
from diasporamap.persons.question_names import own_names
from diasporamap.persons.questions import Column, find_column

HEADER = (
    *("identite/sexe", "identite/pays_residence", "membres::age", "foyer.taille"),
    *("competences/langues", "competences/langues/fr", "competences/langues/en"),
    *("a/statut", "b/statut", "Métiers", "Sous-région"),
)


@pytest.mark.parametrize(
    ("wanted", "position"),
    [
        ("identite/sexe", 0),
        ("pays_residence", 1),
        ("age", 2),
        ("taille", 3),
        ("competences/langues/fr", 5),
        ("langues/en", 6),
        ("en", 6),
        ("a/statut", 7),
    ],
)
def test_with_and_without_groups(wanted, position):
    assert find_column(HEADER, wanted) == Column(position)


def test_one_answer_of_a_list_of_answers():
    header = ("competences/langues", "Métiers")
    assert find_column(header, "langues/fr") == Column(0, ("fr",))
    assert find_column(header, "competences/langues/fr") == Column(0, ("fr",))
    label = "Bâtiment / travaux publics"
    assert find_column(header, f"Métiers/{label}") == Column(1, (label,))


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("statut", "2 columns may be meant. Write one of 'a/statut', 'b/statut'."),
        ("langues", "--by-column 'competences/langues/fr'"),
        ("pays_residense", "there is no such column. Is it 'identite/pays_residence'?"),
        ("région", "there is no such column"),  # a hyphen is part of a word too
    ],
)
def test_what_is_not_clear_is_refused(wanted, message):
    with pytest.raises(CountsError) as caught:
        find_column(HEADER, wanted)
    assert message in str(caught.value)


def test_a_question_in_another_sheet_is_found_for_the_message():
    with pytest.raises(CountsError, match=r"The sheet 'membres' has it: choose that with --sheet"):
        find_column(HEADER, "sexe_membre", elsewhere={"membres": ("membres/sexe_membre",)})


def test_a_first_row_that_is_a_person_is_not_told():
    for row in (("Ada Ngo", "F"), ("Ada Ngo", "699 12 34 00"), ("Ada Ngo", "Douala")):
        with pytest.raises(CountsError, match="is row 1 the header") as caught:
            find_column(row, "pays")
        assert "Ada" not in str(caught.value)


def test_headers_as_programs_write_them_are_told():
    with pytest.raises(CountsError, match="Columns found: q1, g/q2"):
        find_column(("q1", "g/q2"), "pays")


def test_a_question_beside_another_that_begins_alike_has_no_answers():
    assert find_column(("Country", "Country: other"), "Country") == Column(0)


def test_an_answer_by_its_label_is_found_under_its_code(codebook):
    book = read_codebook(codebook)
    header = ("g/metiers", "g/metiers/sante", "g/metiers/soins")
    assert find_column(header, "metiers/Santé et soins", codebook=book) == Column(1)
    assert find_column(header[:1], "metiers/Care", codebook=book).answers == (
        *("soins", "Soins", "Care"),
    )
    with pytest.raises(CountsError, match="'santee' is no answer to the question"):
        find_column(header, "metiers/santee", codebook=book)


@given(st.text("ab/.:|> -", min_size=1, max_size=12))
def test_own_names_are_ends_of_the_header(header):
    for name in own_names(header):
        assert header.rstrip().endswith(name)
        assert name != header


@pytest.mark.usefixtures("french")
def test_a_column_that_is_missing_is_told_in_french():
    with pytest.raises(CountsError, match=r"cette colonne n’existe pas\. Est-ce «\xa0pays\xa0»"):
        find_column(["pays", "sexe"], "payz")
