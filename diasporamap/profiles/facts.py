"""What the tables of a release show of one place: figures with their states, ranks and series."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from diasporamap.districts.days import districts_on
from diasporamap.errors import UsageError
from diasporamap.language import in_print, message, number_text, sort_key, text
from diasporamap.maps.captions import values_of
from diasporamap.maps.companion import share_of_women
from diasporamap.maps.ranges import series_name
from diasporamap.protection.figures import figures_by_place, people_shown
from diasporamap.protection.gate import telling_apart
from diasporamap.protection.linked.system import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diasporamap.language import Language
    from diasporamap.protection import ProtectedCounts

#: How far back changes are counted where the counts have that year, and the nearest one else.
BACK: Final = 10
#: How many places an error names.
LISTED: Final = 10


class Figure(NamedTuple):
    """A figure, or the state that stands for it."""

    value: float | None
    state: str = "value"

    @property
    def known(self) -> float:
        """The figure where there is one; nothing else may be asked for it."""
        if self.value is None:
            raise AssertionError(self.state)
        return self.value


@dataclass(frozen=True, eq=False)
class Series:
    """The tables of one source and definition, the years rising, and those by country."""

    name: str
    tables: tuple[ProtectedCounts, ...]
    countries: tuple[ProtectedCounts, ...]


@dataclass(frozen=True, eq=False)
class Facts:
    """What is shown of one place.

    `table` is that of the place, `countries` the one by country of the same release; `series` are
    those of each source, that of `table` first; `lacking` what the counts do not say at all.
    `apart` tells that other sources are left out, since two could tell what one of them hides.
    """

    place: str
    language: Language
    table: ProtectedCounts
    countries: ProtectedCounts
    series: tuple[Series, ...]
    lacking: tuple[str, ...]
    apart: bool
    _taken: dict[ProtectedCounts, tuple[pd.DataFrame, pd.DataFrame]] = field(
        default_factory=dict, init=False, repr=False
    )
    _shares: dict[tuple[ProtectedCounts, tuple[str, ...]], Figure] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def is_district(self) -> bool:
        """Whether the place is a consular district."""
        return self.table.by == "district"

    @cached_property
    def names(self) -> pd.Series:
        """Short names of places in the language."""
        names = self.table.geography.table[f"short_{self.language}"].astype(str)
        return names.map(lambda name: in_print(name, self.language))

    @cached_property
    def country_names(self) -> pd.Series:
        """Short names of countries in the language."""
        names = self.countries.geography.table[f"short_{self.language}"].astype(str)
        return names.map(lambda name: in_print(name, self.language))

    @property
    def base(self) -> int:
        """How many people a rate is of at least."""
        return self.table.base

    def means_of(self, state: str) -> str:
        """Say what the sign of a state means."""
        least = number_text(self.base, self.language)
        return text(f"table.means.{state}", self.language, least=least)

    @property
    def name(self) -> str:
        """The short name of the place."""
        return str(self.names[self.place])

    def figure(self, sex: str, table: ProtectedCounts | None = None, place: str = "") -> Figure:
        """Return a figure of the place, or of another one or year."""
        count, state = self._figures(table or self.table)
        at = place or self.place
        found: Any = state.at[at, sex] if at in count.index else None
        if found != "value":
            return Figure(None, found if isinstance(found, str) else "no_data")
        people: Any = count.at[at, sex]
        return Figure(float(people))

    def share_women(self, table: ProtectedCounts | None = None, place: str = "") -> Figure:
        """Return the share of women of the place in per cent, or of another one or year."""
        return self.share_of(table or self.table, (place or self.place,))

    def _figures(self, table: ProtectedCounts) -> tuple[pd.DataFrame, pd.DataFrame]:
        if table not in self._taken:
            self._taken[table] = figures_by_place(table)
        return self._taken[table]

    def share_of(self, table: ProtectedCounts, places: tuple[str, ...]) -> Figure:
        """Return the share of women of some places together, of those that show both sexes."""
        if (table, places) not in self._shares:
            count, state = self._figures(table)
            known = [place for place in places if place in count.index]
            found = share_of_women(count.loc[known], state.loc[known], self.base)
            self._shares[table, places] = Figure(*found) if known else Figure(None, "no_data")
        return self._shares[table, places]

    @cached_property
    def ranked(self) -> pd.Series:
        """The people of each place that is shown and ranked, the most first, then by name."""
        return self.ranked_of(self.table)

    def ranked_of(self, table: ProtectedCounts) -> pd.Series:
        """Return the people of each place of a table that is shown and ranked, the most first."""
        shown = figures_by_place(table)[0][TOTAL].dropna()
        geography = table.geography.table
        held = geography.index
        if table.by == "district":
            held = held[geography["status"] == "district"]
        shown = shown[shown.index.isin(held) & (shown > 0)]
        names = self.names if table.by == self.table.by else self.country_names
        order = sorted(shown.index, key=lambda at: (-shown[at], sort_key(str(names[at]))))
        return shown[order]

    @cached_property
    def rank(self) -> int | None:
        """Its place among those that are shown, 1 the first; None where it is not shown."""
        if self.place not in self.ranked.index:
            return None
        return 1 + int((self.ranked > self.ranked[self.place]).sum())

    @property
    def hides(self) -> bool:
        """Whether a total of its table is hidden, so that ranks are among those shown."""
        return bool((figures_by_place(self.table)[1][TOTAL] == "suppressed").any())

    @cached_property
    def everyone(self) -> float | None:
        """All people of the table, of districts those who are in one; None where one is hidden."""
        if not self.table.sums_told:
            return None
        return float(self.ranked.sum()) if self.is_district else people_shown(self.table)

    @cached_property
    def share_women_of_all(self) -> float | None:
        """The share of women of all these, in per cent; None where anything is hidden."""
        if not self.table.sums_told:
            return None
        return self.share_of(self.table, tuple(self.ranked.index)).value

    @cached_property
    def own(self) -> tuple[ProtectedCounts, ...]:
        """The tables of its own source up to its year, the years rising."""
        year = self.table.year
        found = [one for one in self.series[0].tables if year is None or (one.year or 0) <= year]
        return tuple(found) or (self.table,)

    @cached_property
    def before(self) -> ProtectedCounts | None:
        """The table of the year that changes are counted from."""
        earlier = [one for one in self.own if one.year is not None and one is not self.own[-1]]
        if not earlier or self.table.year is None:
            return None
        asked = self.table.before
        wanted = self.table.year - BACK if asked is None else asked.year or 0
        return min(earlier, key=lambda one: abs((one.year or 0) - wanted))

    @cached_property
    def change(self) -> Figure:
        """How many more people there are than before."""
        if self.before is None:
            return Figure(None, "no_data")
        now, then = self.figure(TOTAL), self.figure(TOTAL, self.before)
        for one in (now, then):
            if one.value is None:
                return one
        if self._one_sex() != self._one_sex(self.before):
            return Figure(None, "no_data")
        return Figure(now.known - then.known)

    def _one_sex(self, table: ProtectedCounts | None = None) -> str:
        """Return the only sex that there are figures of, "" of both or none."""
        known = [sex for sex in "FM" if self.figure(sex, table).state != "no_data"]
        return known[0] if len(known) == 1 else ""

    @cached_property
    def change_percent(self) -> Figure:
        """The change in per cent of the people before."""
        if self.before is None or self.change.value is None:
            return self.change
        then = self.figure(TOTAL, self.before).known
        if then < self.base:
            return Figure(None, "not_applicable" if not then else "base_too_small")
        return Figure(100 * self.change.known / then)

    @cached_property
    def change_of_all(self) -> float | None:
        """The change of all people in per cent; None where a figure of either year is hidden."""
        before = self.before
        if before is None or self.everyone is None or not before.sums_told:
            return None
        then = float(self.ranked_of(before).sum()) if self.is_district else people_shown(before)
        return 100 * (self.everyone / then - 1) if then >= self.base else None

    @cached_property
    def members(self) -> pd.DataFrame:
        """What a district covers: `unit`, `country`, `whole_country`, `confidence`."""
        choice = self.table.districts
        covered = districts_on(choice.tables, choice.day)
        return covered[covered["district"] == self.place]

    @cached_property
    def held(self) -> list[str]:
        """The countries that a district holds whole, whose figures its page shows."""
        held = self.members if self.is_district else None
        return [] if held is None else sorted(set(held.loc[held["whole_country"], "country"]))

    @cached_property
    def totals_of_countries(self) -> pd.Series:
        """The people of the whole countries of a district that are shown, the most first."""
        if not self.is_district:
            return self.ranked.head(0)
        whole = self.members.loc[self.members["whole_country"], "country"]
        totals = self.ranked_of(self.countries)
        return totals[totals.index.isin(set(whole))]

    def lacks(self, table: ProtectedCounts, series: Series) -> list[str]:
        """Return the countries of the place that a table of another source has no figure of.

        They have one, shown or hidden, in the own table: without them the sum is of other places.
        """
        if series is self.series[0]:
            return []
        of = series.countries[series.tables.index(table)]
        held = set(self.members["country"]) if self.is_district else {self.place}
        own, other = (
            {at for at in held if self.figure(TOTAL, one, at).state != "no_data"}
            for one in (self.countries, of)
        )
        return sorted(own - other, key=lambda at: sort_key(str(self.country_names[at])))

    @cached_property
    def in_series(self) -> tuple[tuple[Series, dict[int, float | None]], ...]:
        """The people of the place by year of each source, None where a figure is not shown."""
        found = []
        for series in self.series:
            by_year = {
                one.year or 0: None if self.lacks(one, series) else self.figure(TOTAL, one).value
                for one in series.tables
            }
            if any(value is not None for value in by_year.values()):
                found.append((series, by_year))
        return tuple(found)


def facts_of(
    place: str,
    table: ProtectedCounts,
    countries: ProtectedCounts,
    years: Iterable[tuple[ProtectedCounts, ProtectedCounts]],
    *,
    lacking: Sequence[str],
    language: Language,
) -> Facts:
    """Gather what is shown of a place.

    Raises
    ------
    UsageError
        If the figures are no people, or none are counted in the place.
    """
    if table.quantity is not None:
        raise UsageError(message("profiles.no_people"))
    if place not in set(table.cells["place"].astype(str)):
        known = Facts(place, language, table, countries, (), (), apart=False).ranked
        have = ", ".join(map(str, known.index[:LISTED]))
        raise UsageError(
            message("profiles.nobody_there", place=place, known=have or message("profiles.nowhere"))
        )
    found: dict[tuple[str, ...], dict[int, tuple[ProtectedCounts, ProtectedCounts]]]
    found = {_key(table): {}}
    for one, by_country in years:
        if one.year is not None:
            found.setdefault(_key(one), {}).setdefault(one.year, (one, by_country))
    if table.year is not None:
        found[_key(table)][table.year] = (table, countries)
    every = [one for tables in found.values() for one, _ in tables.values()]
    apart = any(
        telling_apart([one for one in every if one.year == year])
        for year in {one.year for one in every}
    )
    if apart:
        found = {_key(table): found[_key(table)]}
    sorted_years = [[pair for _, pair in sorted(tables.items())] for tables in found.values()]
    names = _names([pairs[-1][0] if pairs else table for pairs in sorted_years], language)
    series = [
        Series(name, tuple(one for one, _ in pairs), tuple(other for _, other in pairs))
        for name, pairs in zip(names, sorted_years, strict=True)
    ]
    return Facts(place, language, table, countries, tuple(series), tuple(lacking), apart=apart)


def _key(table: ProtectedCounts) -> tuple[str, ...]:
    return (*values_of(table, "source"), *values_of(table, "definition"))


def _names(tables: Sequence[ProtectedCounts], language: Language) -> list[str]:
    """Name sources, with their definitions where these tell two apart."""
    names = [series_name(table, language) for table in tables]
    if len(set(names)) < len(names):
        names = [series_name(table, language, defined=True) for table in tables]
    return names
