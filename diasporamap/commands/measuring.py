"""The options --since and --population, and which measures they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.commands import base
from diasporamap.commands.options import FILE, Command, with_options
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Adds --since.
since_option = base.option("--since", type=int, metavar="YEAR")
#: Keywords of `release`.
_MEASURING = (
    since_option,
    base.option("--population", type=FILE, metavar="FILE"),
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
        raise UsageError(message("commands.options.between_years", measures=lacking))
    if since is not None and not lacking:
        raise UsageError(message("commands.options.since_unused", known=between))
    inhabited = [name for name, measure in MEASURES.items() if INHABITANTS in measure.needs]
    if population is not None and not of_origin and not set(wanted) & set(inhabited):
        raise UsageError(message("commands.options.population_unused", known=inhabited))
