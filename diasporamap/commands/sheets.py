"""Options of commands that draw sheets: their size, and what is written beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands.options import OUTPUT, SAVING, with_options
from diasporamap.maps.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.commands.options import Command


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
        *SAVING,
    )
    return lambda command: with_options(options, command)
