"""Options that say which consular districts a command takes, of which day, with what weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import FILE, Command

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.districts import Districts, Weights

table_option = click.option(
    "--districts",
    "table",
    type=FILE,
    metavar="FILE",
    help="Your own table of districts, CSV or XLSX.  [default: the shipped one]",
)
missions_option = click.option(
    "--missions",
    type=FILE,
    metavar="FILE",
    help="Your own table of missions.  [default: sheet 'missions' of FILE, or the shipped one]",
)
day_option = click.option(
    "--date",
    "day",
    metavar="DAY",
    help="Districts of this day, as 2020-07-01.  [default: the last that the table describes]",
)
weight_options = (
    click.option(
        "--weights",
        "weights_file",
        type=FILE,
        metavar="FILE",
        help="Weights of admin-1 units (columns place and one of numbers), by which the count of a "
        "country that several districts share is apportioned.",
    ),
    click.option("--weight-column", metavar="NAME", help="Column of the weight in that file."),
)


def of_the_table(command: Command) -> Command:
    """Add --districts, --missions and --date."""
    return table_option(missions_option(day_option(command)))


#: Names of the options that `district_options` adds.
DISTRICT_OPTIONS = ("table", "missions", "day", "weights_file", "weight_column")


def district_options(command: Command) -> Command:
    """Add the options of `of_the_table` and the weights; `district_choice` takes them all."""
    for option in (weight_options[1], weight_options[0], of_the_table):
        command = option(command)
    return command


@dataclass(frozen=True)
class DistrictChoice:
    """The districts that a command takes."""

    districts: Districts
    day: str | None
    weights: Weights | None


def district_choice(
    *,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    weights_file: Path | None,
    weight_column: str | None,
    origin: str,
) -> DistrictChoice:
    """Read the districts of an origin and the weights that `district_options` name.

    Raises
    ------
    UsageError
        If a column of weights is named and no file, or the origin has no districts of its own.
    DataError
        If a table is wrong.
    """
    from diasporamap.districts import read_districts, read_weights
    from diasporamap.errors import UsageError

    if weight_column is not None and weights_file is None:
        raise UsageError("--weight-column names a column of the file of --weights. Give that too.")
    weights = read_weights(weights_file, column=weight_column) if weights_file else None
    districts = read_districts(table, missions=missions, origin=origin)
    return DistrictChoice(districts, day, weights)


def refuse_district_options(**options: Any) -> None:  # noqa: ANN401 - click's
    """Refuse options of districts where a command shows none."""
    from diasporamap.errors import UsageError

    if any(option is not None for option in options.values()):
        raise UsageError(
            "--districts, --missions, --date and --weights are for --by district. Give that too."
        )
