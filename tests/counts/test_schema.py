from __future__ import annotations

import pandas as pd
import pytest

from diasporamap.counts.schema import DEFINITIONS, check_counts
from diasporamap.errors import CountsError


def frame(*rows, columns=("place", "sex", "count")):
    return pd.DataFrame(rows, columns=columns)


def problems(counts):
    with pytest.raises(CountsError) as caught:
        check_counts(counts, file="a.csv")
    assert all(problem.file == "a.csv" for problem in caught.value.problems)
    return [(problem.row, problem.column, problem.message) for problem in caught.value.problems]


def test_a_good_table_passes():
    columns = ("place", "sex", "count", "year", "definition")
    rows = [("FRA", "F", 3, 2020, name) for name in DEFINITIONS]
    check_counts(frame(*rows, ("FRA", "M", None, None, None), columns=columns))


def test_missing_columns_and_no_rows():
    found = problems(pd.DataFrame({"a": []}))
    assert [message for _, _, message in found] == [
        "the column 'place' is missing",
        "the column 'sex' is missing",
        "the column 'count' is missing",
        "the table has no rows",
    ]


def test_every_problem_is_found_in_the_order_of_the_rows():
    counts = frame(
        ("FRA", "F", -3),
        ("FRA", "M", 1.5),
        (" ", "F", 1),
        ("DEU", "W", 1),
        ("ITA", "F", "many"),
        ("ITA", "M", float("inf")),
        ("ESP", "F", 1e12),
        ("FRA", "F", 4),
    )
    assert problems(counts) == [
        (0, "count", "-3 is negative"),
        (1, "count", "1.5 is a fraction"),
        (2, "place", "the place is blank"),
        (3, "sex", "'W' is not a sex"),
        (4, "count", "a text of 4 letters is not a number"),
        (5, "count", "the count is infinite"),
        (6, "count", "a number of 13 digits is more than all migrants in the world"),
        (7, None, "the same cell (by place, sex) already stands in row 0"),
    ]


@pytest.mark.parametrize("kind", ["object", "string"])
def test_years_and_definitions(kind):
    columns = ("place", "sex", "count", "year", "definition")
    counts = frame(
        ("FRA", "F", 1, "20", "born_in"),
        ("FRA", "F", 1, "2020.5", None),
        ("FRA", "F", 1, "soon", "born"),
        ("FRA", "F", 1, None, "national"),
        columns=columns,
    )
    counts["year"] = counts["year"].astype(kind)
    assert problems(counts) == [
        (0, "year", "'20' is not a year"),
        (1, "year", "'2020.5' is not a year"),
        (2, "year", "a text of 4 letters is not a year"),
        (2, "definition", "'born' is not a definition of a diaspora"),
    ]


def test_rows_that_differ_in_any_column_of_the_key_are_different_cells():
    columns = ("place", "sex", "count", "origin")
    check_counts(frame(("FRA", "F", 1, "OU"), ("FRA", "F", 1, "CE"), columns=columns))
    counts = frame(("FRA", "F", 1, None), ("FRA", "F", 2, ""), columns=columns)
    assert problems(counts)[0][2] == "the same cell (by place, sex) already stands in row 0"


def test_a_withheld_figure_has_no_count_and_no_other_status_is_known():
    columns = ("place", "sex", "count", "status")
    check_counts(frame(("FRA", "F", None, "withheld"), ("FRA", "M", 4, None), columns=columns))
    counts = frame(("FRA", "F", 3, "withheld"), ("FRA", "M", None, "hidden"), columns=columns)
    assert problems(counts) == [
        (0, "status", "a withheld figure has a count"),
        (1, "status", "a text of 6 letters is not a status"),
    ]


def test_a_status_tells_no_rows_apart():
    columns = ("place", "sex", "count", "status")
    counts = frame(("FRA", "F", 3, None), ("FRA", "F", None, "withheld"), columns=columns)
    assert problems(counts) == [(1, None, "the same cell (by place, sex) already stands in row 0")]


@pytest.mark.usefixtures("french")
def test_breaches_are_told_in_french():
    counts = frame(("FRA", "F", 1), ("FRA", "F", 2), ("", "Z", -1))
    assert problems(counts) == [
        (1, None, "la même cellule (par lieu, sexe) figure déjà à la ligne 0"),
        (2, "place", "le lieu est vide"),
        (2, "sex", "«\xa0Z\xa0» n’est pas un sexe"),
        (2, "count", "-1 est négatif"),
    ]
