from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.counts.schema import DEFINITIONS
from diasporamap.tables.redaction import (
    is_position,
    kind_of,
    redacted_code,
    redacted_codes,
    redacted_figure,
    redacted_headers,
    redacted_names,
    redacted_place,
    redacted_value,
    redacted_word,
    redacted_year,
    shown_names,
)

PERSONS = [
    *("Zénobie Mbarga", "MBARGA", "zenobie", "+237 699 11 22 33", "699112233", "0699112233"),
    *("22 23 45 67", "699.112.233", "zenobie@example.org", "CE123456", "AB12345", "12/03/1985"),
    *("1985-03-12", "12.03.85", "3.86667", "3.86667, 11.51667", "https://example.org/zenobie"),
]


@pytest.mark.parametrize(
    "tell",
    [redacted_figure, redacted_code, redacted_year, lambda text: redacted_word(text, DEFINITIONS)],
)
@pytest.mark.parametrize("text", PERSONS)
def test_what_may_tell_who_somebody_is_is_never_shown(text, tell):
    told = tell(text)
    assert told == kind_of(text)
    assert not any(part in told for part in text.split())


@pytest.mark.parametrize(
    "text",
    [
        *("-3", "1.5", "1,234", "1.234.567", "12 345,6", "12a", "100 p", "12 (a)", "~5", ">100"),
        *("#REF!", "-", "—", "Zé", "1 23", "=1"),
    ],
)
def test_figures_that_are_harmless_are_shown(text):
    assert redacted_figure(text) == f"'{text}'"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "a blank"),
        ("Zénobie Mbarga", "a text of 13 letters"),
        ("699 11 22 33", "a number of 9 digits"),
        ("3", "a digit and marks"),
        ("CE123456", "a text of 8 characters"),
        ("é", "a letter"),
    ],
)
def test_kinds(text, kind):
    assert kind_of(text) == kind


@given(st.text(max_size=60))
def test_a_kind_holds_nothing_of_the_cell_but_its_length(text):
    assert kind_of(text) == kind_of("".join(_like(character) for character in text))


def _like(character):
    if character.isalpha():
        return "x"
    if character.isdigit():
        return "7"
    return " " if character.isspace() else "."


def test_codes_years_words_and_places():
    assert [redacted_code("X"), redacted_code("9")] == ["'X'", "'9'"]
    assert [redacted_year("20"), redacted_year("2020.5"), redacted_year("2020-Q1")] == [
        *("'20'", "'2020.5'", "'2020-Q1'"),
    ]
    assert redacted_word("bornin", DEFINITIONS) == "'bornin'"
    assert redacted_value("EU27_2020") == "'EU27_2020'"
    assert redacted_value("MBARGA") == "a text of 6 letters"
    assert redacted_codes(["DE", "MBARGA", "B14"], most=5) == "B14, DE and 1 more"
    assert redacted_codes(["MBARGA"], most=5) == "1 values"
    assert redacted_place("Alemagne") == "'Alemagne'"
    assert redacted_place("zenobie@example.org") == "a text of 17 letters"
    assert redacted_place("+237 699 11 22 33") == "a number of 12 digits"


def test_a_column_with_a_name_for_each_row_is_counted_and_not_listed():
    persons = list(enumerate(["Zénobie Mbarga", "Ali Oumarou", "undesa_2020"]))
    assert shown_names(persons) == (["undesa_2020"], 2)
    assert redacted_names(persons, declared=["Ali Oumarou"]) == (
        "Ali Oumarou, undesa_2020, 1 name not told here"
    )
    sources = [(row, name) for row, name in enumerate(["IOM", "MINREX"] * 3)]
    assert redacted_names(sources) == "IOM, MINREX"


def test_headers_are_listed_only_where_they_are_headers():
    persons = ["Zénobie Mbarga", "France", "F", "699112233", "zenobie@example.org"]
    assert redacted_headers(persons) == (
        "None of the 5 columns of row 1 is known: is row 1 the header?"
    )
    assert redacted_headers(["Femmes", "Total"], row=3).startswith("None of the 2 columns of row 3")
    assert redacted_headers(["pays", "Nom", *persons[3:]]) == "Columns found: pays, Nom and 2 more."
    assert redacted_headers(["femmes", "hommes"]) == "Columns found: femmes, hommes."
    assert redacted_headers(["", ""]) == "Columns found: none."


@pytest.mark.parametrize(
    "text",
    [
        *("3.848, 11.502", "3.848;11.502", "3,848 11,502", "(3.848, 11.502)", "-3.8,-11.5"),
        *(
            "48°51'N 2°21'E",
            "3.848N 11.502E",
            "3.848 11.502 0 0",
            "POINT (2.35 48.85)",
            "geo:3.8,11",
        ),
    ],
)
def test_coordinates_are_known(text):
    assert is_position(text)


@pytest.mark.parametrize(
    "text", ["", "1 234", "1 234,5", "1,234.5", "12, 5", "12,5", "Paris 12", "France, 12.5", "-3.8"]
)
def test_numbers_and_names_are_no_coordinates(text):
    assert not is_position(text)
