"""Build every shipped boundary layer from the pinned registry packages, or check the shipped files.

Usage: ``python boundaries/build/build.py [--check] [--output FOLDER]``
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from admin1 import admin1_layers
from borders import border_layers
from cameroon import cameroon_layers
from countries import area_coverages, country_layers, zoom_units
from fetch import fetch_all, sha256_of
from natural_earth import mended_admin1, read_countries, read_disputed, read_un_view
from rich.console import Console
from shipping import ship

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
console = Console()


def build(folder: Path) -> None:
    """Build every layer below `folder`."""
    with console.status("Fetching the source packages"):
        sources = fetch_all(CACHE)
    console.print("Fetched and checked the source packages")
    with console.status("Mending Natural Earth into the United Nations view"):
        view = read_un_view()
        countries = read_countries(sources["countries"].path)
        lines = read_disputed(sources["disputed"].path)
        units = mended_admin1(sources["admin1"].path, lines, countries, view)
    console.print(f"Mended {len(units)} admin-1 units")
    with console.status("Simplifying and dissolving"):
        zoom = zoom_units(units)
        coverages = area_coverages(zoom)
    console.print("Simplified the units and dissolved them into countries")
    with console.status("Making and writing the layers"):
        admin1, regions = admin1_layers(zoom)
        products = [
            *country_layers(coverages, units, countries, view),
            *border_layers(coverages, zoom, lines),
            *(admin1, regions),
            *cameroon_layers(sources["cameroon"].path, regions[0].drop(columns="geometry")),
        ]
        for layer, recipe in products:
            path = ship(layer, recipe, sources, folder=folder)
            size = path.stat().st_size / 1e6
            console.print(f"Wrote {recipe.file}: {len(layer)} features, {size:.2f} MB")


def check(folder: Path) -> bool:
    """Tell whether the files below `folder` have the SHA-256 of their provenance; print others."""
    stated = {}
    for path in sorted(folder.rglob("*.toml")):
        provenance = tomllib.loads(path.read_text(encoding="utf-8"))
        if HERE not in path.parents and "sha256" in provenance:
            ending = ".gpkg" if "layer" in provenance else ".csv"
            stated[path.with_suffix(ending)] = provenance["sha256"]
    wrong = [
        layer.name
        for layer, digest in stated.items()
        if not layer.is_file() or sha256_of(layer) != digest
    ]
    for name in wrong:
        console.print(f"{name} is missing or not what its provenance says")
    console.print(f"{len(stated) - len(wrong)} of {len(stated)} files are intact")
    return bool(stated) and not wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the build or the check from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE.parent, help="folder of the layers")
    parser.add_argument("--check", action="store_true", help="compare SHA-256, build nothing")
    options = parser.parse_args(arguments)
    if options.check:
        return 0 if check(options.output) else 1
    build(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
