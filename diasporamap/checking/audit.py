"""Audits what is hidden: of counts before they are shown, of outputs, of somebody's table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from diasporamap.checking.audited import Audit, Names
from diasporamap.checking.outputs import read_outputs
from diasporamap.checking.published import MARKED, read_published
from diasporamap.checking.structure import published_system
from diasporamap.checking.tables import hidden_of, release_of, shown_tables
from diasporamap.counts.table import Counts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.errors import CountsError, DataError
from diasporamap.intake import join_file, remembered
from diasporamap.language import LANGUAGES
from diasporamap.language.problems import counts_error, problem
from diasporamap.places.geography import NOWHERE, NOWHERE_NAMES
from diasporamap.places.layers import read_table
from diasporamap.places.units import known_units
from diasporamap.protection import profile_named
from diasporamap.protection.audit import least_of, sums_of, told_of
from diasporamap.protection.linked import Cell
from diasporamap.readers.options import ReadingKeywords, ReadingOptions, reading_options
from diasporamap.tables.frames import FRAME, name_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from diasporamap.checking.outputs import Output
    from diasporamap.checking.published import PublishedTable
    from diasporamap.districts import Districts
    from diasporamap.intake import JoinedFile
    from diasporamap.language import Language
    from diasporamap.protection import Profile, ProtectedCounts, Release
    from diasporamap.protection.audit import Told
    from diasporamap.protection.linked import Pattern, System
    from diasporamap.protection.tables import Key
    from diasporamap.tables.frames import Source as Readable

    Progress = Callable[[int, int], None]


def audit(
    given: Readable | Counts,
    *,
    table: bool = False,
    profile: str | Profile = "standard",
    districts: Districts | None = None,
    day: date | str | None = None,
    pattern_file: str | os.PathLike[str] | None = None,
    against: Sequence[str | os.PathLike[str]] = (),
    progress: Progress = lambda _done, _of: None,
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
    profile : str or Profile, default "standard"
        Under how many people a figure is small.
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
            return _of_outputs(Path(name), choice, strictness, progress)
        if table or _is_published(given, asked):
            found = read_published(given, sheet=asked.sheet)
            return _of_table(found, Path(name).name, strictness, progress)
    read = join_file(given, asked).refuse_problems()
    before = remembered(read, pattern_file, against)
    release = release_of(read, read.choose(), strictness, before, choice)
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
        "proved" if release.suppression.linked else "published",
        names=_names(release.districts),
        unmatched=read.joined.report.unmatched,
    )


def _is_small(told: Told, threshold: int) -> bool:
    """Tell whether a narrow figure is small for certain.

    By the rules of releases a small figure keeps more values: one that may be 0 or large too is 0
    or large.
    """
    return told.is_narrow(threshold) and told.least > 0 and (told.most or 0) < threshold


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
        raise counts_error("figures_disagree", file=file)
    small = table.shown_under(profile.threshold)
    hidden = sum(each.hidden for each in table.sums)
    return Audit(
        *(file, "table", profile, told),
        frozenset(each.cell for each in told if each.is_narrow(profile.threshold)),
        {"": (hidden, len(table.sums))},
        notes=(("shown_small", {"number": small}),) if small else (),
    )


def _of_outputs(
    folder: Path, choice: DistrictChoice, profile: Profile, progress: Progress
) -> Audit:
    """Audit all outputs of a folder together; of several years or sources, those of each."""
    outputs, threshold = read_outputs(folder, choice), profile.threshold
    keys = sorted({figure.key for output in outputs for figure in output.figures if figure.key})
    told: list[Told] = []
    figures: dict[str, dict[Cell, bool]] = {}
    for key in [(), *keys] if len(keys) > 1 else [None]:
        shown, hidden = _put_together(outputs, key)
        if not shown and not hidden:
            continue
        complete = {table for output in outputs for table in output.complete}
        here = _told_of_cells(shown, hidden, complete, choice, threshold, progress)
        if here is None:
            raise counts_error("figures_disagree", file=str(folder))
        told += here
        for cell in (*shown, *hidden):
            figures.setdefault(cell.table, {})[cell] = cell in hidden
    found = [each for each in told if _is_small(each, threshold)]
    doubtful = sum(each.is_narrow(threshold) for each in told) - len(found)
    return Audit(
        *(str(folder), "outputs", profile, tuple(told)),
        frozenset(each.cell for each in found),
        {table: (sum(cells.values()), len(cells)) for table, cells in sorted(figures.items())},
        notes=tuple(_notes_of(outputs, doubtful)),
        names=_names(choice),
    )


def _put_together(outputs: Sequence[Output], key: Key | None) -> tuple[dict[Cell, int], set[Cell]]:
    """Return what is shown and hidden in any output, of one key or of all.

    Raises
    ------
    CountsError
        If two outputs show different figures of one cell.
    """
    shown: dict[Cell, tuple[int, str]] = {}
    hidden: set[Cell] = set()
    problems = []
    for output in outputs:
        for cell, people, own in output.figures:
            if key is not None and own != key:
                continue
            if people is None:
                hidden.add(cell)
                continue
            before, file = shown.setdefault(cell, (people, output.file))
            if before != people:
                problems.append(
                    problem(
                        "outputs_differ",
                        cell=" ".join(cell),
                        one=before,
                        file_one=file,
                        other=people,
                        file_other=output.file,
                    )
                )
    if problems:
        raise CountsError(problems)
    return {cell: people for cell, (people, _) in shown.items()}, hidden


def _told_of_cells(
    shown: Mapping[Cell, int],
    hidden: set[Cell],
    complete: set[str],
    choice: DistrictChoice,
    threshold: int,
    progress: Progress,
) -> tuple[Told, ...] | None:
    """Tell what a reader of tables can tell; what complete ones do not name is nobody."""
    cells = {*shown, *hidden}
    system = published_system(cells, complete, choice)
    named = {(cell.table, cell.place) for cell in cells if cell.sex in "FM"}
    people = {
        cell: 0
        for cell in system.cells
        if cell.sex == "U" and cell.table in complete and (cell.table, cell.place) in named
    }
    for cell in cells:
        people.pop(cell, None)
    people |= shown
    for level in (1, 2):
        least = least_of(system, people, hidden, level=level)
        told = told_of(sums_of(system, people, least), threshold, progress=progress)
        if told is not None:
            return told
    return None


def _notes_of(
    outputs: Sequence[Output], doubtful: int
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Say what was read and what was not."""
    for output in outputs:
        if output.figures:
            hidden = sum(figure.people is None for figure in output.figures)
            fields = {"file": output.file, "figures": len(output.figures), "hidden": hidden}
            yield "read", fields
        else:
            yield "not_read", {"file": output.file, "why": output.why}
    if any(output.picture for output in outputs):
        yield "picture", {}
    if doubtful:
        yield "doubtful", {"number": doubtful}


