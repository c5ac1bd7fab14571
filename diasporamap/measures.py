"""Computes what a map shows of each place: totals, women, men and how they compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.errors import UsageError
from diasporamap.language import number_text, percent_text
from diasporamap.protection import require_protected
from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from diasporamap.language import Language
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

#: A rate of fewer people is nothing that a text names as the highest or lowest.
FEWEST_NAMED: Final = 100

_APART: Final = ("year", "definition", "source")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What can be shown of a place, computed from its figures.

    The `name` is the key of its texts: ``measure.NAME`` (in lists) and ``legend.NAME`` (what the
    values are). A stock has ``people.DEFINITION.NAME`` for each definition, or as a rate a
    ``title.NAME``, in which ``{people}`` are those it is about; ``subtitle.NAME`` may replace the
    usual subtitle.

    By its `form` it counts people (a stock, drawn as circles) or not (a rate, drawn as colours). It
    `needs` figures of F, M, U and T, and is no data, or suppressed, where one of them is; `compute`
    takes people by figure (a column each, or their sums) and returns NaN where the value does not
    exist, as a share of nobody. `unit` and `decimals` say how a value is written; a scale of two
    colours turns at `middle`, as at parity, and the texts at the keys `sides` say what lies under,
    at and over it. Pages show a `usual` one unless they are told what to show.
    """

    name: str
    form: Literal["stock", "rate"]
    needs: tuple[str, ...]
    compute: Callable[[pd.DataFrame], pd.Series]
    unit: Literal["people", "percent", "number"] = "people"
    decimals: int = 0
    middle: float | None = None
    sides: tuple[str, str, str] = ("legend.under_middle", "legend.middle", "legend.over_middle")
    usual: bool = False

    @property
    def is_stock(self) -> bool:
        """Whether it counts people."""
        return self.form == "stock"

    @property
    def compares_sexes(self) -> bool:
        """Whether it needs both sexes, and so says nothing where many are unknown."""
        return {"F", "M"} <= set(self.needs)

    def written(self, value: float, language: Language) -> str:
        """Write a value: people, per cent with one decimal, or a number."""
        if self.unit == "percent":
            return percent_text(value, language)
        return number_text(value, language, decimals=self.decimals)


#: Every measure; `add` takes one from outside with its texts.
MEASURES: Final[Registry[Measure]] = Registry("measure")


def stocks() -> tuple[str, ...]:
    """Return the names of the measures that count people."""
    return tuple(name for name, measure in MEASURES.items() if measure.is_stock)


def usual_measures() -> tuple[str, ...]:
    """Return the names of those that pages show unless they are told what to show."""
    return tuple(name for name, measure in MEASURES.items() if measure.usual)


#: Measures of women beside men.
_beside_men = partial(
    Measure,
    form="rate",
    needs=("F", "M"),
    sides=("legend.more_men", "legend.parity", "legend.more_women"),
)
_STOCKS: Final = {"total": "T", "women": "F", "men": "M"}

for _name, _figure in _STOCKS.items():
    _people = itemgetter(_figure)
    MEASURES.add(Measure(name=_name, form="stock", needs=(_figure,), compute=_people, usual=True))
MEASURES.add(
    _beside_men(
        name="share_women",
        compute=lambda people: (
            100 * people["F"] / (people["F"] + people["M"]).where(lambda n: n > 0)
        ),
        unit="percent",
        middle=50.0,
        usual=True,
    )
)
MEASURES.add(  # Women per 100 men; demographers mostly give its inverse.
    _beside_men(
        name="sex_ratio",
        compute=lambda people: 100 * people["F"] / people["M"].where(lambda n: n > 0),
        unit="number",
        middle=100.0,
    )
)


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
class SexQuality:
    """How well the sexes are known, as place codes for the notes under a map, the worst first.

    People of unknown sex are over 5 and up to 20 per cent in those of `unknown_over`, and over 20
    in those `blanked`, where measures that compare the sexes are no data; in those of
    `one_sex_only` there is a figure for one sex and none for the other. `unknown` has per cent of
    people of unknown sex, of every place that is over 5.
    """

    unknown_over: tuple[str, ...]
    blanked: tuple[str, ...]
    one_sex_only: tuple[str, ...]
    unknown: Mapping[str, float] = field(default_factory=dict, compare=False)


def measure_values(protected: ProtectedCounts, measure: str) -> Values:
    """Compute one measure for each place; see `measure_table`."""
    import pandas as pd

    known = MEASURES.named(measure)
    count, state = _figures_by_place(protected)
    states = pd.Series("value", index=state.index, dtype=object)
    for blank in ("suppressed", "no_data"):
        states = states.mask((state[list(known.needs)] == blank).any(axis=1), blank)
    value = known.compute(count).astype("float64")
    states = states.mask((states == "value") & value.isna(), "not_applicable")
    if known.compares_sexes:
        states = states.mask(_unknown_share(count) > UNKNOWN_BLANKED, "no_data")
    of = ["T"] if "T" in known.needs else list(known.needs)
    columns = {
        "value": value.where(states == "value"),
        "state": states,
        "base": count[of].sum(axis=1),
    }
    return Values(known, pd.DataFrame(columns))


def measure_table(protected: ProtectedCounts, measure: str) -> pd.DataFrame:
    """Compute one measure for each place.

    Parameters
    ----------
    protected : ProtectedCounts
        Counts of one year, one definition and one source.
    measure : str
        Name of one of `MEASURES`. share_women is ``100 F / (F + M)``, in per cent; sex_ratio is
        ``100 F / M``, women per 100 men.

    Returns
    -------
    pandas.DataFrame
        Index `place`, columns `value` and `state`. A measure is no data where a figure it needs is,
        or where it compares the sexes and over 20 per cent of people are of unknown sex; suppressed
        where a figure it needs is; not applicable where it would divide by zero people.

    Raises
    ------
    NotProtectedError
        If the counts did not pass the protection gate.
    UsageError
        If the measure is not known, or the counts mix years, definitions or sources.
    """
    return measure_values(protected, measure).table[["value", "state"]]


def overall_value(protected: ProtectedCounts, measure: str, places: pd.Index) -> float:
    """Return a measure of the people of some places together; NaN where it does not exist."""
    people = _figures_by_place(protected)[0].reindex(places)
    return float(MEASURES.named(measure).compute(people.sum().to_frame().T).iloc[0])


def sex_quality(protected: ProtectedCounts) -> SexQuality:
    """Find the places whose figures by sex need a note; see `SexQuality`.

    Only shown figures are used, so that the notes tell nothing about hidden ones.
    """
    count, state = _figures_by_place(protected)
    unknown = _unknown_share(count).sort_values(ascending=False, kind="stable")
    unknown = unknown[unknown > UNKNOWN_NOTED]
    blanked = unknown > UNKNOWN_BLANKED
    one_sex = (state["F"] == "no_data") != (state["M"] == "no_data")
    return SexQuality(
        unknown_over=tuple(unknown.index[~blanked]),
        blanked=tuple(unknown.index[blanked]),
        one_sex_only=tuple(one_sex.index[one_sex]),
        unknown={str(place): float(share) for place, share in unknown.items()},
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
