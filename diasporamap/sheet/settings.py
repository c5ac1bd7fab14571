"""Gives matplotlib the settings of a printed map, and the user's own back afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Text becomes outlines in SVG and an embedded TrueType face in PDF: no machine needs the font.
SETTINGS = {
    "hatch.linewidth": 0.35,
    "path.simplify": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "diasporamap",
    "text.hinting": "none",
}


@contextmanager
def printing() -> Iterator[None]:
    """Hold matplotlib's own defaults and `SETTINGS`; nothing of the user's reaches a map."""
    from matplotlib import style

    with style.context(["default", SETTINGS]):
        yield
