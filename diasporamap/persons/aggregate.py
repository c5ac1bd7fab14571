"""Turns a file with a row a person into counts by place, sex, year and chosen columns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.counts.characteristics import ARRIVAL
from diasporamap.counts.schema import KEY
from diasporamap.errors import CountsError, UsageError
from diasporamap.language import message
from diasporamap.persons.coordinates import Coordinates, Located, with_places
from diasporamap.persons.counted import refuse_counts
from diasporamap.persons.counting import Aggregated, Asked, Counting, points_of
from diasporamap.persons.engine import DeclinedError, Wanted, grouped, repeated
from diasporamap.persons.form import apart, known_questions
from diasporamap.persons.kobo import UUID, Submissions
from diasporamap.persons.meanings import as_codebook, checked_sex_codes
from diasporamap.persons.question_names import SEPARATORS, own_names
from diasporamap.persons.questions import find_column, look_for
from diasporamap.persons.scans import engine_errors, engine_for, open_scan
from diasporamap.persons.streams import open_persons, readable_by_row, rows_called
from diasporamap.persons.twice import checked_duplicates
from diasporamap.tables.frames import is_frame, labelled, name_of
from diasporamap.tables.headers import OWN, is_own, known_form, known_headers, plain_header

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from diasporamap.persons.codebook import Codebook
    from diasporamap.persons.twice import Duplicates
    from diasporamap.tables.frames import Source

    Rows = Iterator[tuple[int, Sequence[str]]]


def characteristics_asked(table: Source, *, sheet: str | None = None) -> list[str]:
    """Return the headers of what the questionnaire asks beside places, () of any other table.

    Each makes counts of its own, as age and education do: together they would tell persons apart.
    """
    with open_persons(table, sheet=sheet) as opened:
        known = known_questions(opened.header)
    return [known[name] for name in apart(known)]


def aggregate_persons(  # noqa: PLR0913 - what is counted by what, all named
    table: Source,
    *,
    place: str | None = None,
    sex: str | None = None,
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
        without the groups that the question is in. Where place or sex is left out, the columns
        that are known by their headers are taken; of the questionnaire that `diasporamap form`
        writes, part of residence and origin too, unless `by` names others. With `coordinates`
        there is no place, and the sex is named.
    by : sequence of str
        Headers of further columns. Of a question with several answers, one answer each:
        "languages/French" counts those who gave it (1), did not (0) and those who answered
        nothing (blank). Years and days of arrival are counted by ten years, as "2010-2019".
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
    chosen = engine_for(engine, table)
    columns = dict.fromkeys(coordinates.columns, coordinates.header) if coordinates else {}
    given = {"place": place, "sex": sex, "year": year}
    named = {name: header for name, header in given.items() if header}
    if columns and (place or not sex):
        raise UsageError(message("persons.coordinates_and_place"))
    if not {"place", "sex"} <= named.keys() | columns.keys():
        if not readable_by_row(table, whatever_size=True) or chosen not in ("python", "duckdb"):
            raise UsageError(message("persons.name_columns"))
        with open_persons(table, sheet=sheet, codebook=book) as top:
            questions = known_questions(top.header)
        named = {name: questions[name] for name in given if name in questions} | named
        other = {*given, *apart(questions)}
        by = by or [header for name, header in questions.items() if name not in other]
    columns |= named
    further = {_column_of(header): header for header in by}
    if len(further) < len(by) or further.keys() & columns.keys():
        raise UsageError(message("persons.columns_twice"))
    asked = Asked(columns | further, codes, book, sheet, identifier, duplicates, coordinates)
    try:
        if chosen == "python":
            return _row_by_row(table, asked, progress)
        return _in_engine(chosen, table, asked, progress)
    except CountsError as error:
        told = [replace(problem, file=problem.file or name_of(table)) for problem in error.problems]
        raise CountsError(labelled(told) if is_frame(table) else told) from None


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
            points = points_of(persons, asked.coordinates)
            letters = persons.readable
            rows = with_places(rows, points, asked.coordinates, located=located, readable=letters)

        def noted(_row: int, cells: Sequence[str]) -> None:
            if uuid is not None and asked.identifier != UUID:
                submissions.note(cells[uuid])

        counting = Counting(persons, asked, located, noted)
        return counting.result(rows, lambda: submissions.repeated)


def _in_engine(
    engine: str, table: Source, asked: Asked, progress: Callable[[int, int], None] | None
) -> Aggregated:
    """Count in an engine; what DuckDB declines or refuses is read row by row, which says why."""
    spark = engine != "duckdb"
    if spark and asked.identifier:
        raise UsageError(message("persons.spark_order"))
    try:
        return _scanned(engine, table, asked, progress)
    except engine_errors(engine):
        if spark:
            raise CountsError.of("engine_failed") from None
        refused = None
    except CountsError as error:
        if spark:
            raise
        refused = error
    if readable_by_row(table):
        return _row_by_row(table, asked, progress)
    if refused is None:
        raise CountsError.of("engine_failed")
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
        plain = [
            at.position
            for name in ("year", ARRIVAL)
            if (at := found.get(name)) and not (at.others or at.answers or asked.book)
        ]
        wanted = Wanted(
            tuple(dict.fromkeys(p for at in found.values() for p in (at.position, *at.others))),
            days=tuple(plain),
            points=points_of(persons, asked.coordinates) if asked.coordinates else None,
            identifier=own.position if own else None,
        )
        counting = Counting(persons, asked, located, people=len(header))
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


def _column_of(header: str) -> str:
    """Return the column of the result: one of the schema, or one's own in plain letters."""
    last = header
    for mark in SEPARATORS:
        last = last.rpartition(mark)[2] if known_form(last) not in known_headers() else last
    known = known_headers().get(known_form(header)) or known_headers().get(known_form(last))
    if known in KEY and known not in ("place", "sex"):
        return known
    own = next(
        (name for name in (header, *own_names(header)) if is_own(plain_header(name))), header
    )
    return f"{OWN}{plain_header(own).removeprefix(OWN)}"
