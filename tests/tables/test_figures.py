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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("38891.00000000001", 38891),
        ("99.99999999999999", 100),
        ("0.9999999999999999", 1),
        ("41,00000000000001", 41),
        ("1 203,0000000000001", 1203),
        ("300000000.00000006", 300_000_000),
        ("412.0000", 412),
        ("+412", 412),
        ("412\u200e", 412),
        ("\u200f\u20284\u200b1\u00ad2\ufeff".replace("\u2028", ""), 412),
        ("1\u202f234\u00a0567", 1234567),
        ("1\u2009234", 1234),
    ],
)
def test_noise_and_signs_without_width_change_no_number(text, count):
    assert read_figure(text) == Figure(count)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.234 567", "has separators that no number has so"),
        ("1 234'567", "has separators that no number has so"),
        ("1 23", "has separators that no number has so"),
        ("12\n345", "has a sign in it that is not shown (U+000A)"),
        ("4\u200e12", "has a sign in it that is not shown (U+200E)"),
        ("\u202e412", "has a sign in it that is not shown (U+202E)"),
        ("4\u03361\u03362", "has a sign in it that is not shown (U+0336)"),
        ("\u0664\u0661\u0662", "is written in digits other than 0 to 9"),
        ("\uff14\uff11\uff12", "is written in digits other than 0 to 9"),
        ("9" * 5000, "is too long for a number"),
        ("9" * 20, "is more than all migrants in the world"),
        ("2012-05-01", "is a day"),
        ("2012-05-01 00:00:00", "is a day"),
        ("01/05/2012", "is a day"),
        ("10-20", "is two numbers"),
        ("45 %", "is a percentage"),
        ("3.9E+4", "is in powers of ten"),
        ("+ 412", "is not a number"),
        ("++412", "is not a number"),
        ("(412)", "is negative, or has a dash or parentheses around it"),
        ("\u2212412", "is negative, or has a dash or parentheses around it"),
        ("3\u00bd", "is a fraction"),
        ("412.5000000001", "is a fraction"),
        ("0.00000000000000001", "is a fraction"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(text, message):
    figure = read_figure(text, marks=True)
    assert (figure.count, figure.withheld) == (None, False)
    assert message in figure.message
    assert figure.hint


#: The spellings that the module documents, written once more.
SPELT = re.compile(
    r"\+?(?P<whole>[1-9][0-9]{0,2}(?:[ \u00a0\u2007\u2009\u202f][0-9]{3})+"
    r"|[1-9][0-9]{0,2}(?:['\u2019][0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)"
    r"(?:[.,](?:0+|(?P<noise>[0-9]{5,})))?(?P<mark>[^.,'0-9].*|)"
)
MARKS = re.compile(
    r"|\s?(\*{1,3}|[\u2020\u2021]{1,2}|\([a-zA-Z]\)|[\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u2079"
    r"\u02b0-\u02b8\u1d2c-\u1d6a]{1,3})|\s[bep](\s?[bep]){0,2}"
)


@given(
    st.text(
        "0123456789 .,'-+eE%()/*\u00a0\u202f\u200b\u200e\u202e\u0664\uff14\u00b9\u00bd\n",
        max_size=12,
    )
    | st.text(max_size=8)
    | st.from_regex(r"[0-9]{1,4}([ .,'][0-9]{1,3}){0,3}([.,][0-9]{1,16})?", fullmatch=True)
)
def test_no_other_text_becomes_a_number(text):
    figure = read_figure(text.strip(), numerals_of([text]), marks=True)
    if figure.count is None:
        return
    shown = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text.strip())
    spelt = SPELT.fullmatch(shown.strip("\u061c\u200e\u200f \u00a0\u2007\u2009\u202f"))
    assert spelt
    assert MARKS.fullmatch(spelt["mark"])
    digits = int(re.sub("[^0-9]", "", spelt["whole"]))
    if spelt["noise"]:
        assert len(spelt["whole"] + spelt["noise"]) > 15
        assert abs(figure.count - float(f"{digits}.{spelt['noise']}")) <= 1e-14 * figure.count
    else:
        assert figure.count == digits


@pytest.mark.usefixtures("french")
def test_what_is_no_count_is_refused_in_french():
    told = {text: read_figure(text) for text in ("1.234", "12 p.", "699 11 22 33", "~5")}
    assert [(figure.message, figure.hint) for figure in told.values()] == [
        ("«\xa01.234\xa0» a un séparateur entre ses chiffres", "Écrivez 1234 si c’est l’effectif."),
        (
            "«\xa012 p.\xa0» n’est pas un nombre",
            "N’écrivez que des chiffres\u202f; laissez la case vide s’il n’y a pas de données.",
        ),
        (
            "un nombre de 9 chiffres a des séparateurs comme n’en a aucun nombre",
            "Écrivez les chiffres seuls si c’est l’effectif.",
        ),
        (
            "«\xa0~5\xa0» est une estimation ou une borne, et non un effectif",
            "Écrivez le nombre que donne la source, ou laissez la case vide.",
        ),
    ]
