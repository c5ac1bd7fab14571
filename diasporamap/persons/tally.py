"""Counts persons by what a few of their columns say, and keeps nothing else of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.characteristics import ARRIVAL, cohort_of
from diasporamap.counts.schema import SEXES
from diasporamap.errors import CountsError, Problem, problem
from diasporamap.language import message
from diasporamap.persons.kobo import as_code
from diasporamap.tables.headers import plain_header, sex_of
from diasporamap.tables.redaction import LONGEST, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

#: The place or city of persons who state none. As a place it fits none, so that nobody is lost
#: unseen; a blank city might be read as the total of the cities.
NO_PLACE: Final = "(not stated)"

#: Cells that a result may have; memory does not grow beyond them.
MOST_CELLS: Final = 50_000
#: From how many rows on it is asked which part of the persons is alone in a cell.
FEW_ROWS: Final = 200
#: From which part on nearly each person is.
MOST_ALONE: Final = 0.9

#: How many values of a column are remembered with what they mean.
REMEMBERED: Final = 20_000

#: How many codes of sex a message lists. More of them may be names out of a wrong column.
LISTED: Final = 6

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_TIME: Final = r"(?:[T ]+\d{1,2}[:h]\d\d.*)?"
_NAMES: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"jan|janv|feb|fev|fevr|mar|apr|avr|jun|jul|juil|aug|sep|sept|oct|nov|dec)"
)
#: In figures; in days of which the year stands last, day or month may stand first.
_FIGURES: Final = (
    rf"{_YEAR}",
    rf"{_YEAR}(?P<mark>[-/.]){_MONTH}(?:(?P=mark){_DAY})?{_TIME}",
    rf"{_DAY}(?P<mark>[-/.])(?:{_MONTH}|{_DAY})(?P=mark){_YEAR}{_TIME}",
    rf"{_MONTH}[-/.]{_YEAR}",
    rf"{_YEAR}[- ]?(?:[QT][1-4]|W\d\d?)",
)
#: With the name of a month, in lower case, without accents, words joined by underscores.
_WORDS: Final = (
    rf"(?:{_DAY}(?:er|st|nd|rd|th)?_)?(?:of_)?{_NAMES}_{_YEAR}",
    rf"{_NAMES}_{_DAY}(?:st|nd|rd|th)?_{_YEAR}",
    rf"{_YEAR}_{_NAMES}(?:_{_DAY})?",
)
_IN_FIGURES: Final = tuple(map(re.compile, _FIGURES))
_IN_WORDS: Final = tuple(map(re.compile, _WORDS))


@dataclass(frozen=True)
class Dimension:
    """One thing that persons are counted by: a column of the result, with its header in the file.

    `meanings` is what codes stand for, others stay as they are; `coded` says that places may be
    codes in small letters, as in exports of XML values.
    """

    column: str
    header: str
    position: int
    meanings: Mapping[str, str]
    coded: bool = False


def tally(
    rows: Iterable[tuple[int, Sequence[str]]],
    dimensions: Sequence[Dimension],
    *,
    readable: Callable[[str], str] = str,
    counts: Callable[[int, Sequence[str], Hashable], bool] | None = None,
    people: int | None = None,
) -> tuple[list[dict[str, Any]], int]:
    """Count persons in one pass; memory grows with the result and not with the input.

    `counts` is asked of each row, its cells and what it is counted by, whether it counts. A row is
    one person, or as many as its cell at the position `people` says.

    A record a cell is returned, in the order of its first person, whose `row` it has, and how many
    persons were counted. `readable` is applied once to each value that differs. Messages give row
    numbers and codes of sex, no other value.
    """
    wrong: dict[str, dict[str, int]] = {}
    columns = [(at.position, _translator(at, readable)) for at in dimensions]
    counted: dict[tuple[str | None, ...], list[int]] = {}
    persons = 0
    for row, cells in rows:
        key = tuple([meaning(cells[position]) for position, meaning in columns])
        if None in key:
            _keep_wrong(wrong, key, dimensions, row, cells, readable)
        if counts is not None and not counts(row, cells, key):
            continue
        number = 1 if people is None else int(cells[people])
        persons += number
        cell = counted.get(key)
        if cell is not None:
            cell[0] += number
            continue
        if len(counted) >= MOST_CELLS:
            raise _too_fine(dimensions, message("persons.too_many_cells", number=MOST_CELLS))
        counted[key] = [number, row]
    if wrong:
        raise CountsError(
            [_problem(wrong[at.column], at) for at in dimensions if at.column in wrong]
        )
    alone = sum(count == 1 for count, _ in counted.values())
    if persons > FEW_ROWS and alone >= MOST_ALONE * persons:
        raise _too_fine(dimensions, message("persons.cells_alone"))
    names = [dimension.column for dimension in dimensions]
    records = [
        {"row": row, **dict(zip(names, key, strict=True)), "count": count}
        for key, (count, row) in counted.items()
    ]
    return records, persons


def with_zeros(records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Add women or men where a group has only the other: of the persons counted, they are none."""
    result = []
    groups: dict[tuple[Any, ...], set[str]] = {}
    keys = [_group(record) for record in records]
    for key, record in zip(keys, records, strict=True):
        groups.setdefault(key, set()).add(record["sex"])
    for key, record in zip(keys, records, strict=True):
        result.append(dict(record))
        missing = [sex for sex in ("F", "M") if sex not in groups[key]]
        groups[key].update(missing)
        result += [{**record, "sex": sex, "count": 0} for sex in missing]
    return result


