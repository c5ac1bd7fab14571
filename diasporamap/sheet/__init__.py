"""Static maps: one sheet of paper as PNG, SVG or PDF, drawn with matplotlib."""

from __future__ import annotations

from diasporamap.sheet.beside import save_captions
from diasporamap.sheet.draw import draw_map
from diasporamap.sheet.saving import save_map

__all__ = ["draw_map", "save_captions", "save_map"]
