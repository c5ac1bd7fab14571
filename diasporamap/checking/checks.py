"""Goes through a counts file step by step and gathers what is found, errors too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from diasporamap.checking.findings import CheckReport, Finding
from diasporamap.checking.names import aliases, names, parts_and_wholes, places
from diasporamap.checking.people import coverage, jumps, protection, sexes, values
from diasporamap.counts.aggregation import aggregate_counts, select_counts
from diasporamap.counts.notes import REPEATED, REPEATED_HINT, is_doubtful, without_sums
from diasporamap.counts.origin import DEFAULT_ORIGIN
from diasporamap.districts.attach import overlap_problems
from diasporamap.errors import CountsError, DataError
from diasporamap.intake import join_file
from diasporamap.places.units import known_units
from diasporamap.protection import profile_named, protect
from diasporamap.readers.recognition import ALL_ORIGINS
from diasporamap.tables.redaction import is_address, kind_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.errors import Problem
    from diasporamap.intake import JoinedFile
    from diasporamap.places.join import Joined
    from diasporamap.places.join_report import JoinReport
    from diasporamap.protection import Profile
    from diasporamap.readers.recognition import CountsTable

#: The account of figures or people.
ACCOUNT: Final = "{:,} in = {:,} matched + {:,} not matched"
#: What stands in the place of sexes and protection where the figures are not sound.
UNSOUND: Final = "sexes, changes and protection are told once the errors are corrected"
LAYOUTS: Final = {
    "tidy": "a row a place and sex",
    "wide": "a row a place",
    "totals": "a row a place, without sexes",
}
#: What stands in the place of sums that are not told.
UNTOLD: Final = "not told, since beside a protected map sums give away what it hides (--sums tells)"


def check_file(  # noqa: PLR0913 - the options of the command, all named
    path: str | os.PathLike[str],
    *,
    by: str = "country",
    year: int | None = None,
    source: str | None = None,
    definition: str | None = None,
    profile: str = "standard",
    allow_unmatched: bool = False,
    born_in: str = DEFAULT_ORIGIN,
    sums: bool = False,
    progress: Callable[[str], None] = lambda _step: None,
    **reading: Any,  # noqa: ANN401 - those of join_file
) -> CheckReport:
    """Read a counts file and report what fits and what does not.

    Parameters
    ----------
    path : path-like
        A counts table; see `diasporamap.counts.read_counts`.
    by : str, default "country"
        What the maps are by, for which the file is checked: a district takes codes of admin-1
        units and needs every subdivision, a level of the origin needs every origin.
    year, source, definition, profile : optional
        What is reported on below; see `diasporamap.intake.read_protected`.
    allow_unmatched : bool, default False
        Whether rows that fit no place are warnings instead of errors.
    born_in : str
        Country of origin; coverage is told where published figures of it are known.
    sums : bool, default False
        Whether sums of people are told also of figures that are not published: beside a protected
        map they can give away what it hides.
    progress : callable, optional
        Called with the name of each step as it begins.
    **reading
        The other options of `diasporamap.intake.join_file`.

    Returns
    -------
    CheckReport
        Everything that was found. What is wrong in the file is an error of the report and is not
        raised. Suppressed figures are counted, never shown.

    Raises
    ------
    UsageError
        If an option makes no sense.
    """
    strictness = profile_named(profile)
    progress("reading and matching")
    try:
        read = join_file(
            path,
            born_in=born_in,
            units=by == "district",
            origins=by not in ("country", "district"),
            **reading,
        )
    except DataError as error:
        found = [Finding.of_problem(problem, checked=str(path)) for problem in error.problems]
        return CheckReport(str(path), (Finding("File", Path(path).name), *found), by)
    progress("looking at the figures")
    joined = read.joined
    told = sums or all_published(read.counts, read.sources)
    problems = _problems(joined, by, allowed=allow_unmatched)
    findings = [
        *_recognised(Path(path).name, read.table, told=told),
        *_accounts(read.report, told=told, sound=not problems),
        *names(joined, allowed=allow_unmatched),
        *parts_and_wholes(joined),
    ]
    if problems or read.counts.empty:
        findings.append(Finding("Figures", UNSOUND))
    else:
        asked = {"year": year, "source": source, "definition": definition}
        findings += _people(read, strictness, asked, told=told)
    findings += places(read.report)
    if read.origin.published is not None:
        findings += coverage(read.report, read.origin, read.origin.published)
    findings += [Finding.of_problem(problem) for problem in problems]
    return CheckReport(str(path), tuple(findings), by, aliases(joined), joined.report.unmatched)


def _problems(joined: Joined, by: str, *, allowed: bool) -> list[Problem]:
    """Return what is wrong beside names that fit nothing."""
    problems = list(joined.problems)
    if joined.counts.empty and allowed and not problems:
        problems.append(joined.nothing)
    if by == "district":
        header = joined.naming.header("place")
        problems += [
            replace(problem, column=header, topic="Duplicate")
            for problem in overlap_problems(joined.counts, joined.naming.file)
        ]
    return problems


def _people(
    read: JoinedFile, profile: Profile, asked: Mapping[str, Any], *, told: bool
) -> Iterator[Finding]:
    """Give the years and sources, changes between years, the sexes and what is hidden."""
    chosen = None
    try:
        chosen = select_counts(read.counts, declared=read.sources, **asked)
    except CountsError as error:
        yield Finding.of_problem(error.problems[0], topic="Sources", level="warning")
    yield from values(read, chosen)
    yield from jumps(read.counts, read.sources)
    if chosen is not None:
        protected = protect(chosen, profile, origin=read.origin, sources=read.sources)
        countries = aggregate_counts(
            chosen.assign(place=chosen["place"].map(known_units().country_of))
        )
        by_country = protect(countries, profile, origin=read.origin, sources=read.sources)
        yield from sexes(by_country, countries, told=told)
        yield from protection(protected, chosen)


def all_published(counts: pd.DataFrame, sources: Mapping[str, Source]) -> bool:
    """Tell whether every figure is public as it is, so that its sums are too."""
    open_ones = {name for name, source in sources.items() if source.published}
    return "source" in counts.columns and set(counts["source"].dropna()) <= open_ones


def _recognised(file: str, table: CountsTable, *, told: bool) -> Iterator[Finding]:
    """Give what the file was recognised as."""
    seen = table.recognised
    layout = f"{table.layout}: {LAYOUTS[table.layout]}" if table.layout in LAYOUTS else seen.title
    yield Finding("File", f"{file} ({layout})")
    names = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar"}
    parts = [
        f"sheet '{seen.sheet}'" if seen.sheet else "",
        seen.encoding or "",
        names.get(seen.separator or "", seen.separator or ""),
        f"decimal mark '{seen.decimal}'" if seen.decimal else "",
        f"header in row {' and '.join(map(str, seen.header_rows))}" if seen.header_rows else "",
    ]
    yield Finding("Recognised", ", ".join([f"format {seen.format}", *filter(None, parts)]))
    columns = (
        header if header == name else f"{header} ({name})" for name, header in table.headers.items()
    )
    yield Finding("Columns", ", ".join(columns))
    if table.ignored:
        named = (kind_of(name) if is_address(name) else name for name in table.ignored)
        yield Finding("Not used", ", ".join(name or "(no header)" for name in named))
    if table.all_origins:
        yield Finding("Reading", ALL_ORIGINS[0], "warning", ALL_ORIGINS[1])
    notes = seen.notes if told else filter(None, map(without_sums, seen.notes))
    for note in notes:
        if note.startswith(REPEATED):
            yield Finding("Duplicates", note, "warning", REPEATED_HINT)
        else:
            yield Finding("Reading", note, "warning" if is_doubtful(note) else "fact")


def _accounts(report: JoinReport, *, told: bool, sound: bool) -> Iterator[Finding]:
    """Give the account of figures and, where the figures are sound, of people."""
    figures = (report.rows_in, report.rows_matched, report.rows_unmatched)
    people = (report.people_in, report.people_matched, report.people_unmatched)
    yield Finding("Figures", ACCOUNT.format(*figures))
    if sound:
        yield Finding("People", ACCOUNT.format(*people) if told else UNTOLD)
