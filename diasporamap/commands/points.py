"""The option --points, and what is said of the points that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.commands import parameters
from diasporamap.commands.options import FILE
from diasporamap.commands.terminal import answer, tell
from diasporamap.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.points import Points


#: Adds --points, which are drawn over the places.
points_option = parameters.option("--points", type=FILE, metavar="FILE")
#: Adds --points, which are counted beside the people.
counted_option = parameters.option("--points", said="points_counted", type=FILE, metavar="FILE")


def given_points(
    points: Path | None, as_of: str | None = None, *, counted_by: str = "country"
) -> Points | str | None:
    """Read the points that the option names, before any other work; missions are read later."""
    if points is None:
        return None
    from diasporamap.points import is_missions, read_points
    from diasporamap.points.counting import require_counted

    require_counted(counted_by)
    return str(points) if is_missions(points) else read_points(points, as_of=as_of)


def say_points(points: Points | str | None) -> None:
    """Print how many points were read, and what was left out of them."""
    if points is None or isinstance(points, str):
        return
    kinds = {
        language: ", ".join(
            f"{kind.number} {kind.name(language, many=kind.number != 1)}" for kind in points.kinds
        )
        for language in LANGUAGES
    }
    tell("points.points", number=len(points), kinds=kinds)
    for note in points.notes:
        answer("note", note=note)
