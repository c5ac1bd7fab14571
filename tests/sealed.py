"""Tables in whatever state a test wants drawn or measured, whichever pattern a release gives."""

from __future__ import annotations

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.protection import STANDARD, ProtectedCounts
from diasporamap.protection.gate import SEAL, is_published
from diasporamap.protection.linked import linked_system, residence_side
from diasporamap.protection.linked.suppress import suppress
from diasporamap.protection.tables import Register, apart, table_cells


def sealed(counts, by="country", *, sources=None):
    """Protect one table by itself and seal it."""
    cells = protected_cells(counts, sources)
    choice = DistrictChoice()
    return ProtectedCounts(cells, STANDARD, sources or {}, by, "test", choice, (), None, SEAL)


def summed(counts, table):
    """Sum counts over the places of one table of a register; they are not protected."""
    return aggregate_counts(counts.assign(place=Register(counts, DistrictChoice()).places(table)))


def protected_cells(counts, sources=None):
    """Protect one table by itself, each year, definition and source apart."""
    counts = counts.reset_index(drop=True)
    hidden = {
        key: {
            (cell.place, cell.sex)
            for cell in suppress(linked_system([residence_side(rows)]), STANDARD.threshold).hidden
        }
        for key, rows in apart(counts).items()
        if not all(is_published(rows, sources or {}))
    }
    return table_cells(counts, hidden)
