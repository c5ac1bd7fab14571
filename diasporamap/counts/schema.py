"""The tidy schema of counts, and the check that gathers every breach of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from diasporamap.errors import CountsError, Problem
from diasporamap.tables.figures import MOST
from diasporamap.tables.headers import OWN, is_own
from diasporamap.tables.redaction import (
    redacted_code,
    redacted_figure,
    redacted_headers,
    redacted_word,
    redacted_year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

#: Women, men, sex not stated: women first, unknown visible.
SEXES: Final = ("F", "M", "U")

#: What a count counts. Counts of different definitions are never added together.
DEFINITIONS: Final = (
    "born_in",
    "national",
    "registered",
    "descendant",
    "self_identified",
    "estimate",
)

#: The columns of the tidy schema and what each holds.
COLUMNS: Final = {
    "place": "name or code of the place of residence",
    "sex": "F (women), M (men) or U (not stated)",
    "count": "people, a whole number, 0 or more; blank where there is no data",
    "year": "year of the count, four digits",
    "definition": "one of " + ", ".join(DEFINITIONS),
    "source": "short name of the source",
    "subdivision": "region, state or province of the place of residence",
    "city": "city or town of residence",
    "origin": "region or division of the country of origin",
    "age": "age group",
    "education": "level of education",
    "occupation": "occupation",
    "arrival": "year or period of arrival",
    "status": "withheld where the source has the figure and keeps it back, else blank",
}
REQUIRED: Final = ("place", "sex", "count")

#: Everything but the figure itself tells one row from another.
KEY: Final = tuple(name for name in COLUMNS if name not in ("count", "status"))

#: The status of a figure that the source keeps back. Its count is blank, and it is never 0.
WITHHELD: Final = "withheld"

FIRST_YEAR, LAST_YEAR = 1900, 2100


def key_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that tell one row from another: those of the schema, then one's own."""
    given = list(columns)
    return [name for name in KEY if name in given] + [name for name in given if is_own(name)]


def check_counts(counts: pd.DataFrame, *, file: str | None = None) -> None:
    """Check a tidy counts table and report everything that is wrong with it at once.

    Parameters
    ----------
    counts : pandas.DataFrame
        A row a place and sex; columns `place`, `sex`, `count` and optionally the others
        of `COLUMNS`. The index is the row number that messages name: the row of the file
        for tables of `read_counts`, the frame's own labels otherwise.
    file : str, optional
        Name of the file, for the messages.

    Raises
    ------
    CountsError
        If a column is missing, the table is empty, a place is blank, a sex is not F, M or
        U, a count is negative, fractional or not a number, a year, definition or status makes
        no sense, or two rows stand for the same cell. Every problem is listed.
    """
    problems = schema_problems(counts)
    if problems:
        raise CountsError([replace(found, file=file) for found in problems])


def schema_problems(counts: pd.DataFrame) -> list[Problem]:
    """Return every breach of the schema in the order of the rows; see `check_counts`."""
    problems = list(_column_problems(counts))
    if problems:
        return problems
    checks = {
        "Place": _place_problems,
        "Sex": _sex_problems,
        "Count": _count_problems,
        "Year": _year_problems,
        "Definition": _definition_problems,
        "Status": _status_problems,
        "Duplicate": _duplicate_problems,
    }
    found = [
        replace(problem, topic=topic)
        for topic, check in checks.items()
        for problem in check(counts)
    ]
    return sorted(found, key=lambda problem: _row_order(problem.row))


def _row_order(row: int | str | None) -> tuple[int, str]:
    return (row, "") if isinstance(row, int) else (0, str(row))


def _column_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in counts.columns:
            yield Problem(
                f"the column '{name}' is missing",
                f"Add it: {COLUMNS[name]}. {redacted_headers([str(name) for name in counts])}",
            )
    if not len(counts):
        yield Problem("the table has no rows", "Give at least one row of counts.")


def _place_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    place = counts["place"]
    blank = place.isna() | (place.astype("string").str.strip().fillna("") == "")
    for row in counts.index[blank]:
        yield Problem(
            "the place is blank", "Write a country name or code.", row=row, column="place"
        )


