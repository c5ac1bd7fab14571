"""The command `web`: the interactive map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.options import (
    FILE,
    read_counts_of,
    reading_options,
    say_intake,
    showing_options,
)

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    name="web",
    epilog="Example: diasporamap web examples/cameroon_undesa_2020.csv map.html --language en",
)
@reading_options
@click.argument("output", type=FILE, metavar="OUTPUT.html")
@showing_options
@click.option(
    "--measures",
    default="total,women,men,share_women",
    show_default=True,
    metavar="LIST",
    help="Layers, the first one shown first: total, women, men, share_women, sex_ratio.",
)
@click.option("--title", help="Title of every layer, instead of the ones written from the counts.")
def command(
    counts: Path,
    output: Path,
    *,
    language: str,
    origin: str,
    style: str,
    measures: str,
    title: str | None,
    **reading: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the interactive map of COUNTS: one HTML file that opens offline, on any device.

    COUNTS is a CSV or XLSX table of people by country and sex. The page has a layer a measure,
    tooltips, a legend, a search box and a table of the values; it loads nothing.
    """
    from diasporamap.web import save_web_map

    intake = read_counts_of(counts, **reading)
    written = save_web_map(
        intake.protected,
        output,
        language=language,
        origin=origin,
        style=style,
        measures=[measure.strip() for measure in measures.split(",")],
        title=title,
    )
    click.echo(f"Wrote {written} ({written.stat().st_size / 1e6:.1f} MB).")
    say_intake(intake)
