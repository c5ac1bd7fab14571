"""Turns a file with a row a person into counts by place, sex, year and chosen columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.frames import checked, tidy_frame
from diasporamap.counts.headers import known_headers, plain_header, sex_of
from diasporamap.counts.layouts.kobo import SEPARATORS
from diasporamap.counts.persons.choices import answered
from diasporamap.counts.persons.codebook import Codebook, read_codebook
from diasporamap.counts.persons.streams import open_persons
from diasporamap.counts.persons.tally import Dimension, refuse_identifying, tally, with_zeros
from diasporamap.counts.schema import COLUMNS, KEY, SEXES
from diasporamap.errors import CountsError, Problem, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.persons.streams import Persons


#: What a telephone number or an address of mail looks like.
CONTACT: Final = re.compile(r"@|^\+?\d[\d .()/-]{7,}$")
#: From how many persons on a column with a value for every other one tells persons.
FEWEST_PERSONS: Final = 20


@dataclass(frozen=True, eq=False)
class Aggregated:
    """Counts of persons; they are not protected.

    Attributes
    ----------
    counts : pandas.DataFrame
        Tidy counts: `place`, `sex`, `year` where it was asked for, a column for each of `by`,
        `count` (Int64), 0 where a group has women only or men only. The index `row` is the row of
        the first person of the cell.
    persons : int
        Persons counted: the sum of the counts.
    unknown_sex : int
        Those of unknown sex.
    """

    counts: pd.DataFrame
    persons: int
    unknown_sex: int


def aggregate_persons(  # noqa: PLR0913 - what is counted by what, all named
    path: str | os.PathLike[str],
    *,
    place: str,
    sex: str,
    year: str | None = None,
    by: Sequence[str] = (),
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | os.PathLike[str] | Codebook | None = None,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Aggregated:
    """Count the persons of a register or a survey in one pass.

    Parameters
    ----------
    path : path-like
        A text table or a workbook with a row a person, header in the first row.
    place, sex, year : str
        Headers of the place of residence, of the sex, and of a year or a day.
    by : sequence of str
        Headers of further columns. Of a question with several answers, one answer each:
        "languages/French" counts those who gave it (1), did not (0) and those who answered
        nothing (blank).
    sex_codes : mapping of str to str, optional
        What codes of sex mean: F, M or U. Codes not declared are known words such as "Femme".
    codebook : path-like or Codebook, optional
        XLSForm of the survey, whose labels stand for the codes.
    sheet : str, optional
        Sheet of a workbook that has several.
    progress : callable, optional
        Called with how far the file is read, and of how much.

    Returns
    -------
    Aggregated
        The counts. Nothing else of the persons is kept.

    Raises
    ------
    CountsError
        If a column is missing or tells who somebody is, a sex or year is not known, or a row is
        damaged. Messages name rows and columns and no values but codes of sex.
    UsageError
        If a code is declared as something else than F, M or U.
    """
    for code, meant in (sex_codes or {}).items():
        if meant not in SEXES:
            raise UsageError(f"'{code}={meant}' gives no sex. Write F, M or U after the sign.")
    book = (
        codebook if isinstance(codebook, Codebook) or codebook is None else read_codebook(codebook)
    )
    asked = {"place": place, "sex": sex} | ({"year": year} if year else {})
    asked |= {_column_of(header): header for header in by}
    if len(asked) < 2 + bool(year) + len(by):
        raise UsageError("Two of the columns mean the same. Give each once.")
    try:
        with open_persons(path, sheet=sheet, progress=progress) as persons:
            dimensions, rows = _dimensions(persons, asked, book, sex_codes or {})
            records, counted = tally(rows, dimensions, readable=persons.readable)
    except CountsError as error:
        named = [replace(problem, file=problem.file or str(path)) for problem in error.problems]
        raise CountsError(named) from None
    groups = [name for name in asked if name not in ("sex", "year")]
    _refuse_persons(records, groups, counted, path)
    frame = _frame(with_zeros(records), list(asked), str(path))
    unknown = int(frame.loc[frame["sex"] == "U", "count"].sum())
    return Aggregated(frame, counted, unknown)


def _refuse_persons(
    records: list[dict[str, Any]],
    columns: Sequence[str],
    counted: int,
    path: str | os.PathLike[str],
) -> None:
    """Refuse columns whose values, whatever their header says, tell persons and not groups."""
    problems = []
    for column in columns:
        values = {str(record[column]) for record in records if record[column] not in (None, "")}
        contact = any(CONTACT.search(value) for value in values)
        if contact or (counted >= FEWEST_PERSONS and len(values) > counted / 2):
            what = "telephone numbers or addresses of mail" if contact else "a value a person"
            problems.append(
                Problem(
                    f"the column holds {what}, and nothing is counted by it",
                    "Choose a column of groups, such as region or level of education.",
                    str(path),
                    column=column,
                )
            )
    if problems:
        raise CountsError(problems)


def _dimensions(
    persons: Persons,
    asked: Mapping[str, str],
    book: Codebook | None,
    sex_codes: Mapping[str, str],
) -> tuple[list[Dimension], Iterator[tuple[int, Sequence[str]]]]:
    """Find the columns that are counted by; columns of single answers are made at the end."""
    headers, rows, dimensions = list(persons.header), persons.rows, []
    for column, header in asked.items():
        if column != "year":
            refuse_identifying(header)
        position, rows = answered(headers, rows, header, codebook=book)
        if position == len(headers):
            headers.append(header)
        meanings = _meanings(column, header, book, sex_codes)
        dimensions.append(Dimension(column, header, position, meanings))
    return dimensions, rows


def _column_of(header: str) -> str:
    """Return the column of the result: one of the schema, or the header in plain letters."""
    last = header
    for mark in SEPARATORS:
        last = last.rpartition(mark)[2] if plain_header(last) not in known_headers() else last
    known = known_headers().get(plain_header(header)) or known_headers().get(plain_header(last))
    return known if known in KEY and known not in ("place", "sex") else plain_header(header)


def _meanings(
    column: str, header: str, book: Codebook | None, sex_codes: Mapping[str, str]
) -> dict[str, str]:
    """Return what the codes of a column stand for: declared ones before those of the codebook."""
    meanings = book.meanings(header, sex=column == "sex") if book else {}
    if column != "sex":
        return meanings
    known = {code: label for code, label in meanings.items() if sex_of(label) in SEXES}
    return {**known, **sex_codes}


def _frame(records: list[dict[str, object]], columns: list[str], file: str) -> pd.DataFrame:
    """Make the frame in the order of the places; columns beyond the schema stay text."""
    import pandas as pd

    if not records:
        raise CountsError.one("the table has no rows", "Give a row a person.", file=file)
    own = [name for name in columns if name not in COLUMNS]
    frame = tidy_frame(records, [*columns, "count"])
    for name in own:
        texts = [str(record[name]) or None for record in records]
        frame[name] = pd.Series(texts, index=frame.index, dtype="string")
    order = [name for name in columns if name in frame.columns]
    if not own:
        frame, problems = checked(frame, [], {}, file=file)
        if problems:
            raise CountsError(problems)
    elif "year" in frame:
        frame = frame.assign(year=frame["year"].astype("Int64"))
    return frame.sort_values(order, kind="stable", na_position="last")[[*order, "count"]]
