"""Counts people by the part of the country that they come from, not where they live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from diasporamap.counts.aggregation import aggregate_counts
from diasporamap.counts.origin import Origin, read_origin
from diasporamap.counts.schema import check_counts, key_columns
from diasporamap.errors import CountsError, Problem, UnmatchedPlacesError
from diasporamap.places.columns import Naming, matched_origins
from diasporamap.places.origins.matching import parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

#: The place of people whose origin is not stated.
NOT_STATED: Final = "origin-not-stated"


@dataclass(frozen=True)
class OriginReport:
    """What became of the rows and people of a table; totals in = totals out.

    Blanks are left out of the sums. `people_placed` have a part of the level; of those `above_only`
    a part of a level above is stated, and of those `not_stated` none. `people_in_blanks` are in
    cells that became blank, since another row of the cell has no data: part of an unknown sum is
    not the sum. The four figures add up to `people_in`.
    """

    level: str
    rows_in: int
    people_in: int
    people_placed: int
    people_above_only: int
    people_not_stated: int
    people_in_blanks: int


def counts_by_origin(
    counts: pd.DataFrame,
    level: str,
    *,
    origin: Origin | str | None = None,
    aliases: Mapping[str, str] | None = None,
    file: str | None = None,
    column: str = "origin",
    allow_unmatched: bool = False,
) -> tuple[pd.DataFrame, OriginReport]:
    """Sum counts over places of residence, by part of the origin; they are not protected.

    The tidy counts have a column `origin` of French or English names, or codes, of its parts; parts
    of levels below `level` add up to it. `column` is their header in the file, for the messages. In
    the result `place` is the code of a part, or `NOT_STATED` where the origin is blank or, with
    `allow_unmatched`, no known part. An origin of a level above stays what it is. A cell with a
    blank part is blank.

    It is a UsageError that there is no such level, a CountsError that the counts break the schema
    or have no column `origin`, and an UnmatchedPlacesError that an origin is no known part: every
    name is listed with its rows.
    """
    home = read_origin(origin)
    at_level = parts_of(home).at(home.level(level).name)
    check_counts(counts, file=file)
    matched = matched_origins(counts, Naming(file, {"origin": column}, aliases, origin=home))
    if matched is None:
        raise CountsError([no_origins(file, home)])
    if matched.unmatched and not allow_unmatched:
        raise UnmatchedPlacesError([name.problem for name in matched.unmatched])
    places = matched.codes.map(at_level).astype("string")
    placed = counts.assign(place=places.fillna(NOT_STATED))
    by = [name for name in key_columns(placed.columns) if name != "origin"]
    result = aggregate_counts(placed, by=by)
    return result, _report(placed, result, home, level)


def no_origins(file: str | None, origin: Origin) -> Problem:
    """Describe counts that give no origin."""
    hint = f"Add it: the {origin.parts_text()} that the people come from."
    return Problem("the column 'origin' is missing", hint, file, topic="Origins")


def _report(placed: pd.DataFrame, result: pd.DataFrame, origin: Origin, level: str) -> OriginReport:
    people = placed["count"].astype("Int64")
    sums = result["count"].astype("Int64")
    nowhere = result["place"] == NOT_STATED
    above = ~nowhere & (result["place"].map(parts_of(origin).levels) != level)
    return OriginReport(
        level=level,
        rows_in=len(placed),
        people_in=int(people.sum()),
        people_placed=int(sums[~nowhere & ~above].sum()),
        people_above_only=int(sums[above].sum()),
        people_not_stated=int(sums[nowhere].sum()),
        people_in_blanks=int(people.sum() - sums.sum()),
    )
