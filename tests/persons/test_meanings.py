from __future__ import annotations

import pytest

from diasporamap.errors import UsageError
from diasporamap.persons.meanings import checked_sex_codes, parse_sex_codes


def test_a_list_of_codes():
    assert parse_sex_codes(" 1=M, 2=f,a=b=U,") == {"1": "M", "2": "F", "a=b": "U"}
    assert parse_sex_codes("1=h,2=F") == {"1": "M", "2": "F"}
    assert parse_sex_codes("M=F,H=M,9=T,Femme=F") == {"M": "F", "H": "M", "9": "T", "Femme": "F"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nothing", "is no list of codes"),
        ("", "is no list of codes"),
        ("=F", "is no list of codes"),
        ("1=X", "'1=X' gives no sex"),
        ("1=F,1=M", "The code '1' is given two sexes"),
        ("9=T,9=U", "The code '9' is given two sexes"),
        ("Femme=M", "says the contrary of the word"),
        ("Inconnu=F", "says the contrary of the word"),
        ("Hommes=T", "says the contrary of the word"),
    ],
)
def test_what_is_no_list_is_refused(text, message):
    with pytest.raises(UsageError, match=message):
        parse_sex_codes(text)


def test_a_person_is_no_total():
    assert checked_sex_codes({"9": "T"}) == {"9": "T"}
    with pytest.raises(UsageError, match="a person is none"):
        checked_sex_codes({"9": "T"}, persons=True)


@pytest.mark.usefixtures("french")
def test_codes_are_refused_in_french():
    with pytest.raises(UsageError, match=r"ne donne pas de sexe\. Écrivez F \(femmes\)"):
        parse_sex_codes("1=X")
