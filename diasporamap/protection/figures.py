"""Supplies what measures are computed from: shown figures of one or two years, inhabitants."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from diasporamap.counts.aggregation import APART
from diasporamap.errors import UsageError
from diasporamap.language import message
from diasporamap.protection.gate import require_protected
from diasporamap.protection.inhabitants import inhabitants_of
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.supplied import (
    BEFORE,
    EVERYONE,
    FIGURES,
    INHABITANTS,
    YEARS,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from diasporamap.protection.gate import ProtectedCounts


def figures_by_place(
    protected: ProtectedCounts, needs: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return figures (float, blank unless shown) and their states: a row a place, sorted.

    Columns are `FIGURES` and what is needed beside them. A place that has people in one of two
    years only has no data in the other.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UsageError
        If the counts mix years, definitions or sources, or lack what is needed.
    """
    count, state = _pivoted(protected)
    if not {YEARS, *BEFORE}.isdisjoint(needs):
        if protected.before is None:
            raise UsageError(message("protection.since"))
        earlier, states = _pivoted(protected.before)
        places = count.index.union(earlier.index).rename("place")
        count = count.reindex(places).join(earlier.add_suffix(" before"))
        state = state.reindex(places).join(states.add_suffix(" before")).astype(object)
        state = state.where(state.notna(), "no_data")
        years = (protected.year or 0) - (protected.before.year or 0)
        count[YEARS], state[YEARS] = float(years), "value"
    if EVERYONE in needs:
        count[EVERYONE], state[EVERYONE] = people_shown(protected), "value"
    if INHABITANTS in needs:
        known = inhabitants_of(protected)
        count[INHABITANTS] = count.index.map(known.people).astype("float64")
        state[INHABITANTS] = [known.states.get(place, "no_data") for place in state.index]
    return count, state


def people_shown(protected: ProtectedCounts) -> float:
    """Return the people whom a table shows, with those of no stated residence where it tells them.

    Nobody who is hidden is among them.
    """
    return float(sum(_pivoted(table)[0][TOTAL].sum() for table in protected.with_aside))


def _pivoted(protected: ProtectedCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return people and states of one year, definition and source: a column a figure."""
    count, state = _by_figure(require_protected(protected))
    return count.copy(), state.copy()


@lru_cache(maxsize=64)
def _by_figure(protected: ProtectedCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    cells = protected.cells
    for column in APART:
        if column in cells.columns and len(cells[column].unique()) > 1:
            blank = message("protection.blank") if cells[column].isna().any() else ""
            found = sorted(map(str, cells[column].dropna().unique()))
            listed = [*filter(None, (blank, *found))]
            raise UsageError(message("protection.several", column=column, listed=listed))
    # By hand, since `pivot` takes ten times as long for so few cells; each figure is there once.
    places, row = np.unique(cells["place"].to_numpy(dtype=object), return_inverse=True)
    number = {figure: at for at, figure in enumerate(FIGURES)}
    at = row, np.array([number[sex] for sex in cells["sex"].to_numpy(dtype=object)], dtype=int)
    count = np.full((len(places), len(number)), np.nan)
    state = np.full(count.shape, np.nan, dtype=object)
    count[at] = cells["count"].to_numpy(dtype="float64", na_value=np.nan)
    state[at] = cells["state"].to_numpy(dtype=object)
    index = pd.Index(places, name="place", dtype=cells["place"].dtype)
    columns = pd.Index(FIGURES, name="sex")
    shown = pd.DataFrame(count, index, columns)
    return shown, pd.DataFrame(state, index, columns, dtype=object)
