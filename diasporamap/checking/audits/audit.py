"""Audits what is hidden: of counts before they are shown, of outputs, of somebody's table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from diasporamap.checking.audits.folders import audit_outputs
from diasporamap.checking.audits.published import MARKED, read_published
from diasporamap.checking.audits.report import Audit, names_of
from diasporamap.checking.tables import hidden_of, shown_tables, standing_of
from diasporamap.counts.table import Counts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError, DataError
from diasporamap.intake import join_file, quantity_shown, release_of, remembered
from diasporamap.protection import profile_named
from diasporamap.protection.audit import least_of, sums_of, told_of
from diasporamap.protection.linked import Cell
from diasporamap.protection.linked.suppress import untold
from diasporamap.readers.options import ReadingKeywords, ReadingOptions, reading_options
from diasporamap.tables.frames import FRAME, name_of

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from datetime import date

    from diasporamap.checking.audits.published import PublishedTable
    from diasporamap.checking.audits.report import Progress
    from diasporamap.districts import Districts
    from diasporamap.intake import JoinedFile
    from diasporamap.protection import Profile, ProtectedCounts, Release
    from diasporamap.protection.audit import Told
    from diasporamap.protection.linked import Pattern, System
    from diasporamap.tables.frames import Source as Readable


def audit(
    given: Readable | Counts,
    *,
    table: bool = False,
    profile: str | Profile | None = None,
    districts: Districts | None = None,
    day: date | str | None = None,
    pattern_file: str | os.PathLike[str] | None = None,
    against: Sequence[str | os.PathLike[str]] = (),
    progress: Progress = untold,
    **options: Unpack[ReadingKeywords],
) -> Audit:
    """Work out what a reader can tell of hidden figures at best.

    Parameters
    ----------
    given : path-like, pandas.DataFrame or Counts
        Counts, as for `release`: all tables that they can be shown in are audited together. Or a
        folder of outputs: figures are read back from its pages, tables and descriptions of maps.
        Or a published table of somebody else, with its sums and marks of suppression.
    table : bool, default False
        Whether `given` is such a table; it is told by marks of suppression otherwise.
    profile : str or Profile, optional
        Under how many people a figure is small: "standard" when left out.
    districts, day
        Consular districts, as for `release`.
    pattern_file, against
        Earlier releases of the counts, as for `release`.
    progress : callable, optional
        Called with how many figures are done and how many there are.
    **options
        Fields of `diasporamap.readers.options.ReadingOptions`; of a folder and of a table only
        those that are about them count.

    Returns
    -------
    Audit
        For each hidden figure the least and the greatest value, and which can be found.

    Raises
    ------
    CountsError, UnmatchedPlacesError, DataError
        If counts cannot be read, or the figures of outputs or of a table do not fit together.
    UsageError
        If an option makes no sense.
    """
    own = ("table", "profile", "districts", "day", "pattern_file", "against", "progress")
    asked, strictness = reading_options(options, *own), profile_named(profile)
    choice = DistrictChoice(districts, day, None, asked.country)
    if isinstance(given, Counts):
        name = given.read.file
    else:
        name = name_of(given)
        if name != FRAME and Path(name).is_dir():
            return audit_outputs(Path(name), choice, strictness, progress)
        if table or _is_published(given, asked):
            found = read_published(given, sheet=asked.sheet)
            return _of_table(found, Path(name).name, strictness, progress)
    read = join_file(given, asked).refuse_problems()
    before = remembered(read, pattern_file, against)
    quantity = quantity_shown(read, before, profile)
    release = release_of(
        read, read.choose(), strictness, before, quantity=quantity, districts=choice
    )
    return _of_release(read, release, Path(name).name, progress)


def _of_release(read: JoinedFile, release: Release, file: str, progress: Progress) -> Audit:
    """Audit all tables of a release together, from what they show alone."""
    tables, threshold = shown_tables(read, release), release.profile.threshold
    told: list[Told] = []
    found: set[Cell] = set()
    for key, (system, pattern) in release.suppression.linked.items():
        figures = _figures(tables, system, pattern)
        sums = sums_of(
            system,
            figures | {cell: system.people(cell) for cell in pattern.known},
            least_of(
                system,
                figures,
                {cell for cell in pattern.hidden if cell.table in {table.by for table in tables}},
                level=pattern.level,
                occupied=pattern.occupied,
            ),
        )
        here = told_of(sums, threshold, progress=progress)
        if here is None:
            raise ArithmeticError(f"What the release of {key} shows does not add up.")
        told += here
        # Who has the counts can tell a figure that is small from one that only might be.
        found |= {
            each.cell
            for each in here
            if each.is_narrow(threshold) and 0 < system.people(each.cell) < threshold
        }
    elsewhere = [
        cell for cell in release.suppression.told_elsewhere if any(c.cell == cell for c in told)
    ]
    return Audit(
        *(file, "counts", release.profile, tuple(told)),
        frozenset(found.difference(elsewhere)),
        hidden_of(tables),
        tuple(elsewhere),
        standing_of(release),
        names=names_of(release.districts),
        unmatched=read.report.unmatched,
    )


def _is_published(given: Readable, options: ReadingOptions) -> bool:
    """Tell whether it is somebody's published table: it has sums, and marks of suppression."""
    if options.format is not None:
        return False
    try:
        found = read_published(given, sheet=options.sheet)
    except DataError as error:
        if any(found.kind == MARKED for found in error.problems):
            raise
        return False
    return found.marked and found.added


def _of_table(table: PublishedTable, file: str, profile: Profile, progress: Progress) -> Audit:
    """Audit somebody's table: who can be found is who could be."""
    told = told_of(table.sums, profile.threshold, progress=progress)
    if told is None:
        raise CountsError.of("figures_disagree", file=file)
    small = table.shown_under(profile.threshold)
    hidden = sum(each.hidden for each in table.sums)
    return Audit(
        *(file, "table", profile, told),
        frozenset(each.cell for each in told if each.is_narrow(profile.threshold)),
        {"": (hidden, len(table.sums))},
        notes=(("shown_small", {"number": small}),) if small else (),
    )


def _figures(
    tables: Sequence[ProtectedCounts], system: System, pattern: Pattern
) -> dict[Cell, int]:
    """Return what tables show of the cells of a system; what they do not name is nobody."""
    shown = {
        Cell(table.by, place, sex): (people, state)
        for table in (part for whole in tables for part in whole.with_aside)
        for place, sex, people, state in zip(
            *(table.cells[name] for name in ("place", "sex", "count", "state")), strict=True
        )
    }
    names = {table.by for table in tables}
    return {
        cell: int(people)
        for cell in system.cells
        if cell.table in names and cell not in pattern.hidden
        for people, state in (shown.get(cell, (0, "value")),)
        if state == "value"
    }
