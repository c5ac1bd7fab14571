from __future__ import annotations

import pytest
from babel.numbers import parse_pattern
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.language import date_text, number_text, percent_text, range_text

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, f"1{NARROW}000", "1,000"),
        (92983, f"92{NARROW}983", "92,983"),
        (441015, f"441{NARROW}015", "441,015"),
        (1234567, f"1{NARROW}234{NARROW}567", "1,234,567"),
    ],
)
def test_whole_numbers(value, french, english):
    assert number_text(value, "fr") == french
    assert number_text(value, "en") == english


def test_decimals_and_per_cent():
    assert number_text(1234.56, "fr", decimals=1) == f"1{NARROW}234,6"
    assert number_text(1234.56, "en", decimals=1) == "1,234.6"
    assert percent_text(63.204, "fr") == f"63,2{NARROW}%"
    assert percent_text(63.204, "en") == "63.2%"
    assert percent_text(50, "fr", decimals=0) == f"50{NARROW}%"


def test_ranges():
    assert range_text("40", "50", "fr") == "40 à 50"
    assert range_text("40", "50", "en") == "40–50"


@given(st.integers(0, 10**10))
def test_a_written_number_reads_back_as_itself(value):
    french, english = number_text(value, "fr"), number_text(value, "en")
    assert int(french.replace(NARROW, "")) == value
    assert int(english.replace(",", "")) == value
    assert french.replace(NARROW, ",") == english


@given(st.integers(0, 10**10))
def test_digits_stand_in_groups_of_three(value):
    first, *groups = number_text(value, "fr").split(NARROW)
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)


@given(st.floats(0, 1e6), st.integers(1, 3))
def test_a_rounded_number_is_within_half_a_unit(value, decimals):
    for language, comma in (("fr", ","), ("en", ".")):
        text = number_text(value, language, decimals=decimals)
        whole, part = text.split(comma)
        assert len(part) == decimals
        read = float("".join(filter(str.isdigit, whole)) + "." + part)
        assert abs(read - value) <= 0.5 * 10**-decimals + 1e-9


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        ("2026-01-01", "1er janvier 2026", "1 January 2026"),
        ("2024-08-01", "1er août 2024", "1 August 2024"),
        ("2024-11-11", "11 novembre 2024", "11 November 2024"),
        ("2024-02-21", "21 février 2024", "21 February 2024"),
    ],
)
def test_the_first_of_a_month_is_written_as_the_language_does(day, french, english):
    assert date_text(day, "fr") == french
    assert date_text(day, "en") == english


@given(
    st.floats(-1e15, 1e15)
    | st.integers(-(10**15), 10**15)
    | st.decimals(-(10**9), 10**9, places=4),
    st.integers(0, 4),
    st.sampled_from(["fr", "en"]),
)
def test_numbers_are_written_as_cldr_has_it(value, decimals, language):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = parse_pattern(pattern).apply(value, language).replace("-", "\N{MINUS SIGN}")
    assert number_text(value, language, decimals=decimals) == written
