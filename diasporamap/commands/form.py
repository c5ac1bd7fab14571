"""The command `form`: writes a questionnaire for KoboToolbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands.options import OUTPUT, Writer, options_of
from diasporamap.commands.reading import say_written
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Writer, epilog="Example: diasporamap form diaspora.xlsx --origin CMR")
@click.argument("output", type=OUTPUT)
@options_of("origin")
def command(output: Path, origin: str) -> None:
    """Write the questionnaire of a survey of the diaspora to OUTPUT, an XLSForm (.xlsx).

    In French and English, for KoboToolbox or ODK: consent, sex, age group, country and part of
    residence, place of origin, year of arrival, education, occupation, sector, ties, contribution.
    Nothing asks who somebody is. "diasporamap aggregate EXPORT COUNTS" counts what it brings.
    """
    from diasporamap.export.xlsform import write_form

    asked = write_form(output, origin=origin)
    say_written(output)
    say(f"{asked} questions; consent comes first, and without it nothing is sent.")
