"""Reads a counts file all the way to protected counts: what every command begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.origin import DEFAULT_ORIGIN, Origin, read_origin
from diasporamap.counts.sources import Source, read_sources, sources_file_of
from diasporamap.errors import Problem
from diasporamap.places.aliases import read_aliases
from diasporamap.places.columns import Naming
from diasporamap.places.join import Joined, joined_with_problems
from diasporamap.places.origins.counting import no_origins
from diasporamap.protection import Profile, ProtectedCounts, profile_named, protect
from diasporamap.readers.registry import table_with_problems
from diasporamap.tables.redaction import is_address, many, shown_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.places.join_report import JoinReport
    from diasporamap.readers.recognition import CountsTable

#: From how many on, names of hardly a row each are hardly sources unless declared.
FEW_SOURCES: Final = 3


@dataclass(frozen=True, eq=False, repr=False)
class Intake:
    """What came of a counts file.

    Attributes
    ----------
    protected : ProtectedCounts
        The counts of the chosen year, source and definition, safe to show.
    report : JoinReport
        The join of the whole file: what matched, what did not.
    table : CountsTable
        What was recognised in the file. Its counts are not protected.
    joined, chosen : pandas.DataFrame
        All counts that matched, with place codes, and those of them that were protected. They
        are for reports that only add up: what shows figures takes `protected`.
    """

    protected: ProtectedCounts
    report: JoinReport
    table: CountsTable
    joined: pd.DataFrame
    chosen: pd.DataFrame


def read_protected(  # noqa: PLR0913 - the options of the commands, all named
    path: str | PathLike[str],
    *,
    year: int | None = None,
    source: str | None = None,
    definition: str | None = None,
    profile: str | Profile = "standard",
    aliases: Mapping[str, str] | str | PathLike[str] | None = None,
    allow_unmatched: bool = False,
    sheet: str | None = None,
    format: str | None = None,  # noqa: A002 - as the option is called
    born_in: str = DEFAULT_ORIGIN,
    sex_codes: Mapping[str, str] | None = None,
    codebook: str | PathLike[str] | None = None,
    sources_file: str | PathLike[str] | None = None,
    units: bool = False,
    origins: bool = False,
) -> Intake:
    """Read, check, join, select and protect the counts of a file.

    Parameters
    ----------
    path : path-like
        A counts table; see `read_counts`.
    year, source, definition : optional
        What to keep; see `select_counts`. The last year by default.
    profile : str or Profile, default "standard"
        How strictly small cells are protected.
    aliases : mapping, or path-like, optional
        Place codes by names of one's own, or a table of them; see `read_aliases`.
    allow_unmatched : bool, default False
        Leave out rows that fit no place; they are listed in the report.
    sheet : str, optional
        Sheet of a workbook that has several.
    format, born_in : str, optional
        The kind of file, and the country of origin taken from a table of many; see `read_counts`.
    sex_codes, codebook : optional
        What codes mean in a survey or a tidy table; see `read_counts`.
    sources_file : path-like, optional
        Declaration of the sources; by default the file beside the table whose name ends in
        ``.sources.toml``. Without one no source is declared, and none counts as published.
    units : bool, default False
        Whether places may also be admin-1 units, by ISO 3166-2 or by name in a column
        `subdivision` beside the country.
    origins : bool, default False
        Whether every origin must be a part of the country, as maps by these parts need it.

    Returns
    -------
    Intake
        The protected counts and the reports.

    Raises
    ------
    CountsError, UnmatchedPlacesError
        If something in the files is wrong; every problem is listed.
    UsageError
        If a year, source, definition, profile or sheet is asked for that there is not.
    """
    strictness = profile_named(profile)
    read = read_joined(
        path,
        aliases=aliases,
        allow_unmatched=allow_unmatched,
        sheet=sheet,
        format=format,
        born_in=born_in,
        sex_codes=sex_codes,
        codebook=codebook,
        sources_file=sources_file,
        units=units,
        origins=origins,
    )
    chosen = select_counts(
        read.counts, year=year, source=source, definition=definition, declared=read.sources
    )
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
    table : CountsTable
        What was recognised in the file.
    sources : mapping of str to Source
        The sources that are declared, beside the file or by the file itself.
    origin : Origin
        The country that the people come from.
    """

    joined: Joined
    table: CountsTable
    sources: Mapping[str, Source]
    origin: Origin

    @property
    def counts(self) -> pd.DataFrame:
        """The rows that matched."""
        return self.joined.counts

    @property
    def report(self) -> JoinReport:
        """What matched and what did not."""
        return self.joined.report


