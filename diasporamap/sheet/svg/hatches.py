"""Draws hatches as the smallest tile that repeats, where matplotlib repeats a whole inch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.transforms import Affine2D

from diasporamap.sheet.svg.paths import data_of, short

if TYPE_CHECKING:
    from matplotlib.path import Path

#: matplotlib repeats a hatch every 72 points, and a sign of it so often in these.
EVERY: Final = 72.0
PER_SIGN: Final = 6
#: Radius of the dots and of the rings of a hatch, in distances between its rows.
DOT: Final = 0.1
RING: Final = 0.2


def pattern_of(name: str, hatch: str, path: Path, *, colour: str, width: float) -> str:
    """Return the pattern of a hatch of matplotlib's, whose `path` fills a square of side 1."""
    step = EVERY / (PER_SIGN * len(hatch))
    lines = {"diagonal": _diagonal(2 * step), "level": f"M0 {short(step / 2)}h{short(step)}"}
    lines["upright"] = f"M{short(step / 2)} 0v{short(step)}"
    side, drawn = {
        "/": ((2 * step, 2 * step), lines["diagonal"]),
        "\\": ((2 * step, 2 * step), _diagonal(2 * step, falls=True)),
        "x": ((2 * step, 2 * step), lines["diagonal"] + _diagonal(2 * step, falls=True)),
        "-": ((step, step), lines["level"]),
        "|": ((step, step), lines["upright"]),
        "+": ((step, step), lines["level"] + lines["upright"]),
        ".": ((step, 2 * step), _dots(step, DOT)),
        "o": ((step, 2 * step), _dots(step, RING)),
    }.get(hatch[0] if len(set(hatch)) == 1 else "", ((EVERY, EVERY), ""))
    if not drawn:
        drawn = data_of(path.transformed(Affine2D().scale(EVERY, -EVERY).translate(0, EVERY)))
    fill = colour if not hatch.strip(".*") else "none"
    across, down = (short(length) for length in side)
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{across}" height="{down}">'
        f'<path d="{drawn}" fill="{fill}" stroke="{colour}" stroke-width="{short(width)}"/>'
        "</pattern>"
    )


def _diagonal(side: float, *, falls: bool = False) -> str:
    """Return a line through a tile from corner to corner, with its tips in the corners beside."""
    tip = side / 4
    ends = [((0, side), (side, 0)), ((-tip, tip), (tip, -tip))]
    ends += [((side - tip, side + tip), (side + tip, side - tip))]
    return "".join(
        "M{} {}L{} {}".format(
            *map(short, (x, side - y if falls else y, u, side - v if falls else v))
        )
        for (x, y), (u, v) in ends
    )


def _dots(step: float, size: float) -> str:
    """Return dots or rings in the corners and middle of a tile that is twice as high as broad."""
    radius, corners = size * step, [(x, y) for x in (0, step) for y in (0, 2 * step)]
    arc = f"a{short(radius)} {short(radius)} 0 1 1"
    return "".join(
        f"M{short(x - radius)} {short(y)}{arc} {short(2 * radius)} 0{arc} {short(-2 * radius)} 0z"
        for x, y in [*corners, (step / 2, step)]
    )
