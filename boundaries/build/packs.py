"""Write the geometry that ships ready to draw, so that the first map need not make it.

Run it where diasporamap is installed, after the layers or the districts were built:
``.venv/bin/python boundaries/build/packs.py [FOLDER]``. The files of ``packs`` and ``odbl/packs``
are named by the sum of what they are made of; one of which anything changed is not taken.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap import cache
from diasporamap.counts.origin_files import read_origin
from diasporamap.districts.choice import DistrictChoice
from diasporamap.maps import read_style
from diasporamap.maps.extents import extents
from diasporamap.maps.place_table import LEFT_OUT
from diasporamap.places.geography import countries
from diasporamap.places.origins.mapped import origin_geography
from diasporamap.resources import shipped
from diasporamap.sheet.shapes import world_shapes
from diasporamap.web.shapes import Plane, country_sizes, district_sizes, page_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Where the files of each folder come from, and under which terms they are.
TERMS = {
    "packs": ("Public domain", "Made with Natural Earth"),
    "odbl/packs": ("ODbL 1.0", "© OpenStreetMap contributors, by way of geoBoundaries"),
}
#: The origin whose districts and levels ship ready.
ORIGIN = "CMR"


def ready() -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Give what ships ready to draw: its folder, what it is, and what makes it."""
    lon_0 = read_style().map["lon_0"]
    origin = read_origin(ORIGIN)
    choice, plane = DistrictChoice(origin=origin), Plane(lon_0)
    districts = choice.geography
    places = [place for place in districts.table.index if place != LEFT_OUT]
    own, odbl = cache.SHIPPED
    yield own, "frames of extents", lambda: [one.extent for one in extents().values()]
    yield own, "world of countries", lambda: world_shapes(countries(), lon_0=lon_0)
    yield own, "world of districts", lambda: world_shapes(districts, lon_0=lon_0)
    yield own, "sizes of countries on a page", lambda: country_sizes(lon_0)
    yield own, "page of countries", lambda: page_shapes(plane)
    yield own, "sizes of districts on a page", lambda: district_sizes(choice, lon_0)
    yield own, "page of districts", lambda: page_shapes(plane, choice, places)
    for level in origin.levels:
        geography = partial(origin_geography, level.name, origin=origin)
        yield odbl, f"areas of {level.name}", lambda made=geography: made().areas("zoom")
        yield odbl, f"bounds of {level.name}", lambda made=geography: made().bounds()


def main(boundaries: Path) -> None:
    """Write all files anew below a folder."""
    waiting = [*ready()]
    for folder in cache.SHIPPED:
        shutil.rmtree(boundaries / folder, ignore_errors=True)
    provenance = {folder: [_head(*terms)] for folder, terms in TERMS.items()}
    cache.SHIPPED = ()  # nothing is taken from what ships
    for folder, name, make in waiting:
        written = boundaries / folder
        cache._file_of = lambda name, _by, at=written: at / f"{name}.npz"  # noqa: SLF001
        before = set(written.glob("*"))
        make()
        for file in sorted(set(written.glob("*")) - before):
            print(f"{folder}/{file.name}  {file.stat().st_size:>9,}  {name}")
            checksum = hashlib.sha256(file.read_bytes()).hexdigest()
            entry = {"file": file.name, "holds": name, "sha256": checksum}
            provenance[folder].append(
                "[[files]]\n" + "".join(f'{key} = "{value}"\n' for key, value in entry.items())
            )
    for folder, parts in provenance.items():
        (boundaries / folder / "packs.toml").write_text("\n".join(parts), encoding="utf-8")


def _head(licence: str, attribution: str) -> str:
    return (
        "# Provenance of the files beside this one, written by boundaries/build/packs.py from the\n"
        "# layers and tables of the folder above, whose own provenance stands beside them.\n"
        f'licence = "{licence}"\nattribution = "{attribution}"\n'
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else shipped("boundaries"))
