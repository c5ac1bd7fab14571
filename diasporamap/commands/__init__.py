"""The command line: one file a command, loaded only when it is called."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.terminal import say, spell_out
from diasporamap.errors import DiasporaMapError
from diasporamap.files import VERSION
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Commands in the order of `--help`.
COMMANDS = (
    *("demo", "examples", "undesa", "check", "audit", "aggregate", "compare", "map", "figure"),
    *("table", "profile", "web", "atlas", "build", "verify", "boundaries", "db", "form"),
    *("districts", "config", "completion"),
)


class Door(base.Group):
    """The group of commands, which imports a command only to run it or print its help.

    It is a program that `ends` after a command, unless another one runs it with arguments.
    """

    ends = False

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"diasporamap.commands.{cmd_name}").command
        return command

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:  # noqa: ANN401
        """Run a command line on a terminal of any encoding; being stopped leaves no file behind."""
        spell_out()
        self.ends = args is None
        with _stopped_cleanly(), _rarely_collected(ends=self.ends):
            return super().main(args, *more, **options)

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
            _stop(message("commands.no_memory"), 1)
        except OSError as error:
            if error.errno in (None, errno.EPIPE):
                raise
            if not error.filename:  # what is printed goes nowhere, also at the end
                sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
            if error.filename:
                why = {"file": error.filename, "why": error.strerror}
                _stop(message("commands.refused_by_system", **why), 1)
            _stop(f"{error.strerror}.", 1)
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


@contextmanager
def _rarely_collected(*, ends: bool) -> Iterator[None]:
    """Look for garbage rarely: what is imported and drawn is none, and looking took a tenth.

    Where the program `ends` after it, what is left is not looked through: its memory goes at once.
    """
    before = gc.get_threshold()
    gc.set_threshold(300_000, 50, 50)
    try:
        yield
    finally:
        if ends:
            gc.freeze()
        gc.set_threshold(*before)


def _end(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _stop(said: str, exit_code: int) -> NoReturn:
    say(message("click.error", message=said), fg="red", err=True)
    sys.exit(exit_code)


def _version(ctx: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    """Print the version and stop."""
    if value and not ctx.resilient_parsing:
        say(message("click.version", program="diasporamap", version=VERSION))
        ctx.exit()


@click.command(
    cls=Door,
    words="commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@parameters.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
def main() -> None:
    """Map a country's diaspora: counts in, protected maps and pages out."""
