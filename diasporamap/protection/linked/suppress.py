"""Which cells of a linked system are hidden, found and proved: the steps from tables to pattern."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from diasporamap.protection.linked.elimination import eliminate
from diasporamap.protection.linked.figures import Figures, figures_of
from diasporamap.protection.linked.pattern import Pattern, Weak, Witness, certify
from diasporamap.protection.linked.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from diasporamap.protection.linked.system import Cell, System


def untold(_done: int, _of: int) -> None:
    """Tell nobody how far the work is."""


def suppress(
    system: System,
    threshold: int,
    *,
    known: Collection[Cell] = (),
    public: Collection[Cell] = (),
    after: Pattern | None = None,
    secret: bytes | None = None,
    progress: Callable[[int, int], None] = untold,
) -> Pattern:
    """Hide every small cell, and as little else as keeps each of them from being worked out.

    The same system, threshold and secret give the same pattern, whatever the order of rows.

    Parameters
    ----------
    system : System
        The tables.
    threshold : int
        Cells of 1 to ``threshold - 1`` people are small.
    known : collection of Cell, optional
        Cells and sums that readers know: totals published elsewhere, cells that an earlier
        release of the same people shows. They may be hidden, but protect nobody.
    public : collection of Cell, optional
        Cells that everyone has already; they are shown whatever they count.
    after : Pattern, optional
        Another profile, or an earlier release, of the same people. What it hides is hidden here
        too, and what it tells of hidden cells is known; what it shows belongs in `known` where
        this release has tables that it had not.
    secret : bytes, optional
        What ties are broken by. Made from the rows of the register, it keeps a reader from
        running the algorithm on tables that fit; by default it is made from the system alone.
    progress : callable, optional
        Called with how many of the proofs are looked for, and of how many.

    Returns
    -------
    Pattern
        What is hidden, with its proof. Nothing may be released while it has `refused` figures.

    Raises
    ------
    NotProtectedError
        If the proof does not hold when it is checked once more, which would be an error of ours.
    """
    if secret is None:
        secret = hashlib.sha256(repr((system.inner, system.counts.tolist())).encode()).digest()
    kept = (after.hidden if after else frozenset()).intersection(system.cells).difference(public)
    occupied = frozenset(
        cell for cell in kept if after and after.tells_anyone(cell) and system.people(cell)
    )
    givens = tuple(sorted(known)), frozenset(public), occupied
    best: Pattern | None = None
    for level in (1, 2):
        if level == 1 and any(_is_odd_zero(system, cell, kept) for cell in kept):
            continue
        figures = figures_of(system, *givens, secret, level=level)
        found = _best_end(figures, system, threshold, level, kept, progress)
        found = replace(found, known=givens[0], public=found.public | givens[1], occupied=occupied)
        if best is None or _missing(found) < _missing(best):
            best = found
        if not best.weak:
            break
    assert best is not None  # noqa: S101 - level 2 is always tried
    if best.weak:
        best = replace(best, weak=tuple(_told_elsewhere(best, figures)))
    certify(system, best)
    return best


def _missing(pattern: Pattern) -> int:
    """Return how many values the weak cells lack."""
    return sum(len(weak.cells) * (pattern.threshold - 1 - weak.possible) for weak in pattern.weak)


def _is_odd_zero(system: System, cell: Cell, kept: Collection[Cell]) -> bool:
    """Tell whether a cell to hide is a zero that level 1 would show."""
    total = cell._replace(sex="T")
    return not system.people(cell) and (total not in kept or not system.people(total))


def _best_end(
    figures: Figures,
    system: System,
    threshold: int,
    level: int,
    keep: Collection[Cell],
    progress: Callable[[int, int], None],
) -> Pattern:
    """Search from both starts and take the end with fewer weak figures, then the cheaper one."""
    kept = np.array([any(c in keep for c in same) for same in figures.faces], dtype=bool)
    search = Search(figures, threshold, kept, level=level)
    if not len(search.small):
        return _pattern(search, system)
    ends = []
    chosen = eliminate(figures, search.hidden, search.small, zeros=level > 1)
    for done, start in enumerate((chosen, search.hidden)):
        end = Search(figures, threshold, kept, level=level, start=start, moves=search.moves)
        for proved, of in end.prove():
            progress(done * of + proved, 2 * of)
        end.substitute()
        end.clean_up()
        ends.append(end)
    return _pattern(min(ends, key=Search.cost), system)


def _pattern(search: Search, system: System) -> Pattern:
    """Write down what a search has found, by cell."""
    figures = search.figures
    hidden = [figures.faces[k] for k in np.flatnonzero(search.hidden)]
    return Pattern(
        search.threshold,
        search.level,
        frozenset(cell for same in hidden for cell in same),
        public=frozenset(c for k in np.flatnonzero(figures.public) for c in figures.faces[k]),
        weak=tuple(
            Weak(tuple(figures.faces[k]), values, elsewhere=False)
            for k, values in sorted(search.weak().items())
        ),
        witnesses=tuple(
            Witness(
                figures.faces[k][0],
                value,
                tuple(
                    (system.inner[figures.groups[at]], int(move[at])) for at in np.flatnonzero(move)
                ),
            )
            for k, value, move in search.proofs()
        ),
        statistics=search.statistics(),
    )


def _told_elsewhere(pattern: Pattern, figures: Figures) -> Iterator[Weak]:
    """Tell which weak figures keep no more values even where every cell is hidden."""
    alone = Search(figures, pattern.threshold, ~figures.public, level=2)
    number = {cell: k for k, same in enumerate(figures.faces) for cell in same}
    for weak in pattern.weak:
        k = number[weak.cells[0]]
        values = 1 + sum(alone.try_value(k, value) for value in alone.values_for(k))
        yield weak._replace(elsewhere=values <= weak.possible)
