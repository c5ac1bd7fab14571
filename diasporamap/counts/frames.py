"""Makes the tidy frame of counts from records, and gathers what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diasporamap.counts.schema import COLUMNS, schema_problems
from diasporamap.tables.figures import MOST
from diasporamap.tables.frames import RowLabel
from diasporamap.tables.headers import is_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from diasporamap.errors import Problem


def tidy_frame(records: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """Make the tidy frame: index `row`, blanks NA, texts as strings, counts and years Int64.

    A year that is no number stays text, for the check of the schema to name. `status` is left out
    where nothing is withheld.
    """
    import pandas as pd

    given = dict.fromkeys(columns)
    if not any(record.get("status") for record in records):
        given.pop("status", None)
    kept = [name for name in COLUMNS if name in given] + [name for name in given if is_own(name)]
    frame = pd.DataFrame.from_records(records, columns=kept)
    rows = [record["row"] for record in records]
    labelled = any(isinstance(row, RowLabel) for row in rows)
    frame.index = pd.Index(rows, dtype=object if labelled else None, name="row")
    for column in kept:
        if column == "count":
            frame[column] = frame[column].astype("Int64")
            continue
        texts = frame[column].astype("string")
        frame[column] = texts.mask(texts == "")
        if column == "year":
            frame[column] = frame[column].str.removesuffix(".0")
    return frame


def checked(
    frame: pd.DataFrame,
    problems: list[Problem],
    headers: Mapping[str, str],
    *,
    file: str | None,
    most: int | None = MOST,
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Check the schema and make years numbers; they stay text where there are problems.

    All that is wrong, `problems` among it, is returned in the order of the rows with the headers of
    the file: whoever needs the counts raises it.
    """
    breaches = [
        replace(found, column=headers.get(found.column or "", found.column))
        for found in schema_problems(frame, most=most)
    ]
    if problems or breaches:
        ordered = _in_order([*problems, *breaches])
        return frame, tuple(replace(found, file=file) for found in ordered)
    import pandas as pd

    if "year" in frame:  # a text of PyArrow takes no sign for a whole number
        frame = frame.assign(year=pd.to_numeric(frame["year"]).astype("Int64"))
    return frame, ()


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by row; keep one of those that a wide row has for each sex."""
    unlike: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unlike.setdefault((problem.row, problem.column, problem.hint), problem)
    return sorted(unlike.values(), key=lambda problem: int(problem.row or 0))
