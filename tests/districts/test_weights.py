from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.districts import read_weights
from diasporamap.districts.weights import apportioned
from diasporamap.errors import DataError

WEIGHTS = st.dictionaries(
    st.sampled_from("abcdef"), st.fractions(0, 1000, max_denominator=100), min_size=1
).filter(lambda weights: any(weights.values()))


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "weights.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@given(people=st.integers(0, 10**7), weights=WEIGHTS)
def test_the_parts_add_up_and_none_is_a_whole_person_off_its_quota(people, weights):
    parts = apportioned(people, weights)
    assert sum(parts.values()) == people
    assert parts.keys() == weights.keys()
    whole = sum(weights.values())
    for name, part in parts.items():
        assert abs(part - people * weights[name] / whole) < 1


def test_the_largest_remainders_get_what_is_left():
    thirds = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)}
    assert apportioned(10, thirds) == {"a": 4, "b": 3, "c": 3}
    assert apportioned(10, {"a": Fraction(14), "b": Fraction(26), "c": Fraction(60)}) == {
        "a": 1,
        "b": 3,
        "c": 6,
    }
    assert apportioned(7, {"a": Fraction(0), "b": Fraction(1)}) == {"a": 0, "b": 7}


def test_the_weight_column_is_named_or_the_only_one(table):
    weights = read_weights(table("place,population\nGQ-LI,10.5\ngq-kn,0\n"))
    assert weights.by_unit == {"GQ-LI": Fraction(21, 2), "GQ-KN": 0}
    assert weights.column == "population"
    named = read_weights(table("place,name,households\nGQ-LI,Litoral,3\n"), column="households")
    assert named.by_unit == {"GQ-LI": 3}


def test_the_method_names_the_column_in_both_languages(table):
    weights = read_weights(table("place,population\nGQ-LI,1\n"))
    assert "au prorata de «\N{NO-BREAK SPACE}population\N{NO-BREAK SPACE}»" in weights.method("fr")
    assert "in proportion to “population”" in weights.method("en")
    assert "estimations" in weights.method("fr")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("place,a,b\nGQ-LI,1,2\n", "row 1: the weights need the columns place and one of numbers"),
        ("unit,weight\nGQ-LI,1\n", "row 1: the weights need the columns place and one of numbers"),
        ("place,weight\nGQ-L,1\n", "row 2, column 'place': 'GQ-L' is not an admin-1 unit"),
        ("place,weight\nGNQ,1\n", "row 2, column 'place': 'GNQ' is not an admin-1 unit"),
        ("place,weight\nGQ-LI,1\nGQ-LI,2\n", "row 3, column 'place': 'GQ-LI' has a weight already"),
        ("place,weight\nGQ-LI,-1\n", "row 2, column 'weight': '-1' is not a weight"),
        ("place,weight\nGQ-LI,many\n", "row 2, column 'weight': 'many' is not a weight"),
        ("place,weight\nGQ-LI,\n", "row 2, column 'weight': '' is not a weight"),
        ("place,weight\nGQ-LI,nan\n", "row 2, column 'weight': 'nan' is not a weight"),
        ("place,weight\nGQ-LI,1e999999999\n", "row 2, column 'weight': '1e999999999' is not"),
        ("place,weight\nGQ-LI,1/0\n", "row 2, column 'weight': '1/0' is not a weight"),
        ("place;weight\nGQ-LI;1,5\n", "row 2, column 'weight': '1,5' is not a weight"),
    ],
)
def test_wrong_weights_are_explained(table, text, message):
    with pytest.raises(DataError) as caught:
        read_weights(table(text))
    assert message in str(caught.value)


def test_every_wrong_weight_is_listed(table):
    with pytest.raises(DataError) as caught:
        read_weights(table("place,weight\nGQ-LI,x\nGQ-XX,1\nGQ-KN,y\n"))
    assert [problem.row for problem in caught.value.problems] == [2, 3, 4]
