"""The solver of linear programmes, made so that it gives the same answer every time."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import highspy


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
