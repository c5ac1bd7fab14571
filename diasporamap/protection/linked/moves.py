"""The linear programme: the cheapest change of a table that gives one figure another value.

It is written in changes and not in counts, so that its numbers are as large as the threshold and
not as the register, and one programme does for audit and repair: changing what is shown costs
more than any change of what is hidden, so that a solution that does shows what to hide next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.protection.linked.solver import in_whole_numbers, made_solver, programme, solved

if TYPE_CHECKING:
    import highspy

    from diasporamap.protection.linked.figures import Figures
    from diasporamap.protection.linked.solver import Floats
    from diasporamap.protection.linked.system import Ints

#: A change of one person is whole if it is this near to a whole number.
_WHOLE: Final = 1e-6


class Moves:
    """Changes of the counts of a linked system, one programme kept warm for all questions."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._groups, self._sums = len(figures.counts), len(figures.people)
        self.solved = self.fractional = 0
        self._solver = made_solver(
            dual_simplex_cost_perturbation_multiplier=0.0,  # costs differ as they are
            mip_rel_gap=0.0,
            mip_abs_gap=0.0,
            mip_max_nodes=500,  # no clock, so that every machine stops at the same table
        )
        self._solver.passModel(self._model())
        # Bounds and costs of the changes up and down, as the solver has them.
        self._bounds = np.zeros(2 * self._sums)
        self._costs = np.zeros(2 * self._sums)

    def _rows(self) -> list[tuple[Ints, Floats]]:
        """Give the rows: figures change by ups less downs, what is fixed does not change."""
        groups, sums = self._groups, self._sums
        rows = [
            (np.append(at, [groups + k, groups + sums + k]), np.append(np.ones(len(at)), [-1.0, 1]))
            for k, at in enumerate(self._figures.members)
        ]
        return rows + [(at, by.astype(np.float64)) for at, by in self._figures.fixed]

    def _model(self) -> highspy.HighsLp:
        """Write the programme; nothing may change yet."""
        rows, free = self._rows(), np.zeros(2 * self._sums)
        lp = programme(rows)
        lp.num_col_, lp.num_row_ = self._groups + len(free), len(rows)
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_ = np.append(-self._figures.counts.astype(np.float64), free)
        lp.col_upper_ = np.append(np.full(self._groups, np.inf), free)
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(rows))
        return lp

    def allow(self, up: Floats, down: Floats, costs: Floats) -> None:
        """Say how far each figure may change, and what a unit of it costs."""
        bounds, both = np.append(up, down), np.append(costs, costs)
        changed = np.flatnonzero(bounds != self._bounds)
        if len(changed):
            at = (self._groups + changed).astype(np.int32)
            self._solver.changeColsBounds(len(at), at, np.zeros(len(at)), bounds[changed])
        changed = np.flatnonzero(both != self._costs)
        if len(changed):
            at = (self._groups + changed).astype(np.int32)
            self._solver.changeColsCost(len(at), at, both[changed])
        self._bounds, self._costs = bounds, both

    def find(self, figure: int, change: int) -> Ints | None:
        """Return the cheapest change, by group, that changes a figure by so many people."""
        columns = np.array([figure, self._sums + figure])
        at = (self._groups + columns).astype(np.int32)
        wanted = np.array([max(change, 0), max(-change, 0)], dtype=np.float64)
        if (wanted > self._bounds[columns]).any():
            return None
        self._solver.changeColsBounds(2, at, wanted, wanted)
        found = self._run()
        if found is not None and np.abs(found - np.rint(found)).max(initial=0) > _WHOLE:
            self.fractional += 1
            with in_whole_numbers(self._solver, self._groups):
                found = self._run()
        self._solver.changeColsBounds(2, at, np.zeros(2), self._bounds[columns])
        return None if found is None else np.rint(found).astype(np.int64)

    def _run(self) -> Floats | None:
        """Solve; None where no solution is found."""
        self.solved += 1
        return solved(self._solver, self._groups)
