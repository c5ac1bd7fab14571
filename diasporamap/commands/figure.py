"""``diasporamap figure``: draws bars, lines by year, a pyramid of ages or a range of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

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

if TYPE_CHECKING:
    from pathlib import Path

#: Figures by name, and the measures of any of them; the library refuses what one has not.
FIGURES: Final = ("bars", "years", "pyramid", "sources")
MEASURES: Final = ("total", "women", "men", "share_women")
#: Options of a release that are handed on to the releases of other sources.
SHARED: Final = ("origin", "profile", "confidential")


@click.command(
    cls=Writer,
    name="figure",
    epilog="Example:  diasporamap figure undesa:CMR years.png --figure years "
    "--with undesa-2024:CMR --language en",
)
@reading_options
@click.argument("outputs", type=OUTPUT, nargs=-1, required=True, metavar="OUTPUT...")
@choice("--figure", FIGURES, "What is drawn.", FIGURES[0])
@choice("--measure", MEASURES, "What is shown of each place.", MEASURES[0])
@by_categories_too
@click.option(
    "--with",
    "beside",
    type=FILE,
    multiple=True,
    metavar="COUNTS",
    help="Counts of another source of the same people, for years and sources; give it again for "
    "more.",
)
@click.option(
    "--top",
    type=int,
    help="How many places have a row in bars and sources.  [default: 12; on a4 20]",
)
@click.option(
    "--place",
    "places",
    multiple=True,
    callback=listed,
    metavar="CODE",
    help="A place that has a line in years, as FRA,GAB.  [default: all people together]",
)
@showing_options
@sheet_options("half")
@click.option("--title", help="Title, instead of the one written from the counts.")
@click.option("--subtitle", help="Subtitle, instead of the one written from the counts.")
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
    """Draw a figure of COUNTS that goes with their maps: OUTPUT is .png, .svg, .pdf or .jpg.

    "bars" are the largest places, women left and men right of one axis, with all others and the
    total, or --by education, occupation, arrival the categories of all people; "years" lines of all
    people, or of each --place, every source and revision by itself; "pyramid" women and men by age,
    where COUNTS have a column of ages; "sources" the figures of several sources by country. Figures
    that maps of COUNTS hide are hidden here. The last line
    printed is the alternative text.
    """
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
        raise click.UsageError(f"--with is about years and sources, and not about {figure}.")
    if kind.several and options["year"] is not None:
        raise click.UsageError(f"A figure of {figure} shows all years. Leave --year out.")
    require_by(by, read_origin(options["origin"]), categories=figure == FIGURES[0])
    made = release_of(counts, kind.by or by, every=kind.several, **options)
    shared = {name: options[name] for name in SHARED}
    others = [release(path, every=True, by=(by,), **shared) for path in beside]
    drawn = made.figure(kind=figure, by=by, beside=others, **spec)
    write_sheet(drawn, outputs, caption_file, svg_text=svg_text)
    for one in (made, *others):
        say_release(one, kind.by or by)
    say(drawn.alt)
