"""The interactive map: one HTML file with every measure, that opens anywhere and loads nothing."""

from __future__ import annotations

from diasporamap.web.page import save_web_map, web_map

__all__ = ["save_web_map", "web_map"]
