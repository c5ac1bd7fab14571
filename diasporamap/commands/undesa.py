"""The command `undesa`: writes what UN DESA counts of people from one country, ready for maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.options import FORCE, OUTPUT, Writer, choice, origin_option
from diasporamap.commands.terminal import answer, tell
from diasporamap.language import message
from diasporamap.readers.publishers import REVISIONS

if TYPE_CHECKING:
    from pathlib import Path

#: Adds --revision, for each command that shows the shipped figures.
revision_option = choice("--revision", REVISIONS, REVISIONS[0])


@base.command("undesa", Writer)
@parameters.argument("output", type=OUTPUT, metavar="OUTPUT")
@origin_option
@revision_option
def command(output: Path, origin: str, revision: str) -> None:
    """Write UN DESA's counts of people from a country to OUTPUT, with its sources."""
    from diasporamap.counts.sources import sources_file_of, write_sources
    from diasporamap.export.tables import require_ending, write_table
    from diasporamap.files import check_outputs
    from diasporamap.readers.registry import read_undesa

    require_ending(output)
    force = click.get_current_context().meta[FORCE]
    check_outputs([output, sources_file_of(output)], force=force)
    read = read_undesa(origin, revision=revision)
    table = read.table
    write_table(table, output)
    written = write_sources(read.sources.values(), output)
    for note in read.notes:
        answer("warning", warning=note) if note.doubtful else answer("note", note=note)
    places = message("commands.places", number=int(table["place"].nunique()))
    tell("undesa.wrote", file=output, figures=len(table), places=places, sources=written)
