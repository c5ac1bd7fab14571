"""Counts people by region or division of origin instead of place of residence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.schema import check_counts, key_columns
from diasporamap.errors import CountsError, Problem, UnmatchedPlacesError
from diasporamap.places.columns import Naming, matched_origins
from diasporamap.places.origins.matching import Level, origins, require_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: The place of people whose origin is not stated.
NOT_STATED: Final = "origin-not-stated"


@dataclass(frozen=True)
class OriginReport:
    """What became of the rows and people of a table; totals in = totals out.

    Attributes
    ----------
    level : {"regions", "divisions"}
        What the counts are by.
    rows_in, people_in : int
        Rows, and sum of their counts, blanks left out.
    people_placed : int
        People with a region, or a division, of origin.
    people_region_only : int
        At the level of divisions, people of whom only the region is stated; 0 for regions.
    people_not_stated : int
        People without an origin.
    people_in_blanks : int
        People in cells that became blank, since another row of the cell has no data: part of an
        unknown sum is not the sum. The four figures add up to `people_in`.
    """

    level: Level
    rows_in: int
    people_in: int
    people_placed: int
    people_region_only: int
    people_not_stated: int
    people_in_blanks: int


def counts_by_origin(
    counts: pd.DataFrame,
    level: Level,
    *,
    aliases: Mapping[str, str] | None = None,
    file: str | None = None,
    column: str = "origin",
    allow_unmatched: bool = False,
) -> tuple[pd.DataFrame, OriginReport]:
    """Sum counts over places of residence, by region or division of origin.

    Parameters
    ----------
    counts : pandas.DataFrame
        Tidy counts with the column `origin`; not changed. The index is the row number that
        messages name. Origins are French or English names, or codes, of regions and divisions.
    level : {"regions", "divisions"}
        Divisions add up to their regions.
    aliases : mapping of str to str, optional
        Codes by names of one's own; see `diasporamap.places.aliases.read_aliases`.
    file : str, optional
        Name of the file, for the messages.
    column : str, default "origin"
        Header of the origins in the file, for the messages.
    allow_unmatched : bool, default False
        Count people whose origin is no region or division as of no stated one.

    Returns
    -------
    pandas.DataFrame
        Counts whose `place` is the origin: ISO 3166-2 code of a region, code of a division,
        or `NOT_STATED` where the origin is blank. At the level of divisions, an origin that is
        only a region stays that region. A cell with a blank part is blank. They are not
        protected: pass them through `protect`.
    OriginReport
        What went in and what became of it.

    Raises
    ------
    UsageError
        If there is no such level.
    CountsError
        If the counts break the schema or have no column `origin`.
    UnmatchedPlacesError
        If an origin is no region or division, unless `allow_unmatched`. Every name is listed with
        its rows.
    """
    require_level(level)
    check_counts(counts, file=file)
    matched = matched_origins(counts, Naming(file, {"origin": column}, aliases, origins=True))
    if matched is None:
        raise CountsError([no_origins(file)])
    if matched.unmatched and not allow_unmatched:
        raise UnmatchedPlacesError([name.problem for name in matched.unmatched])
    places = matched.codes
    if level == "regions":
        places = places.map(origins().region).astype("string")
    placed = counts.assign(place=places.fillna(NOT_STATED))
    by = [name for name in key_columns(placed.columns) if name != "origin"]
    result = aggregate_counts(placed, by=by)
    return result, _report(placed, result, level)


def no_origins(file: str | None) -> Problem:
    """Describe counts that give no origin."""
    hint = "Add it: the region or division of Cameroon that the people come from."
    return Problem("the column 'origin' is missing", hint, file, topic="Origins")


def regions_of_divisions() -> dict[str, dict[str, Fraction]]:
    """Return the region that each division goes to, as `protection.regroup` asks for it.

    Where maps of regions and of divisions stand side by side, the figures of the regions must come
    from the protected figures of the divisions: else what a region has over its divisions would
    give a hidden division away.
    """
    known = origins().region
    return {place: {region: Fraction(1)} for place, region in known.items() if place != region}


def _report(placed: pd.DataFrame, result: pd.DataFrame, level: Level) -> OriginReport:
    people = placed["count"].astype("Int64")
    sums = result["count"].astype("Int64")
    known = origins().region
    is_region = result["place"].map(lambda place: known.get(place) == place).astype(bool)
    nowhere = result["place"] == NOT_STATED
    region_only = is_region & (level == "divisions")
    return OriginReport(
        level=level,
        rows_in=len(placed),
        people_in=int(people.sum()),
        people_placed=int(sums[~nowhere & ~region_only].sum()),
        people_region_only=int(sums[region_only].sum()),
        people_not_stated=int(sums[nowhere].sum()),
        people_in_blanks=int(people.sum() - sums.sum()),
    )