def _group(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(value for name, value in record.items() if name not in ("row", "sex", "count"))


def _translator(
    dimension: Dimension, readable: Callable[[str], str]
) -> Callable[[str], str | None]:
    """Return the function that says what a cell of one column means, with a bounded memory."""

    @lru_cache(maxsize=REMEMBERED)
    def translated(cell: str) -> str | None:
        return _meaning(readable(cell).strip(), dimension)

    return translated


def _too_fine(dimensions: Sequence[Dimension], why: str) -> CountsError:
    names = [quoted(dimension.header) for dimension in dimensions]
    return CountsError.of("too_fine", columns=names, why=why)


def _keep_wrong(
    wrong: dict[str, dict[str, int]],
    key: Sequence[str | None],
    dimensions: Sequence[Dimension],
    row: int,
    cells: Sequence[str],
    readable: Callable[[str], str],
) -> None:
    """Remember the first row of each value that says nothing known, as far as one is told."""
    for value, dimension in zip(key, dimensions, strict=True):
        if value is None:
            told = wrong.setdefault(dimension.column, {})
            if len(told) < REMEMBERED:
                told.setdefault(readable(cells[dimension.position]).strip(), row)


def _meaning(text: str, dimension: Dimension) -> str | None:
    """Return what a cell means, None where a sex or a year cannot be told."""
    value = dimension.meanings.get(text, text)
    if dimension.column == "sex":
        sex = sex_of(value) if value else "U"
        return sex if sex in SEXES else None
    if dimension.column == "year" and value:
        return year_of(value)
    if dimension.column == ARRIVAL and value:
        return cohort_of(year_of(value) or value)
    if dimension.column == "place":
        return (as_code(value) if dimension.coded else value) or NO_PLACE
    if dimension.column == "city":
        return value or NO_PLACE
    return value


def _problem(wrong: Mapping[str, int], dimension: Dimension) -> Problem:
    """Describe cells of one column that say nothing known; values only where they are codes."""
    rows = ", ".join(str(row) for row in sorted(wrong.values())[:5] if row) or None
    codes = sorted(wrong)
    where: dict[str, Any] = {"row": rows, "column": dimension.header}
    if dimension.column == "sex" and len(codes) <= LISTED and max(map(len, codes)) <= LONGEST:
        return problem("sex_codes_unknown", **where, codes=[*map(quoted, codes)])
    kind = "sexes_unknown" if dimension.column == "sex" else "years_unknown"
    return problem(kind, **where, number=len(codes))


def year_of(text: str) -> str | None:
    """Return the year of a year, a month or a day; None where it has no four digits of one.

    Examples
    --------
    >>> year_of("03.05.2024"), year_of("mai 2024"), year_of("03/05/24")
    ('2024', '2024', None)
    """
    found = [form.fullmatch(text) for form in _IN_FIGURES]
    found += [form.fullmatch(plain_header(text)) for form in _IN_WORDS]
    return next((match["year"] for match in found if match), None)
