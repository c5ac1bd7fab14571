"""Saves a drawn map in the format of its ending: whole, with its words, the same bytes always."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from diasporamap.errors import UsageError
from diasporamap.files import MAKER, whole_file
from diasporamap.language import message
from diasporamap.maps.spec import require_dots
from diasporamap.sheet.described import packet_of, segment_of, tagged
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.endings import ENDINGS
from diasporamap.sheet.page import printing
from diasporamap.sheet.png import write_png

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import BinaryIO

    from diasporamap.maps import MapSpec
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.sheet.page import MapFigure

#: Formats of programs that have none of these, and the text of what to give them.
FOR_OTHERS: Final = {
    ".emf": "word",
    ".wmf": "word",
    ".eps": "printers",
    ".ps": "printers",
    ".tif": "printers_of_dots",
    ".tiff": "printers_of_dots",
}
#: Those in which lines are lines, and dots do not matter.
LINES: Final = (".svg", ".pdf")
#: Most dots of a picture at all, 1.6 GB of memory, and on a side that a format can count.
ALL: Final = 400_000_000
MOST: Final = {".jpg": 65_500, ".jpeg": 65_500, ".webp": 16_383}
#: The tag of EXIF that names what made a picture.
SOFTWARE: Final = 0x0131
#: What is added to a whole number of dots, so that it is not cut to the one below.
NEXT_TO_NOTHING: Final = 1e-4
#: How a JPEG is packed: no colours are mixed between neighbours, so that text stays sharp.
JPEG: Final = {"quality": 92, "subsampling": 0, "optimize": True}
WEBP: Final = {"lossless": True, "quality": 75, "method": 4}


def save_map(
    drawn: MapFigure | tuple[Release | ProtectedCounts, MapSpec],
    path: str | os.PathLike[str],
    *,
    dpi: int | None = None,
    svg_text: bool = False,
) -> None:
    """Save a map in the format that the ending of `path` names.

    Parameters
    ----------
    drawn : figure of `draw_map`, or (Release or ProtectedCounts, MapSpec)
        The map; a release is drawn by country first.
    path : path-like
        A file that ends in ``.png``, ``.jpg`` or ``.webp``, a picture of which programs know the
        size on paper; ``.svg``, with layers and ids such as ``country-FRA``; or ``.pdf``, tagged.
        It is written whole or not at all, and holds the title and the alternative text.
    dpi : int, optional
        Dots an inch of a picture, 72 to 1200; as many as the spec says when left out.
    svg_text : bool, default False
        Whether text in an SVG is text, with its letters in the file, and not outlines.

    Raises
    ------
    UsageError
        If the ending is another, a picture has too many dots for its format, or the file cannot be
        written.
    DiasporaMapError
        What `draw_map` raises.
    """
    ending = require_ending(path)
    figure = draw_map(*drawn) if isinstance(drawn, tuple) else drawn
    dots = require_dots(figure.print_dpi if dpi is None else dpi)
    _require_size(figure, ending, dots, path)
    with whole_file(path) as temporary, printing():
        if ending == ".svg":
            from diasporamap.sheet.svg import svg_of

            content = svg_of(figure, svg_text=svg_text)
            temporary.write_text(content, encoding="utf-8", newline="\n")
        elif ending == ".pdf":
            written = BytesIO()
            figure.savefig(written, format="pdf", metadata=_metadata(figure, ending))
            temporary.write_bytes(tagged(written.getvalue(), figure))
        else:
            save_picture(figure, temporary, dots, ending)


def save_picture(
    figure: MapFigure, target: Path | BinaryIO, dots: int, ending: str = ".png"
) -> None:
    """Write a drawn map as a picture of so many dots an inch, with its words."""
    with printing(), _whole_dots(figure, dots):
        if ending == ".png":
            _save_png(figure, target, dots)
        else:
            kept = _kept(figure, ending, dots)
            figure.savefig(target, format=ending[1:], dpi=dots, **kept)


def _save_png(figure: MapFigure, target: Path | BinaryIO, dots: int) -> None:
    """Write the dots that matplotlib paints, without a copy of them."""
    painted = _Painted()
    figure.savefig(painted, format="rgba", dpi=dots)
    metadata = {key: str(text) for key, text in _metadata(figure, ".png").items()}
    with target.open("wb") if isinstance(target, Path) else nullcontext(target) as stream:
        write_png(painted.dots, stream, dots, metadata)


class _Painted(BytesIO):
    """What a figure is saved to: it takes the dots as they are in memory."""

    dots: np.ndarray

    def write(self, painted: Any) -> int:  # noqa: ANN401 - rows of dots in memory
        """Take the rows of dots."""
        self.dots = np.asarray(painted)
        return self.dots.nbytes


@contextmanager
def _whole_dots(figure: MapFigure, dots: int) -> Iterator[None]:
    """Draw meanwhile on the nearest whole number of dots: matplotlib cuts what is over."""
    wide, high = figure.get_size_inches().tolist()
    whole = (round(side * dots) + NEXT_TO_NOTHING for side in (wide, high))
    figure.set_size_inches(*(side / dots for side in whole))
    try:
        yield
    finally:
        figure.set_size_inches(wide, high)


def require_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a map's file; refuse one that no map is written in."""
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        kind = FOR_OTHERS.get(ending, "plain")
        raise UsageError(message(f"sheet.ending.{kind}", file=path, endings=ENDINGS))
    return ending


def _require_size(figure: MapFigure, ending: str, dots: int, path: str | os.PathLike[str]) -> None:
    """Refuse a picture with more dots than its format can count, or a machine holds."""
    wide, high = figure.get_size_inches().tolist()
    most = sqrt(ALL / wide / high)
    if ending in MOST:
        most = min(most, MOST[ending] / max(wide, high))
    if ending not in LINES and dots > most:
        raise UsageError(
            message(
                "sheet.too_many_dots",
                file=path,
                width=round(wide * dots),
                height=round(high * dots),
                ending=ending,
                most=str(int(most)),
            )
        )


def _kept(figure: MapFigure, ending: str, dots: int) -> dict[str, Any]:
    """Return how a picture is packed, and the words that it keeps."""
    from PIL import Image

    exif = Image.Exif()
    exif[SOFTWARE] = MAKER
    packet = packet_of(figure)
    packed = {**JPEG, "extra": segment_of(packet)}
    if ending == ".webp":
        packed = {**WEBP, "xmp": packet}
    return {"pil_kwargs": {**packed, "dpi": (dots, dots), "exif": exif}}


def _metadata(figure: MapFigure, ending: str) -> dict[str, str | None]:
    """Return the words that a format keeps; the clock and versions stay out."""
    stamp = figure.stamp
    if ending == ".png":
        described = {"Title": figure.title, "Description": figure.alt}
        return {"Software": MAKER, **described, **({"Warning": stamp} if stamp else {})}
    words = {"Title": figure.title, "Subject": figure.alt, "Creator": MAKER}
    keywords = {"Keywords": stamp} if stamp else {}
    return {**words, "Producer": None, "CreationDate": None, **keywords}
