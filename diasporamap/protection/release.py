"""A release: every table of one register that may be shown, protected together."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from diasporamap.counts.characteristics import characteristic_named, is_characteristic
from diasporamap.counts.schema import check_counts
from diasporamap.districts.attach import attach_counts
from diasporamap.districts.choice import DistrictChoice
from diasporamap.districts.days import districts_on
from diasporamap.districts.destinations import destinations
from diasporamap.errors import CountsError, NotProtectedError, UsageError
from diasporamap.language import message
from diasporamap.places.geography import NOWHERE
from diasporamap.places.population import Populations
from diasporamap.protection.by import ADMIN1, BY
from diasporamap.protection.gate import SEAL, ProtectedCounts, require_protected
from diasporamap.protection.linked.suppress import untold
from diasporamap.protection.profiles import STANDARD, require_stamp
from diasporamap.protection.regrouping import regrouped
from diasporamap.protection.suppression import Suppression
from diasporamap.protection.tables import Register, apart, table_cells
from diasporamap.tables.figures import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.districts import Attached
    from diasporamap.protection.editions import Edition
    from diasporamap.protection.linked import Pattern
    from diasporamap.protection.profiles import Profile
    from diasporamap.protection.tables import Key, Published

#: Key of the names of releases, so that nobody can try registers out until a name fits.
_KEY: Final = secrets.token_bytes(32)


@dataclass(frozen=True, eq=False, repr=False)
class Release:
    """All tables of one register that may be shown; the only maker of `ProtectedCounts`.

    All of them are one linked system: the countries, the districts, the parts of the origin at
    each level, each characteristic of all people, as their age or education; women, men, not stated
    and all. The same figures are hidden whichever table is asked
    for, so that no two of them give one away; see docs/protection.md. What districts get by weight
    is made of shown figures.

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
    aside : pandas.DataFrame, optional
        Counts of people whose place of residence is not stated, with `NOWHERE` as their place. It
        is a place of the tables by residence like any other, but stands beside what is mapped; by
        origin they are counted where they come from.
    known : frozenset of Published
        Cells that readers have from published counts of the same people, each of its year.
    earlier : tuple of Edition
        Earlier releases of the register: what they hide stays hidden, what they show is known.
    progress : callable
        Called with how many of the proofs are looked for, and of how many.
    confidential : bool, default False
        Whether whatever shows the figures says that they are confidential. The profile "none",
        which hides nothing, needs it.
    before : Release, optional
        The release of the same register in an earlier year, protected by itself, that changes are
        counted from.
    populations : Populations, optional
        How many inhabitants places have; the shipped ones when left out.
    quantity : Quantity, optional
        What the counts are of where it is not people, in its smallest step. Figures of one that is
        open pass as they are.
    admin1 : bool, default False
        Whether there is a table of the first-level units of countries of residence: its figures
        are protected too, and more are hidden in the others.

    Raises
    ------
    UsageError
        If nothing is hidden and the release is not confidential.
    """

    counts: pd.DataFrame
    profile: Profile = STANDARD
    sources: Mapping[str, Source] = field(default_factory=dict)
    districts: DistrictChoice = field(default_factory=DistrictChoice)
    file: str | None = None
    aside: pd.DataFrame | None = None
    known: frozenset[Published] = frozenset()
    earlier: tuple[Edition, ...] = ()
    progress: Callable[[int, int], None] = untold
    confidential: bool = False
    before: Release | None = None
    populations: Populations = field(default_factory=Populations)
    quantity: Quantity | None = None
    admin1: bool = False
    _made: dict[str, pd.DataFrame] = field(default_factory=dict, init=False)
    _tables: dict[str, ProtectedCounts] = field(default_factory=dict, init=False)
    _each: dict[str, tuple[ProtectedCounts, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Refuse a release that hides nothing and does not say so, and decimals of people."""
        require_stamp(self.profile, confidential=self.confidential)
        if self.quantity and self.quantity.decimals and self.profile.threshold and not self.is_open:
            raise UsageError(message("protection.decimals", name=self.profile.name))

    @property
    def _most(self) -> int | None:
        return MOST if self.quantity is None else None

    @property
    def is_open(self) -> bool:
        """Whether the figures are no people, and pass as they are."""
        return self.quantity is not None and self.quantity.is_open

    def by(self, by: str = "country") -> ProtectedCounts:
        """Return one table.

        Parameters
        ----------
        by : str, default "country"
            What its places are: "country", "district", a level of the origin, as "region"; or
            categories of all people together: "age", "education", "occupation", "arrival",
            "legal_status", a column ``by_...`` of one's own, or a header that means one.

        Raises
        ------
        UsageError
            If there is no such table.
        CountsError, UnmatchedPlacesError, DataError
            If the counts cannot be taken there: a subdivision or origin that fits nothing, a
            country beside a part of it, no column of origins, a unit without a weight.
        """
        if by not in self._tables:
            table = self._named(by)
            before = None if self.before is None else self.before.by(table)
            self._tables[by] = self._sealed(table, self._cells(table), before)
        return self._tables[by]

    def each(self, by: str = "country") -> tuple[ProtectedCounts, ...]:
        """Return a table for each year, definition and source of the counts, in their order.

        Errors are those of `by`.
        """
        if by not in self._each:
            table = self._named(by)
            made = (self._sealed(table, cells) for cells in apart(self._cells(table)).values())
            self._each[by] = tuple(made)
        return self._each[by]

    def _named(self, by: str) -> str:
        """Return the name of a table; refuse one that the release does not protect."""
        if by == ADMIN1 and not self._register.admin1:
            raise UsageError(message("protection.no_admin1"))
        return by if by in BY else characteristic_named(by) or self.origin.level(by).name

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.districts.origin

    @cached_property
    def attached(self) -> Attached:
        """The counts by district, not protected: for sums told only where `sums_told`."""
        chosen = self.districts
        return attach_counts(
            *(self.counts, chosen.tables, chosen.day),
            weights=chosen.weights,
            file=self.file,
            most=self._most,
        )

    @cached_property
    def name(self) -> str:
        """Name of the release; see `ProtectedCounts`."""
        import pandas as pd

        chosen = self.districts
        tables = [self.counts, *([] if self.aside is None else [self.aside])]
        if chosen.given is not None:
            tables += [chosen.given.memberships, chosen.given.missions]
        own = (self.profile, self.confidential, sorted(self.sources.items()), self.quantity)
        parts = [repr((*own, self.admin1, self.origin, chosen.day, chosen.weights))]
        for table in tables:
            rows = table[sorted(table.columns)].astype("string").fillna("")
            parts.append(str(sorted(pd.util.hash_pandas_object(rows, index=False))))
        return blake2b("\n".join(parts).encode(), key=_KEY, digest_size=16).hexdigest()

    def _sealed(
        self, by: str, cells: pd.DataFrame, before: ProtectedCounts | None = None
    ) -> ProtectedCounts:
        beside = cells["place"] == NOWHERE
        aside = self._seal(cells[beside].reset_index(drop=True), by) if beside.any() else None
        return self._seal(cells[~beside].reset_index(drop=True), by, aside, before)

    @property
    def years(self) -> tuple[Release, ...]:
        """The release, and that of the earlier year where there is one."""
        return (self,) if self.before is None else (self, self.before)

    def _seal(
        self,
        cells: pd.DataFrame,
        by: str,
        aside: ProtectedCounts | None = None,
        before: ProtectedCounts | None = None,
    ) -> ProtectedCounts:
        import pandas as pd

        # An array keeps what stands under its blanks, so that figures are written anew.
        people = pd.array([None if pd.isna(n) else int(n) for n in cells["count"]], dtype="Int64")
        cells = cells.assign(count=people)
        if self.quantity is not None:
            cells["count"] = self.quantity.unscaled(cells["count"])
        return ProtectedCounts(
            cells,
            self.profile,
            dict(self.sources),
            by,
            self.name,
            self.districts,
            self._apportioned() if by == "district" else (),
            aside,
            SEAL,
            confidential=self.confidential,
            before=before,
            populations=self.populations,
            quantity=self.quantity,
        )

    @cached_property
    def _register(self) -> Register:
        """Where people are in every table; not protected."""
        import pandas as pd

        check_counts(self.counts, file=self.file, most=self._most)
        counts = self.counts
        if self.aside is not None:
            beside = self.aside.reindex(columns=counts.columns)
            counts = pd.concat([counts, beside]).astype({"place": "string", "count": "Int64"})
        # Readers of an earlier release that had the table have its figures.
        admin1 = self.admin1 or any(edition.admin1 for edition in self.earlier)
        return Register(counts.reset_index(drop=True), self.districts, self.file, admin1)

    @cached_property
    def suppression(self) -> Suppression:
        """What is hidden of each year, definition and source, and why; confidential."""
        own = (self.sources, self.known, self.earlier, self.progress)
        return Suppression(self._register, self.profile, *own, is_open=self.is_open)

    @property
    def patterns(self) -> Mapping[Key, Pattern]:
        """The pattern of each year, definition and source of `suppression`; confidential."""
        return {key: pattern for key, (_, pattern) in self.suppression.linked.items()}

    def _cells(self, by: str) -> pd.DataFrame:
        if by not in self._made:
            if by == "district":
                _ = self.attached  # refuses what cannot be taken to districts
            cells = self._placed(by)
            self._made[by] = self._by_weight(cells) if by == "district" else cells
        return self._made[by]

    def _placed(self, table: str) -> pd.DataFrame:
        """Return the cells of a table, without those that are hidden."""
        placed = self._register.counts.assign(place=self._register.places(table))
        if table == ADMIN1 or is_characteristic(table):  # some people are in no place of it
            placed = placed[placed["place"] != ""]
            if placed.empty:
                raise CountsError.of("no_admin1", file=self.file)
        hidden = {
            key: {(cell.place, cell.sex) for cell in pattern.hidden if cell.table == table}
            for key, pattern in self.patterns.items()
        }
        return table_cells(placed, hidden)

    def _by_weight(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Take people of countries that districts share to these, where there are weights."""
        chosen, shared = self.districts, self._apportioned()
        if not shared:
            return cells
        held = destinations(shared, chosen.tables, chosen.day, weights=chosen.weights)
        return regrouped(cells, held)

    def _apportioned(self) -> tuple[str, ...]:
        """Return the countries whose people weights take to districts."""
        chosen = self.districts
        if chosen.weights is None:
            return ()
        on_day = districts_on(chosen.tables, chosen.day)
        split = set(on_day.loc[~on_day["whole_country"], "country"])
        return tuple(sorted(split.intersection(self._register.places("district"))))


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
        raise NotProtectedError(message("protection.two_releases"))
    if by and tuple(by) != tuple(table.by for table in tables):
        given_by = [table.by for table in tables]
        raise UsageError(message("protection.given_by", by=given_by))
    return tables
