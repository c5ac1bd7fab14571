"""The command `districts attach`: takes counts to consular districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import (
    FILE,
    Command,
    read_counts_of,
    reading_options,
    say_intake,
)
from diasporamap.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from rich.console import Console

    from diasporamap.places.districts import Attached, Districts, Weights
    from diasporamap.protection import ProtectedCounts

#: What the report says of each attachment.
ATTACHMENTS = {
    "attached": "in a district",
    "not_attributable": "in a country that several districts share",
    "not_attached": "in no district",
}
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


@click.command(
    epilog="Example: diasporamap districts attach counts.csv by_district.csv --weights people.csv"
)
@reading_options
@click.argument("output", type=FILE, metavar="OUTPUT.csv")
@of_the_table
@weight_options[0]
@weight_options[1]
def attach(
    counts: Path,
    output: Path,
    *,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    weights_file: Path | None,
    weight_column: str | None,
    **reading: Any,  # noqa: ANN401 - click's
) -> None:
    """Take COUNTS to districts and write the protected figures to OUTPUT.csv.

    COUNTS is a table by country, by admin-1 unit (ISO 3166-2) or by both. A country that several
    districts share keeps its figure, not attributable, unless weights apportion it.
    """
    from diasporamap.files import whole_file
    from diasporamap.places.districts import attach_counts, read_districts
    from diasporamap.protection import by_district

    districts = read_districts(table, missions=missions)
    weights = weights_of(weights_file, weight_column)
    intake = read_counts_of(counts, units=True, **reading)
    attached = attach_counts(intake.chosen, districts, day, weights=weights)
    protected = by_district(intake.protected, districts, day, weights=weights)
    figures = _figures(protected.cells, attached, districts)
    with whole_file(output) as temporary:
        figures.to_csv(temporary, index=False, encoding="utf-8-sig", lineterminator="\n")
    say_intake(intake, protected)
    say_attached(attached, protected)
    if weights is not None:
        for language in LANGUAGES:
            click.echo(f"Caption ({language}): {weights.method(language)}")
    click.echo(f"Wrote {len(figures):,} figures to {output}.")


def weights_of(file: Path | None, column: str | None) -> Weights | None:
    """Read the weights that `weight_options` name, where they name any."""
    from diasporamap.errors import UsageError
    from diasporamap.places.districts import read_weights

    if file is not None:
        return read_weights(file, column=column)
    if column is not None:
        raise UsageError("--weight-column names a column of the file of --weights. Give that too.")
    return None


def say_attached(attached: Attached, protected: ProtectedCounts) -> None:
    """Print what became of the people, only where no figure is hidden."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if protected.suppressed_cells:
        console.print("Sums of people: see 'diasporamap districts check --counts'.")
    else:
        print_account(console, attached)


def _figures(cells: pd.DataFrame, attached: Attached, districts: Districts) -> pd.DataFrame:
    """Return the protected cells with the names of their places and what became of them."""
    from diasporamap.places.districts.units import known_units

    missions = districts.missions.set_index("mission")
    names = {**known_units().names}
    both = zip(missions["name_fr"], missions["name_en"], strict=True)
    names |= dict(zip(missions.index, both, strict=True))
    units = attached.report.units
    fate = units.drop_duplicates("place").set_index("place")["attachment"]
    shared = set(units.loc[units["apportioned"], "place"])
    # A country's part outside all districts is the country as far as names and fate go.
    places = cells["place"].str.removeprefix("rest of ")
    figures = cells.copy()
    figures.insert(1, "name_fr", [names[place][0] for place in places])
    figures.insert(2, "name_en", [names[place][1] for place in places])
    figures.insert(3, "attachment", places.map(fate))
    figures.insert(4, "apportioned", places.isin(shared))
    return figures


def print_account(console: Console, attached: Attached) -> None:
    """Print that the people who went in are the people in districts and those who are not."""
    report = attached.report
    parts = {name: report.people(name) for name in ATTACHMENTS}
    sums = " + ".join(f"{people:,}" for people in parts.values())
    console.print(f"People     {report.people():,} = {sums}")
    for name, what in ATTACHMENTS.items():
        places = report.places(name)
        listed = f" ({' '.join(places)})" if name != "attached" and places else ""
        console.print(f"{parts[name]:>18,}  {what}{listed}")
    if report.people_apportioned:
        console.print(f"{report.people_apportioned:>18,}  of those in a district, apportioned")
