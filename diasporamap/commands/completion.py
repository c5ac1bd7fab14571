"""The command `completion`: the script by which a shell completes what is typed."""

from __future__ import annotations

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.terminal import say

SHELLS = ("bash", "zsh", "fish", "powershell")
#: The variable by which the scripts ask for what may be typed next.
VARIABLE = "_DIASPORAMAP_COMPLETE"


@base.command("completion")
@parameters.argument("shell", type=parameters.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands, options, places, districts and layers."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    root = context.find_root().command
    if made is None:  # pragma: no cover - click has these shells
        raise AssertionError(shell)
    say(made(root, {}, "diasporamap", VARIABLE).source().rstrip())
