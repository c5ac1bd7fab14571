"""``diasporamap figure``: draws bars, lines by year, a pyramid of ages or a range of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import by_categories_too, require_by
from diasporamap.commands.options import (
    FILE,
    OUTPUT,
    Writer,
    choice,
    reading_options,
    showing_options,
)
from diasporamap.commands.reading import release_of, say_release
from diasporamap.commands.sheets import listed, require_endings, sheet_options, write_sheet
from diasporamap.commands.terminal import say
from diasporamap.errors import UsageError
from diasporamap.language import message

if TYPE_CHECKING:
    from pathlib import Path

#: Figures by name, and the measures of any of them; the library refuses what one has not.
FIGURES: Final = ("bars", "years", "pyramid", "sources")
MEASURES: Final = ("total", "women", "men", "share_women")
#: Options of a release that are handed on to the releases of other sources.
SHARED: Final = ("origin", "profile", "confidential")


@base.command("figure", Writer)
@reading_options
@parameters.argument("outputs", type=OUTPUT, nargs=-1, required=True, metavar="OUTPUT...")
@choice("--figure", FIGURES, FIGURES[0])
@choice("--measure", MEASURES, MEASURES[0])
@by_categories_too
@parameters.option("--with", "beside", type=FILE, multiple=True, metavar="COUNTS")
@parameters.option("--top", type=int, metavar="N")
@parameters.option("--place", "places", multiple=True, callback=listed, metavar="CODE")
@showing_options
@sheet_options("half")
@parameters.option("--title")
@parameters.option("--subtitle")
def command(
    counts: Path,
    outputs: tuple[Path, ...],
    by: str,
    figure: str,
    beside: tuple[Path, ...],
    caption_file: Path | None,
    svg_text: bool,  # noqa: FBT001 - click's
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Draw a figure of COUNTS that goes with their maps: OUTPUT is .png, .svg, .pdf or .jpg."""
    from dataclasses import fields

    from diasporamap.api import release
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.figures import FIGURES as KINDS
    from diasporamap.figures import FigureSpec

    require_endings(outputs, caption_file)
    own = [field.name for field in fields(FigureSpec) if field.name != "kind"]
    spec = {name: options.pop(name) for name in own}
    FigureSpec(kind=figure, **spec)  # what makes no sense is refused before anything is read
    kind = KINDS[figure]
    if beside and not kind.several:
        raise UsageError(message("commands.figure.with_unused", figure=figure))
    if kind.several and options["year"] is not None:
        raise UsageError(message("commands.figure.all_years", figure=figure))
    require_by(by, read_origin(options["origin"]), categories=figure == FIGURES[0])
    made = release_of(counts, kind.by or by, every=kind.several, **options)
    shared = {name: options[name] for name in SHARED}
    others = [release(path, every=True, by=(by,), **shared) for path in beside]
    drawn = made.figure(kind=figure, by=by, beside=others, **spec)
    write_sheet(drawn, outputs, caption_file, svg_text=svg_text)
    for one in (made, *others):
        say_release(one, kind.by or by)
    say(drawn.alt)
