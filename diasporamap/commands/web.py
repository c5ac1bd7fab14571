"""The command `web`: the interactive map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_counts import of_the_table, weight_options
from diasporamap.commands.options import (
    FILE,
    read_counts_of,
    reading_options,
    say_intake,
    showing_options,
)

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
@of_the_table
@weight_options[0]
@weight_options[1]
@showing_options
@click.option(
    "--measures",
    default="total,women,men,share_women",
    show_default=True,
    metavar="LIST",
    callback=_listed,
    help="Layers, the first one shown first: total, women, men, share_women, sex_ratio.",
)
@click.option("--title", help="Title of every layer, instead of the ones written from the counts.")
def command(  # noqa: PLR0913 - the options
    counts: Path,
    output: Path,
    *,
    by: list[str],
    language: str,
    origin: str,
    style: str,
    measures: list[str],
    title: str | None,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    weights_file: Path | None,
    weight_column: str | None,
    **reading: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the interactive map of COUNTS: one HTML file that opens offline, on any device.

    COUNTS is a CSV or XLSX table of people by country and sex; for --by district alone also by
    admin-1 unit (ISO 3166-2). The page has a layer a measure, tooltips, a legend, a search box
    and a table of the values, and switches between countries and districts; it loads nothing.
    """
    from diasporamap.web import save_web_map

    of_districts = _of_districts(by, table, missions, day, weights_file, weight_column)
    intake = read_counts_of(counts, units="country" not in by, **reading)
    written = save_web_map(
        intake.protected,
        output,
        language=language,
        origin=origin,
        style=style,
        measures=measures,
        title=title,
        by=by,
        **of_districts,
    )
    click.echo(f"Wrote {written} ({written.stat().st_size / 1e6:.1f} MB).")
    say_intake(intake)


def _of_districts(
    by: list[str],
    table: Path | None,
    missions: Path | None,
    day: str | None,
    weights_file: Path | None,
    weight_column: str | None,
) -> dict[str, Any]:
    """Read the districts and weights that a page shows; refuse them where it shows none."""
    from diasporamap.errors import UsageError
    from diasporamap.places.districts import read_districts, read_weights

    if "district" not in by:
        if any(
            option is not None for option in (table, missions, day, weights_file, weight_column)
        ):
            raise UsageError(
                "--districts, --missions, --date and --weights are for a page by district. "
                "Give --by country,district too."
            )
        return {}
    if weight_column is not None and weights_file is None:
        raise UsageError("--weight-column names a column of the file of --weights. Give that too.")
    weights = read_weights(weights_file, column=weight_column) if weights_file else None
    districts = read_districts(table, missions=missions)
    return {"districts": districts, "day": day, "weights": weights}
