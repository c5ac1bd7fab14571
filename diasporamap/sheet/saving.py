"""Saves a drawn map as PNG, SVG or PDF: whole, with its words, and the same bytes every time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from diasporamap.errors import UsageError
from diasporamap.files import MAKER, whole_file
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.page import printing

if TYPE_CHECKING:
    import os

    from diasporamap.maps import MapSpec
    from diasporamap.protection import ProtectedCounts, Release
    from diasporamap.sheet.page import MapFigure

#: Dots an inch of a PNG: what a printer wants.
DPI = 300
ENDINGS = (".png", ".svg", ".pdf")
#: A path of an SVG, and a number's decimals after the second.
PATH = re.compile(r' d="[^"]*"')
DECIMALS = re.compile(r"(\.\d\d)\d+")


def save_map(
    drawn: MapFigure | tuple[Release | ProtectedCounts, MapSpec], path: str | os.PathLike[str]
) -> None:
    """Save a map in the format that the ending of `path` names.

    Parameters
    ----------
    drawn : figure of `draw_map`, or (Release or ProtectedCounts, MapSpec)
        The map; a release is drawn by country first.
    path : path-like
        A file that ends in ``.png`` (300 dots an inch), ``.svg`` or ``.pdf``. It is written whole
        or not at all, and holds the title and the alternative text as metadata.

    Raises
    ------
    UsageError
        If the ending is another, or the file cannot be written.
    DiasporaMapError
        What `draw_map` raises.
    """
    ending = require_ending(path)
    figure = draw_map(*drawn) if isinstance(drawn, tuple) else drawn
    with whole_file(path) as temporary, printing():
        figure.savefig(
            temporary, format=ending.removeprefix("."), dpi=DPI, metadata=_metadata(figure, ending)
        )
        if ending == ".svg":
            _finish(temporary, figure)


def require_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a map's file; refuse one that no map is written in."""
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{path} does not end in {', '.join(ENDINGS)}. Choose one of these.")
    return ending


def _metadata(figure: MapFigure, ending: str) -> dict[str, str | None]:
    """Return the words that a format keeps; the clock and versions stay out."""
    described = {"Title": figure.title, "Description": figure.alt}
    stamp = figure.stamp
    if ending == ".png":
        return {"Software": MAKER, **described, **({"Warning": stamp} if stamp else {})}
    keywords = {"Keywords": stamp} if stamp else {}
    if ending == ".svg":
        return {**described, "Creator": MAKER, "Date": None, **keywords}
    words = {"Title": figure.title, "Subject": figure.alt, "Creator": MAKER}
    return {**words, "Producer": None, "CreationDate": None, **keywords}


def _finish(svg: Path, figure: MapFigure) -> None:
    """Give an SVG the description that screen readers read, and paths no finer than print.

    matplotlib writes only the title, and six decimals of a point where two are a 280th of a
    millimetre: rounding halves the file.
    """
    title = f"<title>{escape(figure.title)}</title>"
    content = svg.read_text(encoding="utf-8")
    if title not in content:
        raise RuntimeError("matplotlib wrote the title of the SVG in another way than known.")
    described = content.replace("<svg ", '<svg role="img" ', 1).replace(
        title, f"{title}\n <desc>{escape(figure.alt)}</desc>", 1
    )
    rounded = PATH.sub(lambda path: DECIMALS.sub(r"\1", path.group()), described)
    svg.write_text(rounded, encoding="utf-8", newline="\n")
