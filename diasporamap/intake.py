"""Reads a counts file all the way to protected counts: what every command begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from typing import TYPE_CHECKING, Unpack

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.table import Counts
from diasporamap.errors import UsageError
from diasporamap.places.aliases import read_aliases
from diasporamap.places.columns import Naming
from diasporamap.places.join import Joined, joined_with_problems
from diasporamap.places.origins.counting import no_origins
from diasporamap.protection import Profile, ProtectedCounts, profile_named, protect
from diasporamap.readers.options import ReadingKeywords, ReadingOptions, reading_options
from diasporamap.readers.registry import table_with_problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.counts.table import Table
    from diasporamap.places.join_report import JoinReport
    from diasporamap.tables.frames import Source as Readable

#: The options that still can be given where the counts are read already.
AFTER_READING = ("year", "source", "definition", "aliases", "allow_unmatched")


@dataclass(frozen=True, eq=False, repr=False)
class Intake:
    """What came of a counts file.

    Attributes
    ----------
    protected : ProtectedCounts
        The counts of the chosen year, source and definition, safe to show.
    report : JoinReport
        The join of the whole file: what matched, what did not.
    table : Table
        What was recognised in the file. Its counts are not protected.
    joined, chosen : pandas.DataFrame
        All counts that matched, with place codes, and those of them that were protected. They
        are for reports that only add up: what shows figures takes `protected`.
    """

    protected: ProtectedCounts
    report: JoinReport
    table: Table
    joined: pd.DataFrame
    chosen: pd.DataFrame


def read_protected(
    counts: Readable | Counts,
    *,
    profile: str | Profile = "standard",
    units: bool = False,
    origins: bool = False,
    **options: Unpack[ReadingKeywords],
) -> Intake:
    """Read, check, join, select and protect the counts of a file.

    Parameters
    ----------
    counts : path-like, pandas.DataFrame or Counts
        A table of counts; see `read_counts`.
    profile : str or Profile, default "standard"
        How strictly small cells are protected.
    units : bool, default False
        Whether places may also be admin-1 units, by ISO 3166-2 or by name in a column
        `subdivision` beside the country.
    origins : bool, default False
        Whether every origin must be a part of the country, as maps by these parts need it.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`.

    Returns
    -------
    Intake
        The protected counts and the reports.

    Raises
    ------
    CountsError, UnmatchedPlacesError
        If something in the files is wrong; every problem is listed.
    UsageError
        If there is no such option, or a year, source, definition, profile or sheet is asked for
        that there is not.
    """
    strictness = profile_named(profile)
    asked = reading_options(options, "profile", "units", "origins")
    read = join_file(counts, asked, units=units, origins=origins)
    read.refuse_problems()
    chosen = read.choose()
    protected = protect(chosen, strictness, origin=read.origin, sources=read.sources)
    return Intake(protected, read.report, read.table, read.counts, chosen)


@dataclass(frozen=True, eq=False, repr=False)
class JoinedFile:
    """All counts of a file with codes of places; they are not protected.

    Attributes
    ----------
    joined : Joined
        The rows that matched, with the source and definition that are declared, what matched and
        what did not, and all that is wrong.
    table : Table
        What was recognised in the file.
    options : ReadingOptions
        How it was read, and which year, source and definition are meant.
    """

    joined: Joined
    table: Table
    options: ReadingOptions

    @property
    def counts(self) -> pd.DataFrame:
        """The rows that matched."""
        return self.joined.counts

    @property
    def report(self) -> JoinReport:
        """What matched and what did not."""
        return self.joined.report

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.options.country

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that are declared, beside the file or by the file itself."""
        return self.table.sources

    def refuse_problems(self) -> None:
        """Raise all that is wrong at once; see `Joined.refuse_problems`."""
        self.joined.refuse_problems(allow_unmatched=self.options.allow_unmatched)

    def choose(self) -> pd.DataFrame:
        """Keep one year, source and definition; see `select_counts`."""
        return select_counts(self.counts, declared=self.sources, **self.options.chosen)


def read_joined(
    counts: Readable | Counts,
    *,
    units: bool = False,
    origins: bool = False,
    **options: Unpack[ReadingKeywords],
) -> JoinedFile:
    """Read, check and join all counts of a file; parameters and errors as `read_protected`."""
    asked = reading_options(options, "units", "origins")
    read = join_file(counts, asked, units=units, origins=origins)
    read.refuse_problems()
    return read


def join_file(
    counts: Readable | Counts,
    options: ReadingOptions,
    *,
    units: bool = False,
    origins: bool = False,
) -> JoinedFile:
    """Read and join the counts of a file as far as they go, with all that is wrong beside them.

    Parameters are those of `read_protected`. What is wrong with the counts is in `joined` and is
    not raised, so that a report can name all of it at once.

    Raises
    ------
    CountsError
        If a file cannot be read as a table at all, or the alias or sources file is wrong.
    """
    if isinstance(counts, Counts):
        options = _after_reading(counts, options)
    origin, names = options.country, options.aliases
    if isinstance(names, (str, PathLike)):
        names = read_aliases(names, origin=origin)
    table = counts.read if isinstance(counts, Counts) else table_with_problems(counts, options)
    problems = list(table.problems)
    if origins and "origin" not in table.counts.columns:
        problems.append(no_origins(table.file, origin))
    naming = Naming(
        *(table.file, table.headers, names),
        units=units,
        origin=origin,
        persons=table.of_persons,
    )
    needed = {"place": True, "subdivision": units, "origin": origins}
    joined = joined_with_problems(
        counts.chosen if isinstance(counts, Counts) else table.counts,
        naming,
        needed=tuple(name for name, asked in needed.items() if asked),
    )
    joined = replace(joined, problems=(*problems, *joined.problems))
    return JoinedFile(joined, table, options)


def _after_reading(counts: Counts, options: ReadingOptions) -> ReadingOptions:
    """Return the options of counts that are read already; refuse those of the reading itself."""
    own = counts.origin.code
    if options.origin is not None and options.country.code != own:
        other = options.country.code
        raise UsageError(f"The counts are of people from {own}, not from {other}. Read them again.")
    given = {name: value for name, value in vars(options).items() if value and name != "origin"}
    for name in given:
        if name not in AFTER_READING:
            raise UsageError(f"The counts are read already. Give '{name}' to read_counts.")
    kept = {"aliases": counts.aliases, "allow_unmatched": counts.allow_unmatched}
    return ReadingOptions(origin=counts.origin, **{**kept, **given})
