"""The command `web`: the interactive map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_options import district_options
from diasporamap.commands.measuring import measuring_options, require_given
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    reading_options,
    showing_options,
)
from diasporamap.commands.points import given_points, points_option, say_points
from diasporamap.commands.reading import release_of, say_release, say_written
from diasporamap.commands.sheets import basemap_options
from diasporamap.measures import MEASURES, usual_measures

if TYPE_CHECKING:
    from pathlib import Path


def _listed(_context: click.Context, _option: click.Parameter, value: str | None) -> Any:  # noqa: ANN401
    """Turn ``country,district`` into names; the library knows which there are."""
    return value and [name.strip() for name in value.split(",")]


@click.command(
    cls=Writer,
    name="web",
    epilog="Example: diasporamap web examples/cameroon_undesa_2020.csv map.html --language en "
    "--by country,district",
)
@reading_options
@click.argument("output", type=OUTPUT, metavar="OUTPUT.html")
@click.option(
    "--by",
    default="country",
    show_default=True,
    metavar="LIST",
    callback=_listed,
    help="What places are, the ones shown first coming first: country, district, or both.",
)
@district_options
@points_option
@showing_options
@measuring_options
@click.option(
    "--measures",
    metavar="LIST",
    callback=_listed,
    help=f"Layers, the first one shown first: {', '.join(MEASURES)}.  "
    f"[default: {','.join(usual_measures())}]",
)
@basemap_options
@click.option("--title", help="Title of every layer, instead of the ones written from the counts.")
def command(
    counts: Path,
    output: Path,
    *,
    by: list[str],
    points: Path | None,
    language: str,
    style: str,
    measures: list[str] | None,
    title: str | None,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the interactive map of COUNTS: one HTML file that opens offline, on any device.

    COUNTS is a CSV or XLSX table of people by country and sex; with district in --by also by
    admin-1 unit (ISO 3166-2) or city, added up by country. The page has a layer a measure,
    tooltips, a legend, a search box and a table of the values, and switches between countries and
    districts; it loads nothing.
    """
    from diasporamap.web.views import require_views

    require_views(by)
    given_too = {name: options[name] for name in ("since", "population")}
    require_given(measures or usual_measures(), **given_too)
    given = given_points(points)
    tiles = {name: options.pop(name) for name in ("basemap", "basemap_credit")}
    release = release_of(counts, *by, missions_too=isinstance(given, str), **options)
    shown: dict[str, Any] = {"language": language, "style": style, "measures": measures}
    release.page(output, by=by, points=given, title=title, **shown, **tiles)
    say_written(output)
    say_release(release, *by, layers=measures or ())
    say_points(given)
