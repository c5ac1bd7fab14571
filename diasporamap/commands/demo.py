"""``diasporamap demo``: draws the shipped example, every kind of map, in French and English."""

from __future__ import annotations

from pathlib import Path

import click

#: Static maps of the demo: measure and the word that its files have in their names.
MAPS = {"total": "stock", "share_women": "share_of_women"}


@click.command(epilog="Example:  diasporamap demo --output demo")
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

    The figures are UN DESA's International Migrant Stock 2020. For each language this writes
    the proportional circles and the share of women as PNG, SVG and PDF, and the interactive
    map as one HTML file that opens without a connection.
    """
    from diasporamap.cartography import MapSpec
    from diasporamap.commands.progress import steps
    from diasporamap.counts.example import example_path
    from diasporamap.intake import read_protected
    from diasporamap.language import LANGUAGES
    from diasporamap.static import draw_map, save_map
    from diasporamap.web import save_web_map

    protected = read_protected(example_path()).protected
    jobs = [(language, measure) for language in LANGUAGES for measure in (*MAPS, "web")]
    for language, measure in steps(jobs, "Drawing"):
        if measure == "web":
            page = output / f"cameroon_2020_{language}.html"
            save_web_map(protected, page, language=language)
            click.echo(str(page))
            continue
        figure = draw_map(protected, MapSpec(measure=measure, language=language))
        for ending in ("png", "svg", "pdf"):
            path = output / f"cameroon_2020_{MAPS[measure]}_{language}.{ending}"
            save_map(figure, path)
            click.echo(str(path))
