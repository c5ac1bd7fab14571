"""Goes through a counts file step by step and gathers what is found, errors too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

from diasporamap.checking.findings import CheckReport, Finding, topic_named
from diasporamap.checking.names import aliases, matched_text, names, parts_and_wholes, places
from diasporamap.checking.people import coverage, jumps, of_origin, protection, sexes, values
from diasporamap.checking.tables import shown_tables, standing_of
from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.origin_files import read_origin
from diasporamap.counts.table import Counts, all_origins_said
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError, DataError
from diasporamap.intake import join_file, quantity_shown, release_of, remembered
from diasporamap.language import message
from diasporamap.language.messages import joined
from diasporamap.places.join_report import account, countries_of
from diasporamap.places.units import countries_by_row
from diasporamap.protection import profile_named
from diasporamap.readers.options import ReadingKeywords, reading_options
from diasporamap.tables.frames import name_of
from diasporamap.tables.redaction import is_address, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from os import PathLike

    import pandas as pd

    from diasporamap.checking.findings import Level
    from diasporamap.counts.sources import Source
    from diasporamap.counts.table import Recognised, Table
    from diasporamap.districts import Districts
    from diasporamap.intake import JoinedFile
    from diasporamap.protection import Profile, Release
    from diasporamap.tables.frames import Source as Readable

#: The layouts of plain tables, and the marks between fields that have a name.
LAYOUTS: Final = ("tidy", "wide", "totals")
SEPARATORS: Final = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar"}


def check(  # noqa: PLR0913 - options, each by its name
    counts: Readable | Counts,
    *,
    by: str = "country",
    profile: str | Profile | None = None,
    confidential: bool = False,
    sums: bool = False,
    districts: Districts | None = None,
    day: date | str | None = None,
    pattern_file: str | PathLike[str] | None = None,
    against: Sequence[str | PathLike[str]] = (),
    progress: Callable[[str], None] = lambda _step: None,
    **options: Unpack[ReadingKeywords],
) -> CheckReport:
    """Read a table of counts and report what fits and what does not.

    Parameters
    ----------
    counts : path-like, pandas.DataFrame or Counts
        A table of counts; see `read_counts`.
    by : str, default "country"
        What the maps are by, for which the file is checked: a district takes codes of admin-1
        units and needs every subdivision, a level of the origin needs every origin.
    profile : str or Profile, optional
        How strictly small cells are protected, "standard" when left out; with "none", which needs
        `confidential`, sums are told.
    confidential : bool, default False
        Whether the report is stamped as confidential.
    sums : bool, default False
        Whether sums of people are told also of figures that are not published: beside a protected
        map they can give away what it hides, so that such a report is confidential.
    districts, day
        Consular districts of one's own and their day, as for `release`.
    pattern_file, against
        Earlier releases of the register, as for `release`.
    progress : callable, optional
        Called with the name of each step as it begins.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`. Rows that fit no place are warnings
        with `allow_unmatched`, errors without; coverage is told where published figures of the
        origin are known.

    Returns
    -------
    CheckReport
        Everything that was found. What is wrong in the file is an error of the report and is not
        raised. Suppressed figures are counted, never shown.

    Raises
    ------
    UsageError
        If there is no such option, or it makes no sense.
    """
    own = ("by", "profile", "confidential", "sums", "districts", "day", "pattern_file", "against")
    asked = reading_options(options, *own, "progress")
    strictness = profile_named(profile, confidential=confidential)
    file = counts.read.file if isinstance(counts, Counts) else name_of(counts)
    progress(message("checking.reading"))
    try:
        read = join_file(counts, asked).asking(by)
    except DataError as error:
        found = [Finding.of_problem(problem, checked=file) for problem in error.problems]
        found = [Finding(topic_named("file"), Path(file).name), *found]
        known = read_origin(asked.origin)
        return CheckReport(file, tuple(found), by, confidential=confidential, origin=known)
    progress(message("checking.looking"))
    joined, allowed = read.joined, read.options.allow_unmatched
    published = all_published(read.counts, read.sources)
    before = remembered(read, pattern_file, against)
    quantity = quantity_shown(read, before, profile)
    is_open = quantity is not None and quantity.is_open
    told = sums or published or is_open or not strictness.threshold
    problems = list(joined.problems)
    names_lost = not allowed and any(name.column in joined.needed for name in joined.unmatched)
    if joined.counts.empty and not names_lost and not problems:
        problems.append(joined.nothing)
    findings = [
        *_recognised(Path(file).name, read.table, told=told),
        *_accounts(read, told=told, sound=not problems),
        *names(joined, allowed=allowed, told=told),
        *parts_and_wholes(joined),
    ]

    def released(rows: pd.DataFrame) -> Release:
        about = (read, rows, strictness, before)
        choice = DistrictChoice(districts, day, origin=read.origin)
        return release_of(*about, quantity=quantity, districts=choice, confidential=confidential)

    release = None
    if problems or read.counts.empty:
        findings.append(Finding.of("figures", "unsound"))
    else:
        chosen, unclear = _chosen(read)
        findings += [*unclear, *values(read, chosen)]
        if quantity is None:
            findings += jumps(read.counts, read.sources, None if told else released)
        if chosen is not None:
            release = released(chosen)
            findings += _people(read, release, by, told=told)
    have = countries_of(read.report.places_matched) | _hidden(release)
    findings += places(have)
    if quantity is None:
        findings += coverage(have, read.origin)
    findings += [Finding.of_problem(problem) for problem in problems]
    return CheckReport(
        *(file, tuple(findings), by, aliases(joined), read.report.unmatched),
        confidential=confidential or (sums and not published),
        origin=read.origin,
    )


def _chosen(read: JoinedFile) -> tuple[pd.DataFrame | None, list[Finding]]:
    """Return the counts that the rest is about; none, and why, where there are several."""
    try:
        return read.choose(), []
    except CountsError as error:
        return None, [Finding.of_problem(error.problems[0], topic="sources", level="warning")]


def _hidden(release: Release | None) -> set[str]:
    """Return the countries of which figures are hidden; one without counts would be a zero."""
    if release is None:
        return set()
    cells = release.by("country").cells
    return set(cells.loc[cells["state"] == "suppressed", "place"])


def _people(read: JoinedFile, release: Release, by: str, *, told: bool) -> Iterator[Finding]:
    """Give the sexes and what is hidden."""
    chosen = release.counts
    countries = aggregate_counts(chosen.assign(place=countries_by_row(chosen["place"])))
    if release.quantity is None:
        yield from of_origin(release.by("country"))
        yield from sexes(release.by("country"), countries, told=told)
    yield from protection(shown_tables(read, release, by), by, chosen, standing_of(release))


def all_published(counts: pd.DataFrame, sources: Mapping[str, Source]) -> bool:
    """Tell whether every figure is public as it is, so that its sums are too."""
    open_ones = {name for name, source in sources.items() if source.published}
    return "source" in counts.columns and set(counts["source"].dropna().unique()) <= open_ones


def _recognised(file: str, table: Table, *, told: bool) -> Iterator[Finding]:
    """Give what the file was recognised as."""
    seen = table.recognised
    known = table.layout in LAYOUTS
    layout = message(f"checking.layout.{table.layout}") if known else seen.title
    yield Finding.of("file", "file", file=file, layout=layout)
    yield Finding.of("recognised", "listed", items=[*_format(seen)])
    columns = [
        header if header == name else f"{header} ({name})" for name, header in table.headers.items()
    ]
    yield Finding.of("columns", "listed", items=columns)
    if table.ignored:
        named = [kind_of(name) if is_address(name) else name for name in table.ignored]
        no_header = message("checking.no_header")
        yield Finding.of("not_used", "listed", items=[name or no_header for name in named])
    if table.all_origins:
        of_all = all_origins_said()
        yield Finding(topic_named("reading"), of_all.message, "warning", of_all.hint)
    for note in seen.notes:
        said = note if told else note.without_sums()
        if said is not None:
            topic = "duplicates" if note.kind == "repeated" else "reading"
            level: Level = "warning" if said.doubtful else "fact"
            hint = message(f"notes.hints.{said.kind}") if said.hint else ""
            yield Finding.of(topic, "note", level=level, hint=hint, note=said)


def _format(seen: Recognised) -> Iterator[str]:
    """Give what the reader was told by the file itself: its format, sheet, marks and header."""
    yield message("checking.recognised", format=seen.format)
    if seen.sheet:
        yield message("checking.sheet", sheet=seen.sheet)
    if seen.encoding:
        yield seen.encoding
    if seen.separator in SEPARATORS:
        yield message(f"checking.separator.{SEPARATORS[seen.separator]}")
    elif seen.separator:
        yield seen.separator
    if seen.decimal:
        yield message("checking.decimal", mark=seen.decimal)
    if seen.header_rows:
        rows = joined(map(str, seen.header_rows))
        yield message("checking.header", number=len(seen.header_rows), rows=rows)


def _accounts(read: JoinedFile, *, told: bool, sound: bool) -> Iterator[Finding]:
    """Give the account of figures and, where the figures are sound, of people or a quantity.

    Where sums are not told, neither is the number of rows: a zero may have none.
    """
    report, quantity = read.report, read.quantity
    lost = matched_text(report.rows_unmatched)
    yield Finding(topic_named("figures"), account("in", report, "rows") if told else lost)
    if quantity is not None:
        yield Finding.of("quantity", "listed", items=[quantity.label])
    if sound:
        topic = topic_named("people" if quantity is None else "sum")
        untold = message("checking.untold")
        yield Finding(topic, account("in", report, "people") if told else untold)
