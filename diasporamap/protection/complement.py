"""Hides places more, so that a total known from elsewhere gives no hidden figure away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diasporamap.protection.suppression import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd


def with_complement(
    cells: pd.DataFrame,
    threshold: int,
    *,
    first: str = "",
    last: str = "",
    among: Collection[str] | None = None,
    elsewhere: Collection[str] = (),
) -> pd.DataFrame:
    """Hide all figures of places that are large enough to cover the hidden ones; zeros stay.

    Counts by origin and counts by residence are of the same people: whoever has one map knows the
    sums of the other, and with all places but one shown could subtract. A place of at least the
    threshold in every sex that is hidden, hidden whole, leaves every other hidden figure open.
    Where no single place is, several together are; where these are not either, every place that
    hides something is hidden whole.

    The smallest such place is hidden; `first` goes before all others and `last` after them. Sums
    are known of the places `among`, all by default. The figures `elsewhere` ("F", "M", "U", "T")
    are hidden in the counts that tell the sums: they could be had by subtraction the other way.
    """
    inside = cells if among is None else cells[cells["place"].isin(among)]
    hiding = inside[inside["state"] == "suppressed"]
    if hiding.empty and not elsewhere:
        return cells
    needed = {*hiding["sex"], *elsewhere, TOTAL}
    chosen = _covering(inside, needed, threshold, (first, last))
    hidden = cells["place"].isin(chosen) & (cells["state"] == "value") & (cells["count"] > 0)
    return cells.assign(
        state=cells["state"].mask(hidden, "suppressed"), count=cells["count"].mask(hidden)
    )


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
