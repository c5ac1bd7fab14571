"""Figures that go with maps: bars by sex, lines by year, a pyramid of ages, ranges of sources."""

from __future__ import annotations

import diasporamap.figures.bars
import diasporamap.figures.pyramid
import diasporamap.figures.sources
import diasporamap.figures.years  # noqa: F401 - the figures add themselves
from diasporamap.figures.plan import FIGURES, FigureSpec, draw_figure

__all__ = ["FIGURES", "FigureSpec", "draw_figure"]
