"""``diasporamap verify``: tells whether what an atlas made was changed since."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from diasporamap.commands import base, parameters
from diasporamap.commands.options import FILE
from diasporamap.commands.terminal import answer

if TYPE_CHECKING:
    from pathlib import Path


@base.command("verify")
@parameters.argument("folder", type=FILE, metavar="FOLDER")
def command(folder: Path) -> None:
    """Hold the files of FOLDER against its manifest.json, which diasporamap build wrote."""
    from diasporamap.atlas import verify

    found = verify(folder)
    for path, state in found.items():
        if state != "as made":
            kind = "foreign" if state == "not of the atlas" else state
            color = "yellow" if kind == "foreign" else "red"
            answer(f"verify.{kind}", path=folder / path, fg=color)
    numbers = Counter(found.values())
    answer("verify.as_made", made=numbers["as made"], number=len(found))
    if numbers["changed"] or numbers["missing"]:
        raise SystemExit(1)
