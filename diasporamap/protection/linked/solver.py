"""The solver of linear programmes, made so that it gives the same answer every time."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import highspy
    from numpy.typing import NDArray

    from diasporamap.protection.linked.system import Ints

    Floats = NDArray[np.float64]


def made_solver(**more: float) -> highspy.Highs:
    """Make a solver on one thread with a fixed seed and no clock; `more` are options of HiGHS."""
    import highspy

    with _quiet():
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
    fixed: dict[str, bool | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 0,
        "presolve": "off",
        "solver": "simplex",
    }
    for option, value in {**fixed, **more}.items():
        solver.setOptionValue(option, value)
    return solver


def programme(lines: Sequence[tuple[Ints, Floats]], *, by_column: bool = False) -> highspy.HighsLp:
    """Begin a programme with its rows or columns: the positions and coefficients of each."""
    import highspy

    lp, forms = highspy.HighsLp(), highspy.MatrixFormat
    lp.a_matrix_.format_ = forms.kColwise if by_column else forms.kRowwise
    lp.a_matrix_.start_ = np.append(0, np.cumsum([len(at) for at, _ in lines]))
    lp.a_matrix_.index_ = np.concatenate([at for at, _ in lines])
    lp.a_matrix_.value_ = np.concatenate([by for _, by in lines])
    return lp


def solved(solver: highspy.Highs, columns: int) -> Floats | None:
    """Solve; return the first columns of the solution, None where none is found."""
    import highspy

    solver.run()
    status = solver.getInfo().primal_solution_status
    if status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return None
    return np.array(solver.getSolution().col_value[:columns])


@contextmanager
def in_whole_numbers(solver: highspy.Highs, columns: int) -> Iterator[None]:
    """Let the first columns be whole numbers alone for a while."""
    import highspy

    at, kinds = np.arange(columns, dtype=np.int32), highspy.HighsVarType
    solver.changeColsIntegrality(columns, at, np.full(columns, int(kinds.kInteger), np.uint8))
    yield
    solver.changeColsIntegrality(columns, at, np.full(columns, int(kinds.kContinuous), np.uint8))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the two lines off standard output that the solver writes when it is first made."""
    kept, nothing = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)
