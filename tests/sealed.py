"""Tables in whatever state a test wants drawn or measured, whichever pattern a release gives."""

from __future__ import annotations

from diasporamap.districts.choice import DistrictChoice
from diasporamap.protection import STANDARD, ProtectedCounts
from diasporamap.protection.gate import SEAL
from diasporamap.protection.tables import protected_alone, table_cells


def sealed(counts, by="country", *, sources=None):
    """Protect one table by itself and seal it."""
    cells = protected_cells(counts, sources)
    choice = DistrictChoice()
    return ProtectedCounts(cells, STANDARD, sources or {}, by, "test", choice, (), None, SEAL)


def protected_cells(counts, sources=None):
    """Protect one table by itself, each year, definition and source apart."""
    counts = counts.reset_index(drop=True)
    return table_cells(counts, protected_alone(counts, STANDARD.threshold, sources or {}))
