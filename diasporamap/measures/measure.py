"""What a measure is, and the registry of all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, log10
from typing import TYPE_CHECKING, Final, Literal

from diasporamap.language import number_text, percent_text, text
from diasporamap.protection.supplied import BEFORE
from diasporamap.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from diasporamap.counts.quantity import Quantity
    from diasporamap.language import Language

#: Forms of measures: people, people more or fewer, and what is no number of people.
Form = Literal["stock", "change", "rate"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What can be shown of a place, computed from its figures.

    The `name` is the key of its texts: ``measure.NAME`` (in lists) and ``legend.NAME`` (what the
    values are). A stock has ``people.DEFINITION.NAME`` for each definition, or as a rate a
    ``title.NAME``, in which ``{people}`` are those it is about; ``subtitle.NAME`` may replace the
    usual subtitle.

    By its `form` it counts people (a stock, drawn as circles), more or fewer of them than before
    (a change, drawn as circles of two kinds), or neither (a rate, drawn as colours). It `needs`
    figures as `diasporamap.protection.figures` supplies them: of F, M, U and T, of these "F before"
    and so on in the year that changes are counted from, "years" since then, "inhabitants" of the
    place, and "everyone" of all places. It is no data, not applicable or suppressed where one of
    them is; `compute` takes them (a column each, or their sums) and returns NaN where the value
    does not exist, as a share of nobody. `unit` and `decimals` say how a value is written, with as
    many as two digits need where they are None, and with its sign where it is `signed`. A scale of
    two colours turns at `middle`, as at parity, and the texts at the keys `sides` say what lies
    under, at and over it. A rate of fewer than `least` people is marked and has no colour; where
    figures are not published their profile says how many. Pages
    show a `usual` one unless they are told what to show.
    """

    name: str
    form: Form
    needs: tuple[str, ...]
    compute: Callable[[pd.DataFrame], pd.Series]
    unit: Literal["people", "percent", "number", "points"] = "people"
    decimals: int | None = 0
    signed: bool = False
    middle: float | None = None
    sides: tuple[str, str, str] = ("legend.under_middle", "legend.middle", "legend.over_middle")
    least: int = 0
    usual: bool = False
    quantity: Quantity | None = None

    def of(self, quantity: Quantity | None, least: int | None = None) -> Measure:
        """Return the same measure of another quantity than people, or with another least base."""
        if quantity is not None:
            return replace(self, quantity=quantity, least=0)
        return replace(self, least=least) if self.least and least is not None else self

    @property
    def is_stock(self) -> bool:
        """Whether it counts people."""
        return self.form == "stock"

    @property
    def in_people(self) -> bool:
        """Whether its values are people, or people more or fewer, and add up."""
        return self.form != "rate"

    @property
    def compares_sexes(self) -> bool:
        """Whether it needs both sexes, and so says nothing where many are unknown."""
        return {"F", "M"} <= set(self.needs)

    @property
    def compares_years(self) -> bool:
        """Whether it needs the figures of an earlier year."""
        return bool(set(BEFORE) & set(self.needs))

    def written(self, value: float, language: Language) -> str:
        """Write a value: people, a number, per cent with one decimal, or percentage points."""
        if self.quantity is not None and self.unit == "people":
            return self.quantity.number(value, language)
        decimals = _decimals(value) if self.decimals is None else self.decimals
        if self.unit in ("percent", "points"):
            decimals = decimals or 1
        if not round(value, decimals):
            value = 0.0  # no sign stands before 0
        sign = "+" if self.signed and value > 0 else ""
        if self.unit == "percent":
            return sign + percent_text(value, language, decimals=decimals)
        number = sign + number_text(value, language, decimals=decimals)
        return text("unit.points", language, number=number) if self.unit == "points" else number


def _decimals(value: float) -> int:
    """Return how many decimals show two digits of a value, one at least unless it is 0."""
    return max(1, 1 - floor(log10(abs(value)))) if value else 0


#: Every measure; `add` takes one from outside with its texts.
MEASURES: Final[Registry[Measure]] = Registry("measure", entries="diasporamap.measures.entries")


def stocks() -> tuple[str, ...]:
    """Return the names of the measures that count people."""
    return tuple(name for name, measure in MEASURES.items() if measure.is_stock)


def usual_measures() -> tuple[str, ...]:
    """Return the names of those that pages show unless they are told what to show."""
    return tuple(name for name, measure in MEASURES.items() if measure.usual)
