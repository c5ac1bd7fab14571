"""The tidy schema of counts, and the check that gathers every breach of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.tables.headers import column_word, is_own
from diasporamap.tables.redaction import (
    MOST,
    bare_figure,
    redacted_code,
    redacted_figure,
    redacted_headers,
    redacted_word,
    redacted_year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    for row, _ in _cells_where(counts["place"], lambda _: False, blank=True):
        yield problem("place_blank", row=row, column="place")


def _sex_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    for row, sex in _cells_where(counts["sex"], lambda sex: sex not in SEXES, blank=True):
        value = redacted_code("" if _is_blank(sex) else str(sex))
        yield problem("no_sex", row=row, column="sex", value=value)


def _count_problems(counts: pd.DataFrame, *, most: int | None) -> Iterator[Problem]:
    import numpy as np

    kinds: dict[str, Callable[[NDArray[np.float64]], NDArray[np.bool_]]] = {
        "count_no_number": np.isnan,
        "count_infinite": np.isinf,
        "count_negative": lambda numbers: np.isfinite(numbers) & (numbers < 0),
        "count_fraction": lambda numbers: np.isfinite(numbers) & (np.floor(numbers) != numbers),
        "count_too_large": lambda numbers: np.isfinite(numbers) & (numbers > (most or np.inf)),
    }
    for kind, (row, value) in _numbers_where(counts["count"], kinds):
        written: dict[str, str] = {}
        if kind == "count_no_number":
            written = {"value": redacted_figure(str(value))}
        elif kind != "count_infinite":
            written = {"value": bare_figure(f"{float(value):.15g}")}
        yield problem(kind, row=row, column="count", **written)


def _year_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    import numpy as np

    def is_none(numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        whole: NDArray[np.bool_] = np.floor(numbers) == numbers
        return ~(whole & (numbers >= FIRST_YEAR) & (numbers <= LAST_YEAR))

    for kind, (row, value) in _numbers_where(counts["year"], {"no_year": is_none}):
        yield problem(kind, row=row, column="year", value=redacted_year(str(value)))


def _definition_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    given = counts["definition"]
    for row, value in _cells_where(given, lambda value: value not in DEFINITIONS):
        written = redacted_word(str(value), DEFINITIONS)
        where: dict[str, Any] = {"row": row, "column": "definition"}
        yield problem("no_definition", **where, value=written, known=DEFINITIONS)


def _status_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    given = counts["status"]
    for row, value in _cells_where(given, lambda value: value != WITHHELD):
        written = redacted_word(str(value), [WITHHELD])
        yield problem("no_status", row=row, column="status", value=written)
    withheld = counts["count"][(given == WITHHELD).fillna(value=False).astype(bool)]
    for row, _ in _cells_where(withheld, lambda _: True):
        yield problem("withheld_with_count", row=row, column="status")


def _duplicate_problems(counts: pd.DataFrame) -> Iterator[Problem]:
    key = key_columns(counts.columns)
    repeated = repeated_cells(counts, key)
    if not repeated.any():
        return
    alike = counts.loc[repeated, key]
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


def _cells_where(
    given: pd.Series, told: Callable[[Any], object], *, blank: bool = False
) -> Iterator[tuple[Any, Any]]:
    """Give the rows and values of a column of which so much is told, and those that are `blank`.

    Each value that differs is looked at once.
    """
    import numpy as np

    codes, values = given.factorize()
    answers = [blank if _is_blank(value) else bool(told(value)) for value in values]
    found = np.array([*answers, blank])[codes]
    if found.any():
        yield from given[found].items()


def _numbers_where(
    given: pd.Series, kinds: Mapping[str, Callable[[NDArray[np.float64]], NDArray[np.bool_]]]
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Give what is wrong with the numbers of a column, kind by kind: its kind, its row and value.

    What is no number is NaN; blank cells are passed over.
    """
    import numpy as np
    import pandas as pd

    codes, values = given.factorize()
    known = pd.to_numeric(pd.Series(values), errors="coerce").astype("float64")
    numbers: NDArray[Any] = known.to_numpy(np.float64, na_value=np.nan)
    blank = np.isnan(numbers)
    blank[blank] = [*map(_is_blank, values[blank])]
    for kind, told in kinds.items():
        wrong = np.append(told(numbers) & ~blank, False)
        if wrong.any():
            for cell in given[wrong[codes]].items():
                yield kind, cell


def _is_blank(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NA or white space."""
    import pandas as pd

    if isinstance(value, str):
        return not value.strip()
    return bool(pd.isna(value))  # type: ignore[call-overload]
