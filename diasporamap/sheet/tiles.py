"""Fetches map tiles within a few seconds, and keeps them for the next time."""

from __future__ import annotations

import hashlib
import os
import time
from io import BytesIO
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.cache import cache_folder
from diasporamap.files import MAKER
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from diasporamap.language import Message
    from diasporamap.maps.basemaps import Basemap

#: Seconds that all tiles of a sheet may take, and how many are fetched at once.
SECONDS: Final = 8.0
AT_ONCE: Final = 4
#: Most tiles of a panel, and most bytes and pixels from side to side of one.
MOST_TILES: Final = 120
MOST_BYTES, MOST_PIXELS = 4_000_000, 1024


class NoTilesError(Exception):
    """There are no tiles, for a reason that is told."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class Tiles:
    """The tiles of one sheet, which share its seconds."""

    def __init__(self, basemap: Basemap) -> None:
        self.basemap = basemap
        self.left = SECONDS

    def mosaic(self, zoom: int, columns: Sequence[int], rows: Sequence[int]) -> np.ndarray:
        """Return tiles side by side as one picture in red, green, blue and opacity, 0 to 255."""
        if len(columns) * len(rows) > MOST_TILES:
            raise NoTilesError(message("sheet.tiles.number", number=len(columns) * len(rows)))
        side = 2**zoom
        urls = [
            self.basemap.url.format(z=zoom, x=column % side, y=row)
            for row in rows
            for column in columns
        ]
        begun = time.monotonic()
        found = dict(_found(sorted(set(urls)), self.left))
        self.left -= time.monotonic() - begun
        tiles = [found[url] for url in urls]
        if len({tile.shape for tile in tiles}) > 1:
            raise NoTilesError(message("sheet.tiles.size"))
        wide = len(columns)
        bands = [np.hstack(tiles[at : at + wide]) for at in range(0, len(tiles), wide)]
        return np.vstack(bands)


def _found(urls: Sequence[str], seconds: float) -> Iterator[tuple[str, np.ndarray]]:
    """Give each tile, from the cache or the network; all of them, or the error says what failed."""
    deadline = time.monotonic() + seconds
    waiting: Queue[str] = Queue()
    answers: Queue[tuple[str, np.ndarray | Exception]] = Queue()
    for url in urls:
        waiting.put(url)

    def work() -> None:
        while True:
            try:
                url = waiting.get_nowait()
                answers.put((url, _tile(url, deadline - time.monotonic())))
            except Empty:
                return
            except Exception as error:  # noqa: BLE001 - told by who waits
                answers.put((url, error))

    # A thread that hangs on the network keeps nobody waiting: it ends with the program.
    for _ in range(min(AT_ONCE, len(urls))):
        Thread(target=work, daemon=True).start()
    try:
        for _ in urls:
            url, tile = answers.get(timeout=max(deadline - time.monotonic(), 0.0))
            if isinstance(tile, Exception):
                raise NoTilesError(_reason(tile)) from tile
            yield url, tile
    except Empty:
        raise NoTilesError(message("sheet.tiles.seconds", seconds=round(SECONDS))) from None
    finally:
        with waiting.mutex:
            waiting.queue.clear()


def _reason(error: Exception) -> Message:
    """Say in few words why a tile is not there, without its address: that may hold a key."""
    if isinstance(error, NoTilesError):
        return error.reason
    if isinstance(error, TimeoutError):
        return message("sheet.tiles.no_answer")
    return message("sheet.tiles.no_server")


def _tile(url: str, seconds: float) -> np.ndarray:
    """Return one tile, which is kept once it can be read."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    kept = tiles_folder() / f"{hashlib.sha256(url.encode()).hexdigest()}.tile"
    try:
        return _picture(kept.read_bytes())
    except (OSError, NoTilesError):
        pass
    if seconds <= 0:
        raise TimeoutError
    asked = Request(url, headers={"User-Agent": MAKER})  # noqa: S310 - http or https, as checked
    try:
        with urlopen(asked, timeout=seconds) as answer:  # noqa: S310
            content = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        with error:
            raise NoTilesError(message("sheet.tiles.answer", code=str(error.code))) from None
    tile = _picture(content)
    _keep(kept, content)
    return tile


def _picture(content: bytes) -> np.ndarray:
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            if len(content) > MOST_BYTES or max(image.size) > MOST_PIXELS:
                raise NoTilesError(message("sheet.tiles.no_tile"))
            return np.asarray(image.convert("RGBA"))
    except (OSError, SyntaxError, ValueError) as error:
        raise NoTilesError(message("sheet.tiles.no_picture")) from error


def tiles_folder() -> Path:
    """Return the folder that tiles are kept in."""
    return cache_folder() / "tiles"


def _keep(path: Path, content: bytes) -> None:
    """Keep a tile whole; where that cannot be, the next time fetches it again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        return
