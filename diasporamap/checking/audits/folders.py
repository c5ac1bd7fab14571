"""Audits a folder of our own outputs, whose figures are read back, as one system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.checking.audits.outputs import read_outputs
from diasporamap.checking.audits.report import Audit, names_of
from diasporamap.checking.audits.structure import published_system
from diasporamap.errors import CountsError
from diasporamap.language.problems import counts_error, problem
from diasporamap.protection.audit import least_of, sums_of, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from diasporamap.checking.audits.outputs import Output
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
        names=names_of(choice),
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


def _is_small(told: Told, threshold: int) -> bool:
    """Tell whether a narrow figure is small for certain.

    By the rules of releases a small figure keeps more values: one that may be 0 or large too is 0
    or large.
    """
    return told.is_narrow(threshold) and told.least > 0 and (told.most or 0) < threshold
