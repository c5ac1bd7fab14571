"""What tests of sheets share: the world on paper, and its insets."""

from __future__ import annotations

from diasporamap.places.geography import countries
from diasporamap.sheet.insets import INSETS
from diasporamap.sheet.page import Box, Panel
from diasporamap.sheet.shapes import world_shapes

EUROPE, GULF = INSETS["europe"], INSETS["gulf_of_guinea"]
WORLD = Panel(world_shapes(countries(), lon_0=11), Box(10, 60, 287, 181))
