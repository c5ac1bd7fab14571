"""Tells what the panels of a sheet show, so that captions speak of areas and lines in view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from diasporamap.maps.captions import disclaimer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diasporamap.maps import Composition
    from diasporamap.sheet.page import Panel

#: Shortest line that is seen, in millimetres on paper.
LEAST: Final = 0.5


def told_in_view(composition: Composition, panels: Sequence[Panel]) -> Composition:
    """Say in the last caption only what is said of areas and lines that panels show."""

    def seen(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        inside = [
            shapely.contains_xy(panel.shapes.frame, *panel.shapes.project(lon, lat).T)
            for panel in panels
        ]
        return np.asarray(np.any(inside, axis=0))

    least_km = LEAST / max(panel.scale for panel in panels) / 1000
    written = disclaimer(composition.spec.language, seen, least_km=least_km)
    words = composition.words
    captions = (*words.captions[:-1], written)
    return replace(composition, words=replace(words, captions=captions))
