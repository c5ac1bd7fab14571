"""The tidy schema of counts, and the check that gathers every breach of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.tables.figures import MOST
from diasporamap.tables.headers import column_word, is_own
from diasporamap.tables.redaction import (
    bare_figure,
    redacted_code,
    redacted_figure,
    redacted_headers,
    redacted_word,
    redacted_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

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

#: The columns of the tidy schema; `meaning_of` says what each holds.
COLUMNS: Final = (
    *("place", "sex", "count", "year", "definition", "source", "subdivision", "city", "origin"),
    *("age", "education", "occupation", "arrival", "legal_status", "status"),
)
REQUIRED: Final = ("place", "sex", "count")

#: Everything but the figure itself tells one row from another.
KEY: Final = tuple(name for name in COLUMNS if name not in ("count", "status"))

#: The status of a figure that the source keeps back. Its count is blank, and it is never 0.
WITHHELD: Final = "withheld"

FIRST_YEAR, LAST_YEAR = 1900, 2100


def meaning_of(column: str) -> str:
    """Say what a column of the schema holds, or one of a wide table."""
    return message(f"counts.column.{column}", known=DEFINITIONS)


def key_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that tell one row from another: those of the schema, then one's own."""
    given = list(columns)
    return [name for name in KEY if name in given] + [name for name in given if is_own(name)]


def check_counts(counts: pd.DataFrame, *, file: str | None = None, most: int | None = MOST) -> None:
    """Check a tidy counts table and report everything that is wrong with it at once.

    It is a CountsError that a column is missing, the table is empty, a place is blank, a sex is not
    F, M or U, a count is negative, fractional or not a number, a year, definition or status makes
    no sense, or two rows stand for the same cell. The index is the row number that messages name:
    the row of the file for tables of `read_counts`, the frame's own labels otherwise. Amounts have
    no `most`.
    """
    problems = schema_problems(counts, most=most)
    if problems:
        raise CountsError([replace(found, file=file) for found in problems])


def schema_problems(counts: pd.DataFrame, *, most: int | None = MOST) -> list[Problem]:
    """Return every breach of the schema in the order of the rows; see `check_counts`."""
    problems = list(_column_problems(counts))
    if problems:
        return problems
    checks: dict[str, Callable[[pd.DataFrame], Iterator[Problem]]] = {
        "Place": _place_problems,
        "Sex": _sex_problems,
        "Count": partial(_count_problems, most=most),
        "Year": _year_problems,
        "Definition": _definition_problems,
        "Status": _status_problems,
        "Duplicate": _duplicate_problems,
    }
    found = [
        replace(problem, topic=topic)
        for topic, check in checks.items()
        if topic == "Duplicate" or topic.lower() in counts.columns
        for problem in check(counts)
    ]
    return sorted(found, key=lambda problem: _row_order(problem.row))


def _row_order(row: int | str | None) -> tuple[int, str]:
    return (row, "") if isinstance(row, int) else (0, str(row))


def _column_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in counts.columns:
            found = redacted_headers([str(given) for given in counts])
            yield problem("column_missing", name=name, meaning=meaning_of(name), found=found)
    if not len(counts):
        yield problem("no_rows")


def _place_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    place = counts["place"]
    blank = place.isna() | (place.astype("string").str.strip().fillna("") == "")
    for row in counts.index[blank]:
        yield problem("place_blank", row=row, column="place")


def _sex_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    wrong = counts.loc[~counts["sex"].isin(SEXES), "sex"]
    for row, sex in wrong.items():
        value = redacted_code("" if _is_blank(sex) else str(sex))
        yield problem("no_sex", row=row, column="sex", value=value)


