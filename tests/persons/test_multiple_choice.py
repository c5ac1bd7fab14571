from __future__ import annotations

import pytest

from diasporamap.errors import CountsError
from diasporamap.persons.aggregate import aggregate_persons

LABELS = "pays;sexe;Métiers;Métiers/Bâtiment / travaux;Métiers/TIC\n"


@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("True", "False"), ("TRUE", "FALSE"), ("VRAI", "FAUX")]
)
def test_answers_in_columns_of_their_own(register, cells, yes, no):
    path = register(
        f"{LABELS}GAB;F;x;{yes};{no}\nGAB;F;x;{no};{yes}\nGAB;F;;;\nGAB;M;x;{yes};{yes}\n"
    )
    by = ["Métiers/Bâtiment / travaux"]
    result = aggregate_persons(path, place="pays", sex="sexe", by=by)
    assert cells(result, "sex", "by_metiers_batiment_travaux", "count") == [
        ("F", "0", 1),
        ("F", "1", 1),
        ("F", None, 1),
        ("M", "1", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "pays,sexe,g/langues\nGAB,F,fr en\nGAB,F,en\nGAB,F,\n",
        "pays,sexe,g/langues/fr,g/langues/en\nGAB,F,1,1\nGAB,F,0,1\nGAB,F,,\n",
        "pays,sexe,g/langues,g/langues/fr,g/langues/en\nGAB,F,fr en,1,1\nGAB,F,en,0,1\nGAB,F,,,\n",
        "pays,sexe,g.langues,g.langues.fr,g.langues.en\nGAB,F,fr en,1,1\nGAB,F,en,0,1\nGAB,F,,,\n",
    ],
    ids=["summary", "details", "both", "points"],
)
def test_every_form_gives_the_same(register, cells, text):
    mark = "." if "g." in text else "/"
    by = [f"langues{mark}fr"]
    result = aggregate_persons(register(text), place="pays", sex="sexe", by=by)
    assert cells(result, "by_langues_fr", "count") == [("0", 1), ("1", 1), (None, 1)]


def test_written_in_two_ways_is_one_cell(register, cells):
    path = register("pays,sexe,l/fr\nGAB,F,1\nGAB,F,True\nGAB,F,0\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["l/fr"])
    assert cells(result, "by_l_fr", "count") == [("0", 1), ("1", 2)]


def test_columns_that_are_no_yes_and_no_stay(register, cells):
    path = register("pays,sexe,enfants\nGAB,F,1\nGAB,F,2\nGAB,F,True\n")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["enfants"])
    assert cells(result, "by_enfants", "count") == [("1", 1), ("2", 1), ("True", 1)]


def test_letters_of_windows_are_found_in_lists_of_answers(register, cells):
    path = register("pays;sexe;l\nGAB;F;Français\nGAB;F;Anglais\n", encoding="cp1252")
    result = aggregate_persons(path, place="pays", sex="sexe", by=["l/Français"])
    assert cells(result, "by_l_francais", "count") == [("0", 1), ("1", 1)]


def test_an_answer_that_nobody_gave_is_refused_unless_the_codebook_lists_it(
    register, codebook, cells
):
    path = register("pays,sexe,metiers\nGAB,F,sante\nGAB,F,\n")
    with pytest.raises(CountsError, match="column 'metiers/soin': nobody gave this answer"):
        aggregate_persons(path, place="pays", sex="sexe", by=["metiers/soin"])
    options = {"place": "pays", "sex": "sexe", "codebook": codebook}
    result = aggregate_persons(path, by=["metiers/Soins"], **options)
    assert cells(result, "by_metiers_soins", "count") == [("0", 1), (None, 1)]
    result = aggregate_persons(path, by=["metiers/Health and care"], **options)
    assert cells(result, "by_metiers_health_and_care", "count") == [("1", 1), (None, 1)]
