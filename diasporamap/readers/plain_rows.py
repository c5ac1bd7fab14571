"""Makes records of the rows of a plain table, and gathers what is wrong with their figures."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from diasporamap.counts.frames import tidy_columns
from diasporamap.counts.notes import Note
from diasporamap.counts.schema import WITHHELD
from diasporamap.errors import Problem, problem
from diasporamap.language import message
from diasporamap.readers.aggregates import groups_among, is_aggregate, is_total_of, is_whole
from diasporamap.readers.plain_totals import agreeing_totals, unknown_sex
from diasporamap.tables.encoded import encoded
from diasporamap.tables.figures import Figure, Numerals, read_figure
from diasporamap.tables.headers import CHARACTERISTICS, WIDE, is_own, is_total, sex_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from diasporamap.readers.plain_columns import Groups
    from diasporamap.tables.encoded import Column, EncodedRows, Mapped
    from diasporamap.tables.raw import RawTable

#: A date as workbooks have it, and the year of what 1900 to 2100 are as numbers of days.
_DATE: Final = re.compile(r"(\d{4})-\d\d-\d\d(?:[T ]00:00:00)?")
#: How a row begins that somebody took out.
_COMMENTED: Final = re.compile(r"#(?!\w+[!?/])|//|;|--\s?\w|%%|<!--")
_MISREAD: Final = "1905"

Record = dict[str, Any]


class Counted(NamedTuple):
    """The tidy frame of the figures of a table, and the groups of countries that are not in it."""

    frame: pd.DataFrame
    left_out: list[str]


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
        self.read = cache(lambda text: read(text, numerals, marks=True))
        self.codes = {code: "total" if sex == "T" else sex for code, sex in (codes or {}).items()}
        self.table = table
        self.labels = labels
        self.groups = groups
        self.problems = problems
        self.wide = wide
        self.calculated = {row for row, _ in table.formulas}
        self.unused_totals = 0
        self.commented = 0
        self.dated = 0
        self.marks: Counter[str] = Counter()
        self.rows = encoded(table.rows)
        aggregates = self.rows.columns[labels["place"]].where(is_aggregate)
        self.sums = set(self.rows.numbers[aggregates].tolist())

    @property
    def notes(self) -> list[Note]:
        """What the reader should know of the rows."""
        said = (
            Note("marks", {"number": self.marks.total(), "marks": tuple(sorted(self.marks))}),
            Note("dates", {"number": self.dated}),
            Note("commented", {"number": self.commented}),
            Note("totals_unused", {"number": self.unused_totals}),
        )
        return [note for note in said if note.fields["number"]]

    def records(self) -> list[Record]:
        """Return a record a figure; of codes that mean the same sex it is their sum."""
        records: list[Record] = []
        for row, cells in self.rows:
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

    def by_column(self) -> Counted | None:
        """Return the same figures, of which each text that differs is read once.

        None where rows must be compared with each other: totals that may not be the sums of their
        parts, codes of sex that add up, formulas, or rows that are all left out.
        """
        taken = self._taken_out()
        rows = self.rows.at(~taken) if taken.any() else self.rows
        labels = {name: rows.columns[at] for name, at in self.labels.items()}
        totals = None if self.codes or self.table.formulas else self._totals(labels, rows)
        if totals is None:
            return None
        places = labels["place"].at(~totals).different
        groups = groups_among(places)
        if any(map(is_whole, groups)) or len(groups) == len(places):
            return None
        self.commented += len(self.rows) - len(rows)
        texts = {name: (column.codes, list(column.texts)) for name, column in labels.items()}
        if "year" in labels:
            texts["year"] = self._years(labels["year"], rows)
        if "sex" in labels:
            texts["sex"] = labels["sex"].mapped(sex_of)
        read = {year: self._figures_of(columns, rows) for year, columns in self.groups.items()}
        slots = [
            (year, sex, figures[column])
            for year, figures in read.items()
            for column, sex in (WIDE.items() if self.wide else [("count", "U")])
            if column in figures
        ]
        in_groups = labels["place"].where(groups.__contains__) & ~totals
        left_out = labels["place"].at(in_groups).in_order if groups else []
        kept = ~in_groups & ~totals
        return Counted(tidy_columns(rows.numbers, texts, slots, kept), left_out)

    def _totals(self, labels: Mapping[str, Column], rows: EncodedRows) -> NDArray[np.bool_] | None:
        """Tell which rows are sums of others, None where that is not sure; nothing is noted."""
        none = np.zeros(len(rows), bool)
        if self.wide:
            totals = [columns for columns in self.groups.values() if "total" in columns]
            return none if all(self._unknown(columns, rows) for columns in totals) else None
        if not any(_has_totals(name, column) for name, column in labels.items()):
            return none
        dated = "year" in labels and any(map(_DATE.fullmatch, labels["year"].different))
        if dated or len(self.groups) > 1:
            return None
        (columns,) = self.groups.values()
        return agreeing_totals(labels, rows.columns[columns["count"]].mapped(self.read))

    def _unknown(self, columns: Mapping[str, int], rows: EncodedRows) -> Mapped[Figure] | None:
        """Return who is of no stated sex by the totals of wide rows; see `unknown_sex`."""
        return unknown_sex(
            {name: rows.columns[at].mapped(self.read) for name, at in columns.items()}
        )

    def _taken_out(self) -> NDArray[np.bool_]:
        """Tell which rows begin with a mark of what is taken out."""
        begins = taken = np.zeros(len(self.rows), bool)
        for column in self.rows.columns:
            taken = taken | (~begins & column.where(_COMMENTED.match))
            begins = begins | column.filled
        return taken

    def _years(self, column: Column, rows: EncodedRows) -> Mapped[str]:
        """Return the years of a column, each text that differs read once; see `_dated`."""

        def year(text: str) -> str:
            if not _DATE.fullmatch(text):
                return text
            return self._dated(text, rows.numbers[column.where(text.__eq__)].tolist())

        return column.mapped(year)

    def _figures_of(self, columns: dict[str, int], rows: EncodedRows) -> dict[str, Mapped[Figure]]:
        """Read the figures of all rows of a year, each text that differs once."""
        found = {}
        for name, at in columns.items():
            column = rows.columns[at]
            codes, figures = column.mapped(self.read)
            for code, figure in enumerate(figures):
                if figure.mark or figure.message:
                    self._noted(figure, at, rows.numbers[codes == code].tolist())
            found[name] = (codes, figures)
        if "total" in columns and (unknown := self._unknown(columns, rows)):
            found["unknown"] = unknown
        return found

    def _year(self, row: int, text: str) -> str:
        """Return the year of a date as spreadsheets have it, and other texts as they are."""
        return self._dated(text, [row])

    def _dated(self, text: str, rows: Sequence[int]) -> str:
        """Return the year of a text that stands in some rows; see `_year`."""
        found = _DATE.fullmatch(text)
        if not found:
            return text
        if found[1] != _MISREAD:
            self.dated += len(rows)
            return found[1]
        header = self.table.header[self.labels["year"]]
        where = {"column": header, "topic": "Year"}
        self.problems += [problem("year_misread", row=row, **where) for row in rows]
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
        return self._noted(self.read(text), at, [row])

    def _noted(self, figure: Figure, at: int, rows: Sequence[int]) -> Figure:
        """Note the mark of a figure that stands in some rows of a column, and what is wrong."""
        if figure.mark:
            self.marks[figure.mark] += len(rows)
        if figure.message:
            said, column = (figure.message, figure.hint), self.table.header[at]
            self.problems += [Problem(*said, row=row, column=column, topic="Count") for row in rows]
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


def _has_totals(name: str, column: Column) -> bool:
    """Tell whether a column of sexes or of a characteristic has a total of them."""
    if name == "sex":
        return any(is_total(sex_of(text)) for text in column.different)
    return (name in CHARACTERISTICS or is_own(name)) and any(map(is_total_of, column.different))


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
