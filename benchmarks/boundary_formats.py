"""Measure size and read time of one boundary layer in the formats that could ship it.

Usage: ``.venv/bin/python benchmarks/boundary_formats.py [LAYER] [--detail zoom]``
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio

from diasporamap.places.layers import DETAILS, LAYERS, read_layer

if TYPE_CHECKING:
    import geopandas as gpd

#: Format, ending and the options that it is written with.
FORMATS = {
    "GeoPackage": ("gpkg", {"driver": "GPKG", "SPATIAL_INDEX": "NO"}),
    "FlatGeobuf": ("fgb", {"driver": "FlatGeobuf", "SPATIAL_INDEX": "NO"}),
    "GeoJSON": ("geojson", {"driver": "GeoJSON"}),
}
ROUNDS = 15


def write(layer: gpd.GeoDataFrame, folder: Path) -> dict[str, Path]:
    """Write the layer in every format; GeoParquet only where pyarrow is installed."""
    files = {}
    for name, (ending, options) in FORMATS.items():
        files[name] = folder / f"layer.{ending}"
        pyogrio.write_dataframe(layer, files[name], layer="layer", **options)
    if find_spec("pyarrow"):
        files["GeoParquet"] = folder / "layer.parquet"
        layer.to_parquet(files["GeoParquet"])
    return files


def median_milliseconds(path: Path) -> float:
    """Return the median time of reading a file whole."""
    import geopandas as gpd

    read = gpd.read_parquet if path.suffix == ".parquet" else pyogrio.read_dataframe
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read(path)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    """Print the table for one layer."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("layer", nargs="?", default="countries", choices=list(LAYERS))
    parser.add_argument("--detail", default="world", choices=DETAILS)
    options = parser.parse_args()
    layer = read_layer(options.layer, detail=options.detail)
    print(f"{options.layer} ({options.detail}), {len(layer)} features, median of {ROUNDS} reads\n")
    print("| format | size | read |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in write(layer, Path(folder)).items():
            size = path.stat().st_size / 1e6
            print(f"| {name} | {size:.2f} MB | {median_milliseconds(path):.0f} ms |")


if __name__ == "__main__":
    main()
