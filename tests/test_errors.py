from __future__ import annotations

import pytest

from diasporamap import errors
from diasporamap.errors import CountsError, DataError, DiasporaMapError, Problem, UsageError


def test_a_problem_says_where_what_and_what_to_do_about_it():
    assert str(Problem("it is wrong", "Correct it.", "a.csv", 3, "count")) == (
        "a.csv, row 3, column 'count': it is wrong. Correct it."
    )
    assert str(Problem("it is wrong", "Correct it.")) == "it is wrong. Correct it."


def test_all_problems_are_kept_and_the_first_are_shown():
    problems = [Problem("it is wrong", "Correct it.", row=row) for row in range(25)]
    error = DataError(problems)
    assert error.problems == tuple(problems)
    lines = str(error).splitlines()
    assert len(lines) == errors.SHOWN + 1
    assert lines[-1] == "... and 5 more problems of this kind."


def test_no_kind_of_problem_hides_another():
    many = [Problem("a name is wrong", "Correct it.", row=row, topic="Place") for row in range(300)]
    error = str(DataError([*many, Problem("a sex is wrong", "Correct it.", row=301, topic="Sex")]))
    lines = error.splitlines()
    assert lines[errors.SHOWN :] == [
        "... and 280 more problems of this kind.",
        "row 301: a sex is wrong. Correct it.",
    ]


def test_many_rows_are_counted():
    problem = Problem("it is wrong", "Correct it.", row=", ".join(map(str, range(2, 2000))))
    assert (
        str(problem)
        == "row 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1,988 more: it is wrong. Correct it."
    )


def test_one_problem_makes_an_error_of_the_class_asked():
    error = CountsError.one("it is wrong", "Correct it.", row=2)
    assert isinstance(error, CountsError)
    assert error.problems == (Problem("it is wrong", "Correct it.", row=2),)


@pytest.mark.parametrize(
    "error",
    [
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, DiasporaMapError)
    ],
)
def test_exit_codes_and_the_tree_in_the_docstring(error):
    assert error.exit_code == (2 if issubclass(error, UsageError) else 1)
    assert error.__name__ in errors.__doc__
