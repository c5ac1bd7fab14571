"""The command `districts map`: draws which district is where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import of_the_table
from diasporamap.commands.options import (
    OUTPUT,
    Writer,
    origin_option,
    showing_options,
)
from diasporamap.commands.sheets import extent_option, require_endings, saving_options, write_sheet
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path


@base.command("districts.map", Writer)
@parameters.argument("outputs", type=OUTPUT, nargs=-1, required=True, metavar="OUTPUT...")
@of_the_table
@origin_option
@extent_option
@showing_options
@saving_options
def district_map(  # noqa: PLR0913 - click's, each by its name
    outputs: tuple[Path, ...],
    *,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    extent: str,
    language: str,
    origin: str,
    style: str,
    dpi: int,
    svg_text: bool,
) -> None:
    """Draw the districts on an A4 sheet and write it to each OUTPUT: .png, .svg, .pdf, .jpg."""
    from diasporamap.districts import read_districts
    from diasporamap.districts.mapped import district_geography
    from diasporamap.maps import MapSpec
    from diasporamap.maps.reference_maps import compose_places
    from diasporamap.registry import require_language
    from diasporamap.sheet.draw import draw_composition

    require_endings(outputs)
    spec = MapSpec(language=require_language(language), style=style, extent=extent, dpi=dpi)
    districts = read_districts(table, missions=missions, origin=origin)
    geography = district_geography(districts, day)
    figure = draw_composition(compose_places(geography, spec))
    write_sheet(figure, outputs, svg_text=svg_text)
    say(figure.alt)
