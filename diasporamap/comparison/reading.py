"""Reads several counts files: which option is about which file, and every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from diasporamap.counts.sources import sources_file_of
from diasporamap.errors import DataError, UsageError
from diasporamap.intake import join_file
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.readers.options import reading_options
from diasporamap.readers.reference import origin_named
from diasporamap.store.address import is_database
from diasporamap.tables.books import WORKBOOK_ENDINGS, open_book
from diasporamap.tables.redaction import redacted_names

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.intake import JoinedFile
    from diasporamap.persons.codebook import Codebook

    #: An option that may be given once or several times.
    Several = str | PathLike[str] | Sequence[str | PathLike[str]] | None


class ForAllFiles(TypedDict, total=False):
    """The options that are about every file."""

    origin: str | PathLike[str] | Origin | None
    sex_codes: Mapping[str, str] | None
    codebook: str | PathLike[str] | Codebook | None
    aliases: Mapping[str, str] | str | PathLike[str] | None
    allow_unmatched: bool
    as_of: str | None


class ComparingKeywords(ForAllFiles, total=False):
    """All options of reading; those that may be about single files are given once or several times.

    A sheet is taken from the workbooks that have it; a format is for all files or one a file; a
    sources file for those that have none beside them, or one a file; sources and definitions are
    kept of the files that have several.
    """

    sheet: Several
    format: Several
    sources: Several
    source: Several
    definition: Several


#: What codes mean; not every kind of file has a use for these options.
CODES: Final = ("sex_codes", "codebook")

#: What can be chosen within files that have several.
CHOSEN: Final = ("source", "definition")


@dataclass(frozen=True, eq=False)
class ReadFile:
    """One of the files: what was read of it, and the rows that are compared."""

    path: Path
    read: JoinedFile
    counts: pd.DataFrame


def read_files(
    paths: Sequence[str | PathLike[str]],
    *,
    sheet: Several = None,
    format: Several = None,  # noqa: A002 - as the option is called
    sources: Several = None,
    source: Several = None,
    definition: Several = None,
    **options: Unpack[ForAllFiles],
) -> list[ReadFile]:
    """Read files that are compared; what is wrong in all of them is raised at once.

    Each sheet is taken from the workbooks that have one of that name, the state of a day from
    databases. One format is for all files, one sources file for those that have none beside them;
    or one a file, in their order. Of files with several, `source` and `definition` are kept; a file
    that has none of these is kept whole.
    """
    files = [Path(path) for path in paths]
    options = {"origin": origin_named(files), **options}
    if not files:
        raise UsageError(message("comparison.no_file"))
    as_of = options.pop("as_of", None)
    stored = [is_database(file) for file in files]
    own = [
        {"sheet": one, "format": kind, "sources": declared, "as_of": day}
        for one, kind, declared, day in zip(
            _sheets(files, _several(sheet)),
            _formats(files, _several(format)),
            _sources_files(files, _several(sources)),
            [as_of if is_one or not any(stored) else None for is_one in stored],
            strict=True,
        )
    ]
    read = _read_all(files, own, options)
    kept = [one.counts for one in read]
    declared = {name for one in read for name in one.sources}
    for column, wanted in zip(CHOSEN, (_several(source), _several(definition)), strict=True):
        kept = _choose(kept, column, wanted, declared)
    return [ReadFile(*parts) for parts in zip(files, read, kept, strict=True)]


def _several(option: Several) -> list[str]:
    """Return the values of an option as a list of texts."""
    if option is None:
        return []
    if isinstance(option, (str, PathLike)):
        return [str(option)]
    return [str(value) for value in option]


def _sheets(files: Sequence[Path], names: list[str]) -> list[str | None]:
    """Give each sheet to the workbooks that have it."""
    if not names:
        return [None] * len(files)
    books = [
        open_book(file).sheets if file.suffix.lower() in WORKBOOK_ENDINGS else () for file in files
    ]
    known = dict.fromkeys(sheet for book in books for sheet in book)
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if missing:
        kind = "no_sheet" if known else "no_workbook"
        raise UsageError(message(f"comparison.{kind}", name=missing[0], known=[*known]))
    own = [[name for name in dict.fromkeys(names) if name in book] for book in books]
    for file, found in zip(files, own, strict=True):
        if len(found) > 1:
            raise UsageError(message("comparison.two_sheets", file=str(file), sheets=joined(found)))
    return [found[0] if found else None for found in own]


def _formats(files: Sequence[Path], names: list[str]) -> list[str | None]:
    if len(names) > 1:
        return list(_one_each(files, names, "format"))
    return [names[0] if names else None] * len(files)


def _sources_files(files: Sequence[Path], declared: list[str]) -> list[str | None]:
    """Give one sources file to the files that have none of their own."""
    if not declared:
        return [None] * len(files)
    if len(declared) > 1 or len(files) == 1:
        return list(_one_each(files, declared, "sources"))
    bare = [not sources_file_of(file).is_file() for file in files]
    if not any(bare):
        said = {"number": len(files), "file": declared[0]}
        raise UsageError(message("comparison.sources_unused", **said))
    return [declared[0] if without else None for without in bare]


def _one_each(files: Sequence[Path], values: list[str], option: str) -> list[str]:
    if len(values) != len(files):
        number = message("comparison.files", number=len(files))
        said = {"option": option, "times": len(values), "files": number}
        raise UsageError(message("comparison.times", **said))
    return values


def _read_all(
    files: Sequence[Path], options: Sequence[Mapping[str, Any]], reading: Mapping[str, Any]
) -> list[JoinedFile]:
    """Read every file, and raise what is wrong in all of them at once."""
    read: list[JoinedFile] = []
    errors: list[DataError] = []
    unused: dict[str, UsageError] = {}
    used: set[str] = set()
    for file, own in zip(files, options, strict=True):
        try:
            joined, codes, refused = _read_one(file, {**own, **reading})
        except DataError as error:
            errors.append(error)
        else:
            read.append(joined)
            used |= codes
            unused = {**refused, **unused}
    if errors:
        kinds = {type(error) for error in errors}
        kind = kinds.pop() if len(kinds) == 1 else DataError
        raise kind([problem for error in errors for problem in error.problems])
    for name in unused.keys() - used:
        raise unused[name]
    return read


def _read_one(
    file: Path, options: Mapping[str, Any]
) -> tuple[JoinedFile, set[str], dict[str, UsageError]]:
    """Read a file with the codes that it has a use for; return which, and why not the others."""
    given = tuple(name for name in CODES if options.get(name))
    bare = {name: value for name, value in options.items() if name not in CODES}
    first: UsageError | None = None
    for kept in dict.fromkeys((given, given[:1], given[1:])):
        try:
            joined = _joined(file, **bare, **{name: options[name] for name in kept})
        except UsageError as error:
            first = first or error
        else:
            refused = {name: first for name in given if name not in kept and first}
            return joined, set(kept), refused
    return _joined(file, **bare), set(), {name: first for name in given if first}


def _joined(file: Path, **options: Any) -> JoinedFile:  # noqa: ANN401 - of ReadingOptions
    asked = reading_options(options)  # type: ignore[arg-type]
    return join_file(file, asked).asking().refuse_problems()


def _choose(
    counts: Sequence[pd.DataFrame], column: str, wanted: list[str], declared: Collection[str]
) -> list[pd.DataFrame]:
    """Keep what is named of the files that have several; each name is in one of them."""
    if not wanted:
        return list(counts)
    found = [
        set(map(str, table[column].dropna())) if column in table.columns else set()
        for table in counts
    ]
    known = set().union(*found)
    missing = [name for name in wanted if name not in known]
    if missing:
        rows = [
            ((file, row), str(name))
            for file, table in enumerate(counts)
            if column in table.columns
            for row, name in table[column].dropna().items()
        ]
        have = redacted_names(rows, declared if column == "source" else known)
        kind = "no_value" if known else "no_column"
        said = {"column": column, "name": missing[0], "known": have}
        raise UsageError(message(f"comparison.{kind}", **said))
    return [
        table[table[column].isin(wanted)] if own & set(wanted) else table
        for table, own in zip(counts, found, strict=True)
    ]
