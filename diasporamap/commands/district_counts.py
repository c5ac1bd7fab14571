"""The command `districts attach`: takes counts to consular districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.commands import base, parameters
from diasporamap.commands.district_options import district_options
from diasporamap.commands.options import OUTPUT, Writer, reading_options
from diasporamap.commands.reading import release_of, say_release
from diasporamap.commands.terminal import tell
from diasporamap.language import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path


@base.command("districts.attach", Writer)
@reading_options
@parameters.argument("output", type=OUTPUT, metavar="OUTPUT.csv")
@district_options
def attach(counts: Path, output: Path, **options: Any) -> None:  # noqa: ANN401 - click's
    """Take COUNTS to districts and write the protected figures to OUTPUT.csv."""
    from diasporamap.export import write_table
    from diasporamap.export.tables import require_ending

    require_ending(output)
    release = release_of(counts, "district", **options)
    figures = release.cells("district")
    write_table(figures, output)
    say_release(release, "district")
    weights = release.districts.weights
    if weights is not None:
        for language in LANGUAGES:
            tell("districts.caption", language=language, caption=weights.method(language))
    tell("districts.wrote_figures", figures=len(figures), file=output)