def _sex_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    wrong = counts.loc[~counts["sex"].isin(SEXES), "sex"]
    for row, sex in wrong.items():
        yield Problem(
            f"{redacted_code('' if _is_blank(sex) else str(sex))} is not a sex",
            "Write F (women), M (men) or U (not stated).",
            row=row,  # type: ignore[arg-type]
            column="sex",
        )


def _count_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    import pandas as pd

    given = counts["count"]
    numbers = pd.to_numeric(given, errors="coerce").astype("float64")
    text = numbers.isna() & ~given.map(_is_blank).astype(bool)
    for row, value in given[text].items():
        message = f"{redacted_figure(str(value))} is not a number"
        yield _count_problem(row, message, "Write digits only, or leave blank")
    infinite = numbers.isin([float("inf"), float("-inf")])
    for row in counts.index[infinite]:
        yield _count_problem(row, "the count is infinite", "Write a whole number of people")
    finite = numbers[~infinite].dropna()
    for row, value in finite[finite < 0].items():
        yield _count_problem(row, f"{_told(value)} is negative", "Write 0 or more people")
    for row, value in finite[(finite % 1 != 0)].items():
        yield _count_problem(row, f"{_told(value)} is a fraction", "Write a whole number of people")
    for row, value in finite[finite > MOST].items():
        message = f"{_told(value)} is more than all migrants in the world"
        yield _count_problem(row, message, "Correct the count")


def _told(number: float) -> str:
    return redacted_figure(f"{number:.15g}").strip("'")


def _count_problem(row: object, message: str, hint: str) -> Problem:
    return Problem(message, f"{hint}.", row=row, column="count")  # type: ignore[arg-type]


def _year_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    import pandas as pd

    if "year" not in counts.columns:
        return
    given = counts["year"]
    numbers = pd.to_numeric(given, errors="coerce").astype("float64")
    fine = given.map(_is_blank).astype(bool) | (
        numbers.between(FIRST_YEAR, LAST_YEAR) & (numbers % 1 == 0)
    )
    for row, value in given[~fine].items():
        yield Problem(
            f"{redacted_year(str(value))} is not a year",
            f"Write four digits between {FIRST_YEAR} and {LAST_YEAR}.",
            row=row,  # type: ignore[arg-type]
            column="year",
        )


def _definition_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    if "definition" not in counts.columns:
        return
    given = counts["definition"]
    wrong = given[~given.isin(DEFINITIONS) & ~given.map(_is_blank).astype(bool)]
    for row, value in wrong.items():
        yield Problem(
            f"{redacted_word(str(value), DEFINITIONS)} is not a definition of a diaspora",
            f"Write one of {', '.join(DEFINITIONS)}.",
            row=row,  # type: ignore[arg-type]
            column="definition",
        )


def _status_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    if "status" not in counts.columns:
        return
    given = counts["status"]
    blank = given.map(_is_blank).astype(bool)
    for row, value in given[~blank & (given != WITHHELD)].items():
        yield Problem(
            f"{redacted_word(str(value), [WITHHELD])} is not a status",
            f"Write '{WITHHELD}' where the source keeps the figure back, or leave it blank.",
            row=row,  # type: ignore[arg-type]
            column="status",
        )
    counted = ~counts["count"].map(_is_blank).astype(bool)
    for row in counts.index[(given == WITHHELD).fillna(value=False) & counted]:
        yield Problem(
            "a withheld figure has a count",
            "Leave the count blank, or leave the status blank.",
            row=row,
            column="status",
        )


def _duplicate_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    key = key_columns(counts.columns)
    cells = counts[key].astype("string").fillna("")
    first: dict[tuple[str, ...], object] = {}
    for row, cell in zip(counts.index, cells.itertuples(index=False, name=None), strict=True):
        if cell in first:
            what = ", ".join(name for name, part in zip(key, cell, strict=True) if part)
            yield Problem(
                f"the same cell (by {what}) already stands in row {first[cell]}",
                "Keep one of the two rows, or tell them apart by year, source, definition or a "
                f"column of your own that is headed '{OWN}...'.",
                row=row,
            )
        else:
            first[cell] = row


def _is_blank(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NA or white space."""
    import pandas as pd

    if isinstance(value, str):
        return not value.strip()
    return bool(pd.isna(value))  # type: ignore[call-overload]
