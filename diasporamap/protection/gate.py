"""Protected counts, the only form that leaves the program, and the rule for one place alone."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import CELL, aggregate_counts
from diasporamap.counts.schema import SEXES, WITHHELD, check_counts
from diasporamap.errors import NotProtectedError
from diasporamap.places.geography import countries
from diasporamap.places.origins import origin_geography
from diasporamap.protection.suppression import TOTAL, hidden_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from diasporamap.counts.origin import Origin
    from diasporamap.counts.sources import Source
    from diasporamap.districts.choice import DistrictChoice
    from diasporamap.places.geography import Geography
    from diasporamap.protection.profiles import Profile

#: Every figure of a place: its parts, women first, and their total.
FIGURES: Final = (*SEXES, TOTAL)

#: What the places of a table can be for every origin; others are the names of its levels.
BY: Final = ("country", "district")

#: What only `Release` gives, so that nothing else makes protected counts.
SEAL: Final = object()


@dataclass(frozen=True, eq=False)
class ProtectedCounts:
    """One table of a release; made by `Release` alone.

    Attributes
    ----------
    profile : Profile
        The profile that was applied.
    sources : mapping of str to Source
        The sources that were declared.
    by : str
        What the places are: one of `BY`, or a level of the origin.
    release : str
        Which release the table is of. Releases of the same counts, districts and profile share it
        as long as the program runs; it tells nothing about the counts.
    districts : DistrictChoice
        The districts of the release.
    apportioned : tuple of str
        Countries whose people are in districts by weight only.
    """

    _cells: pd.DataFrame = field(repr=False)
    profile: Profile
    sources: Mapping[str, Source]
    by: str
    release: str = field(repr=False)
    districts: DistrictChoice = field(repr=False)
    apportioned: tuple[str, ...] = ()
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        """Refuse every maker but `Release`."""
        if seal is not SEAL:
            raise NotProtectedError("Protected counts are made by release(), not by hand.")

    @property
    def origin(self) -> Origin:
        """The country that the people come from."""
        return self.districts.origin

    @property
    def geography(self) -> Geography:
        """What the places are, as maps draw them."""
        if self.by == "district":
            return self.districts.geography
        if self.by in BY:
            return countries()
        return origin_geography(self.by, origin=self.origin)

    @property
    def cells(self) -> pd.DataFrame:
        """The figures, a fresh copy: a row a figure, places in the order of their codes.

        Columns: `place`; `year`, `definition`, `source` where the counts have them; `sex` (F, M,
        U, and T for the total); `count` (Int64, people), blank unless `state` is "value";
        `state`, one of "value", "suppressed", "no_data". Every place has a row for F, M and T,
        and one for U where the counts say something about it.
        """
        return self._cells.copy()

    @property
    def suppressed_cells(self) -> int:
        """How many figures are hidden."""
        return int((self._cells["state"] == "suppressed").sum())

    @property
    def sums_told(self) -> bool:
        """Whether sums of people may be told beside the figures.

        Not where one is hidden or, since its parts may be known, has no data, unless published.
        """
        totals = self._cells[self._cells["sex"] == TOTAL]
        known = zip(_is_published(totals, self.sources), totals["state"], strict=True)
        return not self.suppressed_cells and all(
            published or state == "value" for published, state in known
        )

    @property
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
    raise NotProtectedError(
        f"These counts are not protected ({type(counts).__name__}). "
        "Take a table of a release: release(counts).by('country')."
    )


def protected_cells(
    counts: pd.DataFrame, threshold: int, sources: Mapping[str, Source] | None = None
) -> pd.DataFrame:
    """Hide every figure of a place that is small, or that would give a small one away.

    Returns the columns of `ProtectedCounts.cells`. Figures of published sources pass. The total of
    a place is the sum of the parts that the counts have; it is no data where one of these is blank.
    A part that its source withholds is suppressed, published or not, and so is its total.
    """
    import pandas as pd

    check_counts(counts)
    totals = aggregate_counts(counts)
    keys = [name for name in CELL if name in totals.columns and name != "sex"]
    group = totals.groupby(keys, dropna=False, sort=True).ngroup()
    places = totals[keys].set_axis(group, axis=0)
    places = places[~places.index.duplicated()].sort_index()
    published = _is_published(places, sources or {})

    parts: dict[int, dict[str, int | None]] = {}
    withheld: dict[int, set[str]] = {}
    statuses = totals["status"] if "status" in totals.columns else [None] * len(totals)
    for number, sex, count, status in zip(
        group, totals["sex"], totals["count"], statuses, strict=True
    ):
        parts.setdefault(int(number), {})[str(sex)] = None if pd.isna(count) else int(count)
        if not pd.isna(status) and status == WITHHELD:
            withheld.setdefault(int(number), {TOTAL}).add(str(sex))
    rows = [
        (number, *figure)
        for number, known in sorted(parts.items())
        for figure in _figures(
            known,
            None if published[number] else threshold,
            frozenset(withheld.get(number, ())),
        )
    ]
    numbers, figures, people, states = zip(*rows, strict=True)
    cells = places.loc[list(numbers)].reset_index(drop=True)
    cells["sex"] = list(figures)
    cells["count"] = pd.array(people, dtype="Int64")
    cells["state"] = list(states)
    return cells


def _is_published(places: pd.DataFrame, sources: Mapping[str, Source]) -> list[bool]:
    """Tell for each place whether its figures are declared as published."""
    if "source" not in places.columns:
        return [False] * len(places)
    published = {name for name, source in sources.items() if source.published}
    return places["source"].isin(published).tolist()


def _figures(
    parts: Mapping[str, int | None], threshold: int | None, withheld: frozenset[str]
) -> Iterator[tuple[str, int | None, str]]:
    """Give the figures of one place: sex, people where they may be shown, state.

    The total of a place with a withheld part is not known here, so nothing brings the part back.
    """
    known = {sex: count for sex, count in parts.items() if count is not None}
    figures: dict[str, int | None] = {"F": None, "M": None, **parts}
    figures[TOTAL] = sum(known.values()) if len(known) == len(parts) else None
    hidden = hidden_cells(known, threshold) if threshold is not None else frozenset()
    for sex in FIGURES:
        if sex not in figures:
            continue
        if sex in withheld:
            yield sex, None, "suppressed"
        elif figures[sex] is None:
            yield sex, None, "no_data"
        elif sex in hidden:
            yield sex, None, "suppressed"
        else:
            yield sex, figures[sex], "value"
