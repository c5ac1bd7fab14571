"""The command line: one file a command, loaded only when it is called."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from diasporamap.commands.terminal import say, spell_out
from diasporamap.errors import DiasporaMapError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Commands in the order of `--help`: name, and the line that the help prints for it.
COMMANDS = {
    "demo": "Draw every kind of map of people from any country, in French and English.",
    "examples": "Copy the shipped tables, styles and notebooks, to try every command with.",
    "undesa": "Write what UN DESA counts of people from any country; undesa:SEN is a map's COUNTS.",
    "check": "Read a counts table and report what fits and what does not.",
    "audit": "Say what a reader can tell of hidden figures, and who can be found.",
    "aggregate": "Turn a register or survey with a row a person into counts.",
    "compare": "Set the counts of several sources side by side; never add them.",
    "map": "Draw one static map: PNG, SVG or PDF.",
    "figure": "Draw bars by sex, lines by year, a pyramid of ages or a range of sources.",
    "table": "Write a table: Word, spreadsheet, HTML, Markdown, GeoPackage and others.",
    "profile": "Write one page on a country or consular district: PDF, Word or HTML.",
    "web": "Write the interactive map: one HTML file that opens offline.",
    "atlas": "Write an atlas file, which names all that a report needs.",
    "build": "Make all that an atlas file names: what changed, on all cores.",
    "verify": "Tell whether what an atlas made was changed since.",
    "boundaries": "List, show, verify and export the shipped boundary layers.",
    "db": "Keep the digital database: load, correct, query, export, back up.",
    "form": "Write a questionnaire (XLSForm) for KoboToolbox, in French and English.",
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

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - click's
        """Run a command line on a terminal of any encoding; being stopped leaves no file behind."""
        spell_out()
        with _stopped_cleanly():
            return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; turn an error made on purpose into one message and its exit code.

        Of what the system refuses, as a full disk, the message is the system's.
        """
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except DiasporaMapError as error:
            _stop(str(error), error.exit_code)
        except MemoryError:
            _stop("There is not enough memory for this.", 1)
        except OSError as error:
            if error.errno in (None, errno.EPIPE):
                raise
            what = f"{error.filename}: " if error.filename else ""
            if not error.filename:  # what is printed goes nowhere, also at the end
                sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
            _stop(f"{what}{error.strerror}.", 1)
        return done


@contextmanager
def _stopped_cleanly() -> Iterator[None]:
    """Turn the signals that end a program into an error, so that temporary files are removed."""
    names = ("SIGTERM", "SIGHUP")
    signals = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        signals = []
    before = {number: signal.signal(number, _end) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _stop(message: str, exit_code: int) -> NoReturn:
    say(f"Error: {message}", fg="red", err=True)
    sys.exit(exit_code)


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
