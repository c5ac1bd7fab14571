"""Comparison: sources side by side in a table and on a map of ranges, never added together."""

from __future__ import annotations

from diasporamap.comparison.maps import draw_range_map, save_range_map, web_range_map
from diasporamap.comparison.table import Comparison, compare_counts

__all__ = ["Comparison", "compare_counts", "draw_range_map", "save_range_map", "web_range_map"]
