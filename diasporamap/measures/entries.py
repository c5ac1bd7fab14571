"""Every measure that the package has: its figures, how it is computed, how it is written."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from diasporamap.measures.measure import MEASURES, Measure
from diasporamap.protection.supplied import EVERYONE, INHABITANTS, YEARS

if TYPE_CHECKING:
    import pandas as pd

#: A rate of fewer people is marked, and is nothing that a text names as the highest or lowest.
FEWEST: Final = 100


def _rate(times: int, of: str, base: str, people: pd.DataFrame) -> pd.Series:
    """Return a figure as so many times a share of another one; NaN of nobody."""
    return times * people[of] / people[base].where(lambda n: n > 0)


def _share_of_women(people: pd.DataFrame, year: str = "") -> pd.Series:
    women, men = (people[sex + year] for sex in "FM")
    return 100 * women / (women + men).where(lambda n: n > 0)


def _growth(people: pd.DataFrame) -> pd.Series:
    """Return the annual rate of change in per cent, as of growth that is exponential."""
    import numpy as np

    before, now = (people[figure].where(lambda n: n > 0) for figure in ("T before", "T"))
    rate: pd.Series = 100 * np.log(now / before) / people[YEARS]
    return rate


#: Rates of which those of few people are marked.
_of_enough = partial(Measure, form="rate", least=FEWEST)
#: Measures of women beside men.
_beside_men = partial(
    _of_enough,
    needs=("F", "M"),
    sides=("legend.more_men", "legend.parity", "legend.more_women"),
)
#: Those between two years, which turn at 0.
_since = partial(
    _of_enough,
    needs=("T", "T before"),
    unit="percent",
    decimals=1,
    signed=True,
    middle=0.0,
    sides=("legend.falls", "legend.stable", "legend.rises"),
)
#: Measures that count people, and the figure that each is.
_STOCKS: Final = {"total": "T", "women": "F", "men": "M"}

for _measure in (
    *(
        Measure(name=name, form="stock", needs=(figure,), compute=itemgetter(figure), usual=True)
        for name, figure in _STOCKS.items()
    ),
    _beside_men(
        name="share_women", compute=_share_of_women, unit="percent", middle=50.0, usual=True
    ),
    # Women per 100 men; demographers mostly give its inverse.
    _beside_men(
        name="sex_ratio", compute=partial(_rate, 100, "F", "M"), unit="number", middle=100.0
    ),
    _of_enough(
        name="per_1000",
        needs=("T", INHABITANTS),
        compute=partial(_rate, 1000, "T", INHABITANTS),
        unit="number",
        decimals=None,
    ),
    Measure(
        name="share_diaspora",
        form="rate",
        needs=("T", EVERYONE),
        compute=partial(_rate, 100, "T", EVERYONE),
        unit="percent",
        decimals=None,
    ),
    Measure(
        name="change",
        form="change",
        needs=("T", "T before"),
        compute=lambda people: people["T"] - people["T before"],
        signed=True,
    ),
    _since(
        name="change_percent", compute=lambda people: 100 * (_rate(1, "T", "T before", people) - 1)
    ),
    _since(name="change_per_year", needs=("T", "T before", YEARS), compute=_growth),
    _since(
        name="change_share_women",
        needs=("F", "M", "F before", "M before"),
        compute=lambda people: _share_of_women(people) - _share_of_women(people, " before"),
        unit="points",
    ),
):
    MEASURES.add(_measure)
