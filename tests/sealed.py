"""Tables in whatever state a test wants drawn or measured, whichever pattern a release gives."""

from __future__ import annotations

from diasporamap.districts.choice import DistrictChoice
from diasporamap.protection import STANDARD, ProtectedCounts
from diasporamap.protection.gate import SEAL, protected_cells


def sealed(counts, by="country", *, sources=None):
    """Protect each place by itself and seal the table."""
    cells = protected_cells(counts, STANDARD.threshold, sources)
    return ProtectedCounts(cells, STANDARD, sources or {}, by, "test", DistrictChoice(), (), SEAL)