def _figures(
    tables: Sequence[ProtectedCounts], system: System, pattern: Pattern
) -> dict[Cell, int]:
    """Return what tables show of the cells of a system; what they do not name is nobody."""
    shown = {
        Cell(table.by, place, sex): (people, state)
        for table in (*tables, *(table.aside for table in tables if table.aside is not None))
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


def _names(choice: DistrictChoice) -> Names:
    """Return the names of levels, countries, districts and parts of the origin."""
    names: dict[str, Mapping[Language, str]] = {
        code: {"fr": fr, "en": en} for code, (fr, en) in known_units().names.items()
    }
    names[NOWHERE] = dict(zip(LANGUAGES, NOWHERE_NAMES, strict=True))
    for table, code in _name_tables(choice):
        for place, fr, en in zip(table[code], table["name_fr"], table["name_en"], strict=True):
            names[str(place)] = {"fr": str(fr), "en": str(en)}
    levels: dict[str, Mapping[Language, str]] = {
        level.name: {"fr": level.one.fr, "en": level.one.en} for level in choice.origin.levels
    }
    return Names(levels, names)


def _name_tables(choice: DistrictChoice) -> Iterator[tuple[pd.DataFrame, str]]:
    """Give the tables that name places, each with its column of codes."""
    if choice.given is not None or choice.origin.districts is not None:
        yield choice.tables.missions, "mission"
    for level in choice.origin.levels:
        yield read_table(level.layer), "place"
