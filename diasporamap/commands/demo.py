"""``diasporamap demo``: draws the shipped example, every kind of map, in French and English."""

from __future__ import annotations

from pathlib import Path

import click

from diasporamap.commands.options import FORCE, Writer
from diasporamap.commands.terminal import say

#: What is drawn: the name in the files' names, and the endings of these.
SHEETS = ("stock", "share_of_women", "stock_by_district", "districts")
FORMATS = ("png", "svg", "pdf")


@click.command(cls=Writer, epilog="Example: diasporamap demo --output demo")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("diasporamap-demo"),
    show_default=True,
    metavar="FOLDER",
    help="Folder for the maps and pages; it is made if it is missing.",
)
def command(output: Path) -> None:
    """Draw the shipped example: people born in Cameroon, by country of residence, 2020.

    The figures are UN DESA's International Migrant Stock 2020. For each language this writes, as
    PNG, SVG and PDF, the proportional circles by country and by consular district, the share of
    women, and which district is where; and the interactive map as one HTML file that opens
    without a connection.
    """
    from diasporamap.api import release
    from diasporamap.commands.progress import steps
    from diasporamap.files import check_outputs
    from diasporamap.language import LANGUAGES
    from diasporamap.maps import MapSpec
    from diasporamap.maps.kinds.reference import compose_places
    from diasporamap.readers.example import example_path
    from diasporamap.sheet import save_map
    from diasporamap.sheet.draw import draw_composition

    jobs = {
        (language, name): _paths(output, name, language)
        for language in LANGUAGES
        for name in (*SHEETS, "page")
    }
    force = click.get_current_context().meta[FORCE]
    check_outputs([path for paths in jobs.values() for path in paths], force=force)
    example = release(example_path())
    for (language, name), paths in steps(list(jobs.items()), "Drawing"):
        if name == "page":
            example.page(paths[0], by=("country", "district"), language=language)
            say(str(paths[0]))
            continue
        if name == "districts":
            spec = MapSpec(language=language)
            figure = draw_composition(compose_places(example.districts.geography, spec))
        else:
            by = "district" if name == "stock_by_district" else "country"
            measure = "share_women" if name == "share_of_women" else "total"
            figure = example.map(by=by, measure=measure, language=language)
        for path in paths:
            save_map(figure, path)
            say(str(path))


def _paths(folder: Path, name: str, language: str) -> list[Path]:
    """Return where a map or the page is written to."""
    if name == "page":
        return [folder / f"cameroon_2020_{language}.html"]
    return [folder / f"cameroon_2020_{name}_{language}.{ending}" for ending in FORMATS]
