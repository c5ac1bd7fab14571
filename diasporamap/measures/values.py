"""Computes what a map shows of each place, and how well the sexes are known there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from diasporamap.measures.measure import MEASURES, Measure
from diasporamap.protection.by import ADMIN1
from diasporamap.protection.figures import figures_by_place, people_shown
from diasporamap.protection.gate import require_protected
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.supplied import BEFORE, FIGURES, ONE_FOR_ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.places.population import Inhabited
    from diasporamap.protection import ProtectedCounts

#: What a place's value can be: honest states, none of which becomes another. The counts themselves
#: give the first four; the last two say why a measure of theirs is blank.
STATES: Final = (
    *("value", "suppressed", "no_data", "not_applicable"),
    *("unknown_sex_too_high", "base_too_small"),
)

#: Per cent of people of unknown sex over which a note is due, and over which a measure that
#: compares the sexes says nothing.
UNKNOWN_NOTED: Final = 5.0
UNKNOWN_BLANKED: Final = 20.0


@dataclass(frozen=True, eq=False)
class Values:
    """What a map shows of each place (index `place`, sorted).

    Columns are `value` (float64, blank unless `state` is "value"), `state` (one of `STATES`),
    `base` (people that the value is of, as far as they are shown), and what a kind of map may need
    beside them.
    """

    measure: Measure
    table: pd.DataFrame


@dataclass(frozen=True)
class OriginRate:
    """People per 1,000 inhabitants of their country of origin, and those inhabitants."""

    value: float
    inhabited: Inhabited

    def written(self, language: Language) -> str:
        """Write the rate as the measure "per_1000" is written."""
        return MEASURES["per_1000"].written(self.value, language)


@dataclass(frozen=True)
class SexQuality:
    """How well the sexes are known, as place codes for the notes under a map, the worst first.

    People of unknown sex are over 5 and up to 20 per cent in those of `unknown_over`, and over 20
    in those `blanked`, where measures that compare the sexes have no value; in those of
    `one_sex_only` there is a figure for one sex and none for the other. `unknown` has per cent of
    people of unknown sex, of every place that is over 5.
    """

    unknown_over: tuple[str, ...]
    blanked: tuple[str, ...]
    one_sex_only: tuple[str, ...]
    unknown: Mapping[str, float] = field(default_factory=dict, compare=False)


def measure_values(protected: ProtectedCounts, measure: str) -> Values:
    """Compute one measure for each place; see `measure_table`."""
    known = MEASURES.named(measure)
    return Values(known, _computed(require_protected(protected), known).copy())


@lru_cache(maxsize=256)
def _computed(protected: ProtectedCounts, known: Measure) -> pd.DataFrame:
    import pandas as pd

    count, state = figures_by_place(protected, known.needs)
    # Arrays: on columns of so few rows they are many times as quick.
    of, value = _array(state[list(known.needs)]), known.compute(count).astype("float64")
    states = np.full(len(state), "value", dtype=object)
    for blank in ("suppressed", "not_applicable", "no_data"):
        states[(of == blank).any(axis=1)] = blank
    states[(states == "value") & value.isna().to_numpy()] = "not_applicable"
    if known.compares_years and TOTAL in known.needs:
        states[_of_other_sexes(state).to_numpy()] = "no_data"
    if known.compares_sexes:
        unknown = _unknown_share(count, before=known.compares_years).to_numpy()
        states[(states == "value") & (unknown > UNKNOWN_BLANKED)] = "unknown_sex_too_high"
    shown = np.where(states == "value", value.to_numpy(), np.nan)
    columns = {"value": shown, "state": pd.Series(states, state.index, dtype=object)}
    return pd.DataFrame({**columns, "base": _base(count, known)}, state.index)


def _array(table: pd.DataFrame | pd.Series) -> np.ndarray:
    return table.to_numpy(dtype=object)


def _base(count: pd.DataFrame, known: Measure) -> pd.Series:
    """Return how many people a measure is of; between two years in the first.

    Where the sexes are compared in both years these are the fewer of the two.
    """
    of = ["T"] if "T" in known.needs else [figure for figure in known.needs if figure in FIGURES]
    now = count[of].sum(axis=1)
    if not known.compares_years:
        return now
    before = count[[f"{figure} before" for figure in of]].sum(axis=1)
    return before.where(before <= now, now) if known.compares_sexes else before


def measure_table(protected: ProtectedCounts, measure: str) -> pd.DataFrame:
    """Compute one measure for each place.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, one definition and one source.
    measure : str
        Name of one of `MEASURES`. share_women is ``100 F / (F + M)``, in per cent; sex_ratio is
        ``100 F / M``, women per 100 men. per_1000 is ``1000 T / P``, P being the inhabitants of the
        place in the same year, or the nearest that is known; share_diaspora ``100 T / A``, A being
        all people that the table shows, of every place and of none that is stated: a figure that is
        hidden is in no share. Between a year and the earlier one (T0) that the release was made
        `since`, change is ``T - T0``, change_percent ``100 (T / T0 - 1)``, change_per_year
        ``100 ln(T / T0) / years``, the exponential rate of growth that UN DESA calls the annual
        rate of change (United Nations, International Migrant Stock: Documentation), and
        change_share_women the difference of the two shares, in percentage points.

    Returns
    -------
    pandas.DataFrame
        Index `place`, columns `value` and `state`. A measure is no data where a figure it needs is,
        or where two years are compared in one of which there are figures of one sex alone; unknown
        sex too high where it compares the sexes and over 20 per cent of people are of unknown sex;
        suppressed where a figure it needs is; not applicable where it would divide by zero people,
        and for districts of which the inhabitants are not known.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UsageError
        If the measure is not known, the counts mix years, definitions or sources, or the release
        was made without what the measure needs: an earlier year, the inhabitants of the places.
    """
    return measure_values(protected, measure).table[["value", "state"]]


def overall_value(protected: ProtectedCounts, measure: str, places: pd.Index) -> float:
    """Return a measure of the people of some places together; NaN where it does not exist.

    Places of which a figure that it needs is not shown are left out.
    """
    return _overall(protected, MEASURES.named(measure), tuple(places.tolist()))


@lru_cache(maxsize=256)
def _overall(protected: ProtectedCounts, known: Measure, places: tuple[str, ...]) -> float:
    people = figures_by_place(protected, known.needs)[0].reindex(list(places))
    people = people.dropna(subset=list(known.needs))
    sums = people.sum().to_frame().T
    for figure in ONE_FOR_ALL & set(people):
        sums[figure] = people[figure].max()
    return float(known.compute(sums).iloc[0])


def rate_of_origin(protected: ProtectedCounts) -> OriginRate | None:
    """Return how many people of a table (`Release.by`) there are per 1,000 at home.

    They are all people of the table, set against those who live in the country in the same year,
    or the nearest known.

    Returns
    -------
    OriginRate or None
        None where a figure is hidden, so that their sum is not told, where they are migrants from
        all countries or those of first-level units alone, and where nobody knows how many live in
        the country.
    """
    if require_protected(protected).by == ADMIN1:
        return None
    inhabited = protected.populations.of(protected.origin.code, protected.year)
    if not protected.sums_told or protected.all_origins or not (inhabited and inhabited.people):
        return None
    return OriginRate(1000 * people_shown(protected) / inhabited.people, inhabited)


@lru_cache(maxsize=256)
def sex_quality(protected: ProtectedCounts, *, before: bool = False) -> SexQuality:
    """Find the places whose figures by sex need a note; see `SexQuality`.

    Only shown figures are used, so that the notes tell nothing about hidden ones. With `before`,
    those of the earlier year are looked at too, and the worse of the two is told.
    """
    import pandas as pd

    count, state = figures_by_place(protected, BEFORE if before else ())
    unknown = _unknown_share(count, before=before).sort_values(ascending=False, kind="stable")
    unknown = unknown[unknown > UNKNOWN_NOTED]
    blanked = unknown > UNKNOWN_BLANKED
    years = ["", " before"] if before else [""]
    one_sex = pd.concat([_one_sex(state, year) for year in years], axis=1).any(axis=1)
    return SexQuality(
        unknown_over=tuple(unknown.index[~blanked]),
        blanked=tuple(unknown.index[blanked]),
        one_sex_only=tuple(one_sex.index[one_sex]),
        unknown={str(place): float(share) for place, share in unknown.items()},
    )


def _one_sex(state: pd.DataFrame, year: str = "") -> pd.Series:
    """Tell which places have a figure for one sex and none for the other."""
    return (state[f"F{year}"] == "no_data") != (state[f"M{year}"] == "no_data")


def _of_other_sexes(state: pd.DataFrame) -> pd.Series:
    """Tell which places have people of one sex alone in a year, and of others in the other year."""
    other = (state["F"] == "no_data") != (state["F before"] == "no_data")
    other |= (state["M"] == "no_data") != (state["M before"] == "no_data")
    return other & (_one_sex(state) | _one_sex(state, " before"))


def _unknown_share(count: pd.DataFrame, *, before: bool = False) -> pd.Series:
    """Return per cent of people of unknown sex, of two years the larger; 0 where it is hidden."""
    share = (100 * count["U"] / count["T"].where(count["T"] > 0)).fillna(0)
    if not before:
        return share
    earlier = (100 * count["U before"] / count["T before"].where(lambda n: n > 0)).fillna(0)
    return share.where(share >= earlier, earlier)
