"""``diasporamap demo``: draws the shipped example, every kind of map, in French and English."""

from __future__ import annotations

from pathlib import Path

import click

#: What is drawn: the name in the files' names, and the endings of these.
SHEETS = ("stock", "share_of_women", "stock_by_district", "districts")
FORMATS = ("png", "svg", "pdf")


@click.command(epilog="Example: diasporamap demo --output demo")
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
    from diasporamap.language import LANGUAGES
    from diasporamap.maps import MapSpec
    from diasporamap.maps.kinds.reference import compose_places
    from diasporamap.readers.example import example_path
    from diasporamap.sheet import save_map
    from diasporamap.sheet.draw import draw_composition

    example = release(example_path())
    jobs = [(language, name) for language in LANGUAGES for name in (*SHEETS, "page")]
    for language, name in steps(jobs, "Drawing"):
        if name == "page":
            path = output / f"cameroon_2020_{language}.html"
            example.page(path, by=("country", "district"), language=language)
            click.echo(str(path))
            continue
        if name == "districts":
            spec = MapSpec(language=language)
            figure = draw_composition(compose_places(example.districts.geography, spec))
        else:
            by = "district" if name == "stock_by_district" else "country"
            measure = "share_women" if name == "share_of_women" else "total"
            figure = example.map(by=by, measure=measure, language=language)
        for ending in FORMATS:
            path = output / f"cameroon_2020_{name}_{language}.{ending}"
            save_map(figure, path)
            click.echo(str(path))
