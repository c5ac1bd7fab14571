"""The command `form`: writes a questionnaire for KoboToolbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.commands import base, parameters
from diasporamap.commands.options import OUTPUT, Writer, options_of
from diasporamap.commands.reading import say_written
from diasporamap.commands.terminal import tell

if TYPE_CHECKING:
    from pathlib import Path


@base.command("form", Writer)
@parameters.argument("output", type=OUTPUT)
@options_of("origin")
def command(output: Path, origin: str) -> None:
    """Write the questionnaire of a survey of the diaspora to OUTPUT, an XLSForm (.xlsx)."""
    from diasporamap.export.xlsform import write_form

    asked = write_form(output, origin=origin)
    say_written(output)
    tell("form.questions", number=asked)
