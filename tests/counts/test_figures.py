from __future__ import annotations

import pytest

from diasporamap.counts.figures import Figure, Numerals, numerals_of, read_figure


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


def test_grouped_digits_are_read_only_with_proof():
    assert read_figure("1,234").message.endswith("separator between its digits")
    assert read_figure("1,234", Numerals("", ",")) == Figure(1234)
    assert read_figure("1.234", Numerals("", ",")).count is None
