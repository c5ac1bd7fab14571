"""Counts the people whom a row for both sexes of a tidy table has beyond those of the sexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.schema import SEXES, WITHHELD
from diasporamap.errors import problem
from diasporamap.language import joined, message
from diasporamap.readers.observations import by_sex
from diasporamap.tables.figures import Figure
from diasporamap.tables.headers import is_total

if TYPE_CHECKING:
    from collections.abc import Collection

    from diasporamap.counts.notes import Note
    from diasporamap.errors import Problem

#: What does not tell which people a row is of.
_OWN: Final = ("row", "sex", "code", "count", "status")

Record = dict[str, Any]


def without_both(
    records: list[Record], problems: list[Problem], *, column: str
) -> tuple[list[Record], list[Note]]:
    """Take the rows for both sexes out, and count who is beyond the sexes as of unknown sex.

    Rows with problems are not compared; what does not add up is added to these.
    """
    cells: dict[tuple[Any, ...], list[Record]] = {}
    for record in records:
        key = tuple((name, value) for name, value in record.items() if name not in _OWN)
        cells.setdefault(key, []).append(record)
    if not any(_is_both(record) for record in records):
        return records, []
    wrong = {problem.row for problem in problems}
    everything = {record["sex"] for record in records} & set(SEXES)
    notes: list[Note] = []
    result = []
    for group in cells.values():
        both = [record for record in group if _is_both(record)]
        parts = [record for record in group if not _is_both(record)]
        if not both or wrong & {record["row"] for record in group}:
            result += parts
            continue
        problem = _problem(both, parts, everything, column)
        if problem:
            problems.append(problem)
            result += parts
        else:
            result += _resolved(both[0], parts, everything, notes)
    return sorted(result, key=lambda record: int(record["row"])), notes


def _is_both(record: Record) -> bool:
    """Tell whether a record is of both sexes together."""
    return is_total(str(record["sex"]))


def _figure(record: Record) -> Figure:
    return Figure(record["count"], withheld=record.get("status") == WITHHELD)


def _resolved(
    both: Record, parts: list[Record], everything: Collection[str], notes: list[Note]
) -> list[Record]:
    """Return the records of one cell by sex, of which the total may make one."""
    figures = {
        record["sex"]: (record["row"], _figure(record))
        for record in parts
        if record["sex"] != "U" or record["count"] is not None or _figure(record).withheld
    }
    figures["T"] = (both["row"], _figure(both))
    kept = dict(by_sex(figures, {*everything, "T"}, notes))
    made = [
        {**both, "row": row, "sex": sex, "count": figure.count, "status": figure.status}
        for sex, (row, figure) in kept.items()
        if sex not in figures or figure != figures[sex][1]
    ]
    remade = {record["sex"] for record in made}
    return [*(part for part in parts if part["sex"] in kept.keys() - remade), *made]


def _problem(
    both: list[Record], parts: list[Record], everything: Collection[str], column: str
) -> Problem | None:
    """Say what is wrong with the total of one cell, None where it can be used or needs not be.

    No figure is told: a map may hide it, and a sum beside what is shown gives it away.
    """
    total, row = both[0]["count"], both[0]["row"]
    if len(both) > 1:
        return problem("total_twice", row=both[1]["row"], other=row)
    counts = {record["sex"]: record["count"] for record in parts if record["sex"] in everything}
    known = [count for count in counts.values() if count is not None]
    if total is None or not known or any(_figure(record).withheld for record in parts):
        return None
    beyond = total - sum(known)
    if beyond < 0 or (beyond and counts.get("U") is not None and len(known) > len("FM")):
        return problem(
            "sexes_and_total",
            row=row,
            column=column,
            topic="Total",
            than=message(f"readers.sum.{'more' if beyond < 0 else 'less'}"),
        )
    needed = {"F", "M"} & set(everything)  # one alone makes the other the rest of the total
    given = {sex for sex, count in counts.items() if count is not None}
    lacking = sorted((needed or {"F", "M"}) - given)
    if beyond and lacking:
        names = joined(message(f"readers.blank.{sex}") for sex in lacking)
        return problem("total_and_blank", row=row, column=column, topic="Total", names=names)
    return None
