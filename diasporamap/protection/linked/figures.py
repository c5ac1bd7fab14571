"""The figures of a linked system: cells that always count the same people are one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.protection.linked.system import TOTAL, Cell, Sums

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from diasporamap.protection.linked.system import Flags, Ints, System

#: How dear a cell is by its sex, beside its table.
SEX_WEIGHTS: Final = {TOTAL: 3.0, "U": 0.3}

#: A draw from the secret is a multiple of one part in this many, far over the solver's tolerance.
_DRAWS: Final = 1 << 16


@dataclass(frozen=True, eq=False)
class Figures:
    """A linked system as arrays, by group of people and by figure."""

    counts: Ints  # people by group
    people: Ints  # people by figure
    members: list[Ints]  # the groups of each figure
    add: Sums  # the same, to add up all at once
    groups: Ints  # the position of each group in the system
    fixed: list[tuple[Ints, Ints]]  # sums that no reader doubts: positions and coefficients
    faces: list[list[Cell]]  # the cells that each figure is
    totals: Flags  # whether it is the total of a place, or a sex of a place without a total
    sexes: Ints  # rows of a figure by sex and the total of its place
    public: Flags  # whether everyone has it already
    occupied: Flags  # whether an earlier release tells that it is 1 or more
    weights: NDArray[np.float64]  # how dear it is to hide
    draws: NDArray[np.float64]  # from 0 to 1, from the secret
    order: Ints  # figures, the dearest first


def figures_of(
    system: System,
    known: Collection[Cell],
    public: Collection[Cell],
    occupied: Collection[Cell],
    secret: bytes,
    *,
    level: int,
) -> Figures:
    """Find the figures of a system; at level 1 without the groups that shown zeros empty."""
    cells = sorted(cell for cell, groups in system.cells.items() if len(groups))
    people = {cell: system.people(cell) for cell in cells}
    alive = np.ones(len(system.inner), dtype=bool)
    if level == 1:
        for cell in cells:
            if people[cell] == 0 and not people.get(cell._replace(sex=TOTAL)):
                alive[system.cells[cell]] = False
    position = np.cumsum(alive) - 1
    kept = {cell: position[groups[alive[groups]]] for cell, groups in system.cells.items()}

    faces: dict[bytes, list[Cell]] = {}
    for cell in cells:
        if len(kept[cell]):
            faces.setdefault(kept[cell].tobytes(), []).append(cell)
    named = sorted(faces.values())
    figure = {cell: number for number, same in enumerate(named) for cell in same}
    members = [kept[same[0]] for same in named]
    add = Sums.of(members)
    counts = system.counts[alive]
    values = add(counts)
    pairs = {
        (number, figure[cell._replace(sex=TOTAL)])
        for cell, number in figure.items()
        if figure.get(cell._replace(sex=TOTAL), number) != number
    }
    fixed = list(system.links)
    for cell in sorted(known):
        groups = system.groups(cell)
        fixed.append((groups, np.ones(len(groups), dtype=np.int64)))
    draws = np.array([_draw(secret, same[0]) for same in named])
    no_total = {cell for cell in figure if cell._replace(sex=TOTAL) not in figure}
    totals = _any(named, no_total.union(cell for cell in figure if cell.sex == TOTAL))
    bits = np.array([int(value).bit_length() for value in values])
    table = np.array([max(system.weights.get(c.table, 1.0) for c in same) for same in named])
    faced = np.array([len(same) for same in named])
    return Figures(
        counts,
        values,
        members,
        add,
        np.flatnonzero(alive),
        [(position[at[alive[at]]], by[alive[at]]) for at, by in fixed if alive[at].any()],
        named,
        totals,
        np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2),
        _any(named, public),
        _any(named, occupied),
        np.array([sum(_weight(system, cell) for cell in same) for same in named])
        * (1 + bits + 2 ** (bits / 2) / 2),
        draws,
        np.lexsort((draws, -faced, -(bits + totals + 2 * (table - 1)))),
    )


def _any(faces: list[list[Cell]], among: Collection[Cell]) -> Flags:
    """Tell which figures are one of these cells."""
    return np.array([any(cell in among for cell in same) for same in faces], dtype=bool)


def _weight(system: System, cell: Cell) -> float:
    """Return how dear it is to hide a cell, whatever it counts."""
    return system.weights.get(cell.table, 1.0) * SEX_WEIGHTS.get(cell.sex, 1.0)


def _draw(secret: bytes, cell: Cell) -> float:
    """Draw a number from 0 to 1 for a cell, which who lacks the secret cannot foresee."""
    drawn = hmac.digest(secret, "\x1f".join(cell).encode(), hashlib.sha256)
    return int.from_bytes(drawn[:2], "big") / _DRAWS
