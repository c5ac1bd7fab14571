"""Turns a grid of texts, tidy or wide, into counts of the tidy schema."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.counts.headers import WIDE, recognise, sex_of
from diasporamap.counts.schema import COLUMNS, check_counts
from diasporamap.errors import CountsError, Problem

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.counts.raw import RawTable

_WHOLE: Final = re.compile(r"([+-]?\d+)(?:\.0)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[\s'\u2019.,]\d{3})+")
_DECIMAL: Final = re.compile(r"[+-]?\d*[.,]\d+")

#: More than all people who ever lived in one year.
_MOST: Final = 10**10


@dataclass(frozen=True)
class CountsTable:
    """A counts table and what was recognised in its file.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts, as `read_counts` returns them.
    layout : {"tidy", "wide"}
        Whether the file has a row a place and sex, or a row a place.
    headers : dict of str to str
        The header in the file of each column recognised.
    ignored : tuple of str
        Headers that are not used.
    """

    counts: pd.DataFrame
    layout: Literal["tidy", "wide"]
    headers: dict[str, str]
    ignored: tuple[str, ...]


def counts_table(raw: RawTable, *, file: str | None = None) -> CountsTable:
    """Recognise the columns of a grid and make tidy counts of it.

    Parameters
    ----------
    raw : RawTable
        The grid.
    file : str, optional
        Name of the file, for the messages.

    Raises
    ------
    CountsError
        If columns are missing or double, a count is no whole number of people, sexes and total
        do not add up, or the counts break the schema. Every problem is listed.
    """
    found, problems = recognise(raw.header)
    wide = "sex" not in found and not WIDE.keys().isdisjoint(found)
    problems += _missing_columns(found, raw, wide=wide)
    if problems:
        raise CountsError([replace(problem, file=file) for problem in problems])

    headers = {column: raw.header[position] for column, position in found.items()}
    records = []
    for row, cells in raw.rows:
        record = {column: cells[position] for column, position in found.items()}
        if wide:
            records += _wide_records(row, record, headers, problems)
        else:
            record["sex"] = sex_of(record["sex"])
            count = _count(row, record["count"], headers["count"], problems)
            records.append({**record, "row": row, "count": count})
    counts = _frame(
        records, [name for name in COLUMNS if name in found or name in ("sex", "count")]
    )
    problems += _schema_problems(counts, headers)
    if problems:
        raise CountsError([replace(problem, file=file) for problem in _in_order(problems)])
    if "year" in counts:
        counts["year"] = counts["year"].astype("Int64")
    used = {found[column] for column in headers}
    ignored = tuple(name for at, name in enumerate(raw.header) if at not in used)
    return CountsTable(counts, "wide" if wide else "tidy", headers, ignored)


def _missing_columns(found: dict[str, int], raw: RawTable, *, wide: bool) -> list[Problem]:
    """Say which columns the layout needs and the header lacks."""
    needed = ("place", "women", "men") if wide else ("place", "sex", "count")
    what = {**COLUMNS, "women": "number of women", "men": "number of men"}
    names = shorten(", ".join(name for name in raw.header if name), 200)
    mend = f"Columns found: {names or 'none'}."
    if not wide:
        mend += " A table with a row a place has the columns place, women, men instead."
    problems = [
        Problem(f"the column '{name}' is missing ({what[name]})", mend, row=1)
        for name in needed
        if name not in found
    ]
    if wide and "count" in found:
        problems.append(
            Problem(
                "the table has columns by sex and a column of counts too",
                "Keep the columns by sex; call their sum 'total'.",
                row=1,
                column=raw.header[found["count"]],
            )
        )
    if not raw.rows:
        problems.append(Problem("the table has no rows", "Give at least one row of counts."))
    return problems


def _wide_records(
    row: int, record: dict[str, str], headers: dict[str, str], problems: list[Problem]
) -> list[dict[str, object]]:
    """Make a record a sex from a row of a wide table; people beyond women and men are unknown."""
    people = {
        column: _count(row, record[column], headers[column], problems)
        for column in (*WIDE, "total")
        if column in record
    }
    if people.get("total") is not None:
        people["unknown"] = _unknown(row, people, headers, problems)
        if people["women"] is None and people["men"] is None:
            people = {"unknown": people["unknown"]}  # the total is all that is known
    return [
        {**record, "row": row, "sex": sex, "count": people[column]}
        for column, sex in WIDE.items()
        if column in people
    ]


def _unknown(
    row: int, people: dict[str, int | None], headers: dict[str, str], problems: list[Problem]
) -> int | None:
    """Return the people of unknown sex of a row with a total; report what does not add up."""
    women, men, given, total = (people.get(name) for name in ("women", "men", "unknown", "total"))
    if total is None:
        return given
    if (women is None) != (men is None):
        blank = "women" if women is None else "men"
        problems.append(
            Problem(
                f"the row has a total and one sex, but '{headers[blank]}' is blank",
                "Write both sexes, or leave both blank.",
                row=row,
                column=headers[blank],
            )
        )
        return given
    rest = total - (women or 0) - (men or 0)
    if rest < 0 or given not in (None, rest):
        sexes = (women or 0) + (men or 0) + (given or 0)
        problems.append(
            Problem(
                f"the sexes add up to {sexes}, the total is {total}",
                "Correct the figures of the row.",
                row=row,
                column=headers["total"],
            )
        )
        return given
    return rest


def _count(row: int, text: str, column: str, problems: list[Problem]) -> int | None:
    """Read a whole number of people; blank is None, anything else a problem."""
    if not text:
        return None
    whole = _WHOLE.fullmatch(text)
    if whole and 0 <= int(whole[1]) <= _MOST:
        return int(whole[1])
    if whole and int(whole[1]) < 0:
        message, mend = f"{text} is negative", "Write 0 or more people"
    elif whole:
        message, mend = f"{text} is more than all people", "Correct the count"
    elif _GROUPED.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        message = f"'{text}' has a separator between its digits"
        mend = f"Write {digits} if that is the count"
    elif _DECIMAL.fullmatch(text):
        message, mend = f"'{text}' is a fraction", "Write a whole number of people"
    else:
        message, mend = f"'{text}' is not a number", "Write digits only; leave no data blank"
    problems.append(Problem(message, f"{mend}.", row=row, column=column))
    return None


def _frame(records: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    """Make the tidy frame: index `row`, blanks NA, text columns of strings."""
    import pandas as pd

    frame = pd.DataFrame(records).set_index("row")[columns]
    for column in columns:
        if column == "count":
            frame[column] = frame[column].astype("Int64")
        else:
            texts = frame[column].astype("string")
            frame[column] = texts.mask(texts == "")
        if column == "year":
            frame[column] = frame[column].str.removesuffix(".0")
    return frame


def _schema_problems(counts: pd.DataFrame, headers: dict[str, str]) -> list[Problem]:
    """Return the breaches of the schema, with the column as the file writes it."""
    try:
        check_counts(counts)
    except CountsError as error:
        return [
            replace(problem, column=headers.get(problem.column or "", problem.column))
            for problem in error.problems
        ]
    return []


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by row; keep one of those that a wide row has for each sex."""
    unlike: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unlike.setdefault((problem.row, problem.column, problem.mend), problem)
    return sorted(unlike.values(), key=lambda problem: int(problem.row or 0))
