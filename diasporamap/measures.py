"""Computes what a map shows of each place: totals, women, men and how they compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.errors import UsageError
from diasporamap.protection import require_protected

if TYPE_CHECKING:
    import pandas as pd

    from diasporamap.protection import ProtectedCounts

#: What can be drawn: people (total, women, men), per cent, women per 100 men.
MEASURES: Final = ("total", "women", "men", "share_women", "sex_ratio")

#: Those that count people. Stocks are circles; rates are colours.
STOCKS: Final = ("total", "women", "men")

#: What a place's value can be: four honest states, none of which becomes another.
STATES: Final = ("value", "suppressed", "no_data", "not_applicable")

#: Per cent of people of unknown sex over which a note is due, and over which a measure that
#: compares the sexes says nothing.
UNKNOWN_NOTED: Final = 5.0
UNKNOWN_BLANKED: Final = 20.0

_FIGURES: Final = {"total": "T", "women": "F", "men": "M"}
_APART: Final = ("year", "definition", "source")


@dataclass(frozen=True)
class SexQuality:
    """How well the sexes are known, as place codes for the notes under a map.

    Attributes
    ----------
    unknown_over : tuple of str
        Places where over 5 and up to 20 per cent of people are of unknown sex.
    blanked : tuple of str
        Places where it is over 20 per cent: share_women and sex_ratio are no data there.
    one_sex_only : tuple of str
        Places that have a figure for one sex and none for the other.
    """

    unknown_over: tuple[str, ...]
    blanked: tuple[str, ...]
    one_sex_only: tuple[str, ...]


def measure_table(protected: ProtectedCounts, measure: str) -> pd.DataFrame:
    """Compute one measure for each place.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, one definition and one source.
    measure : str
        One of `MEASURES`. share_women is ``100 F / (F + M)``, in per cent; sex_ratio is
        ``100 F / M``, women per 100 men (demographers mostly give its inverse).

    Returns
    -------
    pandas.DataFrame
        Index `place`, sorted; columns `value` (float64, blank unless `state` is "value") and
        `state` (one of `STATES`). A measure that compares the sexes is no data where a figure
        it needs is, or where over 20 per cent of people are of unknown sex; suppressed where a
        figure it needs is; not applicable where it would divide by zero people.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UsageError
        If the measure is not known, or the counts mix years, definitions or sources.
    """
    import pandas as pd

    if measure not in MEASURES:
        raise UsageError(f"'{measure}' is not a measure. Choose one of {', '.join(MEASURES)}.")
    count, state = _figures_by_place(protected)
    if measure in _FIGURES:
        figure = _FIGURES[measure]
        return pd.DataFrame(
            {"value": count[figure].astype("float64"), "state": state[figure].astype(object)}
        )
    women, men = count["F"], count["M"]
    whole = women + men if measure == "share_women" else men
    states = state[["F", "M"]].apply(_combined_state, axis=1)
    states = states.mask((states == "value") & (whole == 0), "not_applicable")
    states = states.mask(_unknown_share(count) > UNKNOWN_BLANKED, "no_data")
    value = (100 * women / whole).where(states == "value")
    return pd.DataFrame({"value": value.astype("float64"), "state": states.astype(object)})


def sex_quality(protected: ProtectedCounts) -> SexQuality:
    """Find the places whose figures by sex need a note; see `SexQuality`.

    Only shown figures are used, so that the notes tell nothing about hidden ones.
    """
    count, state = _figures_by_place(protected)
    unknown = _unknown_share(count)
    blanked = unknown > UNKNOWN_BLANKED
    one_sex = (state["F"] == "no_data") != (state["M"] == "no_data")
    return SexQuality(
        unknown_over=tuple(unknown.index[(unknown > UNKNOWN_NOTED) & ~blanked]),
        blanked=tuple(unknown.index[blanked]),
        one_sex_only=tuple(one_sex.index[one_sex]),
    )


def _figures_by_place(protected: ProtectedCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return people (float, blank unless shown) and states, a row a place, a column a figure."""
    cells = require_protected(protected).cells
    for column in _APART:
        if column in cells.columns and len(cells[column].unique()) > 1:
            found = ", ".join(sorted(map(str, cells[column].fillna("(blank)").unique())))
            raise UsageError(
                f"The counts hold more than one {column} ({found}), which are never added "
                f"together. Choose one {column} first."
            )
    figures = ["F", "M", "U", "T"]
    cells["count"] = cells["count"].astype("float64")
    count = cells.pivot(index="place", columns="sex", values="count")  # noqa: PD010
    state = cells.pivot(index="place", columns="sex", values="state")  # noqa: PD010
    return count.reindex(columns=figures), state.reindex(columns=figures)


def _unknown_share(count: pd.DataFrame) -> pd.Series:
    """Return per cent of people of unknown sex; 0 where none are counted or it is hidden."""
    return (100 * count["U"] / count["T"].where(count["T"] > 0)).fillna(0)


def _combined_state(states: pd.Series) -> str:
    """Return the state of a measure of two figures: it needs both."""
    for state in ("no_data", "suppressed"):
        if (states == state).any():
            return state
    return "value"
