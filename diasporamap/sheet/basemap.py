"""Draws tiles under a panel, turned from Web Mercator into the projection of the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.image import AxesImage

from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.maps.basemaps import basemap_of
from diasporamap.sheet.page import INCH, level

if TYPE_CHECKING:
    from collections.abc import Callable

    from diasporamap.maps import Composition
    from diasporamap.maps.basemaps import Basemap
    from diasporamap.sheet.page import Page, Panel
    from diasporamap.sheet.tiles import Tiles

#: Pixels of tiles on an inch of paper at most, so that their letters can be read; of the picture.
TILE_DPI, DPI = 120.0, 220.0
#: Pixels of a tile that zooms are counted in, and metres of the equator.
TILE, EQUATOR = 256, 40_075_016.7
#: Latitude, north and south, at which Web Mercator ends.
END: Final = 85.05
#: How much of their colour areas keep that tell little, so that the tiles are seen.
VEILS: Final = {"land": 0.3, "no_data": 0.6}


def basemap_under(composition: Composition) -> Basemap | None:
    """Return the tiles that a map is drawn on, None for none; refuse them under the whole world."""
    spec = composition.spec
    if spec.basemap is None:
        return None
    if composition.geography.sheet == "world":
        raise UsageError(message("sheet.world_on_tiles"))
    return basemap_of(spec.basemap, spec.basemap_credit)


def draw_tiles(page: Page, panel: Panel, tiles: Tiles) -> None:
    """Draw tiles in the frame of a panel, over the ocean and under everything else."""
    if panel.shapes.unproject is None:
        raise UsageError(message("sheet.tiles_of_a_part"))
    box = panel.box
    picture = warped(panel, panel.shapes.unproject, tiles)
    image = AxesImage(page.axes, extent=(box.left, box.right, box.bottom, box.top), origin="upper")
    image.set(data=picture, interpolation="nearest", zorder=level("ocean", above=panel.above) + 0.5)
    page.axes.add_artist(image)


def warped(panel: Panel, unproject: Callable[[np.ndarray], np.ndarray], tiles: Tiles) -> np.ndarray:
    """Return the picture of the tiles in a panel's projection; clear where there are none."""
    box, (west, south, _, _) = panel.box, panel.shapes.frame.bounds
    wide, high = (max(round(side / INCH * DPI), 2) for side in (box.width, box.height))
    x = (np.arange(wide) + 0.5) / wide * box.width / panel.scale + west
    y = (np.arange(high)[::-1] + 0.5) / high * box.height / panel.scale + south
    lon, lat = unproject(np.column_stack([np.tile(x, high), np.repeat(y, wide)])).T
    middle = lon[len(lon) // 2 + wide // 2]
    lon = middle + (lon - middle + 180) % 360 - 180
    seen = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) < END)
    if not seen.any():
        return np.zeros((high, wide, 4), dtype=np.uint8)
    zoom = zoom_of(panel.scale, float(np.abs(lat[seen]).min()), tiles.basemap.deepest)
    up = np.arcsinh(np.tan(np.radians(np.clip(lat, -END, END))))
    across, down = (lon / 360 + 0.5) * 2**zoom, (0.5 - up / (2 * math.pi)) * 2**zoom
    left, right = (int(np.floor(end(across[seen]))) for end in (np.min, np.max))
    top, bottom = (int(np.floor(end(down[seen]))) for end in (np.min, np.max))
    mosaic = tiles.mosaic(zoom, range(left, right + 1), range(top, bottom + 1))
    size = mosaic.shape[0] // (bottom - top + 1)
    picture = _sampled(mosaic, (across - left) * size - 0.5, (down - top) * size - 0.5)
    picture[~seen] = 0
    return picture.reshape(high, wide, 4)


def zoom_of(scale: float, latitude: float, deepest: int) -> int:
    """Return the zoom whose tiles have as many pixels on paper as can be, up to `TILE_DPI`.

    `scale` is millimetres of one metre; `latitude` that of the panel where tiles are coarsest.
    """
    metres = INCH / TILE_DPI / scale
    zoom = math.log2(EQUATOR * math.cos(math.radians(latitude)) / (TILE * metres))
    return min(max(math.floor(zoom), 0), deepest)


def _sampled(mosaic: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the colours of a picture at places between its pixels (bilinear)."""
    high, wide = mosaic.shape[:2]
    x, y = np.clip(np.nan_to_num(x), 0, wide - 1), np.clip(np.nan_to_num(y), 0, high - 1)
    column, row = np.minimum(x.astype(int), wide - 2), np.minimum(y.astype(int), high - 2)
    dx, dy = (x - column)[:, None].astype(np.float32), (y - row)[:, None].astype(np.float32)
    upper = mosaic[row, column] * (1 - dx) + mosaic[row, column + 1] * dx
    lower = mosaic[row + 1, column] * (1 - dx) + mosaic[row + 1, column + 1] * dx
    return np.asarray(upper * (1 - dy) + lower * dy + 0.5).astype(np.uint8)
