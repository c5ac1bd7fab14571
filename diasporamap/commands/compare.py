"""The command `compare`: sets the counts of several sources side by side, in a table and a map."""

from __future__ import annotations

from decimal import Decimal
from numbers import Number
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from diasporamap.commands import base, parameters
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    choice,
    several_reading_options,
    showing_options,
)
from diasporamap.commands.reading import say_written
from diasporamap.commands.sheets import extent_option
from diasporamap.commands.terminal import answer, say, tell, terminal
from diasporamap.errors import UsageError
from diasporamap.language import LANGUAGES, message, messages_language, number_text, series_text
from diasporamap.measures.measure import stocks

if TYPE_CHECKING:
    from pathlib import Path

    from diasporamap.comparison import Comparison

#: Options of the map.
SHOWN = ("language", "style", "title", "extent")


@base.command("compare", Writer)
@several_reading_options
@choice("--measure", stocks(), stocks()[0])
@parameters.option("--output", "outputs", type=OUTPUT, multiple=True, metavar="FILE")
@parameters.option("--map", "maps", type=OUTPUT, multiple=True, metavar="FILE")
@extent_option
@showing_options
@parameters.option("--title")
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
        _say_table(comparison, output)
    if not outputs and not maps:
        _print(comparison)
    if allow_unmatched is not None:
        write_table(unprotected(comparison.unmatched), allow_unmatched)
        unmatched = len(comparison.unmatched)
        tell("compare.unmatched", number=unmatched, file=allow_unmatched)
    _say(comparison)
    if stamp := comparison.table.attrs.get(ABOVE):
        answer("stamped", stamp=stamp, fg="red")
    if alt:
        say(alt)


def _say(comparison: Comparison) -> None:
    """Print what a reader must know of the sources, and how they are cited."""
    for warning in comparison.warnings:
        answer("warning", warning=warning.rstrip("."), fg="yellow")
    for name, source in sorted(comparison.sources.items()):
        citation = {"fr": source.citation_fr, "en": source.citation_en}
        answer("compare.cited", name=name, citation=citation)


def _refuse_shown() -> None:
    """Refuse the options of the map where there is none."""
    context = click.get_current_context()
    for name in SHOWN:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(message("commands.options.about_the_map", option=f"--{name}"))


def _say_table(comparison: Comparison, output: Path) -> None:
    """Print that the table is written, and its columns."""
    names = {language: series_text(comparison.columns, language) for language in LANGUAGES}
    columns = message("commands.compare.columns", number=len(comparison.columns))
    places = message("commands.places", number=len(comparison.table))
    tell("compare.wrote", file=output, places=places, columns=columns, names=names)


def _print(comparison: Comparison) -> None:
    """Draw the table in the terminal."""
    import pandas as pd
    from rich.table import Table

    ends = [message(f"commands.compare.{end}") for end in ("lowest", "highest", "ratio")]
    shown = Table("", "", *comparison.columns, *ends)
    for column in shown.columns[2:]:
        column.justify = "right"
    other = next(f"name_{each}" for each in LANGUAGES if each != messages_language())
    for row in comparison.table.drop(columns=other).itertuples(index=False, name=None):
        shown.add_row(*("" if pd.isna(cell) else _written(cell) for cell in row))
    terminal(soft_wrap=False).print(shown)


def _written(cell: object) -> str:
    if not isinstance(cell, Number):
        return str(cell)
    number = Decimal(str(cell))
    decimals = max(0, -int(number.as_tuple().exponent))
    return number_text(number, messages_language(), decimals=decimals)
