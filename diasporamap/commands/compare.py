"""The command `compare`: sets the counts of several sources side by side."""

from __future__ import annotations

from numbers import Number
from typing import TYPE_CHECKING

import click

from diasporamap.commands.options import FILE
from diasporamap.protection import PROFILES, STANDARD

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.comparison import Comparison

MEASURES = ("total", "women", "men")


@click.command(
    epilog="Example: diasporamap compare undesa.csv register.csv --output side_by_side.xlsx"
)
@click.argument("counts", type=FILE, nargs=-1, required=True, metavar="COUNTS...")
@click.option("--output", type=FILE, metavar="FILE", help="Write the table to FILE, .csv or .xlsx.")
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What is compared.",
)
@click.option("--year", type=int, help="Year to compare.  [default: the last of each source]")
@click.option(
    "--profile",
    type=click.Choice(list(PROFILES)),
    default=STANDARD.name,
    show_default=True,
    help="How strictly small cells are hidden.",
)
@click.option(
    "--aliases", type=FILE, metavar="FILE", help="Table of your own place names and codes."
)
@click.option(
    "--born-in",
    default="CMR",
    show_default=True,
    metavar="CODE",
    help="Country of origin to take from a table of many.",
)
def command(
    counts: tuple[Path, ...],
    *,
    output: Path | None,
    measure: str,
    year: int | None,
    profile: str,
    aliases: Path | None,
    born_in: str,
) -> None:
    """Set the sources and definitions in COUNTS side by side: a row a country, a column each.

    They count different people and are never added. Lowest, highest and their ratio are of the
    figures shown; small figures of sources that are not published are hidden.
    """
    from diasporamap.comparison import compare_counts
    from diasporamap.export.tables import require_ending, write_table

    if output is not None:
        require_ending(output)
    comparison = compare_counts(
        counts, measure=measure, year=year, profile=profile, aliases=aliases, born_in=born_in
    )
    if output is not None:
        write_table(comparison.table, output, sheet="Comparison")
        click.echo(f"Wrote {output}: {len(comparison.table)} places, {_said(comparison)}.")
    else:
        _print(comparison)
    for name, source in sorted(comparison.sources.items()):
        click.echo(f"{name}: {source.citation_en}")


def _said(comparison: Comparison) -> str:
    return f"{len(comparison.columns)} columns: {'; '.join(comparison.columns)}"


def _print(comparison: Comparison) -> None:
    """Draw the table in the terminal."""
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    shown = Table("", "", *comparison.columns, "lowest", "highest", "ratio")
    for column in shown.columns[2:]:
        column.justify = "right"
    for row in comparison.table.drop(columns="name_fr").itertuples(index=False, name=None):
        shown.add_row(*("" if pd.isna(cell) else _written(cell) for cell in row))
    Console(highlight=False, markup=False).print(shown)


def _written(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, Number) else str(cell)
