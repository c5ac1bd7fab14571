"""The command `audit`: what a reader can tell of hidden figures, and whether someone is found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands.district_options import of_the_table
from diasporamap.commands.options import Writer, auditing_options, choice
from diasporamap.commands.terminal import say
from diasporamap.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=Writer,
    epilog="Example: diasporamap audit register.csv --profile strict --language en",
)
@auditing_options
@of_the_table
@click.option(
    "--table",
    "somebodys",
    is_flag=True,
    help="COUNTS is a published table with sums and marks of suppression.  [default: told by them]",
)
@choice("--language", LANGUAGES, "Language of the report.", LANGUAGES[0])
def command(
    counts: Path,
    *,
    somebodys: bool,
    language: str,
    table: Path | None,
    missions: Path | None,
    allow_unmatched: Path | None,
    **options: Any,  # noqa: ANN401 - those of audit
) -> None:
    """Say what a reader can tell of each hidden figure at best, and who can be found.

    COUNTS is a register or another table of counts, of which all tables that can be shown are
    audited together; or a folder of outputs, whose figures are read back; or somebody else's
    published table with its sums. Exit code 1 says that a small group can be found, and from which
    published figures.
    """
    from diasporamap.checking import audit
    from diasporamap.commands.progress import late
    from diasporamap.districts import read_districts
    from diasporamap.export.tables import require_ending, unprotected, write_table
    from diasporamap.registry import require_language

    if allow_unmatched is not None:
        require_ending(allow_unmatched)
    if table is not None or missions is not None:
        own = read_districts(table, missions=missions, origin=options["origin"])
        options["districts"] = own
    with late("Auditing") as progress:
        found = audit(
            counts,
            table=somebodys,
            allow_unmatched=allow_unmatched is not None,
            progress=lambda done, of: progress(f"{done} of {of}"),
            **options,
        )
    if allow_unmatched is not None and found.unmatched is not None:
        write_table(unprotected(found.unmatched), allow_unmatched)
    for line in found.lines(require_language(language)):
        say(line)
    if found.found:
        sys.exit(1)
