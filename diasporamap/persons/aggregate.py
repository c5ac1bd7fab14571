"""Turns a file with a row a person into counts by place, sex, year and chosen columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.notes import Note
from diasporamap.counts.schema import KEY
from diasporamap.errors import CountsError, Problem, UsageError
from diasporamap.language.problems import counts_error
from diasporamap.persons.counted import refuse_counts
from diasporamap.persons.form import apart, known_questions
from diasporamap.persons.identifying import refuse_identifying, refuse_persons
from diasporamap.persons.kobo import UUID, Submissions, is_xml
from diasporamap.persons.meanings import as_codebook, checked_sex_codes, meanings_of
from diasporamap.persons.moved import moved_note, together
from diasporamap.persons.multiple_choice import as_one_and_zero, with_answer
from diasporamap.persons.question_names import SEPARATORS, own_names
from diasporamap.persons.questions import find_column
from diasporamap.persons.streams import open_persons
from diasporamap.persons.tally import Dimension, tally, with_zeros
from diasporamap.persons.twice import Known, checked_duplicates
from diasporamap.tables.frames import is_frame, labelled, name_of
from diasporamap.tables.headers import OWN, is_own, known_form, known_headers, plain_header

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.persons.codebook import Codebook
    from diasporamap.persons.rows import Persons
    from diasporamap.persons.twice import Duplicates
    from diasporamap.tables.frames import Source


def characteristics_asked(table: Source, *, sheet: str | None = None) -> list[str]:
    """Return the headers of what the questionnaire asks beside places, () of any other table.

    Each makes counts of its own, as age and education do: together they would tell persons apart.
    """
    with open_persons(table, sheet=sheet) as opened:
        known = known_questions(opened.header)
    return [known[name] for name in apart(known)]


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
    sex: str | None = None,
    year: str | None = None,
    by: Sequence[str] = (),
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | os.PathLike[str] | Codebook | None = None,
    sheet: str | None = None,
    identifier: str | None = None,
    duplicates: Duplicates | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Aggregated:
    """Count the persons of a register or a survey in one pass.

    Parameters
    ----------
    table : path-like or pandas.DataFrame
        A text table, a workbook, a Parquet file or a frame with a row a person; the header of a
        file may stand under titles. A frame is not changed.
    place, sex, year : str
        Headers of the place of residence, of the sex, and of a year or a day; of a survey with or
        without the groups that the question is in. Where place or sex is left out, the columns
        that are known by their headers are taken; of the questionnaire that `diasporamap form`
        writes, part of residence and origin too, unless `by` names others.
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
        If a code is declared as something else than F, M or U, or `duplicates` makes no sense.
    """
    file = name_of(table)
    checked_duplicates(identifier, duplicates)
    codes, book = checked_sex_codes(sex_codes, persons=True), as_codebook(codebook)
    given = {"place": place, "sex": sex, "year": year}
    asked = {name: header for name, header in given.items() if header}
    if not {"place", "sex"} <= asked.keys():
        with open_persons(table, sheet=sheet, codebook=book) as top:
            questions = known_questions(top.header)
        asked = {name: questions[name] for name in given if name in questions} | asked
        other = {*given, *apart(questions)}
        by = by or [header for name, header in questions.items() if name not in other]
    asked |= {_column_of(header): header for header in by}
    if len(asked) < len({*given} & {*asked}) + len(by):
        raise UsageError("Two of the columns mean the same. Give each once.")
    try:
        wanted = [*asked.values(), *([identifier] if identifier else [])]
        with open_persons(
            table, sheet=sheet, wanted=wanted, codebook=book, progress=progress
        ) as opened:
            persons = refuse_counts(opened, sex=asked["sex"])
            dimensions, rows = _dimensions(persons, asked, book, codes)
            uuid = persons.header.index(UUID) if UUID in persons.header else None
            submissions, known = Submissions(), None
            if identifier:
                found = find_column(persons.header, identifier, elsewhere=persons.elsewhere)
                rows = together(rows, found.position, found.others, header=persons.header)
                known = Known(found.position, duplicates, readable=persons.readable)

            def counts(row: int, cells: Sequence[str], key: Hashable) -> bool:
                if known is not None and not known.counts(row, cells, key):
                    return False
                if uuid is not None and (known is None or known.position != uuid):
                    submissions.note(cells[uuid])
                return True

            records, counted = tally(rows, dimensions, readable=persons.readable, counts=counts)
            twice = tuple(known.notes(str(identifier))) if known else ()
    except CountsError as error:
        named = [replace(problem, file=problem.file or file) for problem in error.problems]
        raise CountsError(labelled(named) if is_frame(table) else named) from None
    groups = {name: header for name, header in asked.items() if name not in ("sex", "year")}
    refuse_persons(records, groups, counted=counted, file=file)
    records = as_one_and_zero(records, [name for name in groups if name != "place"])
    frame = _frame(with_zeros(records), list(asked), file)
    unknown = int(frame.loc[frame["sex"] == "U", "count"].sum())
    moved = moved_note(opened.header, asked.values(), book)
    repeated = (Note("repeated", {"number": submissions.repeated}),) if submissions.repeated else ()
    return Aggregated(frame, counted, unknown, (*persons.notes, *moved, *twice, *repeated))


def _dimensions(
    persons: Persons,
    asked: Mapping[str, str],
    book: Codebook | None,
    sex_codes: Mapping[str, str],
) -> tuple[list[Dimension], Iterator[tuple[int, Sequence[str]]]]:
    """Find the columns that are counted by; columns of single answers are made at the end."""
    header, rows, dimensions = persons.header, persons.rows, []
    problems: list[Problem] = []
    width, coded = len(header), is_xml(header)
    for column, wanted in asked.items():
        try:
            found = find_column(header, wanted, codebook=book, elsewhere=persons.elsewhere)
            if column != "year":
                refuse_identifying(header[found.position])
        except CountsError as error:
            problems += error.problems
            continue
        position, own = found.position, header[found.position]
        if found.others:
            rows = together(rows, position, found.others, header=header)
        meanings = meanings_of(column, own, codebook=book, sex_codes=sex_codes)
        if found.answers:
            known = book.lists(own) if book else ()
            rows = with_answer(
                rows, position, found.answers, column=wanted, known=known, readable=persons.readable
            )
            position, meanings, width = width, {}, width + 1
        dimensions.append(Dimension(column, wanted, position, meanings, coded))
    if problems:
        raise CountsError(problems)
    return dimensions, rows


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


def _frame(records: list[dict[str, object]], columns: list[str], file: str) -> pd.DataFrame:
    """Make the frame in the order of the places."""
    if not records:
        raise counts_error("no_persons", file=file)
    frame, problems = checked(tidy_frame(records, [*columns, "count"]), [], {}, file=file)
    if problems:
        raise CountsError(problems)
    ordered = frame.sort_values(columns, kind="stable", na_position="last")
    return ordered[[*columns, "count"]].reset_index(drop=True)
