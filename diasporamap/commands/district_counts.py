"""The command `districts attach`: takes counts to consular districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_options import district_choice, district_options
from diasporamap.commands.options import FILE, reading_options
from diasporamap.commands.reading import read_counts_of, say_intake
from diasporamap.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from rich.console import Console

    from diasporamap.districts import Attached, Districts
    from diasporamap.protection import ProtectedCounts

#: What the report says of each attachment.
ATTACHMENTS = {
    "attached": "in a district",
    "not_attributable": "in a country that several districts share",
    "not_attached": "in no district",
}


@click.command(
    epilog="Example: diasporamap districts attach counts.csv by_district.csv --weights people.csv"
)
@reading_options
@click.argument("output", type=FILE, metavar="OUTPUT.csv")
@district_options
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
    from diasporamap.districts import attach_counts
    from diasporamap.export import write_table
    from diasporamap.export.tables import require_ending
    from diasporamap.intake_districts import protected_by_district

    require_ending(output)
    choice = district_choice(
        table=table,
        missions=missions,
        day=day,
        weights_file=weights_file,
        weight_column=weight_column,
        origin=reading["origin"],
    )
    districts, weights = choice.districts, choice.weights
    intake = read_counts_of(counts, units=True, **reading)
    attached = attach_counts(intake.chosen, districts, day, weights=weights, file=str(counts))
    protected = protected_by_district(intake, districts, day, weights=weights)
    figures = _figures(protected.cells, attached, districts)
    write_table(figures, output)
    say_intake(intake, protected)
    say_attached(attached, protected)
    if weights is not None:
        for language in LANGUAGES:
            click.echo(f"Caption ({language}): {weights.method(language)}")
    click.echo(f"Wrote {len(figures):,} figures to {output}.")


def say_attached(attached: Attached, protected: ProtectedCounts) -> None:
    """Print what became of the people, only where every figure is shown."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if protected.sums_told:
        print_account(console, attached)
    else:
        console.print("Sums of people are not told, since figures are not shown.")


def _figures(cells: pd.DataFrame, attached: Attached, districts: Districts) -> pd.DataFrame:
    """Return the protected cells with the names of their places and what became of them."""
    from diasporamap.places.units import known_units

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
