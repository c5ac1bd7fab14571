"""Turns a file with a row a person into counts by place, sex, year and chosen columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.notes import Note
from diasporamap.counts.schema import KEY
from diasporamap.errors import CountsError, Problem, UsageError
from diasporamap.language.problems import counts_error
from diasporamap.persons.coordinates import Coordinates, Located, with_places
from diasporamap.persons.counted import refuse_counts
from diasporamap.persons.engine import DeclinedError, Wanted, grouped, repeated
from diasporamap.persons.identifying import refuse_identifying, refuse_persons
from diasporamap.persons.kobo import UUID, Submissions, is_xml
from diasporamap.persons.meanings import as_codebook, checked_sex_codes, meanings_of
from diasporamap.persons.moved import moved_note, together
from diasporamap.persons.multiple_choice import as_one_and_zero, with_answer
from diasporamap.persons.question_names import SEPARATORS
from diasporamap.persons.questions import find_column, look_for
from diasporamap.persons.scans import engine_errors, engine_for, open_scan
from diasporamap.persons.streams import open_persons, readable_by_row, rows_called
from diasporamap.persons.tally import Dimension, tally, with_zeros
from diasporamap.persons.twice import Known, checked_duplicates
from diasporamap.tables.frames import is_frame, labelled, name_of
from diasporamap.tables.headers import OWN, known_form, known_headers, plain_header

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.persons.codebook import Codebook
    from diasporamap.persons.rows import Persons
    from diasporamap.persons.twice import Duplicates
    from diasporamap.tables.frames import Source

    Rows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, eq=False)
class Aggregated:
    """Counts of persons; they are not protected.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts: `place`, `sex`, `year` where it was asked for, a column for each of `by` (of
        the schema, or headed ``by_...``), `count` (Int64), 0 where a group has
        women only or men only. The index is no row of the file.
    persons : int
        Persons counted: the sum of the counts.
    unknown_sex : int
        Those of unknown sex.
    notes : tuple of Note
        Which sheet was read where none was named, what stands above the header, how many rows
        of an export repeat a submission (they are counted), and which are of one person.
    """

    counts: pd.DataFrame
    persons: int
    unknown_sex: int
    notes: tuple[Note, ...] = ()


def aggregate_persons(  # noqa: PLR0913 - what is counted by what, all named
    table: Source,
    *,
    place: str | None = None,
    sex: str,
    year: str | None = None,
    by: Sequence[str] = (),
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | os.PathLike[str] | Codebook | None = None,
    sheet: str | None = None,
    identifier: str | None = None,
    duplicates: Duplicates | None = None,
    coordinates: Coordinates | None = None,
    engine: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Aggregated:
    """Count the persons of a register or a survey.

    Parameters
    ----------
    table : path-like or pandas.DataFrame
        A text table, a workbook, a Parquet file or a frame with a row a person; the header of a
        file may stand under titles. A frame is not changed.
    place, sex, year : str
        Headers of the place of residence, of the sex, and of a year or a day; of a survey with or
        without the groups that the question is in. With `coordinates` there is no place.
    by : sequence of str
        Headers of further columns. Of a question with several answers, one answer each:
        "languages/French" counts those who gave it (1), did not (0) and those who answered
        nothing (blank).
    sex_codes : mapping of str to str, optional
        What codes of sex mean: F, M or U. Codes not declared are known words such as "Femme".
    codebook : path-like or Codebook, optional
        XLSForm of the survey, whose labels stand for the codes.
    sheet : str, optional
        Sheet of a workbook that has several; by default that of the submissions of an export of
        KoboToolbox. Members of a repeated group have the columns of their submission too.
    identifier : str, optional
        Header of a column that tells persons apart, as a number of a file. Nothing of it is kept.
    duplicates : {"keep", "drop"}, optional
        Whether further rows of a person count too, or the first row alone does.
    coordinates : Coordinates, optional
        Columns of longitude and latitude, which become codes of the country and, with their
        `units`, of the first-level unit (`subdivision`) as they are read.
    engine : str, optional
        "python" reads row by row; "duckdb" counts a text in UTF-8, a Parquet file or a table of
        DuckDB (named by `sheet`) on all cores; "local[2]", "spark://HOST:7077" or "yarn" a CSV or
        Parquet file in Spark. The result is the same to the row. By default DuckDB where it is
        installed and the file is large.
    progress : callable, optional
        Called with how far the file is read, and of how much.

    Returns
    -------
    Aggregated
        The counts. Nothing else of the persons is kept.

    Raises
    ------
    CountsError
        If the table holds counts, a column is missing or tells who somebody is, a sex or year is
        not known, a row is damaged, or a person stands twice where `duplicates` is left out.
        Messages name rows and columns and no values but codes of sex.
    UsageError
        If a code is declared as something else than F, M or U, `duplicates` makes no sense, or an
        engine is not installed or cannot do what is asked.
    """
    checked_duplicates(identifier, duplicates)
    codes, book = checked_sex_codes(sex_codes, persons=True), as_codebook(codebook)
    if (place is None) == (coordinates is None):
        raise UsageError("Say where persons live: by a column of places, or by coordinates.")
    columns = dict.fromkeys(coordinates.columns, coordinates.header) if coordinates else {}
    columns |= ({"place": place} if place else {}) | {"sex": sex} | ({"year": year} if year else {})
    further = {_column_of(header): header for header in by}
    if len(further) < len(by) or further.keys() & columns.keys():
        raise UsageError("Two of the columns mean the same. Give each once.")
    asked = Asked(columns | further, codes, book, sheet, identifier, duplicates, coordinates)
    chosen = engine_for(engine, table)
    try:
        if chosen == "python":
            return _row_by_row(table, asked, progress)
        return _in_engine(chosen, table, asked, progress)
    except CountsError as error:
        named = [
            replace(problem, file=problem.file or name_of(table)) for problem in error.problems
        ]
        raise CountsError(labelled(named) if is_frame(table) else named) from None


@dataclass(frozen=True)
class Asked:
    """What persons are counted by, as columns of the result with their headers, and how."""

    columns: Mapping[str, str]
    sex_codes: Mapping[str, str]
    book: Codebook | None
    sheet: str | None
    identifier: str | None
    duplicates: Duplicates | None
    coordinates: Coordinates | None

    @property
    def placed(self) -> tuple[str, ...]:
        """The columns of the result that coordinates become."""
        return self.coordinates.columns if self.coordinates else ()

    @property
    def found(self) -> dict[str, str]:
        """The columns of the result that are columns of the file."""
        return {name: header for name, header in self.columns.items() if name not in self.placed}

    @property
    def headers(self) -> list[str]:
        """All headers that the file must have."""
        points = [self.coordinates.lon, self.coordinates.lat] if self.coordinates else []
        return [*self.found.values(), *points, *([self.identifier] if self.identifier else [])]


def _row_by_row(
    table: Source, asked: Asked, progress: Callable[[int, int], None] | None
) -> Aggregated:
    with open_persons(
        table, sheet=asked.sheet, wanted=asked.headers, codebook=asked.book, progress=progress
    ) as opened:
        persons = refuse_counts(opened, sex=asked.columns["sex"])
        rows, located, submissions = persons.rows, Located(), Submissions()
        uuid = persons.header.index(UUID) if UUID in persons.header else None
        if asked.coordinates:
            points = _points(persons, asked.coordinates)
            letters = persons.readable
            rows = with_places(rows, points, asked.coordinates, located=located, readable=letters)

        def noted(_row: int, cells: Sequence[str]) -> None:
            if uuid is not None and asked.identifier != UUID:
                submissions.note(cells[uuid])

        counting = _Counting(persons, asked, located, noted)
        return counting.result(rows, lambda: submissions.repeated)


def _in_engine(
    engine: str, table: Source, asked: Asked, progress: Callable[[int, int], None] | None
) -> Aggregated:
    """Count in an engine; what DuckDB declines or refuses is read row by row, which says why."""
    spark = engine != "duckdb"
    if spark and asked.identifier:
        raise UsageError("Spark keeps no order of rows: persons are told apart (--id) in DuckDB.")
    try:
        return _scanned(engine, table, asked, progress)
    except engine_errors(engine):
        if spark:
            raise counts_error("engine_failed") from None
        refused = None
    except CountsError as error:
        if spark:
            raise
        refused = error
    if readable_by_row(table):
        return _row_by_row(table, asked, progress)
    if refused is None:
        raise counts_error("engine_failed")
    return _scanned(engine, table, asked, progress, numbered=True)


def _scanned(
    engine: str,
    table: Source,
    asked: Asked,
    progress: Callable[[int, int], None] | None,
    *,
    numbered: bool = False,
) -> Aggregated:
    """Count the groups that an engine gives."""
    with open_scan(
        engine, table, (asked.headers, asked.book), sheet=asked.sheet, numbered=numbered
    ) as scan:
        persons = refuse_counts(scan.persons, sex=asked.columns["sex"])
        located, header = Located(), persons.header
        found = {
            name: find_column(header, wanted, codebook=asked.book)
            for name, wanted in asked.found.items()
            if look_for(header, wanted, codebook=asked.book)
        }
        uuid = header.index(UUID) if UUID in header else None
        own = find_column(header, asked.identifier) if asked.identifier else None
        if own and (own.others or uuid not in (None, own.position)):
            raise DeclinedError
        year = found.get("year")
        wanted = Wanted(
            tuple(dict.fromkeys(p for at in found.values() for p in (at.position, *at.others))),
            year=year.position
            if year and not (year.others or year.answers or asked.book)
            else None,
            points=_points(persons, asked.coordinates) if asked.coordinates else None,
            identifier=own.position if own else None,
        )
        counting = _Counting(persons, asked, located, people=len(header))
        counting.dimensions(iter(()))  # refuses what is refused before anything is read
        rows = grouped(scan, wanted, asked.coordinates, located)
        again = (lambda: 0) if uuid is None or own else partial(repeated, scan, uuid)
        result = counting.result(
            rows, again, partial(rows_called, table, asked.headers, asked.book)
        )
    if progress and Path(name_of(table)).is_file():
        size = Path(name_of(table)).stat().st_size
        progress(size, size)
    return result


def _points(persons: Persons, coordinates: Coordinates) -> tuple[int, int]:
    """Find the columns of coordinates; all that is wrong is told with the others."""
    lon, lat = (look_for(persons.header, header) for header in (coordinates.lon, coordinates.lat))
    return (lon.position if lon else 0, lat.position if lat else 0)


@dataclass(frozen=True)
class _Counting:
    """How rows, of persons or of groups of them, become a result.

    `people` is the position of the cell that says how many persons a row has, `noted` is told of
    each person that counts.
    """

    persons: Persons
    asked: Asked
    located: Located
    noted: Callable[[int, Sequence[str]], None] | None = None
    people: int | None = None

    def result(
        self,
        rows: Rows,
        again: Callable[[], int],
        called: Callable[[Sequence[int]], Mapping[int, int]] | None = None,
    ) -> Aggregated:
        """Count rows; `again` says how many repeat a submission, `called` how rows are called."""
        asked, header = self.asked, self.persons.header
        known = None
        if asked.identifier:
            found = find_column(header, asked.identifier, elsewhere=self.persons.elsewhere)
            rows = together(rows, found.position, found.others, header=header)
            known = Known(found.position, asked.duplicates, readable=self.persons.readable)

        def counts(row: int, cells: Sequence[str], key: Hashable) -> bool:
            one = self.people is None or row > 0
            if known is not None and one and not known.counts(row, cells, key):
                return False
            if self.noted is not None:
                self.noted(row, cells)
            return True

        dimensions, rows = self.dimensions(rows)
        letters = self.persons.readable
        records, counted = tally(
            rows, dimensions, readable=letters, counts=counts, people=self.people
        )
        names = called(known.listed) if known and called and known.listed else None
        twice = tuple(known.notes(str(asked.identifier), names)) if known else ()
        number, outside = again(), self.located.outside
        repeats = (Note("repeated", {"number": number}),) if number else ()
        beside = (Note("outside", {"number": outside}),) if outside else ()
        moved = moved_note(header, asked.found.values(), asked.book)
        notes = (*self.persons.notes, *moved, *twice, *repeats, *beside)
        return _result(records, counted, asked, notes)

    def dimensions(self, rows: Rows) -> tuple[list[Dimension], Rows]:
        """Find the columns that are counted by; columns of single answers are made at the end."""
        header, asked, book = self.persons.header, self.asked, self.asked.book
        problems: list[Problem] = []
        width = len(header) + (self.people is not None)
        dimensions = []
        for name in asked.placed:
            dimensions.append(Dimension(name, asked.columns[name], width, {}))
            width += 1
        for wanted in [asked.coordinates.lon, asked.coordinates.lat] if asked.coordinates else ():
            try:
                find_column(header, wanted, elsewhere=self.persons.elsewhere)
            except CountsError as error:
                problems += error.problems
        for column, wanted in asked.found.items():
            try:
                found = find_column(header, wanted, codebook=book, elsewhere=self.persons.elsewhere)
                if column != "year":
                    refuse_identifying(header[found.position])
            except CountsError as error:
                problems += error.problems
                continue
            position, own = found.position, header[found.position]
            if found.others:
                rows = together(rows, position, found.others, header=header)
            meanings = meanings_of(column, own, codebook=book, sex_codes=asked.sex_codes)
            if found.answers:
                known = book.lists(own) if book else ()
                letters = self.persons.readable
                rows = with_answer(
                    rows, position, found.answers, column=wanted, known=known, readable=letters
                )
                position, meanings, width = width, {}, width + 1
            dimensions.append(Dimension(column, wanted, position, meanings, is_xml(header)))
        if problems:
            raise CountsError(problems)
        return dimensions, rows


def _result(
    records: list[dict[str, Any]], counted: int, asked: Asked, notes: tuple[Note, ...]
) -> Aggregated:
    """Refuse what tells persons, and make the table."""
    groups = {name: head for name, head in asked.columns.items() if name not in ("sex", "year")}
    refuse_persons(records, groups, counted=counted)
    records = as_one_and_zero(records, [name for name in groups if name != "place"])
    frame = _frame(with_zeros(records), list(asked.columns))
    unknown = int(frame.loc[frame["sex"] == "U", "count"].sum())
    return Aggregated(frame, counted, unknown, notes)


def _column_of(header: str) -> str:
    """Return the column of the result: one of the schema, or one's own in plain letters."""
    last = header
    for mark in SEPARATORS:
        last = last.rpartition(mark)[2] if known_form(last) not in known_headers() else last
    known = known_headers().get(known_form(header)) or known_headers().get(known_form(last))
    if known in KEY and known not in ("place", "sex"):
        return known
    return f"{OWN}{plain_header(header).removeprefix(OWN)}"


def _frame(records: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    """Make the frame in the order of the places."""
    if not records:
        raise counts_error("no_persons")
    frame, problems = checked(tidy_frame(records, [*columns, "count"]), [], {}, file=None)
    if problems:
        raise CountsError(problems)
    ordered = frame.sort_values(columns, kind="stable", na_position="last")
    return ordered[[*columns, "count"]].reset_index(drop=True)
