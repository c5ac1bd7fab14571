from __future__ import annotations

import pytest

from diasporamap.errors import UsageError
from diasporamap.persons.meanings import parse_sex_codes


def test_a_list_of_codes():
    assert parse_sex_codes(" 1=M, 2=f,a=b=U,") == {"1": "M", "2": "F", "a=b": "U"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nothing", "is no list of codes"),
        ("", "is no list of codes"),
        ("=F", "is no list of codes"),
        ("1=X", "'1=X' gives no sex"),
        ("1=F,1=M", "The code '1' is given two sexes"),
    ],
)
def test_what_is_no_list_is_refused(text, message):
    with pytest.raises(UsageError, match=message):
        parse_sex_codes(text)
