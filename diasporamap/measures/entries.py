"""Every measure that the package has: its figures, how it is computed, how it is written."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from diasporamap.measures.measure import MEASURES, Measure
from diasporamap.protection.figures import EVERYONE, INHABITANTS, YEARS

if TYPE_CHECKING:
    import pandas as pd

#: A rate of fewer people is marked, and is nothing that a text names as the highest or lowest.
FEWEST_NAMED: Final = 100


def _share_of_women(people: pd.DataFrame, year: str = "") -> pd.Series:
    women, men = (people[sex + year] for sex in "FM")
    return 100 * women / (women + men).where(lambda n: n > 0)


def _growth(people: pd.DataFrame) -> pd.Series:
    """Return the annual rate of change in per cent, as of growth that is exponential."""
    import numpy as np

    before, now = (people[figure].where(lambda n: n > 0) for figure in ("T before", "T"))
    rate: pd.Series = 100 * np.log(now / before) / people[YEARS]
    return rate


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
        compute=_share_of_women,
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


#: Rates of which those of few people are marked.
_of_enough = partial(Measure, form="rate", least=FEWEST_NAMED)
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

MEASURES.add(
    _of_enough(
        name="per_1000",
        needs=("T", INHABITANTS),
        compute=lambda people: 1000 * people["T"] / people[INHABITANTS].where(lambda n: n > 0),
        unit="number",
        decimals=None,
    )
)
MEASURES.add(
    Measure(
        name="share_diaspora",
        form="rate",
        needs=("T", EVERYONE),
        compute=lambda people: 100 * people["T"] / people[EVERYONE].where(lambda n: n > 0),
        unit="percent",
        decimals=None,
    )
)
MEASURES.add(
    Measure(
        name="change",
        form="change",
        needs=("T", "T before"),
        compute=lambda people: people["T"] - people["T before"],
        signed=True,
    )
)
MEASURES.add(
    _since(
        name="change_percent",
        compute=lambda people: 100 * (people["T"] / people["T before"].where(lambda n: n > 0) - 1),
    )
)
MEASURES.add(_since(name="change_per_year", needs=("T", "T before", YEARS), compute=_growth))
MEASURES.add(
    _since(
        name="change_share_women",
        needs=("F", "M", "F before", "M before"),
        compute=lambda people: _share_of_women(people) - _share_of_women(people, " before"),
        unit="points",
    )
)
