"""How many inhabitants places have: shipped of countries, of any place by one's own table."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from diasporamap.resources import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping


class Figure(NamedTuple):
    """A number of people and the year that it is of."""

    people: int
    year: int


class Inhabited(NamedTuple):
    """How many people live in a place, in which year (None if it is not said), by whose table."""

    people: int
    year: int | None
    own: bool


@dataclass(frozen=True)
class Populations:
    """Inhabitants of places: `own` figures by place and year (None where none is said), then WPP's.

    Places are countries, admin-1 units, consular districts or parts of the origin, by code; `file`
    is the name of the table that the own ones are of.
    """

    own: Mapping[str, Mapping[int | None, int]] = field(default_factory=dict)
    file: str = ""

    def of(self, place: str, year: int | None) -> Inhabited | None:
        """Return the inhabitants of a place in the nearest year known, the last one by default."""
        given = self.own.get(place, {})
        if None in given:
            return Inhabited(given[None], None, own=True)
        figures = {at: people for at, people in given.items() if at is not None}
        found = nearest(figures or populations().get(place, {}), year)
        return found and Inhabited(*found, own=bool(figures))


@cache
def populations() -> Mapping[str, Mapping[int, int]]:
    """Return the persons at mid-year by place (ISO 3166-1 alpha-3, XKX) and year.

    They are those of the United Nations' World Population Prospects 2024, 1990 to 2023.
    """
    table = shipped("reference") / "world_population.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        _, *years = next(rows := csv.reader(stream))
        given = [int(year) for year in years]
        return {
            place: {year: int(cell) for year, cell in zip(given, cells, strict=True) if cell}
            for place, *cells in rows
        }


def population_of(place: str, year: int | None = None) -> Figure | None:
    """Return the population of a place in the nearest year known, the last one by default."""
    return nearest(populations().get(place, {}), year)


def nearest(figures: Mapping[int, int], year: int | None) -> Figure | None:
    """Return the figure of the year that is nearest to one, the last by default; None of none."""
    if not figures:
        return None
    at = max(figures) if year is None else min(figures, key=lambda at: (abs(at - year), -at))
    return Figure(figures[at], at)
