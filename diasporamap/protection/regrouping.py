"""Shares protected figures out by weight, and adds them up where they go.

A sum is shown only where every figure in it is: whoever has these could have added them up.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import SEXES
from diasporamap.districts.weights import apportioned
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.supplied import FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

#: A figure: how many people, None unless it is shown, and its state.
Figure = tuple[int | None, str]
BLANK: Final[Figure] = (None, "no_data")

#: Figures that every place has, if only to say that there is no data.
ALWAYS: Final = ("F", "M", TOTAL)


def regrouped(
    cells: pd.DataFrame, destinations: Mapping[str, Mapping[str, Fraction]]
) -> pd.DataFrame:
    """Add figures up over the larger places that `destinations` name, each with a weight.

    A figure is "suppressed" where any part of it is, else "no_data" where any part is, else the
    sum. A place that is not named stays as it is, and a sex that the counts of a place do not name
    adds nothing. Shares are whole numbers of people that add up: largest remainders, equal ones in
    the order of the places (Hamilton's method).
    """
    import pandas as pd

    keys = [name for name in cells.columns if name not in ("place", "sex", "count", "state")]
    gathered: dict[tuple[object, ...], dict[str, list[Figure]]] = {}
    for (place, *apart), rows in cells.groupby(["place", *keys], dropna=False, sort=True):
        weights = destinations.get(str(place), {str(place): Fraction(1)})
        for target, figures in _shared(_figures(rows), weights).items():
            group = gathered.setdefault((target, *apart), {})
            for sex, figure in figures.items():
                group.setdefault(sex, []).append(figure)
    rows_out = [
        (*group, sex, *_sum(figures.get(sex, [BLANK])))
        for group, figures in sorted(gathered.items(), key=lambda item: str(item[0][0]))
        for sex in FIGURES
        if sex in figures or sex in ALWAYS
    ]
    table = pd.DataFrame(rows_out, columns=["place", *keys, "sex", "count", "state"])
    table["count"] = table["count"].astype("Int64")
    for key in ("place", *keys):
        table[key] = table[key].astype(cells[key].dtype)
    return table[list(cells.columns)]


def _figures(rows: pd.DataFrame) -> dict[str, Figure]:
    """Return the figures of one place, without the sexes that its counts do not name."""
    import pandas as pd

    figures: dict[str, Figure] = {
        str(sex): (None if pd.isna(count) else int(count), str(state))
        for sex, count, state in zip(rows["sex"], rows["count"], rows["state"], strict=True)
    }
    if figures[TOTAL][1] == "no_data":
        return figures
    # With a total, a sex without data is one that the counts do not name: it is in no sum.
    return {sex: figure for sex, figure in figures.items() if figure[1] != "no_data"}


def _shared(
    figures: Mapping[str, Figure], weights: Mapping[str, Fraction]
) -> dict[str, dict[str, Figure]]:
    """Share the figures of one place out over its destinations."""
    if len(weights) == 1:
        return {target: dict(figures) for target in weights}
    parts: dict[str, dict[str, Figure]] = {target: {} for target in weights}
    for sex, (count, state) in figures.items():
        shares = dict.fromkeys(weights) if count is None else apportioned(count, weights)
        for target, share in shares.items():
            parts[target][sex] = (share, state)
    named = [sex for sex in SEXES if sex in figures]
    if all(figures[sex][1] == "value" for sex in named):
        for part in parts.values():
            part[TOTAL] = (sum(part[sex][0] or 0 for sex in named), "value")
    return parts


def _sum(figures: Sequence[Figure]) -> Figure:
    """Add figures up where all are shown."""
    states = {state for _, state in figures}
    for state in ("suppressed", "no_data"):
        if state in states:
            return None, state
    return sum(count or 0 for count, _ in figures), "value"
