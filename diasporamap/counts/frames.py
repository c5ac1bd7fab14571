"""Makes the tidy frame of counts from records, and gathers what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diasporamap.counts.schema import COLUMNS, WITHHELD, schema_problems
from diasporamap.tables.frames import RowLabel
from diasporamap.tables.headers import is_own
from diasporamap.tables.redaction import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from diasporamap.errors import Problem
    from diasporamap.tables.encoded import Mapped
    from diasporamap.tables.figures import Figure


def tidy_frame(records: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """Make the tidy frame: index `row`, blanks NA, texts as strings, counts and years Int64.

    A year that is no number stays text, for the check of the schema to name. `status` is left out
    where nothing is withheld.
    """
    import pandas as pd

    given = dict.fromkeys(columns)
    if not any(record.get("status") for record in records):
        given.pop("status", None)
    kept = _ordered(given)
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


def tidy_columns(
    rows: NDArray[np.generic],
    texts: Mapping[str, Mapped[str]],
    figures: Sequence[tuple[str, str, Mapped[Figure]]],
    kept: NDArray[np.bool_],
) -> pd.DataFrame:
    """Make the frame of `tidy_frame` of columns, each a position for each row, and the values.

    `figures` are those of a year, "" for the year of the row, and a sex, which a column `sex` tells
    otherwise; the figures of a row follow each other. Rows that are not `kept` are left out.
    """
    import numpy as np
    import pandas as pd

    alone = len(figures) == 1 and bool(kept.all())
    each = slice(None) if alone else np.repeat(np.flatnonzero(kept), len(figures))
    number = int(kept.sum()) * len(figures)

    def by_figure(told: Callable[[Figure], int | bool], kind: type) -> NDArray[Any]:
        """Put what a row has for each figure behind each other."""
        found: list[NDArray[Any]] = [
            np.array([*map(told, v)], kind)[codes[kept]] for _, _, (codes, v) in figures
        ]
        together: NDArray[Any] = found[0] if alone else np.stack(found, axis=1).ravel()
        return together

    columns: dict[str, tuple[NDArray[Any], Any, list[str]]] = {}
    columns |= {name: (codes, each, values) for name, (codes, values) in texts.items()}
    years, sexes, _ = zip(*figures, strict=True)
    turns = np.arange(number) % len(figures)
    if any(years):
        columns["year"] = (turns, slice(None), [*years])
    if "sex" not in texts:
        columns["sex"] = (turns, slice(None), [*sexes])
    counts = by_figure(lambda figure: figure.count or 0, np.int64)
    blank = by_figure(lambda figure: figure.count is None, bool)
    withheld = by_figure(lambda figure: figure.withheld, bool)
    codes, at, own = columns.pop("status", (np.zeros(number, np.int32), slice(None), [""]))
    codes = np.where(withheld, len(own), codes[at])
    if any([*own, WITHHELD][code] for code in np.unique(codes)):
        columns["status"] = (codes, slice(None), [*own, WITHHELD])
    made: dict[str, Any] = {
        name: _texts(values, year=name == "year").take(codes[at])
        for name, (codes, at, values) in columns.items()
    }
    made["count"] = pd.arrays.IntegerArray(counts, blank)
    index = pd.Index(rows[each], name="row")
    return pd.DataFrame({name: made[name] for name in _ordered(made)}, index=index)


def _texts(values: Sequence[str], *, year: bool) -> pd.api.extensions.ExtensionArray:
    """Return texts as strings, blanks NA, years without the decimals of a number."""
    import pandas as pd

    texts = (text.removesuffix(".0") if year else text for text in values)
    given = [text if value else None for text, value in zip(texts, values, strict=True)]
    return pd.array(given, dtype="string")


def _ordered(columns: Collection[str]) -> list[str]:
    """Return columns in the order of the schema, then one's own."""
    return [name for name in COLUMNS if name in columns] + [*filter(is_own, columns)]


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
        codes, texts = frame["year"].factorize()
        years = pd.to_numeric(pd.Series(texts)).astype("Int64").array
        frame = frame.assign(year=years.take(codes, allow_fill=True))
    return frame, ()


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems by row; keep one of those that a wide row has for each sex."""
    unlike: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        unlike.setdefault((problem.row, problem.column, problem.hint), problem)
    return sorted(unlike.values(), key=lambda problem: int(problem.row or 0))
