"""Protected counts, the only form that leaves the program."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.characteristics import is_characteristic
from diasporamap.counts.described import rows_of, what_is_counted
from diasporamap.counts.schema import WITHHELD
from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.language import message
from diasporamap.language.cards import Card, Shown, card_text
from diasporamap.language.messages import messages_language
from diasporamap.places.admin1 import admin1_geography
from diasporamap.places.geography import countries
from diasporamap.places.population import Populations
from diasporamap.places.units import known_units
from diasporamap.protection.by import ADMIN1, BY
from diasporamap.protection.described import protection_of, shown_by
from diasporamap.protection.linked.system import TOTAL
from diasporamap.protection.profiles import PUBLISHED_BASE
from diasporamap.protection.supplied import FIGURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.quantity import Quantity
    from diasporamap.counts.sources import Source
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.places.geography import Geography
    from diasporamap.protection.profiles import Profile

#: What only `Release` gives, so that nothing else makes protected counts.
SEAL: Final = object()


@dataclass(frozen=True, eq=False, repr=False)
class ProtectedCounts(Shown):
    """One table of a release; made by `Release` alone.

    Attributes
    ----------
    profile : Profile
        The profile that was applied.
    sources : mapping of str to Source
        The sources that were declared.
    by : str
        What the places are: one of `BY`, a level of the origin, or a characteristic of all people,
        whose categories they are then.
    release : str
        Which release the table is of. Releases of the same counts, districts and profile share it
        as long as the program runs; it tells nothing about the counts.
    districts : DistrictChoice
        The districts of the release.
    apportioned : tuple of str
        Countries whose people are in districts by weight only.
    aside : ProtectedCounts, optional
        The people whose place of residence is not stated, a table of the one place `NOWHERE`.
    before : ProtectedCounts, optional
        The same table of the earlier year that changes are counted from.
    populations : Populations
        How many inhabitants places have.
    confidential : bool
        Whether whatever shows the table must say that it is confidential. Always where the profile
        is "none", and nothing is hidden.
    quantity : Quantity, optional
        What the figures are of where it is not people.
    """

    _cells: pd.DataFrame = field(repr=False)
    profile: Profile
    sources: Mapping[str, Source]
    by: str
    release: str = field(repr=False)
    districts: DistrictChoice = field(repr=False)
    apportioned: tuple[str, ...] = ()
    aside: ProtectedCounts | None = None
    seal: InitVar[object] = None
    confidential: bool = field(default=False, kw_only=True)
    before: ProtectedCounts | None = field(default=None, kw_only=True, repr=False)
    populations: Populations = field(default_factory=Populations, kw_only=True, repr=False)
    quantity: Quantity | None = field(default=None, kw_only=True)

    def __post_init__(self, seal: object) -> None:
        """Refuse every maker but `Release`."""
        if seal is not SEAL:
            raise NotProtectedError(message("protection.by_hand"))

    def _card(self) -> Card:
        """Say what is shown and how much is hidden, and no figure."""
        import pandas as pd

        what = what_is_counted(self.origin, self.quantity, messages_language())
        shown = pd.concat([table.cells for table in self.with_aside])
        is_open = self.quantity is not None and self.quantity.is_open
        told = protection_of(self.profile, published=self.published, is_open=is_open)
        return Card(
            card_text("protected", messages_language(), by=self.by, what=what),
            (
                *rows_of(shown[shown["state"] != "no_data"], self.sources, messages_language()),
                ("protection", told),
                ("shown", shown_by(self.by, shown)),
            ),
            verbs=(".cells", "dm.draw_map(counts)"),
        )

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.districts.origin

    @property
    def geography(self) -> Geography:
        """What the places are, as maps draw them."""
        if self.by == "district":
            return self.districts.geography
        if self.by == ADMIN1:
            units = self._cells["place"].astype(str)
            return admin1_geography(tuple(sorted({known_units().country_of[at] for at in units})))
        if self.by in BY:
            return countries()
        if is_characteristic(self.by):
            raise UsageError(message("protection.no_map", by=self.by))
        from diasporamap.places.origins import origin_geography

        return origin_geography(self.by, origin=self.origin)

    @property
    def cells(self) -> pd.DataFrame:
        """The figures, a fresh copy: a row a figure, places in the order of their codes.

        Columns: `place`; `year`, `definition`, `source` where the counts have them; `sex` (F, M,
        U, and T for the total); `count` (people, Int64; Float64 where a quantity has
        decimals), blank unless `state` is "value"; `state`, one of "value", "suppressed",
        "no_data". Every place has a row for F, M and T,
        and one for U where the counts say something about it.
        """
        return self._cells.copy()

    @cached_property
    def year(self) -> int | None:
        """The year that the figures are of, None where they have none."""
        years = set(self._cells["year"].dropna()) if "year" in self._cells.columns else set()
        return int(min(years)) if years else None

    @property
    def with_aside(self) -> tuple[ProtectedCounts, ...]:
        """The table, and that of people of no stated residence where there are any."""
        return (self,) if self.aside is None else (self, self.aside)

    @property
    def suppressed_cells(self) -> int:
        """How many figures are hidden, with those of people of no stated residence."""
        return sum(int((at.cells["state"] == "suppressed").sum()) for at in self.with_aside)

    @property
    def sums_told(self) -> bool:
        """Whether sums of people may be told beside the figures.

        Not where one is hidden or, since its parts may be known, has no data, unless published.
        """
        if self.quantity is not None and self.quantity.is_open:
            return True
        totals = self._cells[self._cells["sex"] == TOTAL]
        known = zip(is_published(totals, self.sources), totals["state"], strict=True)
        shown = all(published or state == "value" for published, state in known)
        aside = self.aside is None or self.aside.sums_told
        return shown and aside and not self.suppressed_cells

    @cached_property
    def published(self) -> bool:
        """Whether the source of every figure is declared as published."""
        return all(is_published(self._cells, self.sources))

    @property
    def base(self) -> int:
        """How many people a rate is of at least: of fewer it is pale and marked."""
        return PUBLISHED_BASE if self.published else self.profile.base

    @cached_property
    def all_origins(self) -> bool:
        """Whether a source counts migrants from all countries together, not from one."""
        column = self._cells.get("source")
        named = set(self.sources) if column is None else set(column.dropna())
        return any(self.sources[name].all_origins for name in named & set(self.sources))


def require_protected(counts: object) -> ProtectedCounts:
    """Return protected counts as they are and refuse everything else.

    Raises
    ------
    NotProtectedError
        If `counts` are no table of a `Release`.
    """
    if isinstance(counts, ProtectedCounts):
        return counts
    raise NotProtectedError(message("protection.not_protected", given=type(counts).__name__))


def telling_apart(tables: Iterable[ProtectedCounts]) -> int:
    """Return how many tables are not published, where differences of them may tell what one hides.

    They may where sources that are protected by themselves count the same people; else it is 0.
    """
    closed = [table for table in tables if not table.published]
    hides = len(closed) > 1 and any(table.suppressed_cells for table in closed)
    return len(closed) if hides else 0


def refuse_telling_apart(tables: Iterable[ProtectedCounts]) -> None:
    """Refuse sources that may count the same people, where one hides what another may show."""
    if closed := telling_apart(tables):
        raise UsageError(message("protection.apart", number=closed))


def place_cells(
    counts: pd.DataFrame, hidden: Collection[tuple[str, str]] = frozenset()
) -> pd.DataFrame:
    """Return the cells of one table of one year, definition and source, by place.

    `hidden` has the place and sex of each figure to hide. Returns the columns `place`, `sex`,
    `count` and `state` of `ProtectedCounts.cells`. The total of a place is the sum of the parts
    that the counts have; it is no data where one of these is blank. A part that its source
    withholds is suppressed, published or not, and so is its total. A place without counts is there
    where one of its zeros is hidden.
    """
    import pandas as pd

    totals = aggregate_counts(counts, by=("place", "sex"))
    parts: dict[str, dict[str, int | None]] = {}
    withheld: set[tuple[str, str]] = set()
    statuses = totals["status"] if "status" in totals.columns else [None] * len(totals)
    for place, sex, count, status in zip(
        totals["place"].astype(str), totals["sex"], totals["count"], statuses, strict=True
    ):
        parts.setdefault(place, {})[str(sex)] = None if pd.isna(count) else int(count)
        if not pd.isna(status) and status == WITHHELD:
            withheld |= {(place, str(sex)), (place, TOTAL)}
    for place, sex in hidden:
        known = parts.setdefault(place, {"F": 0, "M": 0})
        if sex == "U":  # hidden is seen, or readers count on nobody
            known.setdefault(sex, 0)
    rows = [
        (place, sex, *_figure(count, masked=(place, sex) in withheld or (place, sex) in hidden))
        for place, known in sorted(parts.items())
        for sex, count in _figures(known)
    ]
    cells = pd.DataFrame(rows, columns=["place", "sex", "count", "state"])
    return cells.astype({"place": "string", "count": "Int64"})


def _figures(parts: Mapping[str, int | None]) -> Iterator[tuple[str, int | None]]:
    """Give every figure of a place with its total, None where it is not known."""
    known = [count for count in parts.values() if count is not None]
    figures = {"F": None, "M": None, **parts, TOTAL: None}
    if len(known) == len(parts):
        figures[TOTAL] = sum(known)
    yield from ((sex, figures[sex]) for sex in FIGURES if sex in figures)


def _figure(count: int | None, *, masked: bool) -> tuple[int | None, str]:
    """Return what is shown of a figure, and its state."""
    if masked:
        return None, "suppressed"
    return (None, "no_data") if count is None else (count, "value")


def is_published(rows: pd.DataFrame, sources: Mapping[str, Source]) -> list[bool]:
    """Tell for each row whether its source is declared as published."""
    if "source" not in rows.columns:
        return [False] * len(rows)
    published = {name for name, source in sources.items() if source.published}
    return rows["source"].isin(published).tolist()
