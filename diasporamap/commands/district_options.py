"""Options that say what places are, and which consular districts of which day with what weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from diasporamap.commands import parameters
from diasporamap.commands.options import FILE, Command, with_options
from diasporamap.language import message
from diasporamap.language.values import named, names_in_each
from diasporamap.protection import BY
from diasporamap.tables.headers import CHARACTERISTICS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from diasporamap.counts.origin import Origin

table_option = parameters.option("--districts", "table", type=FILE, metavar="FILE")
missions_option = parameters.option("--missions", type=FILE, metavar="FILE")
day_option = parameters.option("--date", "day", metavar="DAY")
weight_options = (
    parameters.option("--weights", "weights_file", type=FILE, metavar="FILE"),
    parameters.option("--weight-column", metavar="NAME"),
)


def of_the_table(command: Command) -> Command:
    """Add --districts, --missions and --date."""
    return with_options((table_option, missions_option, day_option), command)


#: Names of the options that `district_options` adds.
DISTRICT_OPTIONS = ("table", "missions", "day", "weights_file", "weight_column")


def district_options(command: Command) -> Command:
    """Add the options of `of_the_table` and the weights; `district_choice` takes them all."""
    return of_the_table(with_options(weight_options, command))


def by_option(*more: str, categories: bool = False) -> Callable[[Command], Command]:
    """Make the option --by of a command, which takes `more` than places.

    With `categories` it takes characteristics of all people too, as education.
    """
    known = (*BY, *more, *(CHARACTERISTICS if categories else ()))
    said = "by-rows" if categories or more else "by"
    return parameters.option(
        *("--by",),
        said="by_categories" if categories else said,
        fields=lambda: {"known": ", ".join(map(named, known))},
        type=parameters.NAMES,
        default=BY[0],
        show_default=True,
        metavar="NAME",
    )


def require_by(
    by: str, origin: Origin, boundaries: str | None = None, *, categories: bool = False
) -> None:
    """Refuse places neither in `BY` nor a level of the origin, and boundaries that it has not.

    With `categories` characteristics of people pass, as education.
    """
    from diasporamap.counts.characteristics import characteristic_named
    from diasporamap.errors import UsageError

    if characteristic_named(by) is not None:
        if categories:
            return
        raise UsageError(message("commands.options.no_map_by", by=by))
    levels = [level.name for level in origin.levels]
    if by not in BY and not levels:
        said = {"of": origin.of, "by": by, "undivided": origin.undivided}
        raise UsageError(message("commands.options.by_undivided", **said))
    if by not in (*BY, *levels):
        said = {"of": origin.of, "by": by, "known": names_in_each([*BY, *levels])}
        raise UsageError(message("commands.options.by_unknown", **said))
    if boundaries and by in BY:
        raise UsageError(message("commands.options.no_other_boundaries", by=by))
    if boundaries:
        origin.level(by).on(boundaries)


def by_options(command: Command) -> Command:
    """Add --by and the options of districts; `reading.release_of` takes them all."""
    return by_option()(district_options(command))


def by_categories_too(command: Command) -> Command:
    """Add the options of `by_options`, where characteristics of people are shown too."""
    return by_option(categories=True)(district_options(command))


def district_choice(
    *,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    weights_file: Path | None,
    weight_column: str | None,
    origin: str,
    counts: object = None,
) -> dict[str, Any]:
    """Read the districts and weights that options name, as `release` takes them."""
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.districts import read_districts, read_weights
    from diasporamap.districts.choice import own_districts
    from diasporamap.errors import UsageError
    from diasporamap.store.address import is_database

    if weight_column is not None and weights_file is None:
        raise UsageError(message("commands.options.weight_column_alone"))
    weights = read_weights(weights_file, column=weight_column) if weights_file else None
    districts = None  # of a database, its own
    if table is not None or missions is not None:
        districts = read_districts(table, missions=missions, origin=origin)
    elif not is_database(counts):
        districts = own_districts(read_origin(origin))
    return {"districts": districts, "day": day, "weights": weights}


def refuse_district_options(**options: Any) -> None:  # noqa: ANN401 - click's
    """Refuse options of districts that are typed where a command shows none.

    As defaults that somebody set they are for the maps that have districts.
    """
    from diasporamap.errors import UsageError

    context = click.get_current_context()
    if any(context.get_parameter_source(name) is ParameterSource.COMMANDLINE for name in options):
        raise UsageError(message("commands.options.districts_unused"))
