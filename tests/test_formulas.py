from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.formulas import as_meant, harmless


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        *(("'=1+1", "=1+1"), ("'-", "-"), ("' @x", " @x"), ("''=1", "'=1")),
        *(("'tis", "'tis"), ("=1+1", "=1+1"), ("'", "'"), ("", ""), ("Côte d'Ivoire",) * 2),
    ],
)
def test_only_an_apostrophe_before_a_formula_is_taken_off(cell, text):
    assert as_meant(cell) == text


@given(st.text(st.sampled_from("'=+-@ a\t\n"), max_size=6) | st.text())
def test_what_is_made_harmless_is_had_back(text):
    written = harmless(text)
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\n"))
    assert harmless(as_meant(written)) == written
    assert as_meant(written).replace(" ", "") == "".join(
        " " if ord(letter) < 32 and letter not in "\t\n\r" else letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
    ).replace(" ", "")
