"""``diasporamap map``: draws one static map of a counts table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import by_options, require_by
from diasporamap.commands.measuring import measuring_options, require_given, years_option
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    choice,
    reading_options,
    showing_options,
)
from diasporamap.commands.points import given_points, points_option, say_points
from diasporamap.commands.reading import release_of, say_release
from diasporamap.commands.sheets import (
    basemap_options,
    extent_option,
    listed,
    require_endings,
    sheet_options,
    write_sheet,
)
from diasporamap.commands.terminal import answer, say
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.language.values import named
from diasporamap.maps import MapSpec
from diasporamap.maps.spec import ACROSS, KINDS, OF_COUNTS, USUAL, Classification, Facet
from diasporamap.measures import MEASURES

if TYPE_CHECKING:
    from pathlib import Path


def _breaks(_context: click.Context, _option: click.Parameter, value: str | None) -> Any:  # noqa: ANN401 - click's
    """Turn ``40,45,50`` into numbers."""
    if value is None:
        return None
    try:
        return tuple(float(limit) for limit in value.split(","))
    except ValueError:
        told = message("commands.options.no_numbers", value=value)
        raise click.BadParameter(told) from None


@base.command("map", Writer)
@reading_options
@parameters.argument("outputs", type=OUTPUT, nargs=-1, required=True, metavar="OUTPUT...")
@choice("--measure", MEASURES, MapSpec.measure)
@choice(
    "--kind",
    KINDS,
    fields=lambda: {
        "stocks": named(USUAL["stock"]),
        "rates": named(USUAL["rate"]),
    },
)
@parameters.option("--dot", type=int, metavar="N")
@choice("--second", MEASURES)
@measuring_options
@parameters.option("--of-origin", is_flag=True)
@by_options
@parameters.option("--boundaries", metavar="NAME")
@extent_option
@basemap_options
@parameters.option(
    "--inset",
    type=parameters.NAMES,
    multiple=True,
    default=("auto",),
    callback=listed,
    metavar="NAME",
)
@points_option
@showing_options
@sheet_options(MapSpec.size)
@parameters.option("--breaks", callback=_breaks, metavar="LIST")
@parameters.option("--classes", type=int, metavar="N")
@choice("--classification", get_args(Classification))
@parameters.option("--title")
@parameters.option("--subtitle")
@parameters.option("--scale", type=float, metavar="N")
@choice("--facet", get_args(Facet))
@years_option
@parameters.option("--labels", type=int, metavar="N")
def command(
    counts: Path,
    outputs: tuple[Path, ...],
    by: str,
    points: Path | None,
    caption_file: Path | None,
    svg_text: bool,  # noqa: FBT001 - click's
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Draw one map of COUNTS on a sheet and write it to each OUTPUT."""
    import warnings
    from dataclasses import fields

    from diasporamap.counts.origin_files import read_origin
    from diasporamap.errors import BasemapWarning
    from diasporamap.maps.facets import SEXES, tables_beside
    from diasporamap.measures import rate_of_origin

    require_endings(outputs, caption_file)
    own = [field.name for field in fields(MapSpec) if field.name not in OF_COUNTS]
    spec = {name: options.pop(name) for name in own}
    MapSpec(**spec)  # what makes no sense is refused before anything is read
    given_too = {name: options[name] for name in ("since", "population")}
    require_given(
        filter(None, (spec["measure"], spec["second"])), of_origin=spec["of_origin"], **given_too
    )
    require_by(by, read_origin(options["origin"]), spec["boundaries"])
    given = given_points(points, options["as_of"])
    across = spec["facet"] in ACROSS
    if across and options["year"] is not None:
        raise UsageError(message("commands.map.all_years", facet=spec["facet"]))
    release = release_of(counts, by, every=across, missions_too=isinstance(given, str), **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BasemapWarning)  # it is said without its line of code
        figure = release.map(by=by, points=given, **spec)
    if figure.warning:
        answer("warned", warning=figure.warning, err=True)
    write_sheet(figure, outputs, caption_file, svg_text=svg_text)
    measures = SEXES if spec["facet"] == "sex" else (spec["measure"],)
    drawn = tables_beside(release, MapSpec(**spec), by) if across else ()
    say_release(release, by, measures=measures, drawn=drawn)
    if spec["of_origin"] and rate_of_origin(release.by(by)) is None:
        answer("map.rate_untold")
    say_points(given)
    say(figure.alt)
