"""The first choice: which figures to hide, so that no sum of shown ones gives a small one.

Elimination in the manner of GaussSuppression: figures are published from the dearest on, and one
whose publication would give a small figure by adding and subtracting is hidden instead. It looks
at exact disclosure of single figures only; the proof that follows looks at the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from diasporamap.protection.linked.figures import Figures
    from diasporamap.protection.linked.system import Flags, Ints

#: Elimination is done modulo this prime: exact, and in small numbers.
PRIME: Final = (1 << 31) - 1

_Row = dict[int, int]


def eliminate(figures: Figures, hidden: Flags, small: Ints, *, zeros: bool) -> Flags:
    """Return which figures to hide beside those that are hidden.

    `zeros` tells whether any zero may be hidden; otherwise shown zeros empty their groups.
    """
    shown = ~hidden & (figures.people == 0)
    free = np.ones(len(figures.counts), dtype=bool)
    if not zeros:
        for figure in np.flatnonzero(shown):
            free[figures.members[figure]] = False
    rows: list[_Row] = [{int(at): 1 for at in members if free[at]} for members in figures.members]
    first = len(rows)
    rows += [
        {int(at): int(by) % PRIME for at, by in zip(*fixed, strict=True) if free[at]}
        for fixed in figures.fixed
    ]
    holding: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for at in row:
            holding.setdefault(at, set()).add(number)
    for number in range(first, len(rows)):
        _publish(rows, holding, number)

    chosen = hidden.copy()
    targets = set(small.tolist())
    candidates = ~hidden & (zeros | (figures.people > 0))
    # What everyone has already is published first, whatever it gives.
    for figure in (*np.flatnonzero(figures.public), *figures.order):
        number = int(figure)
        if not candidates[number] or not rows[number]:
            continue
        if not figures.public[number] and _gives(rows, holding, number, targets):
            chosen[number] = True
        else:
            _publish(rows, holding, number)
    return chosen


def _gives(rows: list[_Row], holding: dict[int, set[int]], number: int, targets: set[int]) -> bool:
    """Tell whether a small figure is a multiple of a row, given everything published so far."""
    row = rows[number]
    pivot = next(iter(row))
    for target in sorted(holding[pivot] & targets):
        other = rows[target]
        if len(other) == len(row) and other.keys() == row.keys():
            factor = other[pivot] * pow(row[pivot], -1, PRIME) % PRIME
            if all(other[at] == factor * by % PRIME for at, by in row.items()):
                return True
    return False


def _publish(rows: list[_Row], holding: dict[int, set[int]], number: int) -> None:
    """Take a row as known: clear one of its groups, the rarest, from all others."""
    row = rows[number]
    if not row:
        return
    pivot = min(row, key=lambda at: (len(holding[at]), at))
    inverse = pow(row[pivot], -1, PRIME)
    for other in sorted(holding[pivot] - {number}):
        changed = rows[other]
        factor = changed[pivot] * inverse % PRIME
        for at, by in row.items():
            value = (changed.get(at, 0) - factor * by) % PRIME
            if value:
                changed[at] = value
                holding[at].add(other)
            elif at in changed:
                del changed[at]
                holding[at].discard(other)
    for at in row:
        holding[at].discard(number)
    rows[number] = {}
