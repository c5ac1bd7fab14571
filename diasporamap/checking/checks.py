"""Goes through a counts file step by step and gathers what is found, errors too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.checking.findings import CheckReport, Finding
from diasporamap.checking.people import coverage, jumps, protection, sexes, values
from diasporamap.counts.aggregation import select_counts
from diasporamap.counts.recognition import ALL_ORIGINS
from diasporamap.counts.telling import is_address, kind_of
from diasporamap.errors import CountsError, DataError
from diasporamap.intake import read_joined
from diasporamap.places.names import written_name
from diasporamap.protection import profile_named, protect

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.recognition import CountsTable
    from diasporamap.counts.sources import Source
    from diasporamap.intake import JoinedFile
    from diasporamap.places.join_report import JoinReport

#: How many places without counts are named.
NAMED: Final = 12
LAYOUTS: Final = {"tidy": "a row a place and sex", "wide": "a row a place"}

#: How the note begins that tells how many persons a reading counted.
PERSONS: Final = "counted "
#: What stands in the place of sums that are not told.
UNTOLD: Final = "not told, since beside a protected map sums give away what it hides (--sums tells)"

#: Notes of a reading that ask for a look.
DOUBTFUL: Final = ("do not add up", "stand more than once", "not approved", "withheld", "Windows")


def check_file(
    path: str | os.PathLike[str],
    *,
    year: int | None = None,
    source: str | None = None,
    definition: str | None = None,
    profile: str = "standard",
    allow_unmatched: bool = False,
    born_in: str = "CMR",
    sums: bool = False,
    **reading: Any,  # noqa: ANN401 - those of read_joined
) -> CheckReport:
    """Read a counts file and report what fits and what does not.

    Parameters
    ----------
    path : path-like
        A counts table; see `diasporamap.counts.read_counts`.
    year, source, definition, profile : optional
        What is reported on below; see `diasporamap.intake.read_protected`.
    allow_unmatched : bool, default False
        Whether rows that fit no place are warnings instead of errors.
    born_in : str, default "CMR"
        Country of origin; coverage is told for Cameroon, whose UN DESA figures are shipped.
    sums : bool, default False
        Whether sums of people are told also of figures that are not published: beside a protected
        map they can give away what it hides.
    **reading
        The other options of `diasporamap.intake.read_joined`.

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
    try:
        read = read_joined(path, allow_unmatched=True, born_in=born_in, **reading)
    except DataError as error:
        error = _every_name(path, error, born_in=born_in, **reading)
        found = [Finding("File", str(path)), *_problems(error)]
        return CheckReport(str(path), tuple(found))
    told = sums or all_published(read.counts, read.sources)
    findings = [
        *_recognised(str(path), read.table, told=told),
        *_joined(read.report, allowed=allow_unmatched, told=told),
    ]
    try:
        chosen = select_counts(read.counts, year=year, source=source, definition=definition)
    except CountsError as error:
        findings.append(Finding.of_problem(error.problems[0], topic="Sources", level="warning"))
        chosen = None
    findings += values(read, chosen)
    findings += jumps(read.counts, read.sources)
    if chosen is not None:
        protected = protect(chosen, strictness, sources=read.sources)
        findings += [*sexes(protected), *protection(protected, chosen)]
    findings += _places(read.report)
    if born_in == "CMR":
        findings += coverage(read.report)
    return CheckReport(str(path), tuple(findings), _aliases(read))


def all_published(counts: pd.DataFrame, sources: Mapping[str, Source]) -> bool:
    """Tell whether every figure is public as it is, so that its sums are too."""
    open_ones = {name for name, source in sources.items() if source.published}
    return "source" in counts.columns and set(counts["source"].dropna()) <= open_ones


def _every_name(
    path: str | os.PathLike[str],
    error: DataError,
    **reading: Any,  # noqa: ANN401
) -> DataError:
    """Return the error that names what fits no place, where nothing does."""
    try:
        read_joined(path, allow_unmatched=False, **reading)
    except DataError as named:
        return named
    return error


def _problems(error: DataError) -> Iterator[Finding]:
    """Give an error a problem, under what it is about."""
    for problem in error.problems:
        topic = "Table"
        for mark, name in (
            ("already stands", "Duplicate"),
            ("as is '", "Duplicate"),
            ("add up to", "Total"),
            ("one sex", "Total"),
            ("is not a sex", "Sex"),
            ("not a known place", "Place"),
            ("which place is meant", "Place"),
            ("year", "Year"),
        ):
            if mark in problem.message:
                topic = name
                break
        yield Finding.of_problem(problem, topic=topic)


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
    for note in seen.notes:
        if note.startswith(PERSONS) and not told:
            continue
        if "do not add up" in note and not told:
            note = note.partition(" (")[0]  # noqa: PLW2901 - the figures stay out
        doubtful = any(mark in note for mark in DOUBTFUL)
        yield Finding("Reading", note, "warning" if doubtful else "fact")


def _joined(report: JoinReport, *, allowed: bool, told: bool) -> Iterator[Finding]:
    """Give the account of rows and people, and each name that fits no place."""
    rows = (report.rows_in, report.rows_matched, report.rows_unmatched)
    people = (report.people_in, report.people_matched, report.people_unmatched)
    for topic, (whole, matched, not_matched) in (("Rows", rows), ("People", people)):
        text = f"{whole:,} in = {matched:,} matched + {not_matched:,} not matched"
        yield Finding(topic, text if told or topic == "Rows" else UNTOLD)
    for name, lost in report.unmatched.groupby("place", sort=False):
        where = ", ".join(dict.fromkeys(map(str, lost["row"])))
        offered = str(lost["suggestions"].iloc[0])
        what = "does not tell which place is meant" if _unclear(lost) else "is not a known place"
        mend = f"Is it {offered}? " if offered else ""
        mend += "Write its code, or declare the name in an alias table."
        level = "warning" if allowed else "error"
        written = written_name(str(name), told=report.names_told)
        yield Finding("Place", f"{written} {what}", level, mend, where)  # type: ignore[arg-type]


def _unclear(rows: pd.DataFrame) -> bool:
    return str(rows["reason"].iloc[0]) == "unclear"


def _places(report: JoinReport) -> Iterator[Finding]:
    yield Finding("Places", f"{len(report.places_matched)} with counts")
    without = report.places_without_counts
    more = f" and {len(without) - NAMED} more" if len(without) > NAMED else ""
    yield Finding("Places", f"{len(without)} without: {' '.join(without[:NAMED])}{more}")


def _aliases(read: JoinedFile) -> tuple[tuple[str, str], ...]:
    """Return the names that fit no place, each with its suggestions."""
    names = read.report.unmatched.drop_duplicates("place")
    pairs = zip(names["place"].astype(str), names["suggestions"].astype(str), strict=True)
    return tuple(pairs)
