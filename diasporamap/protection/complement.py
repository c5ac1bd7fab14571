"""Hides places more, so that a total known from elsewhere gives no hidden figure away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.protection.gate import _SEAL, ProtectedCounts, require_protected
from diasporamap.protection.suppression import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd


def with_complement(
    protected: ProtectedCounts,
    *,
    first: str = "",
    last: str = "",
    among: Collection[str] | None = None,
    elsewhere: Collection[str] = (),
) -> ProtectedCounts:
    """Hide all figures of places that are large enough to cover the hidden ones.

    Counts by origin and counts by residence are of the same people: whoever has one map knows the
    sums of the other, and with all places but one shown could subtract. A place of at least the
    threshold in every sex that is hidden, hidden whole, leaves every other hidden figure open.
    Where no single place is, several together are; where these are not either, every place that
    hides something is hidden whole.

    Parameters
    ----------
    protected : ProtectedCounts
        The figures.
    first : str, optional
        The place that is hidden if it is large enough; else it is the smallest that is.
    last : str, optional
        The place that is hidden only if no other does.
    among : collection of str, optional
        The places whose sums are known, such as the parts of a country; all by default.
    elsewhere : collection of str, optional
        The figures ("F", "M", "U", "T") that are hidden in the counts that tell the sums: they
        could be had by subtraction the other way round.

    Returns
    -------
    ProtectedCounts
        The figures, those of the places chosen hidden; as they were where nothing is hidden here
        or elsewhere. Zeros stay.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    """
    cells = require_protected(protected).cells
    inside = cells if among is None else cells[cells["place"].isin(among)]
    hiding = inside[inside["state"] == "suppressed"]
    if hiding.empty and not elsewhere:
        return protected
    needed = {*hiding["sex"], *elsewhere, TOTAL}
    chosen = _covering(inside, needed, protected.profile.threshold, (first, last))
    hidden = cells["place"].isin(chosen) & (cells["state"] == "value") & (cells["count"] > 0)
    cells.loc[hidden, "state"] = "suppressed"
    cells["count"] = cells["count"].mask(hidden)
    return ProtectedCounts(cells, protected.profile, protected.sources, protected.origin, _SEAL)


def _covering(
    cells: pd.DataFrame, needed: set[str], threshold: int, ends: tuple[str, str]
) -> list[str]:
    """Choose the places to hide so that each needed figure is large in one of them.

    A place that hides a figure itself is no cover for it. One place that is shown whole and covers
    everything goes before several.
    """
    large = cells[(cells["state"] == "value") & (cells["count"] >= threshold)]
    covers = {
        str(place): set(rows["sex"]) & needed for place, rows in large.groupby("place", sort=True)
    }
    order = [place for place in _in_order(cells, *ends) if place in covers]
    hiding = set(cells.loc[cells["state"] == "suppressed", "place"])
    for place in order:
        if covers[place] == needed and place not in hiding:
            return [place]
    chosen: list[str] = []
    missing = set(needed)
    while missing:
        best = max(order, key=lambda place: len(covers[place] & missing), default=None)
        if best is None or not covers[best] & missing:
            everything = hiding or set(cells["place"])
            return sorted({*chosen, *map(str, everything)})
        chosen.append(best)
        missing -= covers[best]
    return chosen


def _in_order(cells: pd.DataFrame, first: str, last: str) -> Sequence[str]:
    """Return the places in the order in which they are hidden: by total, the smallest first."""
    totals = cells[cells["sex"] == TOTAL].sort_values(["count", "place"])["place"].astype(str)
    return sorted(totals, key=lambda place: (place != first, place == last))
