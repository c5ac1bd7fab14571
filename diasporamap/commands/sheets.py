"""Options of commands that draw sheets: what is in view, size, saving; and writing the sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from diasporamap.commands.options import OUTPUT, with_options
from diasporamap.commands.reading import say_written
from diasporamap.maps.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from diasporamap.commands.options import Command
    from diasporamap.sheet.page import MapFigure

#: Adds --extent.
extent_option = click.option(
    "--extent",
    default="world",
    show_default=True,
    metavar="NAME",
    help="The part of the world that is drawn: world, africa, cemac, ecowas, europe, gulf-states "
    "and others; a country by its code, as FRA; district:fra-paris; or LON,LAT,WIDTH,HEIGHT, as "
    "11,4,1500,1200: the middle in degrees, the sides in kilometres.",
)

_BASEMAP: Final = (
    click.option(
        "--basemap",
        "--tiles",
        metavar="NAME",
        help="Tiles on a page, or under a sheet of a part of the world (--extent, or parts of the "
        "origin): a provider that contextily knows, as OpenStreetMap.Mapnik, or an address as "
        "'https://…/{z}/{x}/{y}.png'. Without a network the map is drawn without them.",
    ),
    click.option(
        "--basemap-credit",
        metavar="TEXT",
        help="Whom to name as the maker of the tiles; needed with an address.",
    ),
)

_SAVING: Final = (
    click.option(
        "--dpi",
        type=int,
        default=300,
        show_default=True,
        help="Dots an inch of a .png, .jpg or .webp: 72 to 1200.",
    ),
    click.option(
        "--svg-text",
        is_flag=True,
        help="Write text in an .svg as text, to be edited and searched, and not as outlines.",
    ),
)


def basemap_options(command: Command) -> Command:
    """Add --basemap and --basemap-credit."""
    return with_options(_BASEMAP, command)


def saving_options(command: Command) -> Command:
    """Add --dpi and --svg-text."""
    return with_options(_SAVING, command)


def sheet_options(size: str) -> Callable[[Command], Command]:
    """Return what adds the options of a sheet, of a size unless it is told."""
    options = (
        click.option(
            "--size",
            default=size,
            show_default=True,
            metavar="SIZE",
            help=f"Size of the sheet: {', '.join(PAPERS)}, or width and height as 160x110mm, "
            "1920x1080px.",
        ),
        click.option(
            "--bare",
            is_flag=True,
            help="Without title, subtitle and captions, whose room is the map's: for a report that "
            "has them as text (--caption-file).",
        ),
        click.option(
            "--caption-file",
            type=OUTPUT,
            metavar="FILE",
            help="Write title, subtitle, captions and alternative text there too: .txt or .md.",
        ),
        *_SAVING,
    )
    return lambda command: with_options(options, command)


def listed(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Turn ``FRA,GAB``, given once or several times, into names; figures keep their commas."""
    names = ([value] if re.match(r"\s*-?\d", value) else value.split(",") for value in values)
    return tuple(name.strip() for some in names for name in some if name.strip())


def require_endings(outputs: Iterable[Path], caption_file: Path | None = None) -> None:
    """Refuse files that no sheet, and no caption, is written as, before anything is read."""
    from diasporamap.sheet.beside import require_text_ending
    from diasporamap.sheet.saving import require_ending

    for output in outputs:
        require_ending(output)
    if caption_file is not None:
        require_text_ending(caption_file)


def write_sheet(
    drawn: MapFigure,
    outputs: Sequence[Path],
    caption_file: Path | None = None,
    *,
    svg_text: bool = False,
) -> None:
    """Write a sheet to each file, and its words beside it, and say so."""
    from diasporamap.commands.progress import steps
    from diasporamap.sheet import save_captions, save_map

    for output in steps(outputs, "Writing"):
        save_map(drawn, output, svg_text=svg_text)
        say_written(output)
    if caption_file is not None:
        save_captions(drawn, caption_file)
        say_written(caption_file)
