"""What some counts can give: sexes, years, ages, where people live."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.counts.schema import SEXES
from diasporamap.errors import DataError
from diasporamap.maps.extents import extents
from diasporamap.places.units import known_units
from diasporamap.protection.gate import telling_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diasporamap.api import Release

#: Parts of the world that have a sheet of their own where enough people live there.
ZOOMS: Final = ("africa", "americas", "asia", "europe", "oceania")
#: How many in a hundred these are, and in how many places.
LEAST_PERCENT, LEAST_PLACES = 5.0, 3
#: How many countries have a profile.
PROFILED: Final = 10
#: How far back changes are counted where the counts have that year, and the nearest one else.
BACK: Final = 10


@dataclass(frozen=True)
class Facts:
    """What some counts can give: their releases by the name of their source, people first.

    `points` is the file of associations, if any; with `restricted` what is shown only where it is
    asked for belongs to the set.
    """

    releases: Mapping[str, Release]
    points: str | None = None
    restricted: bool = False

    @cached_property
    def name(self) -> str:
        """The name of the counts that most of the set is of: the first ones of people."""
        return next(name for name, one in self.releases.items() if one.quantity is None)

    @property
    def main(self) -> Release:
        """The release of these."""
        return self.releases[self.name]

    @property
    def money(self) -> str | None:
        """The name of the counts that are no people, such as remittances."""
        return next((name for name, one in self.releases.items() if one.quantity), None)

    @property
    def others(self) -> list[str]:
        """Names of further counts of the same people."""
        people = (name for name, one in self.releases.items() if one.quantity is None)
        return [name for name in people if name != self.name]

    @cached_property
    def has_sexes(self) -> bool:
        """Whether women and men are told apart."""
        return set(SEXES[:2]) <= set(self.main.counts["sex"])

    def has(self, column: str) -> bool:
        """Tell whether the counts have a column with something in it."""
        counts = self.main.counts
        return column in counts.columns and bool(counts[column].notna().any())

    def shows(self, characteristic: str) -> bool:
        """Tell whether there is a table by a characteristic of people."""
        try:
            return self.has(characteristic) and bool(self.main.by(characteristic))
        except DataError:
            return False

    def tells(self, level: str) -> bool:
        """Tell whether anybody is known by a part of a level of the origin."""
        table = self.main.by(level)
        told = table.cells[table.cells["state"] != "no_data"]
        return bool(told["place"].isin(table.geography.table.index).any())

    @cached_property
    def compared(self) -> list[str]:
        """Names of further counts that a table or a figure may hold against the main ones."""
        people = (one for one in self.releases.values() if one.quantity is None)
        return [] if telling_apart([one.by() for one in people]) else self.others

    @cached_property
    def years(self) -> list[int]:
        """The years of the counts, rising."""
        counts = self.main.read.counts
        return sorted(set(counts["year"].dropna().astype(int))) if "year" in counts.columns else []

    @property
    def since(self) -> int | None:
        """The year that changes are counted from."""
        earlier = self.years[:-1]
        wanted = self.years[-1] - BACK if earlier else 0
        return min(earlier, key=lambda year: abs(year - wanted)) if earlier else None

    @property
    def tenth(self) -> int:
        """How many people ten countries have at least, or all of them, in round figures."""
        cells = self.main.by("country").cells
        shown = cells[(cells["sex"] == "T") & (cells["state"] == "value")]
        least = int(shown["count"].nlargest(PROFILED).min()) if len(shown) else 1
        step = 10 ** max(len(str(least)) - 2, 0)
        return int(max(least // step * step, 1))

    @property
    def zooms(self) -> list[str]:
        """Parts of the world in which many people live, as maps show them."""
        cells = self.main.by("country").cells
        shown = cells[(cells["sex"] == "T") & (cells["state"] == "value")]
        found = []
        for name in ZOOMS:
            here = shown[shown["place"].isin(extents()[name].codes)]
            enough = 100 * here["count"].sum() >= LEAST_PERCENT * shown["count"].sum()
            if enough and len(here) >= LEAST_PLACES:
                found.append(name)
        return found

    @cached_property
    def host(self) -> str | None:
        """The country whose first-level units the counts tell apart the most."""
        country_of = known_units().country_of
        places = set(self.main.counts["place"].dropna().astype(str))
        units = Counter(country_of[place] for place in places if country_of[place] != place)
        return units.most_common(1)[0][0] if units else None
