"""What a reader can tell of hidden figures at best, from published ones and what adds up to what.

It is apart from what hides them (`diasporamap.protection.linked`): it knows no true figure, only
sums of people with what is published of each, and asks for the least and the greatest value of
every hidden sum over all tables that fit, in linear programmes and where needed in whole numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from diasporamap.protection.linked.solver import in_whole_numbers, made_solver, programme, solved
from diasporamap.protection.linked.suppress import untold
from diasporamap.protection.linked.system import TOTAL, Cell, Ints, Sums, System

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    import highspy

    from diasporamap.protection.linked.solver import Floats

#: A number this near to a whole one is whole: figures are of up to 10^9 people.
_WHOLE: Final = 1e-5

#: Tables that the search in whole numbers looks at before a value counts as not possible.
_NODES: Final = 2000


class Term(NamedTuple):
    """A part of the way in: so many times a published figure, or a bound of a hidden one."""

    times: float
    people: int
    cell: Cell
    shown: bool


class Told(NamedTuple):
    """What a reader can tell of a hidden cell: least and greatest, None where nothing bounds it.

    `possible` is how many whole numbers it may be, None where that is not bounded. `low` and `high`
    are what the least and the greatest value are added up from, where few values are left.
    """

    cell: Cell
    least: int
    most: int | None
    possible: int | None
    low: tuple[Term, ...] = ()
    high: tuple[Term, ...] = ()

    def may_be_small(self, threshold: int) -> bool:
        """Tell whether 1 to ``threshold - 1`` people are possible."""
        return self.least < threshold and self.most != 0

    def is_narrow(self, threshold: int) -> bool:
        """Tell whether few people could be found: too few values are left, small ones among them.

        Zero is small too where another value is possible, but not where it is certain.
        """
        few = self.possible is not None and self.possible < threshold - 1
        return few and self.may_be_small(threshold)


@dataclass(frozen=True, eq=False)
class Sum:
    """A sum over groups of people and what is published of it: bounds that are equal if shown.

    `cell` is None for a sum that holds by itself, as that two tables count the same people; it may
    have coefficients.
    """

    cell: Cell | None
    groups: Ints
    least: int = 0
    most: int | None = None
    hidden: bool = False
    by: Floats | None = field(default=None, repr=False)

    @property
    def coefficients(self) -> Floats:
        """How often each group counts."""
        return np.ones(len(self.groups)) if self.by is None else self.by


def sums_of(
    system: System, shown: Mapping[Cell, int], hidden: Mapping[Cell, int]
) -> tuple[Sum, ...]:
    """Return what is published of a system, by cells that are shown and the least of hidden ones.

    Of the system only the structure is used: which groups are in which cell. A sum that is shown
    may be one that no table has. A cell that is neither is one that readers do not see.
    """
    empty = np.zeros(0, dtype=np.int64)
    known = {**system.sums, **system.cells}
    found = [
        Sum(cell, known.get(cell, empty), people, people, hidden=cell in hidden)
        for cell, people in sorted(shown.items())
    ]
    found += [
        Sum(cell, known.get(cell, empty), least, hidden=True)
        for cell, least in sorted(hidden.items())
        if cell not in shown
    ]
    links = (Sum(None, at, 0, 0, by=by.astype(np.float64)) for at, by in system.links)
    return (*found, *(link for link in links if len(link.groups)))


def least_of(
    system: System,
    shown: Mapping[Cell, int],
    hidden: Collection[Cell],
    *,
    level: int = 1,
    occupied: Collection[Cell] = (),
) -> dict[Cell, int]:
    """Return what the published rules tell of each hidden cell: 1 or more, or nothing (0).

    At level 1 a zero is hidden only where the total of its place is, under whatever name a table
    has for the same people. `occupied` are cells of which an earlier release tells it.
    """
    empty = [
        system.cells[c] for c, n in shown.items() if n == 0 and c.sex == TOTAL and c in system.cells
    ]
    nobody = frozenset(np.concatenate(empty).tolist()) if empty else frozenset()
    none = np.zeros(0, dtype=np.int64)
    people = {c: frozenset(system.cells.get(c, none).tolist()) - nobody for c in hidden}
    doubtful = {
        people[cell]
        for cell in hidden
        if people.get(cell._replace(sex=TOTAL), people[cell]) != people[cell]
    }
    return {
        cell: int(cell in occupied or (level == 1 and people[cell] not in doubtful))
        for cell in hidden
    }


def told_of(
    sums: Sequence[Sum],
    threshold: int,
    *,
    progress: Callable[[int, int], None] = untold,
) -> tuple[Told, ...] | None:
    """Work out what a reader can tell of every hidden sum.

    Parameters
    ----------
    sums : sequence of Sum
        What is published.
    threshold : int
        Cells of 1 to ``threshold - 1`` people are small: for these values are counted one by one.
    progress : callable, optional
        Called with how many sums are done and how many there are.

    Returns
    -------
    tuple of Told, or None
        One for each hidden sum, in their order; None where no table fits what is published.
    """
    hidden = [at for at, each in enumerate(sums) if each.hidden]
    if not sums:
        return ()
    reader = _Reader(sums)
    if not reader.fits():
        return None
    ranges = []
    for done, at in enumerate(hidden):
        progress(done, len(hidden))
        ranges.append(reader.range_of(at))
    found = []
    for at, (least, most) in zip(hidden, ranges, strict=True):
        told = reader.counted(at, least, most, threshold)
        if told.is_narrow(threshold):
            told = told._replace(low=reader.way(at, 1), high=reader.way(at, -1))
        found.append(told)
    return tuple(found)


class _Reader:
    """One programme over the counts by group, kept warm for all questions."""

    def __init__(self, sums: Sequence[Sum]) -> None:
        self._sums = sums
        self._count = 1 + max(int(each.groups.max(initial=0)) for each in sums)
        #: Of a group, twice as much as any bounded sum: what is half as large is not bounded.
        self._much = 1000.0 + 4 * sum(max(each.least, each.most or 0) for each in sums)
        self._low = np.array([each.least for each in sums], dtype=np.float64)
        self._high = np.array(
            [math.inf if each.most is None else float(each.most) for each in sums]
        )
        self._hidden = [at for at, each in enumerate(sums) if each.hidden and len(each.groups)]
        self._add = Sums.of([sums[at].groups for at in self._hidden])
        self._seen: dict[int, set[int]] = {at: set() for at, _ in enumerate(sums)}
        self._tables = 0  # of whole numbers
        self._solver = made_solver(mip_max_nodes=_NODES)
        self._solver.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        """Write a column a group, of which nothing is known, and a row a sum."""
        lp = programme([(each.groups, each.coefficients) for each in self._sums])
        lp.num_col_, lp.num_row_ = self._count, len(self._sums)
        lp.col_cost_ = lp.col_lower_ = np.zeros(self._count)
        lp.col_upper_ = np.full(self._count, self._much)
        lp.row_lower_, lp.row_upper_ = self._low, self._high
        return lp

    def fits(self) -> bool:
        """Tell whether any table fits what is published."""
        return self._run() is not None

    def range_of(self, at: int) -> tuple[int, int | None]:
        """Return the least and the greatest value of a sum, rounded inwards."""
        low, high = self._ask(at, 1), self._ask(at, -1)
        most = None if high > self._much / 2 else math.floor(high + _WHOLE)
        return math.ceil(low - _WHOLE), most

    def counted(self, at: int, least: int, most: int | None, threshold: int) -> Told:
        """Count the values of a sum, one by one where few of them are left or it may be small."""
        cell, seen = self._sums[at].cell, self._seen[at]
        if cell is None:
            raise TypeError("What holds by itself is not hidden.")
        span = None if most is None else most - least + 1
        told = Told(cell, least, most, span)
        if not told.may_be_small(threshold) or span == 1:
            return told
        few = span is not None and span <= threshold
        last = least + 4 * threshold if most is None else min(most, least + 4 * threshold)
        for value in range(least, last + 1):
            if not few and len(seen) >= threshold - 1:
                return told
            if value not in seen:
                self._try(at, value)
        if few and seen:
            return told._replace(least=min(seen), most=max(seen), possible=len(seen))
        return told if len(seen) >= threshold - 1 else told._replace(possible=len(seen))

    def way(self, at: int, sign: int) -> tuple[Term, ...]:
        """Return what bounds a sum from below (1) or from above (-1), added up to its bound.

        It is the shortest of the solutions of the dual programme: a price for each sum, that of a
        hidden one on the side that its bound is on.
        """
        bound = sign * self._ask(at, sign)
        prices: list[tuple[int, int, int]] = []  # sum, direction of the price, people
        for other, each in enumerate(self._sums):
            if other != at or each.least == each.most:
                prices.append((other, 1, each.least))
                if each.most is not None:
                    prices.append((other, -1, each.most))
        wanted = np.zeros(self._count)
        wanted[self._sums[at].groups] = sign * self._sums[at].coefficients
        lines = []
        for other, way, people in prices:
            each = self._sums[other]
            by = way * np.append(each.coefficients, people)
            lines.append((np.append(each.groups, self._count), by))
        lp = programme(lines, by_column=True)
        lp.num_col_, lp.num_row_ = len(prices), self._count + 1
        lp.col_cost_ = np.ones(len(prices))
        lp.col_lower_, lp.col_upper_ = np.zeros(len(prices)), np.full(len(prices), np.inf)
        lp.row_lower_ = np.append(np.full(self._count, -np.inf), bound - _WHOLE)
        lp.row_upper_ = np.append(wanted, np.inf)
        solver = made_solver()
        solver.passModel(lp)
        solver.run()
        terms = []
        for (other, way, people), price in zip(prices, solver.getSolution().col_value, strict=True):
            each = self._sums[other]
            if price > _WHOLE and each.cell is not None:
                shown = each.least == each.most
                terms.append(Term(round(sign * way * price, 3), people, each.cell, shown))
        return tuple(sorted(terms, key=lambda term: (-term.times, term.cell)))

    def _ask(self, at: int, sign: int) -> float:
        """Return the least (1) or greatest (-1) value of a sum that fits."""
        groups = self._sums[at].groups.astype(np.int32)
        if not len(groups):
            return 0.0
        costs = sign * self._sums[at].coefficients
        self._solver.setOptionValue("simplex_strategy", 4)  # primal: the last table still fits
        self._solver.changeColsCost(len(groups), groups, costs)
        found = self._run()
        self._solver.changeColsCost(len(groups), groups, np.zeros(len(groups)))
        if found is None:
            raise ArithmeticError("The solver lost a table that fits.")
        return float((found[groups] * self._sums[at].coefficients).sum())

    def _try(self, at: int, value: int) -> None:
        """Look for a whole table in which a sum has a value."""
        self._solver.setOptionValue("simplex_strategy", 1)
        self._solver.changeRowBounds(at, float(value), float(value))
        before = self._tables
        found = self._run()
        if found is not None and self._tables == before:
            with in_whole_numbers(self._solver, self._count):
                self._run()
        self._solver.changeRowBounds(at, float(self._low[at]), float(self._high[at]))

    def _run(self) -> Floats | None:
        """Solve; a table of whole numbers is kept."""
        found = solved(self._solver, self._count)
        if found is None:
            return None
        whole = np.rint(found)
        if np.abs(found - whole).max(initial=0) < _WHOLE:
            self._tables += 1
            for at, people in zip(self._hidden, self._add(whole.astype(np.int64)), strict=True):
                self._seen[at].add(int(people))
        return found


def signed(terms: Sequence[Term]) -> Iterator[tuple[str, Term]]:
    """Give each term after its sign, and how often it counts where that is not once."""
    for number, term in enumerate(terms):
        sign = "- " if term.times < 0 else "+ " if number else ""
        times = "" if abs(term.times) == 1 else f"{abs(term.times):g} x "
        yield f"{sign}{times}", term
