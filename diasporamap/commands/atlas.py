"""``diasporamap atlas``: writes the file that names all maps, figures and pages of a report."""

from __future__ import annotations

from pathlib import Path

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import of_the_table
from diasporamap.commands.options import FILE, OUTPUT, Writer, origin_option
from diasporamap.commands.terminal import answer, tell
from diasporamap.language import message, messages_language


@base.group("atlas")
def command() -> None:
    """Write an atlas file: one file that names all that a mapping report needs."""


@command.subcommand("init", Writer)
@parameters.argument("counts", type=FILE, nargs=-1, required=True, metavar="COUNTS...")
@origin_option
@parameters.option(
    "-o", "--output", type=OUTPUT, default=Path("atlas.toml"), show_default=True, metavar="FILE"
)
@parameters.option("--points", type=FILE, metavar="FILE")
@of_the_table
@parameters.option("--standard", is_flag=True)
@parameters.option("--restricted", is_flag=True)
def init(  # noqa: PLR0913 - options, each by its name
    counts: tuple[Path, ...],
    origin: str,
    output: Path,
    points: Path | None,
    *,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    standard: bool,
    restricted: bool,
) -> None:
    """Write an atlas file of COUNTS, with comments that say what can be changed."""
    from diasporamap.atlas import read_atlas, write_atlas
    from diasporamap.atlas.reading import in_language
    from diasporamap.commands.progress import late

    with late("reading") as told:
        told(message("commands.progress.counts"))
        tables = [str(one) for one in counts]
        of_districts = {"districts": table, "missions": missions, "date": day}
        more = {"standard": standard, "restricted": restricted}
        write_atlas(tables, output, origin=origin, points=points, of_districts=of_districts, **more)
    read = read_atlas(output)
    for name, why in in_language(read.missing, messages_language()).items():
        answer("atlas.missing", name=name, why=why)
    tell("atlas.wrote", file=output, entries=len(read.items))
