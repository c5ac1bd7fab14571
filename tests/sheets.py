"""What tests of sheets share: the world on paper, pictures, and texts that stay apart."""

from __future__ import annotations

from itertools import combinations

import pytest
import shapely

from diasporamap.places.geography import countries
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import Inset, world_shapes

EUROPE = Inset("Europe", 11.5, 49.5, 3700, 3000)
GULF = Inset("Golfe de Guinée", 11.0, 7.1, 3750, 2500)
WORLD = Panel(world_shapes(countries(), lon_0=11), Box(10, 60, 287, 181))

picture = pytest.mark.mpl_image_compare(
    style="default", savefig_kwargs={"dpi": 50, "metadata": {"Software": None}}
)


def assert_apart(texts, paper):
    """Hold that every text is on the paper and none covers another."""
    for text, (left, bottom, right, top) in texts:
        assert paper.sides - 1 <= left < right <= paper.right + 1, text
        assert paper.bottom - 1 <= bottom < top <= paper.height - paper.top + 2, text
    for (one, first), (other, second) in combinations(texts, 2):
        common = shapely.box(*first).intersection(shapely.box(*second))
        assert common.area < 0.05, (one, other)
