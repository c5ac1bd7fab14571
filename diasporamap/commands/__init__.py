"""The command line: one file a command, loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from diasporamap.errors import DiasporaMapError

#: Commands in the order of `--help`: name, and the line that the help prints for it.
COMMANDS = {
    "demo": "Draw the shipped example: every kind of map, in French and English.",
    "check": "Read a counts table and report what fits and what does not.",
    "aggregate": "Turn a register or survey with a row a person into counts.",
    "compare": "Set the counts of several sources side by side; never add them.",
    "map": "Draw one static map: PNG, SVG or PDF.",
    "web": "Write the interactive map: one HTML file that opens offline.",
    "boundaries": "List, show, verify and export the shipped boundary layers.",
    "districts": "Check, list, show and export consular districts; take counts to them.",
}


class Door(click.Group):
    """The group of commands, which imports a command only to run it or print its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"diasporamap.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse the word with the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"There is no command '{name}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; turn an error made on purpose into one message and its exit code."""
        try:
            return super().invoke(ctx)
        except DiasporaMapError as error:
            _stop(error)


def _stop(error: DiasporaMapError) -> NoReturn:
    click.secho(f"Error: {error}", fg="red", err=True)
    sys.exit(error.exit_code)


@click.command(
    cls=Door,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: diasporamap demo --output demo",
)
@click.version_option(package_name="diasporamap", prog_name="diasporamap")
def main() -> None:
    """Map a country's diaspora: counts in, protected maps and pages out, in French and English.

    Exit codes: 0 fine, 1 something in the data is wrong, 2 the command was used wrongly.
    """
