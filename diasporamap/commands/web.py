"""The command `web`: the interactive map as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import district_options
from diasporamap.commands.measuring import measuring_options, require_given, years_option
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    reading_options,
    showing_options,
)
from diasporamap.commands.points import given_points, points_option, say_points
from diasporamap.commands.reading import release_of, say_attached, say_release, say_written
from diasporamap.commands.sheets import basemap_options
from diasporamap.language.values import named

if TYPE_CHECKING:
    from pathlib import Path

    import click


def _named() -> dict[str, str]:
    """Name the measures that there are, and those that a page has."""
    from diasporamap.measures.measure import MEASURES, usual_measures

    known, usual = (map(named, names) for names in (MEASURES, usual_measures()))
    return {"known": ", ".join(known), "usual": ",".join(usual)}


def _listed(_context: click.Context, _option: click.Parameter, value: str | None) -> Any:  # noqa: ANN401
    """Turn ``country,district`` into names; the library knows which there are."""
    return value and [name.strip() for name in value.split(",")]


@base.command("web", Writer)
@reading_options
@parameters.argument("output", type=OUTPUT, metavar="OUTPUT.html")
@parameters.option(
    "--by",
    type=parameters.NAMES,
    default="country",
    show_default=True,
    metavar="NAME",
    callback=_listed,
)
@district_options
@points_option
@showing_options
@measuring_options
@parameters.option(
    "--measures",
    fields=_named,
    type=parameters.NAMES,
    metavar="LIST",
    callback=_listed,
)
@years_option
@parameters.option("--made-on", metavar="DAY")
@parameters.option("--contact")
@basemap_options
@parameters.option("--title")
def command(  # noqa: PLR0913 - options, each by its name
    counts: Path,
    output: Path,
    *,
    by: list[str],
    points: Path | None,
    language: str,
    style: str,
    measures: list[str] | None,
    years: tuple[int, ...] | None,
    title: str | None,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Write the interactive map of COUNTS: one HTML file that opens offline, on any device."""
    from diasporamap.measures import usual_measures
    from diasporamap.web.page import require_html
    from diasporamap.web.views import require_views

    require_views(by)
    given_too = {name: options[name] for name in ("since", "population")}
    require_given(measures or usual_measures(), **given_too)
    given = given_points(points, options["as_of"])
    own = ("basemap", "basemap_credit", "made_on", "contact")
    foot = {name: options.pop(name) for name in own}
    release = release_of(counts, *by, missions_too=isinstance(given, str), **options)
    shown: dict[str, Any] = {"language": language, "style": style, "measures": measures}
    require_html(output)
    page = release.web_page(by=by, years=years, points=given, title=title, **shown, **foot)
    page.save(output)
    say_written(output)
    over = release.over(years)
    drawn = [] if over is release else [table for name in by for table in over.each(name)]
    say_release(over, *by, layers=measures or (), drawn=drawn)
    if drawn and "district" in by:
        say_attached(release)
    say_points(given)
