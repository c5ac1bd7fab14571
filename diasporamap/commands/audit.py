"""The command `audit`: what a reader can tell of hidden figures, and whether someone is found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import of_the_table
from diasporamap.commands.options import Writer, auditing_options
from diasporamap.commands.terminal import print_json, say
from diasporamap.language import message, messages_language

if TYPE_CHECKING:
    from pathlib import Path


@base.command("audit", Writer)
@auditing_options
@of_the_table
@parameters.option("--published", former=("--table",), is_flag=True)
@parameters.option("--json", "as_json", is_flag=True)
def command(
    counts: Path,
    *,
    published: bool,
    as_json: bool,
    table: Path | None,
    missions: Path | None,
    allow_unmatched: Path | None,
    **options: Any,  # noqa: ANN401 - those of audit
) -> None:
    """Say what a reader can tell of each hidden figure at best, and who can be found."""
    from diasporamap.checking import audit
    from diasporamap.commands.progress import late
    from diasporamap.districts import read_districts
    from diasporamap.export.tables import require_ending, unprotected, write_table

    if allow_unmatched is not None:
        require_ending(allow_unmatched)
    if table is not None or missions is not None:
        own = read_districts(table, missions=missions, origin=options["origin"])
        options["districts"] = own
    with late("auditing") as progress:
        found = audit(
            counts,
            table=published,
            allow_unmatched=allow_unmatched is not None,
            progress=lambda done, of: progress(
                message("commands.progress.done", done=done, number=of)
            ),
            **options,
        )
    if allow_unmatched is not None and found.unmatched is not None:
        write_table(unprotected(found.unmatched), allow_unmatched)
    if as_json:
        print_json(found.as_json())
    else:
        for line in found.lines(messages_language()):
            say(line)
    if found.found:
        sys.exit(1)
