"""``diasporamap demo``: draws the shipped figures, every kind of map, in French and English."""

from __future__ import annotations

from pathlib import Path

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.options import FORCE, Writer, origin_option
from diasporamap.commands.terminal import say
from diasporamap.commands.undesa import revision_option

#: What is drawn: the name in the files' names, and the endings of these.
SHEETS = ("stock", "share_of_women", "stock_by_district", "districts")
FORMATS = ("png", "svg", "pdf")


@base.command("demo", Writer)
@parameters.argument(
    "folder",
    type=click.Path(path_type=Path),
    default=Path("diasporamap-demo"),
    metavar="[FOLDER]",
)
@parameters.option(
    "--output", "there", type=click.Path(path_type=Path), hidden=True
)  # as it once was
@origin_option
@revision_option
def command(folder: Path, there: Path | None, origin: str, revision: str) -> None:
    """Draw people born in one country, by country of residence: in Cameroon, in 2020, at first."""
    from diasporamap.api import release
    from diasporamap.commands.progress import steps
    from diasporamap.counts.origin import DEFAULT_ORIGIN
    from diasporamap.counts.origin_files import read_origin
    from diasporamap.files import check_outputs
    from diasporamap.language import LANGUAGES
    from diasporamap.maps import MapSpec
    from diasporamap.maps.reference_maps import compose_places
    from diasporamap.readers.example import example_path
    from diasporamap.readers.publishers import REVISIONS
    from diasporamap.readers.registry import read_counts, read_undesa
    from diasporamap.sheet import save_map
    from diasporamap.sheet.draw import draw_composition
    from diasporamap.tables.headers import plain_header

    folder, home = there or folder, read_origin(origin)
    first = (home.code, revision) == (DEFAULT_ORIGIN, REVISIONS[0])
    counts = read_counts(example_path()) if first else read_undesa(home, revision=revision)
    by = ("country",) if home.districts is None else ("country", "district")
    sheets = [name for name in SHEETS if "district" in by or "district" not in name]
    start = folder / f"{plain_header(home.name.en)}_{counts.table['year'].max()}"
    jobs = {
        (language, name): _paths(start, name, language)
        for language in LANGUAGES
        for name in (*sheets, "page")
    }
    force = click.get_current_context().meta[FORCE]
    check_outputs([path for paths in jobs.values() for path in paths], force=force)
    shown = release(counts)
    for (language, name), paths in steps(list(jobs.items()), "drawing"):
        if name == "page":
            shown.page(paths[0], by=by, language=language)
            say(str(paths[0]))
            continue
        if name == "districts":
            spec = MapSpec(language=language)
            figure = draw_composition(compose_places(shown.districts.geography, spec))
        else:
            of = "district" if name == "stock_by_district" else "country"
            measure = "share_women" if name == "share_of_women" else "total"
            figure = shown.map(by=of, measure=measure, language=language)
        for path in paths:
            save_map(figure, path)
            say(str(path))


def _paths(start: Path, name: str, language: str) -> list[Path]:
    """Return where a map or the page is written to; all files of a demo have the same start."""
    if name == "page":
        return [start.with_name(f"{start.name}_{language}.html")]
    return [start.with_name(f"{start.name}_{name}_{language}.{ending}") for ending in FORMATS]
