"""Gathers the figures of a geography: a row a measure, a column a year, a state where none is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.errors import UsageError
from diasporamap.language import message, text
from diasporamap.maps import circle_scale
from diasporamap.maps.place_table import as_texts, by_place
from diasporamap.maps.quantities import measure_label, measures_of
from diasporamap.measures import MEASURES, measure_table, measure_values, overall_value
from diasporamap.web.packing import column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.maps import CircleScale, MapSpec, Style
    from diasporamap.measures import Measure
    from diasporamap.protection import ProtectedCounts
    from diasporamap.web import data
    from diasporamap.web.layers import Packer

#: Letters of states in columns of figures.
LETTERS: Final[Mapping[str, str]] = {
    "suppressed": "s",
    "no_data": "n",
    "not_applicable": "a",
    "not_attributable": "t",
    "not_attached": "n",
    "unknown_sex_too_high": "x",
}
#: The rows that come first, in their order.
_FIRST: Final = ("women", "men", "total")
#: The figure that people of unknown sex are.
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, eq=False)
class Figures:
    """A row of figures: values and states by place, a pair a year, and a total a year.

    It has a `label` of its own where it is no measure, and by place `texts` of values that say more
    than their number.
    """

    key: str
    measure: Measure
    values: tuple[pd.Series, ...]
    states: tuple[pd.Series, ...]
    totals: tuple[float | None, ...] = ()
    label: Mapping[Language, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)

    @property
    def rule(self) -> Literal["fixed", "two", "quantity"]:
        """How many decimals a value is written with: always as many, or as its size asks for."""
        of = self.measure
        if of.quantity is not None and of.unit == "people":
            return "quantity" if of.quantity.decimals else "fixed"
        return "two" if of.decimals is None else "fixed"

    @property
    def decimals(self) -> int:
        """How many decimals a value is written with, of a quantity at most."""
        of = self.measure
        if of.quantity is not None and of.unit == "people":
            return of.quantity.decimals
        return of.decimals or (1 if of.unit in ("percent", "points") else 0)

    def printed(self, value: float) -> float:
        """Return a value as it is printed, whole where its size says with how many decimals."""
        return rounded(value, self.decimals) if self.rule == "fixed" else float(value)

    @cached_property
    def shown(self) -> tuple[dict[str, float], ...]:
        """The values of each year by place."""
        found = []
        for values, states in zip(self.values, self.stated, strict=True):
            known = by_place(values)
            found.append(
                {place: float(known[place]) for place, state in states.items() if state == "value"}
            )
        return tuple(found)

    @cached_property
    def numbers(self) -> tuple[dict[str, float], ...]:
        """The values of each year as they are printed, by place."""
        return tuple(
            {place: float(self.printed(value)) for place, value in shown.items()}
            for shown in self.shown
        )

    @cached_property
    def stated(self) -> tuple[dict[str, str], ...]:
        """The states of each year by place."""
        return tuple(map(by_place, self.states))

    def column(self, year: int, places: Sequence[str]) -> data.Column:
        """Write the column of a year."""
        known, states = self.shown[year], self.stated[year]
        return column(
            self.printed(known[place])
            if states.get(place) == "value"
            else LETTERS[states.get(place, "no_data")]
            for place in places
        )

    def summed(self) -> data.Column:
        """Write the totals of all years."""
        return column("n" if total is None else self.printed(total) for total in self.totals)


def rounded(value: float, decimals: int) -> float:
    """Round a value as it is printed: half to even of what its digits say."""
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return float(exact) if decimals else int(exact)


def require_measures(measures: Sequence[str]) -> None:
    """Refuse measures that make no page."""
    if isinstance(measures, str) or not measures or len(set(measures)) < len(measures):
        raise UsageError(message("page.measures", known=[*MEASURES]))


def figures_of(
    tables: Sequence[ProtectedCounts],
    measures: Sequence[str],
    states: Mapping[str, Sequence[pd.Series]],
) -> list[Figures]:
    """Gather every measure that places are told by, and people of unknown sex where there are some.

    `tables` are those of a geography, one a year; `states` say by measure and year of
    places without counts why they have none.
    """
    known = list(dict.fromkeys((*measures_of(tables[-1]), *measures)))
    names = [*(name for name in _FIRST if name in known), *(n for n in known if n not in _FIRST)]
    rows = [_measured(tables, name, states.get(name, ())) for name in names]
    unknown = _unknown(tables) if "men" in names else None
    if unknown is not None:
        rows.insert(names.index("men") + 1, unknown)
    return rows


def _measured(tables: Sequence[ProtectedCounts], name: str, blank: Sequence[pd.Series]) -> Figures:
    of = MEASURES.named(name).of(tables[-1].quantity, tables[-1].base)
    found = [measure_values(table, name).table for table in tables]
    states = [table["state"] for table in found]
    if blank:
        states = [
            in_order({**by_place(own), **by_place(state)})
            for state, own in zip(states, blank, strict=True)
        ]
    return Figures(
        name,
        of,
        tuple(table["value"] for table in found),
        tuple(states),
        tuple(_total(table, values, of) for table, values in zip(tables, found, strict=True)),
    )


def in_order(states: Mapping[str, str]) -> pd.Series:
    """Return the states of places as a column, in the order of these."""
    import pandas as pd

    places = sorted(states)
    return as_texts((states[place] for place in places), pd.Index(places, name="place"))


def _total(table: ProtectedCounts, found: pd.DataFrame, of: Measure) -> float | None:
    """Return what all places show together; None where that is nothing."""
    shown = found[found["state"] == "value"]
    if shown.empty:
        return None
    if of.form == "rate":
        value = overall_value(table, of.name, shown.index)
        return None if value != value else value  # noqa: PLR0124 - NaN
    return float(shown["value"].sum())


def _unknown(tables: Sequence[ProtectedCounts]) -> Figures | None:
    """Gather the people of unknown sex of the places that may have some."""
    values, states, totals = [], [], []
    for table in tables:
        cells = table.cells
        cells = cells[cells["sex"] == "U"].set_index("place")
        cells = cells[(cells["state"] == "suppressed") | (cells["count"].fillna(0) > 0)]
        values.append(cells["count"].astype("float64"))
        states.append(cells["state"])
        totals.append(float(cells["count"].sum()) if len(cells) else None)
    if not any(len(found) for found in states):
        return None
    of = MEASURES["total"].of(tables[-1].quantity)
    return Figures(UNKNOWN, of, tuple(values), tuple(states), tuple(totals))


def shared_scale(
    tables: Sequence[ProtectedCounts], measures: Sequence[str], style: Style
) -> CircleScale:
    """Make one scale for all geographies, years and stocks, so that circles can be compared.

    Circles of a rate are sized by all people.
    """
    sized = [name for name in measures if MEASURES.named(name).in_people]
    if len(sized) < len(measures) and "total" not in sized:
        sized.append("total")
    values: list[float] = []
    for table in tables:
        for measure in sized:
            values += measure_table(table, measure)["value"].dropna().abs().tolist()
    smallest = style.circle["smallest_px"] / style.circle["largest_px"]
    quantity = tables[0].quantity
    return circle_scale(values, smallest=smallest, step=quantity.step if quantity else 1)


def measured(figures: Figures, spec: MapSpec, packer: Packer) -> data.Measured:
    """Write what a row of figures is."""

    def label(language: Language) -> str:
        if figures.label:
            return figures.label[language]
        if figures.key == UNKNOWN:
            return text("measure.unknown", language)
        own = replace(spec, measure=figures.key, kind=None, language=language, breaks=None)
        return measure_label("measure", own)

    return {
        "key": figures.key,
        "label": packer.told(label),
        "people": figures.measure.in_people,
        "unit": figures.measure.unit,
        "decimals": figures.decimals,
        "rule": figures.rule,
        "signed": figures.measure.signed,
        "middle": figures.measure.middle,
        "least": figures.measure.least,
    }
