"""Names of the figures that measures are computed from; `protection.figures` supplies them."""

from __future__ import annotations

from typing import Final

from diasporamap.counts.schema import SEXES
from diasporamap.protection.linked.system import TOTAL

#: Every figure of a place: its parts, women first, and their total.
FIGURES: Final = (*SEXES, TOTAL)
#: The figures of the year that changes are counted from.
BEFORE: Final = tuple(f"{figure} before" for figure in FIGURES)
#: Years from that one on, inhabitants of the place, and the people of all places together.
YEARS, INHABITANTS, EVERYONE = "years", "inhabitants", "everyone"
#: What all places have the same of, so that it adds up over none.
ONE_FOR_ALL: Final = frozenset([YEARS, EVERYONE])
