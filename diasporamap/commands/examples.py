"""The command `examples`: copies the shipped tables, styles and notebooks."""

from __future__ import annotations

from pathlib import Path

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.terminal import say, tell


@base.command("examples")
@parameters.argument("folder", type=click.Path(path_type=Path))
@parameters.option("--force", is_flag=True)
def command(folder: Path, *, force: bool) -> None:
    """Copy the shipped tables, styles and notebooks to FOLDER, to try every command with."""
    from diasporamap.examples import copy_examples

    copies = copy_examples(folder, force=force)
    for path in copies:
        say(str(path))
    tell("examples.wrote", number=len(copies), folder=folder)
