"""The command `examples`: copies the shipped tables, styles and notebooks."""

from __future__ import annotations

from pathlib import Path

import click

from diasporamap.commands.terminal import say


@click.command(
    name="examples",
    epilog="Example: diasporamap examples diaspora. Then, in that folder: diasporamap check "
    "examples/invented_register.csv",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--force", is_flag=True, help="Write over copies that were changed, and files of these names."
)
def command(folder: Path, *, force: bool) -> None:
    """Copy the shipped tables, styles and notebooks to FOLDER, to try every command with.

    The commands of the documentation run in FOLDER as they are written. examples/README.md says
    where each table comes from and on which terms. All is copied or nothing, and what was changed
    there is kept unless --force is given.
    """
    from diasporamap.examples import copy_examples

    copies = copy_examples(folder, force=force)
    for path in copies:
        say(str(path))
    say(f"Wrote {len(copies)} files. Go on with: cd {folder}")
