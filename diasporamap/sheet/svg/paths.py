"""Turns paths into the data of an SVG: relative, in hundredths of a point, without zeros."""

from __future__ import annotations

from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.path import Path

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Numbers are hundredths of a point, which measure 0.0035 mm.
UNIT: Final = 100
#: Commands of curves, by matplotlib's code, and how many corners each takes.
CURVES: Final = {int(Path.CURVE3): ("q", 2), int(Path.CURVE4): ("c", 3)}
MOVE, LINE, CLOSE = int(Path.MOVETO), int(Path.LINETO), int(Path.CLOSEPOLY)
_CIRCLE: Final = Path.unit_circle()


@cache
def number(hundredths: int) -> str:
    """Return hundredths as a number without zeros that say nothing."""
    whole, rest = divmod(abs(hundredths), UNIT)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    sign = "-" if hundredths < 0 else ""
    return sign + (f"{whole}{decimals}" if whole or not rest else decimals)


def short(value: float) -> str:
    """Return a number of points as it is written."""
    return number(round(value * UNIT))


def joined(values: Iterable[int]) -> str:
    """Return numbers in a row; a minus parts two as a space does."""
    row = " ".join(map(number, values))
    return row.replace(" -", "-")


def data_of(path: Path) -> str:
    """Return a path in points, down from the top, as the data of an SVG; "" where it is empty."""
    corners = np.round(np.asarray(path.vertices) * UNIT).astype(np.int64).tolist()
    codes = [LINE] * len(corners) if path.codes is None else np.asarray(path.codes).tolist()
    if path.codes is None and codes:
        codes[0] = MOVE
    starts = [at for at, code in enumerate(codes) if code == MOVE]
    ends = [*starts, len(codes)][1:]
    return "".join(
        _piece(corners[start:end], codes[start:end])
        for start, end in zip(starts, ends, strict=True)
        if end - start > 1
    )


def _piece(corners: list[list[int]], codes: list[int]) -> str:
    """Write one piece: where it begins on the sheet, and each next corner from the last one."""
    closed = codes[-1] == CLOSE
    if closed:
        corners, codes = corners[:-1], codes[:-1]
    start = f"M{joined(corners[0])}"
    end = "z" if closed else ""
    if codes[1:].count(LINE) == len(codes) - 1:
        steps = [_step(at, to) for at, to in pairwise(corners)]
        steps = [step for step in steps if any(step)] if len(steps) > 1 else steps
        if closed and steps and corners[-1] == corners[0]:
            steps = steps[:-1]
        return f"{start}l{joined(chain.from_iterable(steps))}{end}" if steps else f"{start}h0{end}"
    written, at, row = [start], corners[0], 1
    last = ""
    while row < len(codes):
        command, takes = CURVES.get(codes[row], ("l", 1))
        step = joined(chain.from_iterable(_step(at, to) for to in corners[row : row + takes]))
        written.append(f"{command}{step}" if command != last or step[0] != "-" else step)
        at, last = corners[row + takes - 1], command
        row += takes
    return "".join([*written, end])


def _step(at: list[int], to: list[int]) -> tuple[int, int]:
    return to[0] - at[0], to[1] - at[1]


def is_circle(path: Path) -> bool:
    """Tell whether a path is matplotlib's circle of the radius 1."""
    return path is _CIRCLE or (
        np.shape(path.vertices) == np.shape(_CIRCLE.vertices)
        and np.array_equal(path.vertices, _CIRCLE.vertices)
    )
