"""The option --points, and what is said of the points that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands.options import FILE
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.points import Points

points_option = click.option(
    "--points",
    type=FILE,
    metavar="FILE",
    help="Associations, events or other points to draw over the places: a table (CSV, XLSX, ODS) "
    "or layer (GeoPackage, GeoJSON) with kind and name, and lat and lon or city and country; a "
    "database, for its associations; or 'missions', those of the origin. Never persons.",
)


def given_points(points: Path | None, as_of: str | None = None) -> Points | str | None:
    """Read the points that the option names, before any other work; missions are read later."""
    from diasporamap.points import is_missions, read_points

    if points is None:
        return None
    return str(points) if is_missions(points) else read_points(points, as_of=as_of)


def say_points(points: Points | str | None) -> None:
    """Print how many points were read, and what was left out of them."""
    if points is None or isinstance(points, str):
        return
    kinds = ", ".join(
        f"{kind.number} {kind.name('en', many=kind.number != 1)}" for kind in points.kinds
    )
    say(f"Points: {len(points)} ({kinds}).")
    for note in points.notes:
        say(f"Note: {note}.")
