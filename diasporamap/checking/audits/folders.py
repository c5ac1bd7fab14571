"""Audits a folder of our own outputs, whose figures are read back, as one system."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from diasporamap.checking.audits.outputs import read_outputs
from diasporamap.checking.audits.readback import Read
from diasporamap.checking.audits.report import Audit, names_of
from diasporamap.checking.audits.structure import published_system
from diasporamap.errors import CountsError, problem
from diasporamap.protection.audit import least_of, sums_of, told_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from diasporamap.checking.audits.readback import Output
    from diasporamap.checking.audits.report import Progress
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.protection import Profile
    from diasporamap.protection.audit import Told
    from diasporamap.protection.linked import Cell
    from diasporamap.protection.tables import Key


def audit_outputs(
    folder: Path, choice: DistrictChoice, profile: Profile, progress: Progress
) -> Audit:
    """Audit all outputs of a folder together; of several years or sources, those of each."""
    outputs, threshold = read_outputs(folder, choice), profile.threshold
    read = [(figure, output.file) for output in outputs for figure in output.figures]
    apart = _apart({figure.key for figure, _ in read})
    read += _of_changes(outputs, read, apart)
    told: list[Told] = []
    years: list[str] = []
    figures: dict[str, list[bool]] = {}
    for key in sorted(set(apart.values())):
        shown, hidden = _put_together([each for each in read if apart[each[0].key] == key])
        complete = {
            table
            for output in outputs
            if any(apart[figure.key] == key for figure in output.figures)
            for table in output.complete
        }
        here = _told_of_cells(shown, hidden, complete, choice, threshold, progress)
        if here is None:
            raise CountsError.of("figures_disagree", file=str(folder))
        told += here
        years += [key[0]] * len(here)
        for cell in {*shown, *hidden}:
            figures.setdefault(cell.table, []).append(cell in hidden)
    found = [each for each in told if _is_small(each, threshold)]
    doubtful = sum(each.is_narrow(threshold) for each in told) - len(found)
    return Audit(
        *(str(folder), "outputs", profile, tuple(told)),
        frozenset(each.cell for each in found),
        {table: (sum(cells), len(cells)) for table, cells in sorted(figures.items())},
        notes=tuple(_notes_of(outputs, doubtful)),
        names=names_of(choice),
        years=tuple(years) if len(set(apart.values())) > 1 else (),
    )


def _apart(keys: Collection[Key]) -> dict[Key, Key]:
    """Return under which key the figures of each key are audited.

    A file that does not say its year, definition or source goes with the only one that fits.
    """
    fits = {
        key: [
            other
            for other in keys
            if other != key and all(own in ("", its) for own, its in zip(key, other, strict=True))
        ]
        for key in keys
    }
    whole = {key for key in keys if not fits[key]}
    found = {}
    for key in keys:
        into = [other for other in fits[key] if other in whole]
        found[key] = into[0] if len(into) == 1 else key
    return found


def _of_changes(
    outputs: Sequence[Output], read: Sequence[tuple[Read, str]], apart: dict[Key, Key]
) -> list[tuple[Read, str]]:
    """Return what changes and the figures of one year tell of the other year, and so on.

    Keys of years that no figure is of are added to those that are audited.
    """
    stated = sorted(set(apart.values()))
    shown = {(apart[at.key], at.cell): at.people for at, _ in read if at.people is not None}
    ways = [
        (cell, sign * more, own, other, output.file)
        for output in outputs
        for cell, more, year, since in output.changes
        for own, other, sign in ((year, since, -1), (since, year, 1))
    ]
    found: dict[tuple[Read, str], None] = {}
    before = -1
    while len(found) > before:  # a year that one change tells, another one may go on from
        before = len(found)
        for key, (cell, more, own, other, file) in product(sorted(set(apart.values())), ways):
            if key[0] == own and (key, cell) in shown:
                keys = [each for each in stated if each[0] == other]
                into = keys[0] if len(keys) == 1 else (other, *key[1:])
                apart.setdefault(into, into)
                people = shown[key, cell] + more
                shown.setdefault((into, cell), people)
                found[Read(cell, people, into), file] = None
    return list(found)


def _put_together(read: Sequence[tuple[Read, str]]) -> tuple[dict[Cell, int], set[Cell]]:
    """Return what is shown and hidden in any output.

    Raises
    ------
    CountsError
        If two outputs show different figures of one cell.
    """
    shown: dict[Cell, tuple[int, str]] = {}
    hidden: set[Cell] = set()
    problems = []
    for (cell, people, _), own in read:
        if people is None:
            hidden.add(cell)
            continue
        before, file = shown.setdefault(cell, (people, own))
        if before != people:
            problems.append(
                problem(
                    "outputs_differ",
                    cell=" ".join(cell),
                    one=before,
                    file_one=file,
                    other=people,
                    file_other=own,
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
        if output.changes:
            yield "read_changes", {"file": output.file, "number": len(output.changes)}
        if not output.figures and not output.changes:
            yield "not_read", {"file": output.file, "why": output.why}
    if any(output.picture for output in outputs):
        yield "picture", {}
    if any(output.rates for output in outputs):
        yield "rates", {}
    if doubtful:
        yield "doubtful", {"number": doubtful}


def _is_small(told: Told, threshold: int) -> bool:
    """Tell whether a narrow figure is small for certain.

    By the rules of releases a small figure keeps more values: one that may be 0 or large too is 0
    or large.
    """
    return told.is_narrow(threshold) and told.least > 0 and (told.most or 0) < threshold
