"""Hides one more place, so that a total known from elsewhere gives no hidden figure away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.protection.gate import _SEAL, ProtectedCounts, require_protected
from diasporamap.protection.suppression import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd


def with_complement(
    protected: ProtectedCounts, *, first: str, among: Collection[str] | None = None
) -> ProtectedCounts:
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
    among : collection of str, optional
        The places whose total is known, such as the parts of a country; all by default.

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
    inside = cells if among is None else cells[cells["place"].isin(among)]
    place = _place(inside, protected.profile.threshold, first)
    if place is None:
        return protected
    hidden = (cells["place"] == place) & (cells["state"] == "value") & (cells["count"] > 0)
    cells.loc[hidden, "state"] = "suppressed"
    cells["count"] = cells["count"].mask(hidden)
    return ProtectedCounts(cells, protected.profile, protected.sources, _SEAL)


def _place(cells: pd.DataFrame, threshold: int, first: str) -> str | None:
    """Choose the place to hide: one that is shown whole, and large in each sex that is hidden.

    The sum of a hidden sex is known too. Where no place is large in all of them, one that is large
    in total must do, shown whole if there is one.
    """
    hidden = cells[cells["state"] == "suppressed"]
    sexes = set(hidden["sex"]) | {TOTAL}
    large = cells[(cells["state"] == "value") & (cells["count"] >= threshold)]
    totals = large[large["sex"] == TOTAL].sort_values(["count", "place"])
    whole = large[~large["place"].isin(hidden["place"])]
    covered = whole[whole["sex"].isin(sexes)].groupby("place")["sex"].nunique()
    for best in (covered.index[covered == len(sexes)], whole["place"], large["place"]):
        places = totals.loc[totals["place"].isin(best), "place"].astype(str).tolist()
        if places:
            return first if first in places else places[0]
    return None
