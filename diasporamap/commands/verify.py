"""``diasporamap verify``: tells whether what an atlas made was changed since."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diasporamap.commands import base
from diasporamap.commands.options import FILE
from diasporamap.commands.terminal import say

if TYPE_CHECKING:
    from pathlib import Path


@base.command("verify")
@base.argument("folder", type=FILE, metavar="FOLDER")
def command(folder: Path) -> None:
    """Hold the files of FOLDER against its manifest.json, which diasporamap build wrote."""
    from diasporamap.atlas import verify

    found = verify(folder)
    for path, state in found.items():
        if state != "as made":
            say(f"{state}: {folder / path}", fg="yellow" if state == "not of the atlas" else "red")
    numbers = Counter(found.values())
    say(f"{numbers['as made']} of {len(found)} files are as they were made.")
    if numbers["changed"] or numbers["missing"]:
        raise SystemExit(1)
