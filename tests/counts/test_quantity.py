"""Names, units and figures of other quantities than people, as each language writes them."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from diasporamap.counts.quantity import quantity_of, tells_people
from diasporamap.errors import UsageError


@pytest.mark.parametrize(
    ("unit", "currency", "multiple"),
    [
        *(("XAF", "XAF", ""), ("FCFA", "XAF", ""), ("F CFA", "XAF", ""), ("€", "EUR", "")),
        *(("US$", "USD", ""), ("usd", "USD", ""), ("USD million", "USD", "million")),
        *(("millions USD", "USD", "million"), ("million of EUR", "EUR", "million")),
        *(("milliards de FCFA", "XAF", "billion"), ("thousand EUR", "EUR", "thousand")),
        *(("tonnes", "", ""), ("all", "", ""), ("top", "", ""), ("million tonnes", "", "")),
    ],
)
def test_units_of_money_are_currencies_and_how_many_of_them(unit, currency, multiple):
    found = quantity_of("Transferts", unit).unit
    assert (found.currency, found.multiple) == (currency, multiple)


@pytest.mark.parametrize(
    ("unit", "value", "french", "english"),
    [
        ("XAF", 1234567, "1 234 567 FCFA", "FCFA 1,234,567"),
        ("USD", 1234, "1 234 $US", "US$1,234"),
        ("EUR", 12, "12 €", "€12"),
        (
            "USD million",
            3,
            "3 millions de dollars des États-Unis",
            "3 million US dollars",
        ),
        ("EUR million", 1, "1 million d’euros", "1 million euros"),
        (
            "milliards XAF",
            2,
            "2 milliards de francs CFA",
            "2 billion Central African CFA francs",
        ),
        ("thousand CHF", 5, "5 milliers de francs suisses", "5 thousand Swiss francs"),
        ("tonnes", 40, "40 tonnes", "40 tonnes"),
        (None, 40, "40", "40"),
    ],
)
def test_a_sum_is_written_as_a_sentence_has_it(unit, value, french, english):
    quantity = quantity_of("Transferts", unit)
    for language, written in (("fr", french), ("en", english)):
        amount = quantity.amount(value, language)
        assert not re.search(r"[0-9] ", amount)  # where a line may not end
        assert amount.replace("\u202f", " ").replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("name", "unit", "french", "english"),
    [
        ("Transferts", "XAF", "Transferts (FCFA)", "Transferts (FCFA)"),
        ("Transferts", "USD", "Transferts ($US)", "Transferts (US$)"),
        ("Transferts", "USD million", "Transferts (millions USD)", "Transferts (USD million)"),
        ("Transferts", "XAF million", "Transferts (millions FCFA)", "Transferts (FCFA million)"),
        ("Étudiants", "étudiants", "Étudiants", "Étudiants"),
        (
            {"fr": "Étudiants", "en": "Students"},
            {"fr": "personnes", "en": "people"},
            "Étudiants (personnes)",
            "Students (people)",
        ),
    ],
)
def test_a_label_has_the_unit_behind_the_name(name, unit, french, english):
    quantity = quantity_of(name, unit)
    assert (quantity.label("fr"), quantity.label("en")) == (french, english)


@pytest.mark.parametrize(
    ("decimals", "value", "written"),
    [
        *((0, 12, "12"), (2, 12.5, "12.5"), (2, 12, "12.0"), (2, 0, "0"), (6, 12.3456, "12.3")),
        *((6, 0.09, "0.090"), (6, 0.0043, "0.0043"), (6, 0.000002, "0.000002"), (1, 0.1, "0.1")),
        *((2, 1234.56, "1,235"), (6, 32807.75, "32,808")),
    ],
)
def test_no_figure_over_zero_is_written_as_zero(decimals, value, written):
    quantity = replace(quantity_of("Money", "USD"), decimals=decimals)
    assert quantity.number(value, "en") == written


def test_figures_are_whole_numbers_of_the_smallest_step():
    cents = replace(quantity_of("Money", "USD"), decimals=2)
    assert cents.unscaled(pd.Series([10, 20, 30, None], dtype="Int64")).tolist()[:3] == [
        0.1,
        0.2,
        0.3,
    ]
    assert [str(cents.exact(figure)) for figure in (30, 100, 0, 123456)] == [
        "0.3",
        "1",
        "0",
        "1234.56",
    ]
    assert cents.step == 0.01


@pytest.mark.parametrize(
    ("name", "unit", "people"),
    [
        *(
            ("Étudiants", "étudiants", True),
            ("Étudiants", None, True),
            ("Students", "persons", True),
        ),
        *(
            ("Inscrits", "ménages", True),
            ("Doctors", None, True),
            ("Retraités", "bénéficiaires", True),
        ),
        *(("Visas", None, True), ("Naissances", None, True), ("Hommes", None, True)),
        *(("Transferts des migrants", "XAF", False), ("Bourses d'étudiants", "EUR", False)),
        *(("Transferts", None, False), ("Colis", "tonnes", False), ("Investments", None, False)),
        *(("Yemen", None, False), ("Documents", None, False)),
    ],
)
def test_a_quantity_is_of_people_by_its_unit_or_its_name(name, unit, people):
    assert quantity_of(name, unit).of_people is people


def test_words_of_people_are_known_as_headers_write_them():
    assert tells_people("etudiants_2020")
    assert tells_people("nombre_de_femmes")
    assert not tells_people("montant")


@pytest.mark.parametrize(
    ("name", "unit", "message"),
    [
        (None, "XAF", "A unit is that of a quantity"),
        ("", "XAF", "has no name"),
        ("Part", "%", "Shares are no quantity"),
        ("Part", "per cent", "Shares are no quantity"),
        ({"fr": "Transferts"}, None, "one a language"),
    ],
)
def test_what_is_no_quantity_is_refused(name, unit, message):
    with pytest.raises(UsageError, match=message):
        quantity_of(name, unit)


def test_people_are_no_quantity():
    assert quantity_of(None, None) is None
