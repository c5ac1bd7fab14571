"""The command `config`: shows the defaults that are set, and where each is from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diasporamap.commands import base, defaults, parameters
from diasporamap.commands.terminal import print_json, say, terminal
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator


@base.command("config")
@parameters.option("--json", "as_json", is_flag=True)
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """Show the defaults that the file and environment variables set, and for which commands."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    path = Path.cwd() / defaults.FILE
    found = [*_in_force(context.find_root().command)]
    if as_json:
        print_json({"file": str(path) if path.is_file() else None, "defaults": found})
        return
    say(message("config.file" if path.is_file() else "config.no_file", path=str(path)))
    if not found:
        say(message("config.nothing"))
        return
    listing = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("command", "option", "value", "where"):
        listing.add_column(str(message(f"config.heading.{heading}")), overflow="fold")
    for one in found:
        listing.add_row(one["command"], f"--{one['option']}", str(one["value"]), one["from"])
    terminal(soft_wrap=False).print(listing)


def _commands(
    group: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[Any, click.Command]]:
    """Give every command with its path, those of groups too."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        below = group.get_command(context, name)
        if below is not None:
            yield from _commands(below, (*path, name))


def _in_force(root: click.Command) -> Iterator[dict[str, Any]]:
    """Give every default that somebody set."""
    for path, one in _commands(root):
        for option in one.params:
            if isinstance(option, parameters.Option):
                default = defaults.default_of(path, option.flag)
                if default is not None:
                    yield {
                        "command": " ".join(path),
                        "option": option.flag,
                        "value": default.value,
                        "from": default.where,
                    }
