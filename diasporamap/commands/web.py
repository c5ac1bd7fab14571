"""The command `web`: the interactive map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_counts import say_attached
from diasporamap.commands.district_options import (
    DISTRICT_OPTIONS,
    district_choice,
    district_options,
    refuse_district_options,
)
from diasporamap.commands.options import FILE, reading_options, showing_options
from diasporamap.commands.reading import read_counts_of, say_intake, say_written
from diasporamap.measures import MEASURES, usual_measures

if TYPE_CHECKING:
    from pathlib import Path


def _listed(_context: click.Context, _option: click.Parameter, value: str) -> list[str]:
    """Turn ``country,district`` into names; the library knows which there are."""
    return [name.strip() for name in value.split(",")]


@click.command(
    name="web",
    epilog="Example: diasporamap web examples/cameroon_undesa_2020.csv map.html --language en "
    "--by country,district",
)
@reading_options
@click.argument("output", type=FILE, metavar="OUTPUT.html")
@click.option(
    "--by",
    default="country",
    show_default=True,
    metavar="LIST",
    callback=_listed,
    help="What places are, the ones shown first coming first: country, district, or both.",
)
@district_options
@showing_options
@click.option(
    "--measures",
    default=",".join(usual_measures()),
    show_default=True,
    metavar="LIST",
    callback=_listed,
    help=f"Layers, the first one shown first: {', '.join(MEASURES)}.",
)
@click.option("--title", help="Title of every layer, instead of the ones written from the counts.")
def command(
    counts: Path,
    output: Path,
    *,
    by: list[str],
    language: str,
    style: str,
    measures: list[str],
    title: str | None,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the interactive map of COUNTS: one HTML file that opens offline, on any device.

    COUNTS is a CSV or XLSX table of people by country and sex; with district in --by also by
    admin-1 unit (ISO 3166-2) or city, added up by country. The page has a layer a measure,
    tooltips, a legend, a search box and a table of the values, and switches between countries and
    districts; it loads nothing.
    """
    from diasporamap.districts import attach_counts
    from diasporamap.intake_districts import protected_by_country, protected_for_districts
    from diasporamap.web import save_web_map

    of_districts = {name: options.pop(name) for name in DISTRICT_OPTIONS}
    choice = None
    if "district" in by:
        choice = district_choice(**of_districts, origin=options["origin"])
    else:
        refuse_district_options(**of_districts)
    intake = read_counts_of(counts, units=choice is not None, **options)
    protected = units = intake.protected
    if choice is not None:
        units = protected_for_districts(intake, choice.districts, choice.day)
        protected = protected_by_country(intake) if "country" in by else units
    attached = attach_counts(intake.chosen, **vars(choice), file=str(counts)) if choice else None
    written = save_web_map(
        protected,
        output,
        language=language,
        style=style,
        measures=measures,
        title=title,
        by=by,
        units=units,
        **(vars(choice) if choice else {}),
    )
    say_written(written)
    say_intake(intake)
    if attached is not None:
        say_attached(attached, units)
