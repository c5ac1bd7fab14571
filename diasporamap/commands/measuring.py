"""The options --since and --population, and which measures they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import parameters
from diasporamap.commands.options import FILE, Command, with_options
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.values import names_in_each

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Adds --since.
since_option = parameters.option("--since", type=int, metavar="YEAR")


def _years(_context: click.Context, _option: click.Parameter, value: str) -> Any:  # noqa: ANN401
    """Turn ``2010,2020`` into numbers, and ``all`` into None."""
    if value.strip() == "all":
        return None
    try:
        return tuple(int(year) for year in value.split(","))
    except ValueError:
        raise click.BadParameter(message("commands.options.no_years", value=value)) from None


#: Adds --years, of small maps or of a page.
years_option = parameters.option(
    "--years", type=parameters.NAMES, default="all", metavar="LIST", callback=_years
)
#: Keywords of `release`.
_MEASURING = (
    since_option,
    parameters.option("--population", type=FILE, metavar="FILE"),
)


def measuring_options(command: Command) -> Command:
    """Add --since and --population; `reading.release_of` takes them."""
    return with_options(_MEASURING, command)


def require_given(
    measures: Iterable[str],
    *,
    since: int | None,
    population: object = None,
    of_origin: bool = False,
) -> None:
    """Refuse measures between two years without an earlier one, and what no measure needs."""
    from diasporamap.measures import MEASURES
    from diasporamap.protection.supplied import INHABITANTS

    wanted = list(measures)
    between = [name for name, measure in MEASURES.items() if measure.compares_years]
    lacking = [name for name in wanted if name in between]
    if lacking and since is None:
        raise UsageError(message("commands.options.between_years", measures=names_in_each(lacking)))
    if since is not None and not lacking:
        raise UsageError(message("commands.options.since_unused", known=names_in_each(between)))
    inhabited = [name for name, measure in MEASURES.items() if INHABITANTS in measure.needs]
    if population is not None and not of_origin and not set(wanted) & set(inhabited):
        raise UsageError(
            message("commands.options.population_unused", known=names_in_each(inhabited))
        )
