"""Reads plain tables: a row a place and sex, a row a place, a column a year, totals alone."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.notes import Note
from diasporamap.counts.schema import WITHHELD
from diasporamap.counts.stocks import OPEN, word_problems
from diasporamap.errors import CountsError, Problem, UsageError
from diasporamap.language.problems import counts_error, problem
from diasporamap.readers.aggregates import (
    control_notes,
    is_aggregate,
    left_out_note,
    without_aggregates,
    without_totals,
)
from diasporamap.readers.both_sexes import without_both
from diasporamap.readers.plain_columns import (
    are_percentages,
    filled_down,
    missing_columns,
    of_origin,
    people_by_year,
    totals_alone,
)
from diasporamap.readers.plain_header import (
    PEOPLE,
    find_table,
    first_row,
    headers_of,
    is_numbering,
    is_totals_header,
    named_otherwise,
    titles_of,
)
from diasporamap.readers.plain_matrix import is_matrix, matrix_of
from diasporamap.readers.quantities import NO_QUANTITY, Measured, amounts_table, is_named
from diasporamap.readers.reader import Reader, table_of
from diasporamap.tables.books import formula_problems
from diasporamap.tables.figures import Figure, Numerals, numerals_of, read_figure
from diasporamap.tables.headers import WIDE, recognise, sex_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.table import Table
    from diasporamap.readers.options import ReadingOptions
    from diasporamap.readers.plain_columns import Groups
    from diasporamap.readers.plain_header import Found
    from diasporamap.tables.raw import Book, Grid, RawTable

NAME: Final = "table"
TITLE: Final = "a plain table"

#: A date as workbooks have it, and the year of what 1900 to 2100 are as numbers of days.
_DATE: Final = re.compile(r"(\d{4})-\d\d-\d\d(?:[T ]00:00:00)?")
#: How a row begins that somebody took out.
_COMMENTED: Final = re.compile(r"#(?!\w+[!?/])|//|;|--\s?\w|%%|<!--")
_MISREAD: Final = "1905"


def fits(book: Book, grid: Grid) -> bool:
    """Tell whether a grid has a header with a place and people by sex, or is a matrix."""
    try:
        return find_table(grid, file=book.file) is not None or is_matrix(grid)
    except CountsError:
        return True  # a header fits, and reading it says what is wrong with the rows


def read(book: Book, grid: Grid, options: ReadingOptions) -> Table:
    """Read a plain table."""
    file = book.file
    if not grid.rows:
        raise counts_error("sheet_empty", file=file)
    quantity = options.measured
    found, merged, sure = _header(grid, options.country.code, file, quantity)
    table = found.table
    columns, problems = recognise(found.meaning, empty=_empty(found))
    if "place" not in columns and "city" in columns:
        columns["place"] = columns["city"]  # the city tells the country
    groups, layout = _layout(found, columns, sure=sure or quantity is not None)
    wide = layout == "wide"
    problems += missing_columns(
        columns, groups, table, layout=layout, header_row=found.header_rows[0]
    )
    people = {at for group in groups.values() for at in group.values()}
    measured = _measured(grid, found, groups, columns, quantity)
    if problems or merged or any(found.kind not in OPEN for found in measured):
        problems = measured or [*problems, *merged]
        raise CountsError([dataclasses.replace(problem, file=file) for problem in problems])
    problems += [dataclasses.replace(found, file=file) for found in measured]
    labels = {name: at for name, at in columns.items() if name not in PEOPLE}
    calculated = formula_problems(
        table, people | set(labels.values()), header_row=found.header_rows[0]
    )
    numerals = numerals_of(cells[at] for _, cells in table.rows for at in people)
    if options.sex_codes and layout != "tidy":
        what = "a column a sex" if wide else "no sexes"
        raise UsageError(f"{file} has {what} and no codes of sex. Leave --sex-codes out.")
    shown = quantity and Measured.of(quantity, table, columns, people, numerals, layout)
    settled = shown.settled if shown else None
    problems += shown.problems() if shown else ()
    reader = _Rows(
        *(table, labels, groups, numerals, problems),
        wide=wide,
        codes=options.sex_codes,
        read=shown.read.read if shown else read_figure,
    )
    problems += [problem for problem in calculated if problem.row not in reader.sums]
    given = _codes_added_up(reader.records()) if options.sex_codes else reader.records()
    header = "" if wide else table.header[next(iter(groups.values()))["count"]]
    given, said = without_both(given, problems, column=header)
    given, parted = without_totals(given)
    records, wholes, left_out = without_aggregates(given)
    notes = [*found.notes, *parted, *([left_out_note(left_out)] if left_out else [])]
    notes += [*([Note("totals_only")] if layout == "totals" and not shown else []), *said]
    notes += [*reader.notes, *(shown.notes() if shown else ())]
    notes += control_notes(records, wholes, quantity=settled)
    headers = {name: table.header[at] for name, at in columns.items()}
    present = [*labels, "sex", "count", "status"]
    years = [year for year in groups if year]
    if not records and left_out and not problems:
        problems.append(problem("only_groups"))
    used = people | set(labels.values())
    return table_of(
        *(book, grid, records, [*present, "year"] if years else present),
        format=NAME,
        title=TITLE,
        headers=headers,
        notes=notes,
        header_rows=found.header_rows,
        decimal=numerals.decimal,
        problems=problems,
        layout=layout,
        ignored=tuple(name for at, name in enumerate(table.header) if at not in used),
        quantity=settled,
    )


def _empty(found: Found) -> set[int]:
    """Return the columns that need no header: without a cell, or the numbers of the rows."""
    rows = [cells for _, cells in found.table.rows]
    empty = set(range(len(found.meaning))) - {
        at for cells in rows for at, cell in enumerate(cells) if cell
    }
    numbered = found.meaning and not found.meaning[0] and is_numbering([row[0] for row in rows])
    return {*empty, 0} if numbered else empty


def _layout(found: Found, columns: dict[str, int], *, sure: bool) -> tuple[Groups, str]:
    """Return the columns of figures by year, and how the table is laid out."""
    groups = people_by_year(found, columns)
    if totals := totals_alone(columns, groups, found.table, sure=sure):
        return totals, "totals"
    wide = "sex" not in columns and any(WIDE.keys() & group.keys() for group in groups.values())
    return groups, "wide" if wide else "tidy"


def _header(
    grid: Grid, origin: str, file: str, quantity: Quantity | None
) -> tuple[Found, list[Problem], bool]:
    """Find the header and the rows of one origin, and say which figures are merged over rows.

    Of a matrix it is sure that its column holds counts.
    """
    matrix = matrix_of(grid, origin, file=file)
    named = amounts_table(grid, quantity, file=file) if quantity and not matrix else None
    found = (
        matrix
        or named
        or find_table(grid, file=file)
        or find_table(grid, file=file, fits=is_totals_header)
        or named_otherwise(grid, file=file)
        or first_row(grid, file=file)
    )
    notes: list[Note] = []
    problems: list[Problem] = []
    if matrix is None:  # which has other columns than the sheet
        found, notes, problems = filled_down(found, grid.look)
    found, said = of_origin(found, origin, file=file)
    found = dataclasses.replace(found, notes=(*found.notes, *notes, *said))
    return found, problems, matrix is not None


def _measured(
    grid: Grid, found: Found, groups: Groups, columns: dict[str, int], quantity: Quantity | None
) -> list[Problem]:
    """Say what shows that the figures are no stock: words, or that they add up to 100."""
    people = {at for group in groups.values() for at in group.values()}
    said = word_problems(titles_of(grid, found), headers_of(grid, found, people), found.table)
    if quantity:
        said = [one for one in said if one.fields.get("what") in NO_QUANTITY]
        if is_named(quantity, (found.table.header[at] for at in people)):
            return said  # amounts may add up to 100
    kind = "" if said else are_percentages(found.table, groups, columns)
    return [problem(kind, topic="Measure", source="NAME")] if kind else said


class _Rows:
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

    def records(self) -> list[dict[str, Any]]:
        """Return a record a figure."""
        records = []
        for row, cells in self.table.rows:
            if _COMMENTED.match(next(filter(None, cells), "")):
                self.commented += 1
                continue
            record: dict[str, Any] = {name: cells[at] for name, at in self.labels.items()}
            record["row"] = row
            if "year" in record:
                record["year"] = self._year(row, record["year"])
            if "sex" in record:
                record["code"] = record["sex"]
                record["sex"] = sex_of(self.codes.get(record["sex"], record["sex"]))
            elif not self.wide:
                record["sex"] = "U"
            for year, columns in self.groups.items():
                dated = {**record, "year": year} if year else record
                records += [{**dated, **figure} for figure in self._figures(row, cells, columns)]
        return records

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

    def _figures(
        self, row: int, cells: tuple[str, ...], columns: dict[str, int]
    ) -> list[dict[str, Any]]:
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
                    than="more" if sexes > total else "less",
                )
            )
            return people
        return {**people, "unknown": Figure(rest)}


def _as_columns(figure: Figure, record: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the schema for one figure; an own column `status` is kept."""
    columns = {**record, "count": figure.count}
    return {**columns, "status": figure.status} if figure.status else columns


def _codes_added_up(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add up figures whose codes of sex differ and mean the same, as 8 and 9 for not stated.

    Part of an unknown sum is not the sum: with a blank part it is blank.
    """
    own = ("row", "code", "count", "status")
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
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


READER: Final = Reader(NAME, TITLE, fits, read, ("sex_codes", "quantity"))
