"""Reads a counts table of any kind that analysts receive, and says what it was recognised as."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.counts.origin import DEFAULT_ORIGIN
from diasporamap.errors import CountsError, UsageError
from diasporamap.persons.meanings import as_codebook, checked_sex_codes
from diasporamap.readers import kobo, plain, undesa, undesa_matrix
from diasporamap.readers import sdmx as observed
from diasporamap.readers.recognition import Reading
from diasporamap.tables.books import (
    WORKBOOK_ENDINGS,
    choose_one,
    formula_problems,
    grid_named,
    open_book,
    table_under,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    import pandas as pd

    from diasporamap.persons.codebook import Codebook
    from diasporamap.readers.recognition import CountsTable, Recognised
    from diasporamap.tables.raw import Book, Grid, RawTable

__all__ = ["FORMATS", "WORKBOOK_ENDINGS", "read_counts", "read_raw", "read_table", "recognise"]

#: The country of origin whose people are taken from tables of many.
BORN_IN: Final = DEFAULT_ORIGIN


class Format(NamedTuple):
    """One format: how it is told, how it is read, and which options say what its codes mean."""

    title: str
    fits: Callable[[Book, Grid], bool]
    read: Callable[[Book, Grid, Reading], CountsTable]
    options: tuple[str, ...] = ()


def _of_publisher(
    title: str,
    fits: Callable[[Book, Grid], bool],
    read: Callable[[Book, Grid, str], CountsTable],
) -> Format:
    """Make the format of tables of many origins, whose codes are known."""
    return Format(title, fits, lambda book, grid, how: read(book, grid, how.born_in))


#: Formats by name, in the order in which they are tried.
FORMATS: Final = {
    kobo.NAME: Format(kobo.TITLE, kobo.fits, kobo.read, ("sex_codes", "codebook")),
    **{
        name: _of_publisher(title, observed.fits(name), observed.read(name))
        for name, title in observed.TITLES.items()
    },
    undesa.NAME: _of_publisher(undesa.TITLE, undesa.fits, undesa.read),
    undesa_matrix.NAME: _of_publisher(undesa_matrix.TITLE, undesa_matrix.fits, undesa_matrix.read),
    plain.NAME: Format(plain.TITLE, plain.fits, plain.read, ("sex_codes",)),
}


def read_counts(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - as the option is called
    sheet: str | None = None,
    born_in: str = BORN_IN,
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | os.PathLike[str] | Codebook | None = None,
) -> pd.DataFrame:
    """Read a counts table into the tidy schema.

    Parameters
    ----------
    path : path-like
        A text table (CSV, TSV) or a workbook (XLSX, ODS): a plain table, tidy (a row a place and
        sex: `place`, `sex`, `count`) or wide (a row a place: `place`, `women`, `men` and
        optionally `unknown` and `total`), in French or English; a workbook of UN DESA; a file of
        Eurostat, the OECD or another SDMX source; an export of KoboToolbox, whose persons are
        counted. The headers known are listed in ``tables/headers.csv``.
    format : str, optional
        One of `FORMATS`; recognised from the file when left out.
    sheet : str, optional
        Sheet of a workbook that has several.
    born_in : str
        Country of origin, ISO 3166-1 alpha-3, whose people are taken from a table of many.
    sex_codes : mapping of str to str, optional
        What codes of sex mean, F, M or U, in a tidy table or an export of KoboToolbox. Codes not
        declared are known words such as "Femme".
    codebook : path-like or Codebook, optional
        XLSForm of the survey, whose labels stand for the codes of an export of KoboToolbox.

    Returns
    -------
    pandas.DataFrame
        Tidy counts in the order of the file. The index `row` is the row number in the file, blank
        where persons were counted; `count` (people) and `year` are Int64, every other column is
        text. A blank is no data, 0 is 0; where a figure is withheld, `status` says so. In a wide
        table with a total, people beyond women and men are of unknown sex.

    Raises
    ------
    CountsError
        If the file cannot be read as a table or breaks the schema. Every problem is listed
        with file, row, column and hint.
    UsageError
        If `sheet` names no sheet, there is no such format, or the format has no use for
        `sex_codes` or `codebook`.
    """
    return read_table(
        path,
        format=format,
        sheet=sheet,
        born_in=born_in,
        sex_codes=sex_codes,
        codebook=codebook,
    ).counts


def recognise(path: str | os.PathLike[str], **reading: Any) -> Recognised:  # noqa: ANN401
    """Tell what a counts table is recognised as; parameters and errors as `read_counts`."""
    return read_table(path, **reading).recognised


def read_table(path: str | os.PathLike[str], **reading: Any) -> CountsTable:  # noqa: ANN401
    """Read a counts table and tell what was recognised in it; see `read_counts`."""
    table = table_with_problems(path, **reading)
    if table.problems:
        raise CountsError(table.problems)
    return table


def table_with_problems(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    sheet: str | None = None,
    born_in: str = BORN_IN,
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | os.PathLike[str] | Codebook | None = None,
) -> CountsTable:
    """Read a counts table as it is, for whoever looks for all that is wrong with it.

    Parameters are those of `read_counts`.

    Returns
    -------
    CountsTable
        The table, with the breaches of the schema in `problems`.

    Raises
    ------
    CountsError
        If the file cannot be read as a table at all.
    UsageError
        If `sheet` names no sheet, there is no such format, or an option that it has no use for.
    """
    if format is not None and format not in FORMATS:
        raise UsageError(f"There is no format '{format}'. Choose {', '.join(FORMATS)}.")
    how = Reading(born_in, checked_sex_codes(sex_codes), as_codebook(codebook))
    book = open_book(path)
    given = grid_named(book, sheet)
    names = tuple(FORMATS) if format is None else (format,)
    grid, name = _chosen(book, given, names)
    for option in ("sex_codes", "codebook"):
        if getattr(how, option) and option not in FORMATS[name].options:
            raise UsageError(
                f"{Path(book.file).name} is {FORMATS[name].title}, and is read without "
                f"--{option.replace('_', '-')}. Leave it out."
            )
    table = FORMATS[name].read(book, grid, how)
    others = [other for other in book.sheets if other != grid.sheet]
    if given is None and others:
        note = f"read the sheet '{grid.sheet}' and not {', '.join(others)}"
        notes = (note, *table.recognised.notes)
        return replace(table, recognised=replace(table.recognised, notes=notes))
    return table


def _chosen(book: Book, given: Grid | None, names: tuple[str, ...]) -> tuple[Grid, str]:
    """Choose the sheet and the format: the only pair that fits, or the first of a publisher."""
    if given is not None:
        fitting = [name for name in names if len(names) > 1 and FORMATS[name].fits(book, given)]
        return given, fitting[0] if fitting else names[-1]
    for name in names:
        grids = [grid for grid in book.grids if FORMATS[name].fits(book, grid)]
        if grids and (len(grids) == 1 or name != plain.NAME):
            return grids[0], name
    raise choose_one(book)


def read_raw(path: str | os.PathLike[str], *, sheet: str | None = None) -> RawTable:
    """Read a header in the first row and the rows under it as text.

    Raises
    ------
    CountsError
        If the file cannot be read, has several sheets and none is named, rows do not have the
        fields of the header, or cells are formulas.
    UsageError
        If `sheet` names no sheet.
    """
    book = open_book(path)
    grid = grid_named(book, sheet)
    if grid is None:
        raise choose_one(book)
    table = table_under(grid, 0, file=book.file)
    problems = formula_problems(table)
    if problems:
        raise CountsError([replace(problem, file=book.file) for problem in problems])
    return table
