"""Makes records of the rows of a plain table, and gathers what is wrong with their figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.schema import WITHHELD
from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import is_aggregate
from diasporamap.tables.figures import Figure, Numerals, read_figure
from diasporamap.tables.headers import WIDE, sex_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.readers.plain_columns import Groups
    from diasporamap.tables.raw import RawTable

#: A date as workbooks have it, and the year of what 1900 to 2100 are as numbers of days.
_DATE: Final = re.compile(r"(\d{4})-\d\d-\d\d(?:[T ]00:00:00)?")
#: How a row begins that somebody took out.
_COMMENTED: Final = re.compile(r"#(?!\w+[!?/])|//|;|--\s?\w|%%|<!--")
_MISREAD: Final = "1905"

Record = dict[str, Any]


class Rows:
    """Makes records of the rows of one table, and gathers what is wrong on the way."""

    def __init__(
        self,
        table: RawTable,
        labels: dict[str, int],
        groups: Groups,
        numerals: Numerals,
        problems: list[Problem],
        *,
        wide: bool,
        codes: Mapping[str, str] | None,
        read: Callable[..., Figure] = read_figure,
    ) -> None:
        self.read = read
        self.codes = {code: "total" if sex == "T" else sex for code, sex in (codes or {}).items()}
        self.table = table
        self.labels = labels
        self.groups = groups
        self.numerals = numerals
        self.problems = problems
        self.wide = wide
        self.calculated = {row for row, _ in table.formulas}
        self.unused_totals = 0
        self.commented = 0
        self.dated = 0
        self.marked: list[Figure] = []
        self.sums = {row for row, cells in table.rows if is_aggregate(cells[labels["place"]])}

    @property
    def notes(self) -> list[Note]:
        """What the reader should know of the rows."""
        marks = tuple(sorted({figure.mark for figure in self.marked}))
        said = (
            Note("marks", {"number": len(self.marked), "marks": marks}),
            Note("dates", {"number": self.dated}),
            Note("commented", {"number": self.commented}),
            Note("totals_unused", {"number": self.unused_totals}),
        )
        return [note for note in said if note.fields["number"]]

    def records(self) -> list[Record]:
        """Return a record a figure; of codes that mean the same sex it is their sum."""
        records: list[Record] = []
        for row, cells in self.table.rows:
            if _COMMENTED.match(next(filter(None, cells), "")):
                self.commented += 1
                continue
            record: Record = {name: cells[at] for name, at in self.labels.items()}
            record["row"] = row
            if "year" in record:
                record["year"] = self._year(row, record["year"])
            if "sex" in record:
                code = record["code"] = cells[self.labels["sex"]]
                record["sex"] = sex_of(self.codes.get(code, code))
            elif not self.wide:
                record["sex"] = "U"
            for year, columns in self.groups.items():
                dated = {**record, "year": year} if year else record
                records += [{**dated, **figure} for figure in self._figures(row, cells, columns)]
        return _codes_added_up(records) if self.codes else records

    def _year(self, row: int, text: str) -> str:
        """Return the year of a date as spreadsheets have it, and other texts as they are."""
        found = _DATE.fullmatch(text)
        if not found:
            return text
        if found[1] != _MISREAD:
            self.dated += 1
            return found[1]
        header = self.table.header[self.labels["year"]]
        self.problems.append(problem("year_misread", row=row, column=header, topic="Year"))
        return ""

    def _figures(self, row: int, cells: tuple[str, ...], columns: dict[str, int]) -> list[Record]:
        """Return the figures of one row and year: sex where the table is wide, count, status."""
        people = {name: self._figure(row, cells[at], at) for name, at in columns.items()}
        if not self.wide:
            return [_as_columns(people["count"], {})]
        if people.get("total", Figure()).count is not None:
            people = self._with_unknown(row, people, columns)
        return [
            _as_columns(people[column], {"sex": sex})
            for column, sex in WIDE.items()
            if column in people
        ]

    def _figure(self, row: int, text: str, at: int) -> Figure:
        if (row, at) in self.table.formulas or (row in self.calculated and row in self.sums):
            return Figure()  # a problem already, or a sum that is not compared
        figure = self.read(text, self.numerals, marks=True)
        if figure.mark:
            self.marked.append(figure)
        if figure.message:
            header = self.table.header[at]
            found = Problem(figure.message, figure.hint, row=row, column=header, topic="Count")
            self.problems.append(found)
        return figure

    def _with_unknown(
        self, row: int, people: dict[str, Figure], columns: dict[str, int]
    ) -> dict[str, Figure]:
        """Add the people of unknown sex of a row with a total; report what does not add up."""
        header = self.table.header
        women, men = people["women"], people["men"]
        given = people.get("unknown", Figure())
        total = people["total"].count or 0
        if women.withheld or men.withheld or given.withheld:
            self.unused_totals += 1
            return people
        if women.count is None and men.count is None:
            known = given.count or 0
            if given.count is None or known == total:
                return {"unknown": Figure(total)}  # the total is all that is known
        elif women.count is None or men.count is None:
            blank = header[columns["women" if women.count is None else "men"]]
            self.problems.append(
                problem("total_and_one_sex", row=row, column=blank, topic="Total", blank=blank)
            )
            return people
        rest = total - (women.count or 0) - (men.count or 0)
        if rest < 0 or given.count not in (None, rest):
            sexes = (women.count or 0) + (men.count or 0) + (given.count or 0)
            self.problems.append(
                problem(
                    "row_and_total",
                    row=row,
                    column=header[columns["total"]],
                    topic="Total",
                    than=message(f"readers.sum.{'more' if sexes > total else 'less'}"),
                )
            )
            return people
        return {**people, "unknown": Figure(rest)}


def _as_columns(figure: Figure, record: Record) -> Record:
    """Return the columns of the schema for one figure; an own column `status` is kept."""
    columns = {**record, "count": figure.count}
    return {**columns, "status": figure.status} if figure.status else columns


def _codes_added_up(records: list[Record]) -> list[Record]:
    """Add up figures whose codes of sex differ and mean the same, as 8 and 9 for not stated.

    Part of an unknown sum is not the sum: with a blank part it is blank.
    """
    own = ("row", "code", "count", "status")
    first: dict[tuple[Any, ...], Record] = {}
    codes: dict[tuple[Any, ...], set[str]] = {}
    result = []
    for record in records:
        key = tuple(value for name, value in record.items() if name not in own)
        known = first.setdefault(key, record)
        if known is record or record["code"] in codes[key] or record["sex"] == "total":
            result.append(record)  # of a row or a total that stands twice is told later on
        else:
            blank = known["count"] is None or record["count"] is None
            known["count"] = None if blank else known["count"] + record["count"]
            known.update({"status": WITHHELD} if record.get("status") else {})
        codes.setdefault(key, set()).add(record["code"])
    return result
