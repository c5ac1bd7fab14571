"""The figures of a published table: of one place or of several together, each with its state.

All is made of released figures. A row of several places adds up those that are shown, and no
others, so that whoever has the figures could have added them up too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.export.published.columns import ENDINGS, PEOPLE, table_number
from diasporamap.language import number_text, text
from diasporamap.maps.companion import BLANK, Amount, share_of_women
from diasporamap.measures import MEASURES, measure_table
from diasporamap.protection.figures import figures_by_place
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.export.published.table import Column
    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts

#: The figure of the year that changes are counted from.
_BEFORE: Final = f"{TOTAL} before"
#: The column of changes.
CHANGE: Final = "change_percent"


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures and states by place, with people of no stated residence, as columns F, M, U and T.

    With an earlier year there is "T before" too, and `changes` has the states of those measures.
    """

    count: pd.DataFrame
    state: pd.DataFrame
    changes: pd.DataFrame | None
    quantity: Quantity | None
    base: int
    language: Language

    @property
    def least(self) -> int:
        """How many people a rate is of at least."""
        return MEASURES["share_women"].of(self.quantity, self.base).least

    def has(self, figure: str) -> bool:
        """Tell whether a figure has a column: the total always, not stated where there is any."""
        state, count = self.state[figure], self.count[figure]
        if figure == "U":
            return bool((state == "suppressed").any() or (count > 0).any())
        return figure == TOTAL or bool((state != "no_data").any())

    def cells(self, columns: Sequence[Column], places: Sequence[str]) -> dict[str, Amount]:
        """Return the cells of a row of places."""
        return {
            column.name: self._amount(column, *self._value(column.name, list(places)))
            for column in columns
            if column.kind != "rank"
        }

    def blank(self, state: str) -> Amount:
        """Return a cell without a figure."""
        return Amount(None, text(f"chart.signs.{state}", self.language), state)

    def _value(self, name: str, places: list[str]) -> tuple[float | None, str]:
        """Return the value of a column, or why there is none."""
        if name in PEOPLE:
            return self._sum(PEOPLE[name], places)
        if name == "share_women":
            count, state = self.count.loc[places], self.state.loc[places]
            return share_of_women(count, state, self.least)
        if name == CHANGE:
            return self._change(places)
        if name == "share_total":
            return _share(self._sum(TOTAL, places), self._sum(TOTAL, self._all))
        for of, ending in ENDINGS.items():
            if name.endswith(ending):
                figure = PEOPLE[name.removesuffix(ending)]
                whole = (TOTAL, places) if of == "row" else (figure, self._all)
                return _share(
                    self._sum(figure, places), self._sum(*whole), self.least if of == "row" else 0
                )
        raise KeyError(name)

    @property
    def _all(self) -> list[str]:
        return [str(place) for place in self.count.index]

    def _sum(self, figure: str, places: list[str]) -> tuple[float | None, str]:
        known = self.count.loc[places, figure].dropna()
        if len(known):
            return float(known.sum()), "value"
        states = set(self.state.loc[places, figure])
        return None, next((state for state in BLANK if state in states), "no_data")

    def _change(self, places: list[str]) -> tuple[float | None, str]:
        """Return the change of the places that have a figure in both years."""
        both = self.count.loc[places, [TOTAL, _BEFORE]].dropna()
        states = [] if self.changes is None else self.changes.reindex(places)["state"].tolist()
        if len(places) == 1 and isinstance(states[0], str) and states[0] != "value":
            return None, states[0]
        if both.empty:
            hidden = (self.state.loc[places, [TOTAL, _BEFORE]] == "suppressed").any(axis=None)
            return None, "suppressed" if hidden else "no_data"
        sums = both.sum()
        if not sums[_BEFORE]:
            return None, "not_applicable"
        if sums[_BEFORE] < self.least:
            return None, "base_too_small"
        return float(MEASURES[CHANGE].compute(sums.to_frame().T).iloc[0]), "value"

    def _amount(self, column: Column, value: float | None, state: str) -> Amount:
        if value is None:
            return self.blank(state)
        if column.kind == "people":
            of_total = MEASURES["total"].of(self.quantity)
            return Amount(value, table_number(of_total.written(value, self.language)))
        value = round(value, 1)
        sign = "+" if column.signed and value > 0 else ""
        return Amount(value, table_number(sign + number_text(value, self.language, decimals=1)))


def _share(
    part: tuple[float | None, str], whole: tuple[float | None, str], least: float = 0
) -> tuple[float | None, str]:
    """Return a part in per cent of a whole, both of which have to be shown."""
    for value, state in (part, whole):
        if value is None:
            return None, state
    of = whole[0] or 0.0
    if not of:
        return None, "not_applicable"
    if of < least:
        return None, "base_too_small"
    return 100 * (part[0] or 0.0) / of, "value"


def figures_of(protected: ProtectedCounts, language: Language) -> Figures:
    """Take the figures of a table, with those of no stated residence and of the earlier year."""
    import pandas as pd

    def both(table: ProtectedCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
        found = [figures_by_place(one) for one in table.with_aside]
        count, state = (pd.concat(frames) for frames in zip(*found, strict=True))
        # A place whose counts say nothing of people of unknown sex has no such people to tell of.
        return count, state.astype(object).fillna({"U": "not_applicable"})

    count, state = both(protected)
    changes = None
    if protected.before is not None:
        earlier, states = both(protected.before)
        count[_BEFORE] = earlier[TOTAL].reindex(count.index)
        state[_BEFORE] = states[TOTAL].astype(object).reindex(count.index).fillna("no_data")
        changes = measure_table(protected, CHANGE)
    return Figures(count, state, changes, protected.quantity, protected.base, language)


def wide_table(
    figures: Figures, columns: Sequence[Column], places: Mapping[str, tuple[str, str, str]]
) -> pd.DataFrame:
    """Return a row a place with values and states; `places` gives part and names by code."""
    import pandas as pd

    rows = []
    for place, (part, fr, en) in places.items():
        row: dict[str, object] = {"place": place, "part": part, "name_fr": fr, "name_en": en}
        for name, amount in figures.cells(columns, [place]).items():
            row |= {name: amount.value, f"{name}_state": amount.state}
        rows.append(row)
    table = pd.DataFrame(rows)
    for column in columns:
        if column.kind == "people" and not (figures.quantity and figures.quantity.decimals):
            table[column.name] = table[column.name].astype("Float64").astype("Int64")
        elif column.kind != "rank":
            table[column.name] = table[column.name].astype("Float64")
    return table
