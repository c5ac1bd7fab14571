"""Prints how large sheets are as SVG and PDF, with all corners and as saved, and what that moves.

    .venv/bin/python benchmarks/sheet_sizes.py [COUNTS] [--dpi 300]

Both are drawn in one go. A difference is of one colour of one dot, of 255; "seen" is the share of
dots that differ by more than 32, and "block" the largest difference between means of 8 by 8 dots.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import diasporamap as dm
from diasporamap.maps import MapSpec
from diasporamap.sheet import draw_map, lighter, save_map

CASES = (
    ("circles", "country", {}),
    ("shares", "country", {"measure": "share_women"}),
    ("districts", "district", {}),
    ("africa", "country", {"extent": "africa"}),
)
#: What leaves every corner where it was.
WHOLE = {"TOLERANCE": 0.0, "GRID": 1e-6, "SAME": 1e-7}


def written(release: dm.Release, by: str, options: dict[str, str], folder: Path) -> dict[str, int]:
    """Draw and save a sheet; return the sizes of its files."""
    lighter._drawn.cache_clear()  # noqa: SLF001 - shapes on paper are kept as they were thinned
    figure = draw_map(release, MapSpec(**options), by=by)
    for ending in ("svg", "pdf", "png"):
        save_map(figure, folder / f"map.{ending}")
    return {ending: (folder / f"map.{ending}").stat().st_size for ending in ("svg", "pdf")}


def dots(path: Path) -> np.ndarray:
    """Return the dots of a picture."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"), dtype=np.int16)


def main() -> None:
    """Draw each sheet twice and print a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", nargs="?", default="undesa:CMR")
    parser.add_argument("--dpi", type=int, default=300)
    asked = parser.parse_args()
    release = dm.release(asked.counts)
    print(f"{'sheet':<12}{'svg':>18}{'pdf':>18}{'largest':>9}{'seen':>9}{'block':>7}")
    for name, by, asked_for in CASES:
        options = {**asked_for, "dpi": asked.dpi}
        saved = {key: getattr(lighter, key) for key in WHOLE}
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            for key, value in WHOLE.items():
                setattr(lighter, key, value)
            whole = written(release, by, options, Path(one))
            for key, value in saved.items():
                setattr(lighter, key, value)
            light = written(release, by, options, Path(other))
            before, after = dots(Path(one) / "map.png"), dots(Path(other) / "map.png")
        apart = np.abs(before - after).max(axis=2)
        high, wide = (side - side % 8 for side in apart.shape)
        blocks = (before - after)[:high, :wide].reshape(high // 8, 8, wide // 8, 8, 3)
        block = np.abs(blocks.mean(axis=(1, 3))).max()
        sizes = [f"{whole[e] / 1e6:.2f} to {light[e] / 1e6:.2f} MB" for e in ("svg", "pdf")]
        print(
            f"{name:<12}{sizes[0]:>18}{sizes[1]:>18}{apart.max():>9}"
            f"{(apart > 32).mean():>9.3%}{block:>7.1f}"
        )


if __name__ == "__main__":
    main()
