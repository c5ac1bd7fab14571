"""Names, order and headers of what people are counted by beside where they live."""

from __future__ import annotations

import pytest

from diasporamap.counts.characteristics import (
    category_name,
    characteristic_named,
    cohort_of,
    in_order,
    label_of,
    not_stated,
    one_name,
)
from diasporamap.tables.headers import CHARACTERISTICS


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("education", "education"),
        ("by_education", "education"),
        ("Niveau d’études", "education"),
        ("Diplôme", "education"),
        ("Métier", "occupation"),
        ("Année d'arrivée", "arrival"),
        ("Cohorte d'arrivée", "arrival"),
        ("Titre de séjour", "legal_status"),
        ("by_secteur", "by_secteur"),
        ("region", None),
        ("statut", None),
        ("by_", None),
    ],
)
def test_headers_mean_a_characteristic(header, column):
    assert characteristic_named(header) == column


@pytest.mark.parametrize(
    ("column", "category", "name"),
    [
        ("education", "ED5-8", "Tertiary"),
        ("education", "ED3_4", "Upper secondary or post-secondary"),
        ("education", "ISCED 11: 6", "Bachelor’s or equivalent"),
        ("education", "CITE 0", "Less than primary"),
        ("education", "5", "5"),  # of whose codes is not known
        ("education", "OC5", "OC5"),
        ("occupation", "OC2", "Professionals"),
        ("occupation", "ISCO-08 9", "Elementary occupations"),
        ("occupation", "ISCO 2310", "ISCO 2310"),
        ("age", "15-24", "15–24"),
        ("by_langues_fr", "1", "Yes"),
        ("by_secteur", "by_secteur-not-stated", "Not stated"),
        ("education", "education-not-stated", "Education not stated"),
    ],
)
def test_codes_have_names_and_other_categories_their_own(column, category, name):
    assert category_name(column, category).en == name
    assert one_name(column, category_name(column, category).fr) == name


def test_nobody_arrives_after_the_year_of_the_counts():
    assert category_name("arrival", "2020-2029", 2024).fr == "2020–2024"
    assert category_name("arrival", "2020-2029", 2020).fr == "2020–2020"[:4]
    assert category_name("arrival", "2010-2019", 2024).fr == "2010–2019"
    assert category_name("arrival", "2020-2029").fr == "2020–2029"
    assert category_name("arrival", "avant 2000", 2024).fr == "avant 2000"


@pytest.mark.parametrize(
    ("written", "cohort"),
    [
        ("2009", "2000-2009"),
        ("2010.0", "2010-2019"),
        ("2014-05-03", "2010-2019"),
        ("2014-05-03T00:00:00", "2010-2019"),
        ("2010-2014", "2010-2014"),
        ("2010-11", "2010-11"),
        ("avant 1990", "avant 1990"),
    ],
)
def test_years_of_arrival_are_in_ten_years(written, cohort):
    assert cohort_of(written) == cohort
    assert cohort_of(cohort) == cohort


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("age", ["<15", "15-24", "65+"]),
        ("arrival", ["avant 2000", "2000-2009", "2010-2019"]),
        ("education", ["ED0-2", "ED3_4", "ED5-8"]),
        ("education", ["Sans diplôme", "CEP", "Secondaire", "Bac", "Licence", "Master", "PhD"]),
        ("by_children", ["0", "1", "2", "10 or more"]),
    ],
)
def test_what_is_on_a_scale_rises(column, order):
    people = dict.fromkeys([not_stated(column), *reversed(order)], 1.0)
    assert in_order(column, people) == [*order, not_stated(column)]


def test_other_categories_are_ranked_and_what_is_hidden_tells_nothing():
    people = {"occupation-not-stated": 9.0, "b": None, "Élu": 3.0, "é": None, "a": 7.0, "d": None}
    order = ["a", "Élu", "b", "d", "é", "occupation-not-stated"]
    assert in_order("occupation", people) == order
    assert in_order("education", {"Doctorat": 1.0, "?": 5.0}) == ["?", "Doctorat"]


def test_every_characteristic_has_a_label_and_ones_own_its_words():
    for column in CHARACTERISTICS:
        assert label_of(column).fr != label_of(column).en or column == "occupation"
    assert label_of("by_secteur_d_activite").fr == "Secteur d’activite"
