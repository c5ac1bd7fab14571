"""What a release shows and hides of a linked system, with the proof in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diasporamap.errors import NotProtectedError
from diasporamap.language import message
from diasporamap.protection.linked.system import TOTAL, Cell, Sums, System

if TYPE_CHECKING:
    from collections.abc import Mapping


class Witness(NamedTuple):
    """A full table that a reader cannot rule out, in which a hidden cell has another value.

    `moves` is its difference from the true table: people more or less by name of the group.
    """

    cell: Cell
    value: int
    moves: tuple[tuple[str, int], ...]


class Weak(NamedTuple):
    """A hidden small figure that keeps fewer values than the threshold asks for.

    `elsewhere` tells that the totals known from elsewhere leave no more even if nothing is
    released: such a figure is known from elsewhere. Otherwise the tables must not be released.
    """

    cells: tuple[Cell, ...]
    possible: int
    elsewhere: bool


@dataclass(frozen=True)
class Pattern:
    """Which cells are hidden, and why no small one can be told.

    Attributes
    ----------
    threshold : int
        Cells of 1 to ``threshold - 1`` people are hidden.
    level : int
        1: a zero is hidden only where the total of its place is. 2: any zero may be hidden, so
        that a hidden cell may be "0 or more".
    hidden : frozenset of Cell
        The cells that are hidden; all others are shown.
    known : tuple of Cell
        Cells and sums that readers know from elsewhere or from an earlier release.
    public : frozenset of Cell
        Cells that everyone has already: shown as they are, whatever they count.
    occupied : frozenset of Cell
        Hidden cells that an earlier release tells to be 1 or more.
    weak : tuple of Weak
        Hidden figures that keep too few values.
    witnesses : tuple of Witness
        For every other hidden figure of 1 to ``threshold - 1`` people a table for each of
        ``threshold - 2`` values beside the true one. They tell the true counts: confidential.
    statistics : mapping of str to int
        Figures (cells that always count the same people are one), small and hidden ones, linear
        programmes solved, solutions that were not whole.
    """

    threshold: int
    level: int
    hidden: frozenset[Cell]
    known: tuple[Cell, ...] = ()
    public: frozenset[Cell] = frozenset()
    occupied: frozenset[Cell] = frozenset()
    weak: tuple[Weak, ...] = ()
    witnesses: tuple[Witness, ...] = field(default=(), repr=False)
    statistics: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def refused(self) -> tuple[Weak, ...]:
        """The weak figures that this release itself would give away."""
        return tuple(weak for weak in self.weak if not weak.elsewhere)

    def tells_anyone(self, cell: Cell) -> bool:
        """Tell whether readers know of a hidden cell that it is not zero."""
        free = cell.sex != TOTAL and cell._replace(sex=TOTAL) in self.hidden
        return cell in self.occupied or (self.level == 1 and not free)


def certify(system: System, pattern: Pattern) -> None:
    """Check a pattern against its system, in whole numbers and apart from how it was found.

    Raises
    ------
    NotProtectedError
        If a cell of 1 to ``threshold - 1`` people is shown, if a zero is at level 1 though its
        total is hidden, if a witness does not agree with everything that is shown and known, or
        if a hidden small cell has too few witnesses.
    """
    cells = list(system.cells)
    add = Sums.of([system.cells[cell] for cell in cells])
    people = add(system.counts)
    column = {cell: position for position, cell in enumerate(cells)}
    hidden = np.array([cell in pattern.hidden for cell in cells], dtype=bool)
    total = np.array([column.get(cell._replace(sex=TOTAL), at) for cell, at in column.items()])
    passed = pattern.public.union(*(weak.cells for weak in pattern.weak))
    small = (people > 0) & (people < pattern.threshold)
    small &= np.array([cell not in passed for cell in cells], dtype=bool)
    if (small & ~hidden).any():
        raise NotProtectedError(message("protection.small_shown"))
    low = np.array([pattern.tells_anyone(cell) for cell in cells], dtype=np.int64)
    if pattern.level == 1:
        empty = [system.cells[cell] for cell, at in column.items() if not people[total[at]]]
        nobody = set(np.concatenate(empty).tolist()) if empty else set()
        if any(
            hidden[total[at]] and not (people[at] or hidden[at] or cell in pattern.public)
            for cell, at in column.items()
            if not nobody.issuperset(system.cells[cell].tolist())
        ):
            raise NotProtectedError(message("protection.zero_shown"))

    at = {name: position for position, name in enumerate(system.inner)}
    tables = np.tile(system.counts, (len(pattern.witnesses) + 1, 1))
    for row, witness in enumerate(pattern.witnesses):
        for name, change in witness.moves:
            tables[row, at[name]] += change
    found = add(tables)
    known = [system.groups(cell) for cell in pattern.known]
    if (
        (tables < 0).any()
        or (found[:, ~hidden] != people[~hidden]).any()
        or (found < np.minimum(low, people)).any()
        or any(
            ((tables[:, groups] - system.counts[groups]) @ coefficients).any()
            for groups, coefficients in (*system.links, *((at, np.ones_like(at)) for at in known))
        )
        or any(
            found[row, column[witness.cell]] != witness.value
            for row, witness in enumerate(pattern.witnesses)
        )
    ):
        raise NotProtectedError(message("protection.wrong_witness"))
    ordered = np.sort(found[:, small], axis=0)
    values = 1 + (np.diff(ordered, axis=0) != 0).sum(axis=0)
    if (values < pattern.threshold - 1).any():
        raise NotProtectedError(message("protection.few_values"))
