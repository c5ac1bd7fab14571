"""A release: every table of one register that may be shown, protected together."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.districts.attach import attach_counts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.districts.days import districts_on
from diasporamap.districts.destinations import destinations, in_whole_countries
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.places.origins import NOT_STATED, counts_by_origin, parts_within
from diasporamap.places.units import known_units
from diasporamap.protection.complement import with_complement
from diasporamap.protection.gate import (
    BY,
    SEAL,
    ProtectedCounts,
    protected_cells,
    require_protected,
)
from diasporamap.protection.profiles import STANDARD
from diasporamap.protection.regrouping import regrouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.districts import Attached
    from diasporamap.protection.profiles import Profile

#: Key of the names of releases, so that nobody can try registers out until a name fits.
_KEY: Final = secrets.token_bytes(32)


@dataclass(frozen=True, eq=False, repr=False)
class Release:
    """All tables of one register that may be shown; the only maker of `ProtectedCounts`.

    Every table is made of the same counts by the same rules, whichever are asked for and in which
    order, so that no two of them give a hidden figure away:

    - Countries are the sums of their parts, protected place by place.
    - Districts add up shown figures of countries. Of a country that districts share they add up
      its parts; where a part or the country hides a figure, parts more are hidden.
    - Places of the finest level of the origin are protected place by place, and places more are
      hidden where one of them or a country hides a figure; larger places add them up.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts of one year, definition and source. `place` is a country or admin-1 unit;
        `origin`, where there is one, a part of the country of origin.
    profile : Profile, default STANDARD
        How strict to be.
    sources : mapping of str to Source, optional
        Sources by name. Figures whose source is published pass as they are.
    districts : DistrictChoice, optional
        The country of origin and its consular districts.
    file : str, optional
        Name of the file of the counts, for the messages.
    """

    counts: pd.DataFrame
    profile: Profile = STANDARD
    sources: Mapping[str, Source] = field(default_factory=dict)
    districts: DistrictChoice = field(default_factory=DistrictChoice)
    file: str | None = None
    _made: dict[str, pd.DataFrame] = field(default_factory=dict, init=False)

    def by(self, by: str = "country") -> ProtectedCounts:
        """Return one table.

        Parameters
        ----------
        by : str, default "country"
            What its places are: "country", "district", or a level of the origin, as "region".

        Raises
        ------
        UsageError
            If there is no such table.
        CountsError, UnmatchedPlacesError, DataError
            If the counts cannot be taken there: a subdivision or origin that fits nothing, a
            country beside a part of it, no column of origins, a unit without a weight.
        """
        return self._sealed(by if by in BY else self.origin.level(by).name)

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.districts.origin

    @property
    def units(self) -> ProtectedCounts:
        """What districts add up: countries, and the parts of those that districts share."""
        return self._sealed("units")

    @cached_property
    def attached(self) -> Attached:
        """The counts by district, not protected: for sums told only where `sums_told`."""
        chosen = self.districts
        return attach_counts(
            self.counts, chosen.tables, chosen.day, weights=chosen.weights, file=self.file
        )

    @cached_property
    def name(self) -> str:
        """Name of the release; see `ProtectedCounts`."""
        import pandas as pd

        chosen = self.districts
        tables = [self.counts]
        if chosen.given is not None:
            tables += [chosen.given.memberships, chosen.given.missions]
        parts = [
            repr(
                (
                    self.profile,
                    sorted(self.sources.items()),
                    self.origin,
                    chosen.day,
                    chosen.weights,
                )
            )
        ]
        for table in tables:
            rows = table[sorted(table.columns)].astype("string").fillna("")
            parts.append(str(sorted(pd.util.hash_pandas_object(rows, index=False))))
        return blake2b("\n".join(parts).encode(), key=_KEY, digest_size=16).hexdigest()

    def _sealed(self, by: str) -> ProtectedCounts:
        import pandas as pd

        cells = self._cells(by)
        # An array keeps what stands under its blanks, so that figures are written anew.
        people = pd.array([None if pd.isna(n) else int(n) for n in cells["count"]], dtype="Int64")
        return ProtectedCounts(
            cells.assign(count=people),
            self.profile,
            dict(self.sources),
            by,
            self.name,
            self.districts,
            self._apportioned() if by == "district" else (),
            SEAL,
        )

    def _cells(self, by: str) -> pd.DataFrame:
        if by not in self._made:
            if by == "country":
                places = self.counts["place"].map(known_units().country_of)
                counts = self.counts.assign(place=places.astype("string"))
                made = self._alone(aggregate_counts(counts))
            elif by == "units":
                made = self._of_units()
            elif by == "district":
                chosen, units = self.districts, self._cells("units")
                named = units["place"].astype(str).unique()
                held = destinations(named, chosen.tables, chosen.day, weights=chosen.weights)
                made = regrouped(units, held)
            elif by == (finest := self.origin.finest(by).name):
                made = self._of_origin(by)
            else:
                made = regrouped(self._cells(finest), parts_within(self.origin, by))
            self._made[by] = made
        return self._made[by]

    def _apportioned(self) -> tuple[str, ...]:
        """Return the countries whose people weights take to districts."""
        chosen = self.districts
        if chosen.weights is None:
            return ()
        on_day = districts_on(chosen.tables, chosen.day)
        split = set(on_day.loc[~on_day["whole_country"], "country"])
        return tuple(sorted(split & set(self._cells("units")["place"])))

    def _alone(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Protect each place by itself."""
        return protected_cells(counts, self.profile.threshold, self.sources)

    def _of_units(self) -> pd.DataFrame:
        """Protect what districts add up.

        Parts of countries that no districts share are counted with their country, so that small
        figures of a part do not hide a district that holds all of it. With weights and without
        them the same parts are hidden; people of no known part come last, since weights give them
        to every part.
        """
        chosen = self.districts
        _ = self.attached  # refuses what cannot be taken to districts
        cells = self._alone(in_whole_countries(self.counts, chosen.tables, chosen.day))
        of_cells = cells["place"].map(known_units().country_of)
        by_country = self._cells("country")
        hidden = by_country[by_country["state"] == "suppressed"]
        for country in sorted(set(of_cells[of_cells != cells["place"]])):
            cells = with_complement(
                cells,
                self.profile.threshold,
                last=country,
                among=set(cells.loc[of_cells == country, "place"]),
                elsewhere=set(hidden.loc[hidden["place"] == country, "sex"]),
            )
        return cells

    def _of_origin(self, level: str) -> pd.DataFrame:
        """Protect the finest level: whoever has the map by country knows the sums."""
        counts, _ = counts_by_origin(
            self.counts, level, origin=self.origin, file=self.file, allow_unmatched=True
        )
        by_country = self._cells("country")
        elsewhere = set(by_country.loc[by_country["state"] == "suppressed", "sex"])
        return with_complement(
            self._alone(counts), self.profile.threshold, first=NOT_STATED, elsewhere=elsewhere
        )


def tables_of(
    shown: Release | ProtectedCounts | Iterable[ProtectedCounts], by: Sequence[str] | None = None
) -> tuple[ProtectedCounts, ...]:
    """Return the tables that a renderer shows, all of one release.

    Parameters
    ----------
    shown : Release, ProtectedCounts or several
        A release, or tables of one.
    by : sequence of str, optional
        Which tables of the release; by country when left out.

    Raises
    ------
    NotProtectedError
        If something else is given, or the tables are of several releases: one can give away what
        the other hides.
    UsageError
        If there is no such table, or other tables are asked for than given.
    """
    if isinstance(shown, Release):
        return tuple(shown.by(name) for name in by or BY[:1])
    given = tuple(shown) if isinstance(shown, (list, tuple)) else (shown,)
    tables = tuple(map(require_protected, given))
    if len({table.release for table in tables}) > 1:
        raise NotProtectedError(
            "These figures are of two releases, each protected by itself: one can give away what "
            "the other hides. Take them all from one release."
        )
    if by and tuple(by) != tuple(table.by for table in tables):
        given_by = ", ".join(table.by for table in tables)
        raise UsageError(f"These figures are by {given_by}. Give the release to show others.")
    return tables
