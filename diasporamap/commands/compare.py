"""The command `compare`: sets the counts of several sources side by side, in a table and a map."""

from __future__ import annotations

from numbers import Number
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from diasporamap.commands import base
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    choice,
    several_reading_options,
    showing_options,
)
from diasporamap.commands.reading import say_written
from diasporamap.commands.sheets import extent_option
from diasporamap.commands.terminal import say, terminal
from diasporamap.measures.measure import stocks

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.comparison import Comparison

#: Options of the map.
SHOWN = ("language", "style", "title", "extent")


@base.command("compare", Writer)
@several_reading_options
@choice("--measure", stocks(), stocks()[0])
@base.option("--output", "outputs", type=OUTPUT, multiple=True, metavar="FILE")
@base.option("--map", "maps", type=OUTPUT, multiple=True, metavar="FILE")
@extent_option
@showing_options
@base.option("--title")
def command(
    counts: tuple[Path, ...],
    *,
    outputs: tuple[Path, ...],
    maps: tuple[Path, ...],
    allow_unmatched: Path | None,
    origin: str,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Set the sources and definitions in COUNTS side by side: a row a country, a column each."""
    from diasporamap.comparison import compare_counts, save_range_map
    from diasporamap.comparison.maps import require_map_ending
    from diasporamap.export.tables import ABOVE, require_ending, unprotected, write_table
    from diasporamap.tables.redaction import many

    for table in filter(None, (*outputs, allow_unmatched)):
        require_ending(table)
    for path in maps:
        require_map_ending(path)
    shown = {name: options.pop(name) for name in SHOWN}
    if not maps:
        _refuse_shown()
    comparison = compare_counts(
        counts, origin=origin, allow_unmatched=allow_unmatched is not None, **options
    )
    alt = save_range_map(comparison, maps, **shown) if maps else ""
    for path in maps:
        say_written(path)
    for output in outputs:
        write_table(comparison.table, output, sheet="Comparison")
        places = many(len(comparison.table), "place")
        say(f"Wrote {output}: {places}, {_said(comparison)}.")
    if not outputs and not maps:
        _print(comparison)
    if allow_unmatched is not None:
        write_table(unprotected(comparison.unmatched), allow_unmatched)
        figures = many(len(comparison.unmatched), "figure")
        say(f"Wrote {allow_unmatched}: {figures} of no known place.")
    _say(comparison)
    if stamp := comparison.table.attrs.get(ABOVE):
        say(f"Stamped: {stamp}.", fg="red")
    if alt:
        say(alt)


def _say(comparison: Comparison) -> None:
    """Print what a reader must know of the sources, and how they are cited."""
    for warning in comparison.warnings:
        say(f"Warning: {warning.rstrip('.')}.", fg="yellow")
    for name, source in sorted(comparison.sources.items()):
        say(f"{name}: {source.citation_en}")


def _refuse_shown() -> None:
    """Refuse the options of the map where there is none."""
    context = click.get_current_context()
    for name in SHOWN:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name} is about the map. Draw one with --map.")


def _said(comparison: Comparison) -> str:
    from diasporamap.tables.redaction import many

    return f"{many(len(comparison.columns), 'column')}: {'; '.join(comparison.columns)}"


def _print(comparison: Comparison) -> None:
    """Draw the table in the terminal."""
    import pandas as pd
    from rich.table import Table

    shown = Table("", "", *comparison.columns, "lowest", "highest", "ratio")
    for column in shown.columns[2:]:
        column.justify = "right"
    for row in comparison.table.drop(columns="name_fr").itertuples(index=False, name=None):
        shown.add_row(*("" if pd.isna(cell) else _written(cell) for cell in row))
    terminal(soft_wrap=False).print(shown)


def _written(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, Number) else str(cell)
