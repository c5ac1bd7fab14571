from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.tables.figures import Figure, Numerals, numerals_of, read_figure


@pytest.mark.parametrize(
    ("texts", "numerals"),
    [
        (["1", "23"], Numerals()),
        (["1,234"], Numerals()),
        (["1,234,567", "1,234"], Numerals("", ",")),
        (["1.234.567"], Numerals("", ".")),
        (["1,234.5"], Numerals("", ",")),
        (["1 234,5"], Numerals(",")),
        (["12,5", "1,234,567"], Numerals(",")),
        (["1,234,567", "1.234.567"], Numerals()),
        (["12.000", "90.000"], Numerals()),
        (["12.000", "1234.000"], Numerals(".")),
        (["12.000", "0.000"], Numerals(".")),
        (["12.000", "7.0"], Numerals(".")),
    ],
)
def test_what_a_file_proves_about_its_numbers(texts, numerals):
    assert numerals_of(texts) == numerals


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("12", 12), ("12.0", 12), ("12,00", 12), ("1 234", 1234), ("1’234", 1234)],
)
def test_whole_numbers(text, count):
    assert read_figure(text) == Figure(count)


@pytest.mark.parametrize("text", ["-", "—", "1.5", "1,5", "1e3", "0x1", "1 23", "12 34", "=1"])
def test_what_is_no_whole_number_is_never_one(text):
    figure = read_figure(text)
    assert figure.count is None
    assert not figure.withheld
    assert figure.message


@pytest.mark.parametrize(
    ("text", "count", "mark"),
    [
        *(("100*", 100, "*"), ("12 **", 12, "**"), ("0*", 0, "*"), ("12\u2020", 12, "\u2020")),
        *(("12 (a)", 12, "(a)"), ("12(B)", 12, "(B)"), ("1 234\u00b9", 1234, "\u00b9")),
        *(("12\u00b2", 12, "\u00b2"), ("7 \u1d43", 7, "\u1d43"), ("1\u00a0234 p", 1234, "p")),
        *(("12 b", 12, "b"), ("12 e", 12, "e"), ("12 bp", 12, "bp"), ("12 b p", 12, "b p")),
    ],
)
def test_a_mark_behind_a_number_is_taken_off_where_it_is_asked_for(text, count, mark):
    assert read_figure(text, marks=True) == Figure(count, mark=mark)
    assert read_figure(text).count is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *((dash, "can mean nobody or no data") for dash in ("-", "\u2013", "\u2014", "\u2212")),
        *((about, "is an estimate or a bound") for about in ("~5", "\u2248 40", ">100", "100+")),
        *((about, "is an estimate or a bound") for about in ("environ 40", "c. 40", "<5*")),
        *((flag, "is a mark without a figure") for flag in "ebp"),
        *((text, "has a mark that is not known") for text in ("12 (c)", "12 s", "12x", "100p")),
        *((text, "is not a number") for text in ("12 (1)", "12 (ab c)", "1 e 3", "#REF!")),
        *(("1,234*", "has a separator"), ("1.5*", "is a fraction"), ("-5*", "is negative")),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text, message):
    figure = read_figure(text, marks=True)
    assert (figure.count, figure.withheld, figure.mark) == (None, False, "")
    assert message in figure.message
    assert figure.hint


@given(
    number=st.integers(0, 10**8),
    before=st.sampled_from(["", "~", ">", "<", "-", "*", "(", "= "]),
    after=st.text(alphabet="*()abepcsxBP\u00b9\u00b2\u2020 .,-+%1", max_size=4),
)
def test_no_number_becomes_another(number, before, after):
    text = f"{before}{number}{after}"
    figure = read_figure(text.strip(), numerals_of([text]), marks=True)
    if figure.count is not None:
        written = "".join(character for character in text if character in "0123456789.,")
        whole = written.replace(",", "") if re.search(r",\d{3}", written) else written
        assert int(re.split("[.,]", whole)[0]) == figure.count
        assert before == ""


@pytest.mark.parametrize("text", ["-0", "-0,0", "-3", "- 3"])
def test_no_negative_number_is_read(text):
    assert read_figure(text).count is None


def test_grouped_digits_are_read_only_with_proof():
    assert read_figure("1,234").message.endswith("separator between its digits")
    assert read_figure("1,234", Numerals("", ",")) == Figure(1234)
    assert read_figure("1.234", Numerals("", ",")).count is None


@pytest.mark.parametrize(("text", "whole"), [("12.000", 12), ("90,000", 90)])
def test_zeros_behind_a_mark_are_thousands_or_decimals(text, whole):
    figure = read_figure(text)
    assert figure.count is None
    assert figure.message == f"'{text}' can mean thousands or a number without decimals"
    assert figure.hint == f"Write {whole}000 or {whole}, whichever is the count."
