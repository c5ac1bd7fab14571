"""Options of commands that draw sheets: what is in view, size, saving; and writing the sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from diasporamap.commands import parameters
from diasporamap.commands.options import OUTPUT, with_options
from diasporamap.commands.reading import say_written
from diasporamap.language.values import named
from diasporamap.maps.paper import PAPERS
from diasporamap.quick import import_matplotlib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from diasporamap.commands.options import Command
    from diasporamap.sheet.page import MapFigure

#: Adds --extent.
extent_option = parameters.option(
    "--extent", type=parameters.NAMES, default="world", show_default=True, metavar="NAME"
)

_BASEMAP: Final = (
    parameters.option("--basemap", "--tiles", metavar="NAME"),
    parameters.option("--basemap-credit", metavar="TEXT"),
)

_SAVING: Final = (
    parameters.option("--dpi", type=int, metavar="N", default=300, show_default=True),
    parameters.option("--svg-text", is_flag=True),
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
        parameters.option(
            *("--size",),
            fields=lambda: {"known": ", ".join(map(named, PAPERS))},
            type=parameters.NAMES,
            default=size,
            show_default=True,
            metavar="SIZE",
        ),
        parameters.option("--bare", is_flag=True),
        parameters.option("--caption-file", type=OUTPUT, metavar="FILE"),
        *_SAVING,
    )
    return lambda command: with_options(options, command)


def listed(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Turn ``FRA,GAB``, given once or several times, into names; figures keep their commas."""
    names = ([value] if re.match(r"\s*-?\d", value) else value.split(",") for value in values)
    return tuple(name.strip() for some in names for name in some if name.strip())


def ready_to_draw() -> None:
    """Import matplotlib, in a program that ends without what only notebooks have of it."""
    if getattr(click.get_current_context().find_root().command, "ends", False):
        import_matplotlib()


def require_endings(outputs: Iterable[Path], caption_file: Path | None = None) -> None:
    """Refuse files that no sheet, and no caption, is written as, before anything is read."""
    ready_to_draw()
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

    for output in steps(outputs, "writing"):
        save_map(drawn, output, svg_text=svg_text)
        say_written(output)
    if caption_file is not None:
        save_captions(drawn, caption_file)
        say_written(caption_file)
