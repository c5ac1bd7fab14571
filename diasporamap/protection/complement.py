"""Hides one more place, so that a total known from elsewhere gives no hidden figure away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.protection.gate import _SEAL, ProtectedCounts, require_protected
from diasporamap.protection.suppression import TOTAL

if TYPE_CHECKING:
    import pandas as pd


def with_complement(protected: ProtectedCounts, *, first: str) -> ProtectedCounts:
    """Hide all figures of one place that is large enough.

    Counts by origin and counts by residence are of the same people: whoever has one map knows the
    total of the other, and with all places but one shown could subtract. One place of at least
    the threshold hidden whole leaves every other hidden figure open.

    Parameters
    ----------
    protected : ProtectedCounts
        The figures.
    first : str
        The place that is hidden if it is large enough; else it is the smallest that is.

    Returns
    -------
    ProtectedCounts
        The figures, those of one place hidden; as they were where no place is large enough.
        Zeros stay.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    """
    cells = require_protected(protected).cells
    place = _place(cells, protected.profile.threshold, first)
    if place is None:
        return protected
    hidden = (cells["place"] == place) & (cells["state"] == "value") & (cells["count"] > 0)
    cells.loc[hidden, "state"] = "suppressed"
    cells["count"] = cells["count"].mask(hidden)
    return ProtectedCounts(cells, protected.profile, protected.sources, _SEAL)


def _place(cells: pd.DataFrame, threshold: int, first: str) -> str | None:
    """Choose the place to hide."""
    totals = cells[(cells["sex"] == TOTAL) & (cells["state"] == "value")]
    large = totals[totals["count"] >= threshold].sort_values(["count", "place"])
    places = large["place"].astype(str).tolist()
    if first in places:
        return first
    return places[0] if places else None