def _count_problems(counts: pd.DataFrame, *, most: int | None) -> Iterator[Problem]:
    given = counts["count"]
    numbers = _numbers(given)
    text = numbers.isna() & ~_blank(given)
    for row, value in given[text].items():
        yield problem("count_no_number", row=row, column="count", value=redacted_figure(str(value)))
    infinite = numbers.isin([float("inf"), float("-inf")])
    for row in counts.index[infinite]:
        yield problem("count_infinite", row=row, column="count")
    finite = numbers[~infinite].dropna()
    wrong = {
        "count_negative": finite < 0,
        "count_fraction": finite % 1 != 0,
        "count_too_large": finite > (most or float("inf")),
    }
    for kind, rows in wrong.items():
        for row, number in finite[rows].items():
            value = bare_figure(f"{number:.15g}")
            yield problem(kind, row=row, column="count", value=value)


def _year_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    given = counts["year"]
    numbers = _numbers(given)
    fine = _blank(given) | (numbers.between(FIRST_YEAR, LAST_YEAR) & (numbers % 1 == 0))
    for row, value in given[~fine].items():
        yield problem("no_year", row=row, column="year", value=redacted_year(str(value)))


def _definition_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    given = counts["definition"]
    wrong = given[~given.isin(DEFINITIONS) & ~_blank(given)]
    for row, value in wrong.items():
        written = redacted_word(str(value), DEFINITIONS)
        where: dict[str, Any] = {"row": row, "column": "definition"}
        yield problem("no_definition", **where, value=written, known=DEFINITIONS)


def _status_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    given = counts["status"]
    blank = _blank(given)
    for row, value in given[~blank & (given != WITHHELD)].items():
        written = redacted_word(str(value), [WITHHELD])
        yield problem("no_status", row=row, column="status", value=written)
    counted = ~_blank(counts["count"])
    for row in counts.index[(given == WITHHELD).fillna(value=False) & counted]:
        yield problem("withheld_with_count", row=row, column="status")


def _duplicate_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    key = key_columns(counts.columns)
    alike = counts.loc[repeated_cells(counts, key), key]
    cells = alike.astype("string").fillna("")
    first: dict[tuple[str, ...], object] = {}
    for row, cell in zip(alike.index, cells.itertuples(index=False, name=None), strict=True):
        if cell in first:
            what = [column_word(name) for name, part in zip(key, cell, strict=True) if part]
            yield problem("same_cell", row=row, what=what, other=first[cell])
        else:
            first[cell] = row


def repeated_cells(counts: pd.DataFrame, key: Iterable[str]) -> NDArray[np.bool_]:
    """Tell which rows have the texts of another row in all columns of a key; NA is a blank."""
    import numpy as np
    import pandas as pd

    groups, number = np.zeros(len(counts), np.int64), 1
    for name in key:
        codes, values = counts[name].factorize()
        order = {"": 0}
        texts = pd.Series(values).astype("string")
        to = [order.setdefault(str(text), len(order)) for text in texts]
        if number * len(order) > np.iinfo(np.int64).max:
            groups, several = pd.factorize(groups)
            number = len(several)
        groups = groups * len(order) + np.array([*to, 0])[codes]
        number *= len(order)
    ordered = np.sort(groups)
    if not (ordered[1:] == ordered[:-1]).any():  # as nearly always, and cheaper to find out
        return np.zeros(len(counts), bool)
    return pd.Series(groups).duplicated(keep=False).to_numpy()


def _numbers(given: pd.Series) -> pd.Series:
    """Return a column as numbers, NaN for what is none; each value that differs is read once."""
    import numpy as np
    import pandas as pd

    codes, values = given.factorize()
    known = pd.to_numeric(pd.Series(values), errors="coerce").astype("float64")
    return pd.Series(np.append(known.to_numpy(), np.nan)[codes], given.index)


def _blank(given: pd.Series) -> pd.Series:
    """Tell which cells of a column are blank; each value that differs is looked at once."""
    import numpy as np
    import pandas as pd

    codes, values = given.factorize()
    known = [*map(_is_blank, values), True]
    return pd.Series(np.array(known, dtype=bool)[codes], given.index)


def _is_blank(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NA or white space."""
    import pandas as pd

    if isinstance(value, str):
        return not value.strip()
    return bool(pd.isna(value))  # type: ignore[call-overload]
