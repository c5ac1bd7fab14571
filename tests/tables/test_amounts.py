"""Figures with decimals: exact, in steps of their own, nothing taken for another number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.tables.amounts import MOST, MOST_DECIMALS, amounts_of
from diasporamap.tables.figures import Figure, Numerals, numerals_of


def read(text, beside=()):
    """Read a figure among others, as the number that it is."""
    texts = [text, *beside]
    numerals = numerals_of(texts)
    amounts = amounts_of(texts, numerals)
    figure = amounts.read(text, numerals, marks=True)
    if figure.count is None:
        return figure
    return Decimal(figure.count).scaleb(-amounts.decimals)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12", "12"), ("0", "0"), ("12,5", "12.5"), ("12.5", "12.5"), ("0.25", "0.25")),
        *((".5", "0.5"), ("1 234,5", "1234.5"), ("1\u202f234\u202f567", "1234567")),
        *(("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1,234,567", "1234567")),
        *(("1,234,567.8", "1234567.8"), ("1'234.25", "1234.25"), ("1 234,567", "1234.567")),
        *(("1234.567", "1234.567"), ("0,125", "0.125"), ("1.2e-05", "0.000012")),
        *(("12.5*", "12.5"), ("+5", "5"), ("38891.00000000001", "38891")),
        *(("0.30000000000000004", "0.3"), ("5000000000", "5000000000")),
        *(("12.5\u200b", "12.5"), ("\u200e3,25\u200e", "3.25"), ("+12.5", "12.5")),
    ],
)
def test_a_figure_is_the_number_that_it_is(text, number):
    assert read(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12.345"])
def test_three_digits_behind_a_mark_may_be_thousands_and_are_refused_with_both_ways(text):
    figure = read(text)
    assert "has a separator between its digits" in figure.message
    assert (
        figure.hint
        == f"Write {text.replace(',', '').replace('.', '')} or {text}0, whichever is the figure."
    )


@pytest.mark.parametrize(
    ("text", "beside", "number"),
    [
        ("1.234", "0.5", "1.234"),
        ("1,234", "0,5", "1.234"),
        ("1,234", "1,234,567", "1234"),
        ("1.234", "1.234,5", "1234"),
        ("1,234", "1,234.5", "1234"),
    ],
)
def test_unless_the_file_proves_which(text, beside, number):
    assert read(text, [beside]) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-3", "-3 is negative"),
        ("-3,5", "-3,5 is negative"),
        ("\u22123", "\u22123 is negative"),
        ("12,5 %", "'12,5 %' is a percentage"),
        ("1.5E+07", "is in powers of ten"),
        ("~5", "'~5' is an estimate or a bound, no count"),
        ("1.234.5", "'1.234.5' has separators that no number has so"),
        ("12 FCFA", "is not a number"),
        (str(MOST + 1), "is more than any amount"),
    ],
)
def test_what_is_no_figure_is_refused(text, message):
    figure = read(text)
    assert isinstance(figure, Figure)
    assert message in figure.message
    assert "people" not in figure.hint


@pytest.mark.parametrize("text", ["(3,5)", "1.234.5", "12,5%", "\u00bd"])
def test_no_hint_drops_decimals(text):
    assert read(text).hint == "Write the figure in digits."


@pytest.mark.parametrize(
    ("text", "status"), [("..", ""), ("", ""), ("n/a", ""), ("<5", "withheld")]
)
def test_no_data_and_withheld_are_as_for_people(text, status):
    figure = read(text, ["12.5"])
    assert (figure.count, figure.status, figure.message) == (None, status, "")


def test_more_decimals_than_are_kept_are_rounded_and_counted():
    amounts = amounts_of(["0.1234567", "2.5", "3"], Numerals("."))
    assert (amounts.decimals, amounts.rounded, amounts.fractions, amounts.filled) == (6, 1, 2, 3)
    assert amounts.read("0.1234567", Numerals(".")).count == 123457


def test_large_sums_leave_fewer_decimals_so_that_they_stay_exact():
    amounts = amounts_of(["900000000000.5", "0.123456"], Numerals("."))
    assert amounts.decimals == MOST_DECIMALS
    amounts = amounts_of(["9000000000000000", "0.123456"], Numerals("."))
    assert amounts.decimals == 2
    assert amounts.rounded == 1
    assert amounts.read("9000000000000000", Numerals(".")).count < 2**63


def test_people_have_no_decimals_and_amounts_mostly_do():
    assert amounts_of(["1.5", "2", "0", ".."], Numerals(".")).mostly_fractions
    assert not amounts_of(["1.5", "2", "3"], Numerals(".")).mostly_fractions
    assert not amounts_of(["1", "2"], Numerals(".")).mostly_fractions
    assert not amounts_of([], Numerals(".")).mostly_fractions


@given(st.lists(st.decimals(0, 10**9, places=4), min_size=1, max_size=20))
def test_whatever_is_written_is_read_and_adds_up_exactly(numbers):
    texts = [str(number) for number in numbers]
    numerals = Numerals(".")
    amounts = amounts_of(texts, numerals)
    read = [amounts.read(text, numerals).count for text in texts]
    assert not amounts.rounded
    assert Decimal(sum(read)).scaleb(-amounts.decimals) == sum(numbers)
