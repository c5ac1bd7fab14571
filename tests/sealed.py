"""Tables in whatever state a test wants drawn or measured, whichever pattern a release gives."""

from __future__ import annotations

import pandas as pd

from diasporamap.districts.choice import DistrictChoice
from diasporamap.protection import STANDARD, ProtectedCounts
from diasporamap.protection.gate import SEAL, is_published, place_cells
from diasporamap.protection.linked import linked_system, residence_side, suppress
from diasporamap.protection.tables import APART, apart


def sealed(counts, by="country", *, sources=None):
    """Protect one table by itself and seal it."""
    cells = protected_cells(counts, sources)
    choice = DistrictChoice()
    return ProtectedCounts(cells, STANDARD, sources or {}, by, "test", choice, (), SEAL)


def protected_cells(counts, sources=None):
    """Protect one table by itself, each year, definition and source apart."""
    found = []
    for rows in apart(counts.reset_index(drop=True)).values():
        hidden = set()
        if not all(is_published(rows, sources or {})):
            pattern = suppress(linked_system([residence_side(rows)]), STANDARD.threshold)
            hidden = {(cell.place, cell.sex) for cell in pattern.hidden}
        cells = place_cells(rows, hidden)
        names = [name for name in APART if name in rows.columns]
        for number, name in enumerate(names, 1):
            cells.insert(number, name, rows[name].iloc[0])
        found.append(cells)
    return pd.concat(found, ignore_index=True)