def read_joined(
    path: str | PathLike[str],
    *,
    allow_unmatched: bool = False,
    **reading: Any,  # noqa: ANN401 - those of join_file
) -> JoinedFile:
    """Read, check and join all counts of a file; parameters and errors as `read_protected`."""
    read = join_file(path, **reading)
    read.joined.refuse_problems(allow_unmatched=allow_unmatched)
    return read


def join_file(
    path: str | PathLike[str],
    *,
    aliases: Mapping[str, str] | str | PathLike[str] | None = None,
    born_in: str = DEFAULT_ORIGIN,
    sources_file: str | PathLike[str] | None = None,
    units: bool = False,
    origins: bool = False,
    **reading: Any,  # noqa: ANN401 - those of read_counts
) -> JoinedFile:
    """Read and join the counts of a file as far as they go, with all that is wrong beside them.

    Parameters are those of `read_protected`. What is wrong with the counts is in `joined` and is
    not raised, so that a report can name all of it at once.

    Raises
    ------
    CountsError
        If a file cannot be read as a table at all, or the alias or sources file is wrong.
    """
    declared = _declared_sources(path, sources_file)
    origin = read_origin(born_in)
    if isinstance(aliases, (str, PathLike)):
        aliases = read_aliases(aliases, origin=origin)
    table = table_with_problems(path, born_in=origin.code, **reading)
    sources = {**table.sources, **declared}
    if table.all_origins:
        sources = {name: replace(source, all_origins=True) for name, source in sources.items()}
    counts, problems = _with_declared(table.counts, sources, file=str(path))
    problems = [*problems, *_strange_sources(table, sources, file=str(path))]
    if origins and "origin" not in counts.columns:
        problems = [*problems, no_origins(str(path), origin)]
    naming = Naming(
        *(str(path), table.headers, aliases),
        units=units,
        origin=origin,
        persons=table.of_persons,
    )
    needed = {"place": True, "subdivision": units, "origin": origins}
    joined = joined_with_problems(
        counts, naming, needed=tuple(name for name, asked in needed.items() if asked)
    )
    joined = replace(joined, problems=(*table.problems, *problems, *joined.problems))
    return JoinedFile(joined, table, sources, origin)


def _declared_sources(
    path: str | PathLike[str], sources_file: str | PathLike[str] | None
) -> dict[str, Source]:
    """Read the sources file that is named, or the one beside the table where there is one."""
    if sources_file is not None:
        return read_sources(sources_file)
    beside = sources_file_of(path)
    return read_sources(beside) if beside.is_file() else {}


def _strange_sources(
    table: CountsTable, sources: Mapping[str, Source], *, file: str
) -> list[Problem]:
    """Refuse a column of sources that may be one of persons: every output names its sources."""
    if "source" not in table.counts.columns:
        return []
    given = table.counts["source"].dropna().astype(str)
    _, left = shown_names(zip(given.index, given, strict=True), sources)
    if left < FEW_SOURCES and not any(map(is_address, set(given) - set(sources))):
        return []
    return [
        Problem(
            f"{many(left, 'name')} of sources stand in hardly more than a row each, or look like "
            "an address or a number: is this the column of sources?",
            "Name each source in every row that is of it, or declare it in a sources file.",
            file,
            column=table.headers.get("source", "source"),
            topic="Sources",
        )
    ]


def _with_declared(
    counts: pd.DataFrame, sources: Mapping[str, Source], *, file: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Add the source and the definition that the sources file declares to a table without them."""
    if not sources:
        return counts, []
    if "source" not in counts.columns:
        if len(sources) > 1:
            message = f"{len(sources)} sources are declared and the table has no column 'source'"
            hint = "Add the column, or declare only the source of this table."
            return counts, [Problem(message, hint, Path(file).name, topic="Sources")]
        counts = counts.assign(source=next(iter(sources)))
    if "definition" not in counts.columns:
        definitions = {name: source.definition for name, source in sources.items()}
        counts = counts.assign(definition=counts["source"].map(definitions).astype("string"))
    return counts, []
